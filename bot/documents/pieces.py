"""What a compiled master is made of: static bytes, and between them places for values. A place
knows the markup that the master has around it, so a value takes the formatting that stands there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from bot.documents import styles

DRAFT_KEY = "draft"  # where the headers of a draft say so


@dataclass(frozen=True, slots=True)
class Line:
    """A value inside a paragraph; `run` is the formatting of the run it stands in."""

    key: str
    run: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text of any number of paragraphs; a body paragraph takes the placeholder's formatting.

    `paragraph` and `run` are that formatting. `opening[level]` is all markup before the words of a
    paragraph (level 0 is body text), `ragged` that of body text with a long word in it; a heading
    that runs into its text stands in `run_in[level]`, and `into` goes before the text.
    """

    key: str
    paragraph: str
    run: str
    opening: tuple[bytes, ...]
    ragged: bytes
    run_in: tuple[bytes, ...]
    into: bytes


Fetch = Callable[[Mapping[str, str]], tuple[str, ...]]


def fetcher(keys: tuple[str, ...]) -> Fetch:
    """What gets the values of all keys in one call."""
    if len(keys) > 1:
        return itemgetter(*keys)
    return lambda values: tuple(values[key] for key in keys)


@dataclass(frozen=True, slots=True)
class Cells:
    """The values of a table. Its static bytes exist once for every size of type, smallest last.

    `plain[size]` has the runs' tags within the static bytes, so that only a value goes between;
    in `bare[size]` a value brings its own runs, each opening with that cell's `runs`.
    `rooms[size]` tells for every cell how many digits fit on its line, `narrowest` the fewest at
    full size; `fetch` gets all values at once and raises KeyError when one is missing.
    """

    keys: tuple[str, ...]
    fetch: Fetch
    plain: tuple[tuple[bytes, ...], ...]
    bare: tuple[tuple[bytes, ...], ...]
    runs: tuple[str, ...]
    rooms: tuple[tuple[int, ...], ...]
    narrowest: int


Piece = bytes | Line | Text | Cells


@dataclass(frozen=True, slots=True)
class Edit:
    """A range of a part's bytes that gives way to a piece; to nothing when the piece is empty."""

    start: int
    end: int
    piece: Piece = b""


def cut(source: bytes, edits: list[Edit]) -> tuple[Piece, ...]:
    """A part as pieces. An edit inside the range of an earlier one is void."""
    pieces: list[Piece] = []
    static, at = bytearray(), 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start < at:
            continue
        static += source[at : edit.start]
        at = edit.end
        if isinstance(edit.piece, bytes):
            static += edit.piece
        else:
            pieces += (bytes(static), edit.piece)
            static.clear()
    pieces.append(bytes(static + source[at:]))
    return tuple(pieces)


WORDS = '<w:t xml:space="preserve">'


def text(key: str, paragraph: str, run: str, looks: "Looks") -> Text:
    """The place of a text, in the formatting of its placeholder and the master's styles."""
    into = f"<w:r>{run}{WORDS}"
    openings = [f"<w:p>{paragraph}{into}"]
    openings += [f"<w:p>{looks.paragraph(style)}<w:r>{WORDS}" for style in styles.LEVELS]
    heads = ["", *(f"<w:r>{looks.run(style)}{WORDS}" for style in styles.RUN_IN)]
    return Text(
        key=key,
        paragraph=paragraph,
        run=run,
        opening=tuple(opening.encode() for opening in openings),
        ragged=f"<w:p>{looks.paragraph(styles.LONG_WORDS)}{into}".encode(),
        run_in=tuple(head.encode() for head in heads),
        into=into.encode(),
    )


@dataclass(frozen=True, slots=True)
class Looks:
    """The ids that the named styles of `styles.py` have in one master."""

    ids: Mapping[str, str]

    def paragraph(self, style: str) -> str:
        """The properties of a paragraph in a style."""
        return f'<w:pPr><w:pStyle w:val="{self.ids[style]}"/></w:pPr>'

    def run(self, style: str) -> str:
        """The properties of a run in a style."""
        return f'<w:rPr><w:rStyle w:val="{self.ids[style]}"/></w:rPr>'
