"""What can be asked for at any moment, by word and by button."""

import pytest

from bot.interview.commands import WORDS
from bot.interview.outcome import BuildReport


@pytest.mark.parametrize("ask", ["目录", "/menu"])
def test_the_map_is_shown_and_changes_nothing(talk, ask):
    talk.send(ask)
    assert talk.facts == []
    assert talk.said == ["menu"]
    assert not talk.outcome.show


def test_the_map_tells_done_begun_and_open(talk):
    talk.ask("preamble").tap("skip")
    talk.ask("overview").send("总体。")
    talk.ask("problems").send("某某方面不足。")
    talk.send("目录")
    sections = talk.outcome.says[0].args["sections"]
    assert [s["done"] for s in sections] == [False, True, False, False, False, True, False]
    assert [s["begun"] for s in sections] == [True, True, False, False, False, True, False]
    assert [s["errors"] for s in sections] == [0, 0, 0, 0, 0, 1, 0]
    assert sections[2]["open"] == 6


def test_the_map_counts_what_is_wrong_and_not_what_is_missing(talk):
    talk.send("目录")
    assert {s["errors"] for s in talk.outcome.says[0].args["sections"]} == {0}


@pytest.mark.parametrize("name", ["menu", "help", "draft", "final", "year", "show", "back"])
def test_every_tool_works_as_a_button_and_as_a_word(form21, new_talk, name):
    by_button, by_word = new_talk(form21).fill(), new_talk(form21).fill()
    by_button.press(f"@{name}")
    by_word.send(WORDS[name][0])
    assert by_button.facts == by_word.facts
    assert by_button.said == by_word.said
    assert by_button.outcome.effects == by_word.outcome.effects


def test_help_is_followed_by_the_question(talk):
    talk.send("帮助")
    assert talk.said == ["help"]
    assert talk.outcome.show


def test_a_section_can_be_filled_again(talk):
    talk.fill().ask("litigation.direct").send("重填本节")
    assert not [key for key in talk.values if key.startswith("litigation.")]
    assert talk.row("applications.received") == "0 0 0 0 0 0"
    assert talk.at == "litigation.review"
    assert talk.said == ["cleared_section"]


def test_a_section_cleared_by_mistake_comes_back(talk):
    talk.fill()
    before = talk.values
    talk.ask("litigation.direct").send("重填本节")
    talk.send(press=talk.outcome.says[0].choices[0][0].press)
    assert talk.values == before


def test_filling_the_first_section_again_keeps_the_name(talk):
    talk.send("电话：0469-2609855")
    talk.ask("contact").send("重填本节")
    assert talk.entered == {}
    assert talk.values["unit.name"] == "红旗街道办事处"


def test_filling_again_where_a_table_is_told_takes_back_that_table_alone(talk):
    talk.send("电话：0469-2609855")
    talk.ask("applications?received").send("收到7件")
    talk.send("重填本节")
    assert talk.entered == {"unit.phone": "0469-2609855"}
    assert talk.at == "applications?received"


def test_filling_again_at_the_question_for_a_year_takes_nothing_back(talk):
    talk.send("电话：0469-2609855")
    talk.ask("overview").send("总体。")
    talk.send("换年度")
    talk.send("重填本节")
    assert talk.entered == {"unit.phone": "0469-2609855", "overview": "总体。"}


def test_an_empty_section_has_nothing_to_take_back(talk):
    talk.ask("problems").send("重填本节")
    assert talk.facts == [("turned_to", "problems", "")]
    assert talk.outcome.says[0].choices == ()


def test_a_draft_can_be_had_at_any_minute(talk):
    talk.send("草稿")
    assert talk.outcome.effects == (BuildReport(draft=True),)
    assert talk.facts == [("requested", "draft", "")]
    assert talk.outcome.show


def test_a_draft_of_a_finished_report(talk):
    talk.fill().send("草稿")
    assert talk.outcome.effects == (BuildReport(draft=True),)
