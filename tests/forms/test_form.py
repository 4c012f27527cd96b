"""The national forms as domain.md tells them; typed from there, not from the TOML under test."""

import pytest

from bot import content
from bot.forms.form import form_for

COLUMNS = {
    "natural": "自然人",
    "commercial": "商业企业",
    "research": "科研机构",
    "charity": "社会公益组织",
    "legal": "法律服务机构",
    "other": "其他",
    "total": "总计",
}
ROWS = {
    "received": "一、本年新收政府信息公开申请数量",
    "carried_in": "二、上年结转政府信息公开申请数量",
    "granted": "（一）予以公开",
    "partial": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "refused_secret": "1.属于国家秘密",
    "refused_law": "2.其他法律行政法规禁止公开",
    "refused_safety": "3.危及“三安全一稳定”",
    "refused_third_party": "4.保护第三方合法权益",
    "refused_internal": "5.属于三类内部事务信息",
    "refused_process": "6.属于四类过程性信息",
    "refused_case_file": "7.属于行政执法案卷",
    "refused_query": "8.属于行政查询事项",
    "unavailable_not_held": "1.本机关不掌握相关政府信息",
    "unavailable_needs_creation": "2.没有现成信息需要另行制作",
    "unavailable_unclear": "3.补正后申请内容仍不明确",
    "declined_petition": "1.信访举报投诉类申请",
    "declined_repeat": "2.重复申请",
    "declined_publication": "3.要求提供公开出版物",
    "declined_excessive": "4.无正当理由大量反复申请",
    "declined_reconfirm": "5.要求行政机关确认或重新出具已获取信息",
}
OTHER = {
    "2019": {"other": "（六）其他处理"},
    "2021": {
        "other_no_correction": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "other_no_payment": (
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
        ),
        "other_other": "3.其他",
    },
}
LAST_ROWS = {"results_total": "（七）总计", "carried_out": "四、结转下年度继续办理"}
GROUPS = {
    "refused_": "（三）不予公开",
    "unavailable_": "（四）无法提供",
    "declined_": "（五）不予处理",
    "other_": "（六）其他处理",
}
LITIGATION = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}
MADE_2021 = {"made": "本年制发件数", "repealed": "本年废止件数", "in_force": "现行有效件数"}
DECISIONS = {"decisions": "本年处理决定数量"}
MADE_2019 = {
    "made": "本年新制作数量",
    "published": "本年新公开数量",
    "published_total": "对外公开总数量",
}
ITEMS = {"last_year": "上一年项目数量", "change": "本年增/减", "decisions": "处理决定数量"}
DISCLOSURE = {
    "2021": [
        ("第二十条第（一）项", {"rules": "规章", "normative": "行政规范性文件"}, MADE_2021),
        ("第二十条第（五）项", {"licence": "行政许可"}, DECISIONS),
        ("第二十条第（六）项", {"penalty": "行政处罚", "coercion": "行政强制"}, DECISIONS),
        (
            "第二十条第（八）项",
            {"fee": "行政事业性收费"},
            {"amount": "本年收费金额（单位：万元）"},
        ),
    ],
    "2019": [
        ("第二十条第（一）项", {"rules": "规章", "normative": "规范性文件"}, MADE_2019),
        (
            "第二十条第（五）项",
            {"licence": "行政许可", "other_service": "其他对外管理服务事项"},
            ITEMS,
        ),
        ("第二十条第（六）项", {"penalty": "行政处罚", "coercion": "行政强制"}, ITEMS),
        (
            "第二十条第（八）项",
            {"fee": "行政事业性收费"},
            {"last_year": "上一年项目数量", "change": "本年增/减"},
        ),
        (
            "第二十条第（九）项",
            {"procurement": "政府集中采购"},
            {"items": "采购项目数量", "amount": "采购总金额"},
        ),
    ],
}


def labels(items):
    return {item.id: item.label for item in items}


@pytest.mark.parametrize(
    ("form_id", "cells", "totals", "proposed"), [("2019", 198, 32, 6), ("2021", 200, 34, 6)]
)
def test_numbers_and_how_many_of_them_follow(form_id, cells, totals, proposed):
    form = content.forms()[form_id]
    assert len(form.cells) == cells
    assert len(form.totals) == totals
    assert sum(bool(c.row.propose) and not c.computed for c in form.cells.values()) == proposed


def test_sections_stand_in_their_order_under_their_titles(form):
    assert [section.title for section in form.sections if section.numbered] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


def test_everything_is_asked_in_the_order_of_the_form(form):
    assert [ask for section in form.sections for ask in section.asks] == [
        "contact",
        "preamble",
        "overview",
        "disclosure",
        "applications",
        "applications.lead",
        "litigation",
        "litigation.lead",
        "problems",
        "others",
    ]


def test_table_two_has_its_blocks(form):
    blocks = form.tables["disclosure"].blocks
    assert [(b.clause, labels(b.rows), labels(b.columns)) for b in blocks] == DISCLOSURE[form.id]
    assert {block.head for block in blocks} == {"信息内容"}


def test_table_two_tells_amounts_and_changes_from_counts(form):
    cells = form.tables["disclosure"].cells()
    kinds = {c.id: c.kind for c in cells if c.kind != "count"}
    assert (
        kinds
        == {
            "2021": {"disclosure.fee.amount": "amount"},
            "2019": {
                **dict.fromkeys(
                    [
                        f"disclosure.{row}.change"
                        for row in ("licence", "other_service", "penalty", "coercion", "fee")
                    ],
                    "change",
                ),
                "disclosure.procurement.amount": "amount",
            },
        }[form.id]
    )


def test_table_three_has_its_rows_and_columns(form):
    (block,) = form.tables["applications"].blocks
    expected = ROWS | OTHER[form.id] | LAST_ROWS
    assert labels(block.rows) == expected
    assert list(labels(block.rows)) == list(expected)
    assert list(labels(block.columns).items()) == list(COLUMNS.items())


def test_table_three_is_grouped_on_both_sides(form):
    (block,) = form.tables["applications"].blocks
    for row in block.rows:
        results = row.id not in ("received", "carried_in", "carried_out")
        group = next((label for start, label in GROUPS.items() if row.id.startswith(start)), None)
        assert row.groups == ("三、本年度办理结果",) * results + ((group,) if group else ())
    grouped = {column.id for column in block.columns if column.group == "法人或其他组织"}
    assert grouped == {"commercial", "research", "charity", "legal", "other"}


def test_table_three_says_how_its_columns_balance(form):
    table = form.tables["applications"]
    assert table.corner == "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    assert table.head == "申请人情况"


def test_table_four_has_three_groups_of_five(form):
    (block,) = form.tables["litigation"].blocks
    assert labels(block.rows) == {
        "review": "行政复议",
        "direct": "未经复议直接起诉",
        "after_review": "复议后起诉",
    }
    assert list(labels(block.columns).items()) == list(LITIGATION.items())
    assert [row.groups for row in block.rows] == [(), ("行政诉讼",), ("行政诉讼",)]


def test_results_add_up_to_their_total(form):
    results = [row for row in (ROWS | OTHER[form.id]) if row not in ("received", "carried_in")]
    assert form.cells["applications.results_total.legal"].parts("rows") == tuple(
        f"applications.{row}.legal" for row in results
    )


def test_applicants_add_up_to_their_total(form):
    assert form.cells["applications.granted.total"].parts("columns") == tuple(
        f"applications.granted.{column}" for column in COLUMNS if column != "total"
    )


def test_outcomes_add_up_to_their_total(form):
    assert form.cells["litigation.direct.total"].parts("columns") == tuple(
        f"litigation.direct.{column}" for column in LITIGATION if column != "total"
    )


def test_table_two_has_no_totals(form):
    assert not any(cell.computed for cell in form.tables["disclosure"].cells())


def test_only_the_required_texts_are_required(form):
    required = {field.id for field in form.fields.values() if field.required}
    assert required == {"unit.name", "overview", "problems", "others"}


def test_every_field_of_the_domain_is_there(form):
    unit = "superior, name, self, office, address, postcode, phone, email, website, fax"
    texts = "preamble, overview, applications.lead, litigation.lead, problems, others"
    fee = "notices, asked, received"
    assert set(form.fields) == {
        *(f"unit.{name}" for name in unit.split(", ")),
        *(f"handling_fee.{name}" for name in fee.split(", ")),
        *texts.split(", "),
    }


ERRORS = (
    "number balance result_sum row_sum litigation_sum carry_over missing problems_none placeholder"
    " order contact"
)
WARNINGS = (
    "sensitive text_zero text_count litigation_outcome text_year period percentage list_sum tenfold"
    " fee_unreported copied_unit unlikely improvements similar announced_sections blank_cell"
    " superseded_form rewritten"
)
ONE_FORM_ALONE = {"2019": "last_items", "2021": "in_force fee_amount"}


def test_rules_of_the_form_and_their_levels(form):
    levels = dict.fromkeys(ERRORS.split(), "error") | dict.fromkeys(WARNINGS.split(), "warning")
    levels |= dict.fromkeys(ONE_FORM_ALONE[form.id].split(), "warning")
    assert {rule.id: rule.level for rule in form.rules} == levels


@pytest.mark.parametrize(
    ("year", "form_id"),
    [(2018, "2019"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2023, "2021")],
)
def test_the_form_in_force_for_a_year(year, form_id):
    assert form_for(content.forms(), year).id == form_id


@pytest.mark.parametrize(
    ("key", "section"),
    [
        ("unit.address", "opening"),
        ("unit.name", "opening"),
        ("contact", "opening"),
        ("disclosure.fee.amount", "disclosure"),
        ("applications.lead", "applications"),
        ("applications.granted.total", "applications"),
        ("litigation", "litigation"),
        ("form", "opening"),
    ],
)
def test_a_key_belongs_to_a_section(form21, key, section):
    assert form21.section_of(key).id == section


def test_a_key_has_a_kind(form21):
    assert form21.kind("disclosure.fee.amount") == "amount"
    assert form21.kind("unit.email") == "email"
    with pytest.raises(KeyError):
        form21.kind("unit.mood")
