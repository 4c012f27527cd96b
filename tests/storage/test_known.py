"""What is kept of the answers to queries is what a query would say now, whoever wrote."""

from contextlib import closing, suppress
from datetime import timedelta

import pytest

from storage.database import open_database
from storage.journal import Journal
from tests.storage.test_journal import NOON, UNIT, WANG, message, take


@pytest.fixture
def elsewhere(path):
    """Another process on the same database."""
    with closing(open_database(path)) as db:
        yield Journal(db)


def invite(journal):
    with journal.turn() as turn:
        code = turn.people.invite(*UNIT, "fill", NOON).code
        turn.people.admit(WANG, code, NOON)


def roles(journal):
    with journal.turn() as turn:
        return [membership.role for membership in turn.people.memberships(WANG)]


def statements(journal, work):
    asked = []
    journal._db.conn.set_trace_callback(asked.append)
    work()
    journal._db.conn.set_trace_callback(None)
    return asked


def test_what_nobody_changed_is_not_asked_again(journal):
    invite(journal)
    roles(journal)
    asked = statements(journal, lambda: roles(journal))
    assert asked == ["BEGIN IMMEDIATE", "PRAGMA data_version", "COMMIT"]


def test_a_membership_that_another_process_gave_is_seen_and_so_is_its_end(journal, elsewhere):
    assert roles(journal) == []
    invite(elsewhere)
    assert roles(journal) == ["fill"]
    with elsewhere.turn() as turn:
        turn.people.revoke(1, NOON)
    assert roles(journal) == []


def test_a_membership_of_a_turn_that_failed_was_never_given(journal):
    with suppress(RuntimeError), journal.turn() as turn:
        code = turn.people.invite(*UNIT, "fill", NOON).code
        turn.people.admit(WANG, code, NOON)
        assert turn.people.memberships(WANG)
        raise RuntimeError
    assert roles(journal) == []


def test_the_report_written_to_last_comes_first_after_every_message(journal):
    first, second = take(journal, "a"), take(journal, "b", year=2022)
    unit = journal.report(first).unit
    for number, report in enumerate((first, second, first), 1):
        at = NOON + timedelta(minutes=number)
        with journal.turn() as turn:
            turn.receive(message(f"m{number}", at=at), turn.seat(WANG), report)
        assert journal.worked_on(unit)[0].id == report


def test_outside_a_turn_other_processes_are_seen_too(journal, elsewhere):
    report = take(journal, "a")
    unit = journal.report(report).unit
    assert len(journal.reports_of(unit)) == 1
    take(elsewhere, "b", year=2022)
    assert len(journal.reports_of(unit)) == 2
