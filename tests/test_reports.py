"""What is kept of a report between messages, and when it is read again."""

from datetime import datetime
from itertools import count

import pytest

from bot import content
from bot.interview.replay import replay
from bot.interview.state import State
from bot.interview.viewer import NOBODY
from bot.messages import SHANGHAI, Fact, Message, Person
from bot.reports import READY, Reports
from storage.database import open_database
from storage.journal import Journal

CELL = "applications.received.natural"


class Counted:
    """A journal that counts how often it is asked for facts."""

    def __init__(self, journal):
        self._journal = journal
        self.asked = 0

    def __getattr__(self, name):
        return getattr(self._journal, name)

    def entries(self, report, after=0):
        self.asked += 1
        return self._journal.entries(report, after)


@pytest.fixture
def journal(tmp_path):
    journal = Journal(open_database(tmp_path / "a.db"))
    yield journal
    journal.close()


@pytest.fixture
def write(journal):
    """Writes facts into the report of a year; its number."""
    return writer(journal, "m")


@pytest.fixture
def write_elsewhere(tmp_path):
    """The same in another process."""
    journal = Journal(open_database(tmp_path / "a.db"))
    yield writer(journal, "n")
    journal.close()


def writer(journal, name):
    numbers = count(1)

    def write(*facts, year=2023):
        message = Message(
            f"{name}{next(numbers)}", Person("test", "1"), datetime(2024, 1, 15, tzinfo=SHANGHAI)
        )
        with journal.turn() as turn:
            report, _ = turn.open("宝山区", "红旗街道办事处", year, "2021")
            turn.receive(message, turn.seat(message.person), report)
            turn.append(report, len(journal.entries(report)), message.id, facts)
        return report

    return write


def test_within_a_message_a_report_is_read_once(journal, write):
    report, counted = write(Fact("answered", CELL, "3")), Counted(journal)
    reports = Reports(content.forms(), counted)
    for _ in range(5):
        reports.state(report)
        reports.context(report)
    assert counted.asked == 1


def test_what_this_process_wrote_is_seen_at_once(journal, write):
    report, reports = write(Fact("answered", CELL, "3")), Reports(content.forms(), journal)
    before = reports.state(report)
    with journal.turn() as turn:
        reports.add(report, turn.append(report, before.seq, "m1", [Fact("answered", CELL, "4")]))
        assert reports.state(report).slots[CELL].value == "4"
    assert reports.state(report) == replay(State(), journal.entries(report))


def test_what_another_process_wrote_is_seen_with_the_next_message(journal, write, write_elsewhere):
    report, reports = write(Fact("answered", CELL, "3")), Reports(content.forms(), journal)
    reports.state(report)
    write_elsewhere(Fact("answered", CELL, "4"))
    assert reports.state(report).slots[CELL].value == "3"
    with journal.turn():
        assert reports.state(report).slots[CELL].value == "4"


def test_of_more_reports_than_are_kept_as_they_are_none_is_read_again(journal, write):
    counted = Counted(journal)
    reports = Reports(content.forms(), counted)
    written = [write(Fact("answered", CELL, "3"), year=2000 + n) for n in range(READY + 2)]
    for _ in range(2):
        for report in written:
            assert reports.state(report) == replay(State(), journal.entries(report))
    assert counted.asked == len(written)


def test_last_years_figures_follow_a_change_of_last_years_report(journal, write, write_elsewhere):
    write(Fact("opened", "1", "2022"), Fact("answered", CELL, "3"), year=2022)
    report, reports = write(Fact("opened", "2", "2023")), Reports(content.forms(), journal)
    assert reports.previous(report)[CELL] == "3"
    write_elsewhere(Fact("answered", CELL, "4"), year=2022)
    with journal.turn():
        pass
    assert reports.previous(report)[CELL] == "4"


def test_what_was_rolled_back_is_forgotten(journal, write):
    report, reports = write(Fact("answered", CELL, "3")), Reports(content.forms(), journal)

    def broken():
        with journal.turn() as turn:
            reports.add(report, turn.append(report, 1, "m1", [Fact("answered", CELL, "4")]))
            assert reports.state(report).slots[CELL].value == "4"
            raise KeyError

    with pytest.raises(KeyError):
        broken()
    reports.forget()
    assert reports.state(report).slots[CELL].value == "3"


def test_of_two_forms_of_a_year_the_one_in_force_is_last_year_s_report(journal, write):
    report = write(Fact("answered", CELL, "3"))
    with journal.turn() as turn:
        turn.open("宝山区", "红旗街道办事处", 2023, "2019")
    reports = Reports(content.forms(), journal)
    assert reports.values_of(reports.identity(report).unit, 2023)[CELL] == "3"


def test_each_report_remembers_its_own_last_check(journal, write):
    reports = Reports(content.forms(), journal)
    this, other = write(Fact("answered", CELL, "3")), write(Fact("answered", CELL, "5"), year=2022)
    memory = reports.state(this).memory
    assert reports.state(other).memory is not memory
    write(Fact("answered", CELL, "4"))
    assert reports.state(this).seen_by(NOBODY).memory is memory
