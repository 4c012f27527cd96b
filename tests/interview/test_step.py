"""Buttons pressed late, messages that cannot be read, edited messages, the end of a section."""

from datetime import timedelta

import pytest

from bot.interview.outcome import OpenReport, Outcome
from bot.interview.state import State
from bot.interview.step import step
from bot.wording import Context


def test_a_refusal_and_no_fact(form21, talk, msg):
    talk.ask("applications.received")
    outcome = step(form21, talk.state, msg("3 x 0"), {})
    assert outcome.facts == ()
    assert [say.wording for say in outcome.says] == ["refused.row"]


def test_a_step_does_not_change_the_state(form21, talk, msg):
    before = talk.state
    step(form21, before, msg("电话：0469-2609855"), {})
    assert talk.state == before
    assert "unit.phone" not in before.slots


@pytest.mark.parametrize(
    "press",
    [
        "1:overview=std",  # answered questions, pressed late
        "1:applications.received=3 0 0 0 0 0",
        "2:contact=skip",  # another report's
        "2:@menu",
        "1:contact",
        "1:contact=nonsense",
        "1:@nonsense",
        "1:@goto nowhere",
        "1:year=2022",
        "nonsense",
        ":",
    ],
)
def test_a_stale_or_foreign_press_records_nothing_and_shows_the_question(talk, press):
    talk.send(press=press)
    assert talk.facts == []
    assert talk.outcome.effects == ()
    assert talk.outcome.show
    assert talk.at == "contact"


def test_a_button_of_a_question_that_was_answered_meanwhile_is_late(talk):
    talk.ask("disclosure.licence")
    late = talk.choices[0].press
    assert late.startswith("1:disclosure.licence=")
    talk.send("12")
    talk.send(press=late)
    assert talk.facts == []
    assert talk.row("disclosure.licence") == "12"


@pytest.mark.parametrize("text", ["", "  \n", "\x00"])
def test_what_cannot_be_read_shows_the_question_again(talk, text):
    talk.send(text)
    assert talk.facts == []
    assert talk.said == ["unreadable"]
    assert talk.outcome.show


def test_a_text_when_everything_is_answered_is_not_taken(talk):
    talk.fill().send("还有一句。")
    assert talk.facts == []
    assert talk.said == ["not_asked"]


def test_before_a_report_is_opened_nothing_breaks(form, msg):
    outcome = step(form, State(), msg(""), {})
    assert isinstance(outcome, Outcome)


# -- an edited message -----------------------------------------------------------------------------


def test_an_edited_message_corrects_its_own_text(talk):
    talk.ask("overview").send("第一稿。", id="a")
    talk.send("第二稿。", corrects="a")
    assert talk.values["overview"] == "第二稿。"
    assert talk.said[0] == "kept.text"


def test_an_edited_message_corrects_its_own_piece_only(talk):
    talk.ask("overview").send("一。", id="a")
    talk.send("继续写")
    talk.send("二。", id="b")
    talk.send("一，改。", corrects="a")
    assert talk.values["overview"] == "一，改。\n二。"
    talk.send("二，改。", corrects="b")
    assert talk.values["overview"] == "一，改。\n二，改。"


def test_an_edited_message_can_be_edited_again(talk):
    talk.ask("overview").send("一。", id="a")
    talk.send("一，改。", corrects="a")
    talk.send("一，又改。", corrects="a")
    assert talk.values["overview"] == "一，又改。"


def test_an_edited_text_is_tidied_like_any_other(talk):
    talk.ask("overview").send("一。", id="a")
    talk.send("一。\n\n　　二。", corrects="a")
    assert talk.values["overview"] == "一。\n二。"


def test_an_edited_message_corrects_its_row(talk):
    talk.ask("applications.received").send("3 0 0 0 0 1", id="a")
    talk.send("2 0 0 0 0 1", corrects="a")
    assert talk.row("applications.received") == "2 0 0 0 0 1"


def test_a_row_edited_into_nonsense_keeps_its_figures(talk):
    talk.ask("applications.received").send("3 0 0 0 0 1", id="a")
    talk.send("3 x 0", corrects="a")
    assert talk.facts == []
    assert talk.row("applications.received") == "3 0 0 0 0 1"


def test_an_edited_refusal_or_unknown_message_corrects_nothing(talk):
    talk.ask("applications.received").send("3 x 0", id="a")
    talk.send("3 0 0 0 0 1", corrects="a")
    assert talk.facts == []
    assert talk.said == ["edit_unknown"]


def test_a_command_is_not_given_by_editing(talk):
    talk.ask("overview").send("一。", id="a")
    talk.send("定稿", corrects="a")
    assert talk.outcome.effects == ()
    assert talk.values["overview"] == "一。"


def test_a_text_that_was_replaced_is_not_brought_back_by_an_edit(talk):
    talk.ask("overview").send("旧。", id="a")
    talk.ask("overview").send("新。", id="b")
    talk.send("旧，改。", corrects="a")
    assert talk.values["overview"] == "新。"


# -- another year ----------------------------------------------------------------------------------


def test_another_year_is_asked_for_and_opened(talk):
    talk.send("换年度")
    assert talk.at == "year"
    talk.send("2022年 2019版")
    assert talk.outcome.effects == (OpenReport(2022, "2019"),)


def test_another_year_by_button(talk):
    talk.send("换年度")
    talk.send(press=next(c.press for c in talk.choices if c.args.get("year") == 2022))
    assert talk.outcome.effects == (OpenReport(2022, ""),)


def test_a_year_that_cannot_be_reported_on_is_refused(talk):
    talk.send("换年度")
    talk.send("1999")
    assert talk.outcome.effects == ()
    assert talk.said == ["refused.year"]


def test_next_year_has_not_begun(talk):
    talk.send("换年度")
    years = [c.args["year"] for c in talk.choices if c.wording == "year"]
    for year in years:
        talk.send(press=f"1:year={year}")
        assert talk.said == []


# -- the end of a section --------------------------------------------------------------------------


def test_a_section_ends_with_a_summary(talk):
    talk.ask("litigation.review").send("全部为0")
    assert "section_done" not in talk.said
    talk.tap("skip")
    assert talk.said == ["kept.skipped", "section_done"]
    say = talk.outcome.says[-1]
    assert say.args["section"] == "四、政府信息公开行政复议、行政诉讼情况"
    assert say.args["findings"] == []


def test_a_section_ends_with_what_the_rules_find_and_where_to_mend_it(talk):
    talk.ask("problems").send("某某方面不足，正在改进。")
    say = talk.outcome.says[-1]
    assert [finding.rule for finding in say.args["findings"]] == ["placeholder"]
    assert say.choices[0][0].press == "1:@goto problems"


def test_a_section_with_errors_is_not_called_done(talk, words):
    talk.ask("problems").send("没有")
    context = Context(talk.form, talk.state.answers(talk.form))
    first = words.say(talk.outcome.says[-1], context).partition("\n")[0]
    assert first == "五、存在的主要问题及改进情况：都填了，但还有 1 处要改，看下面打 ✗ 的。"


def test_the_last_section_with_errors_is_not_called_done_either(talk):
    talk.fill().ask("problems").send("没有")
    say = talk.outcome.says[-1]
    assert (say.args["findings"], say.args["errors"]) == ([], 1)


def test_a_warning_shown_at_the_end_of_a_section_counts_as_shown(talk19):
    talk19.send("无")
    talk19.ask("preamble").tap("skip")
    assert [kind for kind, *_ in talk19.facts] == ["skipped", "shown"]
    assert [f.rule for f in talk19.outcome.says[-1].args["findings"]] == ["superseded_form"]


def test_a_change_in_a_finished_section_is_summed_up_again(talk):
    talk.ask("problems").send("问题一段。")
    talk.ask("problems").send("某某方面不足。")
    assert "section_done" in talk.said


def test_clearing_a_section_is_no_end_of_it(talk):
    talk.ask("problems").send("问题一段。")
    talk.ask("problems").send("重填本节")
    assert "section_done" not in talk.said


def test_an_open_contact_part_is_no_end_of_the_section(talk):
    talk.ask("preamble").tap("skip")
    talk.ask("contact").send("地址：文礼路100米，邮编：15513")
    assert "section_done" not in talk.said


# -- a text that the channel cut in two ------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "seconds", "joined"),
    [(4096, 0, True), (3500, 3, True), (3499, 0, False), (4096, 4, False)],
)
def test_a_long_text_cut_by_telegram_is_one_text(talk, length, seconds, joined):
    talk.ask("problems").send("长" * length)
    later = talk.state.slots["problems"].at + timedelta(seconds=seconds)
    talk.send("后半段。", at=later)
    text = talk.values["problems"]
    assert text.startswith("长" * length)
    assert text.endswith("后半段。") == joined
    assert ("others" in talk.values) != joined


# -- a message that quotes a question --------------------------------------------------------------


def test_a_message_that_quotes_a_question_answers_that_one(talk):
    talk.ask("overview").send("问题一段。", about="1:problems=std")
    assert talk.values["problems"] == "问题一段。"
    assert "overview" not in talk.values


@pytest.mark.parametrize("about", ["2:problems=std", "1:nowhere=std", "1:@menu", "nonsense"])
def test_a_quote_that_is_no_question_of_this_report_is_passed_over(talk, about):
    talk.ask("overview").send("总体一段。", about=about)
    assert talk.values["overview"] == "总体一段。"
