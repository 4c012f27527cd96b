"""One message in, replies out: load, step, commit, and only then word and reply, so that a reply
means "saved". What the program crashes on between commit and reply is made good by asking again:
a message already in the journal gets the present question, and the document it asked for.
"""

import json
import logging
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.admission import OPEN_TO, STRANGER, Admission, Visitor
from bot.effects import Build, Effects, WriteSheet
from bot.forms.answers import Answers, full_name
from bot.forms.form import Form, form_for, to_go_on_with
from bot.forms.number import tidy
from bot.forms.toml import Mistakes
from bot.interview import consent, examination, oversight
from bot.interview import press as presses
from bot.interview.conversion import convert, superseded
from bot.interview.desk import EXAMINING, receive, waiting
from bot.interview.notices import notice_of
from bot.interview.outcome import (
    BuildReport,
    Convert,
    Effect,
    Examine,
    ImportReport,
    Notify,
    OpenReport,
    Outcome,
    Publish,
    ReadFile,
    WantReminders,
)
from bot.interview.questions import next_question, open_questions
from bot.interview.received import arrived, filled, other_unit, sent
from bot.interview.restore import given, restored
from bot.interview.rights import FILL, WORKING, Rights
from bot.interview.state import ANSWERS, Slot, State
from bot.interview.viewer import NOBODY, Viewer
from bot.logs import cause
from bot.messages import (
    Choice,
    Fact,
    Held,
    Membership,
    Message,
    Notice,
    Person,
    Reply,
    Say,
    Seat,
    Seen,
    Unavailable,
)
from bot.opening import Opening
from bot.reports import Reports
from bot.screens import Screens, Turned
from bot.stores import Documents, Journal, Turn
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
        self._forms = forms
        self._wording = wording
        self._journal = journal
        self._reports = Reports(forms, journal)
        self._admission = Admission(journal, self._reports, open_to)
        self._opening = Opening(forms, journal, self._reports)
        self._screens = Screens(forms, wording, self._reports)
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
            self._reports.refresh()
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
        self._reports.refresh()
        with self._journal.turn() as turn:
            self._forget_what_was_rewritten(turn)
            rights, seen = self._admission.rights(turn, person), turn.seen(message)
            if rights.none or seen is None:
                return self._screens.worded(Turned(None, Outcome(says=(STRANGER,))))
            visitor = self._admission.visitor(turn, person, rights)
            turned = self._waiting(turn, person, self._repeat(turn, visitor, seen, message))
        document = self._effects.of(turned.asked, message, turned.outcome.effects)
        if not question and turned.report is not None:
            return document
        said = Outcome(says=turned.outcome.says)
        return (*document, *self._screens.worded(replace(turned, outcome=said)))

    def open(self, person: Person, message: Message, wanted: OpenReport) -> tuple[Reply, ...]:
        """Seats a person at a report without a word from them: a console's options."""
        self._reports.refresh()
        with self._journal.turn() as turn:
            visitor = self._admission.visitor(turn, person, Rights(everywhere=True))
            if turn.seen(message.id) is None:
                report, facts = self._opening.open(turn, wanted)
                turn.receive(message, visitor.seat, report)
                self._opening.append(turn, report, message, facts)
                turn.sit(visitor.seat, report)
            viewer = self._shows(turn, visitor, report)
            opened = Turned(report, Outcome(says=(_opened(facts, fills=True),)), viewer=viewer)
            turned = self._waiting(turn, person, opened)
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
            visitor = self._admission.visitor(turn, message.person, rights)
            turned = self._turned(turn, visitor, message, invited)
            return self._waiting(turn, message.person, turned)

    def _forget_what_was_rewritten(self, turn: Turn) -> None:
        if (count := turn.rewritten()) != self._rewritten:
            self._reports.forget()
            self._screens.forget()
            self._rewritten = count

    @staticmethod
    def _waiting(turn: Turn, person: Person, turned: Turned) -> Turned:
        """With what waits for the person's yes, where they sit at the report that is shown."""
        held = turn.held(person)
        if held is None or turn.seat(person).report != turned.report:
            return turned
        return replace(turned, held=held)

    def _turned(
        self, turn: Turn, visitor: Visitor, message: Message, invited: Membership | None
    ) -> Turned:
        if (seen := turn.seen(message.id)) is not None:
            return self._repeat(turn, visitor, seen, message.id)
        if invited:
            return self._arrived(turn, visitor, message, invited)
        visitor, message = self._admission.moved(turn, visitor, message)
        return self._new(turn, visitor, message)

    def _new(self, turn: Turn, visitor: Visitor, message: Message) -> Turned:
        """A message that comes for the first time, from somebody who belongs here."""
        report = visitor.seat.report
        if self._oversees(visitor, message):
            turn.receive(message, visitor.seat, None)
            say = self._overview(turn, visitor.rights, message.text)
            return Turned(None, Outcome(says=(say,)))
        if leafed := examination.asked(message.press):
            turn.receive(message, visitor.seat, report)
            return self._leafed(turn, visitor, message, leafed)
        if report is None:
            return self._arrived(turn, visitor, message, None)
        if (refused := self._admission.refused(turn, visitor, message)) is not None:
            turn.receive(message, visitor.seat, report)
            viewer = self._shows(turn, visitor, report)
            return Turned(report, Outcome(says=(refused,)), viewer=viewer)
        return self._in_report(turn, visitor, report, message)

    def _repeat(self, turn: Turn, visitor: Visitor, seen: Seen, message: str) -> Turned:
        """A message that came twice: its document again, and where its writer sits now."""
        report = visitor.seat.report
        if report is None:
            return Turned(None, Outcome(says=(self._unseated(turn, visitor),)))
        asked = (
            seen.report
            if seen.report and self._admission.may_see(seen.report, visitor.rights)
            else None
        )
        effects = self._requested(asked, message) if asked else []
        viewer = self._shows(turn, visitor, report)
        return Turned(report, Outcome(effects=tuple(effects)), asked, viewer)

    def _requested(self, report: int, message: str) -> list[Effect]:
        state = self._reports.state(report)
        work = [Publish(kind, number) for id_, kind, number in state.published if id_ == message]
        made: list[Effect] = [*work]
        if not work:  # what a look at the report made is not sent, only shown
            made += [BuildReport(v.draft) for v in state.versions if v.message == message]
        return made + [ReadFile(sent) for id_, sent in state.sent if id_ == message]

    def _shows(self, turn: Turn, visitor: Visitor, report: int) -> Viewer:
        """Keeps which question the reply shows, and returns who sees it."""
        return self._show(turn, visitor, report, self._admission.viewer(turn, visitor, report))

    def _show(self, turn: Turn, visitor: Visitor, report: int, viewer: Viewer) -> Viewer:
        viewer = replace(viewer, asked=None)
        state = self._reports.state(report).seen_by(viewer)
        turn.show(visitor.seat, next_question(self._reports.form(report), state), state.seq)
        return viewer

    def _arrived(
        self, turn: Turn, visitor: Visitor, message: Message, invited: Membership | None
    ) -> Turned:
        """Somebody who has no report in front of them, or has just been invited to one."""
        if visitor.rights.everywhere:
            return self._at_desk(turn, visitor, message)
        unit = invited or next(iter(visitor.rights.units), None)
        if unit is None or unit.role not in WORKING:
            turn.receive(message, visitor.seat, None)
            return Turned(None, Outcome(says=(self._unseated(turn, visitor),)))
        worked_on = self._journal.worked_on(unit.unit)
        year = worked_on[0].year if worked_on else message.at.year - 1
        wanted = OpenReport(year, "", unit.superior, unit.name)
        return self._seated(turn, visitor, message, wanted, ())

    # -- oversight ---------------------------------------------------------------------------------

    def _unseated(self, turn: Turn, visitor: Visitor) -> Say:
        """What somebody without a report sees."""
        if visitor.rights.everywhere:
            return waiting(visitor.seat.pending)
        if visitor.rights.overseen:
            return self._overview(turn, visitor.rights, "")
        return Say("no_report")

    @staticmethod
    def _oversees(visitor: Visitor, message: Message) -> bool:
        """True where a message asks how the units are: any of who does nothing else."""
        asked = tidy(message.text).startswith(oversight.WORDS)
        return bool(visitor.rights.overseen) and (asked or not visitor.rights.units)

    def _overview(self, turn: Turn, rights: Rights, text: str) -> Say:
        """How far the units are, on the year that is named, or else on the latest."""
        units = turn.people.units_of(tuple(m.unit for m in rights.overseen))
        works = {unit: self._journal.worked_on(unit) for unit, _ in units}
        years = [report.year for reports in works.values() for report in reports]
        named = re.search(r"20\d\d", tidy(text))
        year = int(named.group()) if named else max(years, default=0)
        found = []
        for unit, name in units:
            held = {r.form: r.id for r in works[unit] if r.year == year}
            report = held.get(to_go_on_with(self._forms, year, held))
            found.append((name, self._progress(report) if report else None))
        return oversight.overview(year, found)

    def _progress(self, report: int) -> oversight.Progress:
        return oversight.progress_of(
            self._reports.form(report), self._reports.state(report), self._reports.previous(report)
        )

    def _at_desk(self, turn: Turn, visitor: Visitor, message: Message) -> Turned:
        seat = visitor.seat
        if message.attachment:
            turn.receive(message, seat, None)
            return Turned(None, sent(message, examine=seat.pending.startswith(EXAMINING)))
        held = turn.held(message.person)
        pressed = self._screens.pressed_by_label(None, message, NOBODY, held) if held else message
        if held and (decision := consent.decided("", pressed)):
            return self._decided_at_desk(turn, visitor, message, held.message, decision)
        if message.read and consent.places(*consent.at_desk(self._forms, message)):
            turn.receive(message, seat, None)
            turn.hold(Held(message, 0))
            return Turned(None, Outcome())
        return self._received(turn, visitor, message)

    def _decided_at_desk(
        self,
        turn: Turn,
        visitor: Visitor,
        message: Message,
        held: Message,
        decision: consent.Decision,
    ) -> Turned:
        turn.release(message.person)
        if decision == "drop":
            turn.receive(message, visitor.seat, None)
            says = (Say("private_dropped"), waiting(visitor.seat.pending))
            return Turned(None, Outcome(says=says))
        if decision == "mask":
            held = consent.masked(*consent.at_desk(self._forms, held))
        return self._received(turn, visitor, replace(held, id=message.id))

    def _received(self, turn: Turn, visitor: Visitor, message: Message) -> Turned:
        seat = visitor.seat
        desk = arrived(message) if message.read else receive(message, seat.pending)
        if desk.examine:
            turn.receive(message, seat, None)
            turn.sit(seat, None, seat.pending.removeprefix(EXAMINING))
            return self._examined(turn, visitor, message)
        if desk.open is None:
            turn.receive(message, seat, None)
            turn.sit(seat, None, desk.pending)
            return Turned(None, Outcome(says=(desk.say,) if desk.say else ()))
        says: tuple[Say, ...] = (desk.say,) if desk.say else ()
        if desk.found is None:
            turned = self._seated(turn, visitor, message, desk.open, says)
            if desk.answers is not None and turned.report:
                form, year = self._reports.form(turned.report), desk.open.year
                read = given(form, year, desk.answers)
                facts = restored(read, self._reports.previous(turned.report))
                say = filled(self._reports.state(turned.report).answers(form), read)
                self._opening.append(turn, turned.report, message, facts)
                viewer = self._shows(turn, visitor, turned.report)
                outcome = replace(turned.outcome, says=(say, *turned.outcome.says))
                return replace(turned, outcome=outcome, viewer=viewer)
            return turned
        turn.receive(message, seat, None)
        self._opening.take_over(turn, message, desk.found)
        turned = self._seated(turn, visitor, message, desk.open, says, new=False)
        adopt = Choice(presses.command(str(turned.report), "adopt"), "adopt")
        offered = (replace(say, choices=((adopt,),)) for say in turned.outcome.says[:1])
        says = (*offered, *turned.outcome.says[1:])
        return replace(turned, outcome=replace(turned.outcome, says=says))

    def _in_report(self, turn: Turn, visitor: Visitor, report: int, message: Message) -> Turned:
        held, viewer = turn.held(message.person), self._admission.viewer(turn, visitor, report)
        state = self._reports.state(report).seen_by(viewer)
        message = self._screens.pressed_by_label(report, message, viewer, held)
        turn.receive(message, visitor.seat, report)
        if held is None:
            return self._taken(turn, visitor, report, state, message)
        then = self._reports.state_at(report, held.seq).seen_by(viewer)
        meant = consent.resumed(message, held.message)
        if meant:
            turn.release(message.person)
            return self._taken(turn, visitor, report, then, meant)
        decision = consent.decided(state.report, message)
        if decision is None:
            return self._taken(turn, visitor, report, state, message, instead=True)
        turn.release(message.person)
        if decision == "drop":
            return Turned(report, Outcome(says=(Say("private_dropped"),)), viewer=viewer)
        if decision == "keep":
            return self._taken(turn, visitor, report, then, held.message, agreed=True)
        outcome = self._screens.stepped(report, then, held.message)
        masked = consent.masked(self._reports.form(report), then, held.message, outcome)
        turned = self._taken(turn, visitor, report, then, masked, agreed=True)
        says = (Say("private_masked", {"text": masked.text}), *turned.outcome.says)
        return replace(turned, outcome=replace(turned.outcome, says=says))

    def _taken(
        self,
        turn: Turn,
        visitor: Visitor,
        report: int,
        then: State,
        message: Message,
        *,
        agreed: bool = False,
        instead: bool = False,
    ) -> Turned:
        """Keeps what follows from a message in the state `then`, unless its writer is to be asked
        about it first. `instead`: it may take the place of what is held.
        """
        form, outcome = self._reports.form(report), self._screens.stepped(report, then, message)
        asks = not agreed and consent.places(form, then, message, outcome)
        says = outcome.says
        if instead and (asks or any(fact.kind in ANSWERS for fact in outcome.facts)):
            turn.release(message.person)
            says = (Say("private_put_away"), *says)
        if asks:
            turn.hold(Held(message, then.seq))
            said = Outcome(says=says[:1] if instead else ())
            return Turned(report, said, viewer=then.viewer)
        first = self._reports.state(report).seq + 1
        self._opening.append(turn, report, message, outcome.facts)
        for effect in outcome.effects:
            self._carry_out(turn, visitor, report, message, effect, first)
            if (moved := self._moved(turn, visitor, report, message, effect, says)) is not None:
                return moved
        viewer = then.viewer
        if outcome.show:
            viewer = self._show(turn, visitor, report, viewer)
        return Turned(report, replace(outcome, says=says), viewer=viewer)

    def _carry_out(  # noqa: PLR0917 - what a turn is about
        self,
        turn: Turn,
        visitor: Visitor,
        report: int,
        message: Message,
        effect: Effect,
        first: int,
    ) -> None:
        """What an effect writes beside the facts, the first of which has the seq `first`."""
        now = self._reports.identity(report)
        match effect:
            case Notify():
                told = self._admission.told(turn, visitor, now.unit, effect)
                turn.people.notify(report, first, told)
            case ImportReport():
                own = replace(effect, superior=now.superior, name=now.name)
                self._opening.take_over(turn, message, own)
            case WantReminders():
                turn.want_reminders(visitor.seat, effect.on)

    def _moved(  # noqa: PLR0917
        self,
        turn: Turn,
        visitor: Visitor,
        report: int,
        message: Message,
        effect: Effect,
        says: tuple[Say, ...],
    ) -> Turned | None:
        """Where an effect leads away from the present question; None where it does not."""
        match effect:
            case OpenReport():
                now = self._reports.identity(report)
                wanted = replace(effect, superior=now.superior, name=now.name)
                return self._seated(turn, visitor, message, wanted, says, new=False)
            case Examine():
                return self._examined(turn, visitor, message)
            case Convert():
                old = self._reports.state(report)
                answers = old.answers(self._reports.form(report))
                return self._converted(turn, visitor, message, answers, old.slots)
        return None

    def _examined(self, turn: Turn, visitor: Visitor, message: Message) -> Turned:
        """Keeps what was read beside all reports, and shows what is wrong with it."""
        turn.keep_reading(visitor.seat, message.id, message.read)
        return self._screen(turn, visitor, message.id, 1)

    def _leafed(
        self, turn: Turn, visitor: Visitor, message: Message, leafed: presses.Press
    ) -> Turned:
        """Another screen of an examination, or what it read taken over onto the form in force."""
        seat = visitor.seat
        found = turn.reading(seat, leafed.question)
        answers = examination.report_in(json.loads(found), self._forms) if found else None
        if leafed.value != examination.CONVERT:
            return self._screen(turn, visitor, leafed.question, int(leafed.value))
        if answers is None or not self._can_convert(seat, answers):
            viewer = self._shows(turn, visitor, seat.report) if seat.report else NOBODY
            said = () if seat.report else (self._unseated(turn, visitor),)
            return Turned(seat.report, Outcome(says=said), viewer=viewer)
        return self._converted(turn, visitor, message, answers, {})

    def _can_convert(self, seat: Seat, answers: Answers) -> bool:
        """True for a report on a superseded form of which the person fills the one in force."""
        if seat.report is None or not superseded(answers.form, answers.year):
            return False
        own = self._reports.identity(seat.report)
        current = own.year == answers.year and self._forms[own.form].in_force(own.year)
        return current and not other_unit(full_name(own.superior, own.name), answers.values)

    def _converted(
        self,
        turn: Turn,
        visitor: Visitor,
        message: Message,
        old: Answers,
        slots: Mapping[str, Slot],
    ) -> Turned:
        """The report on the form in force, with what another one of the unit and year says."""
        own = self._reports.identity(visitor.seat.report or 0)
        new = form_for(self._forms, own.year)
        opened = self._seated(
            turn,
            visitor,
            message,
            OpenReport(own.year, new.id, own.superior, own.name),
            (),
            new=False,
        )
        report = opened.report or 0
        state = self._reports.state(report)
        done = convert(old, slots, new, state)
        self._opening.append(turn, report, message, done.facts)
        said = {"carried": done.carried, "left": done.left, "about": old}
        said |= {"to": new.notice, "open": len(open_questions(new, self._reports.state(report)))}
        outcome = Outcome(opened.outcome.facts, (Say("converted", said),))
        return Turned(report, outcome, viewer=self._shows(turn, visitor, report))

    def _screen(self, turn: Turn, visitor: Visitor, message: str, number: int) -> Turned:
        """One screen of the examination of the file that a message gave."""
        seat = visitor.seat
        found = turn.reading(seat, message)
        data = json.loads(found or '{"kind": "gone"}')
        answers = examination.report_in(data, self._forms)
        if answers is None:
            say = Say("not_a_report" if found else "examination_gone")
        else:
            previous = self._before(seat, answers)
            back = str(seat.report or "")
            can = self._can_convert(seat, answers)
            say = examination.screen(
                message, data, answers, previous, number, back=back, convert=can
            )
        viewer = self._admission.viewer(turn, visitor, seat.report) if seat.report else NOBODY
        return Turned(seat.report, Outcome(says=(say,), show=False), viewer=viewer)

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

    def _seated(
        self,
        turn: Turn,
        visitor: Visitor,
        message: Message,
        wanted: OpenReport,
        says: tuple[Say, ...],
        *,
        new: bool = True,
    ) -> Turned:
        """Opens a report for somebody and moves them to it."""
        report, facts = self._opening.open(turn, wanted)
        if new:
            turn.receive(message, visitor.seat, report)
        self._opening.append(turn, report, message, facts)
        turn.sit(visitor.seat, report)
        viewer = self._shows(turn, visitor, report)
        opened = _opened(facts, fills=FILL in viewer.roles)
        return Turned(report, Outcome(tuple(facts), (*says, opened)), viewer=viewer)

    # -- the reply: after the commit -----------------------------------------------------------

    def _replies(self, message: Message, turned: Turned) -> tuple[Reply, ...]:
        asked = turned.asked or turned.report
        done = self._effects.of(asked, message.id, turned.outcome.effects)
        return (*done, *self._screens.worded(turned))

    def _notice(self, notice: Notice) -> Reply:
        """A fact as it is told to somebody else."""
        entry = next(e for e in self._journal.entries(notice.report) if e.seq == notice.seq)
        context = self._reports.context(notice.report)
        return self._wording.reply((notice_of(context.form, notice.report, entry),), context)


def _opened(facts: Sequence[Fact], *, fills: bool) -> Say:
    """What is said when a report was opened; without facts it was there already."""
    unit = {"unit.superior", "unit.name"}
    imported = any(fact.kind == "imported" and fact.key not in unit for fact in facts)
    return Say("opened", {"new": bool(facts), "imported": imported, "fills": fills})
