import signal
import sqlite3
import subprocess
import sys

import pytest
from sqlite_utils import Database

from storage.database import BUSY_MS, open_database
from storage.migrations import APPEND_ONLY, migrations

FULL = 2  # https://sqlite.org/pragma.html#pragma_synchronous
TABLES = {"units", "reports", "people", "messages", "facts", "documents"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "baogao.db"


@pytest.fixture
def db(path):
    """A database with one fact and one document in it."""
    opened = open_database(path)
    filled(opened)
    yield opened
    opened.close()


def filled(db):
    with db.atomic():
        db.execute("INSERT INTO units VALUES (1, '宝山区', '红旗街道办事处')")
        db.execute("INSERT INTO reports VALUES (1, 1, 2023, '2021')")
        db.execute("INSERT INTO people (id, channel, address, name) VALUES (1, 'test', '1', '王')")
        db.execute("INSERT INTO messages (id, person, report, at) VALUES ('m', 1, 1, '2024')")
        db.execute("INSERT INTO facts VALUES (1, 1, 'm', 'wrote', 'overview', '总体。', '')")
        db.execute("INSERT INTO documents VALUES (1, 1, 'm', 1, 'a.docx', 'hash', x'00')")


def pragma(db, name):
    return db.execute(f"PRAGMA {name}").fetchone()[0]


def test_every_connection_writes_ahead_and_syncs_fully(path):
    for _ in range(2):  # a new file, and one that is there already
        db = open_database(path)
        assert pragma(db, "journal_mode") == "wal"
        assert pragma(db, "synchronous") == FULL
        assert pragma(db, "busy_timeout") == BUSY_MS
        assert pragma(db, "foreign_keys") == 1
        db.close()


def test_the_pragmas_are_in_force_and_leave_no_transaction_open(db):
    assert not db.conn.in_transaction


def test_an_empty_file_gets_the_whole_schema(path):
    path.touch()
    db = open_database(path)
    assert set(db.table_names()) >= TABLES
    assert migrations.pending(db) == []
    db.close()


def test_a_database_in_memory_has_the_schema_too():
    db = open_database(":memory:")
    assert set(db.table_names()) >= TABLES
    db.close()


def test_opening_again_changes_nothing(path):
    first = open_database(path)
    filled(first)
    before = list(first.conn.iterdump())
    first.close()
    again = open_database(path)
    assert list(again.conn.iterdump()) == before
    again.close()


def test_every_step_of_the_schema_is_recorded_once(path):
    for _ in range(3):
        db = open_database(path)
        names = [row.name for row in migrations.applied(db)]
        db.close()
        assert len(names) == len(set(names))
        assert names[0] == "0001_journal"


def test_only_its_owner_reads_it(path):
    db = open_database(path)
    filled(db)
    files = list(path.parent.glob(path.name + "*"))
    assert len(files) > 1  # the log, too
    assert {file.stat().st_mode & 0o077 for file in files} == {0}
    db.close()


def test_one_that_others_may_read_is_left_as_it_is(path):
    open_database(path).close()
    path.chmod(0o640)
    open_database(path).close()
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_no_database_is_an_error(path):
    path.write_text("这不是数据库" * 100, encoding="utf-8")
    with pytest.raises(sqlite3.DatabaseError):
        open_database(path)


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(sqlite3.OperationalError):
        open_database(tmp_path / "nowhere" / "baogao.db")


def test_a_first_start_that_broke_off_can_be_made_again(path):
    """The process dies while the schema is made: the next start finds no half of it."""
    code = f"""
import os, signal
from sqlite_utils import Database
from storage.migrations import journal
db = Database({str(path)!r})
with db.atomic():
    journal(db)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    db = open_database(path)
    assert set(db.table_names()) >= TABLES
    db.close()


# -- append-only -----------------------------------------------------------------------------------

CHANGES = [
    "UPDATE facts SET value = '改'",
    "DELETE FROM facts",
    "INSERT OR REPLACE INTO facts VALUES (1, 1, 'm', 'wrote', 'overview', '改', '')",
    "UPDATE documents SET content = x'01'",
    "DELETE FROM documents",
    "INSERT OR REPLACE INTO documents VALUES (1, 1, 'm', 1, 'b.docx', 'hash', x'01')",
]


def kept(db):
    return [list(db.execute(f"SELECT * FROM {table}")) for table in APPEND_ONLY]


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_written_cannot_be_changed(db, change):
    before = kept(db)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), db.atomic():
        db.execute(change)
    assert kept(db) == before


@pytest.mark.parametrize("change", CHANGES)
def test_it_cannot_be_changed_after_the_triggers_were_lost_either(db, path, change):
    for trigger in db.triggers:
        db.execute(f"DROP TRIGGER {trigger.name}")
    db.close()
    again = open_database(path)
    before = kept(again)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), again.atomic():
        again.execute(change)
    assert kept(again) == before
    again.close()


def test_a_transform_by_sqlite_utils_keeps_everything_and_the_next_open_guards_it(db, path):
    before = kept(db)
    db["documents"].transform(rename={"name": "called"})
    assert not [trigger for trigger in db.triggers if trigger.table == "documents"]
    db.close()
    again = open_database(path)
    assert kept(again) == before
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), again.atomic():
        again.execute("DELETE FROM documents")
    again.close()


def test_more_can_always_be_added(db):
    db.execute("INSERT INTO facts VALUES (1, 2, 'm', 'wrote', 'overview', '改', '')")
    assert len(list(db.execute("SELECT * FROM facts"))) == 2


def test_a_number_in_a_journal_is_given_once(db):
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("INSERT INTO facts VALUES (1, 1, 'm', 'wrote', 'overview', '改', '')")


@pytest.mark.parametrize(
    "orphan",
    [
        "INSERT INTO facts VALUES (9, 1, 'm', 'wrote', 'overview', '改', '')",
        "INSERT INTO facts VALUES (1, 2, 'unknown', 'wrote', 'overview', '改', '')",
        "INSERT INTO messages (id, person, at) VALUES ('n', 9, '2024')",
    ],
)
def test_a_fact_without_its_report_or_message_is_refused(db, orphan):
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(orphan)


def test_another_program_cannot_change_the_past_either(db, path):
    db.close()
    other = Database(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        other.execute("UPDATE facts SET value = '改'")
    other.close()
