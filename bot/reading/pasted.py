"""Rows pasted from Excel or WPS, as cells of a table. A spreadsheet puts tabs between cells, but
Telegram turns every tab into a blank and trims both ends of a message, so blanks are read in both
ways, as so many tabs and as mere spacing; where the two disagree nothing is taken. The same holds
for everything else that could be meant in two ways: a figure in the wrong cell is worse than none.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.forms.answers import Answers
from bot.forms.form import Cell, Form, Table
from bot.forms.label import comparable
from bot.forms.number import total
from bot.reading.figures import Reason as FigureReason
from bot.reading.figures import Wrong, is_blank, read_figure
from bot.reading.names import Named, headings, row_like, row_named, rows
from bot.reading.numerals import HAN, UNITS

Reason = (
    FigureReason
    | Literal[
        "empty",  # no figure in it
        "few",  # the line has too few cells
        "many",  # a figure stands beyond the last column
        "blanks",  # blank cells and spacing cannot be told apart
        "row_name",  # no row of the table is called so
        "row_missing",  # other lines begin with a row's name, this one does not
        "row_twice",  # the same row was pasted twice
        "row_unsure",  # the total of the rows, or the row below it
        "row_beyond",  # more lines than the table has rows
        "heading",  # a figure stands under no heading of the table
        "heading_twice",  # a heading stands there twice
        "heading_order",  # the headings stand in another order
    ]
)


_NEARLY = re.compile(rf"[约近]?[\d.,+%-]*(?:\d|[{HAN}])[\d.,+%{HAN}余多几{UNITS}-]*(?:左右|上下)?")


@dataclass(frozen=True)
class Pasted:
    """The cells that were pasted. `totals` are given, not entered, and still to be checked;
    `blanks` are cells that were pasted empty, which is not 0; `rows` are those that were named or
    counted off, as `table.row`.
    """

    values: Mapping[str, str]
    totals: Mapping[str, str]
    blanks: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Refusal:
    """Why nothing was taken: the first line and cell in the way, both from 1, and what stood there.

    `key` is the cell of the form that was meant, where that is known. Line 0 is the whole text.
    """

    line: int
    reason: Reason
    column: int = 0
    token: str = ""
    key: str = ""


@dataclass(frozen=True)
class _Line:
    """A pasted line: `row` is the row it names, `label` counts the cells up to and with the name.

    `padded` cells were put in front of the first line, because a chat trims blank ones away.
    """

    number: int
    cells: tuple[str, ...]
    label: int = 0
    row: str = ""
    padded: int = 0


@dataclass(frozen=True)
class _Found:
    """A cell of a line as it was found: its place in the line, None where the column was absent."""

    at: int | None
    text: str


_Placed = tuple[
    _Line, Sequence[_Found]
]  # a line, and its cells from the first column of figures on


class _Refused(Exception):
    """Carries a refusal out of the middle of a paste."""

    def __init__(self, line: int, reason: Reason, column: int = 0, token: str = "") -> None:
        super().__init__(reason)
        self.refusal = Refusal(line, reason, column, token.strip())


def read_pasted(form: Form, table: Table, text: str, start_row: str) -> Pasted | Refusal:
    """The cells of a pasted text. Lines without names are rows from `start_row` (`table.row`) on.

    Names and headers may stand there or not, in as many cells as the printed table has for them;
    so may the total column and the total row.
    """
    text = unicodedata.normalize("NFKC", text.replace("\r\n", "\n").replace("\r", "\n"))
    reader = _Reader(form, table, start_row.removeprefix(table.id + "."))
    if "\t" in text:
        return reader.read(_records(text), spaced=False)
    lines = text.strip("\n").split("\n")
    loose = reader.read([line.split() for line in lines], spaced=True)
    if not any("  " in line.strip() for line in lines):
        return loose
    cells = [line.split(" ") for line in lines]
    strict = reader.read(cells, spaced=False)
    if isinstance(loose, Refusal):
        told = isinstance(strict, Pasted) or strict.reason == "blanks"
        return strict if told else loose
    if isinstance(strict, Pasted):
        return loose if strict == loose else Refusal(0, "blanks")
    return strict if reader.may_have_blanks(cells) else loose


def _records(text: str) -> list[list[str]]:
    """Lines and cells. A cell that was broken over lines stands in quotes, as Excel puts it."""
    records: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        cell, at = _cell(text, at)
        records[-1].append(cell)
        if text[at : at + 1] == "\n":
            records.append([])
        at += 1
    return records


def _cell(text: str, at: int) -> tuple[str, int]:
    """The cell that begins at a place, and where it ends."""
    if text[at : at + 1] == '"':
        close = text.find('"', at + 1)
        while close > 0 and text[close : close + 2] == '""':
            close = text.find('"', close + 2)
        if close > 0 and text[close + 1 : close + 2] in ("", "\t", "\n"):
            return text[at + 1 : close].replace('""', '"'), close + 1
    ends = [end for end in (text.find("\t", at), text.find("\n", at)) if end >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end


class _Reader:
    """Reads lines of cells for one table of a form, as often as there are ways to cut the text."""

    def __init__(self, form: Form, table: Table, start: str) -> None:
        self.form, self.table, self.start = form, table, start
        self.cells: dict[str, tuple[Cell, ...]] = {}
        for cell in table.cells():
            self.cells[cell.row.id] = (*self.cells.get(cell.row.id, ()), cell)

    def read(self, records: Sequence[Sequence[str]], *, spaced: bool) -> Pasted | Refusal:
        """`spaced`: blanks only separate, so that no cell is blank and no cell has a position."""
        try:
            heads, lines = self._sorted(records, spaced)
            if whole := self._whole_table(lines):
                return self._pasted(whole)
            return self._pasted(self._with_cells(self._named(self._placed(lines, heads, spaced))))
        except _Refused as refused:
            return refused.refusal

    def may_have_blanks(self, records: Sequence[Sequence[str]]) -> bool:
        """True when the blanks of a line could be tabs with nothing between, cells being so few.

        A line that is full without them, or too long with them, is merely spaced.
        """
        for number, cells in enumerate(records, 1):
            try:
                line = self._with_name(_Line(number, tuple(cells)), spaced=False)
            except _Refused:
                return True
            figures = line.cells[line.label :]
            given = len([cell for cell in figures if cell])
            most = self._most(line)
            merged = max(len(row.groups) for row in rows(self.table)) if line.row else 0
            if given < most and given < len(figures) <= most + merged:
                return True
        return False

    def _most(self, line: _Line) -> int:
        """The most figures that a line can have."""
        if line.row:
            return len(self.cells[line.row])
        if self.table.layout == "line":
            return len(list(self.table.cells()))
        return max(len(cells) for cells in self.cells.values())

    # -- what each line is -------------------------------------------------------------------------

    def _sorted(
        self, records: Sequence[Sequence[str]], spaced: bool
    ) -> tuple[list[_Line], list[_Line]]:
        """The headers and the lines of figures; titles and bands are passed over."""
        heads, lines = [], []
        for line in _aligned(records, spaced):
            if self._is_head(line):
                heads.append(line)
            else:
                lines.append(self._with_name(line, spaced))
        lines = _without_empty(lines)
        if not lines:
            raise _Refused(0, "empty")
        if lines[0].padded and not self._stands_like(lines[0], lines[1:]):
            raise _Refused(lines[0].number, "few", len(lines[0].cells) - lines[0].padded + 1)
        return heads, lines

    def _stands_like(self, first: _Line, others: list[_Line]) -> bool:
        """True when a name moved to the right now stands where names of its depth stand below."""
        if not first.row:
            return False
        depths = {row.id: len(row.groups) for row in rows(self.table)}
        offsets = {line.label - depths[line.row] for line in others if line.row}
        if len(offsets) == 1:
            return first.label - depths[first.row] in offsets
        return first.label in {line.label for line in others}

    def _is_head(self, line: _Line) -> bool:
        """A header, a band or a title: no figure in it, and not a row's name by itself."""
        pieces = [cell for cell in line.cells if cell.strip()]
        if not pieces or any(self._is_figure(piece) for piece in pieces):
            return False
        if all(comparable(piece) in headings(self.table) for piece in pieces):
            return True
        named = row_named(self.table, pieces)
        return named is None or named.pieces < len(pieces) or self.table.layout == "line"

    def _is_figure(self, text: str) -> bool:
        """True for what is a figure, or was meant for one."""
        if _NEARLY.fullmatch(text.strip()):
            return True
        kinds = sorted({column.kind for block in self.table.blocks for column in block.columns})
        return not all(isinstance(read_figure(kind, text), Wrong) for kind in kinds)

    def _with_name(self, line: _Line, spaced: bool) -> _Line:
        """A line of figures with the row that it names, if it names one."""
        places = [at for at, cell in enumerate(line.cells) if cell.strip()]
        if not places:
            return line
        pieces = [line.cells[at] for at in places]
        named = row_named(self.table, pieces)
        if named is None:
            named = self._nearly_named(line, pieces)
        if named is None:
            return line
        label = places[named.pieces - 1] + 1
        if spaced:  # where blanks only separate, a name is one cell however many words it has
            return replace(line, cells=("", *line.cells[label:]), label=1, row=named.row)
        return replace(line, label=label, row=named.row)

    def _nearly_named(self, line: _Line, pieces: list[str]) -> Named | None:
        """The row that is called nearly so. Raises for a name that no row has."""
        length = next((n for n, piece in enumerate(pieces) if self._is_figure(piece)), len(pieces))
        name = "".join(pieces[:length])
        if row := row_like(self.table, pieces[:length]):
            return Named(row, length)
        if any("\u3400" <= char <= "\u9fff" for char in name):
            raise _Refused(line.number, "row_name", 1, name)
        return None

    # -- which of its cells are figures ------------------------------------------------------------

    def _whole_table(self, lines: list[_Line]) -> list[tuple[_Line, list[tuple[Cell, _Found]]]]:
        """The single line of a table that is printed as one line, with its totals or without."""
        line, cells = lines[0], list(self.table.cells())
        if self.table.layout != "line" or len(lines) > 1 or line.row:
            return []
        found = _found(line, 0)
        if len(found) == len(cells):
            return [(line, list(zip(cells, found, strict=True)))]
        entered = [cell for cell in cells if not cell.computed]
        if len(found) != len(entered):
            return []
        if self._lacks_its_end(cells, found):
            raise _Refused(line.number, "blanks")
        return [(line, list(zip(entered, found, strict=True)))]

    def _lacks_its_end(self, cells: list[Cell], found: list[_Found]) -> bool:
        """True when a line as long as one without totals is one with them, its blank end trimmed.

        So it is with a blank cell in it, and when the figures in the totals' places are the sums.
        """
        if any(is_blank(item.text) for item in found):
            return True
        pairs = zip(cells, found, strict=False)
        figures = {cell.id: item.text for cell, item in pairs}
        totals = [cell for cell in cells if cell.computed and cell.id in figures]
        sums = [total(figures, cell.parts("columns")) for cell in totals]
        return sums == [total(figures, [cell.id]) for cell in totals] and any(sums)

    def _placed(self, lines: list[_Line], heads: list[_Line], spaced: bool) -> list[_Placed]:
        """Every line with its cells from the first column of figures on."""
        if len(self.table.blocks) > 1 or self.table.layout == "line":
            return [(line, _found(line, line.label)) for line in lines]
        if spaced:
            self._check_order(heads)
            self._check_widths(lines)
        elif mapped := self._headed(heads):
            return [(line, self._under(line, mapped)) for line in lines]
        start = self._start(lines)
        return [(line, _found(line, max(start, line.label))) for line in lines]

    def _start(self, lines: list[_Line]) -> int:
        """Where the figures begin: behind the names, and behind the cells merged with them."""
        label = max(line.label for line in lines)
        if not label:
            return 0
        columns = self.table.blocks[0].columns
        sizes = {len(columns), len([column for column in columns if not column.sum])}
        width = max(len(line.cells) for line in lines)
        if len(lines) < 3 and any(_gapped(line) for line in lines):  # both may have been trimmed
            return self._printed([width - size for size in sizes], lines)
        first = min(_first(line, line.label) for line in lines)
        for right in range(width, max(_last(line) for line in lines), -1):
            if fits := [at for at in range(label, first + 1) if right - at in sizes]:
                return fits[0] if len(fits) == 1 else self._printed(fits, lines)
        if any(_gapped(line) for line in lines):
            raise _Refused(lines[0].number, "blanks")
        return 0

    def _printed(self, fits: list[int], lines: list[_Line]) -> int:
        """Where the printed table has its figures, if that is among the places that fit."""
        depths = {row.id: len(row.groups) for row in rows(self.table)}
        printed = 1 + max(depths.values())
        if printed in fits and all(
            line.label == depths[line.row] + 1 for line in lines if line.row
        ):
            return printed
        raise _Refused(lines[0].number, "blanks")

    def _headed(self, heads: list[_Line]) -> dict[str, int]:
        """The place of each column by the headers above; empty without headers."""
        found: dict[str, int] = {}
        labels = {comparable(c.label): c.id for c in self.table.blocks[0].columns}
        for line in heads:
            for at, cell in enumerate(line.cells):
                if (column := labels.get(comparable(cell))) in found:
                    raise _Refused(line.number, "heading_twice", at + 1, cell)
                if column:
                    found[column] = at
        return found if len(found) > 1 else {}

    def _check_order(self, heads: list[_Line]) -> None:
        """Headers without positions must at least stand in the form's order."""
        order = [comparable(column.label) for column in self.table.blocks[0].columns]
        for line in heads:
            places = [order.index(text) for text in map(comparable, line.cells) if text in order]
            if places != sorted(set(places)):
                raise _Refused(line.number, "heading_order")

    def _check_widths(self, lines: list[_Line]) -> None:
        """Without positions, a line with its total and one without may be a line with a blank."""
        columns = self.table.blocks[0].columns
        sizes = [len(line.cells) - line.label for line in lines]
        possible = {len(columns), len([column for column in columns if not column.sum])}
        if len(set(sizes)) > 1 and set(sizes) <= possible:
            short = next(
                line for line, size in zip(lines, sizes, strict=True) if size == min(sizes)
            )
            raise _Refused(short.number, "blanks")

    def _under(self, line: _Line, mapped: Mapping[str, int]) -> list[_Found]:
        """The cells of a line in the form's order, by the headers above them."""
        for at, cell in enumerate(line.cells):
            if at >= line.label and at not in mapped.values() and not is_blank(cell):
                raise _Refused(line.number, "heading", at + 1, cell)
        cells = dict(enumerate(line.cells))
        places = [mapped.get(column.id) for column in self.table.blocks[0].columns]
        return [_Found(at, "" if at is None else cells.get(at, "")) for at in places]

    # -- which rows the lines are ------------------------------------------------------------------

    def _named(self, placed: list[_Placed]) -> list[_Placed]:
        """Every line with its row: all have names, or all are counted off from the first."""
        if not any(line.row for line, _ in placed):
            return self._counted_off(placed)
        seen: set[str] = set()
        for line, _ in placed:
            if not line.row:
                raise _Refused(line.number, "row_missing", 1, line.cells[0])
            if line.row in seen:
                raise _Refused(line.number, "row_twice", 1, line.cells[line.label - 1])
            seen.add(line.row)
        return placed

    def _counted_off(self, placed: list[_Placed]) -> list[_Placed]:
        names = [row.id for row in rows(self.table)]
        left = names[names.index(self.start) :]
        if len(placed) > len(left):
            raise _Refused(placed[len(left)][0].number, "row_beyond")
        if self._skips_total(placed, left):
            left = [name for name in left if not self._adds_up(name)]
        return [
            (replace(line, row=row), found)
            for row, (line, found) in zip(left, placed, strict=False)
        ]

    def _adds_up(self, row: str) -> bool:
        return any(cell.row.sum for cell in self.cells[row])

    def _skips_total(self, placed: list[_Placed], left: list[str]) -> bool:
        """True when the row of totals was not pasted; the figures have to show it.

        With as many lines as rows it was. Otherwise the line in its place is the total when it is
        the sum of those above, and the row below when the equation that offers that row holds.
        """
        at = next((n for n, name in enumerate(left) if self._adds_up(name)), len(left))
        if at >= len(placed) or len(placed) == len(left):
            return False
        figures = self._figures(left, placed)
        cells = [cell for cell in self.cells[left[at]] if not cell.column.sum]
        parts = [[key for key in cell.parts("rows") if key in figures] for cell in cells]
        if [total(figures, keys) for keys in parts] == [total(figures, [c.id]) for c in cells]:
            return False
        if self._balances(placed, [name for name in left if not self._adds_up(name)], at):
            return True
        raise _Refused(placed[at][0].number, "row_unsure")

    def _balances(self, placed: list[_Placed], entered: list[str], at: int) -> bool:
        figures = self._figures(entered, placed)
        if at >= len(entered) or not self.cells[entered[at]][0].row.propose:
            return False
        offered = Answers(self.form, 0, figures).proposal(f"{self.table.id}.{entered[at]}")
        return bool(offered) and all(figures.get(key) == value for key, value in offered.items())

    def _figures(self, names: Sequence[str], placed: Sequence[_Placed]) -> dict[str, str]:
        """The figures of some lines, taken as these rows; what is none is left out."""
        values: dict[str, str] = {}
        for name, (_, found) in zip(names, placed, strict=False):
            for cell, item in zip(self.cells[name], found, strict=False):
                figure = read_figure(cell.kind, item.text)
                if figure and not isinstance(figure, Wrong):
                    values[cell.id] = figure
        return values

    # -- the cells ---------------------------------------------------------------------------------

    def _with_cells(
        self, placed: Iterable[_Placed]
    ) -> Iterable[tuple[_Line, list[tuple[Cell, _Found]]]]:
        """The lines with the form's cells, of which the totals may have been left out."""
        for line, found in placed:
            cells = self.cells[line.row]
            entered = [cell for cell in cells if not cell.column.sum]
            for extra in found[len(cells) :]:
                if not is_blank(extra.text):
                    raise _Refused(line.number, "many", (extra.at or 0) + 1, extra.text)
            given = found[: len(cells)]
            if len(given) not in (len(cells), len(entered)):
                raise _Refused(line.number, "few", line.label + len(given) + 1)
            wanted = cells if len(given) == len(cells) else entered
            yield line, list(zip(wanted, given, strict=True))

    def _pasted(self, lines: Iterable[tuple[_Line, list[tuple[Cell, _Found]]]]) -> Pasted:
        values: dict[str, str] = {}
        totals: dict[str, str] = {}
        blanks: list[str] = []
        names: dict[str, None] = {}
        for line, cells in lines:
            for cell, found in cells:
                names[f"{self.table.id}.{cell.row.id}"] = None
                figure = read_figure(cell.kind, found.text)
                if isinstance(figure, Wrong):
                    raise _wrong(line, cell, found, figure)
                if figure:
                    (totals if cell.computed else values)[cell.id] = figure
                elif not cell.computed and found.at is not None:
                    blanks.append(cell.id)
        return Pasted(values, totals, tuple(blanks), tuple(names))


def _wrong(line: _Line, cell: Cell, found: _Found, wrong: Wrong) -> _Refused:
    refused = _Refused(line.number, wrong.reason, (found.at or 0) + 1, found.text)
    refused.refusal = replace(refused.refusal, key=cell.id)
    return refused


def _without_empty(lines: list[_Line]) -> list[_Line]:
    """The lines without the empty ones, which between lines without names would be rows too.

    An empty line with as many cells as the others is such a row, with all its cells blank.
    """
    filled = [line for line in lines if any(cell.strip() for cell in line.cells)]
    if any(line.row for line in filled) or not filled:
        return filled
    first = lines.index(filled[0])
    for line in lines[first:]:
        if line not in filled and len(line.cells) != len(filled[0].cells):
            raise _Refused(line.number, "blanks")
    return [line for line in lines[:first] if len(line.cells) > 1] + lines[first:]


def _aligned(records: Sequence[Sequence[str]], spaced: bool) -> list[_Line]:
    """The lines, with the cells that a chat trims off the ends of a message."""
    lines = [_Line(n, tuple(cells)) for n, cells in enumerate(records, 1)]
    while lines and not any(cell.strip() for cell in lines[-1].cells):
        lines.pop()
    if spaced or len(lines) < 2:
        return lines
    width = max(len(line.cells) for line in lines)
    first, last = lines[0], lines[-1]
    lacking = width - len(first.cells)
    lines[0] = replace(first, cells=("",) * lacking + first.cells, padded=lacking)
    lines[-1] = replace(last, cells=last.cells + ("",) * (width - len(last.cells)))
    return lines


def _found(line: _Line, start: int) -> list[_Found]:
    return [_Found(at, cell) for at, cell in enumerate(line.cells)][start:]


def _first(line: _Line, label: int) -> int:
    """The place of the first cell behind the name that is not empty."""
    return next((n for n, c in enumerate(line.cells) if n >= label and c.strip()), len(line.cells))


def _gapped(line: _Line) -> bool:
    """True when the cell behind the name is empty: merged with it, or blank."""
    return bool(line.label) and is_blank("".join(line.cells[line.label : line.label + 1]))


def _last(line: _Line) -> int:
    return max((n for n, cell in enumerate(line.cells) if cell.strip()), default=0)
