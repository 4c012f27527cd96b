"""The bank of phrases: sentences by topic that a clerk picks instead of writing them, as data.

A phrase is the source of a sentence. What it says that the clerk knows is a blank (`{{ count }}`),
asked for by a short question; what the tables know is a cell (`{{ applications.received.total }}`),
never asked for, so that the sentence follows the cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bot.forms.sentence import names_in

BlankKind = Literal["choice", "number", "date", "line"]


@dataclass(frozen=True)
class Blank:
    """Something a clerk fills in. `options` are offered as buttons; anything else can be typed."""

    id: str
    label: str
    kind: BlankKind
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phrase:
    """A sentence with its blanks, in the order of its words."""

    id: str
    text: str
    blanks: tuple[Blank, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every id of a field or cell that the sentence speaks of."""
        return tuple(name for name in names_in(self.text) if "." in name)

    @property
    def figures(self) -> tuple[str, ...]:
        """The cells that the sentence speaks of: it is bound to them."""
        return tuple(name for name in self.names if not name.startswith("unit."))


@dataclass(frozen=True)
class Topic:
    """What some sentences of a text are about. `lead` stands before the first of them, `each`
    before every one; a star in either is replaced by its number (一, 二 …).
    """

    id: str
    text: str
    label: str
    phrases: Mapping[str, Phrase]
    lead: str = ""
    each: str = ""
