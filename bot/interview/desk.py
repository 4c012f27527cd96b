"""The front desk: somebody who has no report yet says for whom they write. One message opens it,
`宝山区红旗街道办事处`, with a year and a form if they are not the usual ones; only a name without
its region is asked about, since a 红旗街道办事处 exists in many cities.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.forms.number import tidy
from bot.interview.commands import WORDS
from bot.interview.outcome import ImportReport, OpenReport
from bot.interview.year import Chosen, split_year
from bot.messages import Message, Say
from bot.reading.asides import read_aside
from bot.reading.text import clean

MAX_NAME = 40  # characters; longer is no name of an office but a text sent too early
NO_REGION = ("无", "没有", "不加")
GREETINGS = ("你好", "您好", "你们好", "在吗", "在不在", "开始", "报告", "早上好", "下午好")
EXAMINING = "?"  # before what is pending: a report that is to be examined is waited for

_REGION = re.compile(
    r"(?:\S{2,7}?(?:省|自治区|自治州|自治县|特别行政区|新区|市|区|(?<!红)旗|州|盟|县)"
    r"|[^省市区旗州盟\s]县)+"
)
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\s*年")
_NO_NAME = re.compile(r"\d{4}|[,，。!！?？;；]")  # a telephone, a sentence
_TITLE = re.compile(r"(?:政府信息公开)?(?:工作)?(?:年度)?报告$")


@dataclass(frozen=True)
class Desk:
    """What the desk decided: open a report, or say something and wait; `pending` is the name that
    was given and still lacks its region, `found` last year's report that somebody began with,
    `examine` that what was read is to be examined and nothing more, `answers` what was read of an
    answers file that opens the report it holds.
    """

    open: OpenReport | None = None
    say: Say | None = None
    pending: str = ""
    found: ImportReport | None = None
    examine: bool = False
    answers: Mapping[str, Any] | None = None


def receive(message: Message, pending: str) -> Desk:
    """What a message of somebody without a report leads to."""
    pending = pending.removeprefix(EXAMINING)
    text = clean(message.text)
    chosen, rest = split_year(text, message.at.year)
    name = _TITLE.sub("", " ".join(rest.split())).strip()
    words = {word for group in WORDS.values() for word in group}
    if (
        not name
        or _greets(text)
        or read_aside(text)
        or tidy(text).lower() in words
        or text.startswith("/")
    ):
        examine = EXAMINING if tidy(text).lower() in WORDS["examine"] else ""
        return Desk(say=waiting(examine + pending), pending=examine + pending)
    if chosen is None and _ANY_YEAR.search(text):
        return Desk(say=Say("refused.year", {"latest": message.at.year}), pending=pending)
    if len(name) > MAX_NAME or "\n" in text or not _is_name(name, pending):
        return Desk(say=Say("desk.not_a_name", {"longest": MAX_NAME}), pending=pending)
    unit, _, when = pending.partition("\n")
    asked = _asked_for(chosen, when) or Chosen(message.at.year - 1)
    if unit and (region := _region(name, unit)) is not None:
        return Desk(OpenReport(asked.year, asked.form, region, unit))
    superior, unit = split_region(name)
    if not superior and not begins_with_region(unit):
        remembered = f"{unit}\n{asked.year}/{asked.form}"
        return Desk(say=Say("desk.region", {"name": unit}), pending=remembered)
    return Desk(OpenReport(asked.year, asked.form, superior, unit))


def _asked_for(chosen: Chosen | None, when: str) -> Chosen | None:
    """The year and form of a report, chosen now or with the name of the unit."""
    if chosen or not when:
        return chosen
    year, _, form = when.partition("/")
    return Chosen(int(year), form)


def _region(name: str, unit: str) -> str | None:
    """The region that answers the question for that of a unit; None where it is no region."""
    region = "" if name in NO_REGION else name.replace(" ", "").removesuffix(unit)
    return region if not region or _REGION.fullmatch(region) else None


def _greets(text: str) -> bool:
    """True for what somebody says before they say for whom they write."""
    return tidy(text).lower().rstrip("。!,~啊呀") in GREETINGS


def _is_name(text: str, pending: str) -> bool:
    """True for what can be a unit's name, or the region of one."""
    named = re.search("[㐀-鿿]{2}", text) and not _NO_NAME.search(text)
    return bool(named) or bool(pending and text in NO_REGION)


def waiting(pending: str) -> Say:
    """What the desk waits for: the unit's name, the region of one that was given, or a report."""
    if pending.startswith(EXAMINING):
        return Say("desk.examine")
    name = pending.partition("\n")[0]
    return Say("desk.region", {"name": name}) if name else Say("desk.welcome")


def begins_with_region(name: str) -> bool:
    """True for a name that says where the unit is."""
    return _REGION.match(name) is not None


def split_region(name: str) -> tuple[str, str]:
    """The region and the unit in an office's full name; a space between them decides.

    A government (宝山区人民政府) is named with its region and has none before it.
    """
    if " " in name:
        superior, _, unit = name.partition(" ")
        return superior, unit.replace(" ", "")
    match = _REGION.match(name)
    if (
        match is None
        or len(name) - match.end() < 2
        or name[match.end() :].startswith(("人民政府", "政府"))
    ):
        return "", name
    return match.group(), name[match.end() :]
