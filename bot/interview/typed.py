"""What a typed message means: a command, the next piece of a long text, an answer to the present
question or to the one it replies to, or the correction of an earlier message.
"""

from bot.forms.answers import Values
from bot.forms.form import Form
from bot.interview import doubtful, phrases
from bot.interview import press as presses
from bot.interview.actions import run
from bot.interview.answer import read_answer
from bot.interview.commands import Command, read_command
from bot.interview.correction import correct_told
from bot.interview.cut import cut
from bot.interview.explain import read_reason
from bot.interview.facts import REASON, SOURCE
from bot.interview.outcome import Outcome
from bot.interview.place import SEP
from bot.interview.questions import (
    EXAMINE,
    RENAMED,
    adding,
    is_beside,
    present,
    question,
    question_of,
)
from bot.interview.renewal import read_renewal
from bot.interview.replay import identity
from bot.interview.row_told import read_row_told
from bot.interview.source import read_source
from bot.interview.state import State
from bot.interview.tell import read_story
from bot.interview.text import add, settled_by_word, write
from bot.interview.together import moved_on
from bot.interview.year import to_year
from bot.messages import Fact, Message, Say
from bot.reading.asides import read_aside
from bot.reading.correction import read_correction
from bot.reading.text import paragraphs
from bot.reading.words import DONE, bare_word


def typed(form: Form, state: State, message: Message, text: str, previous: Values) -> Outcome:
    """What follows from a message whose text is `text`, cleaned."""
    if message.corrects:
        return _corrected(form, state, message, text)
    if command := read_command(form, text):
        return run(form, state, command, previous)
    if key := _continued(state, message):
        return write(key, text, "added")
    if said := _said_beside(form, state, message, text, previous):
        return said
    return _answered(form, state, message, text, previous)


def _said_beside(
    form: Form, state: State, message: Message, text: str, previous: Values
) -> Outcome | None:
    """What a text leads to that is no answer: 改完了, 许可改成25, 什么意思; None for any other."""
    now = present(form, state)
    change, item = read_correction(text), question(form, now)
    quoted = question(form, _replied_to(form, state, message))
    if change and not change.of and quoted and quoted.kind in ("row", "story"):
        return _answered(form, state, message, change.value, previous)
    if state.returned and bare_word(text) in DONE:
        return run(form, state, Command("settle"), previous)
    corrects = item.kind not in ("phrase", "field", "renewal") if item else not is_beside(now)
    if change and corrects:
        corrected = correct_told(form, state, item, change, previous)
        if corrected:
            return corrected
    aside = "" if is_beside(now) else read_aside(text)
    return run(form, state, Command(aside), previous) if aside else None


def _answered(form: Form, state: State, message: Message, text: str, previous: Values) -> Outcome:
    """A text that is no command answers the present question."""
    at = _replied_to(form, state, message) or present(form, state)
    if is_beside(at):
        return _answered_beside(form, state, message, text, previous)
    item = question(form, at)
    if item is None or moved_on(form, state):
        finished = "returned_meanwhile" if state.returned else "not_asked"
        return Outcome(says=(Say("overtaken" if item else finished),))
    if adding(state):
        return _added(form, state, item.id, text)
    if reader := _READERS.get(item.kind):
        return reader(form, state, item, text, previous)
    return read_answer(form, state, item, text)


def _added(form: Form, state: State, key: str, text: str) -> Outcome:
    """One more piece of a text, if it is meant for one."""
    word = bare_word(text)
    if settled := settled_by_word(form, state, key, word):
        return settled
    added = add(form, state, key, text)
    doubted = added.facts and doubtful.is_doubtful(text, "")
    return doubtful.offer(state, key, text) if doubted else added


def _answered_beside(
    form: Form, state: State, message: Message, text: str, previous: Values
) -> Outcome:
    """A text that answers a question that is none of the report's own."""
    at = present(form, state)
    if at in (RENAMED, EXAMINE):
        return Outcome(says=(Say(f"refused.{at}"),))
    if at.startswith(REASON):
        return read_reason(form, state, text, previous)
    if at.startswith(SOURCE):
        return read_source(form, state, text)
    return to_year(message, text)


_READERS = {
    "story": read_story,
    "renewal": read_renewal,
    "row": read_row_told,
    "phrase": phrases.read_phrase,
}


def _replied_to(form: Form, state: State, message: Message) -> str:
    """The question that a message replies to, where it quotes one of this report."""
    if not message.about.startswith(state.report + ":"):
        return ""
    name = presses.asked(message.about)
    return name if question(form, name) else ""


def _continued(state: State, message: Message) -> str:
    """The text that a message goes on with: Telegram cuts a long one into several messages."""
    slot = state.slots.get(state.at.lstrip("+"))
    if slot is None or not slot.pieces or slot.at is None or slot.by != identity(message.person):
        return ""
    goes_on = cut(slot.pieces[-1].text, message.at - slot.at)
    return state.at.lstrip("+") if goes_on else ""


def _corrected(form: Form, state: State, message: Message, text: str) -> Outcome:
    """An edited message corrects its own piece of a text, or answers its question again."""
    key = state.questions.get(message.corrects, "")
    slot = state.slots.get(key)
    if SEP in key:
        mended = phrases.correct(form, state, message, key, text)
        return mended or Outcome(says=(Say("edit_unknown"),))
    pieces = [p for p in slot.pieces if p.message == message.corrects] if slot else []
    if pieces and not pieces[0].under:
        if read_command(form, text):
            return Outcome(says=(Say("no_button", {"text": text}),))
        if doubtful.is_doubtful(text, pieces[0].text):
            return doubtful.offer(state, key, text, message.corrects)
        fact = Fact("corrected", key, paragraphs(text), message.corrects)
        return Outcome((fact,), (Say("kept.text", {"key": key, "kind": "corrected"}),))
    item = question_of(form, key) if key else None
    waits = item is not None and doubtful.pending(state, item.id) is not None
    if item is None or (item.kind == "text" and not waits):
        return Outcome(says=(Say("edit_unknown"),))
    return read_answer(form, state, item, text)
