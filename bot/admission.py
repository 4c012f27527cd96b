"""Who gets in, where they sit, and whom they see. On a channel of whoever holds the database file
everybody is at home; on all others nobody gets further than an invitation takes them. The interview
itself is only told the outcome: a viewer with roles.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.interview import press as presses
from bot.interview.outcome import Notify
from bot.interview.replay import identity
from bot.interview.rights import FILL, REVIEW, Rights, code_of
from bot.interview.viewer import Viewer
from bot.messages import Membership, Message, Person, Report, Say, Seat
from bot.reports import Reports
from bot.stores import Journal, Turn

log = logging.getLogger(__name__)

OPEN_TO = ("console",)  # channels of whoever holds the database file; elsewhere one is invited
READ = ":read"  # after a file's message id: the id of what was found in it
STRANGER = Say("stranger")  # the one thing that whoever does not belong here is told


@dataclass(frozen=True)
class Visit:
    """One message's transaction and who wrote it: where they sit, and what they may do."""

    turn: Turn
    person: Person
    seat: Seat
    rights: Rights


class Admission:
    """Decides inside a message's transaction, so a membership ends between two messages."""

    def __init__(self, journal: Journal, reports: Reports, open_to: Collection[str]) -> None:
        self._journal = journal
        self._known = reports
        self._open_to = frozenset(open_to)

    def invited(self, turn: Turn, message: Message) -> Membership | None:
        """What the code in a message gives its writer; None where there is no code, or no good."""
        code = code_of(message)
        if not code or message.person.channel in self._open_to:
            return None
        membership = turn.people.admit(message.person, code, message.at)
        if membership is None:
            log.warning("an invitation was refused")
        return membership

    def rights(self, turn: Turn, person: Person) -> Rights:
        """What a person may do now."""
        if person.channel in self._open_to:
            return Rights(everywhere=True)
        return Rights(turn.people.memberships(person))

    def visit(self, turn: Turn, person: Person, rights: Rights) -> Visit:
        """A person at their seat, which is empty where they no longer belong to its unit."""
        seat = turn.seat(person)
        if seat.report is not None and not self.may_see(seat.report, rights):
            seat = replace(seat, report=None, pending="")
        return Visit(turn, person, seat, rights)

    def may_see(self, report: int, rights: Rights) -> bool:
        """True for a report of a unit at which one works; never for one that is not there."""
        try:
            return bool(rights.roles(self._known.identity(report).unit))
        except LookupError:
            return False

    def moved(self, visit: Visit, message: Message) -> tuple[Visit, Message]:
        """Who pressed a button that leads to another report of theirs sits there from now on."""
        goal = presses.read_seat(message.press)
        if goal is None or not self.may_see(goal.report, visit.rights):
            return visit, message
        seat = replace(visit.seat, report=goal.report, asked=None, seen=0)
        visit.turn.sit(seat, goal.report)
        return replace(visit, seat=seat), replace(message, press=goal.press)

    @staticmethod
    def refused(visit: Visit, message: Message) -> Say | None:
        """What is said to a member's link that is no good, and to a file that was read after its
        sender had gone to another report: it belongs to the one it was sent to.
        """
        if code_of(message) and not visit.rights.everywhere:
            return STRANGER
        file = visit.turn.seen(message.id.removesuffix(READ)) if message.read else None
        strayed = file is not None and file.report not in (None, visit.seat.report)
        return Say("file.strayed") if strayed else None

    def viewer(self, visit: Visit, report: int) -> Viewer:
        """A person as the core sees them, at a report."""
        present, seat = self._known.identity(report), visit.seat
        others = visit.turn.people.colleagues(present.unit, visit.person)
        viewer = Viewer(
            identity(visit.person),
            visit.rights.roles(present.unit),
            tuple(other for other in others if other.role == FILL),
            any(other.role == REVIEW for other in others),
            self._reports(visit, present),
        )
        if seat.report != report:
            return viewer
        return replace(viewer, asked=seat.asked, seen=seat.seen)

    def _reports(self, visit: Visit, present: Report) -> tuple[Report, ...]:
        """The reports that a person works on, the one in front of them among them."""
        units = [m.unit for m in visit.rights.units] or [present.unit]
        found = [report for unit in units for report in self._journal.worked_on(unit)]
        return tuple(found) if present in found else (present, *found)

    @staticmethod
    def told(visit: Visit, unit: int, effect: Notify) -> tuple[int, ...]:
        """Whom a notice is for: named people, or all of the unit who have a role."""
        if not effect.role:
            return effect.people
        found = visit.turn.people.colleagues(unit, visit.person)
        return tuple(colleague.number for colleague in found if colleague.role == effect.role)
