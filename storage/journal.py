"""The append-only journal: which messages came in and what became true through them.

One message is one turn, and one turn is one transaction that takes the write lock at its start. The
design's other way (read, step, append, and step again if another writer was faster) is correct too,
but a step takes well under a millisecond, so waiting costs less than a loop, and a turn that holds
the lock needs no second thoughts: the message is new, or it is not.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from sys import intern
from typing import Any

from sqlite_utils import Database

from bot.messages import (
    SHANGHAI,
    Entry,
    Fact,
    Held,
    Message,
    Notice,
    Person,
    Report,
    Seat,
    Seen,
    Unfinished,
)
from storage.held import COLUMNS, empty_log, expire, hold, message_of, release
from storage.known import Known
from storage.people import People
from storage.trouble import told_apart

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
_WRITER = """
SELECT p.channel, p.address, p.name, m.at
FROM messages m JOIN people p ON p.id = m.person WHERE m.id = ?
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
_SEAT = f"""
SELECT p.id, p.report, p.pending, p.asked, p.seen, p.name, p.wrote, p.blocked, {COLUMNS}
FROM people p LEFT JOIN held h ON h.person = p.id AND h.report = coalesce(p.report, 0)
WHERE p.channel = ? AND p.address = ?
"""  # noqa: S608 - columns of ours

KEPT_READINGS = 10  # files that a person had examined
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
    def turn(self) -> Iterator["Turn"]:
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


class Turn:
    """What may be read and written for one message, inside its transaction."""

    def __init__(self, connection: sqlite3.Connection, known: Known) -> None:
        self._connection = connection
        self._known = known
        self._held: dict[Person, Held | None] = {}
        self._wrote: dict[int, str] = {}  # seat → the day on which they were heard of last
        self._names: dict[int, str] = {}  # seat → what colleagues call them
        self._writers: dict[str, tuple[Person, datetime]] = {}  # message → whose it is, and when
        self.deleted = False  # true when something is no longer held
        self.people = People(connection, known)

    def seen(self, message: str) -> Seen | None:
        """A message that was handled before; None for a new one."""
        row = self._connection.execute(
            "SELECT report, answered FROM messages WHERE id = ?", (message,)
        ).fetchone()
        return Seen(row[0], bool(row[1])) if row else None

    def seat(self, person: Person) -> Seat:
        """The person's seat, made at their first message."""
        row = self._read(person)
        if row is None:
            self._connection.execute(
                "INSERT INTO people (channel, address, name) VALUES (?, ?, ?)",
                (person.channel, person.id, person.name),
            )
            return self.seat(person)
        number, *place, name, wrote, blocked = row
        if person.name and name != person.name:
            self._known.forget()  # colleagues are known by their names
            self._connection.execute(
                "UPDATE people SET name = ? WHERE id = ?", (person.name, number)
            )
        self._wrote[number] = "" if blocked else wrote
        self._names[number] = person.name or name
        return Seat(number, *place)

    def _read(self, person: Person) -> Sequence[Any] | None:
        """The row of a person, and with it what waits for their yes."""
        row = self._connection.execute(_SEAT, (person.channel, person.id)).fetchone()
        self._held[person] = message_of(person, row[8:]) if row and row[8] else None
        return row[:8] if row else None

    def rewritten(self) -> int:
        """How often the past was changed (`storage.erasure`): a state that was made before the
        last time still names who is erased.
        """
        return self._known.rows(int, "PRAGMA user_version")[0]

    def sit(self, seat: Seat, report: int | None, pending: str = "") -> None:
        """Moves a person to a report, or keeps a name pending at the desk."""
        self._held.clear()
        self._connection.execute(
            "UPDATE people SET report = ?, pending = ?, asked = NULL, seen = 0 WHERE id = ?",
            (report, pending, seat.id),
        )

    def show(self, seat: Seat, asked: str, seen: int) -> None:
        """Keeps what the reply shows to a person: the question, and up to which seq it is true."""
        self._connection.execute(
            "UPDATE people SET asked = ?, seen = ? WHERE id = ?", (asked, seen, seat.id)
        )

    def open(self, superior: str, name: str, year: int, form: str) -> tuple[int, bool]:
        """The number of the report of a unit on a year on a form, and whether it is new."""
        key = (superior, name)
        self._connection.execute("INSERT OR IGNORE INTO units (superior, name) VALUES (?, ?)", key)
        unit = self._connection.execute(
            "SELECT id FROM units WHERE superior = ? AND name = ?", key
        ).fetchone()[0]
        made = self._connection.execute(
            "INSERT OR IGNORE INTO reports (unit, year, form) VALUES (?, ?, ?)", (unit, year, form)
        )
        row = self._connection.execute(
            "SELECT id FROM reports WHERE unit = ? AND year = ? AND form = ?", (unit, year, form)
        ).fetchone()
        if made.rowcount:
            self._known.forget()
        return row[0], made.rowcount == 1

    def existing(self, superior: str, name: str, year: int) -> list[str]:
        """The forms of the unit's reports on a year, the one opened last first."""
        rows = self._connection.execute(
            "SELECT r.form FROM reports r JOIN units u ON u.id = r.unit "
            "WHERE u.superior = ? AND u.name = ? AND r.year = ? ORDER BY r.id DESC",
            (superior, name, year),
        )
        return [row[0] for row in rows]

    def receive(self, message: Message, seat: Seat, report: int | None) -> None:
        """Leaves the message's id, so that it is never handled twice. Comes before its facts."""
        at = message.at.astimezone(SHANGHAI)
        if self._known.rows(int, "SELECT 1 FROM held LIMIT 1"):
            self._forget_held(deleted=expire(self._connection, message.at))
        self._writes_to(report)
        self._connection.execute(
            "INSERT INTO messages (id, person, report, at) VALUES (?, ?, ?, ?)",
            (message.id, seat.id, report, at.isoformat()),
        )
        if seat.id in self._names:
            person = replace(message.person, name=self._names[seat.id])
            self._writers[message.id] = (person, at)
        today = at.date().isoformat()
        if self._wrote.get(seat.id) != today:
            self._connection.execute(
                "UPDATE people SET wrote = ?, blocked = 0 WHERE id = ?", (today, seat.id)
            )

    def _writes_to(self, report: int | None) -> None:
        """Who asks where a unit wrote last is told something else if it was elsewhere."""
        if report is not None and report not in self._known.latest:
            self._known.forget()

    def want_reminders(self, seat: Seat, on: bool) -> None:
        """Keeps whether a person wants to be reminded."""
        self._connection.execute("UPDATE people SET remind = ? WHERE id = ?", (on, seat.id))

    def reminded(self, person: Person, report: int, at: datetime) -> bool:
        """Leaves the id of a reminder; False where that day's is there already. It counts as
        answered, so that a crash does not send it later.
        """
        day = at.date().isoformat()
        self._writes_to(report)
        made = self._connection.execute(
            "INSERT OR IGNORE INTO messages (id, person, report, at, answered) "
            "SELECT ?, id, ?, ?, 1 FROM people WHERE channel = ? AND address = ?",
            (
                f"reminder:{person.channel}:{person.id}:{day}",
                report,
                at.isoformat(),
                person.channel,
                person.id,
            ),
        )
        return made.rowcount == 1

    def block(self, person: Person) -> None:
        """Notes that somebody cannot be reached."""
        self._connection.execute(
            "UPDATE people SET blocked = 1 WHERE channel = ? AND address = ?",
            (person.channel, person.id),
        )

    def keep_reading(self, seat: Seat, message: str, found: str) -> None:
        """Keeps what was found in a file that a person had examined, so that they can leaf through
        what is wrong with it; of the last few only. It is no answer of any report.
        """
        self._connection.execute(
            "INSERT INTO readings (person, message, found) VALUES (?, ?, ?)",
            (seat.id, message, found),
        )
        self._connection.execute(
            "DELETE FROM readings WHERE person = ? AND id NOT IN "
            "(SELECT id FROM readings WHERE person = ? ORDER BY id DESC LIMIT ?)",
            (seat.id, seat.id, KEPT_READINGS),
        )

    def reading(self, seat: Seat, message: str) -> str:
        """What was found in the file that a message gave; empty once too many came after."""
        row = self._connection.execute(
            "SELECT found FROM readings WHERE person = ? AND message = ?", (seat.id, message)
        ).fetchone()
        return row[0] if row else ""

    def hold(self, waiting: Held) -> None:
        """Keeps a message that waits for its writer's yes, where they sit now. Comes after its id
        was left.
        """
        seat = self.seat(waiting.message.person)
        self._forget_held(deleted=release(self._connection, seat.id, seat.report))
        hold(self._connection, seat.id, seat.report, waiting)

    def held(self, person: Person) -> Held | None:
        """What waits for a person's yes where they sit now."""
        if person not in self._held:
            self._read(person)
        return self._held[person]

    def release(self, person: Person) -> None:
        """Deletes what waits for a person's yes where they sit now."""
        seat = self.seat(person)
        self._forget_held(deleted=release(self._connection, seat.id, seat.report))

    def _forget_held(self, *, deleted: bool) -> None:
        """Has what is held read again, since it was changed."""
        self.deleted |= deleted
        self._held.clear()
        self._known.forget()

    def append(self, report: int, after: int, message: str, facts: Sequence[Fact]) -> list[Entry]:
        """Adds facts behind seq `after`, and returns what `entries` will say of them. Raises
        sqlite3.IntegrityError if another is there.
        """
        self._connection.executemany(
            "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (report, after + n, message, fact.kind, fact.key, fact.value, fact.raw)
                for n, fact in enumerate(facts, 1)
            ],
        )
        writer = self._writer(message)
        return [Entry(after + n, message, fact, *writer) for n, fact in enumerate(facts, 1)]

    def _writer(self, message: str) -> tuple[Person, datetime]:
        if message not in self._writers:
            *person, at = self._connection.execute(_WRITER, (message,)).fetchone()
            self._writers[message] = (Person(*person), datetime.fromisoformat(at))
        return self._writers[message]


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
