"""Reads a spreadsheet that somebody sent, and trusts nothing in it. openpyxl writes our sheets but
does not read theirs: it makes an object for every cell of a merged range, of which a file of one
kilobyte can claim seventeen thousand million, and it raises whatever a damaged part leads to. A
form or a ledger needs only names, texts and numbers, so these are read here, each under a limit.
"""

from bot.documents.workbook.cell import (
    LAST_COLUMN,
    MAX_CELLS,
    Cell,
    Workbook,
    Worksheet,
    address,
    place,
    unusable,
)
from bot.documents.workbook.read import MAX_FILE, OLE, ZIP, read_workbook

__all__ = [
    "LAST_COLUMN",
    "MAX_CELLS",
    "MAX_FILE",
    "OLE",
    "ZIP",
    "Cell",
    "Workbook",
    "Worksheet",
    "address",
    "place",
    "read_workbook",
    "unusable",
]
