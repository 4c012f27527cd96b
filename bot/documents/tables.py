"""Compares a table of a Word master with the form and finds the place of every value in it. Tables
are matched by position and judged by every label, so a master that is outdated, reordered or merged
in another way is refused with all its faults, and never filled wrongly.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bot.documents.grid import Grid, Printed
from bot.documents.markup import Element
from bot.forms.label import comparable

Complain = Callable[[str, str, str], None]  # place, problem, remedy


@dataclass(frozen=True, slots=True)
class Found:
    """A cell as it stands in a master: its edges count the grid columns left of them.

    `width` is in twips, by the table's grid: a cell's own width may be a percentage.
    """

    element: Element
    left: int
    right: int
    continues: bool
    width: int

    @property
    def text(self) -> str:
        """The words in the cell."""
        return self.element.words


def read(table: Element) -> list[list[Found]]:
    """The cells of a Word table, row by row."""
    columns = table.child("w:tblGrid")
    widths = [int(column.attributes["w:w"]) for column in columns.children] if columns else []
    rows = [list(_row(row, widths)) for row in table.kept("w:tr")]
    edges = sorted({edge for row in rows for cell in row for edge in (cell.left, cell.right)})
    rank = {edge: at for at, edge in enumerate(edges)}
    return [
        [replace(cell, left=rank[cell.left], right=rank[cell.right]) for cell in row]
        for row in rows
    ]


def _row(row: Element, widths: list[int]) -> Iterator[Found]:
    properties = row.child("w:trPr")
    left = int(properties.value("w:gridBefore") or 0) if properties else 0
    for cell in row.kept("w:tc"):
        about = cell.child("w:tcPr")
        span = int(about.value("w:gridSpan") or 1) if about else 1
        merge = about.child("w:vMerge") if about else None
        continues = merge is not None and merge.attributes.get("w:val") != "restart"
        yield Found(cell, left, left + span, continues, sum(widths[left : left + span]))
        left += span


def same_labels(found: list[list[Found]], printed: Grid) -> bool:
    """True when a table reads as the form prints it: which table it is, whatever else is wrong."""
    words = {comparable(cell.text) for row in found for cell in row}
    return {comparable(cell.text) for cell in printed.cells if cell.text} <= words


def compare(
    found: list[list[Found]], printed: Grid, complain: Complain
) -> list[tuple[Printed, Found]]:
    """The cells for values, in the form and in the master. Complains of every difference."""
    name = printed.table.label
    if len(found) != printed.rows:
        problem = f"has {len(found)} rows where the form has {printed.rows}"
        complain(name, problem, f"{_missing_rows(found, printed)}restore the form's rows")
        return []
    cells: list[tuple[Printed, Found]] = []
    for at, (row, expected) in enumerate(zip(found, printed.lines, strict=True)):
        place = f"{name}, row {at + 1}"
        if len(row) != len(expected):
            problem = f"has {len(row)} cells where the form has {len(expected)}"
            complain(place, problem, "split, merge or delete cells until they are the form's")
            continue
        for number, (cell, want) in enumerate(zip(row, expected, strict=True)):
            _compare_cell(cell, want, at, f"{place}, cell {number + 1}", complain)
            if want.key:
                cells.append((want, cell))
    return cells


def _missing_rows(found: list[list[Found]], printed: Grid) -> str:
    there = {"".join(comparable(cell.text) for cell in row) for row in found}
    missing = [
        " ".join(cell.text for cell in line if cell.text and cell.row == at)
        for at, line in enumerate(printed.lines)
        if "".join(comparable(cell.text) for cell in line if cell.row == at) not in there
    ]
    return "".join(f"no row reads “{row}”; " for row in missing)


def _compare_cell(cell: Found, want: Printed, row: int, place: str, complain: Complain) -> None:
    above = want.row < row
    edges = (want.column, want.column + want.across)
    if cell.continues != above or (cell.left, cell.right) != edges:
        complain(place, "is merged in another way than the form", "merge it as the form does")
    elif above:
        return
    elif want.key and cell.text.strip():
        problem = f"holds “{cell.text.strip()}” where {want.key} is written"
        complain(place, problem, "empty the cell")
    elif want.text and comparable(cell.text) != comparable(want.text):
        problem = f"reads “{cell.text.strip()}” where the form has “{want.text}”"
        complain(place, problem, "write the form's label, or mend the form")
