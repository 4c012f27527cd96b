"""What every message asks of the database again and what hardly ever changes: who belongs where,
who their colleagues are, which reports a unit has. The answer is kept until somebody writes what it
rests on: another process, which one pragma a turn tells, or this one, which says so itself. It
forgets all answers then, since that is rare, and a cleverer way would have to be right.
"""

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

Row = TypeVar("Row")

KEPT = 8192  # answers, of some 300 bytes each; then they are all asked again


class Known:
    """The rows of queries, as they would be read now."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: dict[tuple[object, ...], tuple[Any, ...]] = {}
        self.version = -1  # another number after each change by another process
        self.latest: set[int] = set()  # reports that were written to last of their unit's

    def look(self) -> None:
        """Forgets everything if another process has written since the last look."""
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self.version:
            self.version = version
            self.forget()

    def forget(self) -> None:
        """This process writes what some answer rests on, or takes back what it wrote."""
        self._rows.clear()
        self.latest.clear()

    def rows(self, make: Callable[..., Row], query: str, *arguments: object) -> tuple[Row, ...]:
        """The rows of a query, each made into what it stands for."""
        if not self._connection.in_transaction:  # a turn has looked at its beginning
            self.look()
        asked = (query, *arguments)
        known = self._rows.get(asked)
        if known is None:
            known = tuple(make(*row) for row in self._connection.execute(query, arguments))
            if len(self._rows) >= KEPT:
                self.forget()
            self._rows[asked] = known
        return known
