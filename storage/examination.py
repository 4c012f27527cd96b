"""Whether a database file can be relied on. Backup, restore, upgrade and the doctor ask the same
question, so it is answered once: SQLite finds its pages whole, every reference leads somewhere, and
every kept document is still the one whose hash was written beside it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

from sqlite_utils import Database, Migrations

from storage.documents import fingerprint
from storage.migrations import migrations

Reason = Literal[
    "missing",  # there is no such file
    "exists",  # there is one already, and it is not overwritten
    "leftovers",  # a write-ahead log of an earlier database lies where a new one should go
    "no_database",  # not SQLite
    "foreign",  # SQLite, but not made by this program
    "newer",  # made by a later version of this program
    "damaged",  # SQLite finds its pages broken
    "orphans",  # a row names another that is not there
    "altered",  # a document is no longer the one that was kept
    "unreadable",
    "unwritable",
]
_REASONS: dict[int, Reason] = {
    sqlite3.SQLITE_NOTADB: "no_database",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_FULL: "unwritable",
    sqlite3.SQLITE_IOERR_WRITE: "unwritable",
}


class Refused(sqlite3.DatabaseError):
    """A file that cannot be used, and why. Whoever expects trouble with a database expects it."""

    def __init__(self, reason: Reason, file: Path, detail: str = "") -> None:
        super().__init__(f"{file}: {reason}" + (f" ({detail})" if detail else ""))
        self.reason = reason
        self.file = file
        self.detail = detail


class Contents(NamedTuple):
    """How much is in a database."""

    reports: int
    documents: int


def examine(file: Path) -> Contents:
    """What is in a database file, nothing of it changed. Raises Refused where it is not sound."""
    with reading(file) as connection:
        _whole(connection, file)
        if not migrations.applied(Database(connection)):
            raise Refused("foreign", file)
        _connected(connection, file)
        _unaltered(connection, file)
        query = "SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM documents)"
        return Contents(*connection.execute(query).fetchone())


@contextmanager
def reading(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that changes nothing. Trouble with the file is raised as Refused.

    SQLite may tidy up its log when it is closed; a connection that may not even do that would leave
    an empty one behind, which a restore takes for the log of an earlier database.
    """
    if not file.is_file():
        raise Refused("missing", file)
    try:
        uri = f"{file.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.execute("PRAGMA query_only = ON")
            yield connection
    except Refused:
        raise
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        reason = _REASONS.get(code) or _REASONS.get(code & 0xFF, "unreadable")  # & 0xFF: its kind
        raise Refused(reason, file, str(error)) from error


def pending(file: Path) -> list[str]:
    """The steps of the schema that a database lacks."""
    with reading(file) as connection:
        return [step.name for step in migrations.pending(Database(connection))]


def refuse_newer(db: Database, file: Path, steps: Migrations = migrations) -> None:
    """Raises Refused for a database with steps of the schema that this version does not know."""
    with closing(Database(memory=True)) as empty:
        known = {step.name for step in steps.pending(empty)}
    for step in steps.applied(db):
        if step.name not in known:
            raise Refused("newer", file, step.name)


def _whole(connection: sqlite3.Connection, file: Path) -> None:
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise Refused("damaged", file, found)


def _connected(connection: sqlite3.Connection, file: Path) -> None:
    orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    if orphan:
        raise Refused("orphans", file, f"{orphan[0]} → {orphan[2]}")


def _unaltered(connection: sqlite3.Connection, file: Path) -> None:
    kept = connection.execute("SELECT report, number, hash, content FROM documents")
    for report, number, digest, content in kept:
        if fingerprint(content) != digest:
            raise Refused("altered", file, f"report {report}, document {number}")
