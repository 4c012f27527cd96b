"""Builds the first Word master of a form. It is a starting point, not the layout itself: the file
is then edited in Word by those who own the form, so everything that can be a named style is one,
and nothing here runs when a report is rendered.

Page and type follow GB/T 9704: 22 lines of 28 characters on 156 × 225 mm.
"""

import io
import zipfile
from collections.abc import Mapping
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
from bot.documents.master_table import table_xml
from bot.documents.package import deflated, package
from bot.forms.form import Form, Section

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
    source = f"<w:p {nsdecls('w')}>{styles.applied(style)}{runs}</w:p>"
    _replace(part._element, f"<w:x {nsdecls('w')}>{source}</w:x>")


def _append(document: Any, source: str) -> None:
    """Puts an element at the end of the text, before the section's properties."""
    document.element.body.insert_element_before(parse_xml(source), "w:sectPr")


def _paragraph(document: Any, text: str, style: str) -> None:
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    _append(document, f"<w:p {nsdecls('w')}>{styles.applied(style)}{run}</w:p>")


# -- sections ----------------------------------------------------------------------------


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
        _append(document, table_xml(table))
