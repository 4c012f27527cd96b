"""Word files as other people make them: with python-docx, with merges of every kind, and with the XML
that Word and WPS leave behind when several people have written in one file.
"""

import io
import re
from collections.abc import Callable, Iterator

import docx
from docx.oxml import parse_xml
from docx.shared import Pt

from bot.forms.answers import Answers
from tests.documents.foreign.foreign import made
from tests.documents.reader.paper import Box, Grid, Part, W, paragraph, report, word_table

NAMES = (
    f'xmlns:w="{W}" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


class Doc:
    """A document by python-docx into which raw XML can be put as well."""

    def __init__(self) -> None:
        self.docx = docx.Document()
        self.docx.styles["Normal"].font.name = "仿宋_GB2312"
        self.docx.styles["Normal"].font.size = Pt(16)

    def xml(self, source: str) -> None:
        """Puts block elements at the end."""
        root = parse_xml(f"<w:body {NAMES}>{source}</w:body>")
        for element in list(root):
            self.docx.element.body.insert_element_before(element, "w:sectPr")

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.docx.save(out)
        return out.getvalue()


def is_title(part: Part) -> bool:
    return isinstance(part, str) and bool(re.match(r"[一二三四五六]、", part))


def written(
    parts: list[Part], text: Callable[[Doc, str], None], table: Callable[[Doc, Grid], None]
) -> bytes:
    doc = Doc()
    for part in parts:
        (text if isinstance(part, str) else table)(doc, part)  # type: ignore[arg-type]
    return doc.bytes()


def plain_text(doc: Doc, text: str) -> None:
    doc.docx.add_paragraph(text)


def plain_table(doc: Doc, grid: Grid) -> None:
    doc.xml(word_table(grid))


def boxes(parts: list[Part]) -> Iterator[Box]:
    return (box for part in parts if isinstance(part, Grid) for row in part.rows for box in row)


def changed(parts: list[Part], change: Callable[[str], str]) -> list[Part]:
    for box in boxes(parts):
        box.text = change(box.text)
    return parts


@made("docx")
def merged_by_python_docx(answers: Answers) -> bytes:
    """Merges made with cell.merge, which leaves the paragraphs of all merged cells behind."""

    def text(doc: Doc, text: str) -> None:
        if is_title(text):
            doc.docx.add_heading(text, level=1)
        else:
            doc.docx.add_paragraph(text, style="Body Text")

    def table(doc: Doc, grid: Grid) -> None:
        made = doc.docx.add_table(len(grid.rows), grid.columns)
        made.style = "Light Grid Accent 1"
        cells = [list(row.cells) for row in made.rows]
        busy: set[tuple[int, int]] = set()
        for at, row in enumerate(grid.rows):
            column = 0
            for box in row:
                while (at, column) in busy:
                    column += 1
                last = at + box.down - 1, column + box.across - 1
                cell = cells[at][column]
                if (box.across, box.down) != (1, 1):
                    cell = cell.merge(cells[last[0]][last[1]])
                cell.text = box.text
                busy |= {(r, c) for r in range(at, last[0] + 1) for c in range(column, last[1] + 1)}

    return written(report(answers), text, table)


@made("docx")
def in_a_layout_table(answers: Answers) -> bytes:
    """The whole report in the cells of one table, its tables nested."""

    def inside(part: Part) -> str:
        return paragraph(part) if isinstance(part, str) else word_table(part) + "<w:p/>"

    parts = report(answers)
    doc = Doc()
    head, rest = "".join(map(inside, parts[:2])), "".join(map(inside, parts[2:]))
    cell = "<w:tc><w:tcPr/>{}</w:tc>"
    rows = "".join(f"<w:tr>{cell.format(inner)}</w:tr>" for inner in (head, rest))
    doc.xml(f"<w:tbl><w:tblPr/>{rows}</w:tbl>")
    return doc.bytes()


@made("docx")
def tables_in_text_boxes(answers: Answers) -> bytes:
    def table(doc: Doc, grid: Grid) -> None:
        inner = f"<w:txbxContent>{word_table(grid)}<w:p/></w:txbxContent>"
        doc.xml(
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic>"
            f"<a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData>"
            "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
            f"{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )

    return written(report(answers), plain_text, table)


@made("docx")
def changes_tracked(answers: Answers) -> bytes:
    """Figures corrected with changes tracked, a row and a paragraph struck out, one moved."""
    who = 'w:id="1" w:author="甲" w:date="2024-01-05T08:00:00Z"'

    def cell(box: Box) -> str:
        if not box.text.isdigit():
            return paragraph(box.text)
        return (
            f"<w:p><w:del {who}><w:r><w:delText>9{box.text}</w:delText></w:r></w:del>"
            f"<w:ins {who}><w:r><w:t>{box.text}</w:t></w:r></w:ins></w:p>"
        )

    def table(doc: Doc, grid: Grid) -> None:
        source = word_table(grid, cell)
        struck = source.rfind("<w:tr>")
        row = source[struck : source.rfind("</w:tbl>")].replace(
            "<w:tr>", f"<w:tr><w:trPr><w:del {who}/></w:trPr>"
        )
        doc.xml(
            source[:struck]
            + row.replace("<w:t", "<w:delText")
            .replace("</w:t>", "</w:delText>")
            .replace("<w:delTextc", "<w:tc")
            .replace("<w:delTextr", "<w:tr")
            + source[struck:]
        )

    def text(doc: Doc, text: str) -> None:
        doc.xml(
            f"<w:p><w:pPr><w:rPr><w:del {who}/></w:rPr></w:pPr><w:del {who}><w:r>"
            f"<w:delText>旧的一句。</w:delText></w:r></w:del></w:p>"
            f"<w:p><w:moveFrom {who}><w:r><w:t>移走。</w:t></w:r></w:moveFrom>"
            f"<w:ins {who}><w:r><w:t>{text}</w:t></w:r></w:ins></w:p>"
        )

    return written(report(answers), text, table)


@made("docx")
def content_controls(answers: Answers) -> bytes:
    """Every row, cell and paragraph in a control, some of them showing a placeholder's style."""
    control = (
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    )

    def table(doc: Doc, grid: Grid) -> None:
        source = re.sub(r"<w:tr>.*?</w:tr>", lambda m: control.format(m[0]), word_table(grid))
        doc.xml(re.sub(r"<w:tc>.*?</w:tc>", lambda m: control.format(m[0]), source))

    def text(doc: Doc, text: str) -> None:
        doc.xml(
            control.format(
                paragraph(text)
                .replace("<w:r>", "<w:sdt><w:sdtContent><w:r>")
                .replace("</w:r>", "</w:r></w:sdtContent></w:sdt>")
            )
        )

    return written(report(answers), text, table)


@made("docx")
def saved_by_wps(answers: Answers) -> bytes:
    """A .doc saved as .docx by WPS: runs in shreds, bookmarks, rows that begin a column late."""

    def shred(text: str) -> str:
        runs = "<w:proofErr w:type='spellStart'/>".join(
            f"<w:r w:rsidR='00A1'><w:rPr><w:rFonts w:hint='eastAsia'/></w:rPr><w:t xml:space='preserve'>{piece}</w:t></w:r>"
            for piece in re.findall(".{1,2}", text)
        )
        return f"<w:p w:rsidR='00A1'><w:pPr><w:widowControl/></w:pPr><w:bookmarkStart w:id='0' w:name='_GoBack'/>{runs}<w:bookmarkEnd w:id='0'/></w:p>"

    def table(doc: Doc, grid: Grid) -> None:
        head = "<w:tr><w:trPr><w:gridBefore w:val='1'/><w:wBefore w:w='5'/><w:tblHeader/></w:trPr>"
        source = word_table(grid, lambda box: shred(box.text) or "<w:p/>").replace("<w:tr>", head)
        doc.xml(source + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>")

    return written(report(answers), lambda doc, text: doc.xml(shred(text)), table)


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def field(instruction: str, shown: str) -> str:
    return f"<w:p>{FIELD.format(instruction, shown)}</w:p>"


@made("docx")
def totals_by_formula(answers: Answers) -> bytes:
    """Totals as fields that Word computes, other figures as form fields, the date as a field."""

    def inside(box: Box) -> str:
        if not box.text.isdigit():
            return paragraph(box.text)
        return field("=SUM(LEFT)", box.text) if len(box.text) > 1 else field("FORMTEXT", box.text)

    return written(report(answers), plain_text, lambda doc, grid: doc.xml(word_table(grid, inside)))


@made("docx")
def with_hidden_text(answers: Answers) -> bytes:
    """Last year's figure left as hidden text beside each of this year's."""

    def inside(box: Box) -> str:
        hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>7</w:t></w:r></w:p>"
        shown = paragraph(box.text)
        return shown.replace("</w:p>", hidden) if box.text.isdigit() else shown

    return written(report(answers), plain_text, lambda doc, grid: doc.xml(word_table(grid, inside)))
