"""Word documents that are wrapped in something else, or wrap something else."""

import io
import zipfile

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part as Package

from bot.forms.answers import Answers
from tests.documents.foreign.foreign import made
from tests.documents.foreign.word import (
    Doc,
    plain_table,
    plain_text,
    written,
)
from tests.documents.reader.paper import Grid, as_html, paragraph, report, word_table


@made("doc")
def flat_package(answers: Answers) -> bytes:
    """Word's one-file XML, as office systems fill a template with it and name it .doc."""
    content = written(report(answers), plain_text, plain_table)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        document = file.read("word/document.xml").decode().split("?>", 1)[1]
        styles = file.read("word/styles.xml").decode().split("?>", 1)[1]
    part = '<pkg:part pkg:name="/word/{}.xml" pkg:contentType="x+xml"><pkg:xmlData>{}</pkg:xmlData></pkg:part>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f"{part.format('document', document)}{part.format('styles', styles)}</pkg:package>"
    ).encode()


@made("doc")
def xml_of_word_2003(answers: Answers) -> bytes:
    """The older XML, in which merged cells are vmerge and sections stand around everything."""
    inside = "".join(
        paragraph(part) if isinstance(part, str) else word_table(part) for part in report(answers)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
        ' xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"><w:body><wx:sect>'
        f"{inside.replace('w:vMerge', 'w:vmerge')}</wx:sect></w:body></w:wordDocument>"
    ).encode()


@made("docx")
def a_page_within(answers: Answers) -> bytes:
    """A DOCX of an office system that is only a wrapper around a web page."""

    doc = Doc()
    page = Package(
        PackURI("/word/afchunk.htm"), "text/html", as_html(report(answers)), doc.docx.part.package
    )
    relation = doc.docx.part.relate_to(page, RT.A_F_CHUNK)
    doc.xml(f'<w:altChunk r:id="{relation}"/>')
    return doc.bytes()


@made("docx", lost=("applications", "litigation"))
def an_object_and_a_picture(answers: Answers) -> bytes:
    """Table 三 as an embedded workbook, table 四 as a picture."""
    shown = {
        10: '<w:p><w:r><w:object><v:shape><v:imagedata r:id="rId9"/></v:shape><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>',
        15: "<w:p><w:r><w:drawing><wp:inline><a:graphic/></wp:inline></w:drawing></w:r></w:p>",
    }

    def table(doc: Doc, grid: Grid) -> None:
        doc.xml(shown.get(grid.columns) or word_table(grid))

    return written(report(answers), plain_text, table)
