import pytest

from bot.reading.outcomes import KINDS, kind_of_name, read_kind, read_outcome, row_of

WORDS = {
    "予以公开": "granted",
    "全部公开": "granted",
    "已公开，告知获取方式": "granted",
    "告知获取该政府信息的方式、途径": "granted",
    "公开": "granted",
    "部分公开": "partial",
    "部分予以公开": "partial",
    "部分内容予以公开": "partial",
    "部分信息不予公开": "partial",
    "部分公开，部分不予公开（个人隐私）": "partial",
    "不予公开": "refused",
    "不予以公开": "refused",
    "不公开（商业秘密）": "refused_third_party",
    "涉及国家秘密，不予公开": "refused_secret",
    "第三方不同意公开": "refused_third_party",
    "属于内部事务信息": "refused_internal",
    "过程性信息不予公开": "refused_process",
    "行政执法案卷": "refused_case_file",
    "不动产登记查询": "refused_query",
    "信息不存在": "unavailable_not_held",
    "本机关不掌握": "unavailable_not_held",
    "非本机关负责公开": "unavailable_not_held",
    "不属于本机关职责": "unavailable_not_held",
    "需加工汇总": "unavailable_needs_creation",
    "补正后仍不明确": "unavailable_unclear",
    "信访事项": "declined_petition",
    "重复申请，不予处理": "declined_repeat",
    "公开出版物": "declined_publication",
    "频繁申请": "declined_excessive",
    "要求行政机关确认": "declined_reconfirm",
    "逾期未补正，视为放弃": "other_no_correction",
    "未按期补正": "other_no_correction",
    "视为放弃申请": "other",
    "逾期未缴费": "other_no_payment",
    "申请人撤回": "other_other",
    "撤销申请": "other_other",
    "办理中": "pending",
    "延期答复": "pending",
    "延期后予以公开": "granted",
    "": "pending",
    "不予公开（信息不存在）": "",
    "不属于主动公开范围": "",
    "未公开": "",
    "邮寄": "",
    "已答复": "",
    "咨询": "",
}


@pytest.mark.parametrize("text", WORDS)
def test_the_words_of_offices(text):
    assert read_outcome(text) == WORDS[text]


@pytest.mark.parametrize(
    ("outcome", "reason", "read"),
    [
        ("不予公开", "涉及个人隐私", "refused_third_party"),
        ("不予公开", "", "refused"),
        ("不予公开", "国家秘密、商业秘密", "refused"),
        ("不予公开", "信访", "refused"),
        ("无法提供", "本机关不掌握", "unavailable_not_held"),
        ("予以公开", "不涉及个人隐私", "granted"),
        ("", "信息不存在", "unavailable_not_held"),
        ("其他处理", "申请人撤回", "other_other"),
    ],
)
def test_the_reason_says_which_row_of_a_group(outcome, reason, read):
    assert read_outcome(outcome, reason) == read


def test_the_forms_own_labels_are_understood(form):
    """Also with their groups in front; （六）3.其他 alone does not say which of the three it is."""
    rows = form.tables["applications"].blocks[0].rows
    results = [row for row in rows if row.groups and not row.sum]
    for row in results:
        read = read_outcome(row.groups[-1] + row.label if len(row.groups) > 1 else row.label)
        assert row_of(read, [r.id for r in rows]) == (row.id if row.id != "other_other" else "")


def test_the_older_form_has_one_row_for_all_others(form19, form21):
    for form, row in ((form19, "other"), (form21, "other_other")):
        rows = [r.id for r in form.tables["applications"].blocks[0].rows]
        assert row_of("other_other", rows) == row
    assert row_of("other", rows) == ""
    assert row_of("refused", rows) == ""


KIND = {
    "自然人": "natural",
    "公民": "natural",
    "个人": "natural",
    "企业": "commercial",
    "商业企业": "commercial",
    "大学": "research",
    "科研机构": "research",
    "社会公益组织": "charity",
    "基金会": "charity",
    "律师事务所": "legal",
    "法律服务机构": "legal",
    "其他": "other",
    "村委会": "other",
    "法人": "",
    "法人或其他组织": "",
    "企事业单位": "",
    "": "",
}


@pytest.mark.parametrize("text", KIND)
def test_kinds_of_applicants(text):
    assert read_kind(text) == KIND[text]


def test_the_forms_own_columns_are_kinds(form21):
    columns = form21.tables["applications"].blocks[0].columns
    assert {c.id: read_kind(c.label) for c in columns if not c.sum} == {k: k for k in KINDS}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("张三", "natural"),
        ("欧阳小红", "natural"),
        ("李某某", "natural"),
        ("王**", "natural"),
        ("买买提·吐尔逊", "natural"),
        ("张三等3人", "natural"),
        ("某某建设有限公司", "commercial"),
        ("北京某某律师事务所", "legal"),
        ("某某大学", "research"),
        ("某某研究院有限公司", ""),
        ("业委会", ""),
        ("第一村民小组", ""),
        ("13800000000", ""),
    ],
)
def test_what_a_name_suggests(name, kind):
    assert kind_of_name(name) == kind
