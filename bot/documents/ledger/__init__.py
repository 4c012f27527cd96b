"""The ledger that an office keeps of its requests (依申请公开台账), as a spreadsheet or CSV. No two
offices keep the same one, so a column is known by its heading and, where that says nothing or there
is no row of headings at all, by what stands in it; whatever was not plain is told with the result,
and the office confirms it once.
"""

from bot.documents.ledger.recognise import recognise

__all__ = ["recognise"]
