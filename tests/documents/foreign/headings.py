"""Word files whose titles and headings are set in other ways: numbered by Word, as parts, in one."""

import re

from docx.oxml import parse_xml

from bot.forms.answers import Answers
from tests.documents.foreign.foreign import made
from tests.documents.foreign.word import (
    Doc,
    is_title,
    plain_table,
    plain_text,
    written,
)
from tests.documents.reader.paper import Box, Grid, Part, W, paragraph, report, word_table

NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>{}</w:numbering>'
)


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


@made("docx")
def numbered_in_brackets(answers: Answers) -> bytes:
    """（一）总体情况 … （六）: the sections numbered as parts are elsewhere."""
    return written(report(answers, heading=lambda t: f"（{t[0]}）{t[2:]}"), plain_text, plain_table)


@made("docx")
def numbered_by_digits(answers: Answers) -> bytes:
    """1 总体情况: a digit and a blank."""
    return written(
        report(answers, heading=lambda t: f"{'一二三四五六'.index(t[0]) + 1}　{t[2:]}"),
        plain_text,
        plain_table,
    )


@made("docx")
def roman_numbers(answers: Answers) -> bytes:
    """Ⅰ．总体情况."""
    return written(
        report(answers, heading=lambda t: f"{'ⅠⅡⅢⅣⅤⅥ'['一二三四五六'.index(t[0])]}．{t[2:]}"),
        plain_text,
        plain_table,
    )
