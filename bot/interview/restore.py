"""A report that comes back from its answers file, which 导出 sent from another chat, channel or
installation. A text that is word for word the form's own sentence follows the figures again, and of
a report that lacks nothing the optional questions are not asked once more.
"""

from collections.abc import Iterator, Mapping

from bot.forms.answers import Answers
from bot.forms.form import Form
from bot.interview.questions import Question, questions
from bot.messages import Fact

IDENTITY = ("unit.superior", "unit.name")  # of the report that is open, never of a file


def restored(form: Form, year: int, values: Mapping[str, str]) -> tuple[Fact, ...]:
    """The facts that make a report of some values; totals are computed again. Behind them the
    interview goes on at its first open question.
    """
    given = Answers(form, year, values)
    facts = [_fact(given, key) for key in values if key not in IDENTITY and _is_entered(form, key)]
    skipped = [Fact("skipped", item.id) for item in _left_out(given)]
    return (*facts, *skipped, Fact("turned_to", ""))


def _is_entered(form: Form, key: str) -> bool:
    return key in form.fields or not form.cells[key].computed


def _fact(given: Answers, key: str) -> Fact:
    if given.form.kind(key) != "text":
        return Fact("answered", key, given.entered[key])
    if given.entered[key] == given.standard(key):
        return Fact("accepted", key)
    return Fact("wrote", key, given.entered[key])


def _left_out(given: Answers) -> Iterator[Question]:
    """The optional questions that a complete report does without."""
    asked = questions(given.form)
    if any(item.required and not set(item.keys) <= set(given.entered) for item in asked):
        return
    for item in asked:
        if not item.required and not any(key in given.entered for key in item.keys):
            yield item
