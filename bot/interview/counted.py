"""What a sentence says of the table that was asked about: its counts, the cells that they settle,
what in them may mean one of several, and what of the sentence was not read.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.forms.form import Form, Table
from bot.forms.number import plain
from bot.interview.outcome import Outcome
from bot.interview.press import command
from bot.interview.questions import question
from bot.interview.state import State
from bot.interview.story import Told
from bot.messages import Choice, Fact, Say

if TYPE_CHECKING:
    from bot.reading.counts import Counts
    from bot.reading.spoken import Spoken


SUITS = "litigation.lawsuits.total"  # direct and after review, as a sentence tells them
Meant = list[tuple[str, Decimal]]  # the figures that one count may be


def counts_of(form: Form, state: State, table: str, text: str) -> "Counts":
    """The counts that a sentence states which was said when a table was asked about."""
    from bot.reading.counts import read_counts  # noqa: PLC0415 - slow to import, for sentences only

    return read_counts(text, form=form, year=state.year, unit=state.title, about=table)


def spoken_of(text: str, table: str, *, came: bool = False) -> "Spoken":
    """What somebody says of a table, in the words of reports."""
    from bot.reading.spoken import read_spoken  # noqa: PLC0415 - as in `counts_of`

    return read_spoken(text, table, came=came)


def of_table(counts: "Counts", table: str) -> dict[str, Decimal]:
    """The counts of one table among those that a sentence states."""
    return {key: value for key, value in counts.values.items() if key.startswith(table + ".")}


def doubts_of(
    form: Form, state: State, table: str, text: str, counts: "Counts", *, cells: bool = False
) -> tuple[Say, ...]:
    """The first thing in a sentence that may mean one of several: asked about, never guessed.

    With `cells` only what an answer would fill: a total fills nothing outside a story.
    """
    doubts: list[tuple[str, Meant]] = []
    for doubt in counts.unsure:
        meant = [(k, v) for k, v in doubt.candidates if k.startswith(table + ".")]
        if cells:
            meant = [(k, v) for k, v in meant if can_be_entered(form, k) and k not in state.slots]
        if len(meant) > 1:
            doubts.append((text[doubt.start : doubt.end], meant))
    if not doubts:
        return ()
    words, meant = doubts[0]
    rows = _rows_meant(form, state, counts, [m for _, m in doubts])
    choices = rows or [_meaning(state, key, plain(value)) for key, value in meant]
    said = {"words": words, "keys": [key for key, _ in meant], "rows": bool(rows)}
    return (Say("doubt", said, tuple((choice,) for choice in choices)),)


def _rows_meant(form: Form, state: State, counts: "Counts", doubts: list[Meant]) -> list[Choice]:
    """A button a row, where several doubts are between the same rows and make up all lawsuits: two
    of them, 一赢一输.
    """
    rows = [[key.rpartition(".")[0] for key, _ in meant] for meant in doubts]
    whole = sum((meant[0][1] for meant in doubts), Decimal(0))
    if len(doubts) == 1 or rows.count(rows[0]) < len(rows) or counts.values.get(SUITS) != whole:
        return []
    choices: list[Choice] = []
    for place, name in enumerate(rows[0]):
        given, row = dict(meant[place] for meant in doubts), question(form, name)
        figures = " ".join(plain(given.get(k, Decimal(0))) for k in row.keys) if row else ""
        choices.append(
            Choice(command(state.report, "tell", f"{name} {figures}"), "row", {"k": name})
        )
    return choices


def _meaning(state: State, key: str, value: str) -> Choice:
    return Choice(command(state.report, "tell", f"{key} {value}"), "meant", {"k": key, "v": value})


def left_of(text: str, counts: "Counts", table: str) -> list[str]:
    """The clauses with a count of which nothing became a figure of the table."""
    from bot.reading.unread import unread  # noqa: PLC0415 - as in `counts_of`

    return unread(text, counts, table)


def not_read(left: Sequence[str]) -> tuple[Say, ...]:
    """What of a sentence was not understood, or is of another table: said, or it would be lost."""
    return (Say("not_read", {"words": left}),) if left else ()


def kept_cells(cells: Mapping[str, str], raw: str) -> Outcome:
    """Cells that a sentence settled, read back; nothing where it settled none."""
    facts = tuple(Fact("answered", key, value, raw) for key, value in cells.items())
    return Outcome(facts, (Say("kept.cells", {"keys": list(cells)}),)) if facts else Outcome()


def can_be_entered(form: Form, key: str) -> bool:
    """True for a cell that nothing computes."""
    return key in form.cells and not form.cells[key].computed


def settled(form: Form, table: Table, told: Told) -> dict[str, str]:
    """The cells that told figures leave no doubt about. A total settles its row when its told parts
    add up to it, for then the others are 0; all lawsuits settle both kinds of them in the same way.
    """
    suits = [cell.parts("columns") for cell in table.cells() if cell.row.groups]
    known = sum((told.get(part, Decimal(0)) for parts in suits for part in parts), Decimal(0))
    whole = told.get(SUITS) == known
    cells: dict[str, str] = {}
    for cell in table.cells():
        if not cell.computed and cell.id in told:
            cells[cell.id] = plain(told[cell.id])
        parts = cell.parts("columns")
        own = sum((told.get(part, Decimal(0)) for part in parts), Decimal(0))
        total = told.get(cell.id, own if whole and cell.row.groups else None)
        if parts and total == own:
            cells |= {part: plain(told.get(part, Decimal(0))) for part in parts}
    return {key: value for key, value in cells.items() if not form.cells[key].computed}
