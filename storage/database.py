"""Opens the database so that a commit is durable: write-ahead log, a full sync at every commit, and
a patient wait where another process writes. Everything that needs a connection gets it from here.
"""

from pathlib import Path

from sqlite_utils import Database

from storage.migrations import guard, migrations

BUSY_MS = 10_000  # how long a writer waits for another process before it gives up


def open_database(path: str | Path) -> Database:
    """The database in a file (`:memory:` for one that is gone afterwards), its schema up to date.

    Raises sqlite3.OperationalError where the file cannot be opened or written.
    """
    db = Database(path)
    db.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    if db.journal_mode != "wal" and str(path) != ":memory:":
        db.enable_wal()
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    if migrations.pending(db):
        migrations.apply(db)
    guard(db)
    return db
