"""Which row of a table a written name means. A name must be the printed label, or a part of it that
no other row has; the groups that a spreadsheet shows in front of it may stand there too, and have
to be that row's. A name that fits two rows fits none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.forms.form import Row, Table
from bot.forms.label import comparable

_LONGEST = 8  # pieces of a label that is broken by blanks, its groups included
_SERIAL = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Named:
    """The row that a line begins with, and how many of its pieces are the name."""

    row: str
    pieces: int


def rows(table: Table) -> Iterator[Row]:
    """The rows of all blocks in printed order."""
    return (row for block in table.blocks for row in block.rows)


def row_named(table: Table, pieces: Sequence[str]) -> Named | None:
    """The row whose name the pieces of a line begin with; its groups may stand before it."""
    pieces = pieces[:_LONGEST]
    for end in range(len(pieces), 0, -1):
        for start in range(end):
            label = comparable("".join(pieces[start:end]))
            found = [row for row in rows(table) if comparable(row.label) == label]
            if len(found) == 1 and _grouped(found[0], pieces[:start]):
                return Named(found[0].id, end)
    return None


def row_like(table: Table, pieces: Sequence[str]) -> str | None:
    """The one row whose label holds a name, or is nearly all of it; None when there are more."""
    for start in range(len(pieces)):
        wanted = comparable("".join(pieces[start:]))
        if len(wanted) < 2 or wanted in headings(table):
            continue
        found = [row for row in rows(table) if _alike(wanted, comparable(row.label))]
        if len(found) == 1 and _grouped(found[0], pieces[:start]):
            return found[0].id
    return None


def _alike(wanted: str, label: str) -> bool:
    return wanted in label or (len(label) > 3 and label in wanted and len(wanted) < len(label) + 4)


def _grouped(row: Row, before: Sequence[str]) -> bool:
    """True when what stands before a label are the row's own groups, or its serial number."""
    if before and _SERIAL.fullmatch(before[0]):
        before = before[1:]
    text = comparable("".join(before))
    slices = (row.groups[a:b] for a in range(len(row.groups)) for b in range(a, 9))
    return not text or any(text == comparable("".join(part)) for part in slices)


@lru_cache(maxsize=16)
def headings(table: Table) -> frozenset[str]:
    """Every printed text of a table that is no row's name: headers, groups, bands, the corner."""
    texts = [table.corner, table.head, table.label]
    for block in table.blocks:
        texts += [block.head, block.clause]
        texts += [text for column in block.columns for text in (column.label, column.group)]
        texts += [group for row in block.rows for group in row.groups]
    return frozenset(comparable(text) for text in texts if text)
