"""Word files as other people make them: with python-docx's own styles, with merges of every kind,
and with the XML that Word and WPS leave behind when several people have written in one file.
"""

import io
import re
from collections.abc import Callable, Iterator

import docx
from docx.oxml import parse_xml
from docx.shared import Pt

from bot.forms.answers import Answers
from tests.documents.foreign.foreign import made, without_zeros
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
FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")


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


# -- what python-docx writes -------------------------------------------------------------


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


@made("docx", "2021")
def title_styles_and_bold_headings(answers: Answers) -> bytes:
    """Title in the style Title over two paragraphs with line breaks, headings bold, no numbers."""

    def text(doc: Doc, text: str) -> None:
        if is_title(text):
            doc.docx.add_paragraph().add_run(text[2:]).bold = True
        elif text == answers.title:
            doc.docx.add_paragraph(
                f"{text}\n{answers.year}年度政府信息公开\n工作年度报告", style="Title"
            )
        elif text != f"{answers.year}年{answers.form.name}":
            doc.docx.add_paragraph(f"　　{text}")

    return written(report(answers), text, plain_table)


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
def titles_inside_the_tables(answers: Answers) -> bytes:
    """Each heading of 二 to 四 as the first row of its table, a unit of measure below it."""
    parts: list[Part] = []
    for part in report(answers):
        if isinstance(part, Grid):
            title = parts.pop()
            assert isinstance(title, str)
            parts.append(part.add_row("（单位：件）").add_row(title))
        else:
            parts.append(part)
    return written(parts, plain_text, plain_table)


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


# -- what stands in the cells ------------------------------------------------------------


@made("docx", shown=without_zeros)
def strokes_for_zero(answers: Answers) -> bytes:
    """Zeros as strokes and blanks of many kinds, the others full width or with a unit."""
    marks = ["/", "—", "", "　", "－", "\\", "--", "／"]
    figures = iter(range(10**6))

    def figure(text: str) -> str:
        at = next(figures)
        if text == "0":
            return marks[at % len(marks)]
        if text.isdigit():
            return (text.translate(FULL), f"{text}件", f" {text} ", f"{int(text):,}")[at % 4]
        return text

    return written(report(answers, figure=figure), plain_text, plain_table)


@made("docx")
def labels_set_apart(answers: Answers) -> bytes:
    """Blanks between the characters of labels, one character a line, lines broken anywhere."""
    number = iter(range(10**6))

    def label(text: str) -> str:
        way = next(number) % 4
        if way == 0 and len(text) <= 8:
            return "\n".join(text)
        if way == 1:
            return " ".join(text)
        half = len(text) // 2
        return text[:half] + "\n" + text[half:] if way == 2 else f"　{text}\t"

    return written(report(answers, label=label), plain_text, plain_table)


@made("docx", "2019")
def explained_labels(answers: Answers) -> bytes:
    """A city's own version: each label with what to fill in, and a row that the form has not."""
    more = {
        "规章": "（设区的市、自治州人民政府应提供相关数据）",
        "规范性文件": "（行政机关制定发布的决定、公告、通告、意见、通知，以及标题采用“规定”“办法”“细则”等字样的公文）",
        "上一年项目数量": "（指上一年度事项数）",
        "本年增/减": "（指本年增加或减少的事项数，减用负值表示，如-8）",
        "处理决定数量": "（指本年办件量）",
        "其他对外管理服务事项": "（指行政许可以外的政务服务事项，含行政确认、行政奖励、行政裁决等）",
    }
    parts = changed(report(answers), lambda text: text + more.get(text, ""))
    two = next(part for part in parts if isinstance(part, Grid))
    two.rows.insert(
        4, [Box("其他主动公开文件（含以本单位名义正式签发的文件）"), *(Box("86") for _ in range(3))]
    )
    return written(parts, plain_text, plain_table)


@made("docx", "2021")
def tax_office_labels(answers: Answers) -> bytes:
    """Columns by shorter or longer names, as whole branches of the administration print them."""
    names = {
        "本年制发件数": "本年度制发数",
        "本年废止件数": "本年废止数",
        "现行有效件数": "现行有效件数（历史累计）",
        "本年处理决定数量": "本年处理决定数量（件）",
        "本年收费金额（单位：万元）": "本年收费金额（万元）",
        "结转下年度继续办理": "结转下年度继续办理",
        "行政规范性文件": "规范性文件",
    }
    parts = changed(report(answers), lambda text: names.get(text, text))
    return written(parts, plain_text, plain_table)


# -- headings and sections ---------------------------------------------------------------

NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>{}</w:numbering>'
)


@made("docx")
def numbered_by_word(answers: Answers) -> bytes:
    """一、 and the 1. of the rows are Word's own numbers, a list for each group of rows."""
    lists = iter(range(20, 60))
    opened: list[int] = []

    def numbered(number: int, text: str) -> str:
        properties = (
            f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        )
        return paragraph(text, properties)

    def text(doc: Doc, text: str) -> None:
        doc.xml(numbered(7, text[2:]) if is_title(text) else paragraph(text))

    def cell(box: Box) -> str:
        item = re.match(r"(\d)\.(\D.*)", box.text)
        if item is None:
            return paragraph(box.text)
        if item[1] == "1":
            opened.append(next(lists))
        return numbered(opened[-1], item[2])

    def table(doc: Doc, grid: Grid) -> None:
        doc.xml(word_table(grid, cell))

    doc = Doc()
    for part in report(answers):
        (text if isinstance(part, str) else table)(doc, part)  # type: ignore[arg-type]
    own = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="8"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for n in opened
    )
    doc.docx.part.numbering_part._element = parse_xml(NUMBERING.format(own))
    return doc.bytes()


@made("docx")
def parts_with_contents(answers: Answers) -> bytes:
    """第一部分 …, a table of contents as Word makes it, footnotes, a signature at the end."""
    parts = report(answers, heading=lambda title: f"第{title[0]}部分　{title[2:]}")
    doc = Doc()
    titles = [part for part in parts if isinstance(part, str) and re.match("第.部分", part)]
    contents = "".join(
        f'<w:p><w:hyperlink w:anchor="_Toc{n}"><w:r><w:t>{title}</w:t></w:r><w:r><w:tab/></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{n + 2}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink></w:p>'
        for n, title in enumerate(titles)
    )
    for part in parts[:2]:
        doc.xml(paragraph(str(part)))
    doc.xml(
        f"<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>目　录</w:t></w:r></w:p>{contents}</w:sdtContent></w:sdt>"
    )
    for part in parts[2:]:
        doc.xml(
            paragraph(part).replace("</w:t>", '</w:t></w:r><w:r><w:footnoteReference w:id="2"/>', 1)
            if isinstance(part, str)
            else word_table(part)
        )
    for line in (answers.title, f"{answers.year + 1}年1月20日"):
        doc.xml(paragraph(line))
    return doc.bytes()


@made("docx", lost=("problems", "others"))
def five_and_six_in_one(answers: Answers) -> bytes:
    """五 and 六 under one heading: what is which cannot be known."""
    parts = report(answers)
    parts.remove("六、其他需要报告的事项")
    at = parts.index("五、存在的主要问题及改进情况")
    parts[at] = "五、存在的主要问题、改进情况及其他需要报告的事项"
    return written(parts, plain_text, plain_table)


@made("docx", "2021")
def without_preamble(answers: Answers) -> bytes:
    """Section 一 right below the title, which has the year in Chinese numerals."""
    year = "".join("〇一二三四五六七八九"[int(n)] for n in str(answers.year))
    parts = report(answers)
    at = parts.index("一、总体情况")
    head: list[Part] = [f"{answers.title}二〇{year[2:]}年度政府信息公开工作报告"]
    return written(head + parts[at:], plain_text, plain_table)


# -- other tables ------------------------------------------------------------------------


@made("docx")
def tables_in_pieces(answers: Answers) -> bytes:
    """A table for every block of 二, 三 in three with 续表 between, 四 as three tables."""
    parts: list[Part] = []
    for part in report(answers):
        if not isinstance(part, Grid):
            parts.append(part)
        elif part.columns == 4:
            bands = [n for n, row in enumerate(part.rows) if row[0].text.startswith("第二十条")]
            parts += part.cut(*bands[1:])
        elif part.columns == 10:
            head, last = part.rows[:3], part.rows[-1]
            parts += [Grid(part.rows[:5]), "续表", Grid([*head, *part.rows[5:-1]])]
            parts += ["续表", Grid([*head, last])]
        else:
            for n, name in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉")):
                labels = [Box(box.text) for box in part.rows[1][:5]]
                parts.append(Grid([[Box(name, 5)], labels, part.rows[3][5 * n : 5 * n + 5]]))
    return written(parts, plain_text, plain_table)


@made("docx")
def header_words_in_two_rows(answers: Answers) -> bytes:
    """商业 above 企业 and 科研 above 机构, each in a cell of its own, as some portals have it."""
    parts = report(answers)
    for part in parts:
        if isinstance(part, Grid) and part.columns == 10:
            corner, natural, total = part.rows[0][0], part.rows[1][0], part.rows[1][2]
            corner.down, natural.down, total.down = 4, 3, 3
            heads = part.rows[2]
            part.rows[2] = [Box("商业"), Box("科研"), *(Box(b.text, 1, 2) for b in heads[2:])]
            part.rows.insert(3, [Box("企业"), Box("机构")])
    return written(parts, plain_text, plain_table)


@made("docx")
def nothing_merged(answers: Answers) -> bytes:
    """Every merged cell undone: the label in the first of the cells, the others empty."""

    def flat(grid: Grid) -> Grid:
        table = [[Box("") for _ in range(grid.columns)] for _ in grid.rows]
        busy: dict[int, int] = {}
        for at, row in enumerate(grid.rows):
            column = 0
            for box in row:
                while busy.get(column, 0) > at:
                    column += 1
                table[at][column] = Box(box.text)
                for taken in range(column, column + box.across):
                    busy[taken] = at + box.down
                column += box.across
        return Grid(table)

    parts: list[Part] = [flat(p) if isinstance(p, Grid) else p for p in report(answers)]
    return written(parts, plain_text, plain_table)


@made("docx")
def group_named_in_every_row(answers: Answers) -> bytes:
    """No cell merged downward: （三）不予公开 is written before each of its rows."""

    def repeated(grid: Grid) -> Grid:
        rows: list[dict[int, Box]] = [{} for _ in grid.rows]
        for at, row in enumerate(grid.rows):
            column = 0
            for box in row:
                while any(c <= column < c + b.across for c, b in rows[at].items()):
                    column += 1
                for below in range(at, at + box.down):
                    rows[below][column] = Box(box.text, box.across)
        return Grid([[cells[n] for n in sorted(cells)] for cells in rows])

    parts: list[Part] = [
        repeated(p) if isinstance(p, Grid) and p.columns == 10 else p for p in report(answers)
    ]
    return written(parts, plain_text, plain_table)


@made("docx", "2021", lost=("disclosure.rules", "disclosure.normative"))
def first_block_of_the_old_form(answers: Answers) -> bytes:
    """Table 二 with the old form's first block, as offices had it that changed only half."""
    parts = report(answers)
    two = next(part for part in parts if isinstance(part, Grid))
    for box, text in zip(
        two.rows[1], ("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"), strict=True
    ):
        box.text = text
    two.rows[3][0].text = "规范性文件"
    return written(parts, plain_text, plain_table)


# -- what Word and WPS leave behind ------------------------------------------------------


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


@made("docx")
def a_page_within(answers: Answers) -> bytes:
    """A DOCX of an office system that is only a wrapper around a web page."""
    from docx.opc.constants import RELATIONSHIP_TYPE as RT
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part as Package

    from tests.documents.reader.paper import as_html

    doc = Doc()
    page = Package(
        PackURI("/word/afchunk.htm"), "text/html", as_html(report(answers)), doc.docx.part.package
    )
    relation = doc.docx.part.relate_to(page, RT.A_F_CHUNK)
    doc.xml(f'<w:altChunk r:id="{relation}"/>')
    return doc.bytes()
