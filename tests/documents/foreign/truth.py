"""What the documents say: reports whose figures and sentences agree, by a seeded generator."""

from dataclasses import replace
from itertools import count
from random import Random

from bot.forms.answers import Answers
from tests.accuracy.reports import clean


def truth(form: str, number: int) -> Answers:
    """A complete report in which nothing is wrong, its totals given; the same for a number."""
    for seed in count():
        case = clean(Random(f"foreign {number} {seed}"), size=("large", "middle")[number % 2])
        if case.form.id == form and len(case.text("preamble")) > 5:
            return complete(case.answers)
    raise AssertionError


def complete(answers: Answers) -> Answers:
    """A report with all its totals written down, as a document shows them."""
    cells = {key: answers.values[key] for key in answers.form.cells if key in answers.values}
    return replace(answers, entered={**answers.entered, **cells})
