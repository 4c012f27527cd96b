"""The year a report speaks of, and the form it is made on, as people write them: 2024, 2024年,
２０２４年 2019版. Reports exist from 2008 on, when the regulation came into force, and none can be
made for a year that has not begun.
"""

import re
import unicodedata
from dataclasses import dataclass

from bot.interview.outcome import OpenReport, Outcome, refuse
from bot.messages import Fact, Message

FIRST_YEAR = 2008
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)\s*(?:年度?)?")
_FORM = re.compile(r"(?<!\d)(20\d\d)\s*(?:版|格式|年版)")


@dataclass(frozen=True)
class Chosen:
    """A year and perhaps a form (else the one in force for the year is used)."""

    year: int
    form: str = ""


def read_year(text: str, this_year: int) -> Chosen | None:
    """The year that a whole text names; None when it names none that can be reported on."""
    chosen, rest = split_year(text, this_year)
    return chosen if chosen and not rest.strip(" ,，、的年度报告") else None


def split_year(text: str, this_year: int) -> tuple[Chosen | None, str]:
    """The year (and form) in a text, and what else it says."""
    text = unicodedata.normalize("NFKC", text)
    form = _FORM.search(text)
    rest = _FORM.sub(" ", text)
    year = _YEAR.search(rest)
    if year is None or not FIRST_YEAR <= int(year.group(1)) <= this_year:
        return None, text
    return Chosen(int(year.group(1)), form.group(1) if form else ""), _YEAR.sub(" ", rest, count=1)


def to_year(message: Message, text: str) -> Outcome:
    """Opens the report on the year that a text names."""
    chosen = read_year(text, message.at.year)
    if chosen is None:
        return refuse("year", latest=message.at.year)
    done = Fact("turned_to", "")  # so that who comes back finds the interview, not this question
    return Outcome((done,), effects=(OpenReport(chosen.year, chosen.form),))
