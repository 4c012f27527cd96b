"""Sentences in a text that hold figures of the tables.

The text itself, as it was read back to the clerk, is what is kept, and beside it of each sentence:
which phrase it is, its blanks, and the figures that it was written from. So every way of editing a
text edits these too. A sentence that still stands word for word is written anew when one of its
figures changes; one that somebody rewrote is not found any more and is left alone, and as its
figures are known, it is known when it has become stale. Nothing changes unless a figure does, so an
edited bank of phrases changes no report, and a phrase taken out of it loses no sentence.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from bot.forms.bank import Phrase
from bot.forms.form import Form
from bot.forms.sentence import render

WAITING = "【待填】"  # stands for a figure that is not known yet; the rules find one that is left


@dataclass(frozen=True, slots=True)
class Bound:
    """A sentence: `phrase` as `topic/phrase`, its blanks, its words and the figures in them."""

    phrase: str
    blanks: Mapping[str, str]
    text: str
    figures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Followed:
    """A text after its sentences followed the figures: those that stand in it, and those left."""

    text: str
    standing: tuple[Bound, ...]
    left: tuple[Bound, ...]


def written(phrase: Phrase, blanks: Mapping[str, str], year: int, values: Mapping[str, str]) -> str:
    """A phrase in words; a figure that is not known yet is marked as such."""
    figures = {key: values.get(key) or WAITING for key in phrase.figures}
    return render(phrase.text, phrase.names, year, {**values, **figures}, **blanks)


def bind(
    form: Form, name: str, blanks: Mapping[str, str], year: int, values: Mapping[str, str]
) -> Bound:
    """The sentence that a phrase (`topic/phrase`) is now. Raises LookupError for an unknown one."""
    phrase = form.phrase(name)
    if phrase is None:
        raise LookupError(f"the bank has no phrase {name}")
    figures = {key: values.get(key, "") for key in phrase.figures}
    return Bound(name, dict(blanks), written(phrase, blanks, year, values), figures)


def follow(
    form: Form, year: int, values: Mapping[str, str], text: str, sentences: Iterable[Bound]
) -> Followed:
    """A text with every sentence that still stands in it brought up to the figures."""
    standing, left = [], []
    for old in sentences:
        new = _now(form, year, values, old) if old.text in text else None
        if new is None:
            left.append(old)
        else:
            text = text.replace(old.text, new.text, 1)
            standing.append(new)
    return Followed(text, tuple(standing), tuple(left))


def _now(form: Form, year: int, values: Mapping[str, str], old: Bound) -> Bound | None:
    """A sentence from the present figures; None where the bank does not have it any more."""
    if all(values.get(key, "") == was for key, was in old.figures.items()):
        return old
    phrase = form.phrase(old.phrase)
    if phrase is None or {blank.id for blank in phrase.blanks} != set(old.blanks):
        return None
    return bind(form, old.phrase, old.blanks, year, values)


def seen(sentence: Bound, values: Mapping[str, str]) -> Bound:
    """A sentence that somebody rewrote, who has now seen these figures."""
    figures = {key: values.get(key, "") for key in sentence.figures}
    return Bound(sentence.phrase, sentence.blanks, sentence.text, figures)


def dump(sentences: Iterable[Bound]) -> str:
    """Sentences as JSON."""
    return json.dumps([asdict(sentence) for sentence in sentences], ensure_ascii=False)


def load(text: str) -> tuple[Bound, ...]:
    """Sentences from JSON."""
    return tuple(Bound(**sentence) for sentence in json.loads(text))
