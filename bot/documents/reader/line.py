"""Reads table 四: one line of figures, under column headers that recur under the name of each row.
Some offices set it as two tables or put a word before the figures; the headers above a figure
decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.documents.reader.blocks import Cell
from bot.documents.reader.figures import Figures, Line, shared
from bot.documents.reader.labels import Labels, is_figure
from bot.forms.number import tidy

_OUTCOMES = 5  # columns of one kind of appeal
Head = tuple[Cell, str]  # a header and the id it names


@dataclass
class Row:
    """Reads the figures of a table of one line; a header in force is one with figures below it."""

    names: Labels
    figures: Figures
    heads: list[Head] = field(default_factory=list)
    rows: list[Head] = field(default_factory=list)
    halves: dict[int, str] = field(default_factory=dict)  # words that name nothing, by column
    used: bool = False

    def read(self, lines: Sequence[Line]) -> None:
        """Takes the rows from top to bottom."""
        for line in lines:
            words = [cell for cell in line.own if not cell.blank and not is_figure(cell.text)]
            rows = [(cell, row.id) for cell in words if (row := self.names.row(cell.text))]
            heads = [(cell, name) for cell in words if (name := self.named(cell))]
            if len(heads) == 1 and self.take_alone(line, heads[0][1]):
                continue
            if len(rows) + len(heads) == 1 and self.is_turned(line, words):
                self.take_turned(line, rows, heads)
            elif rows or heads:
                self.take_header(rows, heads)
            else:
                self.take_figures(line)

    def named(self, cell: Cell) -> str:
        """The column that a word names, or that it completes: a page, or a rule drawn between,
        parts 结果 from 维持.
        """
        if self.names.means(cell.text):
            return self.names.column(cell.text)
        whole = self.halves.get(cell.column, "") + cell.text
        self.halves[cell.column] = whole
        return self.names.column(whole)

    def take_header(self, rows: list[Head], heads: list[Head]) -> None:
        """Adds to the header, or begins a new one below figures."""
        if self.used:
            self.heads, self.rows, self.used = [], [], False
        self.rows = self.rows + rows
        self.heads = sorted(self.heads + heads, key=lambda head: head[0].column)

    def take_alone(self, line: Line, column: str) -> bool:
        """Takes the one figure of a row that names all: 行政复议, 结果维持, 3."""
        figures = [cell for cell in line.own if is_figure(cell.text) and not cell.blank]
        named = [row for cell in line.cells if (row := self.names.row(cell.text))]
        if len(figures) != 1 or len(named) != 1:
            return False
        (block,) = self.names.table.blocks
        self.used = True
        self.figures.rows.add(f"{self.names.table.id}.{named[0].id}")
        kind = next(each.kind for each in block.columns if each.id == column)
        self.figures.keep(f"{self.names.table.id}.{named[0].id}.{column}", kind, figures[0], line)
        return True

    def is_turned(self, line: Line, words: Sequence[Cell]) -> bool:
        """True for a name with its figures beside it: the table has a row for what the form has
        below one another, be it 行政复议 or 结果维持.
        """
        figures = [cell for cell in line.own if is_figure(cell.text) and not cell.blank]
        return bool(figures) and figures[0].column > words[-1].column

    def take_turned(self, line: Line, rows: list[Head], heads: list[Head]) -> None:
        """Takes the figures beside a name, each with the header above it."""
        self.used = True
        (block,) = self.names.table.blocks
        kinds = {column.id: column.kind for column in block.columns}
        name, above = (rows[0], self.heads) if rows else (heads[0], self.rows)
        cells = [cell for cell in line.own if cell.column > name[0].column]
        found = [over(cell, above) for cell in cells if not cell.blank]
        if not all(found) or len(set(found)) < len(found):
            words = " ".join(tidy(cell.text) for cell in line.own)
            self.figures.refuse(self.names.table.id, "columns", words)
            return
        for cell in cells:
            if other := over(cell, above):
                row, column = (name[1], other) if rows else (other, name[1])
                self.figures.rows.add(f"{self.names.table.id}.{row}")
                key = f"{self.names.table.id}.{row}.{column}"
                self.figures.keep(key, kinds[column], cell, line)

    def take_figures(self, line: Line) -> None:
        """Takes a row of figures; an empty one counts only where figures are due."""
        cells = _behind_words(line.own)
        if _counts_columns(cells):
            return
        empty = all(cell.blank for cell in cells)
        if not self.heads or (empty and (self.used or len(cells) != len(self.heads))):
            return
        self.used = True
        (block,) = self.names.table.blocks
        kinds = {column.id: column.kind for column in block.columns}
        pairs = self.paired(cells)
        found = [pair for pair, _ in pairs]
        wanted = len(block.rows) * len(block.columns)
        if len(set(found)) < len(found) or len(found) < min(wanted, len(cells)):
            words = " ".join(tidy(cell.text) for cell in cells)
            self.figures.refuse(self.names.table.id, "columns", words)
        for (row, column), cell in pairs:
            key = f"{self.names.table.id}.{row}"
            self.figures.rows.add(key)
            if found.count((row, column)) == 1:
                self.figures.keep(f"{key}.{column}", kinds[column], cell, line)

    def paired(self, cells: Sequence[Cell]) -> list[tuple[tuple[str, str], Cell]]:
        """The figures by row and column: as many as the form has are counted off, as many as there
        are headers stand under these, and any others under what is above them.
        """
        (block,) = self.names.table.blocks
        wanted = [(row.id, column.id) for row in block.rows for column in block.columns]
        in_order = [name for _, name in self.heads] == [column for _, column in wanted]
        if len(cells) == len(wanted) and in_order:
            return list(zip(wanted, cells, strict=True))
        if len(cells) == len(self.heads):
            under = [(head, name) for head, name in self.heads]
        else:
            under = [(cell, over(cell, self.heads)) for cell in cells]
        return [
            ((row, name), cell)
            for (place, name), cell in zip(under, cells, strict=True)
            if name and (row := over(place, self.rows))
        ]


def _counts_columns(cells: Sequence[Cell]) -> bool:
    """True for a row that numbers the columns: 1 2 3 4 5, in which the total is no sum."""
    numbers = [str(number) for number in range(1, len(cells) + 1)]
    return len(cells) >= _OUTCOMES and [tidy(cell.text) for cell in cells] == numbers


def _behind_words(cells: Sequence[Cell]) -> list[Cell]:
    """The cells behind the words that open a row: 件数 before the figures is no figure."""
    words = [at for at, cell in enumerate(cells) if not is_figure(cell.text)]
    opens = words and words[-1] < len(cells) // 2
    return list(cells[words[-1] + 1 :]) if opens else list(cells)


def over(cell: Cell, heads: Sequence[Head]) -> str:
    """What the header above a cell names; empty when there is none."""
    best = max(heads, key=lambda head: shared(cell, head[0]), default=None)
    return best[1] if best is not None and shared(cell, best[0]) > 0 else ""
