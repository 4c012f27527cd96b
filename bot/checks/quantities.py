"""The numbers of things that a sentence tells, each with the word that counts it."""

import re
from decimal import Decimal
from typing import NamedTuple

from bot.reading.numerals import HAN, han_number

_UNITS = "条|件|篇|份|期|次|个|项|宗|场|则|起"
COUNT = re.compile(
    rf"(?=[\d约近超逾不{HAN}])(?P<about>约|近|超过?|逾|不足)?(?<![\d.\-第])(?P<n>\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,12}}|[{HAN}]{{1,12}})"
    rf"(?P<more>[余多])?\s*(?P<unit>{_UNITS})(?P<again>次)?(?!率|\w*以上)"
)


class Count(NamedTuple):
    """A number of things in a sentence: what is counted is told by its unit alone."""

    value: Decimal | None  # None if it is rounded
    unit: str
    start: int
    end: int


def counts(said: str) -> list[Count]:
    """The numbers of a sentence that count something."""
    return [
        Count(value_of(match), match["unit"], match.start(), match.end())
        for match in COUNT.finditer(said)
    ]


def value_of(match: re.Match[str]) -> Decimal | None:
    """What a match of COUNT says; None if it is rounded."""
    if match["about"] or match["more"]:
        return None
    written = match["n"].replace(",", "")
    return Decimal(written) if written.isascii() else han_number(written)
