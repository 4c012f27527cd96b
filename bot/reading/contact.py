"""The contact of an office from one message. Staff paste it as it stands in last year's report or
on the door, labelled or not, so each part is known by its label or else by its shape, and what is
neither is named instead of being put where it does not belong.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.reading.text import clean

LABELS = {
    "unit.office": "联系部门|联系科室|部门|科室|联系单位",
    "unit.address": "联系地址|办公地址|通讯地址|地址",
    "unit.postcode": "邮政编码|邮编",
    "unit.phone": "联系电话|办公电话|电话号码|电话",
    "unit.email": "电子邮箱|电子邮件|邮箱|[Ee]-?[Mm]ail",
    "unit.website": "门户网站|网站|网址",
    "unit.fax": "传真号码|传真",
}
_LABEL = re.compile(
    "|".join(f"(?:(?P<k{n}>{words})\\s*[:：是]?)" for n, words in enumerate(LABELS.values()))
)
_SEPARATOR = re.compile(r"[，,；;。\n\t]+|\s{1,}")
_INSIDE = re.compile(  # a blank that parts +86, area code, number and extension of one telephone
    r"(?:(?<=\+86)|(?<=\+86[)）])|(?<=\+86[ -]\d\d)|(?<=\+86[ -]\d{3})|(?<=\b0\d\d)|(?<=\b0\d{3})"
    r"|(?<=转)) +(?=\d)|(?<=\d) +(?=转)"
)
_HALF_WIDTH = {sign: sign - 0xFEE0 for sign in map(ord, "－．＠")} | {
    sign: sign - 0xFEE0
    for first, last in ("０９", "Ａｚ")
    for sign in range(ord(first), ord(last) + 1)
}
_TYPED_IN_ASCII = ("unit.postcode", "unit.phone", "unit.fax", "unit.email", "unit.website")
_BLANK = "\ue000"  # stands for it while a text is taken apart
_EDGES = " \t\n，,；;。、"
_PAIRS = (("（", "）"), ("(", ")"))
_SHAPES = (
    ("unit.email", re.compile(r"\S+@\S+")),
    ("unit.website", re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)),
    ("unit.postcode", re.compile(r"\d{6}")),
    ("unit.phone", re.compile(r"[\d(（+][\d()（）+\-—－转/、 ]{5,}\d")),
    ("unit.address", re.compile(r".*(?:路|街|号|巷|楼|村|道|镇|乡|区|县).*")),
    ("unit.office", re.compile(r"\D*(?:办|科|室|股|处|局|所|中心)")),
)


@dataclass(frozen=True)
class Contact:
    """The parts that were understood, by field id, and those that were not."""

    parts: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def read_contact(text: str, fields: Iterable[str]) -> Contact:
    """The contact in a text; only for the given fields."""
    text = clean(text)
    found: dict[str, str] = {}
    unknown: list[str] = []
    marks = [match for match in _LABEL.finditer(text) if _is_label(text, match)]
    head = text[: marks[0].start()] if marks else text
    for piece in _SEPARATOR.split(_INSIDE.sub(_BLANK, head)):
        _by_shape(_trimmed(piece.replace(_BLANK, " ")), found, unknown)
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=False):
        key = list(LABELS)[int((mark.lastgroup or "k0")[1:])]
        if value := _trimmed(text[mark.end() : end]):
            found[key] = value
    found |= {k: v.translate(_HALF_WIDTH) for k, v in found.items() if k in _TYPED_IN_ASCII}
    wanted = set(fields)
    return Contact({k: v for k, v in found.items() if k in wanted}, tuple(unknown))


def begins_with_label(text: str) -> bool:
    """True when a text opens with the name of a part of the contact: 电话 0469-2609855."""
    return bool(_LABEL.match(clean(text).lstrip(_EDGES)))


def _trimmed(piece: str) -> str:
    """A part without what parts it from the others; a bracket stays if its other half is there."""
    piece = piece.strip(_EDGES)
    for opening, closing in _PAIRS:
        if piece.startswith(opening) and piece.endswith(closing) and piece.count(closing) == 1:
            return _trimmed(piece[1:-1])
        if piece.endswith(closing) and piece.count(closing) > piece.count(opening):
            return _trimmed(piece[:-1])
        if piece.startswith(opening) and piece.count(opening) > piece.count(closing):
            return _trimmed(piece[1:])
        if piece.endswith(opening):
            return _trimmed(piece[:-1])
    return piece


def _is_label(text: str, match: re.Match[str]) -> bool:
    """A label stands at the start of a part; 地址 within 党群服务中心地址簿 is none."""
    before = text[: match.start()].rstrip(" ")
    opens = not before or before[-1] in "，,；;。、（(\n\t" or match.start() != len(before)
    return opens or match.group()[-1] in ":："


def _by_shape(piece: str, found: dict[str, str], unknown: list[str]) -> None:
    if not piece:
        return
    for key, shape in _SHAPES:
        if shape.fullmatch(piece) and (key not in found or key == "unit.address"):
            found[key] = found[key] + piece if key in found else piece
            return
    unknown.append(piece)
