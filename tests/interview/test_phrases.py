"""The bank of phrases in chat: topic, sentence, blanks, and the sentence stands in its text."""

import pytest

from bot.interview.place import place_of
from bot.interview.replay import replay
from bot.interview.state import State
from bot.messages import MAX_PRESS_BYTES
from bot.wording import Context

CHANNEL = "overview/disclosure/channel"
WRITTEN = "全年通过政府网站主动公开信息12条。"
TOPIC = "（一）主动公开。"


@pytest.fixture
def bank(talk):
    """Among the topics of the overview."""
    talk.ask("overview").tap("phrases")
    assert talk.at == "overview/"
    return talk


def pick(talk, topic, phrase):
    talk.press("@goto overview/")
    talk.press(f"overview/={topic}")
    talk.press(f"overview/{topic}={phrase}")
    return talk


def write(talk):
    """A sentence with two blanks."""
    pick(talk, "disclosure", "channel")
    talk.send("政府网站")
    talk.send("12条")
    return talk


def overview(talk):
    return talk.values.get("overview", "")


def labels(talk, wording):
    return [c.args for c in talk.choices if c.wording == wording]


@pytest.mark.parametrize("text", ["overview", "problems", "others"])
def test_a_narrative_offers_the_bank(talk, text):
    talk.ask(text)
    assert "phrases" in [choice.wording for choice in talk.choices]


def test_a_text_without_topics_does_not(talk):
    talk.ask("preamble")
    assert "phrases" not in [choice.wording for choice in talk.choices]


def test_topics_then_sentences_then_blanks(bank):
    assert len(labels(bank, "topic")) == 5
    bank.tap("topic")
    assert bank.at == "overview/disclosure"
    assert len(bank.view.args["sentences"]) == len(labels(bank, "phrase"))
    bank.tap("phrase")
    assert bank.at == CHANNEL
    assert bank.view.args["blank"] == "渠道"


def test_four_taps_and_a_number_write_a_sentence(bank):
    for wording in ("topic", "phrase", "option"):
        bank.tap(wording)
    bank.send("12")
    assert overview(bank) == TOPIC + WRITTEN
    assert bank.said == ["kept.phrased"]
    assert bank.at == "overview/"


def test_a_sentence_without_blanks_is_written_at_once(bank):
    pick(bank, "disclosure", "budget")
    assert overview(bank) == TOPIC + "按时公开部门预算、决算和“三公”经费情况，接受社会监督。"


def test_topic_and_sentence_can_be_picked_by_typing_their_number(bank):
    bank.send("1")
    bank.send("1")
    assert bank.at == CHANNEL


@pytest.mark.parametrize("typed", ["0", "9"])
def test_a_number_that_no_sentence_has_is_refused(bank, typed):
    bank.tap("topic")
    bank.send(typed)
    assert bank.said == ["refused.phrase_number"]
    assert bank.facts == []


def test_a_choice_can_be_typed_too(bank):
    pick(bank, "disclosure", "channel").send("村广播")
    bank.send("3")
    assert overview(bank) == TOPIC + "全年通过村广播主动公开信息3条。"


@pytest.mark.parametrize(("typed", "way"), [("2", "政务微信公众号"), ("9", "")])
def test_a_choice_can_be_picked_by_its_number(bank, typed, way):
    pick(bank, "disclosure", "channel").send(typed)
    assert bank.said == ([] if way else ["refused.blank"])
    assert [fact[2] for fact in bank.facts if fact[0] == "filled"] == ([way] if way else [])


def test_what_does_not_fit_a_blank_is_refused_with_an_example(bank):
    pick(bank, "disclosure", "channel").send("政府网站")
    bank.send("很多很多")
    assert bank.said == ["refused.blank"]
    assert bank.at == CHANNEL


def test_one_more_sentence_joins_its_topic_and_done_goes_on(bank):
    write(bank)
    pick(bank, "disclosure", "budget")
    bank.tap("finished")
    assert overview(bank).startswith(TOPIC + WRITTEN + "按时公开")
    assert bank.at == "disclosure.rules"
    assert bank.said == ["section_done"]


def test_done_is_offered_once_something_is_written(bank):
    assert not labels(bank, "finished")
    write(bank)
    assert len(labels(bank, "finished")) == 1


def test_done_can_be_typed_too(bank):
    write(bank)
    bank.send("写好了")
    assert (overview(bank), bank.at) == (f"{TOPIC}{WRITTEN}", "disclosure.rules")


@pytest.mark.parametrize("typed", ["写好了", "用这段", "谢谢", "0 0 0"])
def test_a_label_or_figures_are_no_sentence_of_one_s_own(bank, typed):
    bank.send(typed)
    assert bank.said == ["refused.agreed"]
    assert (overview(bank), bank.at) == ("", "overview/")


def test_the_topics_show_which_are_used(bank):
    write(bank)
    assert [args["used"] for args in labels(bank, "topic")] == [True, False, False, False, False]


def test_a_sentence_of_one_s_own_can_be_sent_between(bank):
    write(bank).send("自己写的一句。")
    assert overview(bank) == TOPIC + WRITTEN + "\n自己写的一句。"
    assert bank.at == "overview/"


def test_problems_and_measures_are_numbered_and_speak_of_the_next_year(talk):
    talk.ask("problems").tap("phrases")
    for topic, phrase in (("measures", "updates"), ("found", "updates"), ("found", "skills")):
        talk.press("@goto problems/")
        talk.press(f"problems/={topic}")
        talk.press(f"problems/{topic}={phrase}")
    first, second = talk.values["problems"].split("\n")
    assert "不足：一是个别栏目" in first
    assert "二是承办人员" in first
    assert second.startswith("针对以上不足，2024年重点做好以下工作：一是")


def test_a_standard_wording_that_goes_on_is_kept(talk):
    talk.ask("others").tap("standard")
    talk.press("@goto others/")
    talk.press("others/=work")
    talk.press("others/work=plan")
    assert "未收取信息处理费" in talk.values["others"]
    assert talk.values["others"].endswith("各项任务按期完成。")


# -- editable as ordinary text -----------------------------------------------------------------


def test_the_whole_text_can_be_typed_over(bank):
    write(bank)
    bank.ask("overview").send("都是自己写的。")
    bank.tap("replace_text")
    assert overview(bank) == "都是自己写的。"


def test_writing_can_go_on_as_with_any_text(bank):
    write(bank).tap("finished")
    bank.send("继续写")
    bank.send("再写一句。")
    assert overview(bank) == TOPIC + WRITTEN + "\n再写一句。"


@pytest.mark.parametrize(
    ("blank", "edited", "now"),
    [
        ("channel", "公众号", "全年通过公众号主动公开信息12条。"),
        ("count", "15", "全年通过政府网站主动公开信息15条。"),
    ],
)
def test_an_edited_blank_mends_the_written_sentence(bank, blank, edited, now):
    pick(bank, "disclosure", "channel")
    ids = {}
    for name, typed in (("channel", "政府网站"), ("count", "12")):
        ids[name] = f"test:{name}"
        bank.send(typed, id=ids[name])
    bank.send(edited, corrects=ids[blank])
    assert overview(bank) == TOPIC + now
    assert bank.at == "overview/"


def test_an_edited_blank_is_filled_in_anew_while_others_are_open(bank):
    pick(bank, "disclosure", "channel").send("政府网站", id="test:way")
    bank.send("公众号", corrects="test:way")
    assert bank.at == CHANNEL
    bank.send("12")
    assert overview(bank) == TOPIC + "全年通过公众号主动公开信息12条。"


def test_an_edited_blank_that_does_not_fit_is_refused(bank):
    pick(bank, "disclosure", "channel").send("政府网站")
    bank.send("12", id="test:count")
    bank.send("许多", corrects="test:count")
    assert bank.said == ["refused.blank"]
    assert overview(bank) == TOPIC + WRITTEN


def test_an_edit_of_a_sentence_that_is_gone_changes_nothing(bank):
    pick(bank, "disclosure", "channel").send("政府网站")
    bank.send("12", id="test:count")
    bank.ask("overview").send("都是自己写的。")
    bank.tap("replace_text")
    bank.send("15", corrects="test:count")
    assert bank.said == ["edit_unknown"]
    assert overview(bank) == "都是自己写的。"


def test_which_of_two_like_sentences_an_edit_means_is_not_guessed(bank):
    pick(bank, "disclosure", "channel").send("政府网站", id="test:way")
    bank.send("12")
    write(bank)
    bank.send("公众号", corrects="test:way")
    assert bank.said == ["edit_unknown"]


def test_an_edited_number_of_a_sentence_does_not_become_the_text(bank):
    bank.tap("topic")
    bank.send("7", id="test:pick")
    before = overview(bank)
    bank.send("6", corrects="test:pick")
    assert overview(bank) == before


# -- back, undo, restart, stale buttons --------------------------------------------------------


def test_back_takes_the_last_blank_then_goes_up(bank):
    pick(bank, "disclosure", "channel").send("政府网站")
    seen = []
    for _ in range(4):
        bank.tap("back")
        seen.append(bank.at)
    assert seen == [CHANNEL, "overview/disclosure", "overview/", "overview"]
    pick(bank, "disclosure", "channel")
    assert bank.view.args["blank"] == "渠道"


def test_undo_takes_back_a_blank(bank):
    pick(bank, "disclosure", "channel").send("政府网站")
    bank.send("撤销")
    assert bank.at == CHANNEL
    assert bank.view.args["blank"] == "渠道"


def test_undo_takes_back_a_written_sentence_to_its_last_blank(bank):
    write(bank).send("撤销")
    assert bank.outcome.says[0].args["past"].keys == ("overview",)
    assert overview(bank) == ""
    assert (bank.at, bank.view.args["blank"]) == (CHANNEL, "条数")
    bank.send("15")
    assert overview(bank) == TOPIC + "全年通过政府网站主动公开信息15条。"


def test_undo_of_one_s_own_sentence_stays_among_the_topics(bank):
    write(bank).send("自己写的一句。")
    bank.send("撤销")
    assert overview(bank) == TOPIC + WRITTEN
    assert bank.at == "overview/"


def test_a_restart_in_the_middle_goes_on_where_one_was(bank):
    pick(bank, "disclosure", "channel").send("政府网站")
    again = replay(State(), bank.entries)
    assert again == bank.state
    bank.state = again
    bank.send("12")
    assert overview(bank) == TOPIC + WRITTEN


def test_a_button_pressed_late_shows_where_one_is(bank):
    pick(bank, "disclosure", "channel").send("政府网站")
    for stale in ("overview/=requests", "overview/disclosure=budget", f"{CHANNEL}=channel.1"):
        bank.press(stale)
        assert bank.facts == []
    assert bank.at == CHANNEL


def test_picking_a_sentence_anew_starts_it_afresh(bank):
    pick(bank, "disclosure", "channel").send("公众号")
    bank.send("目录")
    pick(bank, "disclosure", "channel")
    assert bank.view.args["blank"] == "渠道"


def test_a_section_filled_anew_forgets_half_a_sentence(bank):
    pick(bank, "disclosure", "channel").send("公众号")
    bank.send("重填本节")
    assert not [key for key in bank.state.slots if "/" in key]


@pytest.mark.parametrize(
    "nowhere",
    ["overview/nothing", "overview/disclosure/nothing", "overview/disclosure/budget", "preamble/",
     "overview//channel", "nothing/", "overview/disclosure/channel/count/more"],
)  # fmt: skip
def test_a_place_that_is_none_is_not_gone_to(talk, nowhere):
    at = talk.at
    talk.press(f"@goto {nowhere}")
    assert talk.at in (at, place_of(nowhere).id if nowhere.endswith("more") else at)


def test_every_screen_of_the_bank_fits(form, new_talk, words):
    talk = new_talk(form)
    for topic in form.topics:
        talk.press(f"@goto {topic.text}/")
        fits(talk, words)
        talk.press(f"{topic.text}/={topic.id}")
        fits(talk, words)
        for phrase in topic.phrases.values():
            if phrase.blanks:
                talk.press(f"@goto {topic.text}/{topic.id}/{phrase.id}")
                fits(talk, words)


def fits(talk, words):
    reply = words.reply([talk.view], Context(talk.form, talk.state.answers(talk.form)))
    presses = [button.press for row in reply.buttons for button in row]
    assert all(len(f"99999{press}".encode()) <= MAX_PRESS_BYTES for press in presses)
    assert all(len(row) <= 8 for row in reply.buttons)
    assert len(reply.text) < 1000


# -- own words that may be none --------------------------------------------------------------------


def test_a_word_that_is_no_text_is_asked_about_first(bank):
    bank.send("这算不算公开？")
    assert overview(bank) == ""
    assert bank.view.wording == "ask.doubtful"


@pytest.mark.parametrize("tapped", ["not_a_text", "keep_text"])
def test_then_one_is_among_the_topics_again(bank, tapped):
    bank.send("培训三次")
    bank.tap(tapped)
    assert bank.at == "overview/"
    assert overview(bank) == ("培训三次" if tapped == "keep_text" else "")


def test_it_is_added_to_what_stands_there(bank):
    write(bank)
    before = overview(bank)
    bank.send("培训三次")
    bank.tap("keep_text")
    assert overview(bank) == f"{before}\n培训三次"
    assert bank.at == "overview/"


# -- the word in place of the button ---------------------------------------------------------------


def test_the_word_leads_to_the_bank(talk):
    talk.ask("overview").send("常用句")
    assert talk.at == "overview/"


def test_from_a_sentence_it_leads_back_to_the_topics(bank):
    pick(bank, "disclosure", "channel").send("常用句")
    assert bank.at == "overview/"


@pytest.mark.parametrize("at", ["disclosure.licence", "contact", "preamble"])
def test_elsewhere_it_says_where_there_are_phrases(talk, at):
    talk.ask(at).send("常用句")
    assert talk.said == ["phrases"]
    assert [c.args["key"] for c in talk.outcome.says[0].choices[0]] == ["overview"]
    talk.press(talk.outcome.says[0].choices[1][0].press.removeprefix("1:"))
    assert talk.at == "problems/"
