"""What a rule found. A finding is data, not a sentence: the same finding is worded for a chat, a
terminal and a Word comment, and its ids are what tests and integrations rely on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2s
from typing import Any

from bot.forms.form import Level

DIGEST = 5  # bytes; a report has some tens of findings in its life


@dataclass(frozen=True, slots=True)
class Broken:
    """What a rule function yields: `where` begins with the cell or text that disagrees, then names
    every other one that has part in it. `correction` are values by id that would mend it, given
    only where no other single change would do as well; any of `candidates` may be the right one.
    """

    where: tuple[str, ...]
    found: str = ""
    expected: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    correction: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule with its name, level and article; `args` are what its sentence needs, `figures`
    what stood in the cells of `where`.
    """

    rule: str
    level: Level
    where: tuple[str, ...]
    found: str
    expected: str
    args: Mapping[str, Any] = field(default_factory=dict)
    correction: Mapping[str, str] = field(default_factory=dict)
    clause: str = ""
    figures: tuple[str, ...] = ()
    candidates: tuple[Mapping[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The same for the same trouble, rule and place first: what was shown or explained is known
        by it. Another figure in any of its cells, or other words, make another trouble.
        """
        about = (self.where, self.found, self.expected, self.figures, sorted(self.args.items()))
        digest = blake2s(repr(about).encode(), digest_size=DIGEST).hexdigest()
        return f"{self.rule} {self.where[0]} {digest}"
