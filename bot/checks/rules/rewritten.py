"""A sentence that told figures of the tables, until somebody rewrote it: it follows them no more.
Where it can be read, the rules about counts judge it; where it cannot, it is marked as soon as one
of those figures changes, and no longer once somebody has sent it again.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.prose import Piece, Text, bare
from bot.checks.report import Report
from bot.checks.told import cells_of
from bot.forms.bound import Bound
from bot.forms.form import Rule

ALIKE = 0.6  # of its words, figures left out: what resembles a sentence less is another one
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@kind("texts", "cells")
def rewritten(report: Report, rule: Rule) -> Iterator[Broken]:
    """A rewritten sentence was looked at since its figures changed."""
    for text in report.texts(rule):
        followed = report.answers.followed.get(text.key)
        for sentence in followed.left if followed else ():
            if (place := _resembling(text, sentence)) is None:
                continue
            if changed := [
                key for key in _changed(report, sentence) if _silent(report, text, place, key)
            ]:
                was, now = sentence.figures[changed[0]], report.values[changed[0]]
                words = text.written[place.start : place.start + len(place.text)].strip()
                yield Broken((text.key, *changed), was, now, {"words": words})


def _changed(report: Report, sentence: Bound) -> list[str]:
    """The cells that hold another figure now than when the sentence was seen last."""
    return [k for k, was in sentence.figures.items() if report.values.get(k, was) != was]


def _resembling(text: Text, sentence: Bound) -> Piece | None:
    """The sentence of a text that was this one; None where it was taken out."""
    wanted = bare(sentence.text)
    alike = [(SequenceMatcher(None, wanted, bare(p.text)).ratio(), p) for p in text.sentences]
    ratio, piece = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return piece if ratio >= ALIKE else None


def _silent(report: Report, text: Text, place: Piece, cell: str) -> bool:
    """True where a sentence neither says a cell's figure nor states a count of it."""
    if report.values[cell] in _NUMBER.findall(place.text):
        return False
    end = place.start + len(place.text)
    read = report.counts(text).readings.items()
    here = (key for key, told in read if place.start <= told.start < end)
    return not any(cell in cells_of(report.form, key) for key in here)
