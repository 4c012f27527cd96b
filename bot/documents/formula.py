"""What somebody typed, in a cell of a spreadsheet, is a text whatever it begins with. A spreadsheet
takes a few signs at the beginning for a formula, also when a cell is opened and left again, so the
cell is quoted, too.
"""

from typing import TYPE_CHECKING

from bot.reading.text import clean

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def put_text(cell: "Cell", text: str) -> None:
    """Writes a text, without the characters that XML forbids."""
    text = clean(text)
    cell.value = text
    if text:
        cell.data_type = "s"
    cell.quotePrefix = text.startswith(_SIGNS)
