"""What the journal says of reports, kept from one message to the next. A state is as the journal
has it for as long as no other process writes: what this one writes is folded onto it at once, and
of the others the journal knows. So an answer costs the same whether its report holds ten facts or a
thousand.
"""

import pickle
import zlib
from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from bot.forms.form import Form, to_go_on_with
from bot.interview.replay import replay
from bot.interview.state import State
from bot.messages import Entry, Report
from bot.stores import Journal
from bot.wording import Context

READY = 128  # states that are kept as they are, of some 50 kB each
PACKED = 4096  # states that are kept packed, of some 4 kB each; the rest is replayed
Value = TypeVar("Value")


class Kept(dict[int, Value], Generic[Value]):
    """What is kept of the latest reports: the one not asked for the longest goes first."""

    def __init__(self, most: int = PACKED) -> None:
        super().__init__()
        self._most = most

    def keep(self, report: int, value: Value) -> Value:
        """Keeps a value as the latest."""
        self.pop(report, None)
        self[report] = value
        if len(self) > self._most:
            del self[next(iter(self))]
        return value


class States:
    """The states of the latest reports, each with the version of the journal that it comes from.
    Those before the very latest are packed: that takes a tenth of the memory, and to pack one and
    unpack it a tenth of the time of a replay, so that a thousand people can answer in turns.
    """

    def __init__(self) -> None:
        self._ready: dict[int, tuple[int, State]] = {}
        self._packed: Kept[bytes] = Kept()

    def get(self, report: int) -> tuple[int | None, State]:
        """A state and its version; None and an empty one where it is not kept."""
        if known := self._ready.get(report):
            return known
        if packed := self._packed.pop(report, None):
            unpacked: tuple[int, State] = pickle.loads(zlib.decompress(packed))  # noqa: S301 - ours
            self.keep(report, *unpacked)
            return unpacked
        return None, State()

    def keep(self, report: int, version: int, state: State) -> None:
        """Keeps a state as the latest."""
        self._ready.pop(report, None)
        self._ready[report] = version, state
        if len(self._ready) > READY:
            oldest = next(iter(self._ready))
            packed = zlib.compress(pickle.dumps(self._ready.pop(oldest)), level=1)
            self._packed.keep(oldest, packed)

    def clear(self) -> None:
        """Forgets them all."""
        self._ready.clear()
        self._packed.clear()


class Reports:
    """The reports of a journal, on their forms."""

    def __init__(self, forms: Mapping[str, Form], journal: Journal) -> None:
        self.forms = forms
        self._journal = journal
        self._identities: Kept[Report] = Kept()  # they never change
        self._states = States()
        self._added_up: Kept[tuple[int, Mapping[str, str]]] = Kept(READY)  # at which seq, and what

    def forget(self) -> None:
        """Forgets the states: they may have seen facts that were rolled back."""
        self._states.clear()
        self._identities.clear()
        self._added_up.clear()

    def identity(self, report: int) -> Report:
        """Whose report it is, on which year and form."""
        known = self._identities.get(report)
        return known or self._identities.keep(report, self._journal.report(report))

    def form(self, report: int) -> Form:
        """The form that a report is on."""
        return self.forms[self.identity(report).form]

    def state(self, report: int) -> State:
        """The state of a report."""
        version, state = self._states.get(report)
        if version == self._journal.version:
            return state
        return self.add(report, self._journal.entries(report, state.seq))

    def add(self, report: int, entries: Sequence[Entry]) -> State:
        """Takes up what stands in the journal behind the state that is known."""
        _, state = self._states.get(report)
        state = replay(state, entries) if entries else state
        self._states.keep(report, self._journal.version, state)
        return state

    def state_at(self, report: int, seq: int) -> State:
        """The state that a report had when its journal had come to a seq."""
        entries = self._journal.entries(report)
        return replay(State(), [entry for entry in entries if entry.seq <= seq])

    def context(self, report: int) -> Context:
        """What a sentence may say of a report."""
        form = self.form(report)
        return Context(form, self.state(report).answers(form))

    def previous(self, report: int) -> Mapping[str, str]:
        """Last year's values of the same unit, whatever form they were reported on."""
        identity = self.identity(report)
        return self.values_of(identity.unit, identity.year - 1)

    def latest_year(self, unit: int) -> int | None:
        """The latest year that a unit works on; None where it has not begun."""
        worked_on = self._journal.worked_on(unit)
        return worked_on[0].year if worked_on else None

    def values_of(self, unit: int, year: int) -> Mapping[str, str]:
        """A unit's values of a year; empty where it has no report on it."""
        held = {r.form: r for r in self._journal.reports_of(unit) if r.year == year}
        form = to_go_on_with(self.forms, year, held)
        return self._values(held[form]) if form else {}

    def _values(self, report: Report) -> Mapping[str, str]:
        """All values of a report; its totals are added up once a state."""
        state, kept = self.state(report.id), self._added_up.get(report.id)
        if kept and kept[0] == state.seq:
            return kept[1]
        values = state.answers(self.forms[report.form]).values
        return self._added_up.keep(report.id, (state.seq, values))[1]
