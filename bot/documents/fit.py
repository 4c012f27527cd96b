"""Fits words to the room they have, since nobody may look before the report is out: figures of six
digits in a column of 10 mm, names of forty characters on a title line.
"""

import math
from collections.abc import Sequence

_TITLE_LINE = 20  # characters of 22 pt on 156 mm


def size(rooms: Sequence[Sequence[int]], values: Sequence[str]) -> int:
    """The largest type, by its number, in which every value of a table fits on its line.

    `rooms[size]` tells for every value how many digits fit.
    """
    if 2 * max(map(len, values)) <= min(rooms[0]):
        return 0
    taken = [_digits(value) for value in values]
    for at, room in enumerate(rooms):
        if all(need <= have for need, have in zip(taken, room, strict=True)):
            return at
    return len(rooms) - 1


def _digits(value: str) -> float:
    """How many digits are as wide as a value."""
    return sum(1.0 if sign in "0123456789.-" else 1.7 if sign < "\x7f" else 2.0 for sign in value)


def title_lines(title: str, superior: str) -> list[str]:
    """A unit's full name in lines, broken behind its superior, else evenly: no two signs alone."""
    rest = title.removeprefix(superior)
    if len(title) <= _TITLE_LINE:
        return [title]
    if superior and max(len(superior), len(rest)) <= _TITLE_LINE:
        return [superior, rest]
    count = math.ceil(len(title) / (_TITLE_LINE - 1))
    length = math.ceil(len(title) / count)
    return [title[at : at + length].strip() for at in range(0, len(title), length)]
