"""What somebody has on their screen: what was said to them, then the present question, or the one
about a message that waits for their yes. Whatever came between, it can be shown again from the
journal.
"""

from dataclasses import dataclass, replace

from bot.forms.answers import Answers
from bot.forms.number import tidy
from bot.interview import consent
from bot.interview.facts import ANSWERS
from bot.interview.outcome import Outcome
from bot.interview.reports import short_names
from bot.interview.review import shown
from bot.interview.state import State
from bot.interview.step import step, step_found
from bot.interview.viewer import NOBODY, Viewer
from bot.messages import Button, Held, Message, Reply, Say
from bot.reports import Kept, Reports
from bot.wording import Context, Wording

Buttons = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Turned:
    """What a turn led to: the report its writer sits at (None at the desk), and its outcome.
    A message that came again may have asked another report for its effects: `asked`. `held` is
    what waits for the writer's yes.
    """

    report: int | None
    outcome: Outcome
    asked: int | None = None
    viewer: Viewer = NOBODY
    held: Held | None = None


class Screens:
    """Words what turns led to, for whoever looks."""

    def __init__(self, wording: Wording, reports: Reports) -> None:
        self._wording = wording
        self._reports = reports
        self._shown: Kept[tuple[int, str, Buttons]] = Kept(1024)  # since which seq, to whom, what

    def forget(self) -> None:
        """Forgets what is on the screens: the past was changed."""
        self._shown.clear()

    def worded(self, turned: Turned) -> tuple[Reply, ...]:
        """What a turn led to, as a reply."""
        report, outcome, held = turned.report, turned.outcome, turned.held
        says, context = outcome.says, self._context(report)
        if outcome.show and (report or held):
            says = (*says, *self._questions(report, turned.viewer, held))
        if not says:
            return ()
        reply = self._wording.reply(says, context)
        if report is None:
            return (replace(reply, instead=True),)
        if held is None:
            kept = (self._reports.state(report).seq, turned.viewer.who, reply.buttons)
            self._shown.keep(report, kept)
        looked = not any(fact.kind in ANSWERS for fact in outcome.facts)
        which = self._which(report, turned.viewer)
        return (replace(reply, text=which + reply.text, instead=looked),)

    def _which(self, report: int, viewer: Viewer) -> str:
        """The line that says which report this is, where the reader has several."""
        if len(viewer.reports) < 2:
            return ""
        return self._wording.bare("which", name=short_names(viewer.reports)[report]) + "\n"

    def _questions(self, report: int | None, viewer: Viewer, held: Held | None) -> tuple[Say, ...]:
        """What to show now: the question about what is held, or else the present one."""
        if report is None:
            at_desk = consent.at_desk(self._reports.forms, held.message) if held else None
            return (consent.question("", consent.places(*at_desk) if at_desk else []),)
        form, state = self._reports.form(report), self._reports.state(report).seen_by(viewer)
        if held is None:
            return shown(form, state, self._reports.previous(report))
        then = self._reports.state_at(report, held.seq).seen_by(viewer)
        outcome = self.stepped(report, then, held.message)
        asked = consent.places(form, then, held.message, outcome)
        return (consent.question(state.report, asked),)

    def pressed_by_label(
        self, report: int | None, message: Message, viewer: Viewer, held: Held | None
    ) -> Message:
        """A button's label typed as text is the button, where no button can be tapped."""
        if not message.text or message.corrects or message.read:
            return message
        typed = tidy(message.text)
        for row in self._buttons(report, viewer, held):
            for button in row:
                if tidy(button.label) == typed:
                    return replace(message, text="", press=button.press)
        return message

    def _buttons(self, report: int | None, viewer: Viewer, held: Held | None) -> Buttons:
        """The buttons on somebody's screen."""
        if report and held is None:
            then, who, buttons = self._shown.get(report, (-1, "", ()))
            if then == self._reports.state(report).seq and who == viewer.who:
                return buttons
        says = self._questions(report, viewer, held)
        choices = [row for say in says for row in say.choices]
        return self._wording.buttons(choices, self._context(report))

    def stepped(self, report: int, state: State, message: Message) -> Outcome:
        """What the core makes of a message in a state of a report."""
        form, previous = self._reports.form(report), self._reports.previous(report)
        if message.read:
            return step_found(form, state, message, previous)
        label = self._wording.is_label(message.text)
        return step(form, state, message, previous, label=label)

    def _context(self, report: int | None) -> Context:
        return self._reports.context(report) if report else self.nowhere()

    def nowhere(self) -> Context:
        """The context of somebody who has no report."""
        form = next(iter(self._reports.forms.values()))
        return Context(form, Answers(form, 0))
