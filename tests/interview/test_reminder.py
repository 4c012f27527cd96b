from datetime import date, datetime, timedelta

import pytest

from bot.interview.reminder import is_daytime, is_due, reminder

LAST = date(2024, 1, 31)


def days_before(days: int) -> date:
    return LAST - timedelta(days=days)


def sent(first: int, *, away: tuple[int, ...] = ()) -> list[int]:
    """The days before the deadline on which a note goes out, where nobody answers."""
    days, reminded = [], None
    for day in range(first, -5, -1):
        if day not in away and is_due(days_before(day), LAST, reminded):
            days.append(day)
            reminded = days_before(day)
    return days


def test_notes_come_closer_together_and_end_with_the_last_day() -> None:
    assert sent(40) == [10, 5, 2, 1, 0]


def test_a_note_that_could_not_be_sent_is_sent_on_the_next_day() -> None:
    assert sent(40, away=(10, 9, 8)) == [7, 5, 2, 1, 0]


def test_several_that_were_missed_are_one() -> None:
    assert sent(40, away=(10, 9, 8, 7, 6, 5, 4)) == [3, 2, 1, 0]


def test_a_clock_set_back_sends_none_again() -> None:
    assert not is_due(days_before(5), LAST, reminded=days_before(4))


@pytest.mark.parametrize(
    ("hour", "expected"),
    [("08:29", False), ("08:30", True), ("19:59", True), ("20:00", False), ("03:00", False)],
)
def test_nobody_is_written_to_at_night(hour: str, expected: bool) -> None:
    assert is_daytime(datetime.fromisoformat(f"2024-01-21T{hour}+08:00")) is expected


def test_it_tells_what_is_open_and_leads_there(talk) -> None:
    said = reminder(talk.form, talk.state, LAST, days_before(5))
    assert said.args["days"] == 5
    assert len(said.args["sections"]) == len(talk.form.sections)
    assert [c.press for row in said.choices for c in row] == ["1:@show", "1:@remind_off"]


def test_of_a_report_that_is_filled_only_the_clean_copy_is_missing(talk) -> None:
    talk.fill()
    assert reminder(talk.form, talk.state, LAST, LAST).args["sections"] == []
