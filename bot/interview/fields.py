"""A single field, or several that are asked for together, such as the contact. The good ones of
several are kept even if one is malformed.
"""

from bot.checks.rules import well_formed
from bot.forms.form import Form
from bot.forms.number import tidy
from bot.interview.outcome import Outcome, refuse, skip
from bot.interview.questions import Question
from bot.interview.state import State
from bot.messages import Fact, Say
from bot.reading.contact import read_contact
from bot.reading.numerals import Refusal, read_row
from bot.reading.words import CHAT, ENOUGH, NOTHING, bare_word


def read_group(form: Form, state: State, item: Question, text: str) -> Outcome:
    """Several fields from one message; the good ones are kept even if one is malformed."""
    word = bare_word(text)
    if word in NOTHING or (word in ENOUGH and _given(state, item)):
        return leave(state, item)
    if word in CHAT:
        return refuse("agreed", text=word, required=False)
    contact = read_contact(text, item.keys)
    good = {k: v for k, v in contact.parts.items() if well_formed(form.kind(k), v)}
    bad = [
        Say("refused.malformed", {"key": k, "text": v, "kind": form.kind(k)})
        for k, v in contact.parts.items()
        if k not in good
    ]
    if contact.unknown:
        bad.append(Say("refused.unknown_part", {"parts": contact.unknown}))
    facts = tuple(Fact("answered", key, value, text) for key, value in good.items())
    if not facts and not bad:
        return refuse("empty")
    kept = (Say("kept.fields", {"keys": list(good)}),) if good else ()
    stay = (Fact("turned_to", item.id),) if bad and good else ()
    return Outcome((*facts, *stay), (*kept, *bad))


def leave(state: State, item: Question) -> Outcome:
    """Goes on from fields of which nothing more is to be said."""
    return skip(item.id, "kept.enough" if _given(state, item) else "kept.skipped")


def _given(state: State, item: Question) -> bool:
    return any(key in state.slots for key in item.keys)


def read_field(form: Form, item: Question, text: str) -> Outcome:
    """One field. A word for nothing takes away what stood there, unless it is required."""
    value = " ".join(text.split())
    kind = form.kind(item.id)
    if tidy(value) in NOTHING and not item.required:
        return Outcome(
            (Fact("cleared", item.id, raw=text),), (Say("kept.cleared", {"keys": [item.id]}),)
        )
    if kind in ("count", "amount"):
        row = read_row(value, 1, [kind])
        if isinstance(row, Refusal) or not row.figures[0]:
            return refuse("malformed", key=item.id, text=value, kind=kind)
        value = row.figures[0]
    elif not well_formed(kind, value):
        return refuse("malformed", key=item.id, text=value, kind=kind)
    return Outcome(
        (Fact("answered", item.id, value, text),), (Say("kept.fields", {"keys": [item.id]}),)
    )
