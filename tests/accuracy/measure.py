"""Counts what is found of what was planted, and what is said of reports in which nothing is wrong.
Everything is seeded, so a number that changed has a reason in the code or in the sentences.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from random import Random

from bot.checks import Finding, check
from bot.checks.prose import Text
from bot.checks.rules.similar import shared
from tests.accuracy.peer import peer
from tests.accuracy.planting import PLANTERS, planted, without_blanks
from tests.accuracy.reports import clean

PHRASINGS = ("development", "heldout", "published")
COUNTED = ("text_count", "text_zero")  # what the peer looks for as well


@dataclass(frozen=True)
class Recall:
    """How many planted errors of one kind were found, of how many, and by the peer."""

    rule: str
    found: int
    planted: int
    peer: int | None = None

    @property
    def share(self) -> float:
        """The part that was found."""
        return self.found / self.planted


@dataclass(frozen=True)
class Silence:
    """What was said of clean reports: findings by rule and level, and the peer's."""

    reports: int
    findings: Counter[str]
    errors: int
    peer: int  # reports of which it says something


def recall(rule: str, each: int, phrasings: Iterable[str] = PHRASINGS) -> Recall:
    """Plants errors of one kind, so many for each set of sentences."""
    found = theirs = total = 0
    for name in phrasings:
        for number in range(each):
            case = planted(rule, Random(f"{rule} {name} {number}"), name)
            answers = without_blanks(case.answers)
            found += any(finding.rule == rule for finding in check(answers, case.previous))
            theirs += any(True for _ in peer(answers))
            total += 1
    return Recall(rule, found, total, theirs if rule in COUNTED else None)


def silence(count: int, phrasings: str) -> Silence:
    """Checks clean reports."""
    said: list[Finding] = []
    theirs = 0
    for number in range(count):
        case = clean(Random(f"clean {phrasings} {number}"), phrasings)
        said += check(case.answers, case.previous)
        theirs += any(True for _ in peer(case.answers))
    errors = sum(finding.level == "error" for finding in said)
    return Silence(count, Counter(finding.rule for finding in said), errors, theirs)


def alike(count: int, phrasings: str) -> list[float]:
    """How much pairs of different reports share, in order: an upper bound of what real ones do,
    since all are drawn from one small store of sentences.
    """
    cases = [clean(Random(f"alike {number}"), phrasings, "middle") for number in range(count)]
    texts = [Text("overview", case.text("overview")) for case in cases]
    return sorted(shared(one, other)[0] for one, other in combinations(texts, 2))


def rules() -> list[str]:
    """The rules for which errors can be planted, in the order in which they are defined."""
    return list(PLANTERS)
