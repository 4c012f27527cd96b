"""A day as ledgers have it, often without its day or its month. Two days compare as far as both are
given.
"""

import re
import unicodedata
from datetime import date, timedelta

_DAY = re.compile(r"((?:19|20)\d{2})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2}))?)?(?!\d)")
_RUN = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_JOINT = re.compile(r"\s*([-./年月])\s*")
_SERIAL = re.compile(
    r"[345]\d{4}"
)  # days since 1900 where a date has lost its format: 1982 to 2064
Day = tuple[int, ...]  # year, and month and day where they are given


def read_day(text: str) -> Day | None:
    """A day, as far as it is given: 2023-05-06, 2023年5月, 20230506; None for 23.5.6 and 5月6日."""
    text = _JOINT.sub(r"\1", unicodedata.normalize("NFKC", text).strip())
    match = _RUN.fullmatch(text) or _DAY.match(text)
    if match is None:
        if _SERIAL.fullmatch(text):
            day = date(1899, 12, 30) + timedelta(days=int(text))
            return day.year, day.month, day.day
        return None
    day_ = tuple(int(part) for part in match.groups() if part)
    in_range = all(1 <= part <= most for part, most in zip(day_[1:], (12, 31), strict=False))
    return day_ if in_range else None


def is_day(text: str) -> bool:
    """True for what is written as a day, which a bare number is not."""
    return not _SERIAL.fullmatch(text) and read_day(text) is not None


def before(day: Day, other: Day) -> bool:
    """True for the earlier of two days, as far as both are known."""
    known = min(len(day), len(other))
    return day[:known] < other[:known]
