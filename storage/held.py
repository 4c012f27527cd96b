"""Messages that wait for a yes before they may become facts (see `bot.interview.consent`). They are
the only words of people outside the journal, and the only ones that are really deleted: the row
goes, SQLite overwrites its place (`secure_delete`), and the write-ahead log is emptied behind it.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.messages import SHANGHAI, Held, Message, Person

KEPT = timedelta(days=7)  # a question that nobody answered for so long is answered: not kept
AT_DESK = 0  # stands for a report where there is none
COLUMNS = "h.message, h.seq, h.at, h.text, h.read, h.corrects, h.about"  # of `message_of`


def hold(connection: sqlite3.Connection, person: int, report: int | None, held: Held) -> None:
    """Holds a message, at most one of a person in a report."""
    message = held.message
    connection.execute(
        "INSERT INTO held VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            person,
            report or AT_DESK,
            message.id,
            held.seq,
            _text(message.at),
            message.text,
            message.read,
            message.corrects,
            message.about,
        ),
    )


def message_of(person: Person, row: Sequence[Any]) -> Held:
    """What is held, from its columns."""
    id_, seq, at, text, read, corrects, about = row
    when = datetime.fromisoformat(at)
    message = Message(id_, person, when, text, read=read, corrects=corrects, about=about)
    return Held(message, seq)


def release(connection: sqlite3.Connection, person: int, report: int | None) -> bool:
    """Deletes what waits for a person's yes in a report; True if there was something."""
    done = connection.execute(
        "DELETE FROM held WHERE person = ? AND report = ?", (person, report or AT_DESK)
    )
    return bool(done.rowcount)


def expire(connection: sqlite3.Connection, now: datetime) -> bool:
    """Deletes what nobody decided about; True if there was something."""
    done = connection.execute("DELETE FROM held WHERE at < ?", (_text(now - KEPT),))
    return bool(done.rowcount)


def empty_log(connection: sqlite3.Connection) -> None:
    """Empties the write-ahead log, where what was deleted still stands. Somebody who reads just now
    (a replication) prevents it, and nobody waits for them: the next checkpoint does it.
    """
    patience = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute("PRAGMA busy_timeout = 0")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {patience}")


def _text(at: datetime) -> str:
    return at.astimezone(SHANGHAI).isoformat()
