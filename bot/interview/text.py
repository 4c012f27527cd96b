"""A text for the report, or a word in its place: a yes that takes what stands there to be taken, or
one that passes the question over. A word that only keeps the chat going must never become the text.
"""

import re
from dataclasses import replace

from bot.forms.form import Form
from bot.interview import doubtful
from bot.interview.facts import OFFERED
from bot.interview.outcome import Outcome, refuse, skip
from bot.interview.questions import Question, adding
from bot.interview.state import State
from bot.messages import Fact, Say
from bot.reading.text import paragraphs
from bot.reading.words import CHAT, NO, NOTHING, SKIPPED, YES, bare_word


def read_text(form: Form, state: State, item: Question, text: str) -> Outcome:
    """A narrative, or a word that passes it over where it may be left out, or takes what stands
    there to be taken.
    """
    word = bare_word(text)
    if settled := settled_by_word(form, state, item.id, word):
        return settled
    if word in (*YES, *CHAT):
        return _agreed(form, state, item, word)
    if word in SKIPPED or (not item.required and word in NOTHING):
        return refuse("not_a_text", text=word) if item.required else skip(item.id)
    if word not in NOTHING and doubtful.is_doubtful(text, doubtful.stands(state, item.id)):
        return doubtful.offer(state, item.id, text)
    return write(item.id, text)


def _agreed(form: Form, state: State, item: Question, word: str) -> Outcome:
    """A yes takes what stands there to be taken; what else is only said to the bot is no text."""
    if word in YES and state.answers(form).standard(item.id):
        return Outcome((Fact("accepted", item.id),), (Say("kept.accepted", {"key": item.id}),))
    return refuse("agreed", text=word, required=item.required)


def settled_by_word(form: Form, state: State, key: str, word: str) -> Outcome | None:
    """A yes or no to a text that waits for it; None for anything else."""
    if word not in (*YES, *NO) or doubtful.pending(state, key) is None:
        return None
    return settle_text(form, state, key, "keep" if word in YES else "drop")


def settle_text(form: Form, state: State, key: str, value: str) -> Outcome:
    """What becomes of a text that waited for a yes: `keep`, `add` or `drop`."""
    held = doubtful.pending(state, key)
    if held is None or value not in ("keep", "add", "drop"):
        return Outcome()
    settled = _settled(form, state, key, value, held)
    back = (Fact("turned_to", held.back),) if held.back and settled.facts else ()
    return replace(settled, facts=(*settled.facts, *back))


def _settled(form: Form, state: State, key: str, value: str, held: doubtful.Pending) -> Outcome:
    if value == "drop":
        return doubtful.dropped(key)
    if value == "keep" and doubtful.edits(state, key, held):
        return doubtful.corrected(key, held)
    goes_on = value == "add" or adding(state)
    kept = add(form, state, key, held.text) if goes_on else write(key, held.text)
    return (
        replace(kept, facts=(Fact("cleared", OFFERED + key), *kept.facts)) if kept.facts else kept
    )


def add(form: Form, state: State, key: str, text: str) -> Outcome:
    """One more piece of a text, which bare figures are not. A standard wording that goes on becomes
    the clerk's own words.
    """
    slot = state.slots.get(key)
    word = bare_word(text)
    if word in (*YES, *CHAT, *SKIPPED) or re.fullmatch(r"[\d\s.,+-]+", word):
        return refuse("agreed", text=word, required=True)
    if slot is None or slot.how != "accepted":
        return write(key, text, "added")
    whole = write(key, f"{state.answers(form).standard(key)}\n{text}")
    return Outcome(whole.facts, (Say("kept.text", {"key": key, "kind": "added"}),))


def write(key: str, text: str, kind: str = "wrote") -> Outcome:
    """A narrative in the clerk's own words: replaces the text, or adds to it (kind `added`)."""
    value = paragraphs(text)
    if not value:
        return refuse("empty")
    return Outcome((Fact(kind, key, value),), (Say("kept.text", {"key": key, "kind": kind}),))
