"""Builds the first Word master of a form. It is a starting point, not the layout itself: the file
is then edited in Word by those who own the form, so everything that can be a named style is one,
and nothing here runs when a report is rendered.

Page and type follow GB/T 9704: 22 lines of 28 characters on 156 × 225 mm.
"""

import io
import math
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from errno import EEXIST
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Twips

from bot.documents import styles
from bot.documents.grid import Grid, Printed, grid
from bot.documents.package import deflated, package
from bot.forms.form import Form, Section, Table

TEXT_WIDTH = 8844  # twips: 156 mm
_MM = 1440 / 25.4
_GROUP_WIDTHS = (11.0, 15.0)
_NUMBER_WIDTH, _LABEL_WIDTH = 11.5, 40.0
_ROW_HEIGHTS = {"blocks": 482, "matrix": 368, "line": 482}
_CELL_PADDING = 15
_LINE_HEIGHT = 250  # of a label, as its style has it
_CELL_MARGINS = {"blocks": 57, "matrix": 28, "line": 28}
_UNUSED = ("stylesWithEffects", "numbering", "customXml", "webSettings", "thumbnail")
_CREATED = datetime(2019, 4, 3, tzinfo=UTC)  # any fixed day: the same form gives the same file


def build_master(form: Form) -> bytes:
    """A Word master for a form, with its statutory tables and all placeholders."""
    document = docx.Document()
    _drop_unused(document)
    _set_styles(document)
    _set_settings(document)
    _set_page(document.sections[0])
    _set_headers(document.sections[0])
    _paragraph(document, "{{ title }}", styles.TITLE)
    _paragraph(document, f"{{{{ year }}}}年{form.name}", styles.YEAR)
    for section in form.sections:
        _section(document, form, section)
    core = document.core_properties
    core.author, core.title, core.comments, core.created = "Baogao", form.name, "", _CREATED
    core.modified = _CREATED
    return _repacked(document)


def build_masters(forms: Mapping[str, Form], folder: Path) -> list[Path]:
    """Writes a first master for every form. Raises FileExistsError before it overwrites any."""
    paths = {folder / f"{name}.docx": form for name, form in forms.items()}
    if taken := [str(path) for path in paths if path.exists()]:
        raise FileExistsError(EEXIST, "it may have been edited in Word", ", ".join(taken))
    folder.mkdir(parents=True, exist_ok=True)
    for path, form in paths.items():
        path.write_bytes(build_master(form))
    return list(paths)


# -- the parts of the package ------------------------------------------------------------


def _drop_unused(document: Any) -> None:
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if any(relation.reltype.endswith("/" + name) for name in _UNUSED):
                part.rels.pop(key)


def _set_styles(document: Any) -> None:
    font = styles.Style("", "", font=styles.FANG, size=16)
    half = f'<w:rPr>{font.fonts()}{font.sizes()}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    source = (
        f"<w:styles {nsdecls('w')}><w:docDefaults><w:rPrDefault>{half}</w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:widowControl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        f"{''.join(style.xml() for style in styles.STYLES)}{_table_style()}</w:styles>"
    )
    _replace(document.styles.element, source)


def _table_style() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable">'
        f'<w:name w:val="{styles.TABLE}"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr></w:style>"
    )


def _set_settings(document: Any) -> None:
    compatible = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    source = (
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat>{compatible}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
    _replace(document.settings.element, source)
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = _font_table()  # python-docx has no API


def _font_table() -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in styles.FALLBACKS.items()
    )
    latin = f'<w:font w:name="{styles.LATIN}"><w:charset w:val="00"/></w:font>'
    return f"<w:fonts {nsdecls('w')}>{fonts}{latin}</w:fonts>".encode()


def _replace(element: Any, source: str) -> None:
    """Gives an element of a part the children of another."""
    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(source)))


def _repacked(document: Any) -> bytes:
    """The package with [Content_Types].xml first and no time stamps."""
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as file:
        names = sorted(file.namelist(), key=lambda name: (name[0] not in "[_", name))
        return package(deflated(name, file.read(name), 9) for name in names).write(())


# -- the page ----------------------------------------------------------------------------


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Twips(11906), Twips(16838)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Twips(1587), Twips(1473)  # 28 and 26 mm
    section.header_distance, section.footer_distance = Mm(20), Mm(25)
    section.gutter = 0
    properties = section._sectPr  # python-docx has no API for the document grid
    for name in ("w:docGrid", "w:cols"):
        for child in properties.findall(qn(name)):
            properties.remove(child)
    properties.append(
        parse_xml(
            f'<w:docGrid {nsdecls("w")} w:type="linesAndChars" w:linePitch="580"'
            ' w:charSpace="-848"/>'
        )
    )


def _set_headers(section: Any) -> None:
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        _fill(header, styles.DRAFT, "<w:r><w:t>{{ draft }}</w:t></w:r>")
    page = (
        '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r>'
    )
    footers = ((section.footer, styles.ODD_PAGE), (section.even_page_footer, styles.EVEN_PAGE))
    for footer, style in footers:
        footer.is_linked_to_previous = False
        _fill(footer, style, page)


def _fill(part: Any, style: str, runs: str) -> None:
    source = f"<w:p {nsdecls('w')}>{_styled(style)}{runs}</w:p>"
    _replace(part._element, f"<w:x {nsdecls('w')}>{source}</w:x>")


_IDS = {style.name: style.id for style in styles.STYLES}


def _styled(style: str) -> str:
    return f'<w:pPr><w:pStyle w:val="{_IDS[style]}"/></w:pPr>'


def _append(document: Any, source: str) -> None:
    """Puts an element at the end of the text, before the section's properties."""
    document.element.body.insert_element_before(parse_xml(source), "w:sectPr")


def _paragraph(document: Any, text: str, style: str) -> None:
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    _append(document, f"<w:p {nsdecls('w')}>{_styled(style)}{run}</w:p>")


# -- sections and tables -----------------------------------------------------------------


def _section(document: Any, form: Form, section: Section) -> None:
    """A section: its title (the opening has none in print), its texts, then its table."""
    if section is not form.sections[0]:
        _paragraph(document, section.title, styles.LEVELS[0])
    tables = [form.tables[ask] for ask in section.asks if ask in form.tables]
    for ask in section.asks:
        if ask in form.fields and form.fields[ask].kind == "text":
            style = styles.KEPT_BODY if tables else styles.BODY
            _paragraph(document, f"{{{{ {ask} }}}}", style)
    for table in tables:
        _append(document, _table(table))


def _table(table: Table) -> str:
    printed = grid(table)
    columns = widths(printed)
    margin = _CELL_MARGINS[table.layout]
    sides = {"top": _CELL_PADDING, "left": margin, "bottom": _CELL_PADDING, "right": margin}
    margins = "".join(f'<w:{side} w:w="{w}" w:type="dxa"/>' for side, w in sides.items())
    rows = "".join(_row(printed, row, columns) for row in range(printed.rows))
    lines = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        '<w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{lines}</w:tblGrid>"
        f"{rows}</w:tbl>"
    )


def widths(printed: Grid) -> tuple[int, ...]:
    """The column widths in twips; they fill the type area exactly."""
    if printed.table.layout != "matrix":
        share, rest = divmod(TEXT_WIDTH, printed.columns)
        return tuple(share + (at < rest) for at in range(printed.columns))
    groups = printed.label_columns - 1
    numbers = printed.columns - printed.label_columns
    left = [_GROUP_WIDTHS[min(at, 1)] for at in range(groups)]
    number = min(_NUMBER_WIDTH, (TEXT_WIDTH / _MM - sum(left) - _LABEL_WIDTH) / numbers)
    outer = [round(width * _MM) for width in left]
    inner = [round(number * _MM)] * numbers
    return (*outer, TEXT_WIDTH - sum(outer) - sum(inner), *inner)


def _row(printed: Grid, row: int, columns: tuple[int, ...]) -> str:
    head = "<w:tblHeader/>" if row < printed.heads else ""
    height = _ROW_HEIGHTS[printed.table.layout]
    cells = "".join(_cell(printed, cell, row, columns) for cell in printed.lines[row])
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{head}'
        f"</w:trPr>{cells}</w:tr>"
    )


def _cell(printed: Grid, cell: Printed, row: int, columns: tuple[int, ...]) -> str:
    width = sum(columns[cell.column : cell.column + cell.across])
    span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    merge = ""
    if cell.down > 1:
        merge = '<w:vMerge w:val="restart"/>' if row == cell.row else "<w:vMerge/>"
    text = "".join(_words(cell)) if row == cell.row else ""
    style = _styled(_style(printed, cell, row))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p>{style}{text}</w:p></w:tc>'
    )


def _words(cell: Printed) -> Iterable[str]:
    """The label; a narrow group label is broken behind its item number, never inside a word."""
    number, closed, rest = cell.text.partition("）")
    if cell.role == "group" and closed and rest:
        yield f"<w:r><w:t>{escape(number + closed)}</w:t><w:br/><w:t>{escape(rest)}</w:t></w:r>"
    elif cell.text:
        yield f"<w:r><w:t>{escape(cell.text)}</w:t></w:r>"


def _style(printed: Grid, cell: Printed, row: int) -> str:
    """The style of a cell: a short even label in a narrow column is set two characters a line."""
    if cell.role == "head":
        narrow = printed.table.layout != "blocks" and cell.across == 1
        pairs = len(cell.text) % 2 == 0 and 2 < len(cell.text) < 8
        return styles.NARROW_HEAD if narrow and pairs else styles.HEAD
    kept = row in _kept(printed)
    return {
        "band": styles.BAND,
        "corner": styles.CORNER,
        "group": styles.KEPT_GROUP if kept else styles.GROUP,
        "label": styles.KEPT_LABEL if kept else styles.LABEL,
        "number": styles.NUMBERS[0],
    }[cell.role]


def _kept(printed: Grid) -> frozenset[int]:
    """The rows that stay with the next one: the short blocks of table 二 stay whole, and a group
    begins on a page only with as many rows as its label needs, so that no label is cut in two. Of
    table 三, neither the first nor the last row stands alone under its header.
    """
    if printed.table.layout == "blocks":
        followed = zip(printed.lines, printed.lines[1:], strict=False)
        pairs = enumerate((line[0].role, after[0].role) for line, after in followed)
        return frozenset(row for row, pair in pairs if pair == ("label", "label"))
    rows = {printed.heads, printed.rows - 2}
    for cell in printed.cells:
        if cell.role == "group":
            lines = 2 if "）" in cell.text else math.ceil(len(cell.text) / 2)
            needed = math.ceil(lines * _LINE_HEIGHT / _ROW_HEIGHTS[printed.table.layout])
            rows.update(range(cell.row, cell.row + min(needed, cell.down) - 1))
    return frozenset(rows)
