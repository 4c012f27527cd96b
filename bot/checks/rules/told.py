"""The text against the tables. Most of what an office would be ashamed of stands here: the tables
were mended in the last hour, and the sentence that tells of them was not.
"""

import re
from collections.abc import Iterator, Mapping

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.prose import LONGEST_SENTENCE, Text
from bot.checks.report import Report
from bot.checks.told import Told, agrees, cells_of, is_zero_clash, statements
from bot.forms.form import Rule
from bot.forms.number import number, plain

_OUTCOMES = ("upheld", "corrected", "other", "pending")
_UPHELD = re.compile(r"(?:均|全部|都|皆)[^,。;:\d]{0,8}?维持")
_ENDED = re.compile(r"维持|纠正|撤销|其他结果")
_PART = re.compile(r"其中|审结|结案|尚|另有|一审|已作出|办结|剩余|其余")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_ROW = re.compile(
    r"(?P<after_review>复议后)|(?P<direct>直接起诉|未经复议)|(?P<review>(?<!经)复议)|(?P<suits>诉讼|起诉|应诉|被诉)"
)


@kind("cells", "fields", "texts", "unit")
def text_count(report: Report, rule: Rule) -> Iterator[Broken]:
    """A count told in a text is the one in the table."""
    for told in _clashes(report, rule):
        if not is_zero_clash(told) or told.cells[0] in report.form.fields:
            yield _broken(told)


@kind("cells", "texts", "unit")
def text_zero(report: Report, rule: Rule) -> Iterator[Broken]:
    """A text says that there were none exactly where the table has none."""
    for told in _clashes(report, rule):
        if is_zero_clash(told) and told.cells[0] in report.form.cells:
            yield _broken(told)


def _clashes(report: Report, rule: Rule) -> Iterator[Told]:
    """What is told and cannot be right. 收到4件，均已答复 beside a 3 is wrong once: 均 says again
    what was told before it.
    """
    clashes = [told for told in statements(report, rule) if not agrees(report, told)]
    numbers = {(told.text.key, told.value) for told in clashes if not told.every}
    for told in clashes:
        outcome = told.key.rpartition(".")[2] in _OUTCOMES and told.every
        again = told.every and (told.text.key, told.value) in numbers
        if not outcome and not again:
            yield told


def _broken(told: Told) -> Broken:
    where = (told.text.key, *told.cells)
    words = {"words": told.words}
    return Broken(where, plain(told.value), plain(told.actual), words, candidates=_reworded(told))


def _reworded(told: Told) -> tuple[Mapping[str, str], ...]:
    """The text with the table's figure, where it stands in it as digits, once."""
    said = told.text.folded[told.start : told.end]
    numbers = [
        match for match in _NUMBER.finditer(said) if number("amount", match[0]) == told.value
    ]
    if len(numbers) != 1 or not told.actual:
        return ()
    start, end = (told.start + place for place in numbers[0].span())
    return (told.text.replaced(start, end, plain(told.actual)),)


@kind("cells", "texts")
def litigation_outcome(report: Report, rule: Rule) -> Iterator[Broken]:
    """均获维持 is said only where none was corrected, is pending, or ended otherwise."""
    for text in report.texts(rule):
        if "维持" not in text.folded:
            continue
        for words, rows in _upheld(text):
            if others := [key for row in rows for key in _others(report, row)]:
                yield Broken((text.key, *others), words, "", {"words": words})


def _upheld(text: Text) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where a text says that all were upheld: its words, and the rows of which it says so."""
    before = ("", *(sentence.text for sentence in text.sentences))
    for sentence, last in zip(text.sentences, before, strict=False):
        for match in _UPHELD.finditer(sentence.text[:LONGEST_SENTENCE]):
            start, end = (sentence.start + place for place in match.span())
            yield text.quote(start, end), _judged(sentence.text[: match.start()], last)


def _judged(said: str, before: str) -> tuple[str, ...]:
    """The rows of which 均获维持 speaks: those told since the last outcome, else just before. None
    where it speaks of a part of them.
    """
    ended = [match.end() for match in _ENDED.finditer(said)]
    own = said[ended[-1] :] if ended else said
    named = _ROW.search(own)
    if named is None:
        return () if ended or _PART.search(own) else _rows(before)
    return () if _PART.search(own, named.start()) else _rows(own)


def _rows(said: str) -> tuple[str, ...]:
    """The rows that are named; 诉讼 is both of its rows, unless one of them is named as well."""
    rows = {match.lastgroup for match in _ROW.finditer(said)}
    if "suits" in rows and not rows & {"direct", "after_review"}:
        rows |= {"direct", "after_review"}
    return tuple(row for row in ("review", "direct", "after_review") if row in rows)


def _others(report: Report, row: str) -> Iterator[str]:
    """The cells of a row that hold another outcome than 维持."""
    for outcome in _OUTCOMES[1:]:
        for key in cells_of(report.form, f"litigation.{row}.{outcome}"):
            if report.number(key):
                yield key
