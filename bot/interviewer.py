"""One message in, replies out: load, step, commit, and only then word and reply, so that a reply
means "saved". What the program crashes on between commit and reply is made good by asking again:
a message already in the journal gets the present question, and the document it asked for.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import replace

from bot.admission import OPEN_TO, STRANGER, Admission, Visit
from bot.effects import Build, Effects, WriteSheet
from bot.forms.form import Form
from bot.forms.toml import Mistakes
from bot.interview import examination
from bot.interview import press as presses
from bot.interview.fetch import fetched
from bot.interview.notices import notice_of
from bot.interview.outcome import (
    BuildReport,
    Effect,
    OpenReport,
    Outcome,
    Publish,
    ReadFile,
)
from bot.interview.rights import Rights
from bot.logs import cause
from bot.messages import (
    Membership,
    Message,
    Notice,
    Person,
    Reply,
    Seen,
    Unavailable,
)
from bot.opening import Opening
from bot.reports import Reports
from bot.screens import Screens, Turned
from bot.stores import Documents, Journal, Turn
from bot.turns.desk import FrontDesk
from bot.turns.examination import Examination
from bot.turns.filling import Filling
from bot.turns.oversight import Oversight
from bot.turns.seating import Seating
from bot.wording import Wording

log = logging.getLogger(__name__)


class Interviewer:
    """Holds interviews with everybody at once; a person's messages are given to it in order.

    `build` makes a document from answers, version number, time, draft or not, and remarks;
    `write_sheet` a spreadsheet from answers and last year's values. On the channels in `open_to`
    anybody may name a unit; on all others nobody gets further than an invitation takes them.
    """

    def __init__(
        self,
        forms: Mapping[str, Form],
        wording: Wording,
        journal: Journal,
        documents: Documents,
        *,
        build: Build,
        write_sheet: WriteSheet,
        open_to: Collection[str] = OPEN_TO,
    ) -> None:
        self._wording = wording
        self._journal = journal
        self._reports = Reports(forms, journal)
        self._admission = Admission(journal, self._reports, open_to)
        self._opening = Opening(journal, self._reports)
        self._screens = Screens(wording, self._reports)
        self._seating = Seating(self._reports, self._admission, self._opening)
        self._oversight = Oversight(journal, self._reports)
        self._examination = Examination(
            self._reports, self._admission, self._opening, self._seating
        )
        self._desk = FrontDesk(
            self._reports,
            self._opening,
            self._screens,
            self._seating,
            self._examination,
            self._oversight,
        )
        self._filling = Filling(
            self._reports,
            self._admission,
            self._opening,
            self._screens,
            self._seating,
            self._examination,
        )
        self._effects = Effects(
            self._reports, documents, wording, build=build, write_sheet=write_sheet
        )
        self._rewritten = 0  # how often the past had been changed when they were made
        self.faults = 0  # since the start

    def handle(self, message: Message) -> tuple[Reply, ...]:
        """Handles one message. What it says is saved when this returns.

        Nothing is raised but Mistakes, of a form or a master that is read when it is first needed:
        a fault is logged once, without anybody's words, and answered neutrally. For a channel that
        cannot keep a message until the storage is available again.
        """
        try:
            turned = self._saved(message)
        except Unavailable as error:
            return self._fault(error, "fault")
        try:
            return self._answer(message, turned)
        except Unavailable as error:
            return self._fault(error, "fault_saved")

    def take(self, message: Message) -> tuple[Reply, ...]:
        """Handles one message as `handle` does, for a channel that keeps it until it was handled.
        Raises Unavailable, and then it is to be taken again: whatever of it was saved by then is
        not done twice.
        """
        return self._answer(message, self._saved(message))

    def postponed(self) -> Reply:
        """What somebody is told whose message waits for the storage."""
        return Reply(self._wording.text("postponed", self._screens.nowhere()))

    def _saved(self, message: Message) -> Turned | None:
        """What a message led to; None where the program is at fault."""
        try:
            return self._turn(message)
        except (Unavailable, Mistakes):
            self._reports.forget()
            raise
        except Exception as error:  # noqa: BLE001 - the edge of the program, see `handle`
            self._reports.forget()
            self._note(error)
            return None

    def _answer(self, message: Message, turned: Turned | None) -> tuple[Reply, ...]:
        if turned is None:
            return self._neutral("fault")
        try:
            return self._replies(message, turned)
        except (Unavailable, Mistakes):
            raise
        except Exception as error:  # noqa: BLE001 - the edge again: saved, but not shown
            return self._fault(error, "fault_saved")

    def _fault(self, error: Exception, wording: str) -> tuple[Reply, ...]:
        self._note(error)
        return self._neutral(wording)

    def _note(self, error: Exception) -> None:
        self.faults += 1
        log.error("fault", extra=cause(error))

    def _neutral(self, wording: str) -> tuple[Reply, ...]:
        return (Reply(self._wording.text(wording, self._screens.nowhere())),)

    def again(self, message: str, person: Person, *, question: bool = True) -> tuple[Reply, ...]:
        """The reply to a message that was handled before: the document it asked for, if any, and
        the present question. Raises Unavailable.
        """
        try:
            return self._again(message, person, question=question)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - or the bot would die of it at every start
            return self._fault(error, "fault_saved")

    def _again(self, message: str, person: Person, *, question: bool) -> tuple[Reply, ...]:
        with self._journal.turn() as turn:
            self._forget_what_was_rewritten(turn)
            rights, seen = self._admission.rights(turn, person), turn.seen(message)
            if rights.none or seen is None:
                return self._screens.worded(Turned(None, Outcome(says=(STRANGER,))))
            visit = self._admission.visit(turn, person, rights)
            turned = self._waiting(visit, self._repeat(visit, seen, message))
        document = self._effects.of(turned.asked, message, turned.outcome.effects)
        if not question and turned.report is not None:
            return document
        said = Outcome(says=turned.outcome.says)
        return (*document, *self._screens.worded(replace(turned, outcome=said)))

    def open(self, person: Person, message: Message, wanted: OpenReport) -> tuple[Reply, ...]:
        """Seats a person at a report without a word from them: a console's options."""
        with self._journal.turn() as turn:
            visit = self._admission.visit(turn, person, Rights(everywhere=True))
            seen = turn.seen(message.id)
            led = self._seating.lead(visit, message, wanted) if seen is None else None
            turned = self._waiting(visit, led or self._present(visit))
        return self._screens.worded(turned)

    def notices(self, channel: str) -> tuple[tuple[Notice, Reply], ...]:
        """What people on a channel are to be told of others' acts, in words."""
        try:
            return tuple((n, self._notice(n)) for n in self._journal.unsent(channel))
        except Unavailable:
            return ()  # they are told later
        except Exception as error:  # noqa: BLE001 - the edge again
            self._fault(error, "fault_saved")
            return ()

    # -- the turn: inside the transaction ---------------------------------------------------------

    def _turn(self, message: Message) -> Turned:
        with self._journal.turn() as turn:
            self._forget_what_was_rewritten(turn)
            invited = self._admission.invited(turn, message)
            rights = self._admission.rights(turn, message.person)
            if rights.none:
                return Turned(None, Outcome(says=(STRANGER,)))
            visit = self._admission.visit(turn, message.person, rights)
            return self._waiting(visit, self._turned(visit, message, invited))

    def _forget_what_was_rewritten(self, turn: Turn) -> None:
        if (count := turn.rewritten()) != self._rewritten:
            self._reports.forget()
            self._screens.forget()
            self._rewritten = count

    @staticmethod
    def _waiting(visit: Visit, turned: Turned) -> Turned:
        """With what waits for the person's yes, where they sit at the report that is shown."""
        held = visit.turn.held(visit.person)
        if held is None or visit.turn.seat(visit.person).report != turned.report:
            return turned
        return replace(turned, held=held)

    def _turned(self, visit: Visit, message: Message, invited: Membership | None) -> Turned:
        if (seen := visit.turn.seen(message.id)) is not None:
            return self._repeat(visit, seen, message.id)
        if invited:
            return self._desk.come(visit, message, invited)
        visit, message = self._admission.moved(visit, message)
        return self._new(visit, message)

    def _new(self, visit: Visit, message: Message) -> Turned:
        """A message that comes for the first time, from somebody who belongs here."""
        report = visit.seat.report
        if self._oversight.asked(visit, message):
            visit.turn.receive(message, visit.seat, None)
            return Turned(None, Outcome(says=(self._oversight.overview(visit, message.text),)))
        if leafed := examination.asked(message.press):
            return self._leafed(visit, message, leafed)
        if report is None:
            return self._desk.come(visit, message, None)
        if (refused := self._admission.refused(visit, message)) is not None:
            visit.turn.receive(message, visit.seat, report)
            return replace(self._present(visit), outcome=Outcome(says=(refused,)))
        return self._filling.take(visit, report, message)

    def _leafed(self, visit: Visit, message: Message, leafed: presses.Press) -> Turned:
        """Another screen of an examination, or what it read taken over, as if it had just come."""
        report, converts = visit.seat.report, examination.converts(message.press)
        read = self._examination.convertible(visit, message, leafed) if converts else None
        if report is not None and read is not None:
            return self._filling.take(visit, report, read)
        visit.turn.receive(message, visit.seat, report)
        return self._present(visit) if converts else self._examination.leafed(visit, leafed)

    def _present(self, visit: Visit) -> Turned:
        """The present question, or what somebody without a report sees."""
        if (report := visit.seat.report) is None:
            return Turned(None, Outcome(says=(self._desk.waiting(visit),)))
        return Turned(report, Outcome(), viewer=self._seating.shows(visit, report))

    def _repeat(self, visit: Visit, seen: Seen, message: str) -> Turned:
        """A message that came twice: its document again, and where its writer sits now."""
        present, asked = self._present(visit), seen.report
        if present.report is None or not asked or not self._admission.may_see(asked, visit.rights):
            return present
        effects = tuple(self._requested(asked, message))
        return replace(present, outcome=Outcome(effects=effects), asked=asked)

    def _requested(self, report: int, message: str) -> list[Effect]:
        state = self._reports.state(report)
        work = [Publish(kind, number) for id_, kind, number in state.published if id_ == message]
        made: list[Effect] = [*work]
        if not work:  # what a look at the report made is not sent, only shown
            made += [BuildReport(v.draft) for v in state.versions if v.message == message]
        made += fetched(state, message)
        return made + [ReadFile(sent) for id_, sent in state.sent if id_ == message]

    # -- the reply: after the commit -----------------------------------------------------------

    def _replies(self, message: Message, turned: Turned) -> tuple[Reply, ...]:
        asked = turned.asked or turned.report
        done = self._effects.of(asked, message.id, turned.outcome.effects)
        return (*done, *self._screens.worded(turned))

    def _notice(self, notice: Notice) -> Reply:
        """A fact as it is told to somebody else."""
        entry = next(e for e in self._journal.entries(notice.report) if e.seq == notice.seq)
        context = self._reports.context(notice.report)
        state, previous = self._reports.state(notice.report), self._reports.previous(notice.report)
        return self._wording.reply((notice_of(context.form, state, previous, entry),), context)
