"""The schema, as numbered steps that have already run somewhere and are therefore never edited: a
change is one more step at the end. sqlite-utils records which have run.

A report's journal (`facts`) is append-only, and so are the documents made from it. The triggers
that enforce it are not a step: SQLite drops them with the table when sqlite-utils transforms it, so
they are put in place at every open.
"""

from sqlite_utils import Database, Migrations

migrations = Migrations("baogao")


@migrations(name="0001_journal")
def journal(db: Database) -> None:
    """Units, their reports, the people who fill them, what they said and what became true."""
    db.executescript(
        """
        CREATE TABLE units (
            id INTEGER PRIMARY KEY,
            superior TEXT NOT NULL,
            name TEXT NOT NULL,
            UNIQUE (superior, name)
        ) STRICT;
        CREATE TABLE reports (
            id INTEGER PRIMARY KEY,
            unit INTEGER NOT NULL REFERENCES units(id),
            year INTEGER NOT NULL,
            form TEXT NOT NULL,
            UNIQUE (unit, year, form)
        ) STRICT;
        CREATE TABLE people (
            id INTEGER PRIMARY KEY,
            channel TEXT NOT NULL,
            address TEXT NOT NULL,
            name TEXT NOT NULL,
            report INTEGER REFERENCES reports(id),
            pending TEXT NOT NULL DEFAULT '',
            UNIQUE (channel, address)
        ) STRICT;
        CREATE TABLE messages (
            id TEXT PRIMARY KEY,
            person INTEGER NOT NULL REFERENCES people(id),
            report INTEGER REFERENCES reports(id),
            at TEXT NOT NULL,
            answered INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX unanswered ON messages(answered) WHERE answered = 0;
        CREATE TABLE facts (
            report INTEGER NOT NULL REFERENCES reports(id),
            seq INTEGER NOT NULL,
            message TEXT NOT NULL REFERENCES messages(id),
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            raw TEXT NOT NULL,
            PRIMARY KEY (report, seq)
        ) STRICT;
        CREATE TABLE documents (
            report INTEGER NOT NULL REFERENCES reports(id),
            number INTEGER NOT NULL,
            message TEXT NOT NULL UNIQUE REFERENCES messages(id),
            draft INTEGER NOT NULL,
            name TEXT NOT NULL,
            hash TEXT NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (report, number)
        ) STRICT;
        """
    )


@migrations(name="0002_readings")
def readings(db: Database) -> None:
    """The files that a person had examined last: looked at, never taken into a report."""
    db.executescript(
        """
        CREATE TABLE readings (
            id INTEGER PRIMARY KEY,
            person INTEGER NOT NULL REFERENCES people(id),
            message TEXT NOT NULL UNIQUE REFERENCES messages(id),
            found TEXT NOT NULL
        ) STRICT;
        CREATE INDEX readings_of ON readings(person);
        """
    )


@migrations(name="0002_people")
def people(db: Database) -> None:
    """Who was invited to which unit, what was shown to them last, and what they are to be told.

    Who sits at a report already keeps its unit.
    """
    for statement in _PEOPLE.split(";\n"):
        db.execute(statement)


_PEOPLE = """
CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES people(id),
    unit INTEGER NOT NULL REFERENCES units(id),
    role TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT
) STRICT;
CREATE UNIQUE INDEX member_once ON members(person, unit, role) WHERE until IS NULL;
CREATE TABLE invitations (
    hash TEXT PRIMARY KEY,
    unit INTEGER NOT NULL REFERENCES units(id),
    role TEXT NOT NULL,
    expires TEXT NOT NULL,
    member INTEGER REFERENCES members(id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sat_at ON messages(report, at);
CREATE TABLE guesses (
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
ALTER TABLE people ADD COLUMN asked TEXT;
ALTER TABLE people ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES people(id),
    report INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    sent INTEGER NOT NULL DEFAULT 0,
    FOREIGN KEY (report, seq) REFERENCES facts(report, seq)
) STRICT;
CREATE INDEX unsent ON notices(sent) WHERE sent = 0;
INSERT INTO members (person, unit, role, since)
    SELECT p.id, r.unit, 'fill', coalesce(min(m.at), '2024-01-01T00:00:00+08:00')
    FROM people p JOIN reports r ON r.id = p.report LEFT JOIN messages m ON m.person = p.id
    GROUP BY p.id
"""


@migrations(name="0003_reminders")
def reminders(db: Database) -> None:
    """Who wants reminders, who can be reached, and on which day somebody wrote last."""
    db.executescript(
        """
        ALTER TABLE people ADD COLUMN remind INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE people ADD COLUMN blocked INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE people ADD COLUMN wrote TEXT NOT NULL DEFAULT '';
        UPDATE people SET wrote = coalesce(
            (SELECT substr(max(at), 1, 10) FROM messages WHERE person = people.id), ''
        );
        """
    )


@migrations(name="0004_held")
def held(db: Database) -> None:
    """Messages that wait for a yes; `report` is 0 for somebody who has none yet."""
    db.executescript(
        """
        CREATE TABLE held (
            person INTEGER NOT NULL REFERENCES people(id),
            report INTEGER NOT NULL,
            message TEXT NOT NULL REFERENCES messages(id),
            seq INTEGER NOT NULL,
            at TEXT NOT NULL,
            text TEXT NOT NULL,
            read TEXT NOT NULL,
            corrects TEXT NOT NULL,
            about TEXT NOT NULL,
            PRIMARY KEY (person, report)
        ) STRICT, WITHOUT ROWID;
        """
    )


@migrations(name="0005_invitation_numbers")
def invitation_numbers(db: Database) -> None:
    """A number for each invitation, to withdraw it by; one that is gone is never given again, so
    that a list read a while ago cannot name another invitation.
    """
    for statement in _INVITATION_NUMBERS.split(";\n"):
        db.execute(statement)


_INVITATION_NUMBERS = """
CREATE TABLE numbered (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    hash TEXT NOT NULL UNIQUE,
    unit INTEGER NOT NULL REFERENCES units(id),
    role TEXT NOT NULL,
    expires TEXT NOT NULL,
    member INTEGER REFERENCES members(id)
) STRICT;
INSERT INTO numbered (hash, unit, role, expires, member)
    SELECT hash, unit, role, expires, member FROM invitations ORDER BY expires, hash;
DROP TABLE invitations;
ALTER TABLE numbered RENAME TO invitations
"""


APPEND_ONLY = ("facts", "documents")


def guard(db: Database) -> None:
    """Makes the append-only tables refuse any change, whatever was done to them before."""
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            if db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [name]).fetchone():
                continue
            db.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
