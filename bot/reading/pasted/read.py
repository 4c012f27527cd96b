"""A pasted text is cut into cells in each way that it could have been, and read in each. Only what
all of them say is taken.
"""

import unicodedata
from collections.abc import Sequence

from bot.forms.form import Form, Table
from bot.reading.names import rows
from bot.reading.pasted.cells import collect, with_cells
from bot.reading.pasted.columns import place_figures, whole_table
from bot.reading.pasted.kinds import sort_lines, with_name
from bot.reading.pasted.line import Line, Pasted, Refusal, Refused, Target, target
from bot.reading.pasted.records import read_records
from bot.reading.pasted.rows import name_rows


def read_pasted(form: Form, table: Table, text: str, start_row: str) -> Pasted | Refusal:
    """The cells of a pasted text. Lines without names are rows from `start_row` (`table.row`) on.

    Names and headers may stand there or not, in as many cells as the printed table has for them;
    so may the total column and the total row.
    """
    text = unicodedata.normalize("NFKC", text.replace("\r\n", "\n").replace("\r", "\n"))
    into = target(form, table, start_row.removeprefix(table.id + "."))
    if "\t" in text:
        return _read(into, read_records(text), spaced=False)
    lines = text.strip("\n").split("\n")
    loose = _read(into, [line.split() for line in lines], spaced=True)
    if not any("  " in line.strip() for line in lines):
        return loose
    cells = [line.split(" ") for line in lines]
    strict = _read(into, cells, spaced=False)
    if isinstance(loose, Refusal):
        told = isinstance(strict, Pasted) or strict.reason == "blanks"
        return strict if told else loose
    if isinstance(strict, Pasted):
        return loose if strict == loose else Refusal(0, "blanks")
    return strict if _may_have_blanks(into, cells) else loose


def _read(into: Target, records: Sequence[Sequence[str]], *, spaced: bool) -> Pasted | Refusal:
    """`spaced`: blanks only separate, so that no cell is blank and no cell has a position."""
    try:
        heads, lines = sort_lines(into, records, spaced)
        if whole := whole_table(into, lines):
            return collect(into, whole)
        placed = name_rows(into, place_figures(into, lines, heads, spaced))
        return collect(into, with_cells(into, placed))
    except Refused as refused:
        return refused.refusal


def _may_have_blanks(into: Target, records: Sequence[Sequence[str]]) -> bool:
    """True when the blanks of a line could be tabs with nothing between, cells being so few.

    A line that is full without them, or too long with them, is merely spaced.
    """
    for number, cells in enumerate(records, 1):
        try:
            line = with_name(into, Line(number, tuple(cells)), spaced=False)
        except Refused:
            return True
        figures = line.cells[line.label :]
        given = len([cell for cell in figures if cell])
        most = _most(into, line)
        merged = max(len(row.groups) for row in rows(into.table)) if line.row else 0
        if given < most and given < len(figures) <= most + merged:
            return True
    return False


def _most(into: Target, line: Line) -> int:
    """The most figures that a line can have."""
    if line.row:
        return len(into.cells[line.row])
    if into.table.layout == "line":
        return len(list(into.table.cells()))
    return max(len(cells) for cells in into.cells.values())
