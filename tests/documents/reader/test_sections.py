from dataclasses import replace
from itertools import pairwise

import pytest

from bot.checks import check
from tests.documents.conftest import filled
from tests.documents.reader.conftest import figures, read, whys
from tests.documents.reader.paper import Box, Grid, as_is, report

TITLES = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
TEXTS = {
    "preamble": "根据《条例》编制本报告。\n数据的统计期限为2023年1月1日至2023年12月31日。",
    "overview": "总体。\n（一）主动公开政府信息情况。全年公开12条。\n1.完善制度。\n二是培训。",
    "applications__lead": "2023年，我局新收申请3件。",
    "litigation__lead": "2023年未发生复议。",
    "problems": "问题一段。\n一是渠道不多。",
    "others": "无其他需要报告的事项。",
}
KEYS = {key.replace("__", "."): text for key, text in TEXTS.items()}


def texts(reading):
    return {key: reading.answers.entered.get(key) for key in KEYS}


def changed(form, change):
    return report(filled(form, **TEXTS), heading=change)


@pytest.mark.parametrize(
    "change",
    [
        lambda title: title + "  ",
        lambda title: "\u3000\u3000" + title,
        lambda title: title.replace("、", " 、", 1),
        lambda title: title.replace("、", ".", 1),
        lambda title: title.replace("、", "．", 1),
        lambda title: f"{'一二三四五六'.index(title[0]) + 1}、{title[2:]}",
        lambda title: f"{'一二三四五六'.index(title[0]) + 1}.{title[2:]}",
        lambda title: f"第{title[0]}部分 {title[2:]}",
        lambda title: f"（{title[0]}）{title[2:]}",
        lambda title: f"({'一二三四五六'.index(title[0]) + 1}) {title[2:]}",
        lambda title: f"{'一二三四五六'.index(title[0]) + 1}）{title[2:]}",
        lambda title: f"0{'一二三四五六'.index(title[0]) + 1} {title[2:]}",
        lambda title: f"{'ⅠⅡⅢⅣⅤⅥ'['一二三四五六'.index(title[0])]}．{title[2:]}",
        lambda title: title[2:],
        " ".join,
        lambda title: title + "：",
        lambda title: title + "。",
        lambda title: title.replace("及改进", "和改进"),
        lambda title: title.replace("改进情况", "改进措施"),
        lambda title: title.replace("存在的", "政府信息公开工作存在的"),
        lambda title: title.replace("主动公开政府信息情况", "主动公开政府信息的情况"),
        lambda title: title.replace(
            "政府信息公开行政复议、行政诉讼情况",
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        ),
        lambda title: title.replace("存在的主要问题及改进情况", "工作不足和下一步打算"),
        lambda title: title.replace("其他需要报告的事项", "其它需要报告事项"),
        lambda title: title.replace("总体情况", "政府信息公开工作总体情况"),
    ],
)
def test_headings_are_known_however_they_are_written(form21, kind, change):
    reading = read(changed(form21, change), kind)
    assert texts(reading) == KEYS
    assert reading.unread == ()


def test_text_may_follow_on_the_heading_s_line(form21, kind):
    parts = report(filled(form21, **TEXTS))
    at = parts.index("六、其他需要报告的事项")
    parts[at : at + 2] = ["六、其他需要报告的事项：无其他需要报告的事项。"]
    at = parts.index("五、存在的主要问题及改进情况")
    parts[at : at + 2] = ["五、存在的主要问题及改进情况 问题一段。"]
    assert texts(read(parts, kind)) == KEYS


@pytest.mark.parametrize("number", ["一二三四五六", "123456"])
def test_a_list_of_the_titles_in_the_preamble_is_no_heading(form21, kind, number):
    parts = report(filled(form21, **TEXTS))
    listed = [f"{n}、{title}" for n, title in zip(number, TITLES, strict=True)]
    at = parts.index("一、总体情况")
    parts[at:at] = ["本报告包括以下六个部分：", *listed]
    reading = read(parts, kind)
    preamble = "\n".join([KEYS["preamble"], "本报告包括以下六个部分：", *listed])
    assert texts(reading) == {**KEYS, "preamble": preamble}


def test_a_sentence_that_names_the_sections_is_no_heading(form21, kind):
    words = "一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况。"
    parts = report(filled(form21, **{**TEXTS, "preamble": words}))
    assert texts(read(parts, kind)) == {**KEYS, "preamble": words}


def test_a_table_of_contents_is_left_out(form21, kind):
    parts = report(filled(form21, **TEXTS))
    parts[2:2] = ["目  录", *(f"{title}…………{n}" for n, title in enumerate(TITLES, 1))]
    assert texts(read(parts, kind)) == KEYS


def test_a_table_of_contents_without_dots_is_left_out(form21, kind):
    parts = report(filled(form21, **TEXTS))
    listed = [f"{n}、{title}" for n, title in zip("一二三四五六", TITLES, strict=True)]
    assert texts(read([*parts[:2], "目　录", *listed, *parts[2:]], kind)) == KEYS


def test_a_heading_may_be_broken_over_two_lines(form21, kind):
    parts = report(filled(form21, **TEXTS))
    at = parts.index("四、政府信息公开行政复议、行政诉讼情况")
    parts[at : at + 1] = ["四、政府信息公开行政复议、", "行政诉讼情况"]
    assert texts(read(parts, kind)) == KEYS


def test_a_heading_that_names_two_sections_is_the_one_of_its_number(form21, kind):
    parts = report(filled(form21, **TEXTS))
    parts.remove("六、其他需要报告的事项")
    at = parts.index("五、存在的主要问题及改进情况")
    parts[at] = "五、存在的主要问题、改进情况及其他需要报告的事项"
    reading = read(parts, kind)
    assert reading.answers.entered["problems"] == f"{KEYS['problems']}\n{KEYS['others']}"
    assert ("others", "no_heading") in whys(reading)


def test_a_section_may_number_its_own_parts_like_the_sections(form21, kind):
    own = "一、存在的主要问题\n公开不够及时。\n二、改进措施\n加强培训。"
    reading = read(report(filled(form21, **{**TEXTS, "problems": own})), kind)
    assert texts(reading) == {**KEYS, "problems": own}


def test_a_part_of_section_one_may_be_named_like_another_section(form21, kind):
    own = "我局认真落实。\n（一）组织领导。\n（二）主动公开政府信息情况\n全年公开12条。\n（三）收到和处理政府信息公开申请情况\n3件。"
    reading = read(report(filled(form21, **{**TEXTS, "overview": own})), kind)
    assert texts(reading) == {**KEYS, "overview": own}


@pytest.mark.parametrize(
    "line", ["相关附件：", "2022年年度报告.docx", "红旗街道办事处2022年政府信息公开工作年度报告"]
)
def test_what_a_page_has_below_the_report_is_not_of_section_six(form21, kind, line):
    assert texts(read([*report(filled(form21, **TEXTS)), line, "其他。"], kind)) == KEYS


def test_sections_are_split_by_headings_and_not_by_blank_lines(form21):
    parts = report(filled(form21, **TEXTS))
    spaced = [
        line for part in parts for line in (["", part, " "] if isinstance(part, str) else [part])
    ]
    assert texts(read(spaced)) == KEYS


def test_a_missing_heading_is_listed(form21, kind):
    parts = report(filled(form21, **TEXTS))
    parts.remove("五、存在的主要问题及改进情况")
    reading = read(parts, kind)
    assert ("problems", "no_heading") in whys(reading)
    assert reading.answers.entered["others"] == KEYS["others"]


def test_text_below_a_table_is_listed_and_not_the_lead(form21, kind):
    parts = report(filled(form21, **TEXTS))
    at = parts.index("四、政府信息公开行政复议、行政诉讼情况")
    parts.insert(at, "注：含上年数据。")
    reading = read(parts, kind)
    assert texts(reading) == KEYS
    assert [u.words for u in reading.unread if u.why == "no_place"] == ["注：含上年数据。"]


def test_the_caption_of_a_table_is_no_lead(form21, kind):
    parts = report(filled(form21, **TEXTS))
    for number, at in reversed(list(enumerate(parts))):
        if isinstance(at, Grid):
            parts.insert(number, "（单位：件）")
    reading = read(parts, kind)
    assert texts(reading) == KEYS
    assert reading.unread == ()


def test_a_table_that_is_not_there_is_listed(form21, kind):
    parts = [
        p for p in report(filled(form21, **TEXTS)) if not isinstance(p, Grid) or p.columns != 10
    ]
    reading = read(parts, kind)
    assert ("applications", "no_table") in whys(reading)
    assert reading.answers.absent == ("applications",)
    assert not any(key.startswith("applications.granted") for key in reading.answers.entered)
    assert any(key.startswith("litigation.") for key in figures(reading))


def test_a_row_that_is_not_there_is_missed_and_its_cells_are_not_blank(form21, kind):
    parts = report(filled(form21, **TEXTS))
    table = next(p for p in parts if isinstance(p, Grid))
    table.rows = [row for row in table.rows if row[0].text != "规章"]
    answers = read(parts, kind).answers
    assert answers.absent == ("disclosure.rules",)
    assert "missing" in {finding.rule for finding in check(answers) if finding.level == "error"}


def test_a_row_under_another_name_may_be_the_one_that_was_not_found(form21, kind):
    parts = report(
        filled(form21, **TEXTS), label=lambda text: text.replace("（一）予以公开", "同意")
    )
    assert read(parts, kind).answers.absent == ()


def test_another_table_in_a_section_is_listed_by_its_first_words(form21, kind):
    from tests.documents.reader.paper import Box

    parts = report(filled(form21, **TEXTS))
    other = Grid([[Box("渠道"), Box("条数"), Box("占比")], [Box("网站"), Box("12"), Box("3%")]])
    parts.insert(parts.index("总体。") + 1, other)
    reading = read(parts, kind)
    assert texts(reading) == KEYS
    assert [(u.where, u.words) for u in reading.unread] == [("overview", "渠道 条数 占比 网站")]


def test_signature_and_date_are_not_of_section_six(form21, kind):
    parts = report(filled(form21, **TEXTS))
    parts += ["宝山区红旗街道办事处", "2024年1月20日"]
    assert texts(read(parts, kind)) == KEYS


def test_a_table_of_sentences_is_text(form21, kind):
    """Problems and improvements side by side."""
    parts = report(filled(form21, problems="@"))
    at = parts.index("@")
    parts[at] = Grid([[Box("存在问题"), Box("改进情况")], [Box("公开不及时。"), Box("加强培训。")],
                      [Box("形式单一。"), Box("丰富形式。")]])  # fmt: skip
    assert read(parts, kind).answers.entered["problems"].split("\n") == [
        *("存在问题", "改进情况", "公开不及时。", "加强培训。", "形式单一。", "丰富形式。")
    ]


def without_rules(form, between, change=lambda row: row):
    """A report whose tables are lines, their cells apart by `between`."""
    parts = []
    for part in report(filled(form, **TEXTS)):
        rows = part.rows if isinstance(part, Grid) else []
        lines = [between.join(change([box.text for box in row])) for row in rows] or [part]
        parts += [line for text in lines for line in text.split("\n")]
    return parts


@pytest.mark.parametrize("between", [" ", "\t", "　", " | ", "\n"])
def test_tables_that_lost_their_rules_are_read_and_are_no_leads(form, between):
    reading = read(without_rules(form, between), "html")
    assert figures(reading) == figures(filled(form))
    assert whys(reading) == whys(read(report(filled(form, **TEXTS)), "html"))
    assert {key: reading.answers.entered.get(key) for key in KEYS} == KEYS


@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_row_without_rules_that_lacks_a_figure_is_listed(form21, between):
    """A blank leaves no trace there, so which figure is missing cannot be told."""

    def shorter(row):
        return row[:-1] if row[-8:-7] == ["（一）予以公开"] else row

    reading = read(without_rules(form21, between, shorter), "html")
    granted = {key for key in figures(filled(form21)) if key.startswith("applications.granted.")}
    assert figures(filled(form21)).keys() - figures(reading).keys() == granted
    assert ("applications.granted", "row_missing") in whys(reading)
    assert reading.answers.absent == ()


def test_without_rules_columns_in_another_order_are_listed_and_not_read(form21, kind):
    def exchanged_(row):
        swap = {"商业企业": "科研机构", "科研机构": "商业企业"}
        return [swap.get(text, text) for text in row]

    parts = without_rules(form21, " ", exchanged_)
    reading = read(parts, kind)
    assert not any(key.startswith("applications.") for key in figures(reading))
    assert ("applications", "no_table") in whys(reading)
    assert "applications.lead" not in reading.answers.entered
    assert reading.answers.absent == ()


# -- sections out of order -----------------------------------------------------------------


def exchanged(form, one, other, *, renumbered=False):
    """A report in which two sections stand in each other's place."""
    parts = changed(form, lambda title: f"@{title}")
    starts = [n for n, part in enumerate(parts) if isinstance(part, str) and part[:1] == "@"]
    opening, edges = parts[: starts[0]], [*starts, len(parts)]
    sections = [parts[a:b] for a, b in pairwise(edges)]
    sections[one], sections[other] = sections[other], sections[one]
    for number, section in zip("一二三四五六", sections, strict=True):
        title = section[0][1:]
        section[0] = f"{number}{title[1:]}" if renumbered else title
    return opening + [part for section in sections for part in section]


@pytest.mark.parametrize("kind", ["docx", "html"])
@pytest.mark.parametrize("renumbered", [False, True])
@pytest.mark.parametrize(("one", "other"), [(1, 2), (0, 5), (4, 5), (2, 3)])
def test_exchanged_sections_are_found_and_keep_their_texts(form21, kind, one, other, renumbered):
    reading = read(exchanged(form21, one, other, renumbered=renumbered), kind)
    order = [section.id for section in form21.sections if section.numbered]
    order[one], order[other] = order[other], order[one]
    assert list(reading.answers.sections) == order
    assert texts(reading) == KEYS
    assert "order" in {finding.rule for finding in check(reading.answers)}


def test_a_missing_section_is_not_found_in_the_list_of_contents(form21):
    parts = changed(form21, as_is)
    at = parts.index("六、其他需要报告的事项")
    contents = [section.title for section in form21.sections if section.numbered]
    reading = read([*parts[:2], *contents, *parts[2:at]], "docx")
    assert "others" not in reading.answers.sections
    found = [finding for finding in check(reading.answers) if finding.rule == "missing"]
    assert ("others",) in [finding.where for finding in found]


@pytest.mark.parametrize("other", ["year", "unit"])
def test_of_several_reports_in_a_file_the_first_is_read_and_the_next_named(form21, kind, other):
    first = filled(form21, overview="本年的工作。", problems="本年的问题。")
    entered = {**first.entered, "overview": "另一年。", "disclosure.rules.made": "9"}
    if other == "unit":
        entered["unit.name"] = "青山镇人民政府"
    behind = replace(first, year=first.year - (other == "year"), entered=entered)
    reading = read([*report(first), *report(behind)], kind)
    alone = read(report(first), kind)
    assert reading.answers.entered == alone.answers.entered
    assert reading.answers.year == first.year
    (another,) = (item for item in reading.unread if item.why == "another")
    assert another.words.startswith(behind.title)
