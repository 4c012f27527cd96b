"""A statutory table as a first Word master has it: its columns, its merged cells, and which rows
stay together on a page.
"""

import math
from collections.abc import Iterable
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from bot.documents import styles
from bot.documents.grid import Grid, Printed, grid
from bot.forms.form import Table

TEXT_WIDTH = 8844  # twips: 156 mm
_MM = 1440 / 25.4
_GROUP_WIDTHS = (11.0, 15.0)
_NUMBER_WIDTH, _LABEL_WIDTH = 11.5, 40.0
_ROW_HEIGHTS = {"blocks": 482, "matrix": 368, "line": 482}
_CELL_PADDING = 15
_LINE_HEIGHT = 250  # of a label, as its style has it
_CELL_MARGINS = {"blocks": 57, "matrix": 28, "line": 28}


def table_xml(table: Table) -> str:
    """A table without its figures, as an element of a document."""
    printed = grid(table)
    columns = widths(printed)
    margin = _CELL_MARGINS[table.layout]
    sides = {"top": _CELL_PADDING, "left": margin, "bottom": _CELL_PADDING, "right": margin}
    margins = "".join(f'<w:{side} w:w="{w}" w:type="dxa"/>' for side, w in sides.items())
    rows = "".join(_row(printed, row, columns) for row in range(printed.rows))
    lines = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        '<w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{lines}</w:tblGrid>"
        f"{rows}</w:tbl>"
    )


def widths(printed: Grid) -> tuple[int, ...]:
    """The column widths in twips; they fill the type area exactly."""
    if printed.table.layout != "matrix":
        share, rest = divmod(TEXT_WIDTH, printed.columns)
        return tuple(share + (at < rest) for at in range(printed.columns))
    groups = printed.label_columns - 1
    numbers = printed.columns - printed.label_columns
    left = [_GROUP_WIDTHS[min(at, 1)] for at in range(groups)]
    number = min(_NUMBER_WIDTH, (TEXT_WIDTH / _MM - sum(left) - _LABEL_WIDTH) / numbers)
    outer = [round(width * _MM) for width in left]
    inner = [round(number * _MM)] * numbers
    return (*outer, TEXT_WIDTH - sum(outer) - sum(inner), *inner)


def _row(printed: Grid, row: int, columns: tuple[int, ...]) -> str:
    head = "<w:tblHeader/>" if row < printed.heads else ""
    height = _ROW_HEIGHTS[printed.table.layout]
    cells = "".join(_cell(printed, cell, row, columns) for cell in printed.lines[row])
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{head}'
        f"</w:trPr>{cells}</w:tr>"
    )


def _cell(printed: Grid, cell: Printed, row: int, columns: tuple[int, ...]) -> str:
    width = sum(columns[cell.column : cell.column + cell.across])
    span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    merge = ""
    if cell.down > 1:
        merge = '<w:vMerge w:val="restart"/>' if row == cell.row else "<w:vMerge/>"
    text = "".join(_words(cell)) if row == cell.row else ""
    style = styles.applied(_style(printed, cell, row))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p>{style}{text}</w:p></w:tc>'
    )


def _words(cell: Printed) -> Iterable[str]:
    """The label; a narrow group label is broken behind its item number, never inside a word."""
    number, closed, rest = cell.text.partition("）")
    if cell.role == "group" and closed and rest:
        yield f"<w:r><w:t>{escape(number + closed)}</w:t><w:br/><w:t>{escape(rest)}</w:t></w:r>"
    elif cell.text:
        yield f"<w:r><w:t>{escape(cell.text)}</w:t></w:r>"


def _style(printed: Grid, cell: Printed, row: int) -> str:
    """The style of a cell: a short even label in a narrow column is set two characters a line."""
    if cell.role == "head":
        narrow = printed.table.layout != "blocks" and cell.across == 1
        pairs = len(cell.text) % 2 == 0 and 2 < len(cell.text) < 8
        return styles.NARROW_HEAD if narrow and pairs else styles.HEAD
    kept = row in _kept(printed)
    return {
        "band": styles.BAND,
        "corner": styles.CORNER,
        "group": styles.KEPT_GROUP if kept else styles.GROUP,
        "label": styles.KEPT_LABEL if kept else styles.LABEL,
        "number": styles.NUMBERS[0],
    }[cell.role]


def _kept(printed: Grid) -> frozenset[int]:
    """The rows that stay with the next one: the short blocks of table 二 stay whole, and a group
    begins on a page only with as many rows as its label needs, so that no label is cut in two. Of
    table 三, neither the first nor the last row stands alone under its header.
    """
    if printed.table.layout == "blocks":
        followed = zip(printed.lines, printed.lines[1:], strict=False)
        pairs = enumerate((line[0].role, after[0].role) for line, after in followed)
        return frozenset(row for row, pair in pairs if pair == ("label", "label"))
    rows = {printed.heads, printed.rows - 2}
    for cell in printed.cells:
        if cell.role == "group":
            lines = 2 if "）" in cell.text else math.ceil(len(cell.text) / 2)
            needed = math.ceil(lines * _LINE_HEIGHT / _ROW_HEIGHTS[printed.table.layout])
            rows.update(range(cell.row, cell.row + min(needed, cell.down) - 1))
    return frozenset(rows)
