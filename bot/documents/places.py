"""Where the cells of a table stand in a sheet, by the labels around them alone. A sheet that was
copied into another workbook has lost the names that tie its cells to ids, and an office may fill a
sheet of its own making; both still show the printed labels. Of a label that stands there twice the
first counts, since last year's figures stand right of this year's, or below.
"""

from collections.abc import Iterable, Mapping

from bot.forms.form import Block, Row, Table
from bot.forms.label import comparable

Place = tuple[int, int]  # row and column
Places = dict[str, Place]


def find_cells(table: Table, texts: Mapping[Place, str]) -> Places:
    """The places of the cells whose row and column were found, by the cell's id."""
    labels: dict[str, list[Place]] = {}
    for at, text in sorted(texts.items()):
        if len(text) < 100:
            labels.setdefault(comparable(text), []).append(at)
    layouts = {"blocks": _blocks, "matrix": _matrix, "line": _line}
    return layouts[table.layout](table, labels)


Labels = Mapping[str, list[Place]]


def _matrix(table: Table, labels: Labels) -> Places:
    """Columns by the header's labels, rows by those left of the first column and below it."""
    (block,) = table.blocks
    columns = {column.id: labels.get(comparable(column.label), []) for column in block.columns}
    rows = {row.id: labels.get(comparable(row.label), []) for row in block.rows}
    names = {comparable(row.label) for row in block.rows}
    sure = [columns[c.id][0] for c in block.columns if columns[c.id] and not _among(c.label, names)]
    if not sure:
        return {}
    bottom, first = max(row for row, _ in sure), min(column for _, column in sure)
    across = {
        key: min(column for row, column in places if row <= bottom and column >= first)
        for key, places in columns.items()
        if any(row <= bottom and column >= first for row, column in places)
    }
    down = {
        key: min(row for row, column in places if row > bottom and column < first)
        for key, places in rows.items()
        if any(row > bottom and column < first for row, column in places)
    }
    return {
        f"{table.id}.{row}.{column}": (down[row], across[column])
        for row in down
        for column in across
    }


def _among(label: str, names: Iterable[str]) -> bool:
    return comparable(label) in names


def _blocks(table: Table, labels: Labels) -> Places:
    """Each row under the nearest header above it that has all columns of its block."""
    found: Places = {}
    for block in table.blocks:
        for row in block.rows:
            for at in labels.get(comparable(row.label), [])[:1]:
                found |= _under_header(table, block, row, at, labels)
    return found


def _under_header(table: Table, block: Block, row: Row, at: Place, labels: Labels) -> Places:
    headers = [dict(reversed(labels.get(comparable(c.label), []))) for c in block.columns]
    above = set.intersection(*(set(header) for header in headers))
    nearest = max((line for line in above if line < at[0]), default=None)
    if nearest is None:
        return {}
    return {
        f"{table.id}.{row.id}.{column.id}": (at[0], header[nearest])
        for column, header in zip(block.columns, headers, strict=True)
    }


def _line(table: Table, labels: Labels) -> Places:
    """The line below the headers; a row's columns begin below its name."""
    (block,) = table.blocks
    heads = {
        row.id: labels[key][0] for row in block.rows if (key := comparable(row.label)) in labels
    }
    if len(heads) < len(block.rows):
        return {}
    starts = sorted(column for _, column in heads.values())
    found: Places = {}
    for row, (_, start) in heads.items():
        end = next((column for column in starts if column > start), start + len(block.columns))
        for column in block.columns:
            for line, at in labels.get(comparable(column.label), []):
                if start <= at < max(end, start + len(block.columns)):
                    found.setdefault(f"{table.id}.{row}.{column.id}", (line, at))
    below = max((line for line, _ in found.values()), default=0) + 1
    return {key: (below, column) for key, (_, column) in found.items()}
