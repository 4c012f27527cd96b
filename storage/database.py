"""Opens the database so that a commit is durable: write-ahead log, a full sync at every commit, and
a patient wait where another process writes. Everything that needs a connection gets it from here.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from storage.migrations import guard, migrations

BUSY_MS = 10_000  # how long a writer waits for another process before it gives up
MEMORY = ":memory:"


def open_database(path: str | Path) -> Database:
    """The database in a file (`:memory:` for one that is gone afterwards), its schema up to date.

    Raises sqlite3.OperationalError where the file cannot be opened or written.
    """
    if str(path) == MEMORY:
        return _prepared(Database(memory=True))
    with _one_at_a_time(Path(path)):
        db = Database(path)
        db.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        if db.journal_mode != "wal":
            db.enable_wal()
        return _prepared(db)


def _prepared(db: Database) -> Database:
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    if migrations.pending(db):
        migrations.apply(db)
    guard(db)
    return db


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    """Lets no two processes prepare a database at once: SQLite does not wait when one of them turns
    the write-ahead log on. The lock is on the folder, so it leaves no file behind.
    """
    if not path.absolute().parent.is_dir():
        raise sqlite3.OperationalError("its folder does not exist")
    folder = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
