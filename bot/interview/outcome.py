"""What one step results in: facts to keep, things to say, effects to carry out once the facts are
kept. The core decides all three and performs none.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.messages import Attachment, Choice, Fact, Say


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


@dataclass(frozen=True, slots=True)
class SendVersion:
    """Send a document again, byte for byte: the one that a message asked for."""

    message: str


@dataclass(frozen=True, slots=True)
class SendSheet:
    """Send the tables as a spreadsheet, to be filled in and sent back."""


@dataclass(frozen=True, slots=True)
class SendAnswers:
    """Send the answers as a file that opens the same report in another chat or installation."""


@dataclass(frozen=True, slots=True)
class Compare:
    """Show what changed since a version: its number, and the seq it was made from."""

    number: int
    seq: int


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Fetch a file and read it, outside of this program's way."""

    attachment: Attachment


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Keep what an earlier report says, as the report of its year; `values` by id."""

    year: int
    form: str
    values: Mapping[str, str]
    superior: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Publish:
    """Make a PDF, pictures of the pages or the package (`kind`) of a version."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Notify:
    """Tell the first fact of the outcome to somebody else: people by number, or all in a role."""

    people: tuple[int, ...] = ()
    role: str = ""


@dataclass(frozen=True, slots=True)
class Examine:
    """Check what was read in a file as a finished report, of which nothing is taken over."""


@dataclass(frozen=True, slots=True)
class Convert:
    """Go on with the report on the form in force, with what this one says; this one stays."""


@dataclass(frozen=True, slots=True)
class ConvertFile:
    """Go on with the report on the form in force, with what was read in a file on another."""


@dataclass(frozen=True, slots=True)
class WantReminders:
    """Keep whether who wrote this wants to be reminded of the deadline."""

    on: bool


Effect = (
    BuildReport
    | SendSheet
    | SendAnswers
    | SendVersion
    | Compare
    | OpenReport
    | ReadFile
    | ImportReport
    | Publish
    | Notify
    | Examine
    | Convert
    | ConvertFile
    | WantReminders
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`show` tells whether the present question follows what is said."""

    facts: tuple[Fact, ...] = ()
    says: tuple[Say, ...] = ()
    effects: tuple[Effect, ...] = ()
    show: bool = True


def refuse(wording: str, *choices: Choice, **args: object) -> Outcome:
    """An outcome that only says what was wrong; buttons may offer what was probably meant."""
    return Outcome(says=(Say(f"refused.{wording}", args, (choices,) if choices else ()),))


def skip(key: str, wording: str = "kept.skipped") -> Outcome:
    """An optional question passed over, or left with what was given (`enough`)."""
    return Outcome((Fact("skipped", key),), (Say(wording, {"key": key}),))
