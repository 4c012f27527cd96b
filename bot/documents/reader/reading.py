"""Reads an existing report whatever program made it: takes the file apart, finds the statutory
tables by their labels, splits the text by its headings, and returns exactly what is shown. Nothing
is added and nothing guessed, because next year's report and its checks rest on it; whatever could
not be read is listed with its reason.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.documents.reader.blocks import Block, Picture, Sheet, Words
from bot.documents.reader.figures import Figures, Place, Unread
from bot.documents.reader.first import first_report, of_the_year
from bot.documents.reader.flat_table import flat_table, sentences
from bot.documents.reader.labels import bare, printed_labels
from bot.documents.reader.opening import (
    Opening,
    is_title,
    read_contacts,
    read_opening,
    year_of,
)
from bot.documents.reader.safety import Unreadable, kind_of
from bot.documents.reader.sections import Divided, Passage, divide
from bot.documents.reader.sheets import likely_forms, sort_out
from bot.documents.reader.tables import read_tables
from bot.forms.answers import Answers, full_name
from bot.forms.form import Form, Section, form_for
from bot.forms.number import tidy
from bot.reading.answers_file import FIRST_YEAR
from bot.reading.text import clean, paragraphs

_FEWEST_SECTIONS = 3  # of a text without any statutory table
_FEW_WORDS = 200
_LONG_LABEL = 4
_FLAT = 4  # lines with labels, and a text is a table
_FLAT_WITHOUT_SENTENCE = 2
_SIGNATURE = 30  # characters of a unit's name above a date
_NOT_SEEN = frozenset(  # why what is there may not be seen
    ("picture", "embedded", "attachment", "no_table", "columns", "two_figures", "row_missing")
)
_AFTER = re.compile(
    r"(?:上一篇|下一篇|上一条|下一条|(?:相关)?附件|相关(?:链接|阅读|文档|信息|文件|新闻)|版权所有|主办[:：单]|承办[:：单]|网站地图|"
    r"[-—–]\s*\d+\s*[-—–]$|打印本页|关闭窗口|扫一扫|分享到?|[【\[（(](?:打印|关闭|纠错|大)|.{0,4}ICP备|网站标识码|责任编辑|返回顶部|热门(?:信息|推荐)|网站支持IPv6)"
)
_FILE = re.compile(r"\.(?:docx?|wps|pdf|xlsx?|ofd|zip|rar)$", re.IGNORECASE)
_DATE = re.compile(r"(?:20\d\d|二[〇○零]..)年.{1,3}月.{1,3}日")


@dataclass(frozen=True)
class Reading:
    """An existing report: its answers, exactly as shown; what could not be read; and where each
    answer stood.
    """

    answers: Answers
    unread: tuple[Unread, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)


def read_report(name: str, content: bytes, forms: Mapping[str, Form]) -> Reading:
    """What a report in DOCX, PDF or HTML says. Raises Unreadable, and nothing else."""
    return understood(name, blocks_of(name, content), forms)


def blocks_of(name: str, content: bytes) -> list[Block]:
    """A file taken apart by what it is. Raises Unreadable."""
    kind = kind_of(name, content)
    readers: Mapping[str, Callable[[bytes], list[Block]]] = {
        "docx": _docx,
        "pdf": _pdf,
        "html": _html,
        "mht": _archive,
        "flat": _flat,
    }
    return readers[kind](content)


def _docx(content: bytes) -> list[Block]:
    from bot.documents.reader.docx import read_docx  # noqa: PLC0415 - only the reader needed

    return read_docx(content)


def _flat(content: bytes) -> list[Block]:
    from bot.documents.reader.docx import read_parts  # noqa: PLC0415
    from bot.documents.reader.flat import flat_package  # noqa: PLC0415

    return read_parts(flat_package(content))


def _pdf(content: bytes) -> list[Block]:
    from bot.documents.reader.pdf import read_pdf  # noqa: PLC0415 - slow to import

    return read_pdf(content)


def _html(content: bytes) -> list[Block]:
    from bot.documents.reader.html import read_html  # noqa: PLC0415

    return read_html(content)


def _archive(content: bytes) -> list[Block]:
    from bot.documents.reader.archive import page_in  # noqa: PLC0415

    return _html(page_in(content))


def understood(name: str, blocks: Sequence[Block], forms: Mapping[str, Form]) -> Reading:
    """What the blocks of a file say as a report. Raises Unreadable where they are none."""
    parts, other = first_report(sort_out(blocks, forms), forms)
    sheets = [part for part in parts if isinstance(part, Sheet)]
    divided = divide(next(iter(forms.values())), parts)
    if not sheets and len(divided.passages) < _FEWEST_SECTIONS:
        raise Unreadable(_why_nothing(blocks))
    opening = read_opening(divided.opening)
    year = year_of(name, opening, [part.text for part in parts if isinstance(part, Words)])
    if year < FIRST_YEAR:
        raise Unreadable("no_year")
    sheets, captions = of_the_year(parts, year, forms)
    sheets += _flat_tables(forms, divided)
    form, figures = _figures(sheets, forms, year)
    texts, unread = _texts(form, divided, figures)
    unit = _unit(form, opening, texts)
    entered = {key: clean(text) for key, text in {**unit, **texts, **figures.entered}.items()}
    shown = tuple(divided.passages)
    absent = tuple(_absent(form, divided, figures))
    another = [Unread("unit.name", "another", other)] if other else []
    another += [Unread("unit.name", "other_table", caption) for caption in captions]
    listed = (*another, *unread, *figures.unread)
    answers = Answers(
        form,
        year,
        entered,
        published=True,
        sections=shown,
        absent=absent,
        unread=tuple(item.where for item in listed if item.why in _NOT_SEEN),
    )
    return Reading(answers, listed, figures.places)


def _flat_tables(forms: Mapping[str, Form], divided: Divided) -> Iterator[Sheet]:
    """The tables that stand as lines of text, which are then no text of their sections."""
    for section in next(iter(forms.values())).sections:
        passage = divided.passages.get(section.id)
        table = next(
            (ask for form in forms.values() for ask in section.asks if ask in form.tables), ""
        )
        if not passage or not table or passage.sheets:
            continue
        if sheet := flat_table(forms, table, passage.above):
            passage.lines, passage.above = passage.above, sentences(passage.above)
            passage.sheets += 1
            yield sheet


def _why_nothing(blocks: Sequence[Block]) -> str:
    """Why a file without sections and tables cannot be read."""
    words = sum(len(tidy(block.text)) for block in blocks if isinstance(block, Words))
    seen = any(isinstance(block, Picture) for block in blocks)
    return "pictures" if seen and words < _FEW_WORDS else "no_report"


def _figures(sheets: Sequence[Sheet], forms: Mapping[str, Form], year: int) -> tuple[Form, Figures]:
    """The form that the tables are of, and their figures. Where their labels fit several forms,
    the one with the fewest rows unread; where nothing tells, the one in force for the year.
    """
    usual = form_for(forms, year)
    likely = [forms[name] for name in likely_forms(sheets, forms)] if sheets else [usual]
    read = [(form, read_tables(form, sheets)) for form in likely]
    return min(read, key=lambda pair: (len(pair[1].unread), pair[0] is not usual))


# -- texts -------------------------------------------------------------------------------


def _texts(form: Form, divided: Divided, figures: Figures) -> tuple[dict[str, str], list[Unread]]:
    """The texts by field, and what of the sections could not be read."""
    texts: dict[str, str] = {}
    unread: list[Unread] = []
    for section in form.sections:
        if section.numbered:
            passage = divided.passages.get(section.id)
            if passage and not _is_flat_table(form, section, passage):
                texts.update(_fields(form, section, passage))
            unread += _left_over(form, section, passage, figures)
    last = next(reversed(texts), "")
    if last in form.sections[-1].asks:
        texts[last] = _without_end(texts[last])
    return {key: text for key, text in texts.items() if text}, unread


def _fields(form: Form, section: Section, passage: Passage) -> Iterator[tuple[str, str]]:
    """A section's text; above a table it is the table's lead."""
    lines = passage.above if _table(form, section) else passage.above + passage.below
    for ask in section.asks:
        if ask in form.fields and form.fields[ask].kind == "text":
            yield ask, paragraphs("\n".join(lines))


def _is_flat_table(form: Form, section: Section, passage: Passage) -> bool:
    """True where a table stands as lines of text, its rules lost: its labels are no sentences."""
    if not _table(form, section) or passage.sheets:
        return False
    known = [label for label in printed_labels(form) if len(label) >= _LONG_LABEL]
    lines = [bare(line) for line in passage.above]
    labelled = sum(any(label in line for label in known) for line in lines)
    told = any("。" in line for line in lines)
    run_on = {label for label in known for line in lines if label in line and "。" not in line}
    enough = labelled >= (_FLAT if told else _FLAT_WITHOUT_SENTENCE)
    return enough or len(run_on) >= _FLAT


def _left_over(
    form: Form, section: Section, passage: Passage | None, figures: Figures
) -> Iterator[Unread]:
    """What a section holds, or ought to hold, and is not in the answers."""
    table = _table(form, section)
    where = table or section.asks[0]
    if table and not any(row.startswith(f"{table}.") for row in figures.rows):
        yield Unread(table, _instead(passage))
    if passage is None:
        yield Unread(where, "no_heading", section.title)
        return
    if table:
        has_lead = any(ask in form.fields for ask in section.asks)
        lines = passage.below if has_lead else passage.above + passage.below
        if text := paragraphs("\n".join(lines)):
            yield Unread(where, "no_place", text)
    for foreign in passage.foreign:
        yield Unread(where, "other_table", foreign.words)


def _instead(passage: Passage | None) -> str:
    """What stands in the place of a table that was not found."""
    if passage is not None and passage.pictures:
        return passage.pictures[0].kind
    return "no_table"


def _absent(form: Form, divided: Divided, figures: Figures) -> Iterator[str]:
    """The tables and rows that are not there. What may be there and could not be read (a picture,
    lines without rules, a label or a table that the form does not know) is not among them.
    """
    unsure = {item.where for item in figures.unread if item.why in ("row_unknown", "columns")}
    for section in form.sections:
        table, passage = _table(form, section), divided.passages.get(section.id)
        blocks = form.tables[table].blocks if table else ()
        labels = {f"{table}.{row.id}": row.label for block in blocks for row in block.rows}
        rows = list(labels)
        lost = [row for row in rows if row not in figures.rows]
        if not lost or table in unsure:
            continue
        if len(lost) < len(rows):
            yield from (row for row in lost if not _is_told(labels[row], passage))
        elif passage and not _holds_something(form, section, passage):
            yield table


def _holds_something(form: Form, section: Section, passage: Passage) -> bool:
    """True where something in a section may be its table, though it was not read."""
    held = passage.pictures or passage.sheets or passage.foreign
    return bool(held) or _is_flat_table(form, section, passage)


def _is_told(label: str, passage: Passage | None) -> bool:
    """True where a row's label stands in a section's text or in a table that was not read."""
    if passage is None:
        return False
    foreign = (table.words for table in passage.foreign)
    words = (*passage.above, *passage.lines, *passage.below, *foreign)
    return any(bare(label) in bare(text) for text in words)


def _table(form: Form, section: Section) -> str:
    return next((ask for ask in section.asks if ask in form.tables), "")


def _without_end(text: str) -> str:
    """The last text without what a web page or a signature puts below it."""
    lines = text.split("\n")
    at = next((n for n, line in enumerate(lines) if _is_after(line)), len(lines))
    del lines[at:]
    if lines and _DATE.fullmatch(tidy(lines[-1])):
        lines.pop()
        if lines and len(lines[-1]) <= _SIGNATURE and not lines[-1].endswith("。"):
            lines.pop()
    return "\n".join(lines)


def _is_after(line: str) -> bool:
    """True for a line that a page has below a report: a link, a file, a report of another year."""
    return bool(_AFTER.match(line) or _FILE.search(line)) or is_title(line)


def _unit(form: Form, opening: Opening, texts: Mapping[str, str]) -> dict[str, str]:
    """Unit, preamble and contact; a contact outside the preamble is looked for in the texts."""
    found = {key: value for key, value in opening.unit.items() if key in form.fields}
    title = full_name(found.get("unit.superior", ""), found.get("unit.name", ""))
    preamble = paragraphs("\n".join(opening.preamble))
    wanted = form.groups["contact"].fields
    contact = read_contacts(preamble, wanted, title)
    for text in () if contact else (texts.get("overview", ""), texts.get("others", "")):
        contact = contact or read_contacts(text, wanted, title)
    return {**found, **contact, **({"preamble": preamble} if preamble else {})}
