"""How a statutory table is printed: which cells, which labels, which spans. The Word master is
built from this, the compile step compares a master with it, and the readers of other people's
reports look for it, so the three can never disagree about where `applications.granted.natural` is.

Nothing here knows Word. A table's `layout` alone decides the geometry, so a form with other rows
and columns needs no code.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from bot.forms.form import Block, Row, Table

Role = Literal["band", "corner", "head", "group", "label", "number"]


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed cell: where it begins, how far it reaches, and its label or its value's id."""

    row: int
    column: int
    role: Role
    text: str = ""
    key: str = ""
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Grid:
    """A printed table of `rows` × `columns`; its first `heads` rows are repeated on a new page."""

    table: Table
    rows: int
    columns: int
    heads: int
    cells: tuple[Printed, ...]

    @cached_property
    def lines(self) -> tuple[tuple[Printed, ...], ...]:
        """The cells that touch each row, left to right; one merged downward is in all its rows."""
        touching: list[list[Printed]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.down):
                touching[row].append(cell)
        return tuple(tuple(sorted(line, key=lambda cell: cell.column)) for line in touching)

    @property
    def label_columns(self) -> int:
        """How many grid columns stand left of the first number."""
        return min(cell.column for cell in self.cells if cell.key)


def grid(table: Table) -> Grid:
    """The printed form of a table."""
    layouts = {"blocks": _blocks, "matrix": _matrix, "line": _line}
    heads, cells = layouts[table.layout](table)
    return Grid(
        table=table,
        rows=max(cell.row + cell.down for cell in cells),
        columns=max(cell.column + cell.across for cell in cells),
        heads=heads,
        cells=tuple(cells),
    )


# -- blocks under one another, the last cell of a short row reaching to the edge ---------


def _blocks(table: Table) -> tuple[int, list[Printed]]:
    width = 1 + max(len(block.columns) for block in table.blocks)
    cells: list[Printed] = []
    row = 0
    for block in table.blocks:
        cells.extend(_block(table, block, row, width))
        row = cells[-1].row + 1
    return 0, cells


def _block(table: Table, block: Block, row: int, width: int) -> Iterator[Printed]:
    if block.clause:
        yield Printed(row, 0, "band", block.clause, across=width)
        row += 1
    last = len(block.columns)
    yield Printed(row, 0, "head", block.head)
    for at, column in enumerate(block.columns, 1):
        yield Printed(row, at, "head", column.label, across=width - at if at == last else 1)
    for down, item in enumerate(block.rows, 1):
        yield Printed(row + down, 0, "label", item.label)
        for at, column in enumerate(block.columns, 1):
            key = f"{table.id}.{item.id}.{column.id}"
            across = width - at if at == last else 1
            yield Printed(row + down, at, "number", key=key, across=across)


# -- a matrix, with grouped headers on both sides ----------------------------------------


def _matrix(table: Table) -> tuple[int, list[Printed]]:
    (block,) = table.blocks
    left = 1 + max(len(row.groups) for row in block.rows)
    head = list(_matrix_head(table, block, left))
    heads = max(cell.row + cell.down for cell in head)
    head.append(Printed(0, 0, "corner", table.corner, across=left, down=heads))
    return heads, [*head, *_matrix_labels(block, left, heads), *_numbers(table, block, left, heads)]


def _matrix_head(table: Table, block: Block, left: int) -> Iterator[Printed]:
    row = 0
    if table.head:
        yield Printed(0, left, "head", table.head, across=len(block.columns))
        row = 1
    grouped = any(column.group for column in block.columns)
    at = left
    for name, members in groupby(block.columns, key=lambda column: column.group):
        columns = list(members)
        if name:
            yield Printed(row, at, "head", name, across=len(columns))
        for column in columns:
            down = 2 if grouped and not name else 1
            yield Printed(row + (1 if name else 0), at, "head", column.label, down=down)
            at += 1


def _matrix_labels(block: Block, left: int, heads: int) -> Iterator[Printed]:
    yield from _groups(block.rows, 0, heads)
    for row, item in enumerate(block.rows, heads):
        depth = len(item.groups)
        yield Printed(row, depth, "label", item.label, across=left - depth)


def _groups(rows: tuple[Row, ...], depth: int, top: int) -> Iterator[Printed]:
    """The labels that neighbouring rows share, one column a depth, outermost first."""
    row = top
    for shared, members in groupby(rows, key=lambda item: item.groups[: depth + 1]):
        items = tuple(members)
        if len(shared) > depth:
            yield Printed(row, depth, "group", shared[depth], down=len(items))
            yield from _groups(items, depth + 1, row)
        row += len(items)


def _numbers(table: Table, block: Block, left: int, top: int) -> Iterator[Printed]:
    for row, item in enumerate(block.rows, top):
        for at, column in enumerate(block.columns, left):
            yield Printed(row, at, "number", key=f"{table.id}.{item.id}.{column.id}")


# -- one line of numbers under the rows' names -------------------------------------------


def _line(table: Table) -> tuple[int, list[Printed]]:
    (block,) = table.blocks
    width = len(block.columns)
    heads = 2 + max(len(row.groups) for row in block.rows)
    cells = list(_names(block.rows, 0, 0, width))
    for at, item in enumerate(block.rows):
        below = len(item.groups) + 1
        for to, column in enumerate(block.columns, at * width):
            key = f"{table.id}.{item.id}.{column.id}"
            cells.append(Printed(below, to, "head", column.label, down=heads - below))
            cells.append(Printed(heads, to, "number", key=key))
    return heads, cells


def _names(rows: tuple[Row, ...], depth: int, left: int, width: int) -> Iterator[Printed]:
    """The rows' names as headers, a shared group above the names of its members."""
    for shared, members in groupby(rows, key=lambda item: item.groups[: depth + 1]):
        items = tuple(members)
        if len(shared) > depth:
            yield Printed(depth, left, "head", shared[depth], across=width * len(items))
            yield from _names(items, depth + 1, left, width)
        else:
            for at, item in enumerate(items):
                yield Printed(depth, left + at * width, "head", item.label, across=width)
        left += width * len(items)
