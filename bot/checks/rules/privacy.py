"""What must not be published about people: an identity card's number, a mobile number that is not
the office's own, the name of an applicant. A number that fails its check digit is no such number.
"""

import re
from collections.abc import Iterator

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.people import names
from bot.checks.prose import Text
from bot.checks.report import Report, named
from bot.forms.form import Rule

_CARD = re.compile(
    r"(?<![\dA-Za-z])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_MOBILE = re.compile(r"(?<![\d.\-])1[3-9]\d(?:[ -]?\d{4}){2}(?![\d.])")
_LABELLED = re.compile(r"(?:电话|手机|热线|传真|联系方式|咨询|服务号码)[^。;\n]{0,24}$")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@kind("texts", "fields")
def sensitive(report: Report, rule: Rule) -> Iterator[Broken]:
    """No text tells a number or a name by which a person is known."""
    own = "".join(report.values.get(key, "") for key in named(report.form, rule, "fields"))
    own = re.sub(r"[^\d]", "", own)
    for text in report.texts(rule):
        for what, (start, end) in _found(text, own):
            yield Broken((text.key,), text.written[start:end], "", {"sort": what})


def _found(text: Text, own: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in _CARD.finditer(text.folded):
        if is_card(match.group()):
            yield "card", match.span()
    for match in _MOBILE.finditer(text.folded):
        bare = re.sub(r"\D", "", match.group())
        labelled = text.key == "preamble" and _LABELLED.search(text.folded[: match.start()])
        if bare not in own and not labelled:
            yield "mobile", match.span()
    for span in names(text.folded):
        yield "name", span


def is_card(number: str) -> bool:
    """True if the check digit of an identity card's number is right."""
    sum_ = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[sum_ % 11] == number[-1].upper()
