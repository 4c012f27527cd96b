"""The information-handling fee. Whoever asked for one must report it; and since it is one kind of
行政事业性收费, section 二 cannot show less than was received. Nothing else follows from it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.report import Report, named
from bot.forms.form import Rule
from bot.forms.number import plain, tidy

_ASKED = re.compile(r"(?<![未没有])(?:收取|发出)[^,，。；;未无]{0,8}(?:信息处理费|收费通知)")
_PAID = re.compile(
    r"信息(?:公开)?处理费[^。\n]{0,40}?实际?(?:收取|收到|收)(?:金额)?为?(?P<n>\d[\d,]*(?:\.\d+)?)元"
)
_MENTIONED = re.compile(r"信息(?:公开)?处理费|收费|费用|缴费|收取")


@kind("cells", "fields", "texts", "silent")
def fee_unreported(report: Report, rule: Rule) -> Iterator[Broken]:
    """A fee that was asked for is mentioned in 六 or 一."""
    if any(_MENTIONED.search(text.written) for text in report.texts(rule)):
        return
    asked = [key for key in named(report.form, rule) if report.number(key)]
    asked += [key for key in named(report.form, rule, "fields") if report.number(key)]
    told = [key for key in named(report.form, rule, "silent") if _told(report, key)]
    if asked or told:
        yield Broken((named(report.form, rule, "texts")[0], *asked, *told))


def _told(report: Report, key: str) -> bool:
    return _ASKED.search(report.values.get(key, "")) is not None


@kind("amount", "received", "texts")
def fee_amount(report: Report, rule: Rule) -> Iterator[Broken]:
    """Section 二 shows at least the handling fee that was received, as far as it was rounded."""
    (amount,), (received,) = rule.args["amount"], rule.args["received"]
    shown, (paid, where) = report.number(amount), _paid(report, rule, received)
    if shown is None or paid is None or shown + _rounded(report.values[amount]) >= paid / 10000:
        return
    yield Broken((amount, where), plain(shown), plain(paid / 10000), {"received": plain(paid)})


def _paid(report: Report, rule: Rule, received: str) -> tuple[Decimal | None, str]:
    if (value := report.number(received)) is not None:
        return value, received
    for text in report.texts(rule):
        if reading := report.counts(text).readings.get(received):
            return reading.value, text.key
        if match := _PAID.search(text.folded):
            return Decimal(match["n"].replace(",", "")), text.key
    return None, received


def _rounded(written: str) -> Decimal:
    """By how much a figure may be less than the amount it was rounded from. A bare 0 says none."""
    _, point, decimals = tidy(written).rstrip("万元").partition(".")
    places = len(decimals) if point else 0
    return Decimal("0.005") if tidy(written) in ("0", "0元") else Decimal(1).scaleb(-places) / 2
