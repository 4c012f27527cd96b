"""Opens the database so that a commit is durable: write-ahead log, a full sync at every commit, and
a patient wait where another process writes. Everything that needs a connection gets it from here.

An older database is upgraded in place, all steps or none, after a backup beside it. The backup is
made while this process holds the write lock, so nothing is written that it does not contain.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database, Migrations

from storage.backup import keep_before
from storage.examination import refuse_newer
from storage.migrations import guard, migrations

BUSY_MS = 2_000  # how long a writer waits for another process; nobody is answered meanwhile
MEMORY = ":memory:"


def open_database(path: str | Path, steps: Migrations = migrations) -> Database:
    """The database in a file (`:memory:` for one that is gone afterwards), its schema up to date.

    Raises sqlite3.OperationalError where the file cannot be opened or written, and Refused where it
    was made by a later version or cannot be backed up before an upgrade.
    """
    if str(path) == MEMORY:
        db = Database(memory=True)
        steps.apply(db)
        return _prepared(db)
    with _one_at_a_time(Path(path)):
        if Path(path).exists() and not os.access(path, os.W_OK):
            raise _trouble("SQLITE_READONLY", "it may only be read")  # SQLite says so later
        _for_its_owner_only(Path(path))
        db = Database(path)
        try:
            db.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
            if db.journal_mode != "wal":
                db.enable_wal()
            refuse_newer(db, Path(path), steps)
            _upgrade(db, Path(path), steps)
            return _prepared(db)
        except BaseException:
            db.close()
            raise


def _prepared(db: Database) -> Database:
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
    guard(db)
    return db


def _for_its_owner_only(file: Path) -> None:
    """Makes a new file that nobody else on the machine reads; SQLite gives its log the same rights.
    One that exists keeps the rights that it was given.
    """
    with suppress(FileExistsError, PermissionError, IsADirectoryError):  # which SQLite words itself
        os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))


def _upgrade(db: Database, file: Path, steps: Migrations) -> None:
    pending = steps.pending(db)
    if not pending:
        return
    with _writing(db):
        if steps.applied(db):
            keep_before(pending[0].name, file)
        steps.apply(db)


@contextmanager
def _writing(db: Database) -> Iterator[None]:
    """A transaction that takes the write lock at its start."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.conn.rollback()
        raise
    db.conn.execute("COMMIT")


def _trouble(name: str, text: str) -> sqlite3.OperationalError:
    """An error as SQLite would raise it, found before it does."""
    error = sqlite3.OperationalError(text)
    error.sqlite_errorname = name
    return error


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    """Lets no two processes prepare a database at once: SQLite does not wait when one of them turns
    the write-ahead log on. The lock is on the folder, so it leaves no file behind.
    """
    if not path.absolute().parent.is_dir():
        raise _trouble("SQLITE_CANTOPEN", "its folder does not exist")
    folder = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
