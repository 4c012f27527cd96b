"""Remarks of the bot as real Word comments, so that a draft can be mended where the trouble stands
and not from a list of findings beside it. Only drafts carry them: a clean copy is for publishing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.documents.escape import escaped, utf8
from bot.documents.parts import HEAD, MAIN_SPACE
from bot.forms.form import Form

AUTHOR = "Baogao"
TITLE_KEY = "title"
_TITLE = (TITLE_KEY, "unit.name", "unit.superior")

_TYPE = '<w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="宋体"/><w:sz w:val="21"/></w:rPr>'


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark beside the cell or text of a key, made at a time."""

    key: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Marks:
    """The markup before and behind what the comments of one place are about."""

    before: str
    behind: str


def anchored(
    form: Form, values: Mapping[str, str], comments: Sequence[Comment]
) -> Mapping[str, Marks]:
    """The marks of all comments by the key of the place that carries them."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, comment in enumerate(comments):
        numbers[_place(form, values, comment.key)].append(number)
    return {key: _marks(at) for key, at in numbers.items()}


def _place(form: Form, values: Mapping[str, str], key: str) -> str:
    """Where a remark on a key stands: there, at its row's first cell, in its section, or on top."""
    if key in _TITLE:
        return TITLE_KEY
    if _is_printed(form, values, key):
        return key
    row = (cell for cell in form.cells if cell.startswith(key + "."))
    section = (ask for ask in form.section_of(key).asks if _is_printed(form, values, ask))
    return next(row, None) or next(section, TITLE_KEY)


def _is_printed(form: Form, values: Mapping[str, str], key: str) -> bool:
    if key in form.cells:
        return True
    field = form.fields.get(key)
    if field is None or field.kind != "text":
        return False
    return field.required or bool(values.get(key, "").strip())


def _marks(numbers: Iterable[int]) -> Marks:
    before = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)
    behind = "".join(
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        for number in numbers
    )
    return Marks(before, behind)


def comments_part(comments: Iterable[Comment]) -> bytes:
    """The part that holds the comments' words."""
    written = "".join(_comment(number, comment) for number, comment in enumerate(comments))
    return utf8(f'{HEAD}<w:comments xmlns:w="{MAIN_SPACE}">{written}</w:comments>')


def _comment(number: int, comment: Comment) -> str:
    made = comment.at.isoformat()[:19] + "Z"  # local time, as Word itself writes it
    paragraphs = "".join(
        f'<w:p><w:r>{_TYPE}<w:t xml:space="preserve">{escaped(line)}</w:t></w:r></w:p>'
        for line in comment.text.splitlines() or [""]
    )
    return (
        f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="B" w:date="{made}">'
        f"{paragraphs}</w:comment>"
    )
