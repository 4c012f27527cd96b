"""Findings that say nothing new. Nobody types a total in an interview, so where one breaks a rule
because a figure that it adds up does, one mistake would be told twice, and mended once.
"""

from collections.abc import Iterable

from bot.checks.finding import Finding
from bot.forms.answers import Answers


def without_implied(answers: Answers, findings: Iterable[Finding]) -> list[Finding]:
    """The findings but for those of computed totals whose own parts are found by the same rule."""
    findings = list(findings)
    found = {(finding.rule, finding.where[0]) for finding in findings}
    return [
        finding
        for finding in findings
        if not any((finding.rule, part) in found for part in _parts(answers, finding.where[0]))
    ]


def _parts(answers: Answers, key: str) -> tuple[str, ...]:
    cell = answers.form.cells.get(key)
    if cell is None or key in answers.entered:
        return ()
    return cell.summands
