"""A report that is not finished: all that is missing is marked in yellow where it belongs, and the
bot's remarks stand beside what they are about. Nothing of this exists in a clean copy, which is why
it is a page of its own and not a switch in the other.
"""

from collections.abc import Mapping

from bot.documents import fit, styles
from bot.documents.comments import TITLE_KEY, Marks
from bot.documents.escape import escaped, on_one_line, utf8
from bot.documents.page import Page
from bot.documents.pieces import DRAFT_KEY, WORDS, Cells, Line, Looks, Part, Text, between
from bot.documents.template import DRAFT_MARK
from bot.forms.answers import Answers

MISSING_MARK = "【待填写】"
_MISSING_LABEL = "【待填写：{}】"
_NONE = Marks("", "")


class Draft(Page):
    """The text of a draft; `marks` are those of its comments, by key."""

    def __init__(self, looks: Looks, answers: Answers, marks: Mapping[str, Marks]) -> None:
        super().__init__(looks, answers)
        self.lines[DRAFT_KEY] = DRAFT_MARK
        self.marks = dict(marks)

    def line(self, place: Line) -> str:
        """A value within a line, or the mark of a required one; either may carry a comment."""
        value = super().line(place)
        missing = "" if value or place.key == DRAFT_KEY else self._missing(place.key)
        marks = self.marks.pop(place.key, _NONE)
        if not missing and not marks.before:
            return value
        run = missing or f"<w:r>{place.run}<w:t>{value}</w:t></w:r>"
        return f"</w:t></w:r>{marks.before}{run}{marks.behind}<w:r>{place.run}{WORDS}"

    def text(self, place: Text) -> bytes:
        """A text as paragraphs, the mark of a required one; a comment reaches over all of it."""
        written = super().text(place)
        if not written and (missing := self._missing(place.key)):
            written = f"<w:p>{place.paragraph}{missing}</w:p>".encode()
        if not (marks := self.marks.pop(place.key, None)) or not written:
            return written
        begun = written.replace(b"<w:r>", f"{marks.before}<w:r>".encode(), 1)
        return begun.removesuffix(b"</w:p>") + marks.behind.encode() + b"</w:p>"

    def _missing(self, key: str) -> str:
        """A run that says which required value is missing; empty for an optional one."""
        field = self.form.fields.get("unit.name" if key == TITLE_KEY else key)
        if field is None or not field.required:
            return ""
        mark = escaped(_MISSING_LABEL.format(field.label))
        return f"<w:r>{self.looks.run(styles.MISSING)}<w:t>{mark}</w:t></w:r>"

    def plain(self, place: Cells | Part) -> tuple[bytes, ...]:
        """None: every table is looked at, for what is missing and what a comment is about."""
        del place
        return ()

    def table(self, place: Cells) -> list[bytes]:
        """A table; a missing value is marked in small type, so that the table keeps its shape."""
        values = self.found(place)
        mark = f"<w:r>{self.looks.run(styles.MISSING_NUMBER)}<w:t>{MISSING_MARK}</w:t></w:r>"
        filled = [
            f"{run}<w:t>{on_one_line(value)}</w:t></w:r>" if value else mark
            for run, value in zip(place.runs, values, strict=True)
        ]
        for at, key in enumerate(place.keys):
            if marks := self.marks.pop(key, None):
                filled[at] = f"{marks.before}{filled[at]}{marks.behind}"
        return between(place.bare[fit.size(place.rooms, values)], [utf8(run) for run in filled])
