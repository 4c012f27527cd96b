"""Tells the statutory tables of a file from all others, by their labels alone. What other people
put into such a table besides (its title, a remark across its whole width) is taken out as text, and
a table that holds several is cut there; a table around running text gives that text back.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.documents.reader.blocks import Block, Cell, Picture, Sheet, Words
from bot.documents.reader.labels import bare, is_figure, printed_labels
from bot.forms.form import Form
from bot.forms.number import tidy

_TITLE_ROWS = 3  # a cell that names a section and reaches over so many rows is a title at the side
_FIGURES = 5
_FEW_LABELS = 2
_SENTENCE = 40
_HALF = 4  # characters of a label that a page has cut
_CONTACT = re.compile(
    r"(?:联系|咨询|办公|通[讯信]|单位|电子|邮政|机关)*(?:地址|邮编|编码|电话|邮箱|邮件|传真|网[址站]|部门|科室)[:：]?"
)
_IN_GROUP = re.compile("[:：—]")  # 行政诉讼：复议后起诉
_CONTINUED = 6  # characters of what may stand between the parts of a table: （续表）


@dataclass(frozen=True)
class Foreign:
    """A table that is none of the form's, with the words by which a person finds it."""

    words: str
    page: int = 0


Part = Words | Picture | Sheet | Foreign


def sort_out(blocks: Sequence[Block], forms: Mapping[str, Form]) -> list[Part]:
    """The parts of a file: every Sheet left is statutory."""
    known, titles = _words(tuple(forms.values()))
    parts: list[Part] = []
    follows, page = False, 0
    for block in blocks:
        if not isinstance(block, Sheet):
            parts.append(block)
            follows = follows and isinstance(block, Words) and len(block.text) <= _CONTINUED
        elif _is_statutory(block, known, follows=follows, cut=block.page != page):
            parts += _cut(block, known, titles)
            follows, page = True, block.page
        else:
            parts += _given_back(block)
            follows = False
    return parts


@lru_cache(maxsize=8)
def _words(forms: tuple[Form, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """All labels and all section titles of some forms."""
    known = frozenset(label for form in forms for label in printed_labels(form))
    return known, frozenset(bare(s.title) for form in forms for s in form.sections if s.numbered)


def _is_statutory(sheet: Sheet, known: frozenset[str], *, follows: bool, cut: bool) -> bool:
    """A table with labels of a form, or one that only goes on with the figures of the last; where
    a page has `cut` it from that, its first row may be the lower half of a row.
    """
    filled = [cell.text for cell in sheet.cells if not cell.blank]
    words = {bare(text) for text in filled if not is_figure(text)}
    labels = sum(len(label) > 2 for label in words & known)
    figures = sum(map(is_figure, filled))
    if labels >= _FEW_LABELS or (labels and figures >= _FIGURES):
        return True
    if not follows or not figures:
        return False
    strange = words - known
    return not strange or (cut and max(map(len, strange)) <= _HALF and strange <= _first(sheet))


def _first(sheet: Sheet) -> set[str]:
    return {bare(cell.text) for cell in sheet.rows[0] if cell.down == 1}


def _cut(sheet: Sheet, known: frozenset[str], titles: frozenset[str]) -> Iterator[Part]:
    """The table in pieces, with the text that stood between their rows."""
    for cell in sheet.cells:
        if cell.down >= _TITLE_ROWS and bare(cell.text) in titles:
            yield Words("".join(cell.text.split()), sheet.page)
    start = 0
    for at, row in enumerate(sheet.rows):
        if text := _running(row, sheet.width, known):
            yield from _piece(sheet, start, at)
            yield from (Words(line, sheet.page) for line in text.split("\n") if line.strip())
            start = at + 1
    yield from _piece(sheet, start, sheet.height)


def _running(row: Sequence[Cell], width: int, known: frozenset[str]) -> str:
    """The text of a row that is no row of figures but words across the table; else empty."""
    filled = [cell for cell in row if not cell.blank]
    if len(filled) != 1 or filled[0].down > 1:
        return ""
    (cell,) = filled
    wide = cell.across * 2 > width or len(cell.text) > _SENTENCE
    last = _IN_GROUP.split(cell.text)[-1]
    if not wide or {bare(cell.text), bare(last)} & known or is_figure(cell.text):
        return ""
    return cell.text


def _piece(sheet: Sheet, start: int, end: int) -> Iterator[Sheet]:
    """The rows of a table from `start` to before `end`, the same table in all else."""
    if start == 0 and end == sheet.height:
        yield sheet
        return
    cells = [
        replace(cell, row=max(cell.row, start) - start, down=_overlap(cell, start, end))
        for cell in sheet.cells
        if _overlap(cell, start, end) > 0
    ]
    if cells:
        yield replace(sheet, cells=tuple(cells))


def _overlap(cell: Cell, start: int, end: int) -> int:
    return min(cell.row + cell.down, end) - max(cell.row, start)


def _given_back(sheet: Sheet) -> Iterator[Part]:
    """A foreign table is named; one that only arranges sentences is text."""
    filled = [cell for cell in sheet.cells if not cell.blank]
    if not filled:
        return
    one_column = all(cell.across == sheet.width for cell in filled)
    sentences = sum(cell.text.rstrip().endswith(("。", "；")) for cell in filled)
    if one_column or len(filled) <= 1 or 2 * sentences >= len(filled):
        for cell in filled:
            yield from (Words(line, sheet.page) for line in cell.text.split("\n") if line.strip())
        return
    if contact := list(_contact(sheet)):
        yield from (Words(line, sheet.page) for line in contact)
        return
    yield Foreign(" ".join("".join(cell.text.split()) for cell in filled[:4])[:60], sheet.page)


def _contact(sheet: Sheet) -> Iterator[str]:
    """A table of nothing but 联系电话 and the like, each beside what it names, as lines."""
    rows = [[tidy(cell.text) for cell in row] for row in sheet.rows]
    pairs = [pair for row in rows for pair in zip(row[::2], row[1::2], strict=False)]
    if all(len(row) % 2 == 0 for row in rows) and all(
        _CONTACT.fullmatch(name) for name, _ in pairs
    ):
        yield from (f"{name.rstrip(':：')}：{value}" for name, value in pairs if value)


def likely_forms(sheets: Sequence[Sheet], forms: Mapping[str, Form]) -> list[str]:
    """The forms that the tables could be, by the labels only they have; several where it is even.

    The tables decide, never the notice that the text cites.
    """
    seen = {bare(cell.text) for sheet in sheets for cell in sheet.cells if not cell.blank}
    counts = {}
    for name, form in forms.items():
        others = (printed_labels(other) for key, other in forms.items() if key != name)
        counts[name] = len((printed_labels(form) & seen).difference(*others))
    most = max(counts.values())
    return [name for name, count in counts.items() if count == most]
