"""One number as people write it, and a row of them. Staff type ７件, 十二 or 1,036, and a figure
that was only nearly understood would be printed under their office's name: so a text is a number as
a whole or not at all, 四十余 and 约30 are no figures, and whoever pastes a row is told which figure
was not understood.

cn2an knows Chinese numerals. Its strict mode is used, because the lenient one reads 三五件 (three
to five) as 35; 两, 〇 and 卅 are put into its words first. It takes a tenth of a second to import,
so only the first Chinese numeral pays for it.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from bot.forms import number

UNITS = number.UNITS + "起例"
HAN = "零〇一二两三四五六七八九十百千万廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
NONE = frozenset({"无", "没有", "没", "暂无", "未发生", "没有发生", "未收到", "没有收到", "未有"})

_DIGITS = re.compile(r"\d+|\d{1,3}(?:,\d{3})+", re.ASCII)
_AS_PRINTED = re.compile(r"0|[1-9]\d*", re.ASCII)  # what most people type
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+", re.ASCII)
_HAN = re.compile(f"[{HAN}]+")
_UNIT = re.compile(rf"\s*(?:人次|[{UNITS}])$")
_ROUNDED = re.compile(r"[余多约近几数]|左右|上下|以上|以下|大概|不到|差不多|[千万]$")

_BEFORE_UNIT = re.compile(rf"(?<=\S)[^\S\t]+(?=[{UNITS}])")
_AFTER_UNIT = re.compile(rf"(?<=[{UNITS}])(?=\d)")
_GAP = re.compile(r"\s*[、;|]\s*|\s*,\s+|\s+,\s*|\s+")
_BLANK = frozenset({"", "/", "-", "—", "——"})

_SPOKEN_AMOUNT = re.compile(r"(?<=\d)(?:(万)块?|块钱?)$")  # 1.5万, 300块

Reason = Literal["few", "many", "blank", "rounded", "ambiguous", "not_a_number", "long"]


@dataclass(frozen=True)
class Row:
    """The figures of a row as canonical text; an empty one is a blank cell, which is not zero."""

    figures: tuple[str, ...]


@dataclass(frozen=True)
class Refusal:
    """Why a row was not taken: which figure (`position`, from 0) and the text that stood there.

    With `few` the position is the first missing figure and the token is empty; with `many` it is
    the first one too many. `ambiguous` is 1,036 where the comma may separate figures or thousands;
    `long` is what whoever asks for the row finds too large for it.
    """

    reason: Reason
    position: int
    token: str = ""


def read_number(text: str) -> Decimal | None:
    """The single count that a person typed; None when it is none, is rounded, or is not whole."""
    text = _UNIT.sub("", _plain(text))
    if text in NONE:
        return Decimal(0)
    if _DIGITS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return han_number(text)


@lru_cache(maxsize=1024)
def han_number(text: str) -> Decimal | None:
    """A well-formed Chinese numeral: 十二, 一百零三, 两百, 廿五; None for 三五, 一百二, 几十."""
    if not _HAN.fullmatch(text) or len(text) > 20:
        return None
    text = text.replace("两", "二").replace("〇", "零").replace("卅", "三十").replace("廿", "二十")
    if text[0] == "零" and len(text) > 1:
        return None
    from cn2an import cn2an  # noqa: PLC0415 - slow to import, and seldom needed

    try:
        return Decimal(cn2an(text, "strict"))
    except ValueError:
        return None


def read_row(text: str, columns: int, kinds: Sequence[str] = ()) -> Row | Refusal:
    """The figures of one row, or the first trouble in it. `kinds` are those of the columns.

    Figures stand apart by tabs, spaces, 、 ; | or commas. A cell is left blank by tabs only (or by
    a stroke). A comma between digits separates thousands when something else separates the figures
    (`1,036 0 0`); alone it separates figures (`1,036,0` is three), and a figure that then begins
    with a needless zero shows that thousands were meant, which is refused as ambiguous.
    """
    tokens = _tokens(text, columns)
    figures: list[str] = []
    for position, token in enumerate(tokens[:columns]):
        kind = kinds[position] if position < len(kinds) else "count"
        figure = _figure(kind, token)
        if figure is None or (figure == "" and "\t" not in text and token == ""):
            return Refusal(_reason(token), position, token)
        figures.append(figure)
    if len(tokens) < columns:
        return Refusal("few", len(tokens))
    if len(tokens) > columns:
        return Refusal("many", columns, tokens[columns])
    return Row(tuple(figures))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().rstrip("。.!;,、").rstrip()


def _tokens(text: str, columns: int) -> list[str]:
    text = _AFTER_UNIT.sub(" ", _BEFORE_UNIT.sub("", unicodedata.normalize("NFKC", text)))
    if "\t" in text:
        tokens = [token.strip() for token in text.strip("\r\n ").split("\t")]
        return tokens[:-1] if len(tokens) == columns + 1 and tokens[-1] == "" else tokens
    pieces = [p for p in _GAP.split(_plain(text)) if p]
    if len(pieces) == 1 and columns == 1:
        return pieces
    return [token for piece in pieces for token in _parted(piece, alone=len(pieces) == 1)]


def _parted(piece: str, *, alone: bool) -> list[str]:
    if not alone and _GROUPED.fullmatch(_UNIT.sub("", piece)):
        return [piece]
    return piece.split(",")


def _figure(kind: str, token: str) -> str | None:
    """The canonical text of a figure, empty for a blank one, None for what is no figure."""
    if token in _BLANK:
        return ""
    if kind == "count" and _AS_PRINTED.fullmatch(token):
        return token
    if kind != "count":
        amount = _SPOKEN_AMOUNT.sub(_in_yuan, token) if kind == "amount" else token
        figure = number.canonical(kind, amount)
        if figure is not None:
            return figure
    elif re.fullmatch(r"0\d+", token):
        return None
    value = read_number(token)
    return None if value is None else number.plain(value)


def _in_yuan(unit: re.Match[str]) -> str:
    return f"{unit.group(1) or ''}元"


def _reason(token: str) -> Reason:
    if not token:
        return "blank"
    if re.fullmatch(r"0\d+", token):
        return "ambiguous"
    return "rounded" if _ROUNDED.search(token) else "not_a_number"
