"""A text as clauses of tokens. Counts are told clause by clause, and what a number means hangs on
the words of its own clause, so the reader works on short runs of words with a meaning; places are
kept, since a count must be shown where it was read.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.reading import vocabulary
from bot.reading.numerals import han_number


# Thousands of them are made, and a tuple is made three times as fast as a frozen dataclass.
class Token(NamedTuple):
    """A word with a meaning. `value` is the number of a count (None if rounded) or a year."""

    meaning: str
    start: int
    end: int
    text: str
    value: Decimal | None = None
    unit: str = ""


# Nearly all of a text is what has one width: the rest is asked for one by one.
_MAY_FOLD = re.compile("[^\x00-\x7f\u4e00-\u9fff、。“”《》]")
MARKS = frozenset({"comma", "stop", "newline", "open_paren", "close_paren"})


class Clause(NamedTuple):
    """The tokens between two commas, and the meanings of them all. `mark` is what ended it: comma,
    stop, newline or bracket.
    """

    tokens: tuple[Token, ...]
    meanings: frozenset[str]
    start: int
    end: int
    mark: str = ""
    bracketed: bool = False

    def of(self, tokens: Iterable[Token]) -> "Clause":
        """The same clause, of its tokens only these, or these in their place."""
        words = tuple(tokens)
        return self._replace(tokens=words, meanings=meanings_of(words))

    def has(self, *meanings: str) -> bool:
        """True when one of these words stands in the clause."""
        return not self.meanings.isdisjoint(meanings)

    def first(self, *meanings: str) -> Token | None:
        """The first of these words."""
        return next((token for token in self.tokens if token.meaning in meanings), None)


def meanings_of(tokens: Iterable[Token]) -> frozenset[str]:
    """What some words mean, taken together."""
    return frozenset([token.meaning for token in tokens])


def fold(text: str) -> str:
    """Half-width, character by character, so that places in it are places in the text."""
    return _MAY_FOLD.sub(_folded, text)


def _folded(match: re.Match[str]) -> str:
    folded = unicodedata.normalize("NFKC", match[0])
    return folded if len(folded) == 1 else match[0]


def clauses(text: str) -> list[Clause]:
    """The clauses of a folded text, in order; empty ones keep their marks."""
    return list(_split(text, tokens(text)))


def _split(text: str, stream: Iterable[Token]) -> Iterator[Clause]:
    held: list[Token] = []
    start, depth = 0, 0
    for token in stream:
        mark = "newline" if token.text == "\n" else token.meaning
        if mark == "colon":  # 其余29件均已答复:公开14件; but 依申请公开:0件
            mark = "comma" if any(one.meaning == "count" for one in held) else ""
        if mark not in MARKS:
            if mark == "not" and _denied(held[-4:]):  # 未收到申请没有因此被复议
                yield Clause(tuple(held), meanings_of(held), start, token.start, "comma", depth > 0)
                held, start = [], token.start
            if mark:
                held.append(token)
            continue
        yield Clause(tuple(held), meanings_of(held), start, token.start, mark, depth > 0)
        held, start = [], token.end
        depth = {"open_paren": 1, "comma": depth}.get(mark, 0)
    yield Clause(tuple(held), meanings_of(held), start, len(text), "newline", depth > 0)


def _denied(words: Iterable[Token]) -> bool:
    """True where something was denied just now: what is denied next is another statement."""
    meanings = iter(token.meaning for token in words)
    return "not" in meanings and any(one in {"request", "review", "lawsuits"} for one in meanings)


def tokens(text: str) -> Iterator[Token]:
    """Every word of the vocabulary in a folded text, in order."""
    end = 0
    for place, words in enumerate(map(vocabulary.words_at, text, (*text[1:], ""))):
        if place < end:
            continue
        for meaning, begins in words:
            match = begins(text, place)
            if match and match.end() > place:
                end = match.end()
                if meaning != "skip":
                    yield _token(meaning, match)
                break


def _token(meaning: str, match: re.Match[str]) -> Token:
    place = (meaning, match.start(), match.end(), match.group())
    if meaning == "count":
        return Token(*place, _amount(match), match["unit"] or "")
    if meaning in {"year", "as_of", "since", "carry_from", "carry_to"}:
        return Token(*place, _year(match["year"]))
    return Token(*place)


def _amount(match: re.Match[str]) -> Decimal | None:
    """The number of a count; None when it is rounded, a range, or no plain numeral."""
    if any(match[name] for name in ("about", "range", "more", "about2")):
        return None
    written = match["number"].replace(",", "")
    return Decimal(written) if written[0].isascii() else han_number(written)


def _year(text: str) -> Decimal:
    digits = {char: str(i) for i, char in enumerate("〇一二三四五六七八九")} | {
        "零": "0",
        "○": "0",
        "O": "0",
    }
    return Decimal("".join(digits.get(char, char) for char in text.strip()))
