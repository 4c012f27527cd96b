"""Who asked, held against how many asked. 收到7件，上年结转1件，其中自然人5件，企业2件 tells kinds
behind the carry-over and means those that came in. No word says so, but a part is never more than
its whole: what is all of another row belongs there, and what fits none is a doubt.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from bot.reading.meanings import KINDS
from bot.reading.notes import WEAK, Notes, Reading

_OTHERS = re.compile("法人|组织|企业|公司|机构|律师|单位申请|其[他它]申请")
_ROWS = ("carried_in", "received")


def settle(notes: Notes, text: str) -> None:
    """Puts the kinds of applicants that were told for one row where they add up."""
    _settle_only(notes, text)
    for row, other in (_ROWS, _ROWS[::-1]):
        told, whole = _kinds(notes, row), _total(notes, row)
        told_in_all = sum((reading.value for reading in told.values()), Decimal(0))
        is_all_of_other = told_in_all == _total(notes, other) != whole
        if whole is None or told_in_all == whole:
            continue
        if not is_all_of_other and not _unsure(notes, row, told):
            continue
        for kind, reading in told.items():
            _move(notes, kind, reading, row, other if is_all_of_other else "")


def _settle_only(notes: Notes, text: str) -> None:
    """受理自然人申请72件，办结70件: where nobody else is spoken of, they are all that came."""
    told = _kinds(notes, "received")
    if notes.alone and set(told) == {"natural"} and not _OTHERS.search(text):
        only = told["natural"]
        whole = "applications.received.total"
        if whole not in notes.dropped and whole not in notes.readings:
            notes.put(whole, only.value, only.start, only.end, WEAK)


def _kinds(notes: Notes, row: str) -> dict[str, Reading]:
    names = (*sorted(KINDS), "other")
    found = {kind: notes.get(f"applications.{row}.{kind}") for kind in names}
    return {kind: reading for kind, reading in found.items() if reading}


def _unsure(notes: Notes, row: str, told: Mapping[str, Reading]) -> bool:
    """True where the kinds may be of either row, or of both together. Too many of what came in are
    an error of the text that its reader should see, unless they are all of both.
    """
    came, carried = _total(notes, "received"), _total(notes, "carried_in")
    told_in_all = sum((reading.value for reading in told.values()), Decimal(0))
    if row == "carried_in":
        return carried is not None and told_in_all > carried
    place = notes.get("applications.carried_in.total")
    if came is None or place is None or not place.value:
        return False
    behind = all(reading.start > place.start for reading in told.values())
    return behind and (told_in_all < came or told_in_all == came + place.value)


def _total(notes: Notes, row: str) -> Decimal | None:
    reading = notes.get(f"applications.{row}.total")
    return reading.value if reading else None


def _move(notes: Notes, kind: str, reading: Reading, row: str, to: str) -> None:
    """Takes a kind from a row; puts it to another, or leaves a doubt between the two."""
    either = [(f"applications.{name}.{kind}", reading.value) for name in _ROWS]
    notes.withdraw(f"applications.{row}.{kind}", [] if to else either)
    if to:
        goal = f"applications.{to}.{kind}"
        notes.put(goal, reading.value, reading.start, reading.end, reading.firmness)
