"""Takes a Word file apart. python-docx looks a table's grid up anew for every cell it is asked for
(more than a second a report), so the XML is walked here once, row by row. First the tree is made to
show what a reader sees: deleted text goes, text boxes come out of their drawings.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.documents.reader.blocks import (
    Block,
    Content,
    Picture,
    Placed,
    Words,
    finished,
    is_note,
    tabled,
)
from bot.documents.reader.flat import FlatPackage
from bot.documents.reader.numbering import Numbering, W, read_numbering
from bot.documents.reader.package import Package, package, xml
from bot.documents.reader.safety import Unreadable, kind_of

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = W[1:-1].encode()
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_VAL = f"{W}val"

P, TBL, TR, TC, SDT = (W + n for n in ("p", "tbl", "tr", "tc", "sdt"))
_HINT = "{http://schemas.microsoft.com/office/word/2003/auxHint}"  # sections of Word 2003
_AROUND = frozenset(
    (
        *(W + n for n in ("ins", "moveTo", "customXml", "smartTag", "sdtContent")),
        *(_HINT + n for n in ("sect", "sub-section")),
    )
)
_T, _BR, _CR, _TAB = (W + n for n in ("t", "br", "cr", "tab"))
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_HYPHEN, _DRAWING, _OBJECT = (W + n for n in ("noBreakHyphen", "drawing", "object"))
_IMAGE = f"{_VML}imagedata"
_SEEN = (_T, _MATH, _BR, _CR, _TAB, _HYPHEN, _DRAWING, _OBJECT, _IMAGE)
_SIGNS = {_BR: "\n", _CR: "\n", _TAB: "\t", _HYPHEN: "-"}
_SPAN, _MERGE, _BESIDE = _MERGES = tuple(W + n for n in ("gridSpan", "vMerge", "hMerge"))
_PROPERTIES, _STOPS = f"{W}pPr", f"{W}tabs"
_BOX = f"{W}txbxContent"
_DELETED = (f"{W}del", f"{W}moveFrom")
_CHUNK = f"{W}altChunk"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STYLE_OF = re.compile(rb"<w:pStyle w:val=[\"']([^\"']+)")
_STYLE_ID = re.compile(rb"w:styleId=[\"']([^\"']+)")
_UNREAD = tuple(W + n for n in ("vanish", "strike", "dstrike"))
_OFF = ("0", "false", "off")
_DEEPEST = 60  # tables within tables

Parts = Package | FlatPackage


def read_docx(content: bytes) -> list[Block]:
    """What a DOCX shows. Raises Unreadable."""
    with package(content) as parts:
        return read_parts(parts)


def read_parts(parts: Parts) -> list[Block]:
    """What the parts of a Word document show. Raises Unreadable."""
    source = parts.part(parts.document)
    root = xml(source.replace(_STRICT, _USUAL) if _STRICT in source else source)
    body = root.find(f"{W}body")
    if body is None:
        raise Unreadable("broken")
    _show(root, source)
    numbering = _numbering(parts, source)
    pages = _pages(parts) if b"altChunk" in source else {}
    return finished([*_Body(body, numbering, pages).blocks(body)])


def _pages(parts: Parts) -> dict[str, list[Block]]:
    """The web pages that the document takes in, by relation: so office systems make a DOCX."""
    relations = parts.beside(f"_rels/{parts.document.rpartition('/')[2]}.rels")
    pages: dict[str, list[Block]] = {}
    for relation in xml(relations) if relations else ():
        if str(relation.get("Type", "")).endswith("/aFChunk"):
            target = str(relation.get("Target", ""))
            page = parts.part(target[1:]) if target.startswith("/") else parts.beside(target)
            pages[relation.get("Id", "")] = _page(target, page)
    return pages


def _page(name: str, content: bytes) -> list[Block]:
    from bot.documents.reader.archive import page_in  # noqa: PLC0415 - only the reader needed
    from bot.documents.reader.html import read_html  # noqa: PLC0415

    try:
        kind = kind_of(name, content)
        if kind in ("html", "mht"):
            return read_html(page_in(content) if kind == "mht" else content)
    except Unreadable:
        pass  # as a picture that cannot be read: the document around it can
    return [Picture("embedded")]


def _numbering(parts: Parts, source: bytes) -> Numbering:
    lists = parts.beside("numbering.xml")
    if not lists:
        return Numbering()
    styles = parts.beside("styles.xml")
    named = styles if _numbers_a_used_style(styles, source) else b""
    if not named and b"numPr" not in source:
        return Numbering()
    return read_numbering(_usual(lists), _usual(named) if named else None)


def _numbers_a_used_style(styles: bytes, source: bytes) -> bool:
    """False where no style of the document numbers its paragraphs; then the part, often larger
    than the document, need not be parsed.
    """
    if b"numPr" not in styles:
        return False
    if b"<w:style " not in styles:
        return True
    used = set(_STYLE_OF.findall(source))
    numbering = (piece for piece in styles.split(b"<w:style ") if b"numPr" in piece)
    return any((name := _STYLE_ID.search(piece)) and name[1] in used for piece in numbering)


def _usual(source: bytes) -> Any:
    return xml(source.replace(_STRICT, _USUAL))


# -- the tree as it is seen --------------------------------------------------------------


def _show(root: Any, source: bytes) -> None:
    if b"AlternateContent" in source:
        for element in list(root.iter(f"{_COMPATIBILITY}Fallback")):
            parent = element.getparent()
            if parent is not None and parent.find(f"{_COMPATIBILITY}Choice") is not None:
                parent.remove(element)
    if b"del" in source or b"moveFrom" in source or b"cellDel" in source:
        _drop_deleted(root)
    for name, drop in _NOT_READ.items():
        if name in source:
            drop(root)
    if b"txbxContent" in source:
        for box in reversed(list(root.iter(_BOX))):
            _take_out(box)


def _drop_deleted(root: Any) -> None:
    """Takes away what tracked changes deleted: runs, rows, cells, and the ends of paragraphs."""
    for mark in list(root.iter(*_DELETED, f"{W}cellDel")):
        parent = mark.getparent()
        if parent is None:
            continue
        if parent.tag == f"{W}trPr" or mark.tag == f"{W}cellDel":
            _remove(parent.getparent())
        elif parent.tag == f"{W}rPr":
            _join_next(parent)
        else:
            parent.remove(mark)


def _drop_unread(root: Any) -> None:
    """Takes away the runs that are hidden or struck out: the figure beside them is meant."""
    for mark in list(root.iter(*_UNREAD)):
        run = mark.getparent().getparent()
        if mark.get(_VAL, "true") not in _OFF and run is not None and run.tag == f"{W}r":
            _remove(run)


def _drop_notes(root: Any) -> None:
    """Takes away the raised mark of a note behind a figure in a table; it is no digit of it."""
    for mark in list(root.iter(f"{W}vertAlign")):
        run = mark.getparent().getparent()
        if mark.get(_VAL) != "superscript" or run is None or run.tag != f"{W}r":
            continue
        before = run.getprevious()
        while before is not None and not _text_of(before):
            before = before.getprevious()
        behind = before is not None and _text_of(before).rstrip()[-1:].isdigit()
        if behind and is_note(_text_of(run)) and next(run.iterancestors(TC), None) is not None:
            _remove(run)


def _drop_readings(root: Any) -> None:
    """Takes away how a character is pronounced, which stands small above it."""
    for reading in list(root.iter(f"{W}rt")):
        _remove(reading)


_NOT_READ = {
    b"vanish": _drop_unread,
    b"strike": _drop_unread,
    b"superscript": _drop_notes,
    b"w:ruby": _drop_readings,
}


def _text_of(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(_T))


def _join_next(run: Any) -> None:
    """Moves the words of a paragraph whose end was deleted to the front of the next one."""
    paragraph: Any = next(run.iterancestors(P), None)
    following: Any = None if paragraph is None else paragraph.getnext()
    if following is None or following.tag != P or run.getparent().tag != _PROPERTIES:
        return
    at = 1 if following.find(_PROPERTIES) is not None else 0
    for child in [child for child in paragraph if child.tag != _PROPERTIES]:
        following.insert(at, child)
        at += 1
    _remove(paragraph)


def _take_out(box: Any) -> None:
    """Moves the paragraphs of a text box behind the paragraph that it hangs on."""
    anchor = next(box.iterancestors(P), None)
    parent = anchor.getparent() if anchor is not None else None
    if parent is None:
        return
    at = parent.index(anchor) + 1
    _remove(box)
    for child in reversed(list(box)):
        parent.insert(at, child)


def _remove(element: Any) -> None:
    parent = element.getparent() if element is not None else None
    if parent is not None:
        parent.remove(element)


# -- blocks ------------------------------------------------------------------------------


class _Body:
    """The blocks of a document. What each paragraph shows and how each cell is merged is collected
    in one pass beforehand, which takes half the time of asking them one by one.
    """

    def __init__(self, body: Any, numbering: Numbering, pages: dict[str, list[Block]]) -> None:
        self.numbering = numbering
        self.pages = pages
        self.found: dict[Any, list[Any]] = {}
        found: list[Any] = []
        for node in body.iter(P, TC, *_SEEN, *_MERGES):
            tag = node.tag
            if tag in (P, TC):
                found = self.found[node] = []
            else:
                found.append(node)

    def blocks(self, parent: Any, depth: int = 0) -> Iterator[Block]:
        """The blocks in an element, in order."""
        for child in parent:
            tag = child.tag
            if tag == P:
                if shown := self.found[child]:
                    yield from self.paragraph(child, shown)
            elif tag == TBL:
                if depth > _DEEPEST:
                    raise Unreadable("broken")
                yield from tabled(list(self.table(child, depth + 1)))
            elif tag == SDT or tag in _AROUND:
                yield from self.blocks(child, depth)
            elif tag == _CHUNK:
                yield from self.pages.pop(child.get(_RELATION, ""), ())

    def paragraph(self, paragraph: Any, shown: Sequence[Any]) -> Iterator[Block]:
        """The lines of a paragraph, then the pictures in it."""
        pieces: list[str] = []
        pictures: list[Block] = []
        for node in shown:
            tag = node.tag
            if tag in (_T, _MATH):
                pieces.append(node.text or "")
            elif tag in _SIGNS:
                if node.getparent().tag != _STOPS:
                    pieces.append(_SIGNS[tag])
            else:
                pictures.append(Picture("embedded" if tag == _OBJECT else "picture"))
        text = "".join(pieces)
        if text and not text.isspace():
            text = self.numbering.label(paragraph) + text
            for line in text.split("\n"):
                yield Words(line)
        yield from pictures

    def table(self, table: Any, depth: int) -> Iterator[Placed]:
        """The cells of a table; one that continues the cell above makes that one longer."""
        above: dict[int, Content] = {}
        for at, row in enumerate(_rows(table)):
            column = _before(row)
            last: Content | None = None
            for cell in _cells(row):
                across, merged, beside = _merges(self.found[cell])
                if beside and last is not None:
                    last.across += across
                elif merged == "continue" and column in above:
                    above[column].down += 1
                else:
                    last = Content(list(self.blocks(cell, depth)), across)
                    above.pop(column, None)
                    if merged:
                        above[column] = last
                    yield at, column, last
                column += across


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == TR:
            yield child
        elif child.tag == SDT or child.tag in _AROUND:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == TC:
            yield child
        elif child.tag == SDT or child.tag in _AROUND:
            yield from _cells(child)


def _before(row: Any) -> int:
    properties = row.find(f"{W}trPr")
    before = properties.find(f"{W}gridBefore") if properties is not None else None
    return _span(before) if before is not None else 0


def _merges(found: Sequence[Any]) -> tuple[int, str, bool]:
    """How many columns a cell takes, its part in a merge downward, and whether it is merged into
    the cell left of it.
    """
    across, merged, aside = 1, "", False
    for mark in found:
        tag = mark.tag
        if tag == _SPAN:
            across = _span(mark)
        elif tag == _MERGE:
            merged = mark.get(_VAL, "continue")
        elif tag == _BESIDE:
            aside = mark.get(_VAL, "continue") == "continue"
    return across, merged, aside


def _span(element: Any) -> int:
    text = element.get(_VAL, "1")
    return min(int(text), 64) if text.isascii() and text.isdigit() and len(text) < 6 else 1
