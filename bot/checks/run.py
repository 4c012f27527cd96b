"""Puts rules to a report, each by itself, so that one rule's findings can stand while another's are
looked for again.
"""

from collections.abc import Iterable

from bot.checks.finding import Broken, Finding
from bot.checks.report import Report
from bot.checks.rules import KINDS
from bot.forms.form import Rule


def run(report: Report, rules: Iterable[Rule]) -> dict[str, tuple[Finding, ...]]:
    """What each rule finds, by its id, in the order given."""
    return {
        rule.id: tuple(_finding(report, rule, broken) for broken in KINDS[rule.kind](report, rule))
        for rule in rules
    }


def _finding(report: Report, rule: Rule, broken: Broken) -> Finding:
    return Finding(
        rule.id,
        rule.level,
        broken.where,
        broken.found,
        broken.expected,
        broken.args,
        broken.correction,
        rule.clause,
        tuple(report.values.get(key, "") for key in broken.where if key in report.form.cells),
        broken.candidates,
    )
