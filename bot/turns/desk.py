"""Somebody who has no report in front of them: at home they name a unit or send a file that names
one; invited to a unit, they are led to its latest report.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.admission import Visit
from bot.interview import consent
from bot.interview import press as presses
from bot.interview.desk import EXAMINING, Desk, receive, waiting
from bot.interview.outcome import ImportReport, OpenReport, Outcome
from bot.interview.received import arrived, filled, sent
from bot.interview.restore import given, restored
from bot.interview.rights import WORKING
from bot.interview.viewer import NOBODY
from bot.messages import Choice, Held, Membership, Message, Say
from bot.opening import Opening
from bot.reports import Reports
from bot.screens import Screens, Turned
from bot.turns.examination import Examination
from bot.turns.oversight import Oversight
from bot.turns.seating import Seating


@dataclass(frozen=True)
class FrontDesk:
    """Leads whoever comes to a report."""

    _reports: Reports
    _opening: Opening
    _screens: Screens
    _seating: Seating
    _examination: Examination
    _oversight: Oversight

    def come(self, visit: Visit, message: Message, invited: Membership | None) -> Turned:
        """Somebody who has no report in front of them, or has just been invited to one."""
        if visit.rights.everywhere:
            return self._at_home(visit, message)
        unit = invited or next(iter(visit.rights.units), None)
        if unit is None or unit.role not in WORKING:
            visit.turn.receive(message, visit.seat, None)
            return Turned(None, Outcome(says=(self.waiting(visit),)))
        year = self._reports.latest_year(unit.unit) or message.at.year - 1
        return self._seating.lead(visit, message, OpenReport(year, "", unit.superior, unit.name))

    def waiting(self, visit: Visit) -> Say:
        """What somebody without a report sees."""
        if visit.rights.everywhere:
            return waiting(visit.seat.pending)
        return self._oversight.overview(visit) if visit.rights.overseen else Say("no_report")

    def _at_home(self, visit: Visit, message: Message) -> Turned:
        turn, seat = visit.turn, visit.seat
        if message.attachment:
            turn.receive(message, seat, None)
            return Turned(None, sent(message, examine=seat.pending.startswith(EXAMINING)))
        held = turn.held(message.person)
        pressed = self._screens.pressed_by_label(None, message, NOBODY, held) if held else message
        if held and (decision := consent.decided("", pressed)):
            return self._decided(visit, message, held.message, decision)
        if message.read and consent.places(*consent.at_desk(self._reports.forms, message)):
            turn.receive(message, seat, None)
            turn.hold(Held(message, 0))
            return Turned(None, Outcome())
        return self._heard(visit, message)

    def _decided(
        self, visit: Visit, message: Message, held: Message, decision: consent.Decision
    ) -> Turned:
        """What follows from a yes or no about a file that holds somebody's personal data."""
        visit.turn.release(message.person)
        if decision == "drop":
            visit.turn.receive(message, visit.seat, None)
            says = (Say("private_dropped"), waiting(visit.seat.pending))
            return Turned(None, Outcome(says=says))
        if decision == "mask":
            held = consent.masked(*consent.at_desk(self._reports.forms, held))
        return self._heard(visit, replace(held, id=message.id))

    def _heard(self, visit: Visit, message: Message) -> Turned:
        turn, seat = visit.turn, visit.seat
        desk = arrived(message) if message.read else receive(message, seat.pending)
        if desk.examine:
            turn.receive(message, seat, None)
            turn.sit(seat, None, seat.pending.removeprefix(EXAMINING))
            return self._examination.begin(visit, message)
        if desk.open is None:
            turn.receive(message, seat, None)
            turn.sit(seat, None, desk.pending)
            return Turned(None, Outcome(says=(desk.say,) if desk.say else ()))
        if desk.found is not None:
            return self._began_with_last_year(visit, message, desk, desk.open, desk.found)
        turned = self._seating.lead(visit, message, desk.open, _said(desk))
        if desk.answers is None or turned.report is None:
            return turned
        return self._restored(visit, message, turned, turned.report, desk.answers)

    def _began_with_last_year(
        self,
        visit: Visit,
        message: Message,
        desk: Desk,
        wanted: OpenReport,
        found: ImportReport,
    ) -> Turned:
        """This year's report, and beside it last year's as it was sent: its texts are offered."""
        visit.turn.receive(message, visit.seat, None)
        self._opening.take_over(visit.turn, message, found)
        turned = self._seating.lead(visit, message, wanted, _said(desk), received=True)
        adopt = Choice(presses.command(str(turned.report), "adopt"), "adopt")
        first, *others = turned.outcome.says
        says = (replace(first, choices=((adopt,),)), *others)
        return replace(turned, outcome=replace(turned.outcome, says=says))

    def _restored(
        self,
        visit: Visit,
        message: Message,
        turned: Turned,
        report: int,
        answers: Mapping[str, Any],
    ) -> Turned:
        """A report with what an answers file says of it."""
        form, year = self._reports.form(report), self._reports.identity(report).year
        read = given(form, year, answers)
        facts = restored(read, self._reports.previous(report))
        say = filled(self._reports.state(report).answers(form), read)
        self._opening.append(visit.turn, report, message, facts)
        viewer = self._seating.shows(visit, report)
        outcome = replace(turned.outcome, says=(say, *turned.outcome.says))
        return replace(turned, outcome=outcome, viewer=viewer)


def _said(desk: Desk) -> tuple[Say, ...]:
    return (desk.say,) if desk.say else ()
