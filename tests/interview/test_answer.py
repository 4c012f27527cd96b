"""What is typed as an answer: figures, texts, contact. A refusal records nothing."""

import pytest

from bot.interview.answer import find_row, split_name

RECEIVED = "applications.received"


def figures(row, *values):
    columns = ("natural", "commercial", "research", "charity", "legal", "other")
    return {f"{row}.{c}": str(v) for c, v in zip(columns, values, strict=True)}


# -- a row -----------------------------------------------------------------------------------------


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


# -- rows by name, several rows in one message -----------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("予以公开 3 0 0 0 0 0", "予以公开", "3 0 0 0 0 0"),
        ("（一）予以公开：3 0 0 0 0 0", "予以公开", "3 0 0 0 0 0"),
        ("1.属于国家秘密 0 0 0 0 0 1", "属于国家秘密", "0 0 0 0 0 1"),
        ("行政许可 0 0% 0", "行政许可", "0 0% 0"),
        ("行政许可 持平", "行政许可", "持平"),
        ("3 0 0 0 0 0", "", "3 0 0 0 0 0"),
        ("三 0 0 0 0 0", "", "三 0 0 0 0 0"),
        ("+3 0", "", "+3 0"),
        ("减4 0", "", "减4 0"),
    ],
)
def test_a_line_may_begin_with_its_row(line, name, rest):
    assert split_name(line) == (name, rest)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("予以公开", "granted"),
        ("部分公开", "partial"),
        ("新收", "received"),
        ("结转下年度", "carried_out"),
        ("三安全一稳定", "refused_safety"),
        ("其他", "other_other"),
        ("行政查询", "refused_query"),
        ("重复申请", "declined_repeat"),
    ],
)
def test_a_row_is_known_by_a_part_that_only_it_has(form21, name, row):
    found = find_row(form21, form21.tables["applications"], name)
    assert found.id == f"applications.{row}"


@pytest.mark.parametrize("name", ["公开", "申请", "总计", "夜航船", ""])
def test_a_name_of_many_rows_or_none_is_no_row(form21, name):
    assert find_row(form21, form21.tables["applications"], name) is None


def test_of_several_rows_the_one_that_ends_so_is_meant(form21):
    found = find_row(form21, form21.tables["litigation"], "复议")
    assert found.id == "litigation.review"


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


# -- zeros -----------------------------------------------------------------------------------------


def test_all_zero_fills_a_whole_table_a_fact_a_cell(talk):
    talk.ask("litigation.review").send("全部为0")
    cells = [f"litigation.{r}.{c}" for r in ("review", "direct", "after_review")
             for c in ("upheld", "corrected", "other", "pending")]  # fmt: skip
    assert talk.facts[:12] == [("answered", cell, "0") for cell in cells]
    assert talk.said == ["kept.zeros"]


def test_the_rest_is_zero_leaves_what_was_given(talk):
    talk.ask("litigation.direct").send("1 0 0 2")
    talk.send("其余为 0")
    assert talk.row("litigation.direct") == "1 0 0 2"
    assert talk.row("litigation.review") == "0 0 0 0"


def test_the_rest_is_zero_touches_one_table_only(talk):
    talk.ask("litigation.review").send("其余为0")
    assert not [key for key in talk.entered if not key.startswith("litigation.")]


def test_what_must_be_carried_out_is_asked_and_not_set_to_zero(talk):
    talk.ask(RECEIVED).send("3 0 0 0 0 1")
    talk.send("其余为0")
    assert talk.row("applications.carried_out") == "- - - - - -"
    assert talk.at == "applications.carried_out"


def test_nothing_carried_out_is_zero_too(talk):
    talk.ask(RECEIVED).send("3 0 0 0 0 1\n0\n3 0 0 0 0 1")
    talk.send("其余为0")
    assert talk.row("applications.carried_out") == "0 0 0 0 0 0"


def test_zeros_for_a_full_table_are_refused(talk):
    talk.ask("litigation.review").send("全部为0")
    talk.ask("litigation.review").send("其余为0")
    assert talk.facts == []
    assert talk.said == ["refused.nothing_left"]


def test_zeros_are_for_tables(talk):
    talk.ask("overview").send("全部为0")
    assert talk.facts == []
    assert talk.said == ["refused.no_table"]


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


# -- texts -----------------------------------------------------------------------------------------


def test_a_narrative_of_one_message_is_done_when_it_is_sent(talk):
    talk.ask("overview").send("第一段。\n\n　　第二段。")
    assert talk.values["overview"] == "第一段。\n第二段。"
    assert talk.at == "disclosure.rules"


def test_a_narrative_may_look_like_figures_if_that_is_meant(talk):
    talk.ask("overview").send("3 0 0 0 0 1")
    assert "overview" not in talk.values
    talk.tap("keep_text")
    assert talk.values["overview"] == "3 0 0 0 0 1"


def test_control_characters_are_dropped_at_entry(talk):
    talk.ask("overview").send("公\x00开\x0810条。")
    assert talk.values["overview"] == "公开10条。"


@pytest.mark.parametrize("typed", ["跳过", "不写", "留空"])
def test_a_required_text_cannot_be_passed_over(talk, typed):
    talk.ask("overview").send(typed)
    assert talk.facts == []
    assert talk.said == ["refused.not_a_text"]


@pytest.mark.parametrize("key", ["preamble", "applications.lead", "litigation.lead"])
@pytest.mark.parametrize("typed", ["跳过", "不写", "无"])
def test_an_optional_text_can_be_passed_over_in_words(talk, key, typed):
    talk.ask(key).send(typed)
    assert talk.facts == [("skipped", key, "")]
    assert key not in talk.values


def test_an_optional_text_can_be_passed_over_by_button(talk):
    talk.ask("preamble").tap("skip")
    assert talk.said[0] == "kept.skipped"
    assert "preamble" not in talk.values


def test_a_required_text_has_no_button_to_pass_it_over(talk):
    talk.ask("overview").press("overview=skip")
    assert talk.facts == []


def test_the_standard_text_is_accepted_by_button(talk):
    talk.ask("preamble").tap("standard")
    assert talk.facts == [("accepted", "preamble", "")]
    assert "由宝山区红旗街道办事处编制" in talk.values["preamble"]


def test_an_accepted_text_follows_later_answers(talk):
    talk.ask("preamble").tap("standard")
    talk.ask("contact").send("电话：0469-2609855")
    assert "0469-2609855" in talk.values["preamble"]


def test_a_standard_text_that_lacks_its_figures_cannot_be_accepted(talk):
    talk.ask("applications.lead").press("applications.lead=std")
    assert talk.facts == []


@pytest.mark.parametrize("word", ["好", "可以", "OK", "用这段。"])
def test_a_word_of_consent_takes_the_standard_wording(talk, word):
    talk.ask("preamble").send(word)
    assert ("accepted", "preamble", "") in talk.facts


def test_a_row_sent_to_the_sentence_above_its_table_goes_to_its_table(talk):
    talk.ask("applications.lead").send("予以公开 3 0 0 0 0 0\n重复申请 0")
    assert talk.values["applications.granted.natural"] == "3"
    assert "applications.lead" not in talk.values
    assert talk.at == "applications.lead"


@pytest.mark.parametrize("typed", ["0", "3 0 0 0"])
def test_bare_figures_are_no_sentence_above_a_table(talk, typed):
    talk.ask("litigation.lead").send(typed)
    assert (talk.facts, talk.said) == ([], ["refused.agreed"])


def test_a_sentence_above_its_table_stays_a_sentence(talk):
    talk.ask("applications.lead").send("新收政府信息公开申请 3 件，予以公开 3 件。")
    assert "applications.lead" in talk.values


@pytest.mark.parametrize("word", ["好的", "谢谢", "下一步", "写好了"])
def test_a_word_of_consent_to_nothing_is_no_text(talk, word):
    talk.ask("overview").send(word)
    assert talk.facts == []
    assert talk.said == ["refused.agreed"]


def test_a_part_of_the_contact_sent_too_late_is_kept_where_it_belongs(talk):
    talk.ask("contact").send("地址：文礼路100米")
    talk.ask("preamble").send("电话 0469-2609855")
    assert talk.entered["unit.phone"] == "0469-2609855"
    assert "preamble" not in talk.entered
    assert talk.at == "preamble"


@pytest.mark.parametrize("text", ["联系电话不便公开，请到窗口咨询。", "地址" + "变更情况说明" * 20])
def test_a_text_that_begins_like_a_contact_stays_a_text(talk, text):
    talk.ask("preamble").send(text)
    assert talk.entered["preamble"] == text


def test_last_years_preamble_is_taken_with_its_years_moved_on(form21, new_talk):
    talk = new_talk(form21, year=2024)
    talk.previous = {"preamble": "统计期限自2023年1月1日起。2024年改进。"}
    talk.ask("preamble").tap("last_years")
    assert talk.values["preamble"] == "统计期限自2024年1月1日起。2025年改进。"


# -- contact ---------------------------------------------------------------------------------------


def test_the_contact_in_one_message(talk):
    talk.send("地址：文礼路100米，邮编：155131，电话：0469-2609855，邮箱：abc@163.com")
    assert talk.entered == {
        "unit.address": "文礼路100米",
        "unit.postcode": "155131",
        "unit.phone": "0469-2609855",
        "unit.email": "abc@163.com",
    }
    assert talk.at == "preamble"


def test_of_a_contact_with_one_malformed_part_the_good_ones_are_kept(talk):
    talk.send("地址：文礼路100米，邮编：15513，电话：0469-2609855")
    assert talk.entered == {"unit.address": "文礼路100米", "unit.phone": "0469-2609855"}
    assert talk.said == ["kept.fields", "refused.malformed"]
    assert talk.at == "contact"


def test_the_malformed_part_can_be_sent_alone(talk):
    talk.send("地址：文礼路100米，邮编：15513")
    talk.send("邮编：155131")
    assert talk.entered == {"unit.address": "文礼路100米", "unit.postcode": "155131"}
    assert talk.at == "preamble"


def test_a_part_that_is_not_understood_is_named(talk):
    talk.send("电话：0469-2609855\n天天向上")
    talk.send("天天向上，电话：0469-2609855")
    assert "refused.unknown_part" in talk.said
    assert talk.outcome.says[-1].args["parts"] == ("天天向上",)


def test_a_contact_that_is_all_wrong_records_nothing(talk):
    talk.send("邮编：1")
    assert talk.facts == []
    assert talk.at == "contact"


@pytest.mark.parametrize("typed", ["无", "跳过", "没有", "不填"])
def test_a_unit_need_give_no_contact(talk, typed):
    talk.send(typed)
    assert talk.facts == [("skipped", "contact", "")]
    assert talk.at == "preamble"


def test_one_field_can_be_changed(talk):
    talk.send("地址：文礼路100米，电话：0469-2609855")
    talk.ask("unit.phone").send("0469-2600000")
    assert talk.entered["unit.phone"] == "0469-2600000"
    assert talk.entered["unit.address"] == "文礼路100米"


def test_a_malformed_field_is_refused(talk):
    talk.ask("unit.postcode").send("15513")
    assert talk.facts == []
    assert talk.said == ["refused.malformed"]


def test_a_field_can_be_taken_away(talk):
    talk.send("电话：0469-2609855")
    talk.ask("unit.phone").send("无")
    assert "unit.phone" not in talk.values


def test_the_name_of_the_unit_can_be_changed_but_not_taken_away(talk):
    talk.ask("unit.name").send("无")
    assert talk.values["unit.name"] == "无"
    talk.ask("unit.name").send("红旗街道办事处")
    assert talk.values["unit.name"] == "红旗街道办事处"


@pytest.mark.parametrize(("typed", "kept"), [("2件", "2"), ("39.40", None), ("两件", "2")])
def test_a_fee_notice_is_a_count(talk, typed, kept):
    talk.ask("handling_fee.notices").send(typed)
    assert talk.entered.get("handling_fee.notices") == kept


def test_the_handling_fee_is_given_as_three_numbers(talk):
    talk.send("跳到六")
    talk.send("2 300 200.5")
    values = talk.state.answers(talk.form).values
    assert (values["handling_fee.notices"], values["handling_fee.received"]) == ("2", "200.5")
    assert "发出信息处理费收费通知2件，通知收费300元，实际收到200.5元" in values["others"]


def test_problems_and_measures_come_in_pairs(talk):
    talk.send("跳到五")
    talk.send("问题：解读少；改进：多做图解\n问题：更新慢；改进：每月检查")
    first, second = talk.state.answers(talk.form).values["problems"].split("\n")
    assert first.endswith("仍存在一些不足：一是解读少；二是更新慢。")
    assert second == "针对上述问题，2024年重点做好以下工作：一是多做图解；二是每月检查。"


def test_a_contact_of_nothing_but_commas_is_no_answer(talk):
    talk.send("，。；")
    assert talk.facts == []
    assert talk.said == ["refused.empty"]


def test_a_row_cannot_be_passed_over(talk):
    talk.ask(RECEIVED).press(f"{RECEIVED}=skip")
    assert talk.facts == []


def test_without_last_year_there_is_no_text_of_last_year(talk):
    talk.ask("preamble").press("preamble=last")
    assert talk.facts == []
    assert talk.at == "preamble"


@pytest.mark.parametrize("asked", ["overview", "others", "applications.lead"])
@pytest.mark.parametrize("between", ["\t", " "])
def test_rows_copied_from_a_spreadsheet_go_to_their_table(talk, asked, between):
    rows = (("新收", 3, 0, 0, 0, 0, 1), ("上年结转", 0, 1, 0, 0, 0, 0))
    names = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量")
    lines = [between.join((n, *map(str, r[1:]))) for n, r in zip(names, rows, strict=True)]
    talk.ask(asked).send("\n".join(lines))
    assert asked not in talk.entered
    assert talk.said[0] == "kept.cells"
    assert talk.values["applications.received.total"] == "4"
    assert talk.values["applications.carried_in.total"] == "1"


@pytest.mark.parametrize(
    "typed",
    [
        "一、主动公开情况。全年公开 300 条\n二、依申请公开情况。收到 7 件",
        "本年新收政府信息公开申请 3 件，比上年增加 1 件",
    ],
)
def test_a_text_with_figures_at_its_end_stays_a_text(talk, typed):
    talk.ask("overview").send(typed)
    assert talk.entered == {"overview": typed}
