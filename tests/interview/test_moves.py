"""A jump, a step back, and going on with what was begun."""

import pytest


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


def test_only_a_text_goes_on(talk):
    talk.ask("contact").send("不写")
    talk.press("@more contact")
    assert (talk.facts, talk.said) == ([], ["refused.nothing_to_continue"])
