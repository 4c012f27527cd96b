"""The state of an interview is a fold over its facts and nothing else. It is never stored and never
changed in place, so a crash, a second process or a new version of the program can lose nothing that
the journal holds, and replaying the journal is the whole recovery.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from sys import intern

from bot.forms.answers import Answers, full_name
from bot.forms.bound import Bound, load
from bot.forms.form import Form
from bot.interview.pieces import Piece, composed, load_under, placed
from bot.interview.viewer import NOBODY, Viewer
from bot.messages import Attachment, Entry, Fact, Person

KINDS = {
    "opened": "key: report number, value: year on which it reports",
    "imported": "value carried over from an earlier report, not typed by anyone",
    "answered": "value given for a cell or field; replaces what was there",
    "wrote": "a text in the clerk's own words; replaces what was there",
    "told": "a total told as part of a story, for a row, a group of rows or who asked",
    "beside": "key: a question of a converted report, value: what the old one says there, as JSON",
    "offered": "values of a table, or a text, as JSON, that wait for a yes",
    "sent": "key: a file, value: its name, raw: its caption",
    "added": "one more piece of a text",
    "corrected": "a piece of a text edited; raw: the message that wrote the piece",
    "filled": "a blank of a sentence from the bank; key: text/topic/phrase/blank",
    "phrased": "a sentence of the bank is put into a text; raw: its topic, as JSON",
    "bound": "what the sentences of a text are, so that they follow the figures; as JSON",
    "finished": "somebody is done with a text that was put together from sentences",
    "accepted": "the standard wording is chosen for a text and follows the figures from now on",
    "skipped": "an optional question is passed over",
    "cleared": "the answer is taken back; what was typed stays in the journal",
    "turned_to": "key: the question somebody went to; `+` before it: to add to its text",
    "shown": "key: a warning that was shown",
    "sourced": "key: a cell, row, table or field, value: where it comes from",
    "explained": "key: a warning, value: why it is right as it is",
    "undone": "key: the message whose answers are taken back",
    "requested": "key: draft or final, a document that was asked for",
    "published": "key: pdf, pages or package, value: the version it was asked of",
    "fetched": "key: version, compare, sheet or answers, value: of which version, if of one",
    "withheld": "key: a question that a colleague answered first, value: what was not recorded",
    "replaced": "key: seq of what was withheld and is now recorded after all",
    "returned": "key: a section that a reviewer sent back, value: the remark",
    "settled": "key: a section sent back, in which the remark is dealt with",
    "submitted": "a clerk hands the report to the reviewers",
    "approved": "key: number of the version that a reviewer approved",
    "handed": "key: a section, value: number of the colleague who is asked to fill it",
}
TOLD = "told:"  # before the key of a slot that holds what was told, not what is entered
EXPLAINED = "explained:"  # before the key of a warning: the slot of its explanation
SOURCE = "source:"  # before what a note is about: the slot of the note, or its question
REASON = "reason:"  # before the key of a warning: the question for its explanation
FILLED = "filled:"  # before the key of a slot that holds a blank of a sentence not yet written
OFFERED = "offered:"  # before the key of a slot that holds what waits for a yes
BESIDE = "beside:"  # before the key of a slot that holds what a converted report said
ANSWERS = (
    "answered",
    "told",
    "offered",
    "wrote",
    "added",
    "corrected",
    "filled",
    "phrased",
    "bound",
    "accepted",
    "skipped",
    "cleared",
)
FILES = ("requested", "published", "fetched", "sent")
REMARKS = ("explained", "sourced")
_PREFIX = {
    "told": TOLD,
    "offered": OFFERED,
    "beside": BESIDE,
    "filled": FILLED,
    "explained": EXPLAINED,
    "sourced": SOURCE,
}
GROWING = ("added", "corrected", "phrased")  # these leave the rest of a text as it is
TEXTS = ("wrote", *GROWING)
UNDO_DEPTH = 10


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


class Slots(dict[str, Slot]):
    """What stands under which key. The slots of a state are never changed."""

    @cached_property
    def told(self) -> Mapping[str, Decimal]:
        """What was told of tables that are told as a story, by id."""
        told = {key: slot.value for key, slot in self.items() if key.startswith(TOLD)}
        return {key.removeprefix(TOLD): Decimal(value) for key, value in told.items()}


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
        slots = self.slots.items()
        entered = {key: slot.value for key, slot in slots if slot.value and ":" not in key}
        accepted = frozenset(key for key, slot in slots if slot.how == "accepted")
        sources = {key: slot.value for key, slot in self.sources.items()}
        bound = {key: slot.bound for key, slot in slots if slot.bound}
        return Answers(form, self.year, entered, accepted, sources=sources, bound=bound)

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
        return self._under(EXPLAINED)

    @property
    def sources(self) -> dict[str, Slot]:
        """The notes on where a figure or text comes from, by what they are about."""
        return self._under(SOURCE)

    def _under(self, prefix: str) -> dict[str, Slot]:
        slots = self.slots.items()
        return {key.removeprefix(prefix): slot for key, slot in slots if key.startswith(prefix)}

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


def replay(state: State, entries: Iterable[Entry]) -> State:
    """The state after some more entries of the same journal."""
    fold = _Fold(state)
    for entry in entries:
        fold.apply(entry)
    return fold.result()


class _Fold:
    """The mutable middle of `replay`: one copy a fold, not one a fact."""

    def __init__(self, state: State) -> None:
        self.seq, self.report, self.year = state.seq, state.report, state.year
        self.slots = Slots(state.slots)
        self.at, self.turned = state.at, state.turned
        self.shown = set(state.shown)
        self.history = list(state.history)
        self.before: dict[str, Slot | None] = {}  # of the last change, once it is copied
        self.versions = list(state.versions)
        self.sent = list(state.sent)
        self.published = list(state.published)
        self.fetched = list(state.fetched)
        self.changed = state.changed
        self.questions = dict(state.questions)
        self.viewer = state.viewer
        self.places = dict(state.places)
        self.written = dict(state.written)
        self.withheld = dict(state.withheld)
        self.returned = dict(state.returned)
        self.approvals = list(state.approvals)
        self.handed_in = state.handed_in

    def result(self) -> State:
        return State(
            self.seq,
            self.report,
            self.year,
            self.slots,
            self.at,
            self.turned,
            frozenset(self.shown),
            tuple(self.history),
            tuple(self.versions),
            tuple(self.sent),
            tuple(self.published),
            tuple(self.fetched),
            self.changed,
            self.questions,
            self.viewer,
            self.places,
            self.written,
            self.withheld,
            self.returned,
            tuple(self.approvals),
            self.handed_in,
        )

    def apply(self, entry: Entry) -> None:
        fact, who = entry.fact, identity(entry.person)
        self.seq = self.written[who] = entry.seq
        if who == self.viewer.who and self.viewer.asked is not None:
            self.viewer = replace(self.viewer, asked=None)  # what they were shown is behind them
        if fact.kind in ANSWERS:
            self.answer(entry, who)
        elif fact.kind in ("imported", "beside"):
            self.put(slot_key(fact), self.slot(entry))
            self.changed = entry.seq
        elif fact.kind in ("turned_to", "finished"):
            self.move(who, fact.key, turned=fact.kind == "turned_to")
        elif fact.kind in FILES:
            self.file(entry)
        elif fact.kind in REMARKS:
            self.remark(entry, who)
        elif fact.kind == "opened":
            self.report, self.year = fact.key, int(fact.value)
        elif fact.kind == "undone":
            self.undo(fact.key)
            self.changed = entry.seq
        else:
            self.aside(entry, who)

    def answer(self, entry: Entry, who: str) -> None:
        """Something that the report says from now on, or that is offered for it."""
        fact, key = entry.fact, slot_key(entry.fact)
        self.remember(entry, key)
        self.put(key, self.slot(entry))
        self.questions.setdefault(entry.message, fact.key)
        self.move(who, fact.key.rpartition(":")[2], turned=False)
        if not key.startswith(OFFERED):  # the report does not say it yet
            self.changed = entry.seq
        self.places[""] = self.places[who]

    def aside(self, entry: Entry, who: str) -> None:
        """What moves nobody and answers nothing."""
        fact = entry.fact
        if fact.kind == "shown":
            self.shown.add(fact.key)
        elif fact.kind == "withheld":
            self.withheld[who] = Withheld(entry.seq, fact.key, fact.value)
        elif fact.kind == "replaced":
            self.withheld.pop(who, None)
        elif fact.kind == "returned":
            self.returned[fact.key] = Return(fact.value, entry.person.name, entry.at)
            self.handed_in = None
        elif fact.kind == "settled":
            self.returned.pop(fact.key, None)
        elif fact.kind == "submitted":
            self.handed_in = Submission(entry.person.name, entry.at, entry.seq)
        elif fact.kind == "approved":
            self.returned.clear()
            approval = Approval(int(fact.key), entry.person.name, entry.at, entry.seq)
            self.approvals.append(approval)
            self.handed_in = None

    def move(self, who: str, at: str, *, turned: bool) -> None:
        """Moves somebody, and with them who looks: with everybody where nobody does."""
        place = self.places.get(who)
        if place is None or place.at != at or place.turned != turned:
            self.places[who] = Place(at, turned)
        if self.viewer.who in ("", who):
            self.at, self.turned = at, turned

    def file(self, entry: Entry) -> None:
        """A file that was asked for or sent."""
        fact = entry.fact
        if fact.kind == "requested":
            self.versions.append(self.version(entry))
        elif fact.kind == "published":
            self.published.append((entry.message, fact.key, int(fact.value)))
        elif fact.kind == "fetched":
            self.fetched.append((entry.message, fact.key, fact.value))
        else:
            self.sent.append((entry.message, Attachment(fact.key, fact.value, 0, fact.raw)))

    def remark(self, entry: Entry, who: str) -> None:
        """Something said of the answers; whoever was asked for it goes on where it belongs."""
        key = slot_key(entry.fact)
        self.remember(entry, key)
        self.put(key, self.slot(entry))
        if self.places.get(who, Place()).at.startswith((REASON, SOURCE)):
            about = entry.fact.key.split(" ")  # of a warning: rule, place, digest
            self.move(who, about[len(about) > 1], turned=False)

    def version(self, entry: Entry) -> Version:
        number, draft = len(self.versions) + 1, entry.fact.key == "draft"
        return Version(number, draft, entry.message, entry.seq, entry.person.name, entry.at)

    def slot(self, entry: Entry) -> Slot | None:
        fact, old = entry.fact, self.slots.get(entry.fact.key)
        if fact.kind == "cleared":
            return None
        if fact.kind == "bound":
            return old and replace(old, bound=load(fact.value))
        pieces = _pieces(fact, old, entry.message) if fact.kind in TEXTS else ()
        value = composed(pieces) if pieces else fact.value
        bound = old.bound if old and fact.kind in GROWING else ()
        who, name = identity(entry.person), entry.person.name
        return Slot(fact.kind, value, pieces, bound, name, entry.at, who, entry.seq)

    def put(self, key: str, slot: Slot | None) -> None:
        if slot is None:
            self.slots.pop(key, None)
        else:
            self.slots[key] = slot

    def remember(self, entry: Entry, key: str) -> None:
        """Keeps what stood under a key before the message changed it."""
        if not self.history or self.history[-1].message != entry.message:
            who = identity(entry.person)
            self.begin(Change(entry.message, {}, who, entry.seq, entry.person.name, entry.at))
        last = self.history[-1]
        if last.before is not self.before:  # an earlier state may have it, too
            self.before = dict(last.before)
            self.history[-1] = replace(last, before=self.before)
        self.before.setdefault(key, self.slots.get(key))

    def begin(self, change: Change) -> None:
        """One more change; of each person so many are kept."""
        theirs = [old for old in self.history if old.by == change.by]
        if len(theirs) >= UNDO_DEPTH:
            self.history.remove(theirs[0])
        self.history.append(change)

    def undo(self, message: str) -> None:
        change = next(change for change in self.history if change.message == message)
        self.history.remove(change)
        for key, slot in change.before.items():
            self.put(key, slot)


def identity(person: Person) -> str:
    """Who somebody is, for comparing: names may be the same. One string a person, since every slot
    keeps it.
    """
    return intern(f"{person.channel}:{person.id}")


def slot_key(fact: Fact) -> str:
    """The key under which a state keeps what a fact says."""
    return _PREFIX.get(fact.kind, "") + fact.key


def _pieces(fact: Fact, old: Slot | None, message: str) -> tuple[Piece, ...]:
    """The pieces of a text after a fact."""
    before = old.pieces if old else ()
    kept = before or ((Piece("", old.value),) if old and old.value else ())
    if fact.kind == "added":
        return (*kept, Piece(message, fact.value))
    if fact.kind == "phrased":
        return placed(kept, Piece(message, fact.value, load_under(fact.raw)))
    if fact.kind == "corrected":
        return tuple(
            replace(piece, text=fact.value) if piece.message == fact.raw else piece
            for piece in before
        )
    return (Piece(message, fact.value),)
