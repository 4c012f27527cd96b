"""The built masters: page and type of GB/T 9704, the official tables, nothing left over."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips

from bot import content
from bot.documents.grid import Printed, grid
from bot.documents.master import build_master, build_masters
from bot.documents.master_table import TEXT_WIDTH
from bot.documents.template import compile_master
from bot.forms.form import Form
from tests.documents.conftest import opened, texts


@pytest.fixture(scope="module")
def document(master: bytes) -> docx.document.Document:
    return opened(master)


def style(document: docx.document.Document, name: str, *path: str) -> str | None:
    """An attribute somewhere in a style: elements, then the attribute."""
    element = document.styles[name].element
    for step in path[:-1]:
        element = element.find(qn(step))
    return element.get(qn(path[-1]))


def tables(document: docx.document.Document, form: Form) -> list[tuple]:
    return list(zip(document.tables, map(grid, form.tables.values()), strict=True))


# -- page and type --------------------------------------------------------------------------


def test_the_page_is_a4_with_the_margins_of_the_standard(document) -> None:
    section = document.sections[0]
    page = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    wanted = (Mm(210), Mm(297), Mm(37), Mm(35))
    assert all(abs(a - b) < Mm(0.1) for a, b in zip(page, wanted, strict=True))
    assert abs(section.left_margin - Mm(28)) < Mm(0.1)
    assert abs(section.right_margin - Mm(26)) < Mm(0.1)


def test_the_document_grid_gives_28_characters_a_line(document) -> None:
    lines = document.sections[0]._sectPr.find(qn("w:docGrid"))
    names = ("w:type", "w:linePitch", "w:charSpace")
    assert [lines.get(qn(name)) for name in names] == ["linesAndChars", "580", "-848"]
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    assert 28 * Pt(16 - 848 / 4096) <= width < 29 * Pt(15.79)


@pytest.mark.parametrize(
    ("name", "font", "size"),
    [
        ("报告标题", "方正小标宋简体", 22),
        ("报告年度标题", "方正小标宋简体", 22),
        ("报告正文", "仿宋_GB2312", 16),
        ("一级标题", "黑体", 16),
        ("二级标题", "楷体_GB2312", 16),
        ("三级标题", "仿宋_GB2312", 16),
        ("四级标题", "仿宋_GB2312", 16),
        ("表格标签", "宋体", 9.5),
        ("表格数字", "宋体", 9.5),
        ("页码单页", "宋体", 14),
    ],
)
def test_fonts_are_set_in_the_styles(document, name: str, font: str, size: float) -> None:
    assert style(document, name, "w:rPr", "w:rFonts", "w:eastAsia") == font
    assert document.styles[name].font.size.pt == size


def test_latin_letters_and_digits_are_times_new_roman(document) -> None:
    for name in ("报告正文", "一级标题", "表格数字"):
        assert document.styles[name].font.name == "Times New Roman"


def test_quotation_marks_and_dashes_are_chinese(document) -> None:
    for name in ("报告正文", "一级标题", "表格标签", "页码单页"):
        assert style(document, name, "w:rPr", "w:rFonts", "w:hint") == "eastAsia"


def test_a_page_is_filled_to_its_last_line(document) -> None:
    for name in ("报告正文", "二级标题"):
        assert document.styles[name].base_style.name == "Normal"
    assert document.styles["Normal"].paragraph_format.widow_control is False


def test_body_text_is_justified_and_indented_by_two_characters(document) -> None:
    assert style(document, "报告正文", "w:pPr", "w:ind", "w:firstLineChars") == "200"
    assert style(document, "报告正文", "w:pPr", "w:jc", "w:val") == "both"


def test_22_lines_fit_on_a_page(document) -> None:
    line = int(style(document, "报告正文", "w:pPr", "w:spacing", "w:line") or 0)
    section = document.sections[0]
    height = section.page_height - section.top_margin - section.bottom_margin
    assert style(document, "报告正文", "w:pPr", "w:spacing", "w:lineRule") == "exact"
    assert 22 * Twips(line) <= height < 23 * Twips(line)


def test_the_title_is_centred_in_two_lines(document, form: Form) -> None:
    first, second = document.paragraphs[:2]
    assert (first.text, second.text) == ("{{ title }}", f"{{{{ year }}}}年{form.name}")
    for paragraph in (first, second):
        assert paragraph.style.paragraph_format.alignment == 1


def test_page_numbers_stand_outside_with_a_dash_either_side(document) -> None:
    section = document.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    for paragraph in (odd, even):
        words = "".join(text.text for text in paragraph._p.iter(qn("w:t")))
        assert words == "— 1 —"
        assert paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"
    assert style(document, odd.style.name, "w:pPr", "w:jc", "w:val") == "right"
    assert style(document, odd.style.name, "w:pPr", "w:ind", "w:rightChars") == "100"
    assert style(document, even.style.name, "w:pPr", "w:jc", "w:val") == "left"
    assert style(document, even.style.name, "w:pPr", "w:ind", "w:leftChars") == "100"


def test_odd_and_even_pages_have_a_header_for_the_draft_mark(document) -> None:
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        assert [paragraph.text for paragraph in header.paragraphs] == ["{{ draft }}"]


# -- texts ----------------------------------------------------------------------------------


def test_headings_and_placeholders_stand_in_the_order_of_the_form(document, form: Form) -> None:
    titles = [section.title for section in form.sections[1:]]
    assert texts(document)[2:] == [
        "{{ preamble }}",
        titles[0],
        "{{ overview }}",
        titles[1],
        titles[2],
        "{{ applications.lead }}",
        titles[3],
        "{{ litigation.lead }}",
        titles[4],
        "{{ problems }}",
        titles[5],
        "{{ others }}",
    ]


def test_every_paragraph_has_a_named_style_and_no_formatting_of_its_own(document) -> None:
    body = document.element.body
    for paragraph in body.iter(qn("w:p")):
        assert [child.tag for child in paragraph.find(qn("w:pPr"))] == [qn("w:pStyle")]
    assert not list(body.iter(qn("w:rPr")))


# -- tables ---------------------------------------------------------------------------------


def test_labels_are_printed_as_the_form_has_them(document, form: Form) -> None:
    for table, printed in tables(document, form):
        rows = [row.cells for row in table.rows]
        for cell in printed.cells:
            assert "".join(rows[cell.row][cell.column].text.split()) == cell.text


def test_cells_are_merged_as_in_the_official_form(document, form: Form) -> None:
    for table, printed in tables(document, form):
        rows = [row.cells for row in table.rows]
        for cell in printed.cells:
            assert {rows[row][column]._tc for row, column in covered(cell)} == {
                rows[cell.row][cell.column]._tc
            }


def covered(cell: Printed) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row in range(cell.row, cell.row + cell.down)
        for column in range(cell.column, cell.column + cell.across)
    ]


def test_every_table_is_as_wide_as_the_text(document) -> None:
    for table in document.tables:
        columns = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert sum(columns) == TEXT_WIDTH
        assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        for row in table._tbl.tr_lst:
            cells = [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.tc_lst]
            assert sum(cells) == TEXT_WIDTH


def test_all_borders_are_half_a_point(document) -> None:
    borders = document.styles["报告表格"].element.find(qn("w:tblPr")).find(qn("w:tblBorders"))
    assert [line.get(qn("w:sz")) for line in borders] == ["4"] * 6
    assert all(table.style.name == "报告表格" for table in document.tables)


def test_header_rows_repeat_and_no_row_is_split(document, form: Form) -> None:
    for table, printed in tables(document, form):
        for at, row in enumerate(table._tbl.tr_lst):
            assert (row.trPr.find(qn("w:tblHeader")) is not None) == (at < printed.heads)
            assert row.trPr.find(qn("w:cantSplit")) is not None


def test_a_band_stays_with_its_header_and_its_first_row(document, form: Form) -> None:
    table, printed = tables(document, form)[0]
    for cell in printed.cells:
        if cell.role in ("band", "head"):
            paragraph = table.rows[cell.row].cells[cell.column].paragraphs[0]
            assert paragraph.style.paragraph_format.keep_with_next


def test_a_group_begins_a_page_with_the_rows_its_label_needs(document, form: Form) -> None:
    table, printed = tables(document, form)[1]
    for cell in printed.cells:
        if cell.role == "group" and cell.down > 1:
            paragraph = table.rows[cell.row].cells[cell.column].paragraphs[0]
            assert paragraph.style.paragraph_format.keep_with_next


def test_no_row_of_applications_stands_alone_under_a_header(document, form: Form) -> None:
    table, printed = tables(document, form)[1]
    for row in (printed.heads, printed.rows - 2):
        assert table.rows[row].cells[0].paragraphs[0].style.paragraph_format.keep_with_next


def test_labels_stand_left_and_numbers_in_the_middle(document) -> None:
    assert style(document, "表格标签", "w:pPr", "w:jc", "w:val") == "left"
    assert style(document, "表格数字", "w:pPr", "w:jc", "w:val") == "center"
    for table in document.tables:
        for cell in table._tbl.iter(qn("w:tcPr")):
            assert cell.find(qn("w:vAlign")).get(qn("w:val")) == "center"


# -- the file -------------------------------------------------------------------------------


def test_nothing_of_the_library_s_own_template_is_left(master: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(master)) as archive:
        names = archive.namelist()
    assert names[0] == "[Content_Types].xml"
    left = ("thumbnail", "stylesWithEffects", "customXml", "numbering", "webSettings")
    assert not [name for name in names if any(word in name for word in left)]


def test_only_the_styles_of_a_report_are_there(document) -> None:
    own = [item.name for item in document.styles if not item.element.get(qn("w:default"))]
    assert len(document.styles) - len(own) == 4
    assert all(name[0] > "\u2e80" for name in own)


def test_the_same_form_gives_the_same_file(form: Form, master: bytes) -> None:
    assert build_master(form) == master


def test_a_master_is_never_overwritten(form: Form, tmp_path: Path) -> None:
    taken = tmp_path / f"{form.id}.docx"
    taken.write_bytes(b"edited in Word")
    with pytest.raises(FileExistsError, match="it may have been edited in Word"):
        build_masters({form.id: form, "other": form}, tmp_path)
    assert taken.read_bytes() == b"edited in Word"
    assert not (tmp_path / "other.docx").exists()


def test_masters_are_written_into_a_new_folder(form: Form, tmp_path: Path) -> None:
    assert build_masters({form.id: form}, tmp_path / "new") == [
        tmp_path / "new" / f"{form.id}.docx"
    ]


def test_the_masters_of_the_product_compile(form: Form) -> None:
    assert compile_master(content.master(form.id), form, f"{form.id}.docx").form is form
