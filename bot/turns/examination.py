"""A report that was written elsewhere, examined for somebody: what was read is kept beside all
reports, since it is nobody's answer, and one screen of its findings is shown at a time. What a
superseded form says can be taken over onto the one in force.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.admission import Admission, Visit
from bot.forms.answers import Answers, full_name
from bot.forms.form import form_for
from bot.interview import examination
from bot.interview import press as presses
from bot.interview.conversion import convert, superseded
from bot.interview.outcome import OpenReport, Outcome
from bot.interview.questions import open_questions
from bot.interview.received import other_unit
from bot.interview.state import Slot
from bot.interview.viewer import NOBODY
from bot.messages import Message, Say, Seat
from bot.opening import Opening
from bot.reports import Reports
from bot.screens import Turned
from bot.turns.seating import Seating


@dataclass(frozen=True)
class Examination:
    """Examines what was read from files, and converts it."""

    _reports: Reports
    _admission: Admission
    _opening: Opening
    _seating: Seating

    def begin(self, visit: Visit, message: Message) -> Turned:
        """Keeps what was read beside all reports, and shows what is wrong with it."""
        visit.turn.keep_reading(visit.seat, message.id, message.read)
        return self._screen(visit, message.id, 1)

    def leafed(self, visit: Visit, leafed: presses.Press) -> Turned:
        """Another screen."""
        return self._screen(visit, leafed.question, int(leafed.value))

    def convertible(self, visit: Visit, message: Message, leafed: presses.Press) -> Message | None:
        """The press of who takes over what was read, as a message that brings it; None where it is
        gone, or is nothing for the form in force.
        """
        found = visit.turn.reading(visit.seat, leafed.question)
        answers = examination.report_in(json.loads(found), self._reports.forms) if found else None
        if answers is None or not self._can_convert(visit.seat, answers):
            return None
        return replace(message, press="", read=found, about=message.press)

    def convert_file(self, visit: Visit, message: Message) -> Turned | None:
        """The report on the form in force, with what a message brought."""
        answers = examination.report_in(json.loads(message.read), self._reports.forms)
        return self.convert(visit, message, answers, {}) if answers else None

    def convert(
        self, visit: Visit, message: Message, old: Answers, slots: Mapping[str, Slot]
    ) -> Turned:
        """The report on the form in force, with what another one of the unit and year says."""
        own = self._reports.identity(visit.seat.report or 0)
        new = form_for(self._reports.forms, own.year)
        wanted = OpenReport(own.year, new.id, own.superior, own.name)
        opened = self._seating.lead(visit, message, wanted, received=True)
        report = opened.report or 0
        done = convert(old, slots, new, self._reports.state(report))
        self._opening.append(visit.turn, report, message, done.facts)
        said = {"carried": done.carried, "left": done.left, "about": old}
        said |= {"to": new.notice, "open": len(open_questions(new, self._reports.state(report)))}
        outcome = Outcome(opened.outcome.facts, (Say("converted", said),))
        return Turned(report, outcome, viewer=self._seating.shows(visit, report))

    def _can_convert(self, seat: Seat, answers: Answers) -> bool:
        """True for a report on a superseded form of which the person fills the one in force."""
        if seat.report is None or not superseded(answers.form, answers.year):
            return False
        own = self._reports.identity(seat.report)
        current = own.year == answers.year and self._reports.forms[own.form].in_force(own.year)
        return current and not other_unit(full_name(own.superior, own.name), answers.values)

    def _screen(self, visit: Visit, message: str, number: int) -> Turned:
        """One screen of the examination of the file that a message gave."""
        seat = visit.seat
        viewer = self._admission.viewer(visit, seat.report) if seat.report else NOBODY
        said = Outcome(says=(self._say(visit, message, number),), show=False)
        return Turned(seat.report, said, viewer=viewer)

    def _say(self, visit: Visit, message: str, number: int) -> Say:
        seat, found = visit.seat, visit.turn.reading(visit.seat, message)
        if not found:
            return Say("examination_gone")
        data = json.loads(found)
        answers = examination.report_in(data, self._reports.forms)
        if answers is None:
            return Say("not_a_report")
        return examination.screen(
            message,
            data,
            answers,
            self._before(seat, answers),
            number,
            back=str(seat.report or ""),
            convert=self._can_convert(seat, answers),
        )

    def _before(self, seat: Seat, answers: Answers) -> Mapping[str, str]:
        """The values of the year before an examined report, where it is of the person's own unit:
        nobody learns what another one has written.
        """
        if seat.report is None:
            return {}
        own = self._reports.identity(seat.report)
        if other_unit(full_name(own.superior, own.name), answers.values):
            return {}
        return self._reports.values_of(own.unit, answers.year - 1)
