"""At which report somebody sits, and which question of it is before their eyes: both are kept, so
that what they say next means what it meant to them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.admission import Admission, Visit
from bot.interview.outcome import OpenReport, Outcome
from bot.interview.questions import next_question
from bot.interview.rights import FILL
from bot.interview.viewer import Viewer
from bot.messages import Fact, Message, Say
from bot.opening import Opening
from bot.reports import Reports
from bot.screens import Turned


@dataclass(frozen=True)
class Seating:
    """Leads people to reports."""

    _reports: Reports
    _admission: Admission
    _opening: Opening

    def lead(
        self,
        visit: Visit,
        message: Message,
        wanted: OpenReport,
        says: tuple[Say, ...] = (),
        *,
        received: bool = False,
    ) -> Turned:
        """Opens a report for somebody and moves them to it. `received`: the message is already
        kept with the report that it was about.
        """
        report, facts = self._opening.open(visit.turn, wanted)
        if not received:
            visit.turn.receive(message, visit.seat, report)
        self._opening.append(visit.turn, report, message, facts)
        visit.turn.sit(visit.seat, report)
        viewer = self.shows(visit, report)
        said = (*says, opened(facts, fills=FILL in viewer.roles))
        return Turned(report, Outcome(tuple(facts), said), viewer=viewer)

    def shows(self, visit: Visit, report: int) -> Viewer:
        """Keeps that the reply shows the present question, and returns who sees it."""
        return self.show(visit, report, self._admission.viewer(visit, report))

    def show(self, visit: Visit, report: int, viewer: Viewer) -> Viewer:
        """As `shows`, to a viewer who is known."""
        viewer = replace(viewer, asked=None)
        state = self._reports.state(report).seen_by(viewer)
        asked = next_question(self._reports.form(report), state)
        visit.turn.show(visit.seat, asked, state.seq)
        return viewer


def opened(facts: Sequence[Fact], *, fills: bool) -> Say:
    """What is said when a report was opened; without facts it was there already."""
    unit = {"unit.superior", "unit.name"}
    imported = any(fact.kind == "imported" and fact.key not in unit for fact in facts)
    return Say("opened", {"new": bool(facts), "imported": imported, "fills": fills})
