"""The zip writer, read by Python's own zipfile."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from bot.documents.package import deflated, package, stored


def read(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@given(st.lists(st.binary(max_size=300), max_size=4), st.lists(st.binary(max_size=300), max_size=4))
def test_what_is_written_is_read(fixed: list[bytes], own: list[bytes]) -> None:
    shared = [deflated(f"f{at}", content, 6) for at, content in enumerate(fixed)]
    entries = [stored(f"o{at}", content) for at, content in enumerate(own)]
    expected = {f"f{at}": content for at, content in enumerate(fixed)}
    expected |= {f"o{at}": content for at, content in enumerate(own)}
    assert read(package(shared).write(entries)) == expected


def test_entries_stand_in_the_order_given() -> None:
    content = package([stored("b", b""), stored("a", b"")]).write([stored("0", b"")])
    assert list(read(content)) == ["b", "a", "0"]


def test_equal_input_gives_equal_bytes() -> None:
    fixed = package([stored("a", b"1")])
    assert fixed.write([stored("b", b"2")]) == fixed.write([stored("b", b"2")])
