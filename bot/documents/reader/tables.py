"""Reads the figures of the statutory tables. Every row of every table of the file is given to the
table of the form that its labels speak of, whether a file has one table for three or ten for one;
nothing is filled in, and rows that are not found are listed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.documents.reader.blocks import Cell, Sheet
from bot.documents.reader.figures import Figures, Line
from bot.documents.reader.labels import Labels, all_labels, bare, is_figure
from bot.documents.reader.line import Row
from bot.documents.reader.rows import Rows, is_turned
from bot.forms.form import Form

_HEADER = 4  # rows in which a header stands
_TELLS_LITTLE = 2  # characters: 其他 may be what a page has left of 其他结果


def read_tables(form: Form, sheets: Sequence[Sheet]) -> Figures:
    """The figures in the statutory tables of a file."""
    figures = Figures()
    by_table: dict[str, list[Line]] = {name: [] for name in form.tables}
    for line, table in _shared_out(form, list(_upright(form, sheets))):
        by_table[table].append(line)
    for names in all_labels(form):
        lines = _rejoined(by_table[names.table.id], names)
        if names.table.layout == "line":
            Row(names, figures).read(lines)
        else:
            Rows(names, figures).read(lines)
        if lines:
            _list_missing(names, figures)
    return figures


def _upright(form: Form, sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """The tables with the form's rows down their sides: one that has them as columns is turned
    over, with what of it stands on the next page.
    """
    turned: Sheet | None = None
    for sheet in sheets:
        if turned and turned.page < sheet.page and turned.width == sheet.width:
            below = (replace(cell, row=cell.row + turned.height) for cell in sheet.cells)
            turned = replace(turned, cells=(*turned.cells, *below), page=sheet.page)
            continue
        if turned:
            yield _turned_over(turned)
        turned = sheet if _has_rows_as_columns(form, sheet) else None
        if not turned:
            yield sheet
    if turned:
        yield _turned_over(turned)


def _has_rows_as_columns(form: Form, sheet: Sheet) -> bool:
    every = [names for names in all_labels(form) if names.table.layout != "line"]
    return any(is_turned(names, cells) for names in every for cells in sheet.rows[:_HEADER])


def _turned_over(sheet: Sheet) -> Sheet:
    cells = (Cell(c.column, c.row, c.text, c.down, c.across) for c in sheet.cells)
    return replace(sheet, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _list_missing(names: Labels, figures: Figures) -> None:
    for block in names.table.blocks:
        for row in block.rows:
            if (key := f"{names.table.id}.{row.id}") not in figures.rows:
                figures.refuse(key, "row_missing", row.label)


def _shared_out(form: Form, sheets: Sequence[Sheet]) -> Iterator[tuple[Line, str]]:
    """Every row with the table it belongs to; one that tells nothing goes with the row before."""
    every = list(all_labels(form))
    table = ""
    for sheet in sheets:
        for at, cells in enumerate(sheet.rows):
            texts = {cell.text for cell in cells if not cell.blank and not is_figure(cell.text)}
            counts = {n.table.id: sum(map(n.knows, texts)) for n in every} if texts else {}
            most = max(counts.values(), default=0)
            if counts.get(table, 0) < most and (not table or _tells(every, texts)):
                table = next(name for name, count in counts.items() if count == most)
            if table:
                yield Line(sheet, at, cells), table


def _tells(every: Sequence[Labels], texts: Iterable[str]) -> bool:
    """True where a row has a label of some table that is no other label's rest."""
    return any(len(bare(t)) > _TELLS_LITTLE and any(n.knows(t) for n in every) for t in texts)


# -- rows cut in two by a page -----------------------------------------------------------


def _rejoined(lines: list[Line], names: Labels) -> list[Line]:
    """The rows, with one that a page cut in two put together again."""
    out: list[Line] = []
    for line in lines:
        at = _cut_row(out, line, names)
        if at is None:
            out.append(line)
        else:
            out[at] = _joined(out[at], line)
    return out


def _cut_row(out: list[Line], line: Line, names: Labels) -> int | None:
    """The row of the page before that this one goes on with; a repeated header is between."""
    if line.row and not _below_header(line, names):
        return None
    at = next((n for n in reversed(range(len(out))) if out[n].sheet is not line.sheet), None)
    if at is None or len(out[at].cells) != len(line.cells) or _names_row(line, names):
        return None
    return at if _names_row(_joined(out[at], line), names) else None


def _below_header(line: Line, names: Labels) -> bool:
    above = line.sheet.rows[: line.row]
    return all(not any(map(is_figure, _filled(cells))) for cells in above) and not any(
        names.row_exactly(text) and not names.column(text) for row in above for text in _filled(row)
    )


def _filled(cells: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in cells if not cell.blank]


def _names_row(line: Line, names: Labels) -> bool:
    return any(names.row_exactly(cell.text) for cell in line.cells if not cell.blank)


def _joined(upper: Line, lower: Line) -> Line:
    pairs = zip(upper.cells, lower.cells, strict=True)
    cells = tuple(replace(up, text=(up.text + low.text)) for up, low in pairs)
    return Line(upper.sheet, upper.row, cells)
