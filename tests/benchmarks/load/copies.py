"""Many reports from one, so that a full database takes seconds to make."""

import sqlite3
from itertools import islice

from bot.app import Service
from bot.messages import Person
from tests.benchmarks.load.clerk import BEGIN, conversation, message

_COPY = """
CREATE TEMP TABLE numbers AS
  WITH RECURSIVE n(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM n WHERE n + 1 < :end)
  SELECT n FROM n;
INSERT INTO units (superior, name) SELECT '宝山区', '第' || n || '街道办事处' FROM numbers;
INSERT INTO reports (unit, year, form)
  SELECT u.id, 2023, '2021' FROM numbers JOIN units u ON u.name = '第' || n || '街道办事处';
CREATE TEMP TABLE copies AS
  SELECT n, r.id AS report FROM numbers JOIN units u ON u.name = '第' || n || '街道办事处'
  JOIN reports r ON r.unit = u.id;
INSERT INTO people (channel, address, name, report) SELECT 'telegram', n, '李', report FROM copies;
INSERT INTO members (person, unit, role, since)
  SELECT p.id, r.unit, 'fill', '2024-01-15T00:00:00+08:00' FROM copies c
  JOIN people p ON p.channel = 'telegram' AND p.address = CAST(c.n AS TEXT)
  JOIN reports r ON r.id = c.report;
INSERT INTO messages (id, person, report, at, answered)
  SELECT n || ':' || m.id, p.id, c.report, m.at, 1 FROM copies c
  JOIN people p ON p.channel = 'telegram' AND p.address = CAST(c.n AS TEXT)
  JOIN messages m ON m.report = 1;
INSERT INTO facts SELECT c.report, f.seq, n || ':' || f.message, f.kind,
  CASE f.kind WHEN 'opened' THEN CAST(c.report AS TEXT) ELSE f.key END, f.value, f.raw
  FROM copies c JOIN facts f ON f.report = 1 AND f.seq <= :facts;
DROP TABLE copies;
DROP TABLE numbers
"""


def admit(service: Service, person: Person) -> None:
    """Makes somebody a member of the unit whose report the conversation fills."""
    with service.journal.turn() as turn:
        code = turn.people.invite("宝山区", "红旗街道办事处", "fill", BEGIN).code
        turn.people.admit(person, code, BEGIN)


def prepare(service: Service, person: Person, messages: int) -> None:
    """Has somebody fill a report, as far as so many messages take it."""
    admit(service, person)
    for number, said in enumerate(islice(conversation(), messages), 1):
        one = message(number, said, person)
        service.interviewer.handle(one)
        service.journal.delivered(one.id)
    service.journal.flush()


def copy(database: str, first: int, end: int, facts: int = 10**6) -> None:
    """Copies report 1, at most so many facts of it, for the chats from `first` on."""
    connection = sqlite3.connect(database)
    places = {"first": first, "end": end, "facts": facts}
    with connection:
        for statement in _COPY.split(";"):
            known = {name: value for name, value in places.items() if f":{name}" in statement}
            connection.execute(statement, known)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
