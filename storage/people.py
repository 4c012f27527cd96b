"""Who may write for which unit. Anybody in the world can write to a bot, so a person belongs to a
unit only through an invitation: a code that is told once, kept as its hash only, good for one
person and seven days. Of strangers nothing is kept but when they gave a wrong code.

Everything here happens inside a turn of the journal, so a code is taken once however many press its
link at the same time, and a membership that ends ends between two messages.
"""

import hashlib
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.messages import SHANGHAI, Colleague, Membership, Person
from storage.known import Known

VALID = timedelta(days=7)
CODE_BYTES = 24  # random; 32 characters in a link, which carries 64
DAY = timedelta(days=1)
WRONG_A_DAY = 5  # wrong codes of one person; after that the right one is not looked at either
WRONG_IN_ALL = 1000  # wrong codes of all people together in a day


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code as it is told once, and when it ceases to be good."""

    code: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class Unused:
    """An invitation that can still be used, as `baogao people` lists it. Nobody knows its code."""

    number: int
    superior: str
    unit: str
    role: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belongs to a unit, as `baogao people` lists them."""

    number: int
    name: str
    channel: str
    superior: str
    unit: str
    role: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Uninvited:
    """Somebody who wrote on a channel that is open to all, a console, and was never invited. Their
    number is their own, as `baogao people` lists it with a P before it.
    """

    number: int
    name: str
    channel: str


class People:
    """The people of all units, inside one transaction."""

    def __init__(self, connection: sqlite3.Connection, known: Known) -> None:
        self._connection = connection
        self._known = known

    def invite(self, superior: str, name: str, role: str, at: datetime) -> Invitation:
        """A new code for a unit, which need not be known yet."""
        unit = self._unit(superior, name)
        made = Invitation(secrets.token_urlsafe(CODE_BYTES), at + VALID)
        row = (fingerprint(made.code), unit, role, _text(made.expires))
        self._connection.execute(
            "INSERT INTO invitations (hash, unit, role, expires) VALUES (?, ?, ?, ?)", row
        )
        return made

    def unused(self, at: datetime) -> list[Unused]:
        """The invitations that nobody has taken and somebody still can."""
        rows = self._connection.execute(
            "SELECT i.number, u.superior, u.name, i.role, i.expires FROM invitations i "
            "JOIN units u ON u.id = i.unit WHERE i.member IS NULL AND i.expires > ? "
            "ORDER BY i.number",
            (_text(at),),
        )
        return [
            Unused(number, superior, unit, role, datetime.fromisoformat(expires))
            for number, superior, unit, role, expires in rows
        ]

    def withdraw(self, number: int, at: datetime) -> Unused | None:
        """Takes an invitation back: its link is as good as none from now on. None for one that
        cannot be used any more.
        """
        found = next((unused for unused in self.unused(at) if unused.number == number), None)
        if found:
            self._connection.execute("DELETE FROM invitations WHERE number = ?", (number,))
        return found

    def admit(self, person: Person, code: str, at: datetime) -> Membership | None:
        """Makes a person a member by a code. None for a code that is wrong, too old or taken, and
        after too many of those; who took the code before keeps what it gave.
        """
        if self._guessed_too_often(person, at):
            return None
        found = self._connection.execute(
            "SELECT i.unit, i.role, i.expires, i.member, m.until, p.channel, p.address "
            "FROM invitations i LEFT JOIN members m ON m.id = i.member "
            "LEFT JOIN people p ON p.id = m.person WHERE i.hash = ?",
            (fingerprint(code),),
        ).fetchone()
        if found is None or not _is_good(found, person, at):
            self._remember_guess(person, at)
            return None
        unit, role, _, taken, *_ = found
        if taken is None:
            self._take(person, code, unit, role, at)
        return next(m for m in self.memberships(person) if (m.unit, m.role) == (unit, role))

    def memberships(self, person: Person) -> tuple[Membership, ...]:
        """What a person may do now, the latest last."""
        return self._known.rows(
            Membership,
            "SELECT u.id, u.superior, u.name, m.role FROM members m "
            "JOIN people p ON p.id = m.person JOIN units u ON u.id = m.unit "
            "WHERE p.channel = ? AND p.address = ? AND m.until IS NULL ORDER BY m.id",
            person.channel,
            person.id,
        )

    def units_of(self, overseen: Sequence[int]) -> list[tuple[int, str]]:
        """The units that are overseen with these: themselves, and all whose region begins with
        their name, as far as somebody fills a report there or is to. Each by number and full name.
        """
        marks = ", ".join("?" * len(overseen))
        rows = self._connection.execute(
            "SELECT DISTINCT u.id, u.superior || u.name FROM units u JOIN units o "  # noqa: S608
            "ON u.id = o.id OR "
            "substr(u.superior, 1, length(o.superior || o.name)) = o.superior || o.name "
            f"WHERE o.id IN ({marks}) AND (EXISTS (SELECT 1 FROM reports r WHERE r.unit = u.id) "
            "OR EXISTS (SELECT 1 FROM invitations i WHERE i.unit = u.id AND i.role = 'fill')) "
            "ORDER BY 2",
            tuple(overseen),
        )
        return [(row[0], row[1]) for row in rows]

    def colleagues(self, unit: int, person: Person) -> tuple[Colleague, ...]:
        """Who else works at a unit's reports, once for each of their roles."""
        return self._known.rows(
            Colleague,
            "SELECT p.id, p.name, m.role FROM members m JOIN people p ON p.id = m.person "
            "WHERE m.unit = ? AND m.until IS NULL "
            "AND NOT (p.channel = ? AND p.address = ?) ORDER BY m.id",
            unit,
            person.channel,
            person.id,
        )

    def notify(self, report: int, seq: int, people: Sequence[int]) -> None:
        """Keeps that some people are to be told a fact, until their channel has told them."""
        self._known.forget()
        self._connection.executemany(
            "INSERT INTO notices (person, report, seq) VALUES (?, ?, ?)",
            [(person, report, seq) for person in people],
        )

    def members(self) -> list[Member]:
        """Everybody who belongs or belonged to a unit, by the number of their membership."""
        rows = self._connection.execute(
            "SELECT m.id, p.name, p.channel, u.superior, u.name, m.role, m.since, m.until "
            "FROM members m JOIN people p ON p.id = m.person JOIN units u ON u.id = m.unit "
            "ORDER BY m.id"
        )
        return [_member(row) for row in rows]

    def uninvited(self) -> list[Uninvited]:
        """Who wrote without belonging to a unit, by number."""
        rows = self._connection.execute(
            "SELECT p.id, p.name, p.channel FROM people p "
            "WHERE EXISTS (SELECT 1 FROM messages m WHERE m.person = p.id) "
            "AND NOT EXISTS (SELECT 1 FROM members m WHERE m.person = p.id) ORDER BY p.id"
        )
        return [Uninvited(*row) for row in rows]

    def revoke(self, number: int, at: datetime) -> Member | None:
        """Ends a membership from now on; what was written stays. None where there is none."""
        self._known.forget()
        ended = self._connection.execute(
            "UPDATE members SET until = ? WHERE id = ? AND until IS NULL", (_text(at), number)
        )
        return next(m for m in self.members() if m.number == number) if ended.rowcount else None

    def _unit(self, superior: str, name: str) -> int:
        key = (superior, name)
        self._connection.execute("INSERT OR IGNORE INTO units (superior, name) VALUES (?, ?)", key)
        query = "SELECT id FROM units WHERE superior = ? AND name = ?"
        return int(self._connection.execute(query, key).fetchone()[0])

    def _take(self, person: Person, code: str, unit: int, role: str, at: datetime) -> None:
        self._known.forget()
        self._connection.execute(
            "INSERT OR IGNORE INTO people (channel, address, name) VALUES (?, ?, ?)",
            (person.channel, person.id, person.name),
        )
        who = self._connection.execute(
            "SELECT id FROM people WHERE channel = ? AND address = ?", (person.channel, person.id)
        ).fetchone()[0]
        self._connection.execute(
            "INSERT OR IGNORE INTO members (person, unit, role, since) VALUES (?, ?, ?, ?)",
            (who, unit, role, _text(at)),
        )
        self._connection.execute(
            "UPDATE invitations SET member = (SELECT id FROM members WHERE person = ? "
            "AND unit = ? AND role = ? AND until IS NULL) WHERE hash = ?",
            (who, unit, role, fingerprint(code)),
        )

    def _guessed_too_often(self, person: Person, at: datetime) -> bool:
        since = _text(at - DAY)
        mine, everyones = self._connection.execute(
            "SELECT coalesce(sum(channel = ? AND address = ?), 0), count(*) FROM guesses "
            "WHERE at > ?",
            (person.channel, person.id, since),
        ).fetchone()
        return bool(mine >= WRONG_A_DAY or everyones >= WRONG_IN_ALL)

    def _remember_guess(self, person: Person, at: datetime) -> None:
        """Keeps a wrong guess for as long as it counts."""
        self._connection.execute("DELETE FROM guesses WHERE at <= ?", (_text(at - DAY),))
        self._connection.execute(
            "INSERT INTO guesses VALUES (?, ?, ?)", (person.channel, person.id, _text(at))
        )


def fingerprint(code: str) -> str:
    """What is kept of a code. It is random and long, so a plain hash cannot be turned back."""
    return hashlib.sha256(code.encode()).hexdigest()


def _is_good(found: tuple[object, ...], person: Person, at: datetime) -> bool:
    """True for a code that nobody has taken in time, or for who took it and is a member still."""
    _, _, expires, taken, until, channel, address = found
    if taken is not None:
        return until is None and (channel, address) == (person.channel, person.id)
    return at < datetime.fromisoformat(str(expires))


def _text(at: datetime) -> str:
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds")


def _member(row: tuple[int, str, str, str, str, str, str, str | None]) -> Member:
    number, name, channel, superior, unit, role, since, until = row
    ended = datetime.fromisoformat(until) if until else None
    began = datetime.fromisoformat(since)
    return Member(number, name, channel, superior, unit, role, began, ended)
