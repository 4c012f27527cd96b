"""Figures as they are typed: a row, or several. A refusal records nothing."""

import pytest

from bot.wording import Context

RECEIVED = "applications.received"


def figures(row, *values):
    columns = ("natural", "commercial", "research", "charity", "legal", "other")
    return {f"{row}.{c}": str(v) for c, v in zip(columns, values, strict=True)}


@pytest.mark.parametrize(
    "typed",
    [
        "3 0 0 0 0 1",
        "3,0,0,0,0,1",
        "3，0，0，0，0，1",
        "３　０　０　０　０　１",
        "3件 0 0 0 0 1件",
        "3、0、0、0、0、1",
        "3\t0\t0\t0\t0\t1",
        "三 0 0 0 0 一",
        "3 0 0 0 0 1。",
        " 3  0 0 0 0   1 ",
    ],
)
def test_a_row_as_people_type_it(talk, typed):
    talk.ask(RECEIVED).send(typed)
    assert talk.entered == figures(RECEIVED, 3, 0, 0, 0, 0, 1)
    assert talk.said == ["kept.cells"]


def test_a_row_is_read_back_with_its_total(talk):
    talk.ask(RECEIVED).send("3 0 0 0 0 1")
    assert talk.values[f"{RECEIVED}.total"] == "4"


@pytest.mark.parametrize(
    ("typed", "reason", "position"),
    [
        ("3 x 0", "not_a_number", 2),
        ("3 x 0 0 0 0", "not_a_number", 2),
        ("3 0 0 0 0", "few", 6),
        ("3 0 0 0 0 1 0 0", "many", 7),
        ("约3 0 0 0 0 1", "rounded", 1),
        ("3 0 0 / 0 1", "blank", 4),
        ("3\t0\t\t0\t0\t1", "blank", 3),
        ("-3 0 0 0 0 1", "not_a_number", 1),
        ("3.5 0 0 0 0 1", "not_a_number", 1),
        ("3 0 0 0 0 1234567890", "long", 6),
        ("1,036,0", "ambiguous", 2),
    ],
)
def test_a_row_that_is_not_understood_is_refused_with_the_place(talk, typed, reason, position):
    talk.ask(RECEIVED).send(typed)
    assert talk.facts == []
    assert talk.said == ["refused.row"]
    args = talk.outcome.says[0].args
    assert (args["reason"], args["position"]) == (reason, position)
    assert talk.at == RECEIVED


def test_a_row_typed_with_its_right_total_is_taken(talk):
    talk.ask(RECEIVED).send("3 0 0 0 0 1 4")
    assert talk.entered == figures(RECEIVED, 3, 0, 0, 0, 0, 1)


def test_a_row_typed_with_a_wrong_total_is_refused_with_the_sum(talk):
    talk.ask(RECEIVED).send("3 0 0 0 0 1 5")
    assert talk.facts == []
    assert talk.said == ["refused.total"]
    assert (talk.outcome.says[0].args["sum"], talk.outcome.says[0].args["given"]) == ("4", "5")


def test_a_total_of_table_four_may_be_typed_along(talk):
    talk.ask("litigation.direct").send("1 0 0 2 3")
    assert talk.row("litigation.direct") == "1 0 0 2"


def test_table_two_has_no_total_to_type_along(talk):
    talk.ask("disclosure.rules").send("1 0 1 2")
    assert talk.facts == []
    assert talk.said == ["refused.row"]


@pytest.mark.parametrize("typed", ["0", "无", "没有", "零"])
def test_one_zero_is_a_row_of_zeros(talk, typed):
    talk.ask(RECEIVED).send(typed)
    assert talk.row(RECEIVED) == "0 0 0 0 0 0"


def test_one_number_is_asked_back_with_a_button(talk):
    talk.ask(RECEIVED).send("3")
    assert talk.facts == []
    ((choice,),) = talk.outcome.says[0].choices
    talk.send(press=choice.press)
    assert talk.row(RECEIVED) == "3 0 0 0 0 0"


@pytest.mark.parametrize("typed", ["13812345678", "9" * 40])
def test_a_telephone_number_sent_too_early_makes_no_button_that_is_too_long(form, new_talk, typed):
    talk = new_talk(form)
    talk.ask("applications.unavailable_needs_creation").send(typed)
    assert talk.facts == []
    rows = (row for say in talk.outcome.says for row in say.choices)
    assert all(len(choice.press.encode()) <= 64 for row in rows for choice in row)


def test_a_row_with_one_cell_takes_one_number(talk):
    talk.ask("disclosure.licence").send("12件")
    assert talk.row("disclosure.licence") == "12"


def test_an_amount_may_have_decimals(talk):
    talk.ask("disclosure.fee").send("25.13")
    assert talk.row("disclosure.fee") == "25.13"


def test_an_amount_keeps_its_unit(talk19):
    talk19.ask("disclosure.procurement").send("3 251000元")
    assert talk19.row("disclosure.procurement") == "3 251000元"


def test_an_amount_to_the_fen_is_not_too_long(talk19):
    talk19.ask("disclosure.procurement").send("3 1250000.00元")
    assert talk19.row("disclosure.procurement") == "3 1250000.00元"


def test_an_amount_is_not_negative(talk):
    talk.ask("disclosure.fee").send("-3")
    assert talk.facts == []


@pytest.mark.parametrize("change", ["0%", "+1036", "-2", "减4", "持平", "0"])
def test_a_change_is_kept_as_it_was_written(talk19, change):
    talk19.ask("disclosure.licence").send(f"5 {change} 5")
    assert talk19.row("disclosure.licence") == f"5 {change} 5"


def test_figures_typed_again_replace_those_before(talk):
    talk.ask(RECEIVED).send("3 0 0 0 0 1")
    talk.ask(RECEIVED).send("2 0 0 0 0 0")
    assert talk.row(RECEIVED) == "2 0 0 0 0 0"


def test_a_row_may_be_given_by_its_name(talk):
    talk.ask(RECEIVED).send("予以公开 3 0 0 0 0 0")
    assert talk.entered == figures("applications.granted", 3, 0, 0, 0, 0, 0)
    assert talk.at == RECEIVED


def test_a_row_name_that_is_not_there_is_refused(talk):
    talk.ask(RECEIVED).send("夜航船 3 0 0 0 0 0")
    assert talk.facts == []
    assert talk.said == ["refused.row_name"]


def test_several_rows_in_one_message_go_on_from_the_present_one(talk):
    talk.ask(RECEIVED).send("3 0 0 0 0 1\n0\n2 0 0 0 0 0")
    assert talk.row(RECEIVED) == "3 0 0 0 0 1"
    assert talk.row("applications.carried_in") == "0 0 0 0 0 0"
    assert talk.row("applications.granted") == "2 0 0 0 0 0"
    assert talk.at == "applications.partial"


def test_several_rows_by_name_in_one_message(talk):
    talk.ask(RECEIVED).send("予以公开 3 0 0 0 0 0\n\n重复申请 1 0 0 0 0 0")
    assert talk.row("applications.granted") == "3 0 0 0 0 0"
    assert talk.row("applications.declined_repeat") == "1 0 0 0 0 0"


def test_one_bad_row_of_several_refuses_them_all(talk):
    talk.ask(RECEIVED).send("3 0 0 0 0 1\n0 x 0 0 0 0")
    assert talk.facts == []
    assert talk.said == ["refused.row"]


def test_more_rows_than_the_table_has_left_are_refused(talk):
    talk.ask("litigation.direct").send("1 0 0 0\n2 0 0 0\n3 0 0 0")
    assert talk.facts == []


def test_a_row_named_twice_with_different_figures_is_refused(talk):
    talk.ask(RECEIVED).send("予以公开 3 0 0 0 0 0\n予以公开 4 0 0 0 0 0")
    assert talk.facts == []


def test_the_computed_row_is_passed_over(talk):
    talk.ask("applications.other_other").send("0\n1 0 0 0 0 0")
    assert talk.row("applications.carried_out") == "1 0 0 0 0 0"


def test_the_proposal_fills_the_last_row(talk):
    talk.ask(RECEIVED).send("3 0 0 0 0 1")
    talk.send("其余为0")
    talk.tap("proposal")
    assert talk.row("applications.carried_out") == "3 0 0 0 0 1"


def test_the_last_row_may_be_typed_against_the_proposal(talk):
    talk.ask(RECEIVED).send("3 0 0 0 0 1")
    talk.send("其余为0")
    talk.send("2 0 0 0 0 1")
    assert talk.row("applications.carried_out") == "2 0 0 0 0 1"


def test_a_row_cannot_be_passed_over(talk):
    talk.ask(RECEIVED).press(f"{RECEIVED}=skip")
    assert talk.facts == []


def test_several_rows_of_one_figure_may_stand_in_a_line(talk):
    talk.ask("disclosure.rules")
    talk.send("许可35件，处罚12 强制：0、收费3.5万元")
    assert talk.entered["disclosure.licence.decisions"] == "35"
    assert talk.entered["disclosure.penalty.decisions"] == "12"
    assert talk.entered["disclosure.coercion.decisions"] == "0"
    assert talk.entered["disclosure.fee.amount"] == "3.5万元"


def test_a_row_of_several_figures_does_not_stand_beside_others(talk):
    talk.ask("disclosure.rules")
    talk.send("规章1，许可2")
    assert "disclosure.licence.decisions" not in talk.entered


@pytest.mark.parametrize(
    ("typed", "key", "figure"),
    [
        ("强制没有", "coercion.decisions", "0"),
        ("许可三十五件，处罚12", "licence.decisions", "35"),
        ("许可三十五件，处罚十二", "penalty.decisions", "12"),
        ("规章没有，规范性文件没有，许可35件，处罚没有，收费没有", "licence.decisions", "35"),
        ("规章没有，规范性文件没有，许可35件，处罚没有，收费没有", "normative.in_force", "0"),
        ("刚才说错了，许可36件", "licence.decisions", "36"),
        ("不对，许可是36件", "licence.decisions", "36"),
    ],
)
def test_rows_of_one_figure_as_people_say_them(talk, typed, key, figure):
    talk.ask("disclosure.rules").send(typed)
    assert talk.entered[f"disclosure.{key}"] == figure


@pytest.mark.parametrize("typed", ["不对，是5件", "刚才说错了，5"])
def test_a_correction_of_no_row_is_not_taken_for_the_row_asked_now(talk, typed):
    talk.ask("disclosure.licence").send(typed)
    assert (talk.facts, talk.said) == ([], ["refused.which_row"])


# -- rows told in words ----------------------------------------------------------------------------


def test_of_several_rows_in_a_sentence_the_clear_ones_are_kept_and_the_others_named(talk):
    talk.ask("disclosure.rules").send("规章没有，规范性文件发了2个，许可几十个吧")
    assert talk.row("disclosure.rules") == "0 0 0"
    assert talk.row("disclosure.normative") == "2 - -"
    assert talk.outcome.says[-1].wording == "not_exact"
    assert talk.outcome.says[-1].args == {"words": ("许可几十个吧",)}


@pytest.mark.parametrize(
    "text", ["规范性文件新发2个，废止1个，有效5个", "新发2个，废止1个，有效5个"]
)
def test_the_columns_of_a_row_may_be_told(talk, text):
    talk.ask("disclosure.normative").send(text)
    assert talk.row("disclosure.normative") == "2 1 5"


@pytest.mark.parametrize(("text", "amount"), [("收费1.5万", "1.5万元"), ("收费300块", "300元")])
def test_an_amount_as_it_is_said(talk, text, amount):
    talk.ask("disclosure.licence").send(text)
    assert talk.values["disclosure.fee.amount"] == amount


def test_a_row_of_several_figures_is_asked_whether_all_is_the_row_or_the_table(talk):
    talk.ask("disclosure.rules").send("都没有")
    assert (talk.facts, talk.said) == ([], ["refused.row_or_table"])
    talk.ask("disclosure.licence").send("都没有")
    assert talk.row("disclosure.rules") == "0 0 0"


@pytest.mark.parametrize("text", ["20个许可，3个处罚，别的没有", "除了许可20，处罚3，其他都没有"])
def test_rows_and_that_all_others_are_none_are_one_message(talk, text):
    talk.ask("disclosure.rules").send(text)
    assert talk.row("disclosure.licence") == "20"
    assert talk.row("disclosure.penalty") == "3"
    assert talk.row("disclosure.normative") == "0 0 0"
    assert "kept.zeros" in talk.said


def test_nothing_is_made_0_beside_rows_that_are_not_clear(talk):
    talk.ask("disclosure.rules").send("许可几十个，别的没有")
    assert talk.facts == []


def test_a_lawsuit_told_beside_a_row_of_none_is_asked_about(talk):
    talk.ask("litigation.review").send("诉讼1个我们赢了，复议0")
    assert talk.row("litigation.review") == "0 0 0 0"
    assert talk.said[-1] == "doubt"
    talk.send(press=talk.outcome.says[-1].choices[0][0].press)
    assert talk.row("litigation.direct") == "1 0 0 0"


def test_the_question_whose_suits_they_are_is_in_plain_words(talk, words):
    outcome = talk.ask("litigation.review").send("打了一个官司，赢了")
    said = words.say(outcome.says[-1], Context(talk.form, talk.state.answers(talk.form)))
    assert said.startswith("打官司的人，是直接起诉的，还是先申请复议")


def test_words_where_figures_belong_are_not_said_to_be_a_wrong_figure(talk, words):
    outcome = talk.ask("disclosure.rules").send("这个嘛我看看再")
    said = words.say(outcome.says[-1], Context(talk.form, talk.state.answers(talk.form)))
    assert said.startswith("没看懂“这个嘛我看看再”")


def test_a_case_without_its_outcome_is_named(talk):
    talk.ask("litigation.review").send("复议没有，诉讼1件")
    assert talk.said == ["kept.cells", "not_settled"]
    assert talk.outcome.says[-1].args == {"told": {"litigation.lawsuits.total": "1"}}


@pytest.mark.parametrize("text", ["没人申请", "今年收到7件申请"])
def test_a_story_told_at_another_table_is_kept_in_its_own(talk, text):
    talk.ask("disclosure.rules").send(text)
    assert "applications.received.total" in talk.state.told
    assert talk.said == ["kept.told", "kept.other_table"]
    assert talk.at == "disclosure.rules"
