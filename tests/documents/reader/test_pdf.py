import pytest

from bot.documents.reader import Unreadable, read_report
from bot.documents.reader.glyphs import TextLine, cell_text, glyphs
from bot.documents.reader.paragraphs import joined, layout
from tests.documents.conftest import filled
from tests.documents.reader.conftest import FORMS, figures, random_answers, whys
from tests.documents.reader.paper import Grid, Pdf, as_pdf, report

LONG = "我街道认真贯彻落实条例，全年主动公开政府信息314条，其中微信公众号80条。" * 6


def read(content):
    return read_report("x.pdf", content, FORMS)


def test_paragraphs_are_joined_over_lines_and_pages(form21):
    texts = "\n".join([LONG, "短。", LONG[:54], "（一）标题", LONG * 3, "一是短。"])
    reading = read(as_pdf(report(filled(form21, overview=texts, problems=LONG))))
    assert reading.answers.entered["overview"] == texts
    assert reading.answers.entered["problems"] == LONG


def test_a_heading_without_indent_below_a_short_line_begins_a_paragraph():
    """As a web page prints itself: its paragraphs are indented, its headings are not."""
    page, size = 1, 12.0
    lines = [("　　本年度一切正常，全部按期办结。" * 2, 80, 560), ("全部按期办结，没有一件逾期。", 56, 400),
             ("二、主动公开政府信息情况", 56, 200), *[("又一段。", 80, 128)] * 3]  # fmt: skip
    drawn = [
        TextLine(text, x0, x1, 100 + 30 * n, 112 + 30 * n, size, page, 100 + 30 * n)
        for n, (text, x0, x1) in enumerate(lines)
    ]
    assert "二、主动公开政府信息情况" in joined(drawn, layout(drawn))


def test_page_numbers_and_running_heads_are_left_out(form21):
    given = filled(form21, overview=LONG * 6)
    pdf = as_pdf(report(given), page_numbers=True)
    reading = read(pdf)
    assert "- 2 -" not in str(reading.answers.entered)
    assert reading.answers.entered["overview"] == given.entered["overview"]


def test_a_running_head_on_every_page_is_no_text(form21, monkeypatch):
    new_page = Pdf.new_page

    def with_head(self):
        new_page(self)
        self.text(200, 60, "宝山区政府信息公开年报", 10)

    monkeypatch.setattr(Pdf, "new_page", with_head)
    given = filled(form21, overview=LONG * 12)
    reading = read(as_pdf(report(given)))
    assert reading.answers.entered["overview"] == given.entered["overview"]
    assert reading.answers.entered["preamble"] == given.entered["preamble"]


@pytest.mark.parametrize("number", range(4))
def test_tables_over_pages_with_labels_on_their_side(form, number):
    given = random_answers(form, number)
    reading = read(as_pdf(report(given), turned=True))
    assert figures(reading) == figures(given)


def test_a_table_over_pages_without_its_heads_repeated(form):
    given = filled(form, overview=LONG * 4)
    parts = report(given)
    for part in parts:
        if isinstance(part, Grid):
            part.repeat = 0
    assert figures(read(as_pdf(parts))) == figures(given)


def test_labels_one_character_a_line(form):
    given = filled(form)
    parts = report(given, label=lambda text: "\n".join(text) if len(text) < 7 else text)
    for part in parts:
        if isinstance(part, Grid):
            part.widths = [w if w > 40 else 24 for w in part.widths]
    found = read(as_pdf(parts))
    assert figures(found) == figures(given)


def test_a_watermark_is_in_no_text_and_no_cell(form21, monkeypatch):
    """Set aslant over the whole page, each of its characters stands among others."""
    new_page = Pdf.new_page

    def with_mark(self):
        new_page(self)
        for step in range(60):
            self.text(60 + step * 8, 790 - step * 12, "内部资料"[step % 4], 40, ".7 .7 -.7 .7")

    monkeypatch.setattr(Pdf, "new_page", with_mark)
    given = filled(form21, overview=LONG)
    reading = read(as_pdf(report(given)))
    assert reading.answers.entered["overview"] == LONG
    assert figures(reading) == figures(given)


def glyph(text, x0, size=9.0, y=100.0, **more):
    """A character as pdfplumber gives it."""
    place = {"x0": x0, "x1": x0 + size / 2, "top": y, "bottom": y + size, "size": size}
    upright = {"matrix": (1, 0, 0, 1, 0, 0), "upright": True, "non_stroking_color": (0,)}
    return {"text": text, **place, **upright, **more}


@pytest.mark.parametrize("color", [(0.9,), (0.8, 0.8, 0.8), (0, 0, 0, 0.2)])
def test_large_pale_type_is_a_watermark(color):
    page = [glyph("一", 9.0 * n) for n in range(20)]
    mark = glyph("密", 50.0, 60.0, 80.0, non_stroking_color=color)
    title = glyph("题", 50.0, 22.0, 300.0)
    found = glyphs([*page, mark, title], 600, 800)
    assert {one.text for one in found} == {"一", "题"}


def test_a_small_raised_digit_behind_a_figure_is_the_mark_of_a_note():
    found = glyphs([glyph("1", 10.0), glyph("2", 14.5), glyph("3", 19.2, 5.0, 99.0)], 600, 800)
    assert cell_text(found, 60.0) == "12"


def test_a_figure_that_runs_into_the_next_cell_is_listed_and_not_shared(form21, monkeypatch):
    """Too wide for its cell: its last digits would be the first of its neighbour's figure."""
    given = filled(form21)
    parts = report(given)
    (three,) = (part for part in parts if isinstance(part, Grid) and part.columns == 10)
    three.rows[3][1].text = ""
    text = Pdf.text
    drawn = []

    def with_wide_figure(self, x, y, said, size, *more):
        text(self, x, y, said, size, *more)
        if said.startswith("一、本年新收") and not drawn:
            drawn.append(True)
            for n, digit in enumerate("1234567890123"):
                text(self, x + 200 + n * size / 2, y, digit, size / 2)

    monkeypatch.setattr(Pdf, "text", with_wide_figure)
    reading = read(as_pdf(parts))
    row = [key for key in figures(reading) if key.startswith("applications.received.")]
    assert all(figures(reading)[key] == figures(given)[key] for key in row)
    assert ("applications.received.natural", "two_figures") in whys(reading)


def test_radicals_become_the_characters_they_look_like(form21):
    given = filled(form21, overview="一年公开12条。")
    parts = [part.replace("一", "⼀") if isinstance(part, str) else part for part in report(given)]
    assert read(as_pdf(parts)).answers.entered["overview"] == "一年公开12条。"


def test_text_printed_twice_for_bold_is_read_once(form21, monkeypatch):
    text = Pdf.text

    def twice(self, x, y, *more):
        text(self, x, y, *more)
        text(self, x + 0.3, y, *more)

    monkeypatch.setattr(Pdf, "text", twice)
    given = filled(form21)
    reading = read(as_pdf(report(given)))
    assert figures(reading) == figures(given)
    assert reading.answers.entered["overview"] == given.entered["overview"]


def test_a_table_that_is_a_picture_is_listed(form21):
    pdf = Pdf()
    lines = ["宝山区司法局2023年政府信息公开工作年度报告", "一、总体情况", "总体。"]
    lines += ["二、主动公开政府信息情况", "", "", "五、存在的主要问题及改进情况", "问题。"]
    for line in lines:
        if line:
            pdf.text(112, pdf.y + 16, line, 16)
        else:
            pdf.picture(80, pdf.y, 400, 60)
        pdf.y += 60
    pdf.text(112, pdf.y + 16, "六、其他需要报告的事项", 16)
    reading = read(pdf.bytes())
    assert ("disclosure", "picture") in whys(reading)
    assert reading.answers.entered["problems"] == "问题。"


def test_a_scanned_report_cannot_be_read():
    pdf = Pdf()
    pdf.picture(0, 0, 595, 842)
    with pytest.raises(Unreadable) as why:
        read(pdf.bytes())
    assert why.value.reason == "pictures"
