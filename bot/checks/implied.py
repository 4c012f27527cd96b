"""One mistake, one finding. A wrong figure stands in the sum of its row and in that of its column,
and makes every total above it wrong by as much; whoever reads of each does not know that one change
mends them all.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from bot.checks.finding import Finding
from bot.forms.answers import Answers
from bot.forms.number import decimal

Found = Mapping[tuple[str, str], Finding]  # by rule and first place


def without_implied(answers: Answers, findings: Iterable[Finding]) -> list[Finding]:
    """The findings that name a mistake, one each, in the order in which it was met first."""
    return [first for first, *_ in by_mistake(answers, findings)]


def by_mistake(answers: Answers, findings: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    """The findings, those of one mistake together: first the one that names it, which is the one
    about the very figure that is wrong, or else that with the fewest figures.
    """
    findings = list(findings)
    found = {(finding.rule, finding.where[0]): finding for finding in findings}
    mistakes: dict[object, tuple[list[Finding], list[Finding]]] = {}
    for finding in findings:
        cause = _cause(answers, found, finding)
        mended = tuple(sorted(cause.correction.items()))  # by one change, so it is one mistake
        causes, implied = mistakes.setdefault(mended or id(cause), ([], []))
        (causes if cause is finding else implied).append(finding)
    return [(*sorted(causes, key=_breadth), *implied) for causes, implied in mistakes.values()]


def _breadth(finding: Finding) -> tuple[bool, bool, int]:
    """The least names a mistake; an error is never hidden behind a warning."""
    elsewhere = finding.where[0] not in finding.correction
    return finding.level == "warning", elsewhere, len(finding.where)


def _cause(answers: Answers, found: Found, finding: Finding) -> Finding:
    """The finding of a part for that of a total that is wrong by it, and no other; or itself."""
    part = next(_parts(answers, found, finding), None)
    return _cause(answers, found, part) if part else finding


def _parts(answers: Answers, found: Found, finding: Finding) -> Iterator[Finding]:
    """What the same rule finds of the parts of a total, if that is all that is wrong with it."""
    cell = answers.form.cells.get(finding.where[0])
    if cell is None:
        return
    for axis in ("columns", "rows"):
        parts = [found[at] for part in cell.parts(axis) if (at := (finding.rule, part)) in found]
        if _amiss(finding) == sum(map(_amiss, parts)):
            yield from parts


def _amiss(finding: Finding) -> Decimal:
    """By how much a figure is wrong; no number where the rule does not say."""
    found, expected = decimal(finding.found), decimal(finding.expected)
    return Decimal("nan") if found is None or expected is None else found - expected
