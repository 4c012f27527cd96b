"""After an answer only the rules that name it are asked, and nothing is missed by that."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import content
from bot.checks import check, rules_naming
from bot.checks.kind import KINDS
from bot.checks.report import Report
from bot.forms.answers import Answers
from tests.checks.test_rules import FORMS, consistent, report

WORDS = (
    "2022年收到申请7件，均已答复。",
    "未收到政府信息公开申请。",
    "行政复议1件，均获维持。",
    "XX",
)


def ids(rules):
    return {rule.id for rule in rules}


def test_a_cell_names_its_equations_and_not_those_of_other_tables(form21):
    named = ids(rules_naming(form21, ["litigation.review.upheld"]))
    assert {"litigation_sum", "text_count", "litigation_outcome", "number", "missing"} <= named
    assert not named & {"row_sum", "balance", "carry_over", "in_force", "problems_none"}


def test_a_cell_names_the_rules_of_the_totals_that_it_is_part_of(form21):
    named = ids(rules_naming(form21, ["applications.granted.legal"]))
    assert {"row_sum", "result_sum", "balance", "percentage"} <= named
    assert "litigation_sum" not in named


def test_the_name_of_the_unit_names_the_rules_about_it_and_about_the_preamble_written_from_it(
    form21,
):
    named = ids(rules_naming(form21, ["unit.name"]))
    assert {"copied_unit", "unlikely", "announced_sections", "placeholder"} <= named


@pytest.mark.parametrize("form_id", FORMS)
def test_no_rule_is_named_for_nothing_and_all_are_for_everything(form_id):
    form = content.forms()[form_id]
    assert rules_naming(form, []) == ()
    of_the_form = {"order", "superseded_form"}
    everything = ids(rules_naming(form, (*form.cells, *form.fields)))
    assert everything == ids(form.rules) - of_the_form


@settings(max_examples=60)
@given(consistent(), st.data())
def test_asking_the_named_rules_is_asking_all_and_keeping_the_others(answers, data):
    form = answers.form
    key = data.draw(st.sampled_from([*form.cells, *form.fields]))
    text = key in form.fields and form.fields[key].kind == "text"
    value = data.draw(st.sampled_from(WORDS)) if text else str(data.draw(st.integers(0, 99)))
    previous = {"applications.carried_out.natural": "3", "disclosure.licence.decisions": "5"}
    accepted = frozenset(data.draw(st.sets(st.sampled_from(["preamble", "litigation.lead"]))))
    before = Answers(form, answers.year, answers.entered, accepted)
    after = Answers(form, answers.year, {**answers.entered, key: value}, accepted)
    named = rules_naming(form, [key])
    full = check(after, previous)
    assert check(after, previous, named) == tuple(f for f in full if f.rule in ids(named))
    rest = [f for f in full if f.rule not in ids(named)]
    assert rest == [f for f in check(before, previous) if f.rule not in ids(named)]


class Watched(Mapping):
    """Values that remember which of them were looked at."""

    def __init__(self, values):
        self._values, self.seen = values, set()

    def __getitem__(self, key):
        self.seen.add(key)
        return self._values[key]

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("rest", ["0", "1", ""])
def test_a_rule_looks_at_nothing_that_it_does_not_name(form_id, rest):
    form = content.forms()[form_id]
    texts = dict.fromkeys(("preamble", "applications.lead", "problems"), " ".join(WORDS))
    answers = report({"form": form_id, "rest": rest, "given": texts})
    for rule in form.rules:
        watched = Watched(answers.values)
        seen = Report(answers, {})
        object.__getattribute__(seen, "__dict__")["values"] = watched
        list(KINDS[rule.kind](seen, rule))
        for key in watched.seen & {*form.cells, *form.fields}:
            assert rule in rules_naming(form, [key]), (rule.id, key)
