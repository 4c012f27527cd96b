"""Renders a report from a compiled master. A value is escaped and never read again, so `{{` that a
person types stays text. The clean copy holds what was answered and nothing else; a draft marks all
that is missing and says in its headers what it is, so that nobody publishes it by mistake.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.documents import parts, styles
from bot.documents.narrative import Paragraph, paragraphs
from bot.documents.package import deflated, stored
from bot.documents.pieces import Cells, Line, Looks, Piece, Text
from bot.documents.template import DRAFT_KEY, DRAFT_MARK, Template
from bot.forms.answers import Answers

LEVEL = 6
MISSING_MARK = "【待填写】"
_MISSING_LABEL = "【待填写：{}】"
_END = "</w:t></w:r></w:p>"
_TITLE_LINE = 20  # characters of 22 pt on 156 mm

_NO_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_FORBIDDEN = re.compile(f"[{_NO_XML}]")
_UNSAFE = re.compile(f"[&<>{_NO_XML}]")
_SMALL = re.compile(r"(?:[0-9]{0,5}\n)*[0-9]{0,5}")  # only plain figures that fit in any column
_SMALL_ROOM = 5


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself: its version and when it was made."""

    version: int
    created: datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark of the bot beside the cell or text of a key; only drafts carry them."""

    key: str
    text: str
    at: datetime


def render(
    template: Template,
    answers: Answers,
    properties: Properties,
    *,
    draft: bool = False,
    comments: Sequence[Comment] = (),  # noqa: ARG001
    level: int = LEVEL,
) -> bytes:
    """The finished DOCX."""
    page = _Page(template.looks, answers, draft)
    entries = [
        deflated(parts.DOCUMENT, page.part(template.document), level),
        stored(parts.CORE, core(answers, properties)),
    ]
    entries += (stored(name, page.part(pieces)) for name, pieces in template.varying.items())
    return (template.draft if draft else template.clean).write(entries)


def escaped(text: str) -> str:
    """A text as XML can hold it: its signs escaped, characters XML forbids dropped."""
    if not _UNSAFE.search(text):
        return text
    text = _FORBIDDEN.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _inline(value: str) -> str:
    """A value on one line."""
    return escaped(" ".join(value.split()))


def core(answers: Answers, properties: Properties) -> bytes:
    """The core properties: what the document is, of whom, when and which version."""
    title = escaped(f"{answers.title}{answers.year}年{answers.form.name}")
    made = properties.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'{parts.HEAD}<cp:coreProperties xmlns:cp="{parts.CORE_SPACE}"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>{escaped(answers.title)}</dc:creator>"
        f"<cp:revision>{properties.version}</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()


class _Page:
    """Writes the values of one report between the static bytes of a template."""

    def __init__(self, looks: Looks, answers: Answers, draft: bool) -> None:
        self.looks = looks
        self.form = answers.form
        self.draft = draft
        self.values: Mapping[str, str] = answers.values
        self.lines = {
            "title": _title(answers) if "unit.name" in answers.values else "",
            "year": str(answers.year),
            DRAFT_KEY: DRAFT_MARK if draft else "",
        }

    def part(self, pieces: Iterable[Piece]) -> bytes:
        out: list[bytes] = []
        for piece in pieces:
            if isinstance(piece, bytes):
                out.append(piece)
            elif isinstance(piece, Cells):
                out += self.bare_cells(piece) if self.draft else self.cells(piece)
            elif isinstance(piece, Text):
                out.append(self.text(piece).encode())
            else:
                out.append(self.line(piece).encode())
        return b"".join(out)

    # -- a value in a line ---------------------------------------------------------------

    def line(self, place: Line) -> str:
        value = self.lines.get(place.key)
        if value is None:
            value = _inline(self.values.get(place.key, ""))
        if value or not self.draft or place.key == DRAFT_KEY:
            return value
        return self.missing_line(place)

    def missing_line(self, place: Line) -> str:
        """A mark in place of a required value, in a run of its own within the placeholder's."""
        field = self.form.fields.get("unit.name" if place.key == "title" else place.key)
        if field is None or not field.required:
            return ""
        mark = escaped(_MISSING_LABEL.format(field.label))
        return (
            f"</w:t></w:r><w:r>{self.looks.run(styles.MISSING)}<w:t>{mark}</w:t></w:r>"
            f'<w:r>{place.run}<w:t xml:space="preserve">'
        )

    # -- a text of several paragraphs ----------------------------------------------------

    def text(self, place: Text) -> str:
        value = self.values.get(place.key, "")
        written = "".join([_paragraph(place, line) for line in paragraphs(escaped(value))])
        if written or not self.draft:
            return written
        field = self.form.fields[place.key]
        if not field.required:
            return ""
        mark = escaped(_MISSING_LABEL.format(field.label))
        run = f"<w:r>{self.looks.run(styles.MISSING)}<w:t>{mark}</w:t></w:r>"
        return f"<w:p>{place.paragraph}{run}</w:p>"

    # -- a table -------------------------------------------------------------------------

    def cells(self, place: Cells) -> list[bytes]:
        """The clean copy: values between static bytes that already hold the runs."""
        values = self.found(place)
        words = "\n".join(values)
        size = 0
        if not _SMALL.fullmatch(words) or place.narrowest < _SMALL_ROOM:
            size = _size(place, values)
            words = "\n".join(map(_inline, values))
        pieces: list[bytes] = [b""] * (2 * len(place.keys) + 1)
        pieces[::2] = place.plain[size]
        pieces[1::2] = words.encode().split(b"\n")
        return pieces

    def bare_cells(self, place: Cells) -> list[bytes]:
        """A draft: a missing value is marked, in small type so that the table keeps its shape."""
        values = self.found(place)
        mark = f"<w:r>{self.looks.run(styles.MISSING_NUMBER)}<w:t>{MISSING_MARK}</w:t></w:r>"
        pieces: list[bytes] = [b""] * (2 * len(values) + 1)
        pieces[::2] = place.bare[_size(place, values)]
        pieces[1::2] = [
            (f"{run}<w:t>{_inline(value)}</w:t></w:r>" if value else mark).encode()
            for run, value in zip(place.runs, values, strict=True)
        ]
        return pieces

    def found(self, place: Cells) -> Sequence[str]:
        try:
            return place.fetch(self.values)
        except KeyError:
            return [self.values.get(key, "") for key in place.keys]


def _paragraph(place: Text, line: Paragraph) -> str:
    level, heading, text, long_word = line
    if not heading:
        return f"{place.ragged if long_word else place.opening[0]}{text}{_END}"
    if not text:
        return f"{place.opening[level]}{heading}{_END}"
    opening = (place.ragged if long_word else place.opening[0]).removesuffix(place.into)
    return f"{opening}{place.run_in[level]}{heading}</w:t></w:r>{place.into}{text}{_END}"


def _title(answers: Answers) -> str:
    """The unit's full name; one too long for a line is broken behind its superior, else evenly."""
    title, superior = answers.title, answers.entered.get("unit.superior", "")
    lines = [title]
    if len(title) > _TITLE_LINE:
        rest = title.removeprefix(superior)
        lines = [superior, rest] if superior and len(rest) < _TITLE_LINE else _even(title)
    return "</w:t><w:br/><w:t>".join(escaped(line.strip()) for line in lines)


def _even(title: str) -> list[str]:
    """A title in lines of about equal length, rather than two characters alone on the last."""
    count = math.ceil(len(title) / (_TITLE_LINE - 1))
    length = math.ceil(len(title) / count)
    return [title[at : at + length] for at in range(0, len(title), length)]


def _size(place: Cells, values: Sequence[str]) -> int:
    """The largest type, by its number, in which every value of a table fits on its line."""
    longest = max(map(len, values))
    if longest * 2 <= min(place.rooms[0]):
        return 0
    taken = [_room(value) for value in values]
    for size, rooms in enumerate(place.rooms):
        if all(map(float.__le__, taken, map(float, rooms))):
            return size
    return len(place.rooms) - 1


def _room(value: str) -> float:
    """How many digits' width a value takes."""
    return sum(1.0 if sign in "0123456789.-" else 1.7 if sign < "\x7f" else 2.0 for sign in value)
