"""The cards of table 三: one for every row, and questions that reach every outcome."""

import pytest

from bot.forms.cards import MOST_QUESTIONS, read_cards
from bot.forms.form import form_for
from bot.forms.reader import Mistakes
from bot.forms.toml import read_form

FORM = """
id = "x"
notice = "号"
first_year = 2021
[[tables]]
id = "t"
label = "表"
layout = "matrix"
[[tables.blocks]]
columns = [{ id = "n", label = "数" }]
rows = [
  { id = "in", label = "收" }, { id = "yes_1", label = "给" }, { id = "no_1", label = "不给" },
  { id = "no_2", label = "没有" }, { id = "all", label = "总", sum = ["yes_*", "no_*"] },
]
"""
NAMES = ("in", "yes_1", "no_1", "no_2", "all")
TREE = """
[[questions]]
id = "given"
ask = "给了吗？"
yes = "yes_1"
no = "why"
[[questions]]
id = "why"
ask = "为什么？"
options = ["no_*"]
"""


def cards(*rows):
    body = 'name = "名"\ncounts = "算"\nexamples = ["一", "二"]\nmistake = "错"\n'
    return 'table = "t"\n' + "".join(f'[[cards]]\nrow = "{row}"\n{body}' for row in rows)


def read(source):
    return read_cards(source, "zh.toml", read_form(FORM, "x.toml"))


def mistakes(source):
    with pytest.raises(Mistakes) as caught:
        read(source)
    return {str(mistake) for mistake in caught.value.found}


def guide(form):
    return form.guides["applications"]


def outcomes(form):
    (block,) = form.tables["applications"].blocks
    return [*next(row for row in block.rows if row.sum).sum, "carried_out"]


# -- the cards of the national forms -----------------------------------------------------------


def test_every_row_has_its_card(form):
    (block,) = form.tables["applications"].blocks
    assert set(guide(form).cards) == {row.id for row in block.rows}


def test_every_card_gives_two_examples_and_the_usual_mistake(form):
    for card in guide(form).cards.values():
        assert len(set(card.examples)) == 2
        assert card.mistake
        assert card.counts


def test_every_outcome_is_reached(form):
    assert {path[-1] for path in guide(form).paths()} == set(outcomes(form))


def test_three_questions_by_yes_or_no_are_enough(form):
    forks = guide(form).forks
    for path in guide(form).paths():
        assert sum(bool(forks[id_].yes) for id_ in path[:-1]) <= MOST_QUESTIONS


def test_names_below_a_question_differ(form):
    names = [card.name for card in guide(form).cards.values()]
    assert len(set(names)) == len(names)


ARTICLES = {
    "granted": "三十六", "partial": "三十七", "refused_secret": "十四", "refused_law": "十四",
    "refused_safety": "十四", "refused_third_party": "三十二", "refused_internal": "十六",
    "refused_process": "十六", "refused_case_file": "十六", "refused_query": "三十六",
    "unavailable_not_held": "三十六", "unavailable_needs_creation": "三十八",
    "unavailable_unclear": "三十", "declined_petition": "三十九", "declined_repeat": "三十六",
    "declined_publication": "三十九", "declined_excessive": "三十五", "declined_reconfirm": "",
}  # fmt: skip


@pytest.mark.parametrize("row", ARTICLES)
def test_the_article_is_the_one_of_the_regulations(form, row):
    article = guide(form).cards[row].article
    assert (f"第{ARTICLES[row]}条" in article) if ARTICLES[row] else article == ""


def test_the_rows_of_one_form_alone_have_theirs(form19, form21):
    assert "other" in guide(form19).cards
    assert (
        guide(form21).cards["other_no_payment"].article == "《条例》第四十二条，国办函〔2020〕109号"
    )


# -- mistakes ----------------------------------------------------------------------------------


def test_cards_and_questions_are_read():
    found = read(cards(*NAMES) + TREE)
    assert found.cards["in"].counts == "算"
    assert list(found.paths()) == [
        ("given", "yes_1"),
        ("given", "why", "no_1"),
        ("given", "why", "no_2"),
    ]


def test_every_mistake_is_listed_at_once_with_its_remedy():
    source = (
        cards("in", "yes_1", "no_3") + '[[cards]]\nrow = "no_1"\nexamples = ["一"]\nlaw = "14"\n'
    )
    found = mistakes(
        source + '[[questions]]\nid = "q"\nask = "？"\nyes = "in"\noptions = ["mayb_*"]\n'
    )
    assert {
        "zh.toml: cards.no_3.row: `no_3` is no row; did you mean `no_2`?",
        "zh.toml: cards.no_2: has no card; give each row one card",
        "zh.toml: cards.all: has no card; give each row one card",
        "zh.toml: cards.no_1.examples: there are 1; give 2",
        "zh.toml: cards.no_1.name: missing; add `name = …`",
    } <= found
    assert any("cards.no_1.law: unknown key" in mistake for mistake in found)
    assert any("questions.q.options: `mayb_*` is no row" in mistake for mistake in found)


@pytest.mark.parametrize(
    ("tree", "problem"),
    [
        (TREE.replace('yes = "yes_1"', 'yes = "yes_2"'), "`yes_2` is no question and no row"),
        (TREE.replace('options = ["no_*"]', 'options = ["no_1"]'), "`no_2` is never reached"),
        (TREE.replace('yes = "yes_1"', 'yes = "given"'), "lead back to one another"),
        (TREE.replace('no = "why"\n', ""), "has no two ways on"),
    ],
)
def test_questions_that_do_not_find_every_row_are_a_mistake(tree, problem):
    assert any(problem in mistake for mistake in mistakes(cards(*NAMES) + tree))


def test_a_fourth_question_by_yes_or_no_is_one_too_many():
    chain = "".join(
        f'[[questions]]\nid = "q{n}"\nask = "？"\nyes = "yes_1"\nno = "{"why" if n == 3 else f"q{n + 1}"}"\n'
        for n in range(4)
    )
    why = '[[questions]]\nid = "why"\nask = "？"\noptions = ["no_*"]\n'
    (mistake,) = mistakes(cards(*NAMES) + chain + why)
    assert "4 follow one another" in mistake


def test_a_table_that_is_none_is_a_mistake():
    (mistake,) = mistakes('table = "tt"\n')
    assert "`tt` is no table; did you mean `t`?" in mistake


def test_the_form_in_force_has_cards(form21):
    assert form_for({"2021": form21}, 2024).guides
