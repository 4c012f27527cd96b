"""By when a report has to be out. The regulation (政府信息公开条例, article 49) says 31 January of
the year after; a district may want it earlier, so it is a setting: `01-31,宝山区=01-20,尖山区=off`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

DEFAULT = "01-31"
OFF = "off"
_BETWEEN = re.compile(r"[,，;；\s]+")
_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")
_SOME_YEAR = 2023  # not a leap year, as most are: 29 February is no deadline

Day = tuple[int, int] | None  # month and day; None for no deadline


@dataclass(frozen=True)
class Deadlines:
    """The deadline of everybody, and of those districts that have another."""

    default: Day
    districts: Mapping[str, Day] = field(default_factory=dict)

    def of(self, superior: str, name: str, year: int) -> date | None:
        """When the report of a unit on a year has to be out; None where nobody is reminded.

        A district is meant by the end of the region before the unit's name (宝山区 by
        双鸭山市宝山区), and by the beginning of the name of a unit that has none before it.
        """
        mine = [
            d for d in self.districts if superior.endswith(d) or (superior + name).startswith(d)
        ]
        day = self.districts[max(mine, key=len)] if mine else self.default
        return date(year + 1, *day) if day else None


def read_deadlines(text: str) -> Deadlines:
    """The deadlines in a setting. Raises ValueError, which says what it cannot read."""
    default, districts = _read_day(DEFAULT), {}
    for part in filter(None, _BETWEEN.split(text.strip())):
        district, equals, day = part.rpartition("=")
        if equals and not district:
            raise ValueError(f"{part!r}: write the district before the sign, as 宝山区=01-20")
        if district:
            districts[district] = _read_day(day)
        else:
            default = _read_day(day)
    return Deadlines(default, districts)


def _read_day(text: str) -> Day:
    if text == OFF:
        return None
    match = _DAY.fullmatch(text)
    try:
        month, day = map(int, match.groups()) if match else (0, 0)
        date(_SOME_YEAR, month, day)
    except ValueError:
        raise ValueError(f"{text!r} is no day such as 01-31, nor {OFF}") from None
    return month, day
