"""The requests of an office's own ledger, counted into table 三. A request that cannot be placed is
named by its row and left out, never guessed. Nothing here knows who asked: of an applicant only the
column of the form is kept, so that a name can be neither stored nor shown by mistake.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.forms.form import Form
from bot.reading.outcomes import PENDING, row_of

TABLE = "applications"

Carry = Literal["", "in", "out", "yes", "no"]
Why = Literal[
    "no_date",  # no date on which it came in
    "date",  # such a date that cannot be read
    "no_answer_date",  # an outcome, and no date of it
    "answer_date",  # such a date that cannot be read
    "dates",  # answered before it came in
    "no_kind",  # nothing says who asked
    "kind",  # who asked is in none of the form's columns, or in several
    "no_outcome",  # answered, and nothing says how
    "outcome",  # an outcome in unknown words, or two of them
    "reason",  # refused, say, and for none of the form's reasons
    "carry",  # what is said of carrying over contradicts the dates
    "merged",  # several rows under one serial number
]


@dataclass(frozen=True, slots=True)
class Request:
    """A row of a ledger: the years in which it came and was answered, who asked, what came of it.

    A year is None where no date was read; `…_given` tells whether something stood there. `kind` is
    a column of the form, `outcome` what `read_outcome` says, both empty for unknown words.
    """

    row: int
    received: int | None
    answered: int | None
    kind: str
    outcome: str
    carry: Carry = ""
    received_given: bool = True
    answered_given: bool = False
    kind_given: bool = True
    backwards: bool = False
    merged: bool = False
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the ledger: its letter and what stands above it."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """A column to be confirmed: `several` headings could be it, it was found `by_content`, kinds
    were told `from_names`, a column is `absent`, there are `no_headings` at all, or the requests
    stand on `several_sheets`.
    """

    role: str
    why: Literal["several", "by_content", "from_names", "absent", "no_headings", "several_sheets"]


@dataclass(frozen=True)
class Ledger:
    """A ledger as it was recognised. `skipped` are rows that are none: totals, notes, headers."""

    columns: Mapping[str, Heading]
    unsure: tuple[Unsure, ...]
    requests: tuple[Request, ...]
    skipped: tuple[int, ...] = ()

    @property
    def years(self) -> Mapping[int, int]:
        """How many requests came in in each year."""
        return Counter(r.received for r in self.requests if r.received is not None)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A request that was not counted; `sheet` only where the ledger has several. How it came in may
    be known though nobody can tell what came of it: then it is counted in that row, `came`, so that
    the table does not add up until its outcome is told.
    """

    row: int
    why: Why
    sheet: str = ""
    came: str = ""


@dataclass(frozen=True)
class Counted:
    """Table 三 as a ledger has it: every entered cell of every row, also the zeros.

    `used` are the rows counted, `outside` those that belong to another year.
    """

    values: Mapping[str, str]
    unplaced: tuple[Unplaced, ...]
    used: tuple[int, ...]
    outside: tuple[int, ...]


@dataclass
class _Tally:
    """The middle of a count."""

    cells: Counter[str] = field(default_factory=Counter)
    unplaced: list[Unplaced] = field(default_factory=list)
    used: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)


def count(ledger: Ledger, form: Form, year: int) -> Counted:
    """Table 三 of a year. A request from an earlier year that was open when the year began, is
    carried in; one that was open when it ended, is carried out.
    """
    rows = [row.id for block in form.tables[TABLE].blocks for row in block.rows]
    dated = "answered" in ledger.columns
    tally = _Tally()
    for request in ledger.requests:
        placed = _placed(request, rows, year, dated)
        if placed is None:
            tally.outside.append(request.row)
        elif isinstance(placed, str):
            came = _came_at_least(request, year, placed)
            tally.unplaced.append(Unplaced(request.row, placed, request.sheet, came))
            tally.cells.update([f"{TABLE}.{came}.{request.kind}"] if came else [])
        else:
            tally.used.append(request.row)
            tally.cells.update(f"{TABLE}.{row}.{request.kind}" for row in placed)
    entered = (cell.id for cell in form.tables[TABLE].cells() if not cell.computed)
    return Counted(
        {key: str(tally.cells[key]) for key in entered},
        tuple(tally.unplaced),
        tuple(tally.used),
        tuple(tally.outside),
    )


def _placed(
    request: Request, rows: list[str], year: int, dated: bool
) -> tuple[str, str] | Why | None:
    """The two rows in which a request counts: how it came in, and what came of it.

    None for a request that was not open in that year.
    """
    if request.merged:
        return "merged"
    came = _came(request, year)
    if came is None or came not in ("received", "carried_in"):
        return came  # type: ignore[return-value]  # a reason, or another year's
    end = _ended(request, year, dated)
    if end == "done":
        end = _outcome(request, rows)
    if end is None or end not in rows:
        return end  # type: ignore[return-value]  # a reason, or another year's
    if not request.kind:
        return "kind" if request.kind_given else "no_kind"
    contradicts = (request.carry == "in" and came == "received") or (
        request.carry == "out" and end != "carried_out"
    )
    return "carry" if contradicts else (came, end)


def _came_at_least(request: Request, year: int, why: Why) -> str:
    """The row in which a request came in whose outcome cannot be placed; empty if unknown too."""
    came = _came(request, year)
    if not request.kind or came not in ("received", "carried_in"):
        return ""
    if why in ("answer_date", "no_answer_date"):  # an earlier year's may have been answered in it
        return came if came == "received" else ""
    return came if why in ("outcome", "no_outcome", "reason") else ""


def _came(request: Request, year: int) -> str | None:
    """`received` or `carried_in`, or why that is not known; None for a later year's."""
    if request.received is None:
        if request.carry == "in" and not request.received_given:
            return "carried_in"
        return "date" if request.received_given else "no_date"
    if request.received > year:
        return None
    if request.backwards:
        return "dates"
    return "received" if request.received == year else "carried_in"


def _ended(request: Request, year: int, dated: bool) -> str | None:
    """`done` in the year, `carried_out` of it, or why that is not known; None for done before."""
    if request.answered is None:
        return _undated(request, request.received == year, dated)
    if request.answered < year:
        return None
    return "done" if request.answered == year else "carried_out"


def _undated(request: Request, this_year: bool, dated: bool) -> str:
    """Where a request without a date of its answer belongs.

    An outcome is this year's where the ledger has no such dates, or says that nothing was carried.
    """
    if request.answered_given:
        return "answer_date"
    open_ = request.outcome == PENDING or request.carry == "out"
    if open_ or (request.carry == "yes" and this_year):
        return "carried_out"
    return "done" if this_year and (not dated or request.carry == "no") else "no_answer_date"


def _outcome(request: Request, rows: list[str]) -> str:
    """The row of what came of a request, or why there is none."""
    if request.outcome == PENDING:
        return "no_outcome"
    if not request.outcome:
        return "outcome"
    return row_of(request.outcome, rows) or "reason"
