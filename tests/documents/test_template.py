"""Masters as people break them in Word, and as Word itself changes them."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from copy import deepcopy

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from bot.documents.report import render
from bot.documents.template import compile_master
from bot.forms.form import Form
from bot.forms.toml import Mistake, Mistakes
from tests.documents.conftest import PROPERTIES, cell_texts, filled, numbered, opened, saved, texts

Edited = Callable[[], bytes]


@pytest.fixture
def document(master: bytes) -> docx.document.Document:
    """A master to be edited."""
    return opened(master)


def mistakes(document: docx.document.Document, form: Form) -> list[Mistake]:
    with pytest.raises(Mistakes) as refused:
        compile_master(saved(document), form, "master.docx")
    return list(refused.value.found)


def only(document: docx.document.Document, form: Form) -> Mistake:
    (mistake,) = mistakes(document, form)
    return mistake


def rendered(document: docx.document.Document, form: Form, **more: str) -> docx.document.Document:
    template = compile_master(saved(document), form, "master.docx")
    return opened(render(template, filled(form, **more), PROPERTIES))


def paragraph(document: docx.document.Document, text: str):
    return next(item for item in document.paragraphs if item.text == text)


def split(item, *lengths: int) -> None:
    """Splits a paragraph's text over runs, as Word does."""
    text, at = item.text, 0
    item.runs[0].text = ""
    for length in (*lengths, len(text)):
        item.add_run(text[at : at + length])
        item._p.append(parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>'))
        at += length


# -- tables ---------------------------------------------------------------------------------


def test_a_changed_label_is_refused_with_its_place(document, form: Form) -> None:
    document.tables[1].rows[7].cells[2].paragraphs[0].runs[0].text = "1.属于国家机密"
    mistake = only(document, form)
    assert (mistake.file, mistake.place) == ("master.docx", "表三, row 8, cell 3")
    assert "1.属于国家机密" in mistake.problem
    assert "1.属于国家秘密" in mistake.problem
    assert mistake.remedy


def test_all_mistakes_are_found_at_once(document, form: Form) -> None:
    document.tables[0].rows[2].cells[0].paragraphs[0].runs[0].text = "规则"
    document.tables[2].rows[0].cells[0].paragraphs[0].runs[0].text = "复议"
    paragraph(document, "{{ overview }}").runs[0].text = "{{ overveiw }}"
    places = [mistake.place for mistake in mistakes(document, form)]
    assert places == [
        "{{ overveiw }}",
        "表二, row 3, cell 1",
        "表四, row 1, cell 1",
        "placeholders",
    ]


@pytest.mark.parametrize(
    ("row", "cell", "text"),
    [(7, 2, "1、 属于国家秘密"), (9, 2, '3.危及"三安全\n一稳定"'), (5, 1, "(一)予以公开")],
)
def test_a_label_may_be_written_a_little_otherwise(
    document, form: Form, row: int, cell: int, text: str
) -> None:
    document.tables[1].rows[row].cells[cell].paragraphs[0].runs[0].text = text
    assert cell_texts(rendered(document, form), form) == numbered(form)


def test_a_deleted_table_is_refused(document, form: Form) -> None:
    table = document.tables[1]._tbl
    table.getparent().remove(table)
    found = mistakes(document, form)
    assert found[0].problem == "are 2 where the form has 3"
    assert found[0].remedy.endswith("表三")


def test_an_added_column_is_refused(document, form: Form) -> None:
    for row in document.tables[2]._tbl.tr_lst:
        row.append(deepcopy(row.tc_lst[-1]))
    problems = [mistake.problem for mistake in mistakes(document, form)]
    assert "has 16 cells where the form has 15" in problems


def test_a_deleted_row_is_named(document, form: Form) -> None:
    row = document.tables[0]._tbl.tr_lst[2]
    row.getparent().remove(row)
    mistake = only(document, form)
    assert mistake.place == "表二"
    assert "no row reads “规章”" in mistake.remedy


def test_swapped_rows_are_refused(document, form: Form) -> None:
    rows = document.tables[1]._tbl.tr_lst
    rows[9].addnext(rows[8])
    places = [mistake.place for mistake in mistakes(document, form)]
    assert places == ["表三, row 9, cell 3", "表三, row 10, cell 3"]


def test_cells_merged_otherwise_are_refused(document, form: Form) -> None:
    cell = document.tables[1]._tbl.tr_lst[9].tc_lst[1]
    cell.tcPr.remove(cell.tcPr.find(qn("w:vMerge")))
    assert only(document, form).place == "表三, row 10, cell 2"


def test_a_header_over_fewer_columns_is_refused(document, form: Form) -> None:
    natural, others = document.tables[1]._tbl.tr_lst[1].tc_lst[1:3]
    natural.tcPr.append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="2"/>'))
    others.tcPr.find(qn("w:gridSpan")).set(qn("w:val"), "4")
    places = {mistake.place for mistake in mistakes(document, form)}
    assert places == {"表三, row 2, cell 2", "表三, row 2, cell 3"}


def test_a_figure_left_in_a_master_is_refused(document, form: Form) -> None:
    document.tables[2].rows[3].cells[4].paragraphs[0].add_run("0")
    mistake = only(document, form)
    assert mistake.problem == "holds “0” where litigation.review.total is written"


def test_widths_in_per_cent_make_no_figure_small(document, form: Form) -> None:
    for width in document.element.body.iter(qn("w:tcW")):
        width.set(qn("w:type"), "pct")
        width.set(qn("w:w"), "350")
    report = rendered(document, form, applications__granted__natural="12345")
    assert report.tables[1].rows[5].cells[3].paragraphs[0].style.name == "表格数字"


def test_a_number_takes_the_formatting_of_its_empty_cell(document, form: Form) -> None:
    properties = document.tables[0].rows[2].cells[1].paragraphs[0]._p.get_or_add_pPr()
    properties.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:b/></w:rPr>"))
    table = rendered(document, form).tables[0]
    assert table.rows[2].cells[1].paragraphs[0].runs[0].bold
    assert not table.rows[3].cells[1].paragraphs[0].runs[0].bold


# -- placeholders ---------------------------------------------------------------------------


@pytest.mark.parametrize("lengths", [(1, 1), (5,), (2, 3, 4), (1, 1, 1, 1, 1, 1, 1)])
def test_a_placeholder_that_word_has_split_is_healed(document, form: Form, lengths) -> None:
    split(paragraph(document, "{{ title }}"), *lengths)
    split(document.paragraphs[1], *lengths)
    split(paragraph(document, "{{ overview }}"), *lengths)
    report = texts(rendered(document, form, overview="甲。\n乙。"))
    assert report[:2] == ["宝山区红旗街道办事处", f"2023年{form.name}"]
    assert report[4:6] == ["甲。", "乙。"]


def test_healing_keeps_the_formatting_of_the_neighbours(document, form: Form) -> None:
    item = document.paragraphs[1]
    item.runs[0].text = "（"
    item.add_run("{{ ye").bold = True
    item.add_run("ar }}年").italic = True
    item.add_run("）").underline = True
    runs = [
        (run.text, run.bold, run.italic, run.underline)
        for run in rendered(document, form).paragraphs[1].runs
    ]
    assert runs == [
        ("（", None, None, None),
        ("2023", True, None, None),
        ("年", None, True, None),
        ("）", None, None, True),
    ]


def test_signs_beside_a_split_placeholder_survive(document, form: Form) -> None:
    item = document.paragraphs[1]
    item.runs[0].text = "A&B<{"
    item.add_run("{ year }")
    item.add_run("}>&C")
    assert rendered(document, form).paragraphs[1].text == "A&B<2023>&C"


def test_a_contact_or_a_figure_may_stand_in_any_sentence(document, form: Form) -> None:
    document.paragraphs[1].add_run("地址：{{ unit.address }}，{{applications.received.total}}件")
    report = rendered(document, form, unit__address="文礼路<1>号")
    received = numbered(form)["applications.received.total"]
    assert report.paragraphs[1].text.endswith(f"地址：文礼路<1>号，{received}件")


def test_a_lost_placeholder_is_refused(document, form: Form) -> None:
    paragraph(document, "{{ problems }}").runs[0].text = ""
    mistake = only(document, form)
    assert mistake.problem == "{{ problems }} is missing"
    assert "五、存在的主要问题及改进情况" in mistake.remedy


def test_an_unknown_placeholder_is_refused_with_the_nearest(document, form: Form) -> None:
    document.paragraphs[1].add_run("{{ unit.adress }}")
    mistake = only(document, form)
    assert (mistake.place, mistake.remedy) == (
        "{{ unit.adress }}",
        "did you mean {{ unit.address }}?",
    )


@pytest.mark.parametrize(
    "text", ["{{ year", "year }}", "{% if year %}", "｛｛ year ｝｝", "{{ 年 }}"]
)
def test_a_broken_placeholder_is_refused(document, form: Form, text: str) -> None:
    document.paragraphs[1].add_run(text)
    assert only(document, form).problem == "is no placeholder"


def test_a_text_needs_a_paragraph_of_its_own(document, form: Form) -> None:
    paragraph(document, "{{ others }}").add_run("。")
    assert only(document, form).problem == "shares its paragraph"


def test_a_text_stands_once(document, form: Form) -> None:
    item = paragraph(document, "{{ others }}")._p
    item.addnext(deepcopy(item))
    assert only(document, form).problem == "stands twice"


def test_body_text_takes_the_placeholder_s_formatting(document, form: Form) -> None:
    item = paragraph(document, "{{ overview }}")
    item.runs[0].italic = True
    item.paragraph_format.keep_with_next = True
    (body,) = (p for p in rendered(document, form, overview="甲。").paragraphs if p.text == "甲。")
    assert body.runs[0].italic
    assert body.paragraph_format.keep_with_next
    assert body.style.name == "报告正文"


# -- order ----------------------------------------------------------------------------------


def test_a_lost_heading_is_refused(document, form: Form) -> None:
    paragraph(document, "一、总体情况").runs[0].text = "一、概况"
    problems = {mistake.problem for mistake in mistakes(document, form)}
    assert "“一、总体情况” is missing" in problems


def test_a_text_under_a_wrong_heading_is_refused(document, form: Form) -> None:
    others, problems = (paragraph(document, text) for text in ("{{ others }}", "{{ problems }}"))
    others.runs[0].text, problems.runs[0].text = "{{ problems }}", "{{ others }}"
    assert {mistake.place for mistake in mistakes(document, form)} == {"problems", "others"}


def test_headings_in_another_order_are_refused(document, form: Form) -> None:
    titles = [section.title for section in form.sections]
    five, six = (paragraph(document, title) for title in titles[-2:])
    five.runs[0].text, six.runs[0].text = six.text, five.text
    assert "stand in another order than in the form" in {
        mistake.problem for mistake in mistakes(document, form)
    }


# -- the file -------------------------------------------------------------------------------


def test_a_header_without_a_place_for_the_draft_mark_is_refused(document, form: Form) -> None:
    document.sections[0].even_page_header.paragraphs[0].runs[0].text = ""
    mistake = only(document, form)
    assert (mistake.place, mistake.problem) == ("header (even pages)", "has no {{ draft }}")


def test_a_first_page_without_its_own_header_is_refused(document, form: Form) -> None:
    switch = document.sections[0]._sectPr.get_or_add_titlePg()
    mistake = only(document, form)
    assert (mistake.place, mistake.problem) == ("header (first pages)", "is missing")
    switch.val = False
    assert compile_master(saved(document), form, "master.docx")


def test_even_pages_without_a_header_are_refused(document, form: Form) -> None:
    document.sections[0].even_page_header.is_linked_to_previous = True  # python-docx: removes it
    mistake = only(document, form)
    assert (mistake.place, mistake.problem) == ("header (even pages)", "is missing")


def test_a_header_may_name_the_unit(document, form: Form) -> None:
    document.sections[0].header.paragraphs[0].add_run("{{ title }}")
    template = compile_master(saved(document), form, "master.docx")
    for draft, text in ((False, "宝山区红旗街道办事处"), (True, "草稿宝山区红旗街道办事处")):
        report = opened(render(template, filled(form), PROPERTIES, draft=draft))
        assert report.sections[0].header.paragraphs[0].text == text


def test_only_a_header_that_names_the_unit_is_written_for_each_report(document, form: Form) -> None:
    assert not compile_master(saved(document), form, "master.docx").varying
    document.sections[0].header.paragraphs[0].add_run("{{ title }}")
    (name,) = compile_master(saved(document), form, "master.docx").varying
    assert name.startswith("word/header")


def test_a_text_in_a_header_is_refused(document, form: Form) -> None:
    document.sections[0].header.add_paragraph("{{ others }}")
    assert "stands in word/header1.xml" in {m.problem for m in mistakes(document, form)}


def test_tracked_changes_are_refused(document, form: Form) -> None:
    item = document.paragraphs[1]._p
    item.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="9" w:author="x"><w:r/></w:ins>'))
    assert only(document, form).problem == "holds tracked changes"


def test_a_missing_style_is_refused(document, form: Form) -> None:
    element = document.styles["二级标题"].element
    element.getparent().remove(element)
    assert only(document, form).problem == "“二级标题” is missing"


def test_styles_are_known_by_name_as_word_changes_their_ids(document, form: Form) -> None:
    for at, item in enumerate(document.styles):
        if not item.element.get(qn("w:default")):
            rename(document, item.style_id, f"a{at}")
    report = rendered(document, form, overview="（一）标题\n正文。")
    assert paragraph(report, "（一）标题").style.name == "二级标题"
    assert report.tables[0].rows[2].cells[1].paragraphs[0].style.name == "表格数字"


def rename(document: docx.document.Document, old: str, new: str) -> None:
    parts = [document.element, document.styles.element]
    for header in ("header", "even_page_header", "footer", "even_page_footer"):
        parts.append(getattr(document.sections[0], header)._element)
    for root in parts:
        for element in root.iter():
            for name in ("w:val", "w:styleId"):
                if element.get(qn(name)) == old:
                    element.set(qn(name), new)


def test_marks_of_word_s_own_do_not_reach_a_report(document, form: Form) -> None:
    mark = f'<w:bookmarkStart {nsdecls("w")} w:id="0" w:name="_GoBack"/>'
    document.paragraphs[0]._p.append(parse_xml(mark))
    label = document.tables[0].rows[2].cells[0].paragraphs[0]._p
    label.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="0"/>'))
    body = rendered(document, form).element.body
    assert not [e for e in body.iter() if e.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7"])
def test_another_file_is_refused(form: Form, content: bytes) -> None:
    with pytest.raises(Mistakes, match="is no Word file"):
        compile_master(content, form, "master.docx")


def test_a_zip_that_is_no_word_file_is_refused(form: Form) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(Mistakes, match=r"word/document\.xml"):
        compile_master(out.getvalue(), form, "master.docx")


def test_the_bot_needs_neither_lxml_nor_python_docx_to_write_reports() -> None:
    source = "import sys, bot.documents.report; print({'lxml', 'docx'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
