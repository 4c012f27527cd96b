"""Rules over the answers of a report. `check` is the one way in.

Findings come worst first: errors before warnings, and each in the order of the form's rules, which
stand there from the worst to the least.
"""

from collections.abc import Iterable, Mapping

from bot.checks.finding import Finding
from bot.checks.index import rules_naming
from bot.checks.kind import ARGUMENTS
from bot.checks.report import Report
from bot.checks.rules import KINDS
from bot.forms.answers import Answers
from bot.forms.form import Rule

__all__ = ["Finding", "check", "missing_arguments", "rules_naming", "unknown_kinds"]


def check(
    answers: Answers,
    previous: Mapping[str, str] | None = None,
    rules: Iterable[Rule] | None = None,
    others: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Finding, ...]:
    """What the form's rules (or some of them) find. `previous` are last year's values, `others` the
    values of other units, by name, with which the texts are compared.
    """
    report = Report(answers, previous or {}, others or {})
    found = [
        Finding(
            rule.id,
            rule.level,
            broken.where,
            broken.found,
            broken.expected,
            broken.args,
            broken.correction,
            rule.clause,
        )
        for rule in (answers.form.rules if rules is None else rules)
        for broken in KINDS[rule.kind](report, rule)
    ]
    return tuple(sorted(found, key=lambda finding: finding.level == "warning"))


def unknown_kinds(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules whose kind no function implements: a mistake in the form."""
    return tuple(rule for rule in rules if rule.kind not in KINDS)


def missing_arguments(rule: Rule) -> tuple[str, ...]:
    """The arguments and settings that a rule's kind needs and the form does not give."""
    given = {*rule.args, *rule.settings}
    return tuple(name for name in ARGUMENTS.get(rule.kind, ()) if name not in given)
