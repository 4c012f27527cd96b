"""From a finding to the question that mends it: what is shown in chat can be tapped."""

from collections.abc import Mapping

from bot.checks import Finding, check, rules_naming
from bot.forms.form import Form, Section
from bot.interview import press as presses
from bot.interview.questions import question_of
from bot.interview.state import State
from bot.messages import Choice

MOST = 5  # buttons under one list of findings: more would push the list off a phone's screen


def findings_of(
    form: Form, state: State, section: Section, previous: Mapping[str, str] | None = None
) -> list[Finding]:
    """What the rules find in one section; the form as a whole belongs to the first. What two
    sections disagree about is found in both, so that it is seen in the one that is filled last.
    Only the rules that name something of the section are asked.
    """
    named = rules_naming(
        form, (key for key in (*form.cells, *form.fields) if _is_in(form, key, section))
    )
    rules = [rule for rule in form.rules if rule in named or not rule.args]
    return [
        finding
        for finding in check(state.answers(form), previous, rules)
        if any(_is_in(form, key, section) for key in finding.where)
    ]


def _is_in(form: Form, key: str, section: Section) -> bool:
    return form.section_of(key) is section


def mend_choices(
    form: Form, state: State, findings: list[Finding]
) -> tuple[tuple[Choice, ...], ...]:
    """A button for each place that needs mending, worst first, and one for the form itself."""
    targets: dict[str, Finding] = {}
    for finding in findings:
        item = next(
            (q for key in finding.where if (q := question_of(form, _entered(form, key)))),
            None,
        )
        if item:
            targets.setdefault(item.id, finding)
    return tuple(
        (Choice(presses.command(state.report, "goto", id_), "mend", {"key": finding.where[0]}),)
        for id_, finding in list(targets.items())[:MOST]
    ) + convert_choice(state, findings)


def convert_choice(state: State, findings: list[Finding]) -> tuple[tuple[Choice, ...], ...]:
    """The button that mends the form as a whole, where it is superseded."""
    if not any(finding.where[0] == "form" for finding in findings):
        return ()
    return ((Choice(presses.command(state.report, "convert"), "convert"),),)


def _entered(form: Form, key: str) -> str:
    """The cell to change for a place: for a total, the first cell it adds up."""
    cell = form.cells.get(key)
    if cell is None or not cell.computed:
        return key
    return (cell.parts("columns") or cell.parts("rows"))[0]
