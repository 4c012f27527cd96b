"""Tells what a database suffers from outside (a full or failing disk, a lock that another process
does not let go) from a mistake of the program. The first passes, so what was being done is worth
doing again; the second does not, however often it is tried.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from bot.messages import Unavailable

KINDS = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,  # until a backup is restored
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
    }
)


@contextmanager
def told_apart() -> Iterator[None]:
    """Raises Unavailable for trouble from outside; lets everything else pass as it is."""
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in KINDS:  # & 0xFF: its kind
            raise Unavailable(error.sqlite_errorname) from error
        raise
