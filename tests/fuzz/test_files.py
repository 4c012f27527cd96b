"""The short form of the fuzzing of files and bodies: `make fuzz` is the long one."""

import pytest

from tests.fuzz import bodies
from tests.fuzz.files import fuzz, seeds


@pytest.mark.parametrize("kind", ["docx", "html", "pdf", "xlsx", "csv", "json"])
def test_a_spoilt_file_is_read_or_refused_and_breaks_no_interview(kind: str) -> None:
    found = fuzz(files=12 if kind == "pdf" else 60, seed=5, kinds=(kind,))
    assert found.faults == {}
    assert found.read["refused"]
    assert found.read.total() > found.read["refused"]  # or it would prove nothing


def test_every_kind_of_file_is_tried() -> None:
    assert set(seeds()) == {"docx", "html", "pdf", "xlsx", "csv", "json"}


async def test_a_spoilt_body_is_taken_or_refused() -> None:
    statuses, _ = await bodies.fuzz(bodies=600, seed=5)
    assert set(statuses) == {200, 400}
