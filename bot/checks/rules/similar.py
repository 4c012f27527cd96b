"""Texts that are last year's, or another unit's. Every office begins with them, and the State
Council's office names copied reports (雷同) among those that are punished. Sentences are compared
without figures and names, since a year moved on, a count renewed and another office's name put in
make no new sentence.

The thresholds are settings of the form. Reports written apart share their turns of phrase but
hardly whole sentences, a copied text keeps nearly all: tests/accuracy prints both distributions.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.prose import Text, bare
from bot.checks.report import Report
from bot.forms.answers import full_name
from bot.forms.form import Rule

_SHORT = 8  # characters; a heading is the same every year
_WHEN = re.compile(r"20\d\d年度?|一年来|今年以来")
_OFFICE = re.compile(r"(?:人民政府|办事处)+$")

Names = tuple[str, ...]


@kind("texts", "percent", "others_percent", "shortest")
def similar(report: Report, rule: Rule) -> Iterator[Broken]:
    """A text is not, nearly all of it, last year's, nor most of it another unit's."""
    if not report.previous and not report.others:
        return
    for text in report.texts(rule):
        if len(bare(text.written)) < rule.settings["shortest"]:
            continue
        if last := report.previous.get(text.key):
            share, same = shared(text, Text(text.key, last))
            if 100 * share >= rule.settings["percent"]:
                yield _broken(text, share, same, "")
        share, same, whose = _nearest(report, text)
        if whose and 100 * share >= rule.settings["others_percent"]:
            yield _broken(text, share, same, whose)


def _broken(text: Text, share: float, same: list[str], whose: str) -> Broken:
    args = {"same": same, "count": len(same), "whose": whose}
    return Broken((text.key,), f"{100 * share:.0f}%", "", args)


def _nearest(report: Report, text: Text) -> tuple[float, list[str], str]:
    """The other unit whose text shares most with this one, and how much."""
    mine = _names(report.values)
    found = [
        (*shared(text, Text(text.key, values[text.key]), mine, _names(values)), whose)
        for whose, values in report.others.items()
        if values.get(text.key)
    ]
    return max(found, key=lambda one: one[0], default=(0.0, [], ""))


def _names(values: Mapping[str, str]) -> Names:
    """The names under which a unit speaks of itself, the longest first."""
    superior, name = values.get("unit.superior", ""), values.get("unit.name", "")
    names = {full_name(superior, name), name, _OFFICE.sub("", name)}
    return tuple(sorted((n for n in names if len(n) > 1), key=len, reverse=True))


def shared(
    text: Text, other: Text, names: Names = (), other_names: Names = ()
) -> tuple[float, list[str]]:
    """Which part of a text, by length, stands in another, and the sentences that do. The names of
    the units that wrote them count for nothing.
    """
    known = {words for words, _ in _sentences(other, other_names)}
    whole = kept = 0
    same: list[str] = []
    for words, written in _sentences(text, names):
        whole += len(words)
        if words in known:
            kept += len(words)
            same.append(written)
    return (kept / whole if whole else 0.0), same


@lru_cache(maxsize=4096)
def _sentences(text: Text, names: Names) -> tuple[tuple[str, str], ...]:
    """The sentences of a text that are no headings, bare and as they are written."""
    found = []
    for sentence in text.sentences:
        words = sentence.text
        for name in names:
            words = words.replace(name, "")
        if len(words := bare(_WHEN.sub("", words))) >= _SHORT:
            end = sentence.start + len(sentence.text)
            found.append((words, text.written[sentence.start : end].strip()))
    return tuple(found)
