"""Reads tables 二 and 三: each row by its label, each figure by the header above it. Tables with
other widths, another order or an extra column read alike; figures are counted off only where the
row has exactly as many as the form, because merged cells are often not drawn where they seem to be.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.documents.reader.blocks import Cell, Sheet
from bot.documents.reader.figures import Figures, Line, shared
from bot.documents.reader.labels import Labels, bare, in_yuan, is_figure
from bot.forms.form import Block

_NAME_AND_FIGURE = 2
_TURNED = 3  # rows of the form that are named in one line, and the table is turned over


@dataclass
class Rows:
    """Reads rows under their headers. The last header stays in force over the pages."""

    names: Labels
    figures: Figures
    heads: dict[str, Cell] = field(default_factory=dict)
    strange: list[Cell] = field(default_factory=list)
    width: int = 0
    used: bool = False

    def read(self, lines: Sequence[Line]) -> None:
        """Takes the rows from top to bottom."""
        turned: Sheet | None = None
        for line in lines:
            if line.sheet is turned:
                continue
            if is_turned(self.names, line.own):
                turned = line.sheet
                words = " ".join(cell.text for cell in line.own)
                self.figures.refuse(self.names.table.id, "columns", words)
            elif (found := self.header(line)) or self.goes_on(line):
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
            self.heads, self.strange = {}, []
        self.heads.update(found)
        self.strange += self.unknown(line)
        self.width, self.used = line.sheet.width, False

    def goes_on(self, line: Line) -> bool:
        """True for a row of a header whose words only go on with those above: 商业 over 企业."""
        words = [cell for cell in line.own if not cell.blank]
        above = {cell.column for cell in self.strange}
        return not self.used and bool(words) and {cell.column for cell in words} <= above

    def unknown(self, line: Line) -> list[Cell]:
        """The cells of a header that name nothing of the form; two halves of a name, one below the
        other, are put together.
        """
        left: list[Cell] = []
        for cell in line.own:
            if cell.blank or is_figure(cell.text) or self.names.means(cell.text):
                continue
            upper = next((c for c in self.strange if c.column == cell.column), None)
            name = self.names.column(upper.text + cell.text) if upper else ""
            if upper is not None and name:
                self.strange.remove(upper)
                self.heads[name] = replace(upper, down=upper.down + cell.down)
            else:
                left.append(cell)
        return left

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
        pairs = self.beside(cells, block) or self.paired(cells, block, line.sheet)
        self.figures.rows.add(key)
        if len(pairs) < len(block.columns) and not self.beside(cells, block):
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

    def beside(self, cells: Sequence[Cell], block: Block) -> dict[str, Cell]:
        """The one figure of a row that names its column beside it: 规章, 本年制发件数, 3."""
        if len(cells) != _NAME_AND_FIGURE or is_figure(cells[0].text):
            return {}
        name = self.names.column(cells[0].text)
        known = any(column.id == name for column in block.columns) and is_figure(cells[1].text)
        return {name: cells[1]} if known else {}

    def paired(self, cells: list[Cell], block: Block, sheet: Sheet) -> dict[str, Cell]:
        """The cells of a row by the columns they belong to."""
        wanted = [column.id for column in block.columns]
        heads = {name: cell for name, cell in self.heads.items() if name in wanted}
        if not heads and self.names.table.layout == "blocks":
            return {}
        in_order = sorted(heads, key=lambda name: heads[name].column)
        known = not any(_over(cell, head) for cell in cells for head in self.strange)
        if known and in_order == [name for name in wanted if name in heads]:
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


def is_turned(names: Labels, cells: Sequence[Cell]) -> bool:
    """True for the head of a table whose columns are the form's rows: 其他 is both a row and a
    column, so its figures would be taken for what they are not.
    """
    texts = {bare(cell.text) for cell in cells if not cell.blank}
    rows = texts & names.rows.keys()
    return len(rows) >= _TURNED and len(rows) > len(texts & names.columns.keys())


def _over(cell: Cell, head: Cell) -> bool:
    """True where a header stands above most of a cell."""
    return 2 * shared(cell, head) > cell.across


def _below(cells: Sequence[Cell], heads: dict[str, Cell]) -> dict[str, Cell]:
    """Each cell with the header it stands under; a header with two filled cells has none."""
    found: dict[str, Cell] = {}
    disputed: set[str] = set()
    for cell in cells:
        name = max(heads, key=lambda name: shared(cell, heads[name]), default="")
        if sum(2 * shared(cell, head) > head.across for head in heads.values()) > 1:
            continue  # merged under several headers: it is the figure of none
        if not name or shared(cell, heads[name]) <= 0:
            continue
        if name in found and not cell.blank and not found[name].blank:
            disputed.add(name)
        if name not in found or found[name].blank:
            found[name] = cell
    return {name: cell for name, cell in found.items() if name not in disputed}
