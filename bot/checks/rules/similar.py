"""Texts that are last year's. Every office begins with them, and the State Council's office names
copied reports (雷同) among those that are punished. Sentences are compared without their figures,
since a year moved on and a count renewed make no new sentence.

The threshold is a setting of the form. Reports written apart share their turns of phrase but
hardly whole sentences, a copied text keeps nearly all: tests/accuracy prints both distributions.
"""

from collections.abc import Iterator

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.prose import Text, bare
from bot.checks.report import Report
from bot.forms.form import Rule

_SHORT = 8  # characters; a heading is the same every year


@kind("texts", "percent", "shortest")
def similar(report: Report, rule: Rule) -> Iterator[Broken]:
    """A text is not, nearly all of it, last year's."""
    for text in report.texts(rule):
        last = report.previous.get(text.key)
        if not last:
            continue
        share, same = shared(text, Text(text.key, last))
        long = len(bare(text.written)) >= rule.settings["shortest"]
        if long and 100 * share >= rule.settings["percent"]:
            found = f"{100 * share:.0f}%"
            yield Broken((text.key,), found, "", {"same": same, "count": len(same)})


def shared(text: Text, other: Text) -> tuple[float, list[str]]:
    """Which part of a text, by length, stands in another, and the sentences that do."""
    known = {bare(sentence.text) for sentence in other.sentences}
    whole = kept = 0
    same: list[str] = []
    for sentence in text.sentences:
        words = bare(sentence.text)
        if len(words) < _SHORT:
            continue
        whole += len(words)
        if words in known:
            kept += len(words)
            same.append(text.written[sentence.start : sentence.start + len(sentence.text)].strip())
    return (kept / whole if whole else 0.0), same
