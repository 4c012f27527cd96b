"""A text in the pieces in which it came, so that an edited message corrects its own piece. What the
clerk typed is a paragraph where it was typed; a sentence of the bank joins those of its topic, and
the topics stand in their own order, in whatever order they were picked.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from bot.interview.cut import seam

NUMBERS = "一二三四五六七八九十"
_HEADED = re.compile(rf"^[（(][{NUMBERS}]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Under:
    """The topic of a sentence: its place among the topics, what stands before its first sentence
    and before each; a star in them stands for their number.
    """

    order: int
    lead: str = ""
    each: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One message's part of a text; `under` a topic where it is a sentence of the bank."""

    message: str
    text: str
    under: Under | None = None


def composed(pieces: Sequence[Piece]) -> str:
    """The whole text."""
    text = ""
    before, number, joint = -1, 0, "\n"
    for piece in pieces:
        if piece.under is None:
            text += joint + piece.text
            before, joint = -1, seam(piece.text)
            continue
        joint = "\n"
        same = piece.under.order == before
        number = number + 1 if same else 1
        if not same:
            text += "\n" + piece.under.lead.replace("*", _han(len(_HEADED.findall(text)) + 1))
        text += piece.under.each.replace("*", _han(number)) + piece.text
        before = piece.under.order
    return text.removeprefix("\n")


def _han(number: int) -> str:
    return NUMBERS[number - 1] if number <= len(NUMBERS) else str(number)


def placed(pieces: Sequence[Piece], new: Piece) -> tuple[Piece, ...]:
    """The pieces with a sentence in its place: behind its topic's last or before a later topic."""
    at = next(_places(pieces, new), len(pieces))
    return (*pieces[:at], new, *pieces[at:])


def _places(pieces: Sequence[Piece], new: Piece) -> Iterator[int]:
    orders = [piece.under.order if piece.under else -1 for piece in pieces]
    mine = new.under.order if new.under else -1
    yield from (n + 1 for n in range(len(orders) - 1, -1, -1) if orders[n] == mine)
    yield from (n for n, order in enumerate(orders) if order > mine)


def dump_under(under: Under) -> str:
    """A topic as JSON."""
    return json.dumps(asdict(under), ensure_ascii=False)


def load_under(text: str) -> Under:
    """A topic from JSON."""
    return Under(**json.loads(text))
