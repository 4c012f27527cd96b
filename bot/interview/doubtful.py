"""A text that may not be one. Whatever is typed at a narrative question is its text, and so 谢谢
or 这个怎么填？ would stand in the report, or take the place of a long text that was there. What is
short and no sentence, or much shorter than what it would replace, is therefore offered first: it
waits in the journal for a tap like everything that is offered, and the question says that it is not
saved.
"""

import json
import re
from dataclasses import dataclass

from bot.forms.number import tidy
from bot.interview import press as presses
from bot.interview.facts import OFFERED
from bot.interview.outcome import Outcome
from bot.interview.questions import adding
from bot.interview.state import State
from bot.messages import Choice, Fact, Say
from bot.reading.text import paragraphs

SHORT = 12  # characters; a shorter text that is no sentence is seldom meant for a report
SHORTEST = 6  # characters of a sentence without its full stop: 没有其他事项
QUESTION = 30  # characters; a question up to this length is put to the bot, not to the reader
TIMES = 3  # so much longer than the new one is a text that is not lightly replaced
_POLITE = (
    "谢谢",
    "谢谢你",
    "谢谢您",
    "多谢",
    "你好",
    "您好",
    "收到",
    "辛苦了",
    "等一下",
    "等等",
    "稍等",
)
_HAN = re.compile("[㐀-鿿]")
_NOTHING = re.compile(r"(?:本年度?|全年|我|本)?.{0,4}?(?:无|没有|未)")


@dataclass(frozen=True, slots=True)
class Pending:
    """A text that waits for a yes; `corrects` is the message whose piece it would correct, `back`
    the place in the bank of phrases to which one returns.
    """

    text: str
    corrects: str = ""
    back: str = ""


def is_doubtful(text: str, stands: str) -> bool:
    """True for a text that is asked about first; `stands` is what it would replace."""
    bare = tidy(text)
    if not _HAN.search(bare):
        return True
    if len(stands) >= TIMES * len(bare):
        return bool(stands)
    if bare.rstrip("。!,~") in _POLITE or (bare.endswith("?") and len(bare) <= QUESTION):
        return True
    if len(bare) >= SHORT or any(end in bare for end in "。;"):
        return False
    return len(bare) < SHORTEST or not _NOTHING.match(bare)


def stands(state: State, key: str) -> str:
    """The own words that a text would replace; none where it is added, or the standard stands."""
    slot = state.slots.get(key)
    return slot.value if slot and slot.how != "accepted" and not adding(state) else ""


def offer(state: State, key: str, text: str, corrects: str = "", back: str = "") -> Outcome:
    """Keeps a text until it is known to be one."""
    held = {"text": text, "corrects": corrects} | ({"back": back} if back else {})
    value = json.dumps(held, ensure_ascii=False)
    at = f"+{key}" if adding(state) or (back and key in state.slots) else key
    return Outcome((Fact("offered", key, value), Fact("turned_to", at)))


def pending(state: State, key: str) -> Pending | None:
    """What waits for a yes to a text; None once something was written there since."""
    slot, text = state.slots.get(OFFERED + key), state.slots.get(key)
    if slot is None or (text and text.seq > slot.seq):
        return None
    return Pending(**json.loads(slot.value))


def choices(state: State, key: str) -> tuple[Choice, ...]:
    """The buttons below it."""
    replaces = key in state.slots and not adding(state)
    names = ("replace_text", "add_text", "drop_text") if replaces else ("keep_text", "not_a_text")
    values = ("keep", "add", "drop") if replaces else ("keep", "drop")
    return tuple(
        Choice(presses.answer(state.report, key, value), name)
        for value, name in zip(values, names, strict=True)
    )


def dropped(key: str) -> Outcome:
    """The text is put away."""
    said = (Say("text_dropped", {"key": key}),)
    return Outcome((Fact("cleared", OFFERED + key),), said)


def edits(state: State, key: str, held: Pending) -> bool:
    """True while the piece that an edited message would correct stands in the text."""
    slot = state.slots.get(key)
    pieces = slot.pieces if slot else ()
    return bool(held.corrects) and any(piece.message == held.corrects for piece in pieces)


def corrected(key: str, held: Pending) -> Outcome:
    """An edited message that is meant after all."""
    fact = Fact("corrected", key, paragraphs(held.text), held.corrects)
    said = (Say("kept.text", {"key": key, "kind": "corrected"}),)
    return Outcome((Fact("cleared", OFFERED + key), fact), said)
