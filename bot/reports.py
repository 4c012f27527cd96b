"""What the journal says of reports, kept from one message to the next. One query a message tells
whether a report has facts behind the last one read; within a message only this process writes, and
says so. So an answer costs the same whether its report holds ten facts or a thousand.
"""

from collections.abc import Mapping
from typing import Generic, TypeVar

from bot.forms.form import Form, to_go_on_with
from bot.interview.state import State, replay
from bot.messages import Report
from bot.stores import Journal
from bot.wording import Context

KEPT = 128  # reports that are kept between messages, some 50 kB each; the rest is replayed
Value = TypeVar("Value")


class Kept(dict[int, Value], Generic[Value]):
    """What is kept of the latest reports: the one not asked for the longest goes first."""

    def keep(self, report: int, value: Value) -> Value:
        """Keeps a value as the latest."""
        self.pop(report, None)
        self[report] = value
        if len(self) > KEPT:
            del self[next(iter(self))]
        return value


class Reports:
    """The reports of a journal, on their forms."""

    def __init__(self, forms: Mapping[str, Form], journal: Journal) -> None:
        self.forms = forms
        self._journal = journal
        self._identities: Kept[Report] = Kept()  # they never change
        self._states: Kept[State] = Kept()
        self._added_up: Kept[tuple[State, Mapping[str, str]]] = Kept()
        self._current: set[int] = set()  # states that were read in this message
        self._previous: dict[int, Mapping[str, str]] = {}  # found in this message

    def refresh(self) -> None:
        """A message begins: other processes may have written since the last one."""
        self._current.clear()
        self._previous.clear()

    def changed(self, report: int) -> None:
        """This process has written to a report: what came before it is the same."""
        self._current.discard(report)
        self._previous = {key: v for key, v in self._previous.items() if key == report}

    def forget(self) -> None:
        """Forgets the states: they may have seen facts that were rolled back."""
        self._states.clear()
        self._identities.clear()
        self.refresh()

    def identity(self, report: int) -> Report:
        """Whose report it is, on which year and form."""
        known = self._identities.get(report)
        return known or self._identities.keep(report, self._journal.report(report))

    def form(self, report: int) -> Form:
        """The form that a report is on."""
        return self.forms[self.identity(report).form]

    def state(self, report: int) -> State:
        """The state of a report, brought up to date once a message."""
        known = self._states.get(report)
        if known and report in self._current:
            return known
        state = known or State()
        self._current.add(report)
        entries = self._journal.entries(report, state.seq)
        return self._states.keep(report, replay(state, entries) if entries else state)

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
        if report not in self._previous:
            identity = self.identity(report)
            self._previous[report] = self.values_of(identity.unit, identity.year - 1)
        return self._previous[report]

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
        if kept and kept[0] is state:
            return kept[1]
        values = state.answers(self.forms[report.form]).values
        return self._added_up.keep(report.id, (state, values))[1]
