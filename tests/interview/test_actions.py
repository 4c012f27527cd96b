"""What can be asked for at any moment, by word and by button."""

from dataclasses import replace

import pytest

from bot.interview.commands import WORDS
from bot.interview.outcome import BuildReport, SendVersion


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


# -- going about -----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["跳到三", "第3节", "/goto 3"])
def test_a_jump_goes_to_the_first_open_question_of_a_section(talk, typed):
    talk.ask("applications.received").send("3 0 0 0 0 1")
    talk.ask("overview").send(typed)
    assert talk.at == "applications.carried_in"


def test_a_jump_into_a_finished_section_goes_to_its_first_question(talk):
    talk.fill().send("跳到四")
    assert talk.at == "litigation.review"


def test_a_jump_to_a_section_that_is_not_there_is_refused(talk):
    talk.send("跳到九")
    assert talk.facts == []
    assert talk.said == ["refused.section"]
    assert talk.outcome.says[0].args["count"] == 6


def test_the_map_s_buttons_jump(talk):
    talk.send("目录")
    jumps = [row[0].press for row in talk.outcome.says[0].choices if row[0].wording == "jump"]
    talk.send(press=jumps[5])
    assert talk.at == "problems"


def test_one_step_back_is_the_question_before(talk):
    talk.ask("applications.carried_in").send("上一步")
    assert talk.at == "applications.received"
    talk.send("上一步")
    assert talk.at == "disclosure.fee"


def test_one_step_back_from_the_end_is_the_last_question(talk):
    talk.fill().send("上一步")
    assert talk.at == "others"


def test_before_the_first_question_there_is_none(talk):
    talk.send("上一步")
    assert talk.facts == []
    assert talk.said == ["refused.first"]


def test_one_step_back_from_a_side_question_is_the_interview(talk):
    talk.send("换年度")
    talk.send("上一步")
    assert talk.at == "contact"


def test_going_on_comes_back_from_wherever_one_looked(talk):
    talk.send("换年度")
    talk.send("继续填")
    assert talk.at == "contact"


def test_after_looking_back_the_interview_goes_on(talk):
    talk.ask("overview").send("总体。")
    talk.ask("overview").send("总体，改。")
    assert talk.at == "disclosure.rules"


# -- taking back -----------------------------------------------------------------------------------


def test_undo_takes_the_last_answer_back(talk):
    talk.ask("overview").send("总体。")
    talk.send("撤销")
    assert "overview" not in talk.values
    assert talk.at == "overview"
    assert talk.said == ["undone"]


def test_undo_restores_what_stood_there(talk):
    talk.ask("overview").send("一稿。")
    talk.ask("overview").send("二稿。")
    talk.send("撤销")
    assert talk.values["overview"] == "一稿。"


def test_undo_takes_a_whole_message_back(talk):
    talk.ask("litigation.review").send("全部为0")
    talk.send("撤销")
    assert talk.entered == {}


def test_undo_goes_back_step_by_step(talk):
    talk.ask("disclosure.licence").send("1")
    talk.ask("disclosure.penalty").send("2")
    talk.send("撤销")
    talk.send("撤销")
    assert talk.entered == {}
    talk.send("撤销")
    assert talk.facts == []
    assert talk.said == ["refused.nothing_to_undo"]


def test_a_skipped_question_can_be_taken_up_again(talk):
    talk.ask("preamble").tap("skip")
    talk.send("撤销")
    assert talk.at == "preamble"


def test_the_contact_taken_back_is_asked_as_a_whole(talk):
    talk.send("地址：文礼路100米，电话：0469-2609855")
    talk.send("撤销")
    assert talk.entered == {}
    assert talk.at == "contact"


def test_undo_passes_over_going_about(talk):
    talk.ask("overview").send("总体。")
    talk.send("目录")
    talk.send("跳到六")
    talk.send("撤销")
    assert "overview" not in talk.values


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


# -- going on with a text --------------------------------------------------------------------------


def test_a_text_goes_on_in_the_next_message(talk):
    talk.ask("overview").send("一。")
    talk.send("继续写")
    assert talk.at == "overview"
    talk.send("二。")
    assert talk.values["overview"] == "一。\n二。"
    assert talk.at == "disclosure.rules"


def test_a_text_goes_on_in_the_same_message(talk):
    talk.ask("overview").send("一。")
    talk.send("继续写：二。\n三。")
    assert talk.values["overview"] == "一。\n二。\n三。"


def test_a_text_goes_on_by_button(talk):
    talk.ask("overview").send("一。")
    talk.tap("more")
    talk.send("二。")
    assert talk.values["overview"] == "一。\n二。"


def test_the_button_goes_on_with_its_own_text_and_not_with_the_last(talk):
    talk.ask("preamble").send("引言。")
    late = next(c.press for c in talk.choices if c.wording == "more")
    talk.ask("overview").send("一。")
    talk.send(press=late)
    talk.send("引言二。")
    assert talk.values["preamble"] == "引言。\n引言二。"
    assert talk.values["overview"] == "一。"


def test_a_button_of_a_text_that_was_taken_back_writes_nothing(talk):
    talk.ask("preamble").send("引言。")
    talk.ask("overview").send("一。")
    late = next(c.press for c in talk.choices if c.wording == "more")
    talk.send("撤销")
    talk.send(press=late)
    assert talk.values["preamble"] == "引言。"
    assert "overview" not in talk.values


def test_a_standard_text_is_gone_on_with_and_not_replaced(talk):
    talk.ask("others").tap("standard")
    standard = talk.values["others"]
    talk.ask("others").send("继续写")
    talk.send("另有一事。")
    assert talk.values["others"] == f"{standard}\n另有一事。"


def test_without_a_text_there_is_nothing_to_go_on_with(talk):
    talk.send("继续写")
    assert talk.facts == []
    assert talk.said == ["refused.nothing_to_continue"]


def test_going_on_from_a_table_goes_on_with_the_last_text(talk):
    talk.ask("overview").send("一。")
    talk.send("1 0 1")
    talk.send("继续写：二。")
    assert talk.values["overview"] == "一。\n二。"


def test_what_was_added_can_be_taken_back_alone(talk):
    talk.ask("overview").send("一。")
    talk.send("继续写：二。")
    talk.send("撤销")
    assert talk.values["overview"] == "一。"


# -- documents -------------------------------------------------------------------------------------


def test_a_draft_can_be_had_at_any_minute(talk):
    talk.send("草稿")
    assert talk.outcome.effects == (BuildReport(draft=True),)
    assert talk.facts == [("requested", "draft", "")]
    assert talk.outcome.show


def test_a_draft_of_a_finished_report(talk):
    talk.fill().send("草稿")
    assert talk.outcome.effects == (BuildReport(draft=True),)


def test_errors_hold_the_clean_copy_back(talk):
    talk.fill().ask("problems").send("某某方面不足。")
    talk.send("定稿")
    assert talk.outcome.effects == ()
    assert {kind for kind, _, _ in talk.facts} == {"shown"}
    assert talk.said == ["held_back"]
    found = talk.outcome.says[0].args["findings"]
    assert [f.rule for f in found] == ["placeholder", "improvements"]


def test_what_holds_the_clean_copy_back_can_be_tapped(talk):
    talk.fill().ask("applications.carried_out").send("1 0 0 0 0 0")
    talk.send("定稿")
    (choice, *_), *_ = talk.outcome.says[0].choices
    talk.send(press=choice.press)
    assert talk.at == "applications.carried_out"


def test_a_missing_text_holds_the_clean_copy_back(talk):
    talk.send("定稿")
    assert talk.outcome.effects == ()
    assert {f.rule for f in talk.outcome.says[0].args["findings"]} == {"missing"}


def test_a_report_without_findings_is_finished_at_once(talk):
    talk.fill().send("定稿")
    assert talk.outcome.effects == (BuildReport(draft=False),)
    assert talk.facts == [("requested", "final", "")]
    assert not talk.outcome.show


def test_a_warning_is_shown_once_before_the_clean_copy(talk19):
    talk = talk19.fill()
    talk.state = replace(talk.state, shown=frozenset())
    talk.send("定稿")
    assert talk.outcome.effects == ()
    assert talk.said == ["warned"]
    assert [f.rule for f in talk.outcome.says[0].args["findings"]] == ["superseded_form"]
    *_, (go, _) = talk.outcome.says[0].choices
    talk.send(press=go.press)
    assert talk.outcome.effects == (BuildReport(draft=False),)


def test_a_warning_that_was_shown_holds_nothing_back(talk19):
    talk19.fill().send("定稿")
    assert talk19.outcome.effects == (BuildReport(draft=False),)


def test_pressed_twice_the_same_clean_copy_is_sent_again(talk):
    talk.fill().send("定稿")
    (version,) = talk.state.versions
    talk.send("定稿")
    assert talk.outcome.effects == (SendVersion(version.message),)
    assert talk.facts == [("fetched", "version", "1")]
    assert len(talk.state.versions) == 1
    assert talk.said == ["finished"]


def test_a_draft_is_not_sent_for_a_clean_copy(talk):
    talk.fill().send("草稿")
    talk.send("定稿")
    assert talk.outcome.effects == (BuildReport(draft=False),)


def test_after_the_clean_copy_answers_can_still_be_changed(talk):
    talk.fill().send("定稿")
    talk.ask("problems").send("改过的问题。")
    talk.send("定稿")
    assert talk.outcome.effects == (BuildReport(draft=False),)


def test_only_a_text_goes_on(talk):
    talk.ask("contact").send("不写")
    talk.press("@more contact")
    assert (talk.facts, talk.said) == ([], ["refused.nothing_to_continue"])
