"""The state of an interview is a fold over its facts and nothing else. It is never stored and never
changed in place, so a crash, a second process or a new version of the program can lose nothing that
the journal holds, and replaying the journal is the whole recovery.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any

from bot.checks import Checked, Memory
from bot.forms.answers import Answers, Values, full_name
from bot.forms.bound import Bound
from bot.forms.form import Form
from bot.interview.facts import EXPLAINED, SOURCE, TOLD
from bot.interview.pieces import Piece
from bot.interview.viewer import NOBODY, Viewer
from bot.messages import Attachment


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands for one key, and who put it there when. `how` is the kind of the fact, `bound`
    the sentences of the bank that a text was given.
    """

    how: str
    value: str = ""
    pieces: tuple[Piece, ...] = ()
    bound: tuple[Bound, ...] = ()
    author: str = ""
    at: datetime | None = None
    by: str = ""
    seq: int = 0

    def __reduce__(self) -> tuple[type["Slot"], tuple[Any, ...]]:
        """Packs it as its fields alone: of slots a state is full."""
        return Slot, _FIELDS(self)


_FIELDS = attrgetter(*(each.name for each in fields(Slot)))


class Slots(dict[str, Slot]):
    """What stands under which key. The slots of a state are never changed."""

    @cached_property
    def marked(self) -> tuple[str, ...]:
        """The keys of what is no value of the report: each has a mark before it, as `told:`."""
        return tuple(key for key in self if ":" in key)

    def under(self, mark: str) -> dict[str, Slot]:
        """What stands under a mark, by the key behind it."""
        return {key.removeprefix(mark): self[key] for key in self.marked if key.startswith(mark)}

    @cached_property
    def told(self) -> Mapping[str, Decimal]:
        """What was told of tables that are told as a story, by id."""
        return {key: Decimal(slot.value) for key, slot in self.under(TOLD).items()}


@dataclass(frozen=True, slots=True)
class Change:
    """What one message changed, who sent it and when: the slots as they were before, None where
    there was none.
    """

    message: str
    before: Mapping[str, Slot | None]
    by: str = ""
    seq: int = 0  # of its first fact
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is: the question they last answered or turned to."""

    at: str = ""
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Withheld:
    """What somebody answered after a colleague had: the seq at which it is kept, the question, and
    the answer as JSON.
    """

    seq: int
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Version:
    """A document that was asked for: the n-th of its report, made from the facts up to `seq`."""

    number: int
    draft: bool
    message: str
    seq: int
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Return:
    """A section sent back with a remark."""

    remark: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Submission:
    """Who handed the report to the reviewers when; `seq` tells what has changed since."""

    author: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved which version when; `seq` tells what has changed since."""

    number: int
    author: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class State:
    """Everything the next step needs to know. `at` is the question last answered or turned to, by
    the viewer; by anybody where nobody looks. Each of several people at a report has a place.
    """

    seq: int = 0
    report: str = ""
    year: int = 0
    slots: Slots = field(default_factory=Slots)
    at: str = ""
    turned: bool = False
    shown: frozenset[str] = frozenset()
    history: tuple[Change, ...] = ()
    versions: tuple[Version, ...] = ()
    sent: tuple[tuple[str, Attachment], ...] = ()  # message and file
    published: tuple[tuple[str, str, int], ...] = ()  # message, kind and version
    fetched: tuple[tuple[str, str, str], ...] = ()  # message, what and of which version
    changed: int = 0  # the seq of the last fact that changed what the report says
    # message id → the key it answered
    questions: Mapping[str, str] = field(default_factory=dict)
    viewer: Viewer = NOBODY
    places: Mapping[str, Place] = field(default_factory=dict)  # who → where; "": where work goes on
    written: Mapping[str, int] = field(default_factory=dict)  # who → the seq of their last fact
    withheld: Mapping[str, Withheld] = field(default_factory=dict)  # who → their last
    returned: Mapping[str, Return] = field(default_factory=dict)  # section → what is to be done
    approvals: tuple[Approval, ...] = ()
    handed_in: Submission | None = None  # until it is sent back or approved
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)  # of its last check

    def seen_by(self, viewer: Viewer) -> "State":
        """The same state as somebody sees it. Who is new begins where the work goes on."""
        place = self.places.get(viewer.who) or self.places.get("", Place())
        return replace(self, viewer=viewer, at=place.at, turned=place.turned)

    @property
    def overtaken(self) -> bool:
        """True when a colleague wrote something after the viewer's question was shown."""
        viewer = self.viewer
        if viewer.asked is None:
            return False
        return any(s > viewer.seen for who, s in self.written.items() if who != viewer.who)

    def answers(self, form: Form) -> Answers:
        """The values of the report, for checks, documents and standard sentences."""
        entered = {key: slot.value for key, slot in self.slots.items() if slot.value}
        for key in self.slots.marked:
            entered.pop(key, None)
        texts = self.texts(form)
        accepted = frozenset(key for key, slot in texts.items() if slot.how == "accepted")
        bound = {key: slot.bound for key, slot in texts.items() if slot.bound}
        sources = {key: slot.value for key, slot in self.sources.items()}
        return Answers(form, self.year, entered, accepted, sources=sources, bound=bound)

    def checked(self, form: Form, previous: Values | None = None) -> Checked:
        """What the rules find in it; sooner where the same report was checked before."""
        return self.memory.check(self.answers(form), previous)

    def texts(self, form: Form) -> dict[str, Slot]:
        """What stands outside the tables: the only slots that can follow the figures."""
        return {key: self.slots[key] for key in form.fields if key in self.slots}

    @property
    def current(self) -> Version | None:
        """The version that says what the report says now; None after a change since the last."""
        last = self.versions[-1] if self.versions else None
        return last if last and last.seq > self.changed else None

    @property
    def own_history(self) -> tuple[Change, ...]:
        """What the viewer changed; what anybody did where nobody looks."""
        who = self.viewer.who
        return tuple(change for change in self.history if not who or change.by == who)

    @property
    def approved(self) -> Approval | None:
        """The approval of what the report says now; None after a change since the last."""
        last = self.approvals[-1] if self.approvals else None
        return last if last and last.seq > self.changed else None

    @property
    def submitted(self) -> Submission | None:
        """What the reviewers have in hand; None after a change since, for it is to be told anew."""
        last = self.handed_in
        return last if last and last.seq > self.changed else None

    @property
    def explained(self) -> dict[str, Slot]:
        """The explanations of warnings, by the key of the finding."""
        return self.slots.under(EXPLAINED)

    @property
    def sources(self) -> dict[str, Slot]:
        """The notes on where a figure or text comes from, by what they are about."""
        return self.slots.under(SOURCE)

    @property
    def told(self) -> Mapping[str, Decimal]:
        """What was told of tables that are told as a story, by id."""
        return self.slots.told

    @property
    def title(self) -> str:
        """The unit's full name."""
        slots, none = self.slots, Slot("")
        superior, name = slots.get("unit.superior", none), slots.get("unit.name", none)
        return full_name(superior.value, name.value)
