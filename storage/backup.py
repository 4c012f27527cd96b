"""Backup and restore, which are one thing in two directions: a copy by SQLite's own online backup,
which is consistent while others write, made under a temporary name, examined, and only then given
its name. So a file with the right name is a whole one, and nothing that exists is ever overwritten.

A copy is one file without a write-ahead log, so it can be put on any disk and read from it.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from sqlite_utils import Database

from storage.examination import Contents, Refused, examine, reading, refuse_newer

LEFTOVERS = ("-wal", "-shm", "-journal")
PARTIAL = ".partial"


def backup(source: Path, target: Path) -> Contents:
    """Copies a database that may be in use. Raises Refused, and then there is no `target`."""
    with _draft(target) as draft:
        _copy(source, draft)
        contents = _examined(draft, source)
        _name(draft, target)
    return contents


def restore(source: Path, target: Path) -> Contents:
    """Puts a backup where a database is to be. Raises Refused, and then there is no `target`."""
    _refuse_existing(target)
    for ending in LEFTOVERS:  # SQLite would play an old log back into the new database
        if (left := target.with_name(target.name + ending)).exists():
            raise Refused("leftovers", left)
    with reading(source) as connection:
        refuse_newer(Database(connection), source)
    return backup(source, target)


def keep_before(step: str, file: Path) -> Path:
    """A backup beside a database that is about to be upgraded; it is named after the first step."""
    for number in count(1):
        target = file.with_name(f"{file.stem}.before-{step}-{number}.db")
        try:
            backup(file, target)
        except Refused as why:
            if why.reason != "exists":
                raise
        else:
            break
    return target


def _refuse_existing(target: Path) -> None:
    if os.path.lexists(target):
        raise Refused("exists", target)


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """A file beside the target that only its owner reads; gone when the block ends."""
    _refuse_existing(target)
    try:
        handle, name = tempfile.mkstemp(PARTIAL, f"{target.name}.", target.parent)
        os.close(handle)
        try:
            yield Path(name)
        finally:
            for ending in ("", *LEFTOVERS):
                Path(name + ending).unlink(missing_ok=True)
    except OSError as error:
        raise Refused("unwritable", target, error.strerror or "") from error


def _copy(source: Path, draft: Path) -> None:
    with reading(source) as old, closing(sqlite3.connect(draft)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")


def _examined(draft: Path, source: Path) -> Contents:
    """What is in a copy; what is wrong with it is wrong with its source."""
    try:
        return examine(draft)
    except Refused as why:
        raise Refused(why.reason, source, why.detail) from why


def _name(draft: Path, target: Path) -> None:
    """Gives a finished copy its name, for good: a link, unlike a rename, never overwrites."""
    try:
        target.hardlink_to(draft)
    except FileExistsError as error:
        raise Refused("exists", target) from error
    except OSError:  # a disk that knows no links, such as a USB stick
        draft.rename(target)
    folder = os.open(target.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
