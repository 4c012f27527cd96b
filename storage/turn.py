"""What may be read and written for one message, inside its transaction: the seat of its writer, the
reports they open, the facts that follow, and what waits for their yes.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.messages import SHANGHAI, Entry, Fact, Held, Message, Person, Seat, Seen
from storage.held import COLUMNS, expire, hold, message_of, release
from storage.known import Known
from storage.people import People

_WRITER = """
SELECT p.channel, p.address, p.name, m.at
FROM messages m JOIN people p ON p.id = m.person WHERE m.id = ?
"""
_SEAT = f"""
SELECT p.id, p.report, p.pending, p.asked, p.seen, p.name, p.wrote, p.blocked, {COLUMNS}
FROM people p LEFT JOIN held h ON h.person = p.id AND h.report = coalesce(p.report, 0)
WHERE p.channel = ? AND p.address = ?
"""  # noqa: S608 - columns of ours
KEPT_READINGS = 10  # files that a person had examined


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
