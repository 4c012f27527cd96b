"""The same report by other libraries, each from our master with its own marks put in. They have
less to do than we: their texts are plain paragraphs, without the styles that numbering chooses, and
none of them writes the properties of the file.
"""

import io
from collections.abc import Callable, Iterator

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docxtpl import DocxTemplate
from mailmerge import MailMerge

from bot.documents.grid import grid
from bot.documents.narrative import lines
from bot.forms.answers import Answers
from bot.forms.form import Form

Contender = Callable[[], bytes]


def _places(document: docx.document.Document, form: Form) -> Iterator[tuple[str, object]]:
    """The paragraph of every value cell, by its key."""
    for table, printed in zip(document.tables, map(grid, form.tables.values()), strict=True):
        rows = [row.cells for row in table.rows]
        for cell in printed.cells:
            if cell.key:
                yield cell.key, rows[cell.row][cell.column].paragraphs[0]


def _texts(form: Form) -> list[str]:
    return [key for key, field in form.fields.items() if field.kind == "text"]


def _name(key: str) -> str:
    return key.replace(".", "_")


def _saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def jinja(master: bytes, form: Form, answers: Answers) -> Contender:
    """docxtpl: a Jinja expression in every cell, a loop over the paragraphs of every text."""
    document = docx.Document(io.BytesIO(master))
    for key, paragraph in _places(document, form):
        paragraph.add_run(f"{{{{ {_name(key)} }}}}")
    for paragraph in list(document.paragraphs):
        key = paragraph.text.strip("{} ")
        if key in _texts(form):
            style = paragraph.style
            paragraph.insert_paragraph_before(f"{{%p for line in {_name(key)} %}}", style)
            paragraph.insert_paragraph_before("{{ line }}", style)
            paragraph.runs[0].text = "{%p endfor %}"
    source = _saved(document)
    context = {_name(key): value for key, value in answers.values.items()}
    context |= {_name(key): lines(answers.values.get(key, "")) for key in _texts(form)}
    context |= {"title": answers.title, "year": answers.year, "draft": ""}

    def write() -> bytes:
        template = DocxTemplate(io.BytesIO(source))
        template.render(context, autoescape=True)
        return _saved(template)

    return write


def mail_merge(master: bytes, form: Form, answers: Answers) -> Contender:
    """docx-mailmerge2: a merge field in every cell; a text is one field with line breaks."""
    document = docx.Document(io.BytesIO(master))
    for key, paragraph in _places(document, form):
        _add_field(paragraph, _name(key))
    section = document.sections[0]
    headers = (section.header.paragraphs[0], section.even_page_header.paragraphs[0])
    for paragraph in (*document.paragraphs, *headers):
        if "{{" in paragraph.text:
            before, _, rest = paragraph.text.partition("{{")
            key, _, after = rest.partition("}}")
            paragraph.runs[0].text = before
            _add_field(paragraph, _name(key.strip()))
            paragraph.add_run(after)
    source = _saved(document)
    context = {_name(key): value for key, value in answers.values.items()}
    context |= {"title": answers.title, "year": str(answers.year), "draft": ""}

    def write() -> bytes:
        out = io.BytesIO()
        with MailMerge(io.BytesIO(source)) as merge:
            merge.merge(**context)
            merge.write(out)
        return out.getvalue()

    return write


def _add_field(paragraph: object, name: str) -> None:
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" MERGEFIELD {name} "><w:r><w:t>x</w:t></w:r>'
    paragraph._p.append(parse_xml(field + "</w:fldSimple>"))  # type: ignore[attr-defined]


def by_hand(master: bytes, form: Form, answers: Answers) -> Contender:
    """python-docx: each cell and paragraph set through its objects, rows read once."""

    def write() -> bytes:
        document = docx.Document(io.BytesIO(master))
        for key, paragraph in _places(document, form):
            paragraph.add_run(answers.values.get(key, ""))
        for paragraph in document.paragraphs:
            key = paragraph.text.strip("{} ")
            if key in _texts(form):
                _write_text(paragraph, answers.values.get(key, ""))
            elif "{{" in paragraph.text:
                text = paragraph.text.replace("{{ title }}", answers.title)
                paragraph.runs[0].text = text.replace("{{ year }}", str(answers.year))
        section = document.sections[0]
        for header in (section.header, section.even_page_header):
            header.paragraphs[0].runs[0].text = ""
        return _saved(document)

    return write


def _write_text(paragraph: docx.text.paragraph.Paragraph, text: str) -> None:
    for line in lines(text):
        paragraph.insert_paragraph_before(line, paragraph.style)
    paragraph._p.getparent().remove(paragraph._p)
