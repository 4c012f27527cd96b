"""What offices print: Word files with pages of every shape, for LibreOffice to make a PDF of. Rules
are drawn only where a table has borders, so these tables have them.
"""

import re
from collections.abc import Callable

from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.shared import Pt

from bot.forms.answers import Answers
from tests.documents.foreign.foreign import made
from tests.documents.foreign.word import NAMES, Doc, is_title
from tests.documents.reader.paper import Box, Grid, Part, paragraph, report, word_table

BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def small(text: str, properties: str = "") -> str:
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in text.split("\n"))
    return f'<w:p>{properties}<w:r><w:rPr><w:sz w:val="15"/></w:rPr>{runs}</w:r></w:p>'


def bordered(
    grid: Grid, inside: Callable[[Box], str] | None = None, heads: int = 0, width: int = 8800
) -> str:
    """A table with all its borders; `heads` rows of it are printed again on a new page."""
    write = inside or (lambda box: small(box.text))
    columns = grid.columns
    widths = grid.widths or [1] * columns
    unit = width / sum(widths)
    shares = [round(w * unit) for w in widths]
    source = word_table(grid, write)
    rows = source.split("<w:tr>")
    for n in range(1, heads + 1):
        rows[n] = f"<w:trPr><w:tblHeader/></w:trPr>{rows[n]}"
    cols = "".join(f'<w:gridCol w:w="{share}"/>' for share in shares)
    props = f'<w:tblPr><w:tblW w:w="{sum(shares)}" w:type="dxa"/><w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{cols}</w:tblGrid>'
    return "<w:tr>".join(rows).replace("<w:tbl>", f"<w:tbl>{props}", 1)


def text(doc: Doc, line: str) -> None:
    """Indented by two characters, as offices set it; a heading in bold."""
    where = doc.docx.add_paragraph()
    run = where.add_run(line)
    run.bold = is_title(line)
    where.paragraph_format.first_line_indent = Pt(32)
    where.paragraph_format.space_after = Pt(0)


def table(doc: Doc, grid: Grid) -> None:
    doc.xml(bordered(grid))


def as_it_is(_: Doc) -> None:
    """Leaves a document's pages as they are."""


def printed(
    parts: list[Part],
    table: Callable[[Doc, Grid], None] = table,
    finish: Callable[[Doc], None] = as_it_is,
    text: Callable[[Doc, str], None] = text,
) -> bytes:
    doc = Doc()
    for part in parts:
        (text if isinstance(part, str) else table)(doc, part)  # type: ignore[arg-type]
    finish(doc)
    return doc.bytes()


@made("pdf")
def on_plain_pages(answers: Answers) -> bytes:
    return printed(report(answers))


@made("pdf")
def on_broad_pages(answers: Answers) -> bytes:
    """Landscape, the heads of tables repeated, - 1 - at the foot."""

    def finish(doc: Doc) -> None:
        section = doc.docx.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        number = "<w:r><w:t>- </w:t></w:r><w:fldSimple w:instr='PAGE'><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t> -</w:t></w:r>"
        section.footer._element.append(
            parse_xml(f"<w:p {NAMES}><w:pPr><w:jc w:val='center'/></w:pPr>{number}</w:p>")
        )

    def heads(doc: Doc, grid: Grid) -> None:
        doc.xml(bordered(grid, heads=3 if grid.columns == 10 else 0, width=12000))

    return printed(report(answers), heads, finish)


@made("pdf")
def with_labels_on_their_side(answers: Answers) -> bytes:
    """The labels merged downward turned, some up and some down; narrow first columns."""

    def inside(box: Box) -> str:
        return small(box.text)

    def turned(doc: Doc, grid: Grid) -> None:
        if grid.columns == 10:
            grid.widths = [24, 40, 150, *[38] * 7]
        ways = iter(range(100))

        def turn(match: re.Match[str]) -> str:
            way = ("tbRl", "btLr")[next(ways) % 2]
            return match[0].replace("</w:tcPr>", f'<w:textDirection w:val="{way}"/></w:tcPr>')

        source = bordered(grid, inside)
        head, rest = source[: source.find("一、本年新收")], source[source.find("一、本年新收") :]
        if grid.columns == 10:
            rest = re.sub(r'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', turn, rest)
        doc.xml(head + rest if grid.columns == 10 else source)

    return printed(report(answers), turned)


@made("pdf")
def with_a_watermark(answers: Answers) -> bytes:
    """A running head, a slanted 草稿 behind every page, 第 1 页 at the foot."""

    def finish(doc: Doc) -> None:
        section = doc.docx.sections[0]
        section.header.paragraphs[0].text = f"{answers.title}政府信息公开年报"
        mark = (
            '<w:p><w:r><w:pict><v:shape type="#_x0000_t136" style="position:absolute;width:400pt;height:120pt;rotation:315;'
            'mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"'
            ' fillcolor="silver" stroked="f"><v:textpath style="font-family:宋体;font-size:1pt" string="内部资料"/></v:shape></w:pict></w:r></w:p>'
        )
        section.header._element.append(parse_xml(f"<w:body {NAMES}>{mark}</w:body>")[0])
        section.footer.paragraphs[0].text = "第 "
        section.footer.paragraphs[0]._element.append(
            parse_xml(f"<w:fldSimple {NAMES} w:instr='PAGE'><w:r><w:t>1</w:t></w:r></w:fldSimple>")
        )

    return printed(report(answers), finish=finish)


@made("pdf")
def in_two_columns(answers: Answers) -> bytes:
    """Texts in two columns, tables across the page."""

    def section(columns: int) -> str:
        return f'<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1500" w:bottom="1440" w:left="1500"/><w:cols w:num="{columns}" w:space="600"/></w:sectPr></w:pPr></w:p>'

    parts = report(answers)
    doc = Doc()
    two = False
    for at, part in enumerate(parts):
        if at > 2 and isinstance(part, Grid) == two:
            doc.xml(section(2 if two else 1))
            two = not two
        (text if isinstance(part, str) else table)(doc, part)  # type: ignore[arg-type]
    return doc.bytes()


@made("pdf")
def one_character_a_line(answers: Answers) -> bytes:
    """Narrow columns: labels and long figures go over lines; type of 9 pt in tight cells."""

    def narrow(doc: Doc, grid: Grid) -> None:
        if grid.columns == 10:
            grid.widths = [16, 18, 100, *[22] * 7]
        doc.xml(bordered(grid, width=9000 if grid.columns == 15 else 5500))

    return printed(report(answers), narrow)


@made("pdf")
def from_a_layout_table(answers: Answers) -> bytes:
    """A frame around every page's text, made of a table of one cell, the tables nested in it."""
    parts = report(answers)

    def inside(part: Part) -> str:
        if isinstance(part, Grid):
            return bordered(part, width=8000) + "<w:p/>"
        return paragraph(part, '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>')

    doc = Doc()
    for part in parts[:2]:
        text(doc, str(part))
    cell = f"<w:tc><w:tcPr/>{''.join(map(inside, parts[2:]))}</w:tc>"
    props = f'<w:tblPr><w:tblW w:w="8800" w:type="dxa"/><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="8800"/></w:tblGrid>'
    doc.xml(f"<w:tbl>{props}<w:tr>{cell}</w:tr></w:tbl>")
    return doc.bytes()


@made("pdf", lost=("disclosure", "applications", "litigation"))
def without_rules(answers: Answers) -> bytes:
    """Tables whose borders are not printed."""

    def bare(doc: Doc, grid: Grid) -> None:
        doc.xml(bordered(grid).replace(BORDERS, ""))

    return printed(report(answers), bare)


@made("pdf")
def open_at_the_sides(answers: Answers) -> bytes:
    """Tables with no rule at their left and right, as a style of three lines has it."""

    def open_(doc: Doc, grid: Grid) -> None:
        source = bordered(grid)
        for side in ("left", "right"):
            source = re.sub(rf"<w:{side} w:val=\"single\"", f'<w:{side} w:val="nil"', source)
        doc.xml(source)

    return printed(report(answers), open_)


@made("pdf")
def shaded_with_double_rules(answers: Answers) -> bytes:
    """Double borders, labels on a shaded ground, figures at the right edge of their cells."""

    def shaded(doc: Doc, grid: Grid) -> None:
        right = '<w:pPr><w:jc w:val="right"/></w:pPr>'
        source = bordered(grid, lambda box: small(box.text, right if box.text.isdigit() else ""))
        source = source.replace('w:val="single" w:sz="4"', 'w:val="double" w:sz="6"')
        doc.xml(
            re.sub(
                r"<w:tcPr>(.*?)</w:tcPr>(?=<w:p><w:r>)",
                r'<w:tcPr>\1<w:shd w:val="clear" w:fill="D9E2F3"/></w:tcPr>',
                source,
            )
        )

    return printed(report(answers), shaded)


@made("pdf")
def on_turned_pages(answers: Answers) -> bytes:
    """Landscape pages for the tables only, between upright ones."""

    def section(wide: bool) -> str:
        size = 'w:w="16838" w:h="11906" w:orient="landscape"' if wide else 'w:w="11906" w:h="16838"'
        return f'<w:p><w:pPr><w:sectPr><w:pgSz {size}/><w:pgMar w:top="1440" w:right="1500" w:bottom="1440" w:left="1500"/></w:sectPr></w:pPr></w:p>'

    doc, wide = Doc(), False
    for part in report(answers):
        if isinstance(part, Grid) != wide:
            doc.xml(section(wide))
            wide = not wide
        if isinstance(part, Grid):
            doc.xml(bordered(part, width=12000))
        else:
            text(doc, part)
    return doc.bytes()


@made("pdf")
def with_a_line_above_and_notes(answers: Answers) -> bytes:
    """Notes below tables in small type, a rule under the title, a seal's picture left out."""
    parts: list[Part] = []
    for part in report(answers):
        parts.append(part)
        if isinstance(part, Grid):
            parts.append("注：数据来源为统计台账。")
    return printed(parts)
