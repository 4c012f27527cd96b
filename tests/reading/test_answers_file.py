"""Why an answers file is refused can be passed on as JSON, whatever stood in it."""

import json

import pytest

from bot import content
from bot.reading.answers_file import SHOWN, Unusable, read_answers, write_answers


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
        ('"explanations": {"text_cuont": "含结转"}', "unknown_rule"),
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


def received(figure: str) -> str:
    return f'{{"year": 2023, "applications": {{"received": {{"natural": {figure}}}}}}}'


@pytest.mark.parametrize(
    "figure",
    [
        "1e999999999",
        "1e99999999",
        "-1e16",
        "1e-16",
        "0e99",
        "1e99999999999999999999",
        "1" * 17,
        "9" * 5000,
    ],
)
def test_a_number_that_no_report_could_hold_is_refused(figure: str) -> None:
    with pytest.raises(Unusable) as why:
        read_answers(received(figure), content.forms())
    assert why.value.reason == "out_of_bounds"
    assert why.value.details == {"number": figure[:SHOWN]}


@pytest.mark.parametrize("year", ["1e99999999", '"' + "9" * 5000 + '"'])
def test_so_is_one_where_a_year_belongs(year: str) -> None:
    with pytest.raises(Unusable) as why:
        read_answers(f'{{"year": {year}}}', content.forms())
    assert why.value.reason == "out_of_bounds"


@pytest.mark.parametrize(
    ("figure", "text"), [("5e1", "50"), ("1e15", "1" + "0" * 15), ("0.0", "0"), ("-3", "-3")]
)
def test_any_other_number_is_kept(figure: str, text: str) -> None:
    answers = read_answers(received(figure), content.forms())
    assert answers.entered == {"applications.received.natural": text}


def test_a_number_typed_as_text_is_never_written_out() -> None:
    answers = read_answers(received('"1e99999999"'), content.forms())
    assert answers.entered == {"applications.received.natural": "1e99999999"}


def test_what_was_written_is_read_again_however_long_its_figures() -> None:
    answers = read_answers(received('"' + "9" * 20 + '"'), content.forms())
    again = read_answers(json.dumps(write_answers(answers)), content.forms())
    assert again.entered == answers.entered == {"applications.received.natural": "9" * 20}
