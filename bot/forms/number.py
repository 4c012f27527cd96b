"""The numbers of a form, as text and as values. A figure is stored as the text the office wrote,
because reports write `0%`, `+1036` and `251000元` and must print them so; this module alone knows
what number such a text means, so entry, checks, import and totals cannot disagree about it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

NUMERIC = ("count", "amount", "change")
UNITS = "件份宗封条个项人次"

LONGEST = 20  # characters of a figure; a longer one is none, and could not be added up exactly

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_UP = re.compile(r"^(?:增加?|新增)")
_DOWN = re.compile(r"^减少?")


def tidy(text: str) -> str:
    """Half-width, without any white space: how two labels or figures are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("−", "-").replace("－", "-")


def decimal(text: str) -> Decimal | None:
    """A plain number, with or without thousands separators; None for anything else."""
    if len(text) > LONGEST:
        return None
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    return Decimal(text) if _PLAIN.fullmatch(text) else None


@lru_cache(maxsize=4096)  # a check reads the same few figures hundreds of times
def number(kind: str, text: str) -> Decimal | None:
    """What a written figure means: counts in 件, amounts in 万元 where a unit is written.

    None when the text is not a number of that kind. A negative or fractional count is still a
    number: judging it is the business of the rule `number`.
    """
    text = tidy(text)
    if kind == "change":
        return _change(text)
    if kind == "amount":
        return _amount(text)
    return decimal(text.rstrip(UNITS))


def _amount(text: str) -> Decimal | None:
    if text.endswith("万元"):
        return decimal(text[:-2])
    if text.endswith("元"):
        yuan = decimal(text[:-1])
        return None if yuan is None else yuan / 10000
    return decimal(text)


def _change(text: str) -> Decimal | None:
    if text in {"持平", "无变化", "不变"}:
        return Decimal(0)
    text = _DOWN.sub("-", _UP.sub("+", text)).rstrip("%" + UNITS)
    return decimal(text)


def canonical(kind: str, text: str) -> str | None:
    """The text that is stored and printed for a figure; None when it is not a number.

    Counts lose their unit, separators and leading zeros. Amounts and changes keep what was written.
    """
    value = number(kind, text)
    if value is None:
        return None
    if kind == "count":
        return plain(value)
    return tidy(text) if _is_marked(tidy(text)) else plain(value)


def _is_marked(text: str) -> bool:
    """True when a text says more than its number: a sign, a unit, a per cent sign, a word."""
    return not re.fullmatch(r"-?[\d.,]+", text)


def plain(value: Decimal) -> str:
    """A number as reports print it: no exponent, no separators, no empty decimals."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def total(values: Mapping[str, str], keys: Iterable[str]) -> Decimal | None:
    """The sum of counts; None while one of them is blank or no number, for blank is not zero."""
    result = Decimal(0)
    for key in keys:
        value = number("count", values.get(key, ""))
        if value is None:
            return None
        result += value
    return result
