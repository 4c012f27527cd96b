"""The lines of a ledger whatever its file: a sheet of a workbook, or a CSV in the encodings that
Chinese programs save.
"""

import csv
import io
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from bot.documents.workbook import (
    LAST_COLUMN,
    MAX_CELLS,
    MAX_FILE,
    OLE,
    ZIP,
    Worksheet,
    read_workbook,
    unusable,
)
from bot.reading.answers_file import Unusable

Line = tuple[int, Mapping[int, str]]  # a row's number, and its texts by column


@dataclass(frozen=True)
class Page:
    """A sheet, or a whole CSV: its rows, and those that share a merged cell with the row above."""

    name: str
    lines: tuple[Line, ...]
    continued: frozenset[tuple[int, int]] = frozenset()


def read_pages(content: bytes) -> list[Page]:
    """The pages of a file, by its first bytes a workbook or a CSV. Raises Unusable."""
    if content.startswith((OLE, ZIP)):
        return [_of_sheet(sheet) for sheet in read_workbook(content).sheets]
    if len(content) > MAX_FILE:
        unusable("too_big", megabytes=MAX_FILE // 1024 // 1024)
    return [_of_csv(_decoded(content))]


def _of_sheet(sheet: Worksheet) -> Page:
    """A sheet with the text of a merged cell in each of its rows and columns."""
    texts: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        texts.setdefault(row, {})[column] = cell.text.strip()
    last = max(texts, default=0)
    right = max((max(line) for line in texts.values()), default=0)
    continued: set[tuple[int, int]] = set()
    room = MAX_CELLS
    for merge in sheet.merges:
        text = texts.get(merge.top, {}).get(merge.left, "")
        down = range(merge.top, min(merge.bottom, last) + 1)
        across = range(merge.left, min(merge.right, right) + 1)
        room -= len(down) * len(across)
        if room < 0:
            unusable("too_many_cells", most=MAX_CELLS)
        for row in down if text else ():
            texts.setdefault(row, {}).update(dict.fromkeys(across, text))
            continued |= {(row, column) for column in across if row > merge.top}
    return Page(sheet.name, tuple(sorted(texts.items())), frozenset(continued))


def _decoded(content: bytes) -> str:
    """The text of a CSV: UTF-8, or as older programs save Chinese, or Excel's "Unicode text"."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in content and not wide:
        unusable("not_excel")
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return unusable("not_excel")


def _of_csv(text: str) -> Page:
    head = text[:5000]
    delimiter = max(",\t;", key=head.count)
    lines: list[Line] = []
    cells = 0
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
            line = {at: cell.strip() for at, cell in enumerate(record[:LAST_COLUMN], 1) if cell}
            cells += len(line)
            if cells > MAX_CELLS:
                unusable("too_many_cells", most=MAX_CELLS)
            lines.append((number, line))
    except csv.Error as error:
        raise Unusable("broken", {}) from error
    return Page("", tuple(lines))
