"""A message to the report in front of its writer: stepped, kept, and what its effects keep beside.
What may be somebody's personal data is held until its writer says yes; it then means what it meant
when it was written, whatever has been looked at since.
"""

from dataclasses import dataclass, replace

from bot.admission import Admission, Visit
from bot.interview import consent
from bot.interview.facts import ANSWERS
from bot.interview.outcome import (
    Convert,
    ConvertFile,
    Effect,
    Examine,
    ImportReport,
    Notify,
    OpenReport,
    Outcome,
    WantReminders,
)
from bot.interview.state import State
from bot.messages import Held, Message, Say
from bot.opening import Opening
from bot.reports import Reports
from bot.screens import Screens, Turned
from bot.turns.examination import Examination
from bot.turns.seating import Seating


@dataclass(frozen=True)
class Said:
    """A message to a report, and the state in which it was said."""

    visit: Visit
    report: int
    message: Message
    then: State


@dataclass(frozen=True)
class Filling:
    """Takes what people say to their reports."""

    _reports: Reports
    _admission: Admission
    _opening: Opening
    _screens: Screens
    _seating: Seating
    _examination: Examination

    def take(self, visit: Visit, report: int, message: Message) -> Turned:
        """Receives a message and keeps what follows from it."""
        held, viewer = visit.turn.held(message.person), self._admission.viewer(visit, report)
        message = self._screens.pressed_by_label(report, message, viewer, held)
        visit.turn.receive(message, visit.seat, report)
        said = Said(visit, report, message, self._reports.state(report).seen_by(viewer))
        return self._taken(said) if held is None else self._beside(held, said)

    def _beside(self, held: Held, said: Said) -> Turned:
        """A message whose writer is being asked about an earlier one: the decision, or another."""
        turn, report, viewer = said.visit.turn, said.report, said.then.viewer
        then = self._reports.state_at(report, held.seq).seen_by(viewer)
        if meant := consent.resumed(said.message, held.message):
            turn.release(said.message.person)
            return self._taken(replace(said, message=meant, then=then))
        decision = consent.decided(said.then.report, said.message)
        if decision is None:
            return self._taken_instead(said)
        turn.release(said.message.person)
        if decision == "drop":
            return Turned(report, Outcome(says=(Say("private_dropped"),)), viewer=viewer)
        kept = replace(said, message=held.message, then=then)
        return self._keep(kept) if decision == "keep" else self._mask(kept)

    def _mask(self, said: Said) -> Turned:
        """Keeps a message without what is personal in it, and reads back what is left."""
        form, outcome = self._reports.form(said.report), self._stepped(said)
        masked = consent.masked(form, said.then, said.message, outcome)
        turned = self._keep(replace(said, message=masked))
        says = (Say("private_masked", {"text": masked.text}), *turned.outcome.says)
        return replace(turned, outcome=replace(turned.outcome, says=says))

    def _taken(self, said: Said) -> Turned:
        """Keeps what follows from a message, unless its writer is to be asked about it first."""
        outcome = self._stepped(said)
        if self._is_asked(said, outcome):
            return self._hold(said)
        return self._kept(said, outcome)

    def _taken_instead(self, said: Said) -> Turned:
        """As `_taken`; an answer takes the place of the message that is held."""
        outcome = self._stepped(said)
        asked = self._is_asked(said, outcome)
        if not asked and not any(fact.kind in ANSWERS for fact in outcome.facts):
            return self._kept(said, outcome)
        said.visit.turn.release(said.message.person)
        put_away = Say("private_put_away")
        if asked:
            return self._hold(said, put_away)
        return self._kept(said, replace(outcome, says=(put_away, *outcome.says)))

    def _is_asked(self, said: Said, outcome: Outcome) -> bool:
        """True for what may be somebody's personal data."""
        form = self._reports.form(said.report)
        return bool(consent.places(form, said.then, said.message, outcome))

    @staticmethod
    def _hold(said: Said, *says: Say) -> Turned:
        """Keeps a message aside until its writer says what is to become of it."""
        said.visit.turn.hold(Held(said.message, said.then.seq))
        return Turned(said.report, Outcome(says=says), viewer=said.then.viewer)

    def _stepped(self, said: Said) -> Outcome:
        return self._screens.stepped(said.report, said.then, said.message)

    def _keep(self, said: Said) -> Turned:
        return self._kept(said, self._stepped(said))

    def _kept(self, said: Said, outcome: Outcome) -> Turned:
        """Writes the facts of an outcome, and what its effects write beside them."""
        visit, report, viewer = said.visit, said.report, said.then.viewer
        first = self._reports.state(report).seq + 1
        self._opening.append(visit.turn, report, said.message, outcome.facts)
        for effect in outcome.effects:
            self._carry_out(said, effect, first)
            if (moved := self._moved(said, effect, outcome.says)) is not None:
                return moved
        if outcome.show:
            viewer = self._seating.show(visit, report, viewer)
        return Turned(report, outcome, viewer=viewer)

    def _carry_out(self, said: Said, effect: Effect, first: int) -> None:
        """What an effect writes beside the facts, the first of which has the seq `first`."""
        visit, now = said.visit, self._reports.identity(said.report)
        match effect:
            case Notify():
                told = self._admission.told(visit, now.unit, effect)
                visit.turn.people.notify(said.report, first, told)
            case ImportReport():
                own = replace(effect, superior=now.superior, name=now.name)
                self._opening.take_over(visit.turn, said.message, own)
            case WantReminders():
                visit.turn.want_reminders(visit.seat, effect.on)

    def _moved(self, said: Said, effect: Effect, says: tuple[Say, ...]) -> Turned | None:
        """Where an effect leads away from the present question; None where it does not."""
        match effect:
            case OpenReport():
                now = self._reports.identity(said.report)
                wanted = replace(effect, superior=now.superior, name=now.name)
                return self._seating.lead(said.visit, said.message, wanted, says, received=True)
            case Examine():
                return self._examination.begin(said.visit, said.message)
            case Convert():
                old = self._reports.state(said.report)
                answers = old.answers(self._reports.form(said.report))
                return self._examination.convert(said.visit, said.message, answers, old.slots)
            case ConvertFile():
                return self._examination.convert_file(said.visit, said.message)
        return None
