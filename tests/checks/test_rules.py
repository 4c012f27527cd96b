"""Every rule of every form has its file in tests/cases: reports that break it and near misses.

A case is a report on which every figure is `rest` (0; "" leaves them blank) and every required text
is written, but for what is `given` ("" takes it away); `previous` are last year's values, `others`
those of other units, `published`, `sections`, `absent` and `unread` what a file shows, `bound` the sentences of a text
that follow the figures. A finding is given by its place, what was found and expected; `with`
are the other places, `mends` the correction that is offered.
"""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import content
from bot.checks import check, missing_arguments, unknown_arguments, unknown_kinds
from bot.checks.rules import KINDS
from bot.forms.answers import Answers
from bot.forms.bound import Bound
from bot.forms.form import Rule
from bot.forms.toml import read_form

CASES = Path(__file__).parent.parent / "cases"
FORMS = content.forms()
RULES = sorted({rule.id for form in FORMS.values() for rule in form.rules})
YEARS = {"2019": 2020, "2021": 2023}
TEXTS = {
    "unit.name": "红旗街道办事处",
    "overview": "{year}年，主动公开信息111条。",
    "problems": "一是公开不够及时。{next}年，加强培训。",
    "others": "未收取信息处理费。",
}
APPLICANTS = ("natural", "commercial", "research", "charity", "legal", "other")


def cases(kind):
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))[kind]
    ]


def report(case) -> Answers:
    form = FORMS[case.get("form", "2021")]
    rest = {c.id: case.get("rest", "0") for c in form.cells.values() if not c.computed}
    year = case.get("year", YEARS[form.id])
    values = rest | texts(year) | case.get("given", {})
    return Answers(
        form,
        year,
        {key: value for key, value in values.items() if value},
        published=case.get("published", False),
        sections=tuple(case.get("sections", ())),
        absent=tuple(case.get("absent", ())),
        unread=tuple(case.get("unread", ())),
        bound={k: tuple(Bound(**s) for s in found) for k, found in case.get("bound", {}).items()},
    )


def texts(year):
    return {key: text.format(year=year, next=year + 1) for key, text in TEXTS.items()}


def findings(rule, answers, previous=None, others=None):
    found = check(answers, previous, others=others)
    return [finding for finding in found if finding.rule == rule]


def errors(answers):
    return [finding for finding in check(answers) if finding.level == "error"]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_cases_that_break_it_and_near_misses(rule):
    case = tomllib.loads((CASES / f"{rule}.toml").read_text(encoding="utf-8"))
    assert len(case["broken"]) >= 3
    assert len(case["silent"]) >= 3


def test_every_file_of_cases_is_a_rule():
    assert {path.stem for path in CASES.glob("*.toml")} == set(RULES)


@pytest.mark.parametrize(("rule", "case"), cases("broken"))
def test_the_rule_finds(rule, case):
    found = findings(rule, report(case), case.get("previous"), case.get("others"))
    assert [(f.where[0], f.found, f.expected) for f in found] == [
        (want["where"], want.get("found", ""), want.get("expected", "")) for want in case["finds"]
    ]
    for finding, want in zip(found, case["finds"], strict=True):
        assert list(finding.where[1:]) == want.get("with", list(finding.where[1:]))
        assert finding.correction == want.get("mends", finding.correction)


@pytest.mark.parametrize(("rule", "case"), cases("silent"))
def test_the_rule_is_silent(rule, case):
    assert findings(rule, report(case), case.get("previous"), case.get("others")) == []


@pytest.mark.parametrize("form_id", FORMS)
def test_a_report_of_zeros_has_no_findings(form_id):
    assert check(report({"form": form_id})) == ()


def test_errors_come_before_warnings():
    found = check(report({"form": "2019", "year": 2023, "rest": ""}))
    levels = [finding.level for finding in found]
    assert levels == sorted(levels)
    assert set(levels) == {"error", "warning"}


def test_the_same_trouble_is_known_again_and_another_is_not():
    one, same, other = (
        findings("row_sum", report({"given": {"applications.granted.total": total}}))[0]
        for total in ("5", "5", "6")
    )
    assert one.key == same.key != other.key


def test_only_the_rules_asked_for_are_run(form21):
    answers = report({"rest": ""})
    balance = [rule for rule in form21.rules if rule.id == "balance"]
    assert check(answers, rules=balance) == ()


def test_a_rule_of_unknown_kind_is_named():
    rules = [Rule("a", "equal", "error"), Rule("b", "equql", "error")]
    assert unknown_kinds(rules) == (rules[1],)


def test_an_argument_that_a_kind_never_looks_at_is_named():
    args = {"texts": ("overview",), "text": ("problems",)}
    assert unknown_arguments(Rule("a", "list_sum", "warning", args=args)) == ("text",)


def test_what_a_rule_does_not_give_its_kind_is_named():
    assert missing_arguments(Rule("a", "list_sum", "warning", args={"texts": ("overview",)})) == ()
    assert missing_arguments(Rule("b", "similar", "warning", args={"texts": ()})) == (
        "percent",
        "others_percent",
        "shortest",
    )


def test_every_kind_of_rule_is_used():
    assert {rule.kind for form in FORMS.values() for rule in form.rules} == set(KINDS)


@pytest.mark.parametrize("form_id", FORMS)
def test_errors_stand_before_warnings_in_the_form(form_id):
    levels = [rule.level for rule in FORMS[form_id].rules]
    assert levels == sorted(levels)


# -- random tables ---------------------------------------------------------------------------------


@st.composite
def consistent(draw):
    """A report on which everything adds up, with its totals typed."""
    form = FORMS[draw(st.sampled_from(sorted(FORMS)))]
    asked = [c for c in form.cells.values() if not c.computed and c.row.id != "received"]
    figures = draw(st.lists(st.integers(0, 50), min_size=len(asked), max_size=len(asked)))
    values = {cell.id: str(n) for cell, n in zip(asked, figures, strict=True)}
    for column in APPLICANTS:
        handled = sum(
            int(values[c.id])
            for c in form.tables["applications"].cells()
            if c.id in values and c.column.id == column and c.row.id != "carried_in"
        )
        brought = min(handled, int(values[f"applications.carried_in.{column}"]))
        values[f"applications.carried_in.{column}"] = str(brought)
        values[f"applications.received.{column}"] = str(handled - brought)
    complete = Answers(form, YEARS[form.id], values | texts(YEARS[form.id])).values
    return Answers(form, YEARS[form.id], dict(complete))


@given(consistent())
def test_a_consistent_report_has_no_errors(answers):
    assert errors(answers) == []


@given(consistent(), st.data())
def test_one_changed_figure_of_a_consistent_report_is_always_found(answers, data):
    cells = [key for key in answers.form.cells if not key.startswith("disclosure.")]
    key = data.draw(st.sampled_from(cells))
    before = int(answers.entered[key])
    after = data.draw(st.integers(0, 100).filter(lambda n: n != before))
    found = errors(Answers(answers.form, answers.year, {**answers.entered, key: str(after)}))
    assert found
    assert all(key in finding.where for finding in found)


@given(consistent(), st.data())
def test_one_figure_taken_away_is_always_missed(answers, data):
    entered = {k: v for k, v in answers.entered.items() if not _computed(answers.form, k)}
    key = data.draw(st.sampled_from([k for k in entered if k in answers.form.cells]))
    del entered[key]
    found = errors(Answers(answers.form, answers.year, entered))
    assert [(finding.rule, finding.where) for finding in found] == [("missing", (key,))]


def _computed(form, key):
    return key in form.cells and form.cells[key].computed


# -- a rule is data --------------------------------------------------------------------------------

SMALL = """
id = "x"
notice = "号"
first_year = 2021
[[tables]]
id = "t"
label = "表"
layout = "matrix"
[[tables.blocks]]
columns = [{ id = "was", label = "去年" }, { id = "now", label = "今年" }]
rows = [{ id = "a", label = "甲" }, { id = "b", label = "乙" }]
[[rules]]
id = "same"
kind = "equal"
level = "error"
left = ["t.*.was"]
right = ["t.*.now"]
"""


def test_a_star_stands_for_the_same_word_on_both_sides_wherever_it_stands():
    form = read_form(SMALL, "x.toml")
    values = {"t.a.was": "1", "t.a.now": "1", "t.b.was": "2", "t.b.now": "3"}
    (finding,) = check(Answers(form, 2023, values))
    assert finding.where == ("t.b.now", "t.b.was")
    assert (finding.found, finding.expected) == ("3", "2")
