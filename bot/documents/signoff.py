"""The sheet that goes round with a report to be signed: what is signed (unit, version, the file's
hash), and who filled it in, who checked it, who issued it, each with a date. It is printed and kept
on paper, so it names the file it belongs to letter by letter.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO

_TYPE, _TITLE_SIZE, _SIZE = "宋体", 18, 12
_HEIGHT = 12  # mm, room for a signature
_WIDTHS = (35, 120)  # mm


def signoff_sheet(title: str, rows: Sequence[tuple[str, str]], signers: Mapping[str, str]) -> bytes:
    """A DOCX. `rows` are labels and values, `signers` the roles and what is known of each."""
    import docx  # noqa: PLC0415 - only a package pays for it
    from docx.enum.table import WD_ALIGN_VERTICAL  # noqa: PLC0415
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm, Pt  # noqa: PLC0415

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _TYPE, Pt(_SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _TYPE)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.add_run(title).font.size = Pt(_TITLE_SIZE)
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for label, value in (*rows, *signers.items()):
        row = table.add_row()
        row.height = Mm(_HEIGHT)
        for cell, text, width in zip(row.cells, (label, value), _WIDTHS, strict=True):
            cell.width = Mm(width)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            cell.text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
