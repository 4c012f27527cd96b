"""Facts folded onto a state. A fold copies once what it is going to change, not once a fact, so
that a report of a thousand facts is read in milliseconds.
"""

from collections.abc import Iterable
from dataclasses import replace
from sys import intern

from bot.forms.bound import load
from bot.interview.facts import (
    ANSWERS,
    FILES,
    GROWING,
    OFFERED,
    REASON,
    REMARKS,
    SOURCE,
    TEXTS,
    slot_key,
)
from bot.interview.pieces import Piece, composed, load_under, placed
from bot.interview.state import (
    Approval,
    Change,
    Place,
    Return,
    Slot,
    Slots,
    State,
    Submission,
    Version,
    Withheld,
)
from bot.messages import Attachment, Entry, Fact, Person

UNDO_DEPTH = 10


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
        self.memory = state.memory

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
            self.memory,
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
        if fact.kind == "put_off":
            self.put(slot_key(fact), self.slot(entry))
        elif fact.kind == "shown":
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
        if fact.kind == "cleared" or (fact.kind == "put_off" and not fact.value):
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
