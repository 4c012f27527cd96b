"""What waits for a yes can be had back, and is really gone when it was decided about."""

from dataclasses import replace
from datetime import timedelta

from bot.messages import Held, Message, Person
from storage.database import open_database
from tests.storage.test_journal import NOON, WANG, take

WORDS = "申请人张三"
HELD = Held(Message("held", WANG, NOON, WORDS, about="1:overview=std"), 3)


def hold(journal, what=HELD):
    with journal.turn() as turn:
        turn.receive(what.message, turn.seat(WANG), None)
        turn.hold(what)


def receive(journal, **changes):
    with journal.turn() as turn:
        turn.receive(replace(HELD.message, **changes), turn.seat(WANG), None)


def held(journal, person=WANG):
    with journal.turn() as turn:
        return turn.held(person)


def on_disk(path):
    return any(WORDS.encode() in file.read_bytes() for file in path.parent.glob(path.name + "*"))


def test_what_is_held_is_had_back_as_it_was(journal):
    take(journal, "opened")
    hold(journal)
    assert held(journal) == HELD


def test_it_waits_for_its_writer_only(journal):
    hold(journal)
    assert held(journal, Person("test", "2", "李")) is None


def test_it_waits_in_the_report_for_which_it_came(journal):
    take(journal, "opened")
    hold(journal)
    take(journal, "other year", year=2022)
    assert held(journal) is None
    with journal.turn() as turn:
        turn.sit(turn.seat(WANG), 1)
    assert held(journal) == HELD


def test_a_later_message_takes_its_place(journal):
    hold(journal)
    later = Held(replace(HELD.message, id="later", text="又一条"), 4)
    hold(journal, later)
    assert held(journal) == later


def test_what_is_released_is_nowhere_on_the_disk(journal, path):
    hold(journal)
    assert on_disk(path)
    with journal.turn() as turn:
        turn.release(WANG)
    assert held(journal) is None
    assert not on_disk(path)


def test_what_is_released_is_overwritten_in_the_file_too(journal, path):
    hold(journal)
    journal._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert WORDS.encode() in path.read_bytes()
    with journal.turn() as turn:
        turn.release(WANG)
    assert not on_disk(path)


def test_what_nobody_decides_about_is_gone_after_a_week(journal, path):
    hold(journal)
    receive(journal, id="soon", at=NOON + timedelta(days=6))
    assert held(journal) == HELD
    receive(journal, id="late", at=NOON + timedelta(days=8))
    assert held(journal) is None
    assert not on_disk(path)


def test_nobody_waits_for_a_reader_that_keeps_the_log_alive(journal, path):
    hold(journal)
    reader = open_database(path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM held").fetchone()
    with journal.turn() as turn:
        turn.release(WANG)
    reader.execute("COMMIT")
    reader.close()
    assert held(journal) is None
