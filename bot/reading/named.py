"""Figures beside names: 自然人5，企业3. In chat a clerk says who or what a figure belongs to rather
than which column it is in; names are matched by a label or by what staff call it, and a name that
could mean two things means none.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from bot.forms.number import UNITS, tidy
from bot.reading.numerals import HAN, read_number

KINDS_OF_APPLICANT = {
    "natural": ("自然人", "个人", "公民"),
    "commercial": ("商业企业", "企业", "公司"),
    "research": ("科研机构", "科研院所", "科研", "高校"),
    "charity": ("社会公益组织", "社会组织", "公益组织", "协会"),
    "legal": ("法律服务机构", "律师事务所", "律所", "律师"),
    "other": ("其他",),
}
_FIGURE = rf"(?:\d[\d,]*|[{HAN}]+)"
_NAMED = re.compile(
    r"\s*([^\d\s,，、;；:：。+-]+?)\s*[:：是为]?\s*"
    rf"([+-]?\d[\d.]*[^\d\s,，、;；。]{{0,2}}|[{HAN}]+[{UNITS}]?)(?:[,，、;；。\s]+|$)"
)


def named_figures(text: str, names: Mapping[str, tuple[str, ...]]) -> dict[str, Decimal]:
    """The figure of each name in a text, by the name's key; empty if anything else stands there.

    `names` maps a key to what it is called. 都是自然人 has no figure and is not read here.
    """
    if text.isascii():
        return {}  # figures alone, as most answers are
    text = tidy(text)
    words = sorted(((tidy(w), k) for k, ws in names.items() for w in ws), key=lambda p: -len(p[0]))
    pattern = "|".join(re.escape(word) for word, _ in words)
    pair = rf"({pattern})(?:申请|为|是|有|:)?({_FIGURE})(?:件|份|个|人|宗)?"
    if not re.fullmatch(rf"(?:{pair}[,;、.。和及]*)+", text):
        return {}
    keys = dict(words)
    found: dict[str, Decimal] = {}
    for match in re.finditer(pair, text):
        value, key = read_number(match.group(2)), keys[match.group(1)]
        if value is None or key in found:
            return {}
        found[key] = value
    return found


def all_of(text: str, names: Mapping[str, tuple[str, ...]]) -> str:
    """The key that 都是自然人, 全部为企业 or a bare 自然人 means; empty for anything else."""
    bare = re.sub(
        r"^(?:都是|都为|全是|全为|全部是|全部为|均为|均是|都)|(?:申请|提出|的)+$", "", tidy(text)
    )
    hits = [key for key, words in names.items() if bare in {tidy(word) for word in words}]
    return hits[0] if len(hits) == 1 else ""


def named_in_line(line: str) -> list[tuple[str, str]]:
    """The names of a line, each with its one figure as written: 许可35件，处罚12 are two. Empty if
    anything else stands there; whether something is called so, the caller knows.
    """
    found, place = [], 0
    while place < len(line):
        match = _NAMED.match(line, place)
        if match is None:
            return []
        found.append((match.group(1), match.group(2)))
        place = match.end()
    return found
