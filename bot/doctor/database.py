"""The database and the disk below it. It is examined as before a restore; one that is in order is
then opened as the service opens it, because only so is seen that a commit will be durable. An older
one is left alone: its upgrade is for the service to make.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.doctor.result import Result
from storage.database import open_database
from storage.examination import Contents, Refused, examine, pending, reading

FULL = 2  # PRAGMA synchronous
MEGABYTE = 1024 * 1024
SCARCE = 200 * MEGABYTE
TIGHT = 20 * MEGABYTE


def database(file: Path) -> Iterator[Result]:
    """The database file, whether it is there already or not."""
    folder = file.absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        yield Result("database.no_folder", {"file": str(folder)})
    elif not file.exists():
        yield Result("database.absent", {"file": str(file)})
    else:
        yield _existing(file)


def disk(file: Path) -> Iterator[Result]:
    """The free space where the database is; a backup takes as much again, an upgrade too."""
    folder = file.absolute().parent
    if not folder.is_dir():
        return
    size = file.stat().st_size if file.is_file() else 0
    free = shutil.disk_usage(folder).free
    yield Result(room(free, size), {"free": free // MEGABYTE, "folder": str(folder)})


def room(free: int, size: int) -> str:
    """What so many free bytes mean for a database of that size."""
    if free < TIGHT + size:
        return "disk.full"
    return "disk.scarce" if free < SCARCE + 3 * size else "disk.free"


def latest(file: Path) -> datetime | None:
    """When the last message came; None where that cannot be read."""
    try:
        with reading(file) as connection:
            at = connection.execute("SELECT max(at) FROM messages").fetchone()[0]
    except Refused:
        return None
    return datetime.fromisoformat(at) if at else None


def _existing(file: Path) -> Result:
    try:
        contents = examine(file)
        if steps := pending(file):
            return Result("database.outdated", {"file": str(file), "steps": steps})
        return _opened(file, contents)
    except Refused as why:
        return Result(f"database.{why.reason}", {"file": str(file), "detail": why.detail})
    except sqlite3.Error as error:
        return Result("database.unwritable", {"file": str(file), "detail": str(error)})


def _opened(file: Path, contents: Contents) -> Result:
    """A sound database as the service uses it. Only a write tells whether it can be written: the
    write lock alone is also given on a read-only file. It is taken back at once.
    """
    with closing(open_database(file)) as db:
        db.conn.execute("BEGIN IMMEDIATE")
        db.conn.execute("CREATE TABLE doctor (x)")
        db.conn.rollback()
        synchronous = db.execute("PRAGMA synchronous").fetchone()[0]
        safe = db.journal_mode == "wal" and synchronous == FULL
    found = {"file": str(file), **contents._asdict()}
    return Result("database.sound" if safe else "database.unsafe", found)
