"""Why an answers file is refused can be passed on as JSON, whatever stood in it."""

import json

import pytest

from bot import content
from bot.reading.answers_file import Unusable, read_answers


@pytest.mark.parametrize(
    "text", ['{"year": 1.5}', '{"year": [1.5]}', '{"year": 2023, "form": 1.5}', '{"year": {}}']
)
def test_the_details_of_a_refusal_are_plain(text: str) -> None:
    with pytest.raises(Unusable) as why:
        read_answers(text, content.forms())
    assert json.dumps(why.value.details)


@pytest.mark.parametrize(
    ("beside", "reason"),
    [
        ('"sources": {"applications.recieved": "台账"}', "unknown_id"),
        ('"sentences": {"overveiw": []}', "unknown_id"),
        ('"sentences": ["x"]', "wrong_type"),
        ('"sentences": {"overview": {}}', "wrong_type"),
        ('"sentences": {"overview": [1]}', "wrong_type"),
        ('"sentences": {"overview": [{"phrase": "x"}]}', "wrong_type"),
        (
            '"sentences": {"overview": [{"phrase": "x", "blanks": [], "text": "", "figures": {}}]}',
            "wrong_type",
        ),
        (
            '"sentences": {"overview":'
            ' [{"phrase": "x", "blanks": {"a": 1}, "text": "", "figures": {}}]}',
            "wrong_type",
        ),
    ],
)
def test_what_stands_beside_the_values_is_checked_too(beside, reason):
    with pytest.raises(Unusable) as why:
        read_answers(f'{{"year": 2023, {beside}}}', content.forms())
    assert why.value.reason == reason


@pytest.mark.parametrize("about", ["applications", "applications.received", "overview", "contact"])
def test_a_source_is_of_a_table_a_row_a_text_or_a_group(about):
    given = read_answers(f'{{"year": 2023, "sources": {{"{about}": "台账"}}}}', content.forms())
    assert given.sources == {about: "台账"}
