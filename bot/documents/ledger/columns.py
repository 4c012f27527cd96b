"""Which column of a page is what: by the headings, where a row names the most of them, and by what
stands below where they say nothing or are not there.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.documents.ledger.day import before, is_day, read_day
from bot.documents.ledger.headings import bare_text, roles_of
from bot.documents.ledger.page import Line, Page
from bot.documents.workbook import address
from bot.reading.outcomes import PENDING, read_kind, read_outcome
from bot.reading.tally import Heading, Unsure

HEADER_ROWS = 15  # a title, a unit, a date may stand above the headings
HEADING_LENGTH = 30
_TOTAL = re.compile(r"(?:本[月季年页]|全年|年度)?(?:合计|小计|总计|共计)(?:\d+件?)?")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年?度?(?!\d|[-./年]\d|.{0,2}月)")
MOST = 0.6  # of the cells below a heading that has to fit, for a column known by content


@dataclass(frozen=True)
class Columns:
    """Which column is what, by the headings that end on a row; `year` is the one that the title
    above them names, 0 where it names none or several.
    """

    last_row: int
    at: Mapping[str, int]
    headings: Mapping[str, Heading]
    unsure: tuple[Unsure, ...]
    year: int = 0


def find_columns(page: Page) -> Columns | None:
    """The columns of a page; None for one that is no ledger."""
    return _headed(page) or _unheaded(page)


def _headed(page: Page) -> Columns | None:
    """The columns under the row of headings that names most of them; None where no row does."""
    best: tuple[int, dict[str, list[int]], dict[int, str]] | None = None
    for at, (row, _) in enumerate(page.lines):
        if row > HEADER_ROWS:
            break
        for deep in (1, 2):
            texts = _headings(page.lines[at : at + deep])
            roles = roles_of(texts)
            if len(roles) > (len(best[1]) if best else 1):
                last = page.lines[min(at + deep, len(page.lines)) - 1][0]
                best = (last, roles, texts)
    return _complete(page, *best) if best else None


def _headings(lines: tuple[Line, ...]) -> dict[int, str]:
    """The text above each column, of one row or of two under each other."""
    texts: dict[int, str] = {}
    for _, line in lines:
        for column, text in line.items():
            if len(text) <= HEADING_LENGTH and texts.get(column) != text:
                texts[column] = texts.get(column, "") + text
    return texts


def _complete(
    page: Page, last: int, roles: dict[str, list[int]], texts: dict[int, str]
) -> Columns | None:
    """The columns with those added that only their content tells; None where it is no ledger."""
    at = {role: columns[0] for role, columns in roles.items()}
    unsure = [
        Unsure(role, "several")
        for role, columns in roles.items()
        if len(columns) > 1 and role in ("received", "answered", "kind", "outcome")
    ]
    below = [line for row, line in page.lines if row > last and not is_total(line)]
    said = _texts(below, at["outcome"]) if "outcome" in at else []
    if said and not any(map(read_outcome, said)):
        del at["outcome"]  # 答复类型, say, over 邮寄 and 当面
    unsure += [Unsure(role, "by_content") for role in _add_by_content(at, below)]
    if "kind" not in at and "applicant" in at:
        unsure.append(Unsure("kind", "from_names"))
    if "answered" not in at:
        unsure.append(Unsure("answered", "absent"))
    if not ("outcome" in at and {"received", "year"} & set(at) and {"kind", "applicant"} & set(at)):
        return None
    headings = {
        role: Heading(address(1, column)[:-1], "".join(texts.get(column, "").split()))
        for role, column in at.items()
    }
    return Columns(last, at, headings, tuple(unsure), _year(page, last))


def _year(page: Page, last: int) -> int:
    """The one year that the lines down to the headings, or else the sheet's name, speak of."""
    above = " ".join(text for row, line in page.lines if row <= last for text in set(line.values()))
    titles = set(_YEAR.findall(above)) or set(_YEAR.findall(page.name))
    return int(titles.pop()) if len(titles) == 1 else 0


def alike(page: Page, known: Columns) -> Columns | None:
    """The columns of a page that has the headings of another in its first rows."""
    wanted = {known.at[role]: heading.text for role, heading in known.headings.items()}
    for row, line in page.lines:
        if row > HEADER_ROWS:
            break
        if wanted == {c: "".join(line.get(c, "").split()) for c in wanted}:
            return replace(known, last_row=row, year=_year(page, row))
    return None


def is_total(line: Mapping[int, str]) -> bool:
    """True for a row of totals."""
    texts = [text for _, text in sorted(line.items()) if text]
    return any(_TOTAL.fullmatch(bare_text(text)) for text in texts[:3])


def _add_by_content(at: dict[str, int], lines: list[Mapping[int, str]]) -> Iterator[str]:
    """Adds each column that is the only one of its content, and tells its role."""
    for role, fits in _CONTENT.items():
        if role in at or (role == "received" and "year" in at):
            continue
        free = [column for column in _used(lines) if column not in at.values()]
        likely = [column for column in free if _share(lines, column, fits) >= MOST]
        if len(likely) == 1:
            at[role] = likely[0]
            yield role


def _unheaded(page: Page) -> Columns | None:
    """The columns of a ledger without headings: two dates, a kind of applicant, an outcome, and
    perhaps a reason beside it. None where one of them could be another, or is not there.
    """
    lines = [line for _, line in page.lines]
    fits = {
        role: [c for c in _used(lines) if _share(lines, c, fit) >= MOST]
        for role, fit in _CONTENT.items()
    }
    days, kinds = fits["received"], fits["kind"]
    outcomes = sorted(fits["outcome"], key=lambda c: -len(_texts(lines, c)))
    if not 1 <= len(days) <= 2 or len(kinds) != 1 or not 1 <= len(outcomes) <= 2:
        return None
    days = _in_order(lines, days)
    roles = (("received", days[:1]), ("answered", days[1:]), ("kind", kinds),
             ("outcome", outcomes[:1]), ("reason", outcomes[1:]))  # fmt: skip
    at = {role: columns[0] for role, columns in roles if columns}
    first = next(row for row, line in page.lines if is_day(line.get(days[0], "")))
    headings = {role: Heading(address(1, column)[:-1], "") for role, column in at.items()}
    absent = [] if "answered" in at else [Unsure("answered", "absent")]
    return Columns(first - 1, at, headings, (Unsure("sheet", "no_headings"), *absent))


def _in_order(lines: list[Mapping[int, str]], columns: list[int]) -> list[int]:
    """Two columns of days, the earlier days first."""
    later = 0
    for line in lines:
        first, last = (read_day(line.get(column, "")) for column in (columns[0], columns[-1]))
        later += bool(first and last and before(last, first))
    return columns[::-1] if 2 * later > len(lines) else columns


def _is_outcome(text: str) -> bool:
    return read_outcome(text) not in ("", PENDING)


def _is_kind(text: str) -> bool:
    return len(text) < 12 and bool(read_kind(text))


_CONTENT: Mapping[str, Callable[[str], bool]] = {
    "outcome": _is_outcome,
    "kind": _is_kind,
    "received": is_day,
}


def _used(lines: list[Mapping[int, str]]) -> list[int]:
    return sorted({column for line in lines for column in line})


def _texts(lines: list[Mapping[int, str]], column: int) -> list[str]:
    return [text for line in lines if (text := line.get(column, ""))]


def _share(lines: list[Mapping[int, str]], column: int, fits: Callable[[str], bool]) -> float:
    """How much of what stands in a column fits."""
    texts = _texts(lines, column)
    return sum(map(fits, texts)) / len(texts) if texts else 0.0
