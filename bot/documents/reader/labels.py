"""Recognises the printed labels of the forms as other people set them: broken over lines, with
blanks and other quotation marks, numbered 1、 for 1., with a unit behind them, or with a word more
or less (现在行有效件数). A label that could be two of the form's is none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from bot.documents.grid import grid
from bot.documents.reader.blocks import PICTURE
from bot.forms.form import Block, Form, Table
from bot.forms.label import comparable
from bot.forms.number import tidy

_LIKE = 0.8  # two labels on one axis of a form are at most 0.75 alike
_APART = 0.06
_SHORTEST, _LONGEST = 5, 60  # characters of a label that may be matched by likeness
_REMEMBERED = 120  # characters; a report repeats its labels and figures, so they are kept
_BRACKETED = re.compile(r"\([^()]*\)$")
_ITEM = re.compile(r"(?:\([一二三四五六七八九十]+\)|\d{1,2}[.、])")
_YUAN = re.compile(r"(?:\(|:|单位)元\)?$")
_FIGURE = re.compile(
    r"(?:[-+]|新?增加?|减少?)?[\d.,%]+(?:万?元|[件份宗封条个项])?|持平|不变|无变化"
)
_YEAR = re.compile(r"\(20\d\d年?度?\)")
_NOTES = re.compile(
    r"(?<=[\d%元件])\s*(?:[*＊※†①-⑳⁰¹²³⁴-⁹]|[\[［【]\d{1,2}[\]］】]|[(（]注\s*\d{0,2}[)）])+\s*$"
)
_UNIT_ASIDE = re.compile(r"(?<=\d)\s*[(（]([件份宗条个项])[)）]\s*$")
_OTHER_WORDS = {"合计": "总计"}
_BLANK = frozenset({"", "/", "\\", "-", "--", "—", "——", "–", "―", "⁄", "∕", "【待填写】"})


def bare(label: str) -> str:
    """A label as it is compared: `comparable`, without a bracket at its end."""
    return _bare(label) if len(label) <= _REMEMBERED else _bare.__wrapped__(label)


@lru_cache(maxsize=2048)
def _bare(label: str) -> str:
    text = comparable(label).replace("其它", "其他")
    if "(20" in text:  # 本年(2023)制发件数
        text = _YEAR.sub("", text)
    return _OTHER_WORDS.get(text) or _BRACKETED.sub("", text) or text


def in_yuan(label: str) -> bool:
    """True for a header that says that its figures are 元."""
    return bool(_YUAN.search(tidy(label)))


def is_blank(text: str) -> bool:
    """True for a cell in which nothing is stated: nothing, a stroke, or the mark of our drafts."""
    return tidy(text) in _BLANK


def is_figure(text: str) -> bool:
    """True for a cell that can only hold a value: a figure, or blank."""
    return len(text) <= _REMEMBERED and _is_figure(text)


def figure_alone(text: str) -> str:
    """A figure without the mark of a note behind it, which would become one of its digits: 7①; a
    Chinese zero is one.
    """
    if text.strip() == "〇":
        return "0"
    return _UNIT_ASIDE.sub(r"\1", _NOTES.sub("", text))


@lru_cache(maxsize=2048)
def _is_figure(text: str) -> bool:
    plain = tidy(figure_alone(text))
    return plain in _BLANK or plain == PICTURE or _FIGURE.fullmatch(plain) is not None


def similar(label: str, known: Iterable[str]) -> str:
    """The one known label that a label must mean; empty when none is near or two are."""
    if not _SHORTEST <= len(label) <= _LONGEST:
        return ""
    best, second, found = 0.0, 0.0, ""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(label)
    for other in known:
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() < _LIKE - _APART or matcher.quick_ratio() < _LIKE - _APART:
            continue
        ratio = matcher.ratio()
        if ratio > best:
            best, second, found = ratio, best, other
        else:
            second = max(second, ratio)
    return found if best >= _LIKE and best - second >= _APART else ""


class Named(NamedTuple):
    """What a label names: the row of a block (blocks share no row), or a column."""

    id: str
    block: Block


@dataclass(frozen=True, eq=False)
class Labels:
    """The labels of one table, by their bare text: of rows, of columns, and all the others."""

    table: Table
    rows: Mapping[str, Named]
    columns: Mapping[str, Named]
    others: frozenset[str]

    def row(self, text: str) -> Named | None:
        """The row that a cell names."""
        found = _find(tuple(self.rows), self.others, text)
        return self.rows[found] if found else None

    def column(self, text: str) -> str:
        """The id of the column that a header cell names; empty when it names none."""
        found = _find(tuple(self.columns), self.others, text)
        return self.columns[found].id if found else ""

    def knows(self, text: str) -> bool:
        """True for any label of the table, exactly as the form has it."""
        label = bare(text)
        return label in self.rows or label in self.columns or label in self.others

    def means(self, text: str) -> bool:
        """True for a cell that names a row or column, or is a label in any other way."""
        return self.knows(text) or bool(self.column(text) or self.row(text))

    def row_exactly(self, text: str) -> bool:
        """True when a cell names a row without any likeness being needed."""
        return bare(text) in self.rows


@lru_cache(maxsize=32)
def labels(table: Table) -> Labels:
    """The labels of a table, collected once."""
    rows, columns = {}, {}
    for block in table.blocks:
        rows.update({bare(row.label): Named(row.id, block) for row in block.rows})
        columns.update({bare(column.label): Named(column.id, block) for column in block.columns})
    printed = {bare(cell.text) for cell in grid(table).cells if cell.text}
    return Labels(table, rows, columns, frozenset(printed - rows.keys() - columns.keys()))


def all_labels(form: Form) -> Iterator[Labels]:
    """The labels of each table of a form."""
    return (labels(table) for table in form.tables.values())


@lru_cache(maxsize=8)
def printed_labels(form: Form) -> frozenset[str]:
    """All that a form prints in its tables."""
    return frozenset(
        label for each in all_labels(form) for label in (*each.rows, *each.columns, *each.others)
    )


def _find(known: tuple[str, ...], others: frozenset[str], text: str) -> str:
    """The known label that a cell's text means; empty when it means none or might mean two."""
    return "" if len(text) > 2 * _LONGEST else _found(known, others, text)


@lru_cache(maxsize=4096)
def _found(known: tuple[str, ...], others: frozenset[str], text: str) -> str:
    label = bare(text)
    if label in known or not label:
        return label
    tails = [tail for tail in (*_tails(text), *_below(others, text)) if tail in known]
    return tails[-1] if tails else similar(label, known)


def _tails(text: str) -> Iterator[str]:
    """What follows each item number within a label: 三、本年度办理结果（一）予以公开."""
    plain = tidy(text)
    return (bare(plain[mark.start() :]) for mark in _ITEM.finditer(plain) if mark.start())


def _below(others: frozenset[str], text: str) -> Iterator[str]:
    """What follows the name of the group that a label is in: 行政诉讼（复议后起诉）."""
    whole = comparable(text)
    for group in others:
        if whole.startswith(group):
            yield whole[len(group) :].strip("()—–-:·、")
