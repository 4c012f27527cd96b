import sqlite3
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context

import pytest

from bot.messages import SHANGHAI, Fact, Message, Person
from storage.database import open_database
from storage.journal import Journal
from storage.turn import KEPT_READINGS

NOON = datetime(2024, 1, 8, 12, 0, tzinfo=SHANGHAI)
WANG = Person("test", "1", "王")
TEXT = Fact("wrote", "overview", "总体。", "总 体。")
UNIT = ("宝山区", "红旗街道办事处")


def message(id_, person=WANG, at=NOON):
    return Message(id_, person, at, "一")


def take(journal, id_, *facts, person=WANG, year=2023):
    """One message's turn: the report is opened, the facts are added."""
    with journal.turn() as turn:
        if turn.seen(id_):
            return None
        seat = turn.seat(person)
        report, _ = turn.open(*UNIT, year, "2021")
        turn.receive(message(id_, person), seat, report)
        turn.append(report, len(journal.entries(report)), id_, facts)
        turn.sit(seat, report)
    return report


def test_what_was_added_is_read_back_as_it_was(journal):
    report = take(journal, "a", TEXT)
    (entry,) = journal.entries(report)
    assert (entry.seq, entry.message, entry.fact) == (1, "a", TEXT)
    assert (entry.person, entry.at) == (WANG, NOON)


def test_what_was_added_is_what_will_be_read(journal):
    report = take(journal, "a", TEXT)
    nameless = Person("test", "1")
    with journal.turn() as turn:
        turn.receive(message("b", nameless), turn.seat(nameless), report)
        of_this_turn = turn.append(report, 1, "b", [TEXT])
        of_an_earlier_one = turn.append(report, 2, "a", [TEXT])
    assert of_this_turn + of_an_earlier_one == journal.entries(report, 1)


def test_who_is_called_otherwise_now_is_so_in_what_was_added(journal):
    report, renamed = take(journal, "a", TEXT), Person("test", "1", "王五")
    with journal.turn() as turn:
        turn.receive(message("b", renamed), turn.seat(renamed), report)
        added = turn.append(report, 1, "b", [TEXT])
    assert added == journal.entries(report, 1)
    assert [entry.person.name for entry in journal.entries(report)] == ["王五", "王五"]


def test_the_files_a_person_had_examined_last_are_kept_for_them_alone(journal):
    names = [f"m{number}" for number in range(KEPT_READINGS + 1)]
    for name in names:
        take(journal, name)
    with journal.turn() as turn:
        wang, li = turn.seat(WANG), turn.seat(Person("test", "2", "李"))
        for name in names:
            turn.keep_reading(wang, name, f"found {name}")
        assert [name for name in names if not turn.reading(wang, name)] == names[:1]
        assert turn.reading(wang, "m1") == "found m1"
        assert not turn.reading(li, "m1")


def test_facts_are_numbered_without_gaps_over_messages(journal):
    take(journal, "a", TEXT, TEXT)
    take(journal, "b")
    report = take(journal, "c", TEXT)
    assert [(entry.seq, entry.message) for entry in journal.entries(report)] == [
        (1, "a"),
        (2, "a"),
        (3, "c"),
    ]


def test_only_what_is_new_is_read(journal):
    report = take(journal, "a", TEXT, TEXT, TEXT)
    assert [entry.seq for entry in journal.entries(report, 2)] == [3]
    assert journal.entries(report, 3) == []


def test_a_time_is_kept_as_the_office_s_own(journal):
    with journal.turn() as turn:
        seat = turn.seat(WANG)
        report, _ = turn.open(*UNIT, 2023, "2021")
        turn.receive(message("a", at=datetime(2024, 1, 8, 4, 0, tzinfo=UTC)), seat, report)
        turn.append(report, 0, "a", [TEXT])
    assert journal.entries(report)[0].at.isoformat() == "2024-01-08T12:00:00+08:00"


# -- all or nothing --------------------------------------------------------------------------------


class PulledPlug(BaseException):
    pass


def break_off(journal, report, fault):
    with journal.turn() as turn:
        seat = turn.seat(Person("test", "2", "李"))
        turn.receive(message("b", Person("test", "2", "李")), seat, report)
        turn.append(report, 1, "b", [TEXT])
        turn.sit(seat, None, "等")
        raise fault


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt, PulledPlug])
def test_a_turn_that_breaks_leaves_nothing(journal, fault):
    report = take(journal, "a", TEXT)
    with pytest.raises(fault):
        break_off(journal, report, fault)
    assert len(journal.entries(report)) == 1
    with journal.turn() as turn:
        assert turn.seen("b") is None
        assert turn.seat(Person("test", "2", "李")).pending == ""


def test_after_a_turn_that_broke_the_next_one_works(journal):
    with pytest.raises(ValueError, match="x"), journal.turn():
        raise ValueError("x")
    assert take(journal, "a", TEXT)


def append_again(journal, report):
    with journal.turn() as turn:
        turn.receive(message("b"), turn.seat(WANG), report)
        turn.append(report, 0, "b", [TEXT])


def test_a_seq_that_is_taken_takes_the_whole_message_back(journal):
    report = take(journal, "a", TEXT)
    with pytest.raises(sqlite3.IntegrityError):
        append_again(journal, report)
    with journal.turn() as turn:
        assert turn.seen("b") is None


def test_nobody_else_sees_a_turn_before_it_ends(journal, path):
    other = open_database(path)
    with journal.turn() as turn:
        report, _ = turn.open(*UNIT, 2023, "2021")
        turn.receive(message("a"), turn.seat(WANG), report)
        turn.append(report, 0, "a", [TEXT])
        assert Journal(other).entries(report) == []
    assert len(Journal(other).entries(report)) == 1
    other.close()


def test_a_kill_in_the_middle_of_a_turn_leaves_nothing(journal, path):
    """The process dies between two writes of one transaction, without any word of farewell."""
    report = take(journal, "a", TEXT)
    code = f"""
import os, signal
from storage.database import open_database
from storage.journal import Journal
from tests.storage.test_journal import TEXT, WANG, message
with Journal(open_database({str(path)!r})).turn() as turn:
    turn.receive(message("b"), turn.seat(WANG), {report})
    turn.append({report}, 1, "b", [TEXT])
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == -9, done.stderr
    assert len(journal.entries(report)) == 1
    assert take(journal, "b", TEXT) == report


# -- messages --------------------------------------------------------------------------------------


def test_a_message_is_seen_once(journal):
    with journal.turn() as turn:
        assert turn.seen("a") is None
    report = take(journal, "a")
    with journal.turn() as turn:
        assert turn.seen("a").report == report


def test_a_message_id_is_kept_once(journal):
    take(journal, "a", TEXT)
    with pytest.raises(sqlite3.IntegrityError), journal.turn() as turn:
        turn.receive(message("a"), turn.seat(WANG), None)


def test_a_message_without_facts_leaves_its_id_too(journal):
    take(journal, "a")
    with journal.turn() as turn:
        assert turn.seen("a")


def test_a_reply_that_arrived_is_noted_with_the_next_turn(journal):
    take(journal, "a")
    take(journal, "b")
    assert [id_ for id_, _ in journal.unanswered("test")] == ["a", "b"]
    journal.delivered("a")
    take(journal, "c")
    assert journal.unanswered("test") == [("b", WANG), ("c", WANG)]


def test_an_orderly_stop_notes_what_arrived(journal, path):
    take(journal, "a")
    journal.delivered("a")
    journal.flush()
    again = open_database(path)
    assert Journal(again).unanswered("test") == []
    again.close()


def test_what_arrived_is_not_forgotten_when_the_next_turn_breaks(journal):
    take(journal, "a")
    journal.delivered("a")
    with pytest.raises(ValueError, match="x"), journal.turn():
        raise ValueError("x")
    journal.flush()
    assert journal.unanswered("test") == []


def test_replies_of_another_channel_are_its_own_business(journal):
    take(journal, "a")
    assert journal.unanswered("telegram") == []


# -- people, units, reports ------------------------------------------------------------------------


def test_a_person_sits_where_they_were(journal):
    report = take(journal, "a")
    with journal.turn() as turn:
        seat = turn.seat(WANG)
        assert (seat.report, seat.pending) == (report, "")
        turn.sit(seat, None, "红旗街道办事处")
    with journal.turn() as turn:
        assert (turn.seat(WANG).report, turn.seat(WANG).pending) == (None, "红旗街道办事处")


def test_the_same_address_on_another_channel_is_another_person(journal):
    with journal.turn() as turn:
        assert turn.seat(WANG).id != turn.seat(Person("telegram", "1", "王")).id


def test_a_person_who_is_called_otherwise_now(journal):
    report = take(journal, "a", TEXT)
    take(journal, "b", person=Person("test", "1", "王芳"))
    take(journal, "c", person=Person("test", "1", ""))
    assert journal.entries(report)[0].person.name == "王芳"


def test_a_new_name_is_that_person_s_and_nobody_else_s(journal):
    report = take(journal, "a", TEXT)
    li = Person("test", "2", "李")
    take(journal, "b", TEXT, person=li)
    take(journal, "c", person=Person("test", "2", "李明"))
    assert [entry.person.name for entry in journal.entries(report)] == ["王", "李明"]


def test_a_database_that_answers_is_reachable(path):
    db = open_database(path)
    assert Journal(db).reachable()
    db.close()
    assert not Journal(db).reachable()


def test_a_report_is_unit_year_and_form(journal):
    with journal.turn() as turn:
        first = turn.open(*UNIT, 2023, "2021")
        assert first[1] is True
        assert turn.open(*UNIT, 2023, "2021") == (first[0], False)
        others = [
            turn.open(*UNIT, 2022, "2021"),
            turn.open(*UNIT, 2023, "2019"),
            turn.open("双桥区", "红旗街道办事处", 2023, "2021"),
        ]
    assert len({first[0], *(number for number, _ in others)}) == 4
    report = journal.report(first[0])
    assert (report.superior, report.name, report.year, report.form) == (*UNIT, 2023, "2021")


def test_a_report_that_never_was_is_an_error(journal):
    with pytest.raises(LookupError):
        journal.report(1)


def test_the_forms_of_a_year_begin_with_the_one_opened_last(journal):
    with journal.turn() as turn:
        assert turn.existing(*UNIT, 2023) == []
        turn.open(*UNIT, 2023, "2021")
        turn.open(*UNIT, 2023, "2019")
        assert turn.existing(*UNIT, 2023) == ["2019", "2021"]
        assert turn.existing(*UNIT, 2022) == []


def test_reports_of_a_unit_the_latest_year_first(journal):
    for year in (2022, 2024, 2023):
        report = take(journal, f"m{year}", year=year)
    unit = journal.report(report).unit
    assert [found.year for found in journal.reports_of(unit)] == [2024, 2023, 2022]


# -- two processes on one file ---------------------------------------------------------------------


def write_many(path, name, count):
    """Takes turns as one of several processes."""
    db = open_database(path)
    for number in range(count):
        take(Journal(db), f"{name}{number}", TEXT, TEXT, person=Person("test", name, name))
    db.close()


def test_two_processes_write_one_report(path):
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        for work in [pool.submit(write_many, path, name, 40) for name in "abc"]:
            work.result()
    db = open_database(path)
    entries = Journal(db).entries(1)
    assert [entry.seq for entry in entries] == list(range(1, 3 * 40 * 2 + 1))
    assert [a.message for a in entries[::2]] == [b.message for b in entries[1::2]]
    for name in "abc":
        mine = [entry.message for entry in entries[::2] if entry.person.name == name]
        assert mine == [f"{name}{number}" for number in range(40)]
    db.close()


def test_two_processes_given_the_same_messages_keep_each_once(path):
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for work in [pool.submit(write_many, path, "a", 40) for _ in range(2)]:
            work.result()
    db = open_database(path)
    messages = [entry.message for entry in Journal(db).entries(1)]
    assert messages[::2] == [f"a{number}" for number in range(40)]
    db.close()


def test_two_processes_make_one_new_database(path):
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        for work in [pool.submit(write_many, path, name, 1) for name in "abcd"]:
            work.result()
    db = open_database(path)
    assert len(Journal(db).entries(1)) == 8
    db.close()
