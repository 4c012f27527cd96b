"""What must not be published about people: an identity card's number, a mobile number that is not
the office's own, the name of an applicant. People mistype their own numbers, so one with a birth
date in its place is a card's even if its check digit is wrong, unless it is said to be another's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.people import nameless, names
from bot.checks.prose import Text
from bot.checks.report import Report, named
from bot.forms.form import Form, Rule

Sort = Literal["card", "mobile", "name"]
Doubt = tuple[Sort, tuple[int, int]]  # what it looks like, and where it stands

_CARD = re.compile(
    r"\d(?<![\dA-Za-z]\d)\d{5}[ -]?(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"[ -]?\d{3}[ -]?[\dXx](?![\dA-Za-z])"
)
_OTHER_NUMBER = re.compile(r"(?<!证)(?:编号|文号|单号|案号|代码|信用码|账号|序号)[^,、。;\d]{0,6}$")
_MOBILE = re.compile(r"1(?<![\d.\-]1)[3-9]\d(?:[ -]?\d{4}){2}(?![\d.])")
_LABELLED = re.compile(r"(?:电话|手机|热线|传真|联系方式|咨询|服务号码)[^。;\n]{0,24}$")
_NEAR = 40  # characters before a number in which its label stands
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@kind("texts", "fields")
def sensitive(report: Report, rule: Rule) -> Iterator[Broken]:
    """No text tells a number or a name by which a person is known."""
    own = own_numbers(report.form, rule, report.values)
    for text in report.texts(rule):
        for what, (start, end) in personal(text, own):
            yield Broken((text.key,), text.written[start:end], "", {"sort": what})


def own_numbers(form: Form, rule: Rule, values: Mapping[str, str]) -> str:
    """The digits of the numbers that an office publishes as its own."""
    own = "".join(values.get(key, "") for key in named(form, rule, "fields"))
    return re.sub(r"[^\d]", "", own)


def personal(text: Text, own: str = "") -> Iterator[Doubt]:
    """What is known of people in a text, and where: the rule and the question before anything is
    kept (`bot.interview.consent`) look with the same eyes.
    """
    for match in _CARD.finditer(text.folded):
        other = _OTHER_NUMBER.search(text.folded[max(0, match.start() - _NEAR) : match.start()])
        if not other or is_card(match.group()):
            yield "card", match.span()
    for match in _MOBILE.finditer(text.folded):
        bare = re.sub(r"\D", "", match.group())
        before = text.folded[max(0, match.start() - _NEAR) : match.start()]
        labelled = text.key == "preamble" and _LABELLED.search(before)
        if bare not in own and not labelled:
            yield "mobile", match.span()
    for span in names(text.folded):
        yield "name", span


def is_card(number: str) -> bool:
    """True if the check digit of an identity card's number is right."""
    bare = re.sub(r"[ -]", "", number)
    sum_ = sum(int(digit) * weight for digit, weight in zip(bare, _WEIGHTS, strict=False))
    return "10X98765432"[sum_ % 11] == bare[-1].upper()


def covered(sort: Sort, words: str) -> str:
    """Enough of it to be found again in one's own text, and no more."""
    if sort == "name":
        return words[:1] + "*" * (len(words) - 1)
    head, tail = (6, 2) if sort == "card" else (3, 4)
    return words[:head] + "*" * (len(words) - head - tail) + words[-tail:]


def without(text: Text, doubts: Iterable[Doubt]) -> str:
    """A text whose doubtful places are gone: numbers covered, names left out."""
    written = text.written
    for sort, (start, end) in sorted(doubts, key=lambda doubt: doubt[1], reverse=True):
        name = sort == "name"
        new = nameless(text.folded, start) if name else covered(sort, written[start:end])
        written = written[:start] + new + written[end:]
    return written
