"""说明 and 哪一行？: looked up at any time, recorded never."""

from itertools import pairwise

import pytest

from bot.messages import MAX_PRESS_BYTES, MAX_TEXT
from bot.wording import Context


def cards_said(talk):
    (say,) = talk.outcome.says
    return say


@pytest.fixture
def story(talk):
    """At the story of table 三."""
    talk.press("@goto applications.received")
    assert talk.at == "applications?received"
    return talk


@pytest.mark.parametrize("way", ["说明", "button"])
def test_the_card_of_the_row_that_is_asked_for(talk, way):
    talk.ask("applications.partial")
    talk.tap("card") if way == "button" else talk.send(way)
    assert cards_said(talk).args["key"] == "applications.partial"
    assert talk.facts == []
    assert talk.at == "applications.partial"
    assert talk.outcome.show


def test_the_story_s_first_question_explains_what_counts_as_new(story):
    story.tap("card")
    assert cards_said(story).args["key"] == "applications.received"


def test_open_reasons_are_explained_together(story):
    story.send("收到7件，都是自然人，上年结转0件，不予公开2件，予以公开3件，本机关不掌握2件")
    story.tap("card")
    assert cards_said(story).wording == "cards"
    assert len(cards_said(story).args["cards"]) == 8


def test_open_results_lead_to_the_questions(story):
    story.send("收到7件，都是自然人，上年结转0件")
    story.send("说明")
    assert cards_said(story).wording == "which"


def test_a_named_row_is_explained_wherever_one_is(talk):
    talk.ask("litigation.review").send("说明 重复申请")
    assert cards_said(talk).args["key"] == "applications.declined_repeat"


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("说明 重复申请", "declined_repeat"),
        ("说明：国家秘密", "refused_secret"),
        ("说明 是执法案卷", "refused_case_file"),
        ("说明 办结合计", "results_total"),
    ],
)
def test_a_row_is_explained_by_its_name_from_anywhere_in_the_table(talk, typed, row):
    talk.ask("applications.received").send(typed)
    if row == "results_total":
        assert talk.outcome.says[0].args["card"].row == row
    assert cards_said(talk).args["key"] == f"applications.{row}"


def test_a_narrative_may_begin_with_the_word(talk):
    talk.ask("overview").send("说明：我街道的情况如下。")
    assert talk.facts[0][0] == "wrote"


def test_where_there_is_no_card_it_is_said_how_to_get_one(talk):
    talk.ask("overview").send("说明")
    assert talk.said == ["refused.no_card"]


def test_a_card_of_another_row_leads_there(talk):
    talk.ask("applications.received").send("说明 重复申请")
    assert [c.wording for row in cards_said(talk).choices for c in row] == ["fill_row"]
    talk.send(press=cards_said(talk).choices[0][0].press)
    assert talk.at == "applications.declined_repeat"


def paths(form):
    return list(form.guides["applications"].paths())


def test_every_way_through_the_questions_ends_at_its_row(form, new_talk, words):
    for path in paths(form):
        talk = new_talk(form)
        talk.ask("applications.granted").tap("which")
        for here, there in pairwise(path):
            say = cards_said(talk)
            fits(talk, words)
            assert not talk.outcome.show
            assert say.args["ask"] == form.guides["applications"].forks[here].ask
            presses = [c.press for row in say.choices for c in row]
            talk.send(press=next(p for p in presses if p.split(" ")[-1].split(".")[-1] == there))
            assert talk.facts == []
        assert cards_said(talk).args["key"] == f"applications.{path[-1]}"
        assert talk.at == "applications.granted"
        fits(talk, words)


def test_back_from_the_questions_the_present_one_is_shown(talk):
    talk.ask("applications.granted").tap("which")
    talk.press("@here")
    assert (talk.facts, talk.said, talk.outcome.show) == ([], [], True)
    assert talk.at == "applications.granted"


@pytest.mark.parametrize(
    "stale", ["@which nothing", "@which", "@card applications.nothing", "@card x"]
)
def test_an_old_button_looks_up_what_there_is(talk, stale):
    talk.ask("overview").press(stale)
    assert talk.facts == []
    assert talk.said


def test_incoming_rows_are_no_outcome_to_look_for(talk):
    talk.ask("applications.received")
    assert "which" not in [c.wording for c in talk.choices]
    assert "card" in [c.wording for c in talk.choices]


def test_the_rows_of_other_tables_are_explained_and_not_looked_for(talk):
    talk.ask("disclosure.rules")
    assert "which" not in [c.wording for c in talk.choices]
    talk.tap("card")
    assert [(say.wording, say.args) for say in talk.outcome.says] == (
        [("why", {"key": "disclosure.rules"})]
    )


def test_every_card_can_be_said(form, new_talk, words):
    talk = new_talk(form)
    for row in form.guides["applications"].cards:
        talk.press(f"@card applications.{row}")
        assert cards_said(talk).args["card"].row == row
        fits(talk, words)


def fits(talk, words):
    shown = (*talk.outcome.says, talk.view) if talk.outcome.show else talk.outcome.says
    reply = words.reply(shown, Context(talk.form, talk.state.answers(talk.form)))
    presses = [button.press for row in reply.buttons for button in row]
    assert all(len(f"99999{press}".encode()) <= MAX_PRESS_BYTES for press in presses)
    assert len(reply.text) < MAX_TEXT / 4
