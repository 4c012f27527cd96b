"""Writes the values of a report between the static bytes of its template. It runs for every report,
so it does as little as it can: the values of all tables are fetched, checked and encoded in one go,
and only what is unusual (a sign to escape, a figure too wide) is looked at by itself.
"""

from collections.abc import Sequence

from bot.documents import fit
from bot.documents.escape import escaped, on_one_line, utf8
from bot.documents.narrative import NUMERALS, has_long_word, heading
from bot.documents.pieces import DRAFT_KEY, Cells, Line, Looks, Part, Text, between
from bot.forms.answers import Answers

_END = b"</w:t></w:r></w:p>"
_END_OF_RUN = b"</w:t></w:r>"
_NUMBER = b"0123456789.-"  # signs of one width
_ZEROS = bytes.maketrans(_NUMBER, b"0" * len(_NUMBER))


class Page:
    """The text of a clean copy: what was answered, and nothing where nothing was."""

    def __init__(self, looks: Looks, answers: Answers) -> None:
        self.looks = looks
        self.form = answers.form
        self.values = answers.values
        superior, title = answers.entered.get("unit.superior", ""), answers.title
        parted = [escaped(line) for line in fit.title_lines(title, superior)]
        self.unit = parted[0] if len(parted) == 1 else escaped(title)
        self.lines = {
            "title": "</w:t><w:br/><w:t>".join(parted) if "unit.name" in self.values else "",
            "year": str(answers.year),
            DRAFT_KEY: "",
        }

    def part(self, part: Part) -> bytes:
        """A part of the package with all values in their places."""
        out = list(part.static)
        plain = self.plain(part)
        for table in part.tables:
            if plain:
                out[table.gaps] = plain[table.figures]
            else:
                out[table.whole] = self.table(table.cells)
        for at, place in part.places:
            out[at] = self.text(place) if isinstance(place, Text) else utf8(self.line(place))
        return b"".join(out)

    def line(self, place: Line) -> str:
        """A value within a line."""
        value = self.lines.get(place.key)
        return on_one_line(self.values.get(place.key, "")) if value is None else value

    def text(self, place: Text) -> bytes:
        """A text as paragraphs; an empty one leaves none behind."""
        text = self.values.get(place.key, "")
        some_long = "." in text and has_long_word(text)
        out: list[bytes] = []
        for whole in escaped(text).split("\n"):
            if not (line := whole.strip()):
                continue
            opening = place.ragged if some_long and has_long_word(line) else place.opening[0]
            if line[0] in NUMERALS and (found := heading(line)):
                out += _headed(place, opening, *found)
            else:
                out += (opening, line.encode("utf-8", "ignore"), _END)
        return b"".join(out)

    def plain(self, place: Cells | Part) -> Sequence[bytes]:
        """The values of a table, or of all at once, if each is a number that fits in any of the
        cells, so that none needs to be looked at by itself; else none.
        """
        found = self.found(place)
        values = utf8("\n".join(found))
        if values.translate(None, _NUMBER) != b"\n" * (len(found) - 1):
            return ()
        return () if place.too_wide in values.translate(_ZEROS) else values.split(b"\n")

    def table(self, place: Cells) -> list[bytes]:
        """A table: its values between static bytes that already hold the runs."""
        if plain := self.plain(place):
            return between(place.plain[0], plain)
        values = self.found(place)
        size = fit.size(place.rooms, values)
        return between(place.plain[size], [utf8(on_one_line(value)) for value in values])

    def found(self, place: Cells | Part) -> Sequence[str]:
        """The values of the cells of a table or of all; a blank for each that is not known."""
        try:
            return place.fetch(self.values)
        except KeyError:
            return [self.values.get(key, "") for key in place.keys]


def _headed(place: Text, opening: bytes, level: int, words: str, text: str) -> tuple[bytes, ...]:
    """A heading, with its text on the same line if there is any."""
    if not text:
        return place.opening[level], utf8(words), _END
    outer = opening.removesuffix(place.into)
    return outer, place.run_in[level], utf8(words), _END_OF_RUN, place.into, utf8(text), _END
