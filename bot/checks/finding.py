"""What a rule found. A finding is data, not a sentence: the same finding is worded for a chat, a
terminal and a Word comment, and its ids are what tests and integrations rely on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.forms.form import Level


@dataclass(frozen=True, slots=True)
class Broken:
    """What a rule function yields: `where` begins with the cell or text that disagrees, then names
    every other one that has part in it. `correction` are values by id that would mend it, given
    only where no other single change would do as well.
    """

    where: tuple[str, ...]
    found: str = ""
    expected: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    correction: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule with its name, level and article; `args` are what its sentence needs."""

    rule: str
    level: Level
    where: tuple[str, ...]
    found: str
    expected: str
    args: Mapping[str, Any] = field(default_factory=dict)
    correction: Mapping[str, str] = field(default_factory=dict)
    clause: str = ""

    @property
    def key(self) -> str:
        """The same for the same trouble: what was shown once is known by it."""
        return f"{self.rule} {' '.join(self.where[:1])} {self.found} {self.expected}"
