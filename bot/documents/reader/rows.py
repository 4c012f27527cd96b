"""Reads tables 二 and 三: each row by its label, each figure by the header above it. Tables with
other widths, another order or an extra column read alike; figures are counted off only where the
row has exactly as many as the form, because merged cells are often not drawn where they seem to be.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.documents.reader.blocks import Cell, Sheet
from bot.documents.reader.figures import Figures, Line, shared
from bot.documents.reader.labels import Labels, bare, in_yuan, is_figure
from bot.forms.form import Block


@dataclass
class Rows:
    """Reads rows under their headers. The last header stays in force over the pages."""

    names: Labels
    figures: Figures
    heads: dict[str, Cell] = field(default_factory=dict)
    width: int = 0
    used: bool = False

    def read(self, lines: Sequence[Line]) -> None:
        """Takes the rows from top to bottom."""
        for line in lines:
            if found := self.header(line):
                self.take_header(found, line)
            else:
                self.take_row(line)

    def header(self, line: Line) -> dict[str, Cell]:
        """The columns that a row names, if it is a header."""
        texts = [cell for cell in line.own if not cell.blank and not is_figure(cell.text)]
        found: dict[str, Cell] = {}
        for cell in texts:
            if column := self.names.column(cell.text):
                found.setdefault(column, cell)
        if len(found) > 1:
            return found
        others = [cell for cell in texts if not self.names.column(cell.text)]
        if any(self.names.row(cell.text) for cell in others):
            return {}
        is_head = any(bare(cell.text) in self.names.others for cell in others)
        figures = sum(is_figure(cell.text) and not cell.blank for cell in line.own)
        return found if is_head and not figures else {}

    def take_header(self, found: dict[str, Cell], line: Line) -> None:
        """Puts a header in force; one of several rows is gathered until figures come."""
        if self.used or self.names.table.layout == "blocks":
            self.heads = {}
        self.heads.update(found)
        self.width, self.used = line.sheet.width, False

    def take_row(self, line: Line) -> None:
        """Takes the figures of a row that the form has."""
        at, row, block = self.label(line)
        if block is None:
            self.list_unknown(line)
            return
        self.used = True
        cells = [cell for cell in line.cells[at + 1 :] if cell.row == line.row]
        if not cells:
            return
        key = f"{self.names.table.id}.{row}"
        pairs = self.paired(cells, block, line.sheet)
        self.figures.rows.add(key)
        if len(pairs) < len(block.columns):
            self.figures.refuse(key, "columns", line.cells[at].text)
        for column, cell in pairs.items():
            kind = next(c.kind for c in block.columns if c.id == column)
            head = self.heads.get(column)
            yuan = head is not None and in_yuan(head.text)
            self.figures.keep(f"{key}.{column}", kind, cell, line, yuan=yuan)

    def label(self, line: Line) -> tuple[int, str, Block | None]:
        """The label nearest to the figures: its place, and the row it names."""
        for at in reversed(range(len(line.cells))):
            text = line.cells[at].text
            if is_figure(text):
                continue
            if found := self.names.row(text):
                return at, found.id, found.block
        return 0, "", None

    def paired(self, cells: list[Cell], block: Block, sheet: Sheet) -> dict[str, Cell]:
        """The cells of a row by the columns they belong to."""
        wanted = [column.id for column in block.columns]
        heads = {name: cell for name, cell in self.heads.items() if name in wanted}
        if not heads and self.names.table.layout == "blocks":
            return {}
        in_order = sorted(heads, key=lambda name: heads[name].column)
        if in_order == [name for name in wanted if name in heads]:
            rest = cells[len(wanted) :]
            if len(cells) == len(wanted):
                return dict(zip(wanted, cells, strict=True))
            if len(cells) > len(wanted) and all(cell.blank for cell in rest) and len(wanted) > 1:
                return dict(zip(wanted, cells, strict=False))
        return _below(cells, heads) if self.width == sheet.width else {}

    def list_unknown(self, line: Line) -> None:
        """A row of figures that the form does not have is listed."""
        if sum(not cell.blank and is_figure(cell.text) for cell in line.own) < 1:
            return
        words = [cell.text for cell in line.own if not is_figure(cell.text)]
        if words:
            self.figures.refuse(self.names.table.id, "row_unknown", " ".join(words))


def _below(cells: Sequence[Cell], heads: dict[str, Cell]) -> dict[str, Cell]:
    """Each cell with the header it stands under; a header with two filled cells has none."""
    found: dict[str, Cell] = {}
    disputed: set[str] = set()
    for cell in cells:
        name = max(heads, key=lambda name: shared(cell, heads[name]), default="")
        if not name or shared(cell, heads[name]) <= 0:
            continue
        if name in found and not cell.blank and not found[name].blank:
            disputed.add(name)
        if name not in found or found[name].blank:
            found[name] = cell
    return {name: cell for name, cell in found.items() if name not in disputed}
