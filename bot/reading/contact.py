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
    "unit.address": "(?:联系|办公|通讯|单位)?地址",
    "unit.postcode": "邮政编码|邮编",
    "unit.phone": "(?:联系|办公室?|单位|咨询|值班|监督)?电话(?:号码)?|座机(?:号码?)?|固定电话",
    "unit.email": "电子邮箱|电子邮件|邮箱|[Ee]-?[Mm]ail",
    "unit.website": "门户网站|网站|网址",
    "unit.fax": "传真号码|传真",
}
_CORRECTED = (  # what stands between a label and what it is to be now
    "(?:写|填|发)?(?:错了?|不对|有误)[，,。]?(?:应该?[是为]|改[成为]|是)"
    "|(?:由[^，,;；。\\n]{1,30})?(?:改[成为到]|换成|变更为|更正为)|应该?[是为]"
)
_LABEL = re.compile(
    "|".join(
        f"(?:(?P<k{n}>{words})(?:\\s*[:：]|{_CORRECTED}|就?是|就?在|为)?)"
        for n, words in enumerate(LABELS.values())
    )
)
_SEPARATOR = re.compile(r"[，,；;。\n\t]+|\s{1,}")
_INSIDE = re.compile(  # a blank within one telephone, or within 文礼路 100 米
    r"(?:(?<=\+86)|(?<=\+86[)）])|(?<=\+86[ -]\d\d)|(?<=\+86[ -]\d{3})|(?<=\b0\d\d)|(?<=\b0\d{3})"
    r"|(?<=转)) +(?=\d)|(?<=\d) +(?=[转号米])|(?<=[路街巷道]) +(?=\d+ *[号米])"
)
_HALF_WIDTH = {sign: sign - 0xFEE0 for sign in map(ord, "－．＠")} | {
    sign: sign - 0xFEE0
    for first, last in ("０９", "Ａｚ")
    for sign in range(ord(first), ord(last) + 1)
}
_TYPED_IN_ASCII = ("unit.postcode", "unit.phone", "unit.fax", "unit.email", "unit.website")
_HAN = re.compile("[㐀-鿿]")
_BEHIND = re.compile(  # what parts an address from a telephone, a postcode or a mail address
    r"([，,；;。\n\t ])(?=(?:[\d（(+][\d()（）+\-—－转 ]{5,}\d|\d{6}|\S+@\S+)"
    r"(?:[，,；;。\n\t ]|$))"
)
_BLANK = "\ue000"  # stands for it while a text is taken apart
_NONE = ("无", "没有", "没", "暂无", "不写", "没有的")
_AS_BEFORE = ("未变", "没变", "不变", "没有变", "没有变化", "没改", "不用改")
_EDGES = " \t\n，,；;。、"
_PAIRS = (("（", "）"), ("(", ")"))
_SHAPES = (
    ("unit.email", re.compile(r"\S+@\S+")),
    ("unit.website", re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)),
    ("unit.postcode", re.compile(r"\d{6}")),
    ("unit.phone", re.compile(r"[\d(（+][\d()（）+\-—－转/、 ]{5,}\d")),
)
# Words in which 号, 道 or 街 is no place, and what a sentence says and no address or office does.
_NO_PLACE = re.compile(r"(?:公众|账|编|文|信|口)号|号召|街道|[渠知报]道|道[理歉]")
_ADDRESS = re.compile(
    r".*[路街巷弄道村楼].*|.*\d\s*(?:号|室|层|栋).*|.*(?:号|镇|乡|区|县|大院|院内|广场|大厦)"
)
_OFFICE = re.compile(r"[^\d\s]{1,12}(?:办|科|室|股|(?<!办事)处|局|所|中心)")
_WE_ARE = re.compile(r"^(?:我们(?:单位|街道|这)?|单位|地点)?(?:就)?(?:在|位于)(?=.{4})")
_SAYS = re.compile(
    r"了|过|没有|什么|怎么|领导|公开|发布|开展|通过|收到|申请|今年|\d[条次篇件个]|[吗呢吧]$"
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
        value, *others = _own_parts(key, text[mark.end() : end])
        if value and value not in (*_NONE, *_AS_BEFORE):
            found[key] = value
        for other in others:
            _by_shape(_trimmed(other), found, unknown)
    found |= {k: v.translate(_HALF_WIDTH) for k, v in found.items() if k in _TYPED_IN_ASCII}
    wanted = set(fields)
    return Contact({k: v for k, v in found.items() if k in wanted}, tuple(unknown))


def _own_parts(key: str, text: str) -> list[str]:
    """What stands behind a label, and behind that the parts that need none: an address does not
    hold a telephone.
    """
    behind = None if key in _TYPED_IN_ASCII else _BEHIND.search(text)
    if behind is None:
        return [_trimmed(text)]
    others = _SEPARATOR.split(_INSIDE.sub(_BLANK, text[behind.end(1) :]))
    return [_trimmed(text[: behind.end(1)]), *(part.replace(_BLANK, " ") for part in others)]


def begins_with_label(text: str) -> bool:
    """True when a text opens with the name of a part of the contact: 电话 0469-2609855."""
    return bool(_LABEL.match(clean(text).lstrip(_EDGES)))


def is_contact(text: str) -> bool:
    """True for a text that is a part of the contact by its label, or by its shape and nothing else:
    a telephone or an address of mail is no text of a report.
    """
    return begins_with_label(text) or not (_HAN.search(text) or read_contact(text, LABELS).unknown)


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
    piece = _WE_ARE.sub("", piece)
    if not piece:
        return
    for key, shape in _SHAPES:
        if shape.fullmatch(piece) and key not in found:
            found[key] = piece
            return
    key = "" if _SAYS.search(piece) else _place_or_office(piece)
    if not key or (key in found and key != "unit.address"):
        unknown.append(piece)
    else:
        found[key] = found.get(key, "") + piece


def _place_or_office(piece: str) -> str:
    """What a part without a label names: where the office is, or whom to ask; neither where it is
    the name of a unit.
    """
    if _ADDRESS.fullmatch(_NO_PLACE.sub("", piece)):
        return "unit.address"
    return "unit.office" if _OFFICE.fullmatch(piece) else ""
