"""Reports, read back: every value in its place, nothing else, and drafts that say what they are."""

import io
import re
import zipfile
from collections.abc import Iterator

import docx
import pytest
from docx.oxml.ns import qn

from bot.documents.report import MISSING_MARK, render
from bot.documents.template import DRAFT_MARK, Template, compile_master
from bot.forms.answers import Answers
from bot.forms.form import Form
from tests.documents.conftest import (
    PROPERTIES,
    SEED,
    Render,
    cell_texts,
    filled,
    numbered,
    opened,
    texts,
)


def styled(document: docx.document.Document) -> dict[str, str]:
    """The style of every paragraph by its text."""
    return {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}


def headers(document: docx.document.Document) -> list[str]:
    section = document.sections[0]
    parts = (section.header, section.even_page_header)
    return ["".join(paragraph.text for paragraph in part.paragraphs) for part in parts]


def runs(document: docx.document.Document) -> Iterator:
    for element in document.element.body.iter(qn("w:r")):
        yield docx.text.run.Run(element, document)


# -- values ---------------------------------------------------------------------------------


def test_every_figure_stands_in_its_cell(written: Render, form: Form) -> None:
    assert cell_texts(written(), form) == numbered(form)


def test_every_text_stands_under_its_heading(written: Render, form: Form) -> None:
    report = texts(written())
    for section in form.sections[1:]:
        for ask in section.asks:
            if ask in form.fields:
                found = report.index(f"{form.fields[ask].label}。")
                above = [text for text in report[:found] if text in titles(form)]
                assert above[-1] == section.title


def titles(form: Form) -> list[str]:
    return [section.title for section in form.sections]


def test_the_title_has_two_lines(written: Render, form: Form) -> None:
    assert texts(written())[:2] == ["宝山区红旗街道办事处", f"2023年{form.name}"]


def test_totals_nobody_entered_are_printed(template: Template, form: Form) -> None:
    entered = {k: "1" for k, cell in form.cells.items() if not cell.computed}
    report = opened(render(template, Answers(form, 2023, entered), PROPERTIES))
    values = cell_texts(report, form)
    assert values["applications.received.total"] == "6"
    assert values["litigation.review.total"] == "4"


@pytest.mark.parametrize("value", ["0%", "+1036", "-2", "持平", "251000元", "25.1万元", "0.5"])
def test_a_figure_is_printed_as_it_was_written(written: Render, form: Form, value: str) -> None:
    report = written(disclosure__fee__amount=value, disclosure__fee__change=value)
    key = "disclosure.fee.amount" if form.id == "2021" else "disclosure.fee.change"
    assert cell_texts(report, form)[key] == value


def test_a_blank_cell_stays_blank(template: Template, form: Form) -> None:
    entered = numbered(form) | {"applications.granted.natural": ""}
    del entered["litigation.review.upheld"]
    report = cell_texts(opened(render(template, Answers(form, 2023, entered), PROPERTIES)), form)
    assert report["applications.granted.natural"] == ""
    assert report["litigation.review.upheld"] == ""


def test_the_report_of_a_real_office_is_reproduced(seed: Answers, form19: Form) -> None:
    from bot import content

    template = compile_master(content.master("2019"), form19, "2019.docx")
    report = opened(render(template, seed, PROPERTIES))
    paragraphs = ["宝山区红旗街道办事处", "2023年政府信息公开工作年度报告"]
    given = SEED["texts"]
    for section in form19.sections:
        paragraphs += [section.title] if section is not form19.sections[0] else []
        for ask in section.asks:
            paragraphs += given.get(ask, "").splitlines()
    assert texts(report) == paragraphs
    expected = dict.fromkeys(form19.cells, "0")
    expected["disclosure.licence.change"] = expected["disclosure.penalty.change"] = "0%"
    assert cell_texts(report, form19) == expected


# -- what people type -----------------------------------------------------------------------


HOSTILE = [
    "<w:p/>&amp;&lt;]]>",
    "{{ title }} {% if x %} {{ 7*7 }}",
    "a\"b'c",
    "价格>5&<6",
    "𠮷野家🙂",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_person_types_stays_text(written: Render, words: str) -> None:
    report = written(overview=words, unit__name=words)
    assert words in texts(report)
    assert "".join(texts(report)[0].split()) == "宝山区" + "".join(words.split())


@pytest.mark.parametrize("words", HOSTILE)
def test_what_stands_in_a_cell_stays_text(written: Render, form: Form, words: str) -> None:
    report = written(litigation__review__upheld=words)
    assert cell_texts(report, form)["litigation.review.upheld"] == words


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_signs_that_xml_forbids_are_dropped(written: Render, form: Form, sign: str) -> None:
    report = written(
        overview=f"甲{sign}乙", unit__name=f"办{sign}", litigation__review__upheld=f"1{sign}"
    )
    assert "甲乙" in texts(report)
    assert texts(report)[0] == "宝山区办"
    assert cell_texts(report, form)["litigation.review.upheld"] == "1"


def test_a_cell_holds_one_line(written: Render, form: Form) -> None:
    report = written(litigation__review__upheld="1\n2\n3")
    values = cell_texts(report, form)
    assert values["litigation.review.upheld"] == "1 2 3"
    assert values["litigation.review.corrected"] == numbered(form)["litigation.review.corrected"]


# -- paragraphs -----------------------------------------------------------------------------


def test_numbering_chooses_the_style(written: Render) -> None:
    lines = {
        "一、做法": "一级标题",
        "（一）组织": "二级标题",
        "1.领导": "三级标题",
        "（1）分工": "四级标题",
        "一是公开。": "报告正文",
    }
    found = styled(written(overview="\n".join(lines)))
    assert {line: found[line] for line in lines} == lines


def test_a_heading_run_into_its_text_keeps_its_own_characters(written: Render) -> None:
    report = written(overview="（一）主动公开。全年314条。其中3条。")
    (found,) = (p for p in report.paragraphs if p.text.startswith("（一）"))
    assert found.style.name == "报告正文"
    assert [(run.text, run.style.name) for run in found.runs] == [
        ("（一）主动公开。", "二级标题字符"),
        ("全年314条。其中3条。", "Default Paragraph Font"),
    ]


def test_blank_lines_make_no_paragraphs(written: Render) -> None:
    report = texts(written(overview="\n甲。\n\n  \n\u3000\u3000乙。\n"))
    at = report.index("甲。")
    assert report[at : at + 2] == ["甲。", "乙。"]
    assert "" not in report


def test_an_empty_optional_text_leaves_no_paragraph(written: Render, form: Form) -> None:
    empty = {"preamble": "", "applications__lead": "", "litigation__lead": ""}
    for draft in (False, True):
        report = texts(written(draft=draft, **empty))
        assert report[2] == form.sections[1].title
        at = report.index("三、收到和处理政府信息公开申请情况")
        assert report[at + 1 : at + 2] == ["四、政府信息公开行政复议、行政诉讼情况"]


def test_a_paragraph_with_an_address_is_not_torn_open(written: Render) -> None:
    line = "请见http://www.example.gov.cn/zwgk/2023/index.html。"
    assert styled(written(overview=line))[line] == "报告正文长词"


def test_a_title_too_long_for_a_line_is_broken_behind_the_superior(written: Render) -> None:
    report = written(unit__superior="黑龙江省双鸭山市宝山区", unit__name="综合行政执法和应急管理局")
    assert texts(report)[0] == "黑龙江省双鸭山市宝山区\n综合行政执法和应急管理局"


def test_a_name_of_forty_characters_has_lines_of_equal_length(written: Render) -> None:
    lines = texts(written(unit__superior="", unit__name="名" * 40))[0].split("\n")
    assert [len(line) for line in lines] == [14, 14, 12]


# -- wide figures ---------------------------------------------------------------------------


def number_style(document: docx.document.Document, table: int) -> set[str]:
    return {
        paragraph.style.name
        for row in document.tables[table].rows
        for cell in row.cells
        for paragraph in cell.paragraphs
        if paragraph.style.name.startswith("表格数字")
    }


def test_type_stays_large_while_figures_fit(written: Render, form: Form) -> None:
    report = written(**{key.replace(".", "__"): "12345" for key in form.cells})
    assert [number_style(report, table) for table in range(3)] == [{"表格数字"}] * 3


def test_type_shrinks_only_in_the_table_that_needs_it(written: Render, form: Form) -> None:
    report = written(applications__granted__natural="1234567")
    assert number_style(report, 0) == {"表格数字"}
    assert len(number_style(report, 1)) == 1
    assert number_style(report, 1) != {"表格数字"}


@pytest.mark.parametrize("value", ["123456", "1234567", "12345678"])
def test_figures_in_every_cell_stay_on_their_line(written: Render, form: Form, value: str) -> None:
    report = written(**{key.replace(".", "__"): value for key in form.cells})
    for at, table in enumerate(report.tables):
        widths = [int(cell.get(qn("w:w"))) / 20 for cell in table._tbl.tblGrid]
        (name,) = number_style(report, at)
        needed = len(value) * report.styles[name].font.size.pt / 2
        margin = table._tbl.tblPr.find(qn("w:tblCellMar")).find(qn("w:left")).get(qn("w:w"))
        clear = 1.5  # points between a figure and the lines beside it
        assert needed <= min(widths[-7:]) - 2 * int(margin) / 20 - clear


# -- drafts ---------------------------------------------------------------------------------


def test_an_empty_draft_marks_all_that_is_missing(template: Template, form: Form) -> None:
    report = opened(render(template, Answers(form, 2023), PROPERTIES, draft=True))
    assert set(cell_texts(report, form).values()) == {MISSING_MARK}
    required = [item.label for item in form.fields.values() if item.required]
    assert {text for text in texts(report) if text.startswith("【")} == {
        f"【待填写：{label}】" for label in required
    }


def test_marks_are_yellow(template: Template, form: Form) -> None:
    report = opened(render(template, Answers(form, 2023), PROPERTIES, draft=True))
    marked = [run for run in runs(report) if run.text.startswith("【")]
    assert len(marked) == len(form.cells) + sum(item.required for item in form.fields.values())
    for run in marked:
        assert run.style.element.rPr.find(qn("w:shd")).get(qn("w:fill")) == "FFFF00"


def test_marks_in_cells_are_small(template: Template, form: Form) -> None:
    report = opened(render(template, Answers(form, 2023), PROPERTIES, draft=True))
    small = {run.style.font.size.pt for run in runs(report) if run.text == MISSING_MARK}
    assert small == {6.5}


def test_a_draft_shows_what_is_there(written: Render, form: Form) -> None:
    report = written(draft=True, overview="甲。", problems="")
    assert cell_texts(report, form) == numbered(form)
    assert "甲。" in texts(report)
    assert f"【待填写：{form.fields['problems'].label}】" in texts(report)


def test_both_headers_of_a_draft_say_so(written: Render) -> None:
    assert headers(written(draft=True)) == [DRAFT_MARK, DRAFT_MARK]


def test_a_clean_copy_carries_no_mark(template: Template, form: Form) -> None:
    report = opened(render(template, Answers(form, 2023), PROPERTIES))
    assert headers(report) == ["", ""]
    assert not [text for text in texts(report) if "待填写" in text]
    assert set(cell_texts(report, form).values()) == {""}


# -- the file -------------------------------------------------------------------------------


def test_the_file_says_what_it_is(written: Render, form: Form) -> None:
    core = written().core_properties
    assert core.title == f"宝山区红旗街道办事处2023年{form.name}"
    assert core.author == "宝山区红旗街道办事处"
    assert core.revision == 3
    assert core.created == core.modified == PROPERTIES.created


def test_nothing_of_the_master_s_editor_reaches_an_office(master: bytes, form: Form) -> None:
    document = opened(master)
    document.core_properties.author = "模板编辑者"
    document.core_properties.comments = "内部备注"
    out = io.BytesIO()
    document.save(out)
    template = compile_master(out.getvalue(), form, "master.docx")
    report = render(template, filled(form), PROPERTIES)
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert "模板编辑者".encode() not in content
    assert "内部备注".encode() not in content


def test_every_part_has_one_content_type(template: Template, form: Form) -> None:
    with zipfile.ZipFile(io.BytesIO(render(template, filled(form), PROPERTIES))) as archive:
        types = archive.read("[Content_Types].xml").decode()
        named = re.findall(r'PartName="/([^"]+)"', types)
        assert sorted(named) == sorted(set(named))
        assert set(named) <= set(archive.namelist())


def test_the_package_is_sound(template: Template, form: Form) -> None:
    content = render(template, filled(form), PROPERTIES)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert len(archive.namelist()) == len(set(archive.namelist()))


def test_equal_answers_give_equal_bytes(template: Template, form: Form) -> None:
    assert render(template, filled(form), PROPERTIES) == render(template, filled(form), PROPERTIES)


def test_the_level_of_deflate_changes_no_text(template: Template, form: Form) -> None:
    fast, small = (render(template, filled(form), PROPERTIES, level=level) for level in (1, 9))
    assert len(small) < len(fast)
    assert texts(opened(fast)) == texts(opened(small))
