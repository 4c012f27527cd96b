"""Takes a person out of a journal that otherwise only grows. What they answered stays, since the
report rests on it and its figures must be traceable; who they are goes: address, name, and the ids
of their messages, which are made of the chat's number. From then on the author is a number.

This is the one place that changes what is append-only. The triggers that forbid it are gone and
back within one transaction, which holds the write lock from its start, so nobody else ever sees the
tables without them. The kept drafts of the reports go with the name, for it stands in their
comments; a draft is made again from the journal when somebody asks for it.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlite_utils import Database

from storage.migrations import APPEND_ONLY, guard

ERASED = "erased"  # the channel of somebody who is a number only
_NUMBER = re.compile(r"(?P<own>[Pp])?(?P<digits>[0-9]{1,9})")


class Known(NamedTuple):
    """What the journal knows of a person, and how much of it is theirs."""

    channel: str
    name: str
    reports: int
    facts: int


class Busy(sqlite3.OperationalError):
    """Somebody else uses the database: what was erased may still stand in its free pages."""


def person_of(db: Database, number: str) -> int | None:
    """Who is meant by a number of `baogao people`: that of a membership, or with a P before it a
    person's own. None for one that was never given.
    """
    match = _NUMBER.fullmatch(number)
    if match is None:
        return None
    query = "SELECT id FROM people WHERE id = ?"
    if not match["own"]:
        query = "SELECT person FROM members WHERE id = ?"
    row = db.conn.execute(query, (int(match["digits"]),)).fetchone()
    return row[0] if row else None


def known(db: Database, person: int) -> Known | None:
    """Who a number is; None for one that was never given."""
    row = db.conn.execute(
        "SELECT channel, name, (SELECT count(DISTINCT f.report) FROM facts f JOIN messages m"
        " ON m.id = f.message WHERE m.person = p.id), (SELECT count(*) FROM facts f"
        " JOIN messages m ON m.id = f.message WHERE m.person = p.id) FROM people p WHERE id = ?",
        (person,),
    ).fetchone()
    return Known(*row) if row else None


def erase(db: Database, person: int, name: str) -> None:
    """Makes a person a number; `name` is what colleagues read from then on. Harmless when repeated.

    Raises LookupError for a number that was never given, and Busy where the file could not be
    cleaned; the person is erased then, and erasing them again cleans it.
    """
    who = known(db, person)
    if who is None:
        raise LookupError(f"no person {person}")
    if who.channel != ERASED:
        with _unguarded(db):
            _forget(db.conn, person, name)
    clean(db)


def clean(db: Database) -> None:
    """Writes the file anew, without what was deleted, and empties its log. Raises Busy."""
    try:
        db.conn.execute("VACUUM")
    except sqlite3.OperationalError as error:
        raise Busy(str(error)) from error
    if db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        raise Busy("the log is being read")


@contextmanager
def _unguarded(db: Database) -> Iterator[None]:
    """A transaction in which the past may be changed; whoever keeps it in memory notices by the
    count of such changes (`storage.journal.Turn.rewritten`).
    """
    connection = db.conn
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in APPEND_ONLY:
            for verb in ("update", "delete"):
                connection.execute(f"DROP TRIGGER {table}_no_{verb}")
        yield
        guard(db)
        count = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version = {count + 1}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _forget(connection: sqlite3.Connection, person: int, name: str) -> None:
    connection.execute(
        "DELETE FROM documents WHERE draft AND report IN (SELECT f.report FROM facts f"
        " JOIN messages m ON m.id = f.message WHERE m.person = ?)",
        (person,),
    )
    connection.execute("DELETE FROM held WHERE person = ?", (person,))
    connection.execute("DELETE FROM readings WHERE person = ?", (person,))
    connection.execute("DELETE FROM notices WHERE person = ?", (person,))
    connection.execute(
        "DELETE FROM guesses WHERE (channel, address) IN"
        " (SELECT channel, address FROM people WHERE id = ?)",
        (person,),
    )
    connection.execute(
        "UPDATE members SET until = since WHERE person = ? AND until IS NULL", (person,)
    )
    connection.execute(
        "UPDATE facts SET key = '', value = '', raw = '' WHERE kind = 'sent'"
        " AND message IN (SELECT id FROM messages WHERE person = ?)",
        (person,),  # where a channel finds a file, and what its owner called it
    )
    _rename_messages(connection, person)
    connection.execute(
        "UPDATE people SET channel = ?, address = id, name = ?, report = NULL, pending = '',"
        " asked = NULL, seen = 0, wrote = '', remind = 0 WHERE id = ?",
        (ERASED, name, person),
    )


def _rename_messages(connection: sqlite3.Connection, person: int) -> None:
    """Gives a person's messages ids that tell nothing, wherever they are spoken of."""
    connection.execute("CREATE TEMP TABLE renamed (old TEXT PRIMARY KEY, new TEXT NOT NULL)")
    connection.execute(
        "INSERT INTO renamed SELECT id, ? || row_number() OVER (ORDER BY at, id)"
        " FROM messages WHERE person = ?",
        (f"{ERASED}:{person}:", person),
    )
    places = [("messages", "id", "1"), *_references(connection)]
    places += [("facts", "key", "kind = 'undone'"), ("facts", "raw", "kind = 'corrected'")]
    for table, column, where in places:
        connection.execute(
            f"UPDATE {table} SET {column} = (SELECT new FROM renamed WHERE old = {column})"  # noqa: S608 - names from the schema
            f" WHERE {where} AND {column} IN (SELECT old FROM renamed)"
        )
    _rename_in_withheld(connection)
    connection.execute("UPDATE messages SET answered = 1 WHERE person = ?", (person,))
    connection.execute("DROP TABLE renamed")


def _rename_in_withheld(connection: sqlite3.Connection) -> None:
    """An edited message that was withheld names the message it corrects inside of its JSON."""
    renamed = dict(connection.execute("SELECT old, new FROM renamed").fetchall())
    withheld = connection.execute(
        "SELECT report, seq, value FROM facts WHERE kind = 'withheld'"
        " AND message IN (SELECT new FROM renamed)"
    ).fetchall()
    for report, seq, value in withheld:
        facts = [
            [kind, key, text, renamed.get(raw, raw) if kind == "corrected" else raw]
            for kind, key, text, raw in json.loads(value)
        ]
        connection.execute(
            "UPDATE facts SET value = ? WHERE report = ? AND seq = ?",
            (json.dumps(facts, ensure_ascii=False), report, seq),
        )


def _references(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """The columns of all tables that name a message."""
    found = connection.execute(
        'SELECT m.name, f."from" FROM sqlite_master m, pragma_foreign_key_list(m.name) f'
        " WHERE m.type = 'table' AND f.\"table\" = 'messages'"
    )
    return [(table, column, "1") for table, column in found.fetchall()]
