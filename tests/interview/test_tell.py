"""Table 三 told as a story, through `step`."""

import pytest

from bot.interview.questions import present
from bot.wording import Context


@pytest.fixture
def story(talk):
    talk.send("跳到三")
    return talk


def row(talk, name):
    values = talk.state.answers(talk.form).values
    table = talk.form.tables[name.split(".")[0]]
    columns = [column.id for column in table.blocks[0].columns]
    return " ".join(values.get(f"{name}.{column}", "-") for column in columns)


def open_topic(talk):
    return present(talk.form, talk.state)


def test_the_first_question_is_how_many_came(story):
    assert open_topic(story) == "applications?received"


def test_a_number_is_what_came_in(story):
    story.send("7")
    assert open_topic(story) == "applications?carried_in"


@pytest.mark.parametrize("typed", ["没有结转", "没有结转过来的", "上年没有结转的。", "无结转"])
def test_that_nothing_was_carried_in_is_a_zero(story, typed):
    story.send("7")
    story.send(typed)
    assert story.state.told["applications.carried_in.total"] == 0


def test_a_none_of_something_else_is_not_what_came_in(story):
    story.send("没有结转")
    assert "applications.received.total" not in story.state.told


def test_a_correction_is_heard_while_something_else_is_asked(story):
    story.send("收到7件，公开5件")
    story.send("不对，公开的是6件")
    assert story.state.told["applications.granted.total"] == 6


@pytest.mark.parametrize("typed", ["去年收到八件", "去年收到8件，都是自然人"])
def test_whose_last_year_is_not_known_is_told_to_say_this_year(story, words, typed):
    outcome = story.send(typed)
    now = Context(story.form, story.state.answers(story.form))
    assert "“去年”分不清是哪一年" in "\n".join(words.say(s, now) for s in outcome.says)
    assert "applications.received.total" not in story.state.told


def test_a_whole_story_leaves_nothing_open(story):
    story.send("收到7件，上年结转1件，都是自然人，予以公开3件，本机关不掌握4件，结转下年1件")
    assert row(story, "applications.received") == "7 0 0 0 0 0 7"
    assert row(story, "applications.unavailable_not_held") == "4 0 0 0 0 0 4"
    assert row(story, "applications.carried_out") == "1 0 0 0 0 0 1"
    assert row(story, "applications.declined_repeat") == "0 0 0 0 0 0 0"


def test_what_was_told_is_kept_although_something_is_open(story):
    story.send("收到7件，予以公开3件")
    assert story.state.told["applications.granted.total"] == 3


def test_a_group_without_its_reason_is_asked_for_it(story):
    story.send("收到4件，没有结转，不予公开4件")
    story.send("0") if open_topic(story) == "applications?carried_in" else None
    assert open_topic(story) == "applications?reason.refused"


def test_reasons_are_understood_by_a_part_of_their_labels(story):
    story.send("收到4件，上年结转0件，不予公开4件")
    story.send("国家秘密1，过程性信息3")
    assert story.state.told["applications.refused_process.total"] == 3
    assert open_topic(story) == "applications?who"


def test_reasons_that_do_not_add_up_leave_the_rest_open(story):
    story.send("收到4件，上年结转0件，不予公开4件")
    story.send("国家秘密1")
    assert open_topic(story) == "applications?reason.refused"


def test_what_is_left_over_is_asked_for(story):
    story.send("收到7件，上年结转0件，予以公开6件")
    assert open_topic(story) == "applications?rest"


def test_more_results_than_requests_are_questioned(story):
    story.send("收到3件，上年结转0件，予以公开6件")
    assert open_topic(story) == "applications?too_many"


def test_the_figures_among_which_one_is_wrong_are_listed(story, words):
    story.send("收到3件，上年结转0件，予以公开6件，不予公开1件")
    now = Context(story.form, story.state.answers(story.form))
    assert "新收 3 件，予以公开 6 件，不予公开 1 件" in words.say(story.view, now)


def test_a_wrong_number_is_mended_by_telling_it_again(story):
    story.send("收到3件，上年结转0件，予以公开6件")
    story.send("予以公开3件")
    assert open_topic(story) == "applications?who"


def test_one_kind_of_applicant_fills_the_table(story):
    story.send("收到3件，上年结转0件，予以公开3件")
    story.send("都是企业")
    assert row(story, "applications.granted") == "0 3 0 0 0 0 3"


def test_two_kinds_leave_the_rows_that_differ_to_be_asked(story):
    story.send("收到3件，上年结转0件，予以公开3件")
    story.send("自然人2，企业1")
    assert row(story, "applications.received") == "2 1 0 0 0 0 3"
    assert open_topic(story) == "applications.granted"


def test_kinds_that_do_not_add_up_are_refused(story):
    story.send("收到3件，上年结转0件，予以公开3件")
    outcome = story.send("自然人2，企业2")
    assert outcome.facts == ()


def test_last_years_open_cases_are_carried_in(story):
    columns = ("natural", "commercial", "research", "charity", "legal", "other")
    story.previous = {f"applications.carried_out.{c}": "0" for c in columns}
    story.previous["applications.carried_out.natural"] = "2"
    story.send("收到3件，予以公开5件")
    assert story.state.told["applications.carried_in.natural"] == 2


def test_a_row_of_figures_goes_row_by_row(story):
    story.send("7 0 0 0 0 0")
    assert open_topic(story) == "applications.carried_in"


def test_rows_can_be_chosen_by_a_button(story):
    story.send(press="1:applications?received=rows")
    assert open_topic(story) == "applications.received"


def test_nothing_came_in_is_one_tap(story):
    story.send(press="1:applications?received=rest")
    assert row(story, "applications.received") == "0 0 0 0 0 0 0"
    assert row(story, "applications.carried_out") == "0 0 0 0 0 0 0"


def test_a_story_of_some_requests_is_never_made_a_table_of_zeros(story):
    story.send("收到1件，予以公开1件")
    outcome = story.send("全部为0")
    assert (outcome.facts, outcome.says[0].wording) == ((), "refused.rest_told")
    assert open_topic(story) == "applications?carried_in"


def test_a_row_that_was_told_of_is_left_out_when_the_rest_is_zero(story):
    story.send("收到3件，上年结转0件，予以公开3件")
    story.send("自然人2，企业1")
    story.send("其余为0")
    assert row(story, "applications.granted") == "- - - - - - -"
    refused = story.send("其余为0").says[0]
    assert (refused.wording, refused.args["told"]) == (
        "refused.rows_told",
        {"applications.granted.total": "3"},
    )


def test_filled_row_by_row_the_rest_is_zero_but_for_what_was_told(talk):
    talk.send("跳到三")
    talk.send("收到3件，予以公开3件")
    talk.ask("applications.partial").send("其余为0")
    assert talk.row("applications.partial") == "0 0 0 0 0 0"
    assert talk.row("applications.granted") == "- - - - - -"


def test_a_row_with_another_total_than_was_told_is_remarked(story):
    story.send("收到3件，上年结转0件，予以公开3件")
    story.send("自然人2，企业1")
    outcome = story.send("2 0 0 0 0 0")
    assert outcome.says[1].args["rows"] == {"applications.granted.total": ("3", "2")}


def test_a_row_as_it_was_told_is_not(story):
    story.send("收到3件，上年结转0件，予以公开3件")
    story.send("自然人2，企业1")
    assert "told_otherwise" not in [say.wording for say in story.send("2 1 0 0 0 0").says]


def test_applicants_told_anew_take_the_place_of_those_before(story):
    story.send("收到7件，上年结转2件，自然人5件，协会4件，予以公开9件")
    story.send("自然人5，企业2")
    assert row(story, "applications.received") == "5 2 0 0 0 0 7"


def test_what_is_not_understood_is_refused_with_an_example(story):
    outcome = story.send("今年天气不错")
    assert (outcome.facts, outcome.says[0].wording) == ((), "refused.story")


def test_a_slip_of_the_thumb_is_refused(story):
    assert story.send("9" * 12).facts == ()


def test_a_story_can_be_taken_back(story):
    story.send("7")
    story.send("撤销")
    assert story.state.told == {}


def test_a_sentence_settles_rows_of_table_four(talk):
    talk.send("跳到四")
    talk.send("行政复议1件，结果维持；未发生行政诉讼")
    assert row(talk, "litigation.review") == "1 0 0 0 1"
    assert row(talk, "litigation.after_review") == "0 0 0 0 0"


def test_a_sentence_fills_table_two(talk):
    talk.send("跳到二")
    talk.send("制发行政规范性文件2件，废止1件，现行有效5件")
    values = talk.state.answers(talk.form).values
    assert [values[f"disclosure.normative.{c}"] for c in ("made", "repealed", "in_force")] == [
        "2",
        "1",
        "5",
    ]


def test_what_may_mean_two_things_is_asked_about(story):
    outcome = story.send("办理申请5件")
    assert outcome.facts == ()
    labels = [choice.args for row in outcome.says[-1].choices for choice in row]
    assert [(args["k"], args["v"]) for args in labels] == [
        ("applications.received.total", "5"),
        ("applications.results_total.total", "5"),
    ]


def test_a_doubt_is_settled_by_a_tap(story):
    outcome = story.send("收到15件（含上年结转3件）")
    story.send(press=outcome.says[-1].choices[1][0].press)
    assert story.state.told["applications.received.total"] == 12


def test_a_doubt_settled_when_the_table_is_full_changes_nothing(story):
    press = story.send("办理申请5件").says[-1].choices[0][0].press
    story.send("全部为0")
    assert story.send(press=press).facts == ()


def buttons(outcome):
    """What the buttons of a doubt would tell: ids and values."""
    return [(c.args["k"], c.args["v"]) for row in outcome.says[-1].choices for c in row]


def test_a_lawsuit_whose_kind_was_not_told_is_asked_about_in_table_four(talk):
    talk.send("跳到四")
    outcome = talk.send("行政复议1件，结果维持；行政诉讼2件，均维持")
    assert row(talk, "litigation.review") == "1 0 0 0 1"
    assert buttons(outcome) == [
        ("litigation.direct.upheld", "2"),
        ("litigation.after_review.upheld", "2"),
    ]


def test_its_answer_settles_both_kinds_of_lawsuit(talk):
    talk.send("跳到四")
    outcome = talk.send("行政诉讼2件，均维持")
    talk.send(press=outcome.says[-1].choices[1][0].press)
    assert row(talk, "litigation.direct") == "0 0 0 0 0"
    assert row(talk, "litigation.after_review") == "2 0 0 0 2"


@pytest.mark.parametrize(
    ("place", "direct", "after_review"),
    [(0, "1 1 0 0 2", "0 0 0 0 0"), (1, "0 0 0 0 0", "1 1 0 0 2")],
)
def test_of_lawsuits_with_a_ruling_each_the_row_is_tapped(talk, place, direct, after_review):
    talk.send("跳到四")
    outcome = talk.send("2个官司一赢一输")
    assert outcome.says[-1].args["rows"]
    talk.send(press=outcome.says[-1].choices[place][0].press)
    assert row(talk, "litigation.direct") == direct
    assert row(talk, "litigation.after_review") == after_review


def test_rulings_of_some_lawsuits_only_are_no_row(talk):
    talk.send("跳到四")
    outcome = talk.send("3个官司一赢一输")
    assert buttons(outcome) == [
        ("litigation.direct.upheld", "1"),
        ("litigation.after_review.upheld", "1"),
    ]


@pytest.mark.parametrize(
    "press", ["litigation.direct 1 1", "litigation.direct 1 x 0 0", "x 1 1 0 0"]
)
def test_a_row_of_somebody_s_making_tells_nothing(talk, press):
    talk.send("跳到四")
    talk.press(f"@tell {press}")
    assert talk.facts == []


def test_the_same_button_again_changes_nothing(talk):
    talk.send("跳到四")
    press = talk.send("行政诉讼2件，均维持").says[-1].choices[0][0].press
    talk.send(press=press)
    assert talk.send(press=press).facts == ()


def test_two_figures_for_one_cell_of_table_two_are_asked_about(talk):
    talk.send("跳到二")
    outcome = talk.send("制发行政规范性文件2件。全年制发行政规范性文件3件")
    assert buttons(outcome) == [
        ("disclosure.normative.made", "2"),
        ("disclosure.normative.made", "3"),
    ]


def test_a_total_that_may_be_two_rows_is_not_asked_about_where_it_fills_nothing(story):
    story.send(press="1:applications?received=rows")
    assert story.send("办理申请5件").says[-1].wording.startswith("refused")


def test_several_rows_told_where_an_empty_table_is_filled_by_rows_are_its_story(talk):
    talk.ask("applications.received")
    talk.send("收到7件，都是自然人，予以公开4件，本机关不掌握3件")
    assert talk.state.told["applications.granted.total"] == 4
    assert "?" in talk.at


def test_several_rows_told_beside_filled_ones_are_kept_or_named(talk):
    talk.ask("applications.received").send("7 0 0 0 0 0")
    talk.ask("applications.granted").send("予以公开自然人4件，不予公开3件")
    assert talk.row("applications.granted") == "4 - - - - -"
    assert talk.said[-1] == "not_by_kind"
    assert talk.outcome.says[-1].args == {"told": {"applications.refused.total": "3"}}


def said(outcome, wording):
    """The arguments of what was said with a wording; empty where it was not said."""
    return next((say.args for say in outcome.says if say.wording == wording), {})


def test_what_of_a_story_was_not_kept_is_named(story):
    outcome = story.send("收到2件，其中网上申请1件，均予以公开，行政复议1件维持")
    assert said(outcome, "not_read") == {"words": ["其中网上申请1件", "行政复议1件维持"]}


def test_a_story_that_was_kept_as_a_whole_needs_no_such_word(story):
    outcome = story.send("收到7件，上年结转1件，都是自然人，予以公开3件，本机关不掌握4件，结转1件")
    assert not said(outcome, "not_read")


def test_a_figure_told_twice_was_read_twice(story):
    outcome = story.send("收到2件，予以公开1件，不予处理1件，共收到2件")
    assert not said(outcome, "not_read")


def test_what_of_a_sentence_in_table_two_was_not_kept_is_named(talk):
    talk.ask("disclosure.rules")
    outcome = talk.send("今年制发规范性文件2件，罚款2万元")
    assert talk.entered["disclosure.normative.made"] == "2"
    assert said(outcome, "not_read") == {"words": ["罚款2万元"]}


def test_a_row_named_beside_a_sentence_is_filled_too(talk):
    talk.ask("disclosure.rules")
    outcome = talk.send("规范性文件制发2件，现行有效11件；许可35件")
    assert talk.entered["disclosure.normative.in_force"] == "11"
    assert talk.entered["disclosure.licence.decisions"] == "35"
    assert not said(outcome, "not_read")


def test_what_became_of_requests_is_told_without_saying_that_they_are_requests(story):
    story.send("新收12件")
    story.send("没有")
    story.send("公开6件，不公开3件")
    assert story.state.told["applications.granted.total"] == 6


def test_who_asked_is_heard_while_the_results_are_asked_about(story):
    story.send("新收12件")
    story.send("没有")
    story.send("自然人10件，企业2件")
    assert story.state.told["applications.received.commercial"] == 2


def test_all_reasons_of_a_group_are_heard_before_they_are_asked_about(story):
    story.send("新收12件，没有结转，不予公开3件")
    story.send("国家秘密1件，过程性2件")
    assert story.state.told["applications.refused_process.total"] == 2


def test_some_reasons_of_a_group_are_not_taken_for_all(story):
    story.send("新收12件，没有结转，不予公开3件")
    assert "refused.story" in [say.wording for say in story.send("国家秘密1件").says]


def test_what_was_carried_in_follows_from_all_others(story):
    story.send("收到12件，都是公民，全部予以公开，没有结转")
    assert row(story, "applications.carried_in") == "0 0 0 0 0 0 0"


def test_what_was_carried_in_is_asked_for_while_something_else_is_open(story):
    story.send("收到12件，都是公民，全部予以公开")
    assert open_topic(story) == "applications?carried_in"


@pytest.mark.parametrize("none", ["规章没有", "规章一件都没有", "规章全为0"])
def test_a_row_of_which_there_was_none_is_filled_beside_a_sentence(talk, none):
    talk.ask("disclosure.rules")
    outcome = talk.send(f"{none}，规范性文件制发了3件，废止0件，现行有效12件")
    assert talk.entered["disclosure.normative.in_force"] == "12"
    assert talk.entered["disclosure.rules.made"] == "0"
    assert not said(outcome, "not_read")


def test_a_none_that_is_not_kept_is_named(talk):
    talk.ask("disclosure.rules")
    outcome = talk.send("规范性文件制发2件，行政复议没有")
    assert said(outcome, "not_read") == {"words": ["行政复议没有"]}


def test_that_all_else_was_none_is_no_row_of_others(talk):
    talk.ask("applications.lead").send("其他没有")
    assert "applications.other_other.natural" not in talk.entered


# -- in the words that are spoken ------------------------------------------------------------------


def test_a_story_is_told_as_one_speaks(story):
    for said in ("就3个都是老百姓问的", "没有", "给了2个另一个没有这个信息"):
        story.send(said)
    assert row(story, "applications.granted") == "2 0 0 0 0 0 2"
    assert row(story, "applications.unavailable_not_held") == "1 0 0 0 0 0 1"


def test_who_asked_tells_how_many_came_in(story):
    story.send("个人3，企业1")
    assert story.state.told == {
        "applications.received.total": 4,
        "applications.received.natural": 3,
        "applications.received.commercial": 1,
    }


def test_what_is_not_exact_is_not_kept_and_said_to_be(story):
    assert [say.wording for say in story.send("大概3个吧").says] == ["not_exact"]
    outcome = story.send("收到5件，大概公开了3个")
    assert [say.wording for say in outcome.says] == ["kept.told", "not_exact"]
    assert story.state.told == {"applications.received.total": 5}


def test_none_of_all_is_a_table_of_none(story):
    story.send("一个都没有")
    assert row(story, "applications.carried_in") == "0 0 0 0 0 0 0"


def test_none_of_all_is_not_said_of_what_last_year_left(story):
    story.previous = {"applications.carried_out.natural": "2"}
    story.send("一个都没有")
    assert story.state.told["applications.received.total"] == 0
    assert "applications.carried_in.natural" not in story.entered


@pytest.mark.parametrize(
    ("told", "answer", "key", "count"),
    [
        ("收到5件", "都给了", "granted", 5),
        ("收到5件，公开2件", "剩下的都给了", "granted", 5),
        ("收到5件，公开2件", "是的", "carried_out", 3),
        ("收到5件，公开2件", "还在办", "carried_out", 3),
    ],
)
def test_what_became_of_all_that_is_left(story, told, answer, key, count):
    for said in (told, "就没有", answer):
        story.send(said)
    assert story.state.told[f"applications.{key}.total"] == count


def test_all_given_is_not_said_of_those_that_were_told_before(story):
    for said in ("收到5件，公开2件", "没有", "都给了"):
        story.send(said)
    assert story.state.told["applications.granted.total"] == 2
