"""What to change so that a finding goes away. Often several figures could be the wrong one, and
only the clerk knows which; so every single change is tried, and those are offered after which the
fewest findings are left. A change that would break something else is never among them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from bot.checks.finding import Finding
from bot.checks.implied import without_implied
from bot.checks.incremental import Checked, recheck
from bot.forms.answers import Answers
from bot.forms.number import decimal, plain

Change = Mapping[str, str]  # new values, by id


def corrections(before: Checked, finding: Finding) -> tuple[Change, ...]:
    """The changes that mend a finding of a check, the best first and none better than another; the
    one that is sure, where the rule knows it; none where a person has to look.
    """
    if finding.correction:
        return (finding.correction,)
    answers = before.answers
    rated: list[tuple[int, Change]] = []
    for change in (*finding.candidates, *_of_figures(answers, finding)):
        after = recheck(before, corrected(answers, change), before.previous)
        left = without_implied(after.answers, after.findings)
        if _mends(finding, before.findings, left) and change not in (c for _, c in rated):
            rated.append((len(left), change))
    fewest = min((left for left, _ in rated), default=0)
    return tuple(change for left, change in rated if left == fewest)


def corrected(answers: Answers, change: Change) -> Answers:
    """The answers after a change."""
    return replace(
        answers,
        entered={**answers.entered, **change},
        accepted=answers.accepted - change.keys(),
    )


def _mends(finding: Finding, before: Iterable[Finding], after: Iterable[Finding]) -> bool:
    """True where there is less of the trouble than before, and no error that was not there."""
    same = [
        sum(f.rule == finding.rule and f.where[0] == finding.where[0] for f in findings)
        for findings in (before, after)
    ]
    return same[1] < same[0] and _errors(after) <= _errors(before)


def _errors(findings: Iterable[Finding]) -> set[tuple[str, tuple[str, ...]]]:
    return {(f.rule, f.where) for f in findings if f.level == "error"}


def _of_figures(answers: Answers, finding: Finding) -> Iterator[Change]:
    """Each figure that has part in a finding, made so much larger or smaller as is amiss. Of those
    that a total adds up only the ones that are not 0, for any of the others would do as well.
    """
    found, expected = decimal(finding.found), decimal(finding.expected)
    if found is None or expected is None:
        return
    for key in filter(answers.form.cells.__contains__, finding.where):
        for part in answers.figures_in(key):
            value = decimal(answers.entered[part])
            if value is None or (part != key and not value):
                continue
            for other in (value + expected - found, value - expected + found):
                if other >= 0 and (other == other.to_integral_value() or _is_amount(answers, part)):
                    yield {part: plain(Decimal(other))}


def _is_amount(answers: Answers, key: str) -> bool:
    return answers.form.kind(key) == "amount"
