"""Rows pasted from Excel or WPS, as cells of a table. A spreadsheet puts tabs between cells, but
Telegram turns every tab into a blank and trims both ends of a message, so blanks are read in both
ways, as so many tabs and as mere spacing; where the two disagree nothing is taken. The same holds
for everything else that could be meant in two ways: a figure in the wrong cell is worse than none.
"""

from bot.reading.pasted.line import Pasted, Refusal
from bot.reading.pasted.read import read_pasted

__all__ = ["Pasted", "Refusal", "read_pasted"]
