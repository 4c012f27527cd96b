"""Writes the values of a report between the static bytes of its template. It runs for every report,
so it does as little as it can: a table's values are fetched, checked and encoded in one go, and
only what is unusual (a sign to escape, a figure too wide) is looked at by itself.
"""

from collections.abc import Iterable, Sequence

from bot.documents import fit
from bot.documents.escape import escaped, on_one_line, utf8
from bot.documents.narrative import has_long_word, heading, lines
from bot.documents.pieces import DRAFT_KEY, Cells, Line, Looks, Piece, Text
from bot.forms.answers import Answers

_END = b"</w:t></w:r></w:p>"
_END_OF_RUN = b"</w:t></w:r>"
_SHAPE = bytes(48 if sign in b"0123456789" else sign if sign == 10 else 120 for sign in range(256))
_WIDE, _OTHER = b"000000", b"x"  # in the shape of a table: six digits on end, no digit at all


class Page:
    """The text of a clean copy: what was answered, and nothing where nothing was."""

    def __init__(self, looks: Looks, answers: Answers) -> None:
        self.looks = looks
        self.form = answers.form
        self.values = answers.values
        superior = answers.entered.get("unit.superior", "")
        title = map(escaped, fit.title_lines(answers.title, superior))
        self.lines = {
            "title": "</w:t><w:br/><w:t>".join(title) if "unit.name" in self.values else "",
            "year": str(answers.year),
            DRAFT_KEY: "",
        }

    def part(self, pieces: Iterable[Piece]) -> bytes:
        """A part of the package with all values in their places."""
        out: list[bytes] = []
        for piece in pieces:
            if isinstance(piece, bytes):
                out.append(piece)
            elif isinstance(piece, Cells):
                out += self.cells(piece)
            elif isinstance(piece, Text):
                out += self.text(piece)
            else:
                out.append(utf8(self.line(piece)))
        return b"".join(out)

    def line(self, place: Line) -> str:
        """A value within a line."""
        value = self.lines.get(place.key)
        return on_one_line(self.values.get(place.key, "")) if value is None else value

    def text(self, place: Text) -> list[bytes]:
        """A text as paragraphs; an empty one leaves none behind."""
        text = self.values.get(place.key, "")
        some_long = has_long_word(text)
        out: list[bytes] = []
        for line in lines(escaped(text)):
            opening = place.ragged if some_long and has_long_word(line) else place.opening[0]
            if found := heading(line):
                out += _headed(place, opening, *found)
            else:
                out += (opening, utf8(line), _END)
        return out

    def cells(self, place: Cells) -> list[bytes]:
        """A table: its values between static bytes that already hold the runs."""
        values = self.found(place)
        words = "\n".join(values)
        if place.narrowest < len(_WIDE) - 1 or not _is_plain(words, len(values)):
            size = fit.size(place.rooms, values)
            return between(place.plain[size], [utf8(on_one_line(value)) for value in values])
        return between(place.plain[0], words.encode().split(b"\n"))

    def found(self, place: Cells) -> Sequence[str]:
        """The values of a table's cells; a blank for each that is not known."""
        try:
            return place.fetch(self.values)
        except KeyError:
            return [self.values.get(key, "") for key in place.keys]


def _is_plain(words: str, count: int) -> bool:
    """True for as many lines of at most five digits each: nothing to escape, nothing to fit."""
    if not words.isascii():
        return False
    shape = words.encode().translate(_SHAPE)
    return _OTHER not in shape and _WIDE not in shape and shape.count(b"\n") == count - 1


def between(static: Sequence[bytes], values: Sequence[bytes]) -> list[bytes]:
    """Static bytes with a value in each gap."""
    pieces: list[bytes] = [b""] * (len(static) + len(values))
    pieces[::2] = static
    pieces[1::2] = values
    return pieces


def _headed(place: Text, opening: bytes, level: int, words: str, text: str) -> tuple[bytes, ...]:
    """A heading, with its text on the same line if there is any."""
    if not text:
        return place.opening[level], utf8(words), _END
    outer = opening.removesuffix(place.into)
    return outer, place.run_in[level], utf8(words), _END_OF_RUN, place.into, utf8(text), _END
