"""What can be found, and how grave it is: `ok`, a `warning` (the bot works, but not as well as it
could) or an `error` (it does not start, or loses something). One table, so that a test can ask that
every line of it has words and a remedy.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Level = Literal["ok", "warning", "error"]

LEVELS: Mapping[str, Level] = {
    "token.set": "ok",
    "token.missing": "error",
    "token.malformed": "error",
    "deadline.malformed": "error",
    "address.malformed": "error",
    "webhook.insecure": "error",
    "database.sound": "ok",
    "database.absent": "warning",
    "database.outdated": "warning",
    "database.missing": "error",
    "database.no_folder": "error",
    "database.unsafe": "error",
    "database.no_database": "error",
    "database.foreign": "error",
    "database.newer": "error",
    "database.damaged": "error",
    "database.orphans": "error",
    "database.altered": "error",
    "database.unreadable": "error",
    "database.unwritable": "error",
    "disk.free": "ok",
    "disk.scarce": "warning",
    "disk.full": "error",
    "templates.sound": "ok",
    "templates.mistake": "error",
    "fonts.complete": "ok",
    "fonts.substituted": "warning",
    "fonts.none": "warning",
    "fonts.unknown": "warning",
    "office.present": "ok",
    "office.absent": "warning",
    "connection.works": "ok",
    "connection.skipped": "warning",
    "connection.unknown_token": "error",
    "connection.unreachable": "error",
    "connection.answered": "error",
    "clock.right": "ok",
    "clock.unchecked": "ok",
    "clock.off": "warning",
    "clock.behind": "warning",
}


@dataclass(frozen=True)
class Result:
    """One thing that was looked at: the id of what was found, and what its words may speak of."""

    id: str
    args: Mapping[str, Any] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """How grave it is."""
        return LEVELS[self.id]

    @property
    def subject(self) -> str:
        """What was looked at."""
        return self.id.partition(".")[0]
