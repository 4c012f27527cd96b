"""What somebody may do, worked out before the interview sees a message of theirs: the core is told
the roles and never asks who somebody is.
"""

import re
from dataclasses import dataclass

from bot.messages import Membership, Message

FILL, REVIEW, OVERSEE = "fill", "review", "oversee"
WORKING = frozenset({FILL, REVIEW})  # the roles that sit at a report

_START = re.compile(r"/start(?:@\w+)?\s+([A-Za-z0-9_-]{1,64})\s*")


@dataclass(frozen=True)
class Rights:
    """What one person may do. `everywhere` is for whoever holds the database file itself."""

    memberships: tuple[Membership, ...] = ()
    everywhere: bool = False

    @property
    def none(self) -> bool:
        """True for a stranger."""
        return not self.everywhere and not self.memberships

    def roles(self, unit: int) -> frozenset[str]:
        """The roles at a unit's reports."""
        if self.everywhere:
            return WORKING
        return frozenset(m.role for m in self.memberships if m.unit == unit) & WORKING

    @property
    def overseen(self) -> tuple[Membership, ...]:
        """What the person oversees: units, or regions with all of theirs."""
        return tuple(m for m in self.memberships if m.role == OVERSEE)

    @property
    def units(self) -> tuple[Membership, ...]:
        """The units at whose reports the person works, one membership each, the latest last."""
        found = {m.unit: m for m in self.memberships if m.role in WORKING}
        return tuple(found.values())


def code_of(message: Message) -> str:
    """The code in the link through which somebody came; empty where there is none."""
    match = _START.fullmatch(message.text) if not message.corrects else None
    return match.group(1) if match else ""
