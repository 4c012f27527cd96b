"""A ledger as a whole: the pages that are one, and what was not plain about them."""

from dataclasses import replace

from bot.documents.ledger.columns import find_columns
from bot.documents.ledger.page import read_pages
from bot.documents.ledger.rows import read_rows
from bot.documents.workbook import unusable
from bot.reading.tally import Ledger, Request, Unsure


def recognise(content: bytes) -> Ledger:
    """The requests of a ledger. Raises Unusable for a file that is none."""
    found = []
    for page in read_pages(content):
        if columns := find_columns(page):
            found.append((page, columns))
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
