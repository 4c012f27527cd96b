"""The append-only journal: which messages came in and what became true through them.

One message is one turn, and one turn is one transaction that takes the write lock at its start. The
design's other way (read, step, append, and step again if another writer was faster) is correct too,
but a step takes well under a millisecond, so waiting costs less than a loop, and a turn that holds
the lock needs no second thoughts: the message is new, or it is not.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from sys import intern
from typing import Any

from sqlite_utils import Database

from bot.messages import Entry, Fact, Notice, Person, Report, Unfinished
from storage.held import empty_log
from storage.known import Known
from storage.trouble import told_apart
from storage.turn import Turn

_FACTS = """
SELECT seq, message, kind, key, value, raw FROM facts WHERE report = ? AND seq > ? ORDER BY seq
"""
_WRITERS = """
SELECT m.id, p.channel, p.address, p.name, m.at FROM messages m JOIN people p ON p.id = m.person
WHERE m.id IN (SELECT message FROM facts WHERE report = ? AND seq > ?)
"""
_REPORT = """
SELECT r.id, r.unit, u.superior, u.name, r.year, r.form
FROM reports r JOIN units u ON u.id = r.unit
"""
_WORKED_ON = """
SELECT r.id, r.unit, u.superior, u.name, r.year, r.form
FROM reports r JOIN units u ON u.id = r.unit
WHERE r.unit = ? AND EXISTS (SELECT 1 FROM messages m WHERE m.report = r.id)
ORDER BY (SELECT max(m.at) FROM messages m WHERE m.report = r.id) DESC, r.id DESC
"""
_UNSENT = """
SELECT n.id, p.channel, p.address, p.name, n.report, n.seq
FROM notices n JOIN people p ON p.id = n.person JOIN reports r ON r.id = n.report
WHERE n.sent = 0 AND p.channel = ? AND EXISTS (
    SELECT 1 FROM members m WHERE m.person = p.id AND m.unit = r.unit AND m.until IS NULL
)
ORDER BY n.id
"""
# A reminder's id ends in its day; `;` is the character after `:`.
_UNFINISHED = """
SELECT p.channel, p.address, p.name, r.id, r.unit, u.superior, u.name, r.year, r.form, (
    SELECT max(m.id) FROM messages m
    WHERE m.id > 'reminder:' || p.channel || ':' || p.address || ':'
    AND m.id < 'reminder:' || p.channel || ':' || p.address || ';'
)
FROM people p JOIN reports r ON r.id = p.report JOIN units u ON u.id = r.unit
WHERE p.channel = ? AND p.remind AND NOT p.blocked AND p.wrote < ? AND r.year >= ?
AND (p.id NOT IN (SELECT person FROM members) OR EXISTS (
    SELECT 1 FROM members b
    WHERE b.person = p.id AND b.unit = r.unit AND b.role = 'fill' AND b.until IS NULL
))
AND NOT EXISTS (
    SELECT 1 FROM facts f WHERE f.report = r.id AND f.kind = 'requested' AND f.key = 'final'
)
ORDER BY p.id
"""


class Journal:
    """The journal of all reports in one database. All that reads or writes it may raise
    Unavailable, and then nothing was written.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known = Known(db.conn)
        self._delivered: list[str] = []
        self._told: list[int] = []

    @property
    def version(self) -> int:
        """Another number after each change by another process, as the last turn found it."""
        return self._known.version

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """One message's transaction: all of it is kept when the block ends, or none of it."""
        connection = self._db.conn
        with told_apart():
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._known.look()
                turn = Turn(connection, self._known)
                yield turn
                self._mark_delivered(connection)
                connection.execute("COMMIT")
            except BaseException:
                self._known.forget()
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        self._delivered.clear()
        self._told.clear()
        if turn.deleted:
            empty_log(connection)

    def delivered(self, message: str) -> None:
        """Notes that a message's reply has reached its reader. It is written with the next turn,
        for it is not worth a sync of its own: at worst somebody is shown the question once more.
        """
        self._delivered.append(message)

    def close(self) -> None:
        """Writes what is noted and closes the database."""
        self.flush()
        self._db.close()

    def reachable(self) -> bool:
        """True while the database answers."""
        try:
            self._db.conn.execute("SELECT 1 FROM reports LIMIT 1").fetchone()
        except sqlite3.Error:
            return False
        return True

    def flush(self) -> None:
        """Writes what `delivered` noted, at an orderly stop."""
        if self._delivered or self._told:
            with self.turn():
                pass

    def _mark_delivered(self, connection: sqlite3.Connection) -> None:
        marks = [(message,) for message in self._delivered]
        connection.executemany("UPDATE messages SET answered = 1 WHERE id = ?", marks)
        if self._told:
            self._known.forget()
            told = [(notice,) for notice in self._told]
            connection.executemany("UPDATE notices SET sent = 1 WHERE id = ?", told)

    @told_apart()
    def unanswered(self, channel: str) -> list[tuple[str, Person]]:
        """The messages whose replies may never have arrived, oldest first: after a crash."""
        rows = self._db.conn.execute(
            "SELECT m.id, p.channel, p.address, p.name FROM messages m "
            "JOIN people p ON p.id = m.person WHERE m.answered = 0 AND p.channel = ? ORDER BY m.at",
            (channel,),
        )
        return [(row[0], Person(*row[1:])) for row in rows]

    @told_apart()
    def unsent(self, channel: str) -> list[Notice]:
        """What people on a channel are to be told and may not have been yet, oldest first. Who no
        longer belongs to the unit is told nothing.
        """
        return list(self._known.rows(_notice, _UNSENT, channel))

    def told(self, notice: int) -> None:
        """Notes that a notice has reached its reader, as `delivered` does for a reply."""
        self._told.append(notice)

    @told_apart()
    def unfinished(self, channel: str, today: date) -> list[Unfinished]:
        """Those who can and want to be reminded, did not write today, and whose report has no clean
        copy; reports on earlier years than the last are left alone.
        """
        asked = (channel, today.isoformat(), today.year - 1)
        return [_unfinished(row) for row in self._db.conn.execute(_UNFINISHED, asked)]

    def block(self, person: Person) -> None:
        """Notes that somebody cannot be reached; it holds until they write again."""
        with self.turn() as turn:
            turn.block(person)

    @told_apart()
    def entries(self, report: int, after: int = 0) -> list[Entry]:
        """The facts of a report beyond a seq, in order."""
        facts = self._db.conn.execute(_FACTS, (report, after)).fetchall()
        writers = self._db.conn.execute(_WRITERS, (report, after)) if facts else ()
        return _entries(facts, writers)

    @told_apart()
    def report(self, number: int) -> Report:
        """A report's identity. Raises LookupError for a number that was never given."""
        row = self._db.conn.execute(_REPORT + "WHERE r.id = ?", (number,)).fetchone()
        if row is None:
            raise LookupError(f"no report {number}")
        return Report(*row)

    @told_apart()
    def reports_of(self, unit: int) -> list[Report]:
        """All reports of a unit, the latest year first; of one year the one opened last first."""
        query = _REPORT + "WHERE r.unit = ? ORDER BY r.year DESC, r.id DESC"
        return list(self._known.rows(Report, query, unit))

    @told_apart()
    def worked_on(self, unit: int) -> list[Report]:
        """The reports of a unit that somebody sat at, the one written to last first: not those that
        were only read from a file.
        """
        found = self._known.rows(Report, _WORKED_ON, unit)
        self._known.latest.update(report.id for report in found[:1])
        return list(found)


def _notice(  # noqa: PLR0917 - a row
    number: int, channel: str, address: str, name: str, report: int, seq: int
) -> Notice:
    return Notice(number, Person(channel, address, name), report, seq)


def _unfinished(row: tuple[Any, ...]) -> Unfinished:
    day = row[9].rpartition(":")[2] if row[9] else ""
    return Unfinished(Person(*row[:3]), Report(*row[3:9]), date.fromisoformat(day) if day else None)


def _entries(
    facts: Iterable[tuple[int, str, str, str, str, str]],
    writers: Iterable[tuple[str, str, str, str, str]],
) -> list[Entry]:
    """Facts as they are stored. What many have in common (their message's writer and time, their
    kinds and keys) is made once, since a state keeps them for as long as it is kept itself.
    """
    said = {
        message: (Person(channel, address, name), datetime.fromisoformat(at))
        for message, channel, address, name, at in writers
    }
    return [
        Entry(seq, message, Fact(intern(kind), intern(key), value, raw), *said[message])
        for seq, message, kind, key, value, raw in facts
    ]
