"""One message, one step: the state before it in, what follows from it out, with no input or output
of its own. A button pressed late, a sticker, a word that means nothing here all come to the same:
nothing is recorded and the present question is shown again.
"""

from dataclasses import replace

from bot.forms.answers import Values
from bot.forms.form import Form
from bot.forms.number import tidy
from bot.interview import received
from bot.interview.actions import run
from bot.interview.commands import Command
from bot.interview.follow import followers, follows, still_bound
from bot.interview.outcome import Outcome, refuse
from bot.interview.pressed import pressed
from bot.interview.questions import EXAMINE
from bot.interview.received import sent
from bot.interview.review import after_approval, judge
from bot.interview.rights import FILL
from bot.interview.section_end import after, with_section_end
from bot.interview.state import State
from bot.interview.together import withhold
from bot.interview.typed import typed
from bot.messages import Message, Say
from bot.reading.text import clean
from bot.reading.words import NOTHING


def step(
    form: Form, state: State, message: Message, previous: Values, *, label: bool = False
) -> Outcome:
    """What a message leads to. `previous` are last year's values of the same unit. `label`: its
    text is what a button is called, if none that can be pressed now.
    """
    judged = judge(form, state, message)
    if isinstance(judged, Command):
        return run(form, state, judged, previous)
    if judged is not None:
        return judged
    if message.attachment:
        waited_for = state.turned and state.at == EXAMINE
        return sent(message, examine=waited_for)
    if message.press:
        outcome = pressed(form, state, message, previous)
    elif text := clean(message.text):
        outcome = typed(form, state, message, text, previous)
        if label and _writes(outcome, text):
            outcome = Outcome(says=(Say("no_button", {"text": text}),))
    else:
        outcome = Outcome(says=(Say("unreadable"),))
    outcome = after_approval(state, withhold(form, state, outcome))
    return _completed(form, state, message, outcome, previous)


def step_found(form: Form, state: State, message: Message, previous: Values) -> Outcome:
    """What follows from what was found in a file that somebody sent."""
    if FILL not in state.viewer.roles:
        return refuse("reviewer")
    outcome = withhold(form, state, received.found(form, state, message, previous))
    outcome = after_approval(state, outcome)
    return _completed(form, state, message, outcome, previous)


def _writes(outcome: Outcome, text: str) -> bool:
    """True where a text would stand in the report, or be offered for it."""
    kinds = {fact.kind for fact in outcome.facts}
    return tidy(text) not in NOTHING and bool(kinds & {"wrote", "added", "corrected", "offered"})


def _completed(
    form: Form, state: State, message: Message, outcome: Outcome, previous: Values
) -> Outcome:
    """The outcome with the sentences that follow its figures, and the end of its section."""
    outcome = still_bound(form, state, outcome)
    if outcome.facts and follows(form, state):
        then = after(state, message, outcome.facts)
        told = followers(form, state, then, outcome.facts)
        outcome = replace(outcome, says=(*outcome.says, *told))
    return with_section_end(form, state, message, outcome, previous)
