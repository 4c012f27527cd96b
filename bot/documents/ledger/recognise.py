"""A ledger as a whole: the pages that are one, and what was not plain about them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.documents.ledger.columns import Columns, alike, find_columns
from bot.documents.ledger.page import Page, read_pages
from bot.documents.ledger.rows import read_rows
from bot.documents.workbook import unusable
from bot.reading.tally import Ledger, Request, Unsure


def recognise(content: bytes) -> Ledger:
    """The requests of a ledger. Raises Unusable for a file that is none."""
    pages = read_pages(content)
    known = [columns for page in pages if (columns := find_columns(page))]
    found = [(page, columns) for page in pages if (columns := _columns(page, known))]
    if not found:
        unusable("no_ledger")
    several = len(found) > 1
    requests: list[Request] = []
    skipped: list[int] = []
    unsure = [Unsure("sheet", "several_sheets")] if several else []
    for page, columns in found:
        read, none = read_rows(page, columns)
        requests += [replace(r, sheet=page.name) for r in read] if several else read
        skipped += none
        unsure += [item for item in columns.unsure if item not in unsure]
    return Ledger(found[0][1].headings, tuple(unsure), tuple(requests), tuple(skipped))


def _columns(page: Page, known: Sequence[Columns]) -> Columns | None:
    """A page's columns by itself, or by another's headings: a month's page may have one request,
    which is still open and tells of no outcome.
    """
    return find_columns(page) or next(filter(None, (alike(page, one) for one in known)), None)
