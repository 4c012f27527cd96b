"""What is shown is a function of the state; every view fits the narrowest channel."""

import pytest

from bot.interview.pieces import Piece
from bot.interview.questions import questions
from bot.interview.state import State
from bot.messages import MAX_PRESS_BYTES, MAX_TEXT, Fact
from bot.wording import Context

SIDE_QUESTIONS = ("year", "unit.name", "unit.self", "unit.phone", "handling_fee.notices")


def shown(talk, words):
    """The present question as a person sees it."""
    return words.reply([talk.view], Context(talk.form, talk.state.answers(talk.form)))


def everything(form):
    return [*(item.id for item in questions(form)), *SIDE_QUESTIONS]


def presses(reply):
    return [button.press for row in reply.buttons for button in row]


def fits(reply):
    assert 0 < len(reply.text) <= MAX_TEXT
    assert all(0 < len(press.encode()) <= MAX_PRESS_BYTES for press in presses(reply))
    assert all(button.label for row in reply.buttons for button in row)
    assert all(len(row) <= 8 for row in reply.buttons)


def numbered(talk, report):
    """As the report with another number would be."""
    talk.keep(talk.msg("-"), (Fact("opened", report, str(talk.state.year)),))
    return talk


@pytest.mark.parametrize("report", ["1", "999999"])
def test_every_question_fits_while_it_is_open(form, new_talk, words, report):
    talk = numbered(new_talk(form), report)
    for key in everything(form):
        talk.send(press=f"{report}:@goto {key}" if key != "year" else f"{report}:@year")
        assert key.startswith(talk.at.partition("?")[0])
        fits(shown(talk, words))


@pytest.mark.parametrize("report", ["1", "999999"])
def test_every_question_fits_once_it_is_answered(form, new_talk, words, report):
    talk = new_talk(form).fill()
    talk.ask("overview").send("长" * 4000)
    talk.previous = talk.values
    numbered(talk, report)
    for key in everything(form):
        talk.send(press=f"{report}:@goto {key}" if key != "year" else f"{report}:@year")
        fits(shown(talk, words))


def test_the_map_fits(form, new_talk, words):
    talk = numbered(new_talk(form), "999999")
    talk.send("目录")
    fits(words.reply(talk.outcome.says, Context(form, talk.state.answers(form))))


def test_the_longest_proposal_fits(talk, words):
    talk.ask("applications.received").send(" ".join(["999999999"] * 6))
    talk.send("其余为0")
    assert talk.at == "applications.carried_out"
    fits(shown(talk, words))


def test_progress_is_always_visible(talk, words):
    talk.ask("applications.received")
    assert shown(talk, words).text.startswith(
        "【第 3 节，共 6 节 · 收到和处理政府信息公开申请情况 · 1/25】"
    )


def test_before_the_first_section_there_is_a_beginning(talk, words):
    assert shown(talk, words).text.startswith("【开头 · 单位信息和引言 · 1/2】")


@pytest.mark.parametrize("key", ["contact", "overview", "disclosure.rules", "litigation.lead"])
def test_the_map_and_the_way_back_are_below_every_question(talk, key):
    talk.ask(key)
    assert {"back", "menu"} <= {choice.wording for choice in talk.choices}


def test_the_same_state_shows_the_same(talk):
    assert talk.view == talk.view


def test_a_table_begins_with_all_zero_and_goes_on_with_the_rest(talk):
    talk.ask("litigation.review")
    assert "all_zero" in [choice.wording for choice in talk.choices]
    talk.send("1 0 0 0")
    wordings = [choice.wording for choice in talk.choices]
    assert "rest_zero" in wordings
    assert "all_zero" not in wordings


def test_a_row_of_zeros_is_one_tap(talk):
    talk.ask("litigation.review").tap("zero_row")
    assert talk.row("litigation.review") == "0 0 0 0"
    assert talk.row("litigation.direct") == "- - - -"


def test_the_last_row_is_proposed_and_not_filled_in(talk):
    talk.ask("applications.received").send("3 0 0 0 0 1")
    talk.send("其余为0")
    proposal = next(choice for choice in talk.choices if choice.wording == "proposal")
    assert list(proposal.args["values"].values()) == ["3", "0", "0", "0", "0", "1"]
    assert "applications.carried_out.natural" not in talk.values


def test_no_proposal_below_zero_but_a_word_about_it(talk, words):
    talk.ask("applications.granted").send("2 0 0 0 0 0")
    talk.send("其余为0")
    assert talk.at == "applications.carried_out"
    assert "proposal" not in [choice.wording for choice in talk.choices]
    assert "自然人一列办结的比新收加结转的还多 2 件" in shown(talk, words).text


def test_what_stands_there_is_shown_when_one_comes_back(talk, words):
    talk.ask("applications.received").send("3 0 0 0 0 1")
    assert "现在是：3 0 0 0 0 1" in shown(talk.ask("applications.received"), words).text


def test_last_years_figures_are_shown(talk, words):
    talk.previous = {"disclosure.licence.decisions": "12"}
    assert "去年是：12" in shown(talk.ask("disclosure.licence"), words).text


def test_a_lead_is_offered_once_its_figures_are_there(talk):
    talk.ask("litigation.lead")
    assert "standard" not in [choice.wording for choice in talk.choices]
    talk.ask("litigation.review").send("全部为0")
    assert talk.at == "litigation.lead"
    assert "standard" in [choice.wording for choice in talk.choices]


def test_what_the_standard_text_says_is_shown_before_it_is_taken(talk, words):
    talk.ask("preamble")
    assert talk.state.answers(talk.form).standard("preamble") in shown(talk, words).text


def test_a_text_can_be_gone_on_with_from_the_next_question(talk):
    talk.ask("overview").send("一。")
    assert "more" in [choice.wording for choice in talk.choices]


def test_a_finished_report_is_offered_clean_or_as_a_draft(talk, words):
    talk.fill()
    assert {"final", "draft"} <= {choice.wording for choice in talk.choices}
    assert "可以定稿" in shown(talk, words).text


def test_a_finished_report_with_an_error_says_so(talk, words):
    talk.fill().ask("problems").send("某某方面不足。")
    assert "还有 1 处要改" in shown(talk, words).text


def test_the_words_of_a_clerk_are_never_read_as_a_template(talk, words):
    talk.ask("overview").send("{{ 1 + 1 }}{% if %}")
    assert "{{ 1 + 1 }}{% if %}" in shown(talk.ask("overview"), words).text


def test_pieces_know_their_message(talk):
    talk.ask("overview").send("一。", id="a")
    assert talk.state.slots["overview"].pieces == (Piece("a", "一。"),)
    assert State().slots == {}


def test_a_row_is_asked_with_its_group_and_an_example(talk, words):
    text = shown(talk.ask("applications.refused_secret"), words).text
    assert "（三）不予公开 · 1.属于国家秘密" in text
    assert "3 0 0 0 0 0" in text
