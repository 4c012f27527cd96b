"""Reads a statutory table whose rules were lost, its cells standing as lines or between blanks, as
a portal for telephones shows it. Without rules nothing but the order tells what a figure is: so
the header must stand there in the form's own order, a label exactly as printed, and behind it as
many figures as the row has cells. A row with one less, a blank that left no trace, is not read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.documents.grid import grid
from bot.documents.reader.blocks import Cell, Sheet
from bot.documents.reader.labels import Labels, all_labels, bare, is_figure
from bot.forms.form import Block, Form
from bot.forms.label import comparable

_ITEM = re.compile(r"\d{1,2}[.、．]|[（(].[）)]")  # 1. set apart from 属于国家秘密 by a blank
_PARTS = 3  # of a label that blanks have parted
_SENTENCE = "。"

Run = tuple[list[str], list[str]]  # words, and the figures behind them


def flat_table(forms: Mapping[str, Form], table: str, lines: Sequence[str]) -> Sheet | None:
    """The table that lines of text make, of the form of which most rows are there."""
    runs = list(_runs(lines))
    found = [rows for form in forms.values() if (rows := list(_rows(form, table, runs)))]
    best = max(found, key=len, default=[])
    cells = [
        Cell(at, sum(across for _, across in row[:n]), text, across)
        for at, row in enumerate(best)
        for n, (text, across) in enumerate(row)
    ]
    return Sheet(tuple(cells)) if cells else None


def sentences(lines: Sequence[str]) -> list[str]:
    """The lines that are text and no part of a table."""
    return [line for line in lines if _SENTENCE in line]


def _runs(lines: Sequence[str]) -> Iterator[Run]:
    """The words and figures in the order of reading."""
    words: list[str] = []
    figures: list[str] = []
    for line in lines:
        if _SENTENCE in line:
            continue
        for token in line.replace("|", " ").split():
            if is_figure(token) and not _ITEM.fullmatch(token):
                figures.append(token)
                continue
            if figures:
                yield words, figures
                words, figures = [], []
            words.append(token)
    yield words, figures


Row = list[tuple[str, int]]  # texts, and how many columns each takes


def _rows(form: Form, table: str, runs: Sequence[Run]) -> Iterator[Row]:
    names = next(names for names in all_labels(form) if names.table.id == table)
    if names.table.layout == "line":
        yield from _line(names, runs)
        return
    corner = next(cell.text for cell in grid(names.table).cells if cell.role in ("corner", "head"))
    header: Block | None = None
    for words, figures in runs:
        row = _row(names, words)
        if row is None:
            continue
        block, label = row
        if header is not block and _header(names, block) in _joined(words):
            header = block
            yield [(corner, 1), *((column.label, 1) for column in block.columns)]
        if header is block and len(figures) == len(block.columns):
            yield [(label, 1), *((figure, 1) for figure in figures)]


def _row(names: Labels, words: Sequence[str]) -> tuple[Block, str] | None:
    """The row that the last words name."""
    for parts in range(1, _PARTS + 1):
        label = "".join(words[-parts:])
        if found := names.rows.get(bare(label)):
            return found.block, label
    return None


def _header(names: Labels, block: Block) -> str:
    if names.table.layout == "blocks":
        return _joined([column.label for column in block.columns])
    return _joined(_heads(names)[1:])  # the corner's note may be left out


def _heads(names: Labels) -> list[str]:
    """The labels of the header as they are printed, row by row."""
    printed = grid(names.table)
    return [
        cell.text
        for at, line in enumerate(printed.lines[: printed.heads])
        for cell in line
        if cell.row == at
    ]


def _joined(words: Sequence[str]) -> str:
    return "".join(map(comparable, words))


def _line(names: Labels, runs: Sequence[Run]) -> Iterator[Row]:
    """The one line of table 四 under its header."""
    (block,) = names.table.blocks
    for words, figures in runs:
        if len(figures) == len(block.rows) * len(block.columns) and _joined(words).endswith(
            _joined(_heads(names))
        ):
            yield [(row.label, len(block.columns)) for row in block.rows]
            yield [(column.label, 1) for _ in block.rows for column in block.columns]
            yield [(figure, 1) for figure in figures]
            return
