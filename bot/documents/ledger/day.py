"""A day as ledgers have it, often without its day or its month. Two days compare as far as both are
given.
"""

import re
import unicodedata
from datetime import date, timedelta

_DAY = re.compile(r"((?:19|20)\d{2})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2}))?)?(?!\d)")
_RUN = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})月(\d{1,2})日?")
_JOINT = re.compile(r"\s*([-./年月])\s*")
_SERIAL = re.compile(
    r"[345]\d{4}"
)  # days since 1900 where a date has lost its format: 1982 to 2064
Day = tuple[int, ...]  # year, and month and day where they are given


def read_day(text: str, year: int = 0) -> Day | None:
    """A day, as far as it is given: 2023-05-06, 2023年5月, 20230506; None for 23.5.6. A day without
    its year, 5月6日, is of the `year` that the ledger is of, and None where it does not say.
    """
    text = _JOINT.sub(r"\1", unicodedata.normalize("NFKC", text).strip())
    match = _RUN.fullmatch(text) or _DAY.match(text)
    if match is None:
        if year and (short := _SHORT.fullmatch(text)):
            return _in_range((year, int(short[1]), int(short[2])))
        if _SERIAL.fullmatch(text):
            day = date(1899, 12, 30) + timedelta(days=int(text))
            return day.year, day.month, day.day
        return None
    return _in_range(tuple(int(part) for part in match.groups() if part))


def _in_range(day: Day) -> Day | None:
    fits = all(1 <= part <= most for part, most in zip(day[1:], (12, 31), strict=False))
    return day if fits else None


def is_day(text: str) -> bool:
    """True for what is written as a day, which a bare number is not."""
    return not _SERIAL.fullmatch(text) and read_day(text) is not None


def before(day: Day, other: Day) -> bool:
    """True for the earlier of two days, as far as both are known."""
    known = min(len(day), len(other))
    return day[:known] < other[:known]
