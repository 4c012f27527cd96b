"""Trouble from outside is told apart from a mistake of the program, and leaves nothing behind."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.messages import Unavailable
from storage.database import open_database
from storage.documents import Documents
from storage.journal import Journal
from storage.trouble import told_apart


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def locked(path: Path) -> sqlite3.Connection:
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_a_database_that_another_writes_is_unavailable(path: Path) -> None:
    with closing(open_database(path)) as db, closing(locked(path)):
        db.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(Unavailable) as why, Journal(db).turn():
            pass
        assert why.value.kind == "SQLITE_BUSY"


def test_so_is_a_full_one_and_what_was_begun_is_taken_back(path: Path, msg) -> None:
    with closing(open_database(path)) as db:
        journal = Journal(db)
        db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
        with pytest.raises(Unavailable) as why, journal.turn() as turn:
            turn.open("宝山区", "字" * 100_000, 2023, "2021")
        assert why.value.kind == "SQLITE_FULL"
        db.execute("PRAGMA max_page_count = 100000")
        with journal.turn() as turn:
            assert turn.open("宝山区", "红旗街道办事处", 2023, "2021") == (1, True)


def test_a_document_is_not_kept_in_one_that_another_writes(path: Path) -> None:
    with closing(open_database(path)) as db, closing(locked(path)):
        db.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(Unavailable):
            Documents(db).keep(1, 1, "m", "a.docx", b"PK", draft=True)


def test_a_mistake_of_the_program_is_none() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        with pytest.raises(sqlite3.OperationalError), told_apart():
            db.execute("SELECT nothing FROM nowhere")
        with pytest.raises(sqlite3.ProgrammingError), told_apart():
            db.execute("SELECT ?", ())
