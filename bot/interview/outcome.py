"""What one step results in: facts to keep, things to say, effects to carry out once the facts are
kept. The core decides all three and performs none.
"""

from dataclasses import dataclass

from bot.messages import Fact, Say


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Make the document and send it. A draft can be had at any minute."""

    draft: bool


@dataclass(frozen=True, slots=True)
class OpenReport:
    """Go to a unit's report on a year; `form` empty means the form in force for that year."""

    year: int
    form: str = ""
    superior: str = ""
    name: str = ""


Effect = BuildReport | OpenReport


@dataclass(frozen=True, slots=True)
class Outcome:
    """`show` tells whether the present question follows what is said."""

    facts: tuple[Fact, ...] = ()
    says: tuple[Say, ...] = ()
    effects: tuple[Effect, ...] = ()
    show: bool = True
