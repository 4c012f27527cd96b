"""What a clerk types for a blank of a sentence, as it will stand in it: a count without its unit, a
date as an office writes it, or some words. A rounded count (40余) is good enough for a narrative.
"""

import re
import unicodedata

from bot.forms.bank import BlankKind
from bot.forms.number import plain
from bot.reading.numerals import HAN, read_number

LONGEST = 40  # characters; longer is no part of a sentence, but one of its own

_UNIT = r"(?:人次|[条件次篇场个份处期人])?"
_ROUNDED = re.compile(
    rf"(?P<about>约|近)?(?P<number>\d+|[{HAN}]+)(?P<more>余|多)?{_UNIT}(?P<over>余)?"
)
_DATE = re.compile(r"(?:20\d\d年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?")


def read_blank(kind: BlankKind, text: str) -> str:
    """The words for a blank; empty where they do not fit."""
    words = " ".join(text.split()).rstrip("。；;，,")
    if kind == "number":
        return _number(words)
    if kind == "date":
        return _date(words)
    return words if len(words) <= LONGEST and "。" not in words and "\n" not in text else ""


def _number(text: str) -> str:
    exact = read_number(text)
    if exact is not None:
        return plain(exact)
    found = _ROUNDED.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    return (found["about"] or "") + found["number"] + (found["more"] or "") if found else ""


def _date(text: str) -> str:
    words = unicodedata.normalize("NFKC", text).replace(" ", "")
    found = _DATE.fullmatch(words)
    if found is None or not 1 <= int(found["month"]) <= 12:
        return ""
    if found["day"] and not 1 <= int(found["day"]) <= 31:
        return ""
    return words.replace("号", "日")
