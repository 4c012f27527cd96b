import pytest

from bot.forms.answers import Answers, full_name, own_name, text_of_pairs

APPLICANTS = ("natural", "commercial", "research", "charity", "legal", "other")


def cells(form, table="applications", value="0"):
    """Every cell of a table that somebody enters."""
    return {c.id: value for c in form.tables[table].cells() if not c.computed}


def row(name, *figures):
    return {f"applications.{name}.{c}": str(f) for c, f in zip(APPLICANTS, figures, strict=True)}


def test_a_total_is_the_sum_of_its_parts(form21):
    values = Answers(form21, 2023, row("granted", 3, 0, 0, 0, 0, 1)).values
    assert values["applications.granted.total"] == "4"


def test_one_value_is_what_all_values_say(form):
    entered = cells(form, value="2") | {"unit.name": "红旗街道办事处", "unit.phone": "1"}
    entered |= {"applications.granted.total": "5"}  # a total that was typed stays
    del entered["applications.received.other"]
    answers = Answers(form, 2023, entered, frozenset({"preamble"}))
    for key in (*form.cells, *form.fields):
        assert Answers(form, 2023, entered, answers.accepted).value(key) == answers.values.get(
            key, ""
        )


def test_a_total_is_unknown_while_a_part_is(form21):
    parts = row("granted", 3, 0, 0, 0, 0, 1)
    del parts["applications.granted.legal"]
    assert "applications.granted.total" not in Answers(form21, 2023, parts).values


def test_a_given_total_is_kept_right_or_wrong(form21):
    entered = row("granted", 3, 0, 0, 0, 0, 1) | {"applications.granted.total": "5"}
    assert Answers(form21, 2023, entered).values["applications.granted.total"] == "5"


def test_the_results_are_added_up_down_and_across(form):
    values = Answers(form, 2023, cells(form, value="1")).values
    results = sum(c.column.id == "legal" and not c.row.sum for c in form.cells.values()) - 3
    assert values["applications.results_total.legal"] == str(results)
    assert values["applications.results_total.total"] == str(6 * results)


def test_a_form_with_every_cell_entered_has_every_number(form):
    entered = cells(form) | cells(form, "disclosure") | cells(form, "litigation")
    values = Answers(form, 2023, entered).values
    assert [key for key in form.cells if key not in values] == []


def test_nothing_is_computed_of_nothing(form):
    assert set(Answers(form, 2023).values) == {"unit.self"}


def test_the_proposal_is_what_balances_the_column(form):
    entered = cells(form) | row("received", 3, 0, 0, 0, 0, 2) | row("carried_in", 1, 0, 0, 0, 0, 0)
    entered |= row("granted", 2, 0, 0, 0, 0, 2)
    proposal = Answers(form, 2023, entered).proposal("applications.carried_out")
    assert list(proposal.values()) == ["2", "0", "0", "0", "0", "0"]
    assert list(proposal) == [f"applications.carried_out.{c}" for c in APPLICANTS]


def test_the_proposal_does_not_depend_on_what_stands_there(form21):
    entered = cells(form21) | row("carried_out", 9, 9, 9, 9, 9, 9)
    proposal = Answers(form21, 2023, entered).proposal("applications.carried_out")
    assert set(proposal.values()) == {"0"}


def test_a_proposal_below_zero_shows_that_something_is_wrong(form21):
    entered = cells(form21) | row("granted", 1, 0, 0, 0, 0, 0)
    proposal = Answers(form21, 2023, entered).proposal("applications.carried_out")
    assert proposal["applications.carried_out.natural"] == "-1"


def test_no_proposal_while_a_figure_is_unknown(form21):
    entered = cells(form21)
    del entered["applications.partial.legal"]
    assert Answers(form21, 2023, entered).proposal("applications.carried_out") == {}


CONTACT = {"unit.superior": "宝山区", "unit.name": "红旗街道办事处"}


def test_the_standard_preamble_names_unit_and_period(form):
    text = Answers(form, 2023, CONTACT).standard("preamble")
    assert "由宝山区红旗街道办事处编制本年度报告。" in text
    assert "2023年1月1日至2023年12月31日" in text


def test_the_standard_preamble_leaves_out_what_is_not_known(form21):
    text = Answers(form21, 2023, CONTACT).standard("preamble")
    assert not [word for word in ("联系", "邮编", "查阅") if word in text]
    known = CONTACT | {"unit.phone": "0469-2609855", "unit.office": "党政办"}
    text = Answers(form21, 2023, known).standard("preamble")
    assert text.endswith("如对本报告有疑问，请与党政办联系（电话：0469-2609855）。")


def test_an_accepted_text_follows_the_figures(form21):
    accepted = frozenset({"applications.lead"})
    none = Answers(form21, 2023, CONTACT | cells(form21), accepted).values
    assert none["applications.lead"] == "2023年，我街道未收到政府信息公开申请。"
    some = cells(form21) | row("received", 3, 0, 0, 0, 0, 0) | row("granted", 2, 0, 0, 0, 0, 0)
    some |= row("carried_out", 1, 0, 0, 0, 0, 0)
    values = Answers(form21, 2023, CONTACT | some, accepted).values
    assert values["applications.lead"] == (
        "2023年，我街道新收政府信息公开申请3件，上年结转0件，办结2件，结转下年度1件。"
    )


def test_a_standard_text_waits_for_its_figures(form21):
    answers = Answers(form21, 2023, CONTACT, frozenset({"litigation.lead"}))
    assert answers.standard("litigation.lead") == ""
    assert "litigation.lead" not in answers.values


def test_the_sentence_of_table_four_counts_lawsuits_of_both_kinds(form21):
    figures = cells(form21, "litigation")
    figures |= {"litigation.review.upheld": "1", "litigation.direct.pending": "2"}
    figures |= {"litigation.after_review.other": "3"}
    text = Answers(form21, 2023, CONTACT | figures).standard("litigation.lead")
    assert text == "2023年，我街道因政府信息公开被申请行政复议1件、提起行政诉讼5件。"


def test_the_sentence_of_table_four_without_any(form21):
    text = Answers(form21, 2023, CONTACT | cells(form21, "litigation")).standard("litigation.lead")
    assert text == "2023年，我街道未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。"


def test_the_fee_is_told_in_the_last_section(form21):
    none = Answers(form21, 2023, CONTACT).standard("others")
    assert none == (
        "2023年，我街道未发出信息处理费收费通知，未收取信息处理费。无其他需要报告的事项。"
    )
    fee = {"handling_fee.notices": "2", "handling_fee.asked": "300", "handling_fee.received": "100"}
    text = Answers(form21, 2023, CONTACT | fee).standard("others")
    assert "发出信息处理费收费通知2件，通知收费300元，实际收到100元。" in text


def test_a_text_without_standard_wording_has_none(form21):
    assert Answers(form21, 2023, CONTACT).standard("overview") == ""


def test_what_is_typed_into_a_field_stays_text(form21):
    text = Answers(form21, 2023, CONTACT | {"unit.address": "{{ title }}"}).standard("preamble")
    assert "地址：{{ title }}" in text


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("红旗街道办事处", "我街道"),
        ("太平镇人民政府", "我镇"),
        ("背荫河乡人民政府", "我乡"),
        ("区统计局", "我局"),
        ("市发展和改革委员会", "我委"),
        ("宝山区人民政府", "本机关"),
        ("", "本机关"),
    ],
)
def test_how_a_unit_speaks_of_itself(name, own):
    assert own_name(name) == own


def test_a_unit_that_says_how_it_speaks_of_itself_is_believed(form21):
    own = CONTACT | {"unit.self": "我办"}
    assert Answers(form21, 2023, own).standard("others").startswith("2023年，我办未发出")


def test_the_title_names_the_region_once(form21):
    assert Answers(form21, 2023, CONTACT).title == "宝山区红旗街道办事处"
    assert full_name("宝山区", "宝山区人民政府") == "宝山区人民政府"


def test_a_note_concerns_a_text_or_all_cells_of_a_row_and_none_of_a_like_name(form21):
    notes = {"applications.received": "台账", "applications.rec": "误记", "overview": "办公室"}
    answers = Answers(form21, 2023, {}, sources=notes)
    assert answers.sources_of(["applications.received.natural"]) == {
        "applications.received": "台账"
    }
    assert answers.sources_of(["overview"]) == {"overview": "办公室"}


def test_pairs_become_a_sentence_of_problems_and_one_of_measures(form21):
    answers = Answers(form21, 2023, {"unit.name": "红旗街道办事处"})
    text = text_of_pairs(answers, "problems", [("更新慢", "每月检查"), ("解读少", "多做图解")])
    first, second = text.split("\n\n")
    assert first.endswith("一是更新慢；二是解读少。")
    assert second.endswith("一是每月检查；二是多做图解。")
