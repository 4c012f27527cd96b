"""What a compiled master is made of: static bytes, and between them places for values. A place
knows the markup that the master has around it, so a value takes the formatting that stands there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
    `rooms[size]` tells for every cell how many digits fit on its line, and `too_wide` is so many
    zeros that they do not fit on each at full size; `fetch` gets all values at once and raises
    KeyError when one is missing.
    """

    keys: tuple[str, ...]
    fetch: Fetch
    plain: tuple[tuple[bytes, ...], ...]
    bare: tuple[tuple[bytes, ...], ...]
    runs: tuple[str, ...]
    rooms: tuple[tuple[int, ...], ...]
    too_wide: bytes


Piece = bytes | Line | Text | Cells


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table stands in the list of a `Part`: all of it, only its values, and which of the
    part's figures they are.
    """

    cells: Cells
    whole: slice
    gaps: slice
    figures: slice


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the package, laid out as a list of bytes that is copied, filled and joined. Lines
    and texts each have a place in it, and tables a stretch where their own bytes stand already.

    `keys`, `fetch` and `too_wide` are of all tables together what those of `Cells` are of one.
    """

    static: tuple[bytes, ...]
    places: tuple[tuple[int, Line | Text], ...]
    tables: tuple[Table, ...]
    keys: tuple[str, ...]
    fetch: Fetch
    too_wide: bytes


def laid_out(pieces: Iterable[Piece]) -> Part:
    """The pieces of a part, with room between them for the values."""
    static: list[bytes] = []
    places: list[tuple[int, Line | Text]] = []
    tables: list[Table] = []
    keys: list[str] = []
    for piece in pieces:
        at, first = len(static), len(keys)
        if isinstance(piece, Cells):
            static += between(piece.plain[0], [b""] * len(piece.keys))
            keys += piece.keys
            whole, gaps = slice(at, len(static)), slice(at + 1, len(static), 2)
            tables.append(Table(piece, whole, gaps, slice(first, len(keys))))
        elif isinstance(piece, bytes):
            static.append(piece)
        else:
            static.append(b"")
            places.append((at, piece))
    return Part(
        tuple(static),
        tuple(places),
        tuple(tables),
        tuple(keys),
        fetcher(tuple(keys)),
        min((table.cells.too_wide for table in tables), default=b""),
    )


def between(static: Sequence[bytes], values: Sequence[bytes]) -> list[bytes]:
    """Static bytes with a value in each gap."""
    pieces: list[bytes] = [b""] * (len(static) + len(values))
    pieces[::2] = static
    pieces[1::2] = values
    return pieces


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
