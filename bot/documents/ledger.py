"""The ledger that an office keeps of its requests (依申请公开台账), as a spreadsheet or CSV. No two
offices keep the same one, so a column is known by its heading and, where that says nothing or there
is no row of headings at all, by what stands in it; whatever was not plain is told with the result,
and the office confirms it once. The names of applicants are read past: a request leaves this module
without any text of its row.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.documents.workbook import (
    LAST_COLUMN,
    MAX_CELLS,
    MAX_FILE,
    OLE,
    ZIP,
    Worksheet,
    address,
    read_workbook,
    unusable,
)
from bot.reading.answers_file import Unusable
from bot.reading.outcomes import PENDING, kind_of_name, read_kind, read_outcome
from bot.reading.tally import Carry, Heading, Ledger, Request, Unsure

# What columns are called, the likeliest first; compared without white space and punctuation.
ROLES: Mapping[str, tuple[str, ...]] = {
    "number": ("序号", "(?:收件|受理|登记|申请)?(?:编号|号)"),
    "received": (
        "收到(?:申请)?(?:的)?(?:日期|时间)",
        "(?:登记|受理|收件|接收|来件|收文)(?:日期|时间)",
        "申请(?:提交|公开)?(?:日期|时间)",
        "(?:提交|提出|来信)(?:申请)?(?:日期|时间)",
        "日期|时间",
    ),
    "answered": (
        "(?:实际)?(?:答复|办结|回复|办理完成|完成)(?:日期|时间)",
        "答复(?:书)?(?:作出|出具|寄出|送达)?(?:日期|时间)",
    ),
    "kind": (
        "申请(?:人|主体)(?:的)?(?:类型|性质|类别|身份|种类)",
        "(?:主体)?(?:类型|性质|类别)",
        "申请主体",
    ),
    "applicant": (
        "申请人(?:信息)?(?:姓名|名称|姓名或名称|姓名单位名称)?",
        "姓名|名称|申请单位|申请者",
    ),
    "content": ("申请(?:公开)?(?:的)?(?:内容|事项|信息)(?:描述|摘要|名称)?", "信息名称|内容|事项"),
    "outcome": (
        "(?:答复|处理|办理|办件)(?:的)?(?:结果|类型|结论|情形|决定)",
        "结果|结论|公开类型|公开结果",
        "(?:答复|处理|办理|公开)(?:情况|意见)",
        "(?:办理|处理)(?:状态|进度)",
    ),
    "reason": (
        "(?:不予?公开|拒绝公开|无法提供|不予处理)(?:的)?(?:理由|原因|依据|情形)(?:或?依据)?",
        "(?:具体)?(?:理由|原因|依据|情形)(?:或?依据)?",
        "(?:答复|处理|办理)(?:依据|理由|原因)",
    ),
    "carried": ("(?:是否)?(?:上年|下年|跨年)?(?:度)?结转(?:情况|下年度?|上年度?)?", "是否跨年度?"),
    "year": ("(?:申请|所属)?(?:年度|年份)",),
    "note": ("备注|说明",),
}
HEADER_ROWS = 15  # a title, a unit, a date may stand above the headings
HEADING_LENGTH = 30
MOST = 0.6  # of the cells below a heading that has to fit, for a column known by content

_ROLES = {role: [re.compile(words) for words in known] for role, known in ROLES.items()}
_BRACKETS = re.compile(r"(?<=.)\([^)]*\)")  # 申请人类别（公民、法人）
_NEGLIGIBLE = re.compile(r"[^\w]|_")
_TOTAL = re.compile(r"(?:本[月季年页]|全年|年度)?(?:合计|小计|总计|共计)(?:\d+件?)?")
_DAY = re.compile(r"((?:19|20)\d{2})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2}))?)?(?!\d)")
_RUN = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_JOINT = re.compile(r"\s*([-./年月])\s*")
_SERIAL = re.compile(
    r"[345]\d{4}"
)  # days since 1900 where a date has lost its format: 1982 to 2064

Line = tuple[int, Mapping[int, str]]  # a row's number, and its texts by column
Day = tuple[int, ...]  # year, and month and day where they are given


@dataclass(frozen=True)
class _Page:
    """A sheet, or a whole CSV: its rows, and those that share a merged cell with the row above."""

    name: str
    lines: tuple[Line, ...]
    continued: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class _Columns:
    """Which column is what, by the headings that end on a row."""

    last_row: int
    at: Mapping[str, int]
    headings: Mapping[str, Heading]
    unsure: tuple[Unsure, ...]


def recognise(content: bytes) -> Ledger:
    """The requests of a ledger. Raises Unusable for a file that is none."""
    found = []
    for page in _pages(content):
        columns = _columns(page) or _unheaded(page)
        if columns:
            found.append((page, columns))
    if not found:
        unusable("no_ledger")
    several = len(found) > 1
    requests: list[Request] = []
    skipped: list[int] = []
    unsure = [Unsure("sheet", "several_sheets")] if several else []
    for page, columns in found:
        read = _Rows(page, columns)
        requests += [replace(r, sheet=page.name) for r in read] if several else read
        skipped += read.skipped
        unsure += [item for item in columns.unsure if item not in unsure]
    return Ledger(found[0][1].headings, tuple(unsure), tuple(requests), tuple(skipped))


# -- the file -----------------------------------------------------------------------------------


def _pages(content: bytes) -> list[_Page]:
    if content.startswith((OLE, ZIP)):
        return [_of_sheet(sheet) for sheet in read_workbook(content).sheets]
    if len(content) > MAX_FILE:
        unusable("too_big", megabytes=MAX_FILE // 1024 // 1024)
    return [_of_csv(_decoded(content))]


def _of_sheet(sheet: Worksheet) -> _Page:
    """A sheet with the text of a merged cell in each of its rows and columns."""
    texts: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        texts.setdefault(row, {})[column] = cell.text.strip()
    last = max(texts, default=0)
    right = max((max(line) for line in texts.values()), default=0)
    continued: set[tuple[int, int]] = set()
    room = MAX_CELLS
    for merge in sheet.merges:
        text = texts.get(merge.top, {}).get(merge.left, "")
        down = range(merge.top, min(merge.bottom, last) + 1)
        across = range(merge.left, min(merge.right, right) + 1)
        room -= len(down) * len(across)
        if room < 0:
            unusable("too_many_cells", most=MAX_CELLS)
        for row in down if text else ():
            texts.setdefault(row, {}).update(dict.fromkeys(across, text))
            continued |= {(row, column) for column in across if row > merge.top}
    return _Page(sheet.name, tuple(sorted(texts.items())), frozenset(continued))


def _decoded(content: bytes) -> str:
    """The text of a CSV: UTF-8, or as older programs save Chinese, or Excel's "Unicode text"."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in content and not wide:
        unusable("not_excel")
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return unusable("not_excel")


def _of_csv(text: str) -> _Page:
    head = text[:5000]
    delimiter = max(",\t;", key=head.count)
    lines: list[Line] = []
    cells = 0
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
            line = {at: cell.strip() for at, cell in enumerate(record[:LAST_COLUMN], 1) if cell}
            cells += len(line)
            if cells > MAX_CELLS:
                unusable("too_many_cells", most=MAX_CELLS)
            lines.append((number, line))
    except csv.Error as error:
        raise Unusable("broken", {}) from error
    return _Page("", tuple(lines))


# -- the columns --------------------------------------------------------------------------------


def _columns(page: _Page) -> _Columns | None:
    """The columns under the row of headings that names most of them; None where no row does."""
    best: tuple[int, dict[str, list[int]], dict[int, str]] | None = None
    for at, (row, _) in enumerate(page.lines):
        if row > HEADER_ROWS:
            break
        for deep in (1, 2):
            texts = _headings(page.lines[at : at + deep])
            roles = _roles(texts)
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


def _roles(texts: Mapping[int, str]) -> dict[str, list[int]]:
    """The columns that could be each role, the likeliest first; a column has one role."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    for column, text in texts.items():
        plain = _plain(_BRACKETS.sub("", unicodedata.normalize("NFKC", text)))
        ranks = [
            (rank, role)
            for role, known in _ROLES.items()
            for rank, words in enumerate(known)
            if words.fullmatch(plain)
        ]
        if ranks:
            rank, role = min(ranks, key=lambda item: item[0])
            ranked.setdefault(role, []).append((rank, column))
    return {role: [column for _, column in sorted(places)] for role, places in ranked.items()}


def _complete(
    page: _Page, last: int, roles: dict[str, list[int]], texts: dict[int, str]
) -> _Columns | None:
    """The columns with those added that only their content tells; None where it is no ledger."""
    at = {role: columns[0] for role, columns in roles.items()}
    unsure = [
        Unsure(role, "several")
        for role, columns in roles.items()
        if len(columns) > 1 and role in ("received", "answered", "kind", "outcome")
    ]
    below = [line for row, line in page.lines if row > last]
    said = _texts(below, at["outcome"]) if "outcome" in at else []
    if said and not any(map(read_outcome, said)):
        del at["outcome"]  # 答复类型, say, over 邮寄 and 当面
    for role, fits in _CONTENT.items():
        if role not in at and (role != "received" or "year" not in at):
            free = [c for c in _used(below) if c not in at.values()]
            likely = [column for column in free if _share(below, column, fits) >= MOST]
            if len(likely) == 1:
                at[role] = likely[0]
                unsure.append(Unsure(role, "by_content"))
    if "kind" not in at and "applicant" in at:
        unsure.append(Unsure("kind", "from_names"))
    if "answered" not in at:
        unsure.append(Unsure("answered", "absent"))
    if not {"received", "year"} & set(at) or "outcome" not in at:
        return None
    if not {"kind", "applicant"} & set(at):
        return None
    headings = {
        role: Heading(address(1, column)[:-1], "".join(texts.get(column, "").split()))
        for role, column in at.items()
    }
    return _Columns(last, at, headings, tuple(unsure))


def _unheaded(page: _Page) -> _Columns | None:
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
    first = next(row for row, line in page.lines if _is_day(line.get(days[0], "")))
    headings = {role: Heading(address(1, column)[:-1], "") for role, column in at.items()}
    absent = [] if "answered" in at else [Unsure("answered", "absent")]
    return _Columns(first - 1, at, headings, (Unsure("sheet", "no_headings"), *absent))


def _in_order(lines: list[Mapping[int, str]], columns: list[int]) -> list[int]:
    """Two columns of days, the earlier days first."""
    later = 0
    for line in lines:
        first, last = (read_day(line.get(column, "")) for column in (columns[0], columns[-1]))
        later += bool(first and last and _before(last, first))
    return columns[::-1] if 2 * later > len(lines) else columns


def _is_outcome(text: str) -> bool:
    return read_outcome(text) not in ("", PENDING)


def _is_kind(text: str) -> bool:
    return len(text) < 12 and bool(read_kind(text))


def _is_day(text: str) -> bool:
    return not _SERIAL.fullmatch(text) and read_day(text) is not None


_CONTENT: Mapping[str, Callable[[str], bool]] = {
    "outcome": _is_outcome,
    "kind": _is_kind,
    "received": _is_day,
}


def _used(lines: list[Mapping[int, str]]) -> list[int]:
    return sorted({column for line in lines for column in line})


def _texts(lines: list[Mapping[int, str]], column: int) -> list[str]:
    return [text for line in lines if (text := line.get(column, ""))]


def _share(lines: list[Mapping[int, str]], column: int, fits: Callable[[str], bool]) -> float:
    """How much of what stands in a column fits."""
    texts = _texts(lines, column)
    return sum(map(fits, texts)) / len(texts) if texts else 0.0


# -- the rows -----------------------------------------------------------------------------------


class _Rows(list[Request]):
    """The requests below the headings; `skipped` are the rows that are none."""

    def __init__(self, page: _Page, columns: _Columns) -> None:
        super().__init__()
        self.skipped: list[int] = []
        heads = {_plain(heading.text) for heading in columns.headings.values()}
        for row, line in page.lines:
            if row <= columns.last_row or not any(line.values()):
                continue
            if _is_none(line, columns, heads):
                self.skipped.append(row)
            else:
                merged = (row, columns.at.get("number", 0)) in page.continued
                self.append(_request(row, line, columns.at, merged))


def _is_none(line: Mapping[int, str], columns: _Columns, heads: set[str]) -> bool:
    """A total, a note, the headings again, or a serial number waiting for its request."""
    texts = [text for _, text in sorted(line.items()) if text]
    if any(_TOTAL.fullmatch(_plain(text)) for text in texts[:3]):
        return True
    if len(set(texts)) == 1 or {_plain(text) for text in texts} <= heads:
        return True
    telling = {role: line.get(column, "") for role, column in columns.at.items()}
    return not any(text for role, text in telling.items() if role not in ("number", "year"))


def _request(row: int, line: Mapping[int, str], at: Mapping[str, int], merged: bool) -> Request:
    def text(role: str) -> str:
        return line.get(at.get(role, 0), "")

    came, done = text("received"), text("answered")
    received, answered = read_day(came or text("year")), read_day(done)
    kind = read_kind(text("kind")) if "kind" in at else kind_of_name(text("applicant"))
    return Request(
        row=row,
        received=received[0] if received else None,
        answered=answered[0] if answered else None,
        kind=kind,
        outcome=read_outcome(text("outcome"), text("reason")),
        carry=read_carry(text("carried")),
        received_given=bool(came or text("year")),
        answered_given=bool(_plain(done)),
        kind_given=bool(text("kind" if "kind" in at else "applicant")),
        backwards=bool(received and answered and _before(answered, received)),
        merged=merged,
    )


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


def _before(day: Day, other: Day) -> bool:
    known = min(len(day), len(other))
    return day[:known] < other[:known]


def read_carry(text: str) -> Carry:
    """What a column on carrying over says; empty for what it does not say plainly."""
    plain = _plain(text)
    if re.search("上一?年|去年|往年", plain):
        return "in"
    if re.search("下一?年|次年|明年|结转至", plain):
        return "out"
    if re.fullmatch("是|有|结转|已结转|√", plain):
        return "yes"
    return "no" if re.fullmatch("否|无|未结转|不结转|没有", plain) else ""


def _plain(text: str) -> str:
    return _NEGLIGIBLE.sub("", unicodedata.normalize("NFKC", text))
