"""A report that comes back from its answers file, which 导出 sent from another chat, channel or
installation. A text that is word for word the form's own sentence follows the figures again, as do
the sentences of the bank, and of a report that lacks nothing the optional questions are not asked
once more. What was said beside the figures comes along: where they come from, and why a warning is
right as it is.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.checks import check
from bot.forms.answers import Answers
from bot.forms.bound import Bound, dump
from bot.forms.form import Form
from bot.interview.questions import Question, questions
from bot.messages import Fact

IDENTITY = ("unit.superior", "unit.name")  # of the report that is open, never of a file


def given(form: Form, year: int, data: Mapping[str, Any]) -> Answers:
    """What was read of an answers file (`bot.documents.received`), without its totals."""
    values = {key: value for key, value in data["values"].items() if _is_entered(form, key)}
    said = {name: data.get(name, {}) for name in ("explanations", "sources")}
    sentences = data.get("sentences", {}).items()
    bound = {key: tuple(Bound(**item) for item in told) for key, told in sentences}
    return Answers(form, year, values, bound=bound, **said)


def restored(answers: Answers, previous: Mapping[str, str]) -> tuple[Fact, ...]:
    """The facts that make a report of some answers; totals are computed again. Behind them the
    interview goes on at its first open question. `previous` are last year's values.
    """
    keys = [key for key in answers.entered if key not in IDENTITY]
    facts = [fact for key in keys for fact in _facts(answers, key)]
    skipped = [Fact("skipped", item.id) for item in _left_out(answers)]
    sourced = [Fact("sourced", key, note) for key, note in answers.sources.items()]
    explained = [Fact("explained", *told) for told in _explained(answers, previous)]
    return (*facts, *skipped, *sourced, *explained, Fact("turned_to", ""))


def _explained(answers: Answers, previous: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The explanations by the key of their finding, which has the figures in it: one that is of
    other figures covers nothing. One that names a rule only is of what the rule finds here.
    """
    by_rule = {k: reason for k, reason in answers.explanations.items() if " " not in k}
    for finding in check(answers, previous) if by_rule else ():
        if finding.level == "warning" and finding.rule in by_rule:
            yield finding.key, by_rule[finding.rule]
    yield from (item for item in answers.explanations.items() if item[0] not in by_rule)


def _is_entered(form: Form, key: str) -> bool:
    return key in form.fields or not form.cells[key].computed


def _facts(answers: Answers, key: str) -> Iterator[Fact]:
    value = answers.entered[key]
    if answers.form.kind(key) != "text":
        yield Fact("answered", key, value)
    elif value == answers.standard(key):
        yield Fact("accepted", key)
    else:
        yield Fact("wrote", key, value)
        if sentences := answers.bound.get(key):
            yield Fact("bound", key, dump(sentences))


def _left_out(answers: Answers) -> Iterator[Question]:
    """The optional questions that a complete report does without."""
    asked = questions(answers.form)
    if any(item.required and not set(item.keys) <= set(answers.entered) for item in asked):
        return
    for item in asked:
        if not item.required and not any(key in answers.entered for key in item.keys):
            yield item
