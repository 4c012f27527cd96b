"""Compiles a Word master once, so that a report costs a join, one deflate and a zip. The master is
edited in Word by people who cannot know what the program relies on; whatever they broke is found
here, all of it at once with its place and its remedy, because a master misread would fill a form
wrongly.

Only the standard library is used: python-docx and lxml would double the memory of the bot.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import pairwise
from xml.parsers.expat import ExpatError

from bot.documents import parts, placeholders, styles
from bot.documents.grid import Printed, grid
from bot.documents.markup import Element, parse
from bot.documents.outline import Landmark, check_outline
from bot.documents.package import Entry, Package, deflated, package
from bot.documents.pieces import Cells, Edit, Line, Looks, Piece, cut, fetcher, text
from bot.documents.tables import compare, read, same_labels
from bot.forms.form import Form
from bot.forms.toml import Mistake, Mistakes

DRAFT_KEY = "draft"  # where the headers of a draft say so
DRAFT_MARK = "草稿"
_LEFTOVERS = ("w:proofErr", "w:bookmarkStart", "w:bookmarkEnd", "w:lastRenderedPageBreak")
_TRACKED = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
_POINT = 20  # twips
_CLEARANCE = 30  # twips that a figure keeps from the lines beside it


@dataclass(frozen=True)
class Template:
    """A compiled master: the text in pieces, other parts with places, all that never changes."""

    form: Form
    looks: Looks
    document: tuple[Piece, ...]
    headers: Mapping[str, tuple[Piece, ...]]
    fixed: Mapping[str, Entry]
    for_comments: Mapping[str, Entry]

    @cached_property
    def varying(self) -> Mapping[str, tuple[Piece, ...]]:
        """The headers and footers that must be written for each report."""
        return {
            name: pieces
            for name, pieces in self.headers.items()
            if any(isinstance(piece, Line) and piece.key != DRAFT_KEY for piece in pieces)
        }

    @cached_property
    def clean(self) -> Package:
        """The entries that every clean copy shares."""
        return self._package("", self.fixed)

    @cached_property
    def draft(self) -> Package:
        """The entries that every draft shares."""
        return self._package(DRAFT_MARK, self.fixed)

    @cached_property
    def commented(self) -> Package:
        """The entries that every draft with comments shares."""
        return self._package(DRAFT_MARK, {**self.fixed, **self.for_comments})

    def _package(self, mark: str, fixed: Mapping[str, Entry]) -> Package:
        sign = mark.encode()
        marked = {
            name: b"".join(piece if isinstance(piece, bytes) else sign for piece in pieces)
            for name, pieces in self.headers.items()
            if name not in self.varying
        }
        headers = (deflated(name, content, 9) for name, content in marked.items())
        return package((*fixed.values(), *headers))


def compile_master(master: bytes, form: Form, file: str) -> Template:
    """A master ready for use. Raises Mistakes with all that is wrong with it."""
    compiler = _Compiler(form, file, _unzipped(master, file))
    template = compiler.template()
    if compiler.found:
        raise Mistakes(compiler.found)
    return template


def _unzipped(master: bytes, file: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(master)) as archive:
            content = {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}
    except zipfile.BadZipFile as error:
        raise Mistakes([Mistake(file, "file", "is no Word file", "save it as .docx")]) from error
    needed = (parts.TYPES, parts.DOCUMENT, parts.DOCUMENT_RELATIONS, "word/styles.xml")
    missing = [
        Mistake(file, name, "is not in the file", "save the master as .docx with Word")
        for name in needed
        if name not in content
    ]
    if missing:
        raise Mistakes(missing)
    return content


class _Compiler:
    """Turns the parts of a master into a template and collects what is wrong with them."""

    def __init__(self, form: Form, file: str, content: Mapping[str, bytes]) -> None:
        self.form = form
        self.file = file
        self.content = content
        self.found: list[Mistake] = []
        self.texts = [
            ask
            for section in form.sections
            for ask in section.asks
            if ask in form.fields and form.fields[ask].kind == "text"
        ]
        self.seen: list[str] = []
        self.looks = Looks(self.style_ids())

    def wrong(self, place: str, problem: str, remedy: str) -> None:
        mistake = Mistake(self.file, place, problem, remedy)
        if mistake not in self.found:
            self.found.append(mistake)

    def parsed(self, name: str) -> Element:
        try:
            return parse(self.content[name])
        except ExpatError as error:
            mistake = Mistake(self.file, name, str(error), "save the master anew with Word")
            raise Mistakes([mistake]) from error

    def style_ids(self) -> dict[str, str]:
        root = self.parsed("word/styles.xml")
        ids = {
            style.value("w:name"): style.attributes.get("w:styleId", "")
            for style in root.kept("w:style")
        }
        for name in styles.REQUIRED:
            if name not in ids:
                self.wrong("styles", f"“{name}” is missing", "restore the style under this name")
        return {name: ids.get(name, "") for name in styles.REQUIRED}

    # -- the whole -----------------------------------------------------------------------

    def template(self) -> Template:
        root = self.parsed(parts.DOCUMENT)
        document = self.document(root)
        headers = {name: self.header(name) for name in self.content if _is_header(name)}
        self.check_headers(root, headers)
        for key in ("title", "year", *self.texts):
            if key not in self.seen:
                self.wrong("placeholders", f"{{{{ {key} }}}} is missing", self.remedy(key))
        shared = self.shared()
        fixed = {name: content for name, content in shared.items() if name not in headers}
        commented = parts.with_comments(shared[parts.TYPES], shared[parts.DOCUMENT_RELATIONS])
        return Template(
            form=self.form,
            looks=self.looks,
            document=document,
            headers=headers,
            fixed=_entries(fixed),
            for_comments=_entries(commented),
        )

    def shared(self) -> dict[str, bytes]:
        """The parts that go into every report as they are, [Content_Types].xml first."""
        own = {
            parts.TYPES: parts.content_types(self.content[parts.TYPES]),
            parts.ROOT: parts.root_relations(),
            parts.APP: parts.app_properties(),
        }
        rest = {
            name: content
            for name, content in self.content.items()
            if name not in own and name != parts.DOCUMENT and not name.startswith("docProps/")
        }
        return {**own, **rest}

    def remedy(self, key: str) -> str:
        if key not in self.texts:
            return f"type {{{{ {key} }}}} where it belongs"
        section = self.form.section_of(key)
        return f"type {{{{ {key} }}}} in a paragraph of its own in “{section.title}”"

    # -- the text ------------------------------------------------------------------------

    def document(self, root: Element) -> tuple[Piece, ...]:
        source = self.content[parts.DOCUMENT]
        body = root.child("w:body")
        if body is None:
            self.wrong("document", "has no text", "start again from a new master")
            return ()
        if any(name.startswith("word/comments") for name in self.content):
            self.wrong("document", "holds comments", "delete all of them")
        for name in _TRACKED:
            if next(body.below(name), None):
                self.wrong("document", "holds tracked changes", "accept or reject all of them")
        edits = [Edit(e.start, e.end) for name in _LEFTOVERS for e in body.below(name)]
        landmarks: list[Landmark] = []
        tables = []
        for block in _flat(body):
            if block.name == "w:tbl":
                tables.append(block)
                landmarks.append(Landmark(key=self.table_id(len(tables))))
            elif block.name == "w:p":
                edits += self.paragraph(block, source)
                landmarks.append(self.landmark(block))
        edits += self.tables(tables, source)
        check_outline(self.form, landmarks, self.wrong)
        return cut(source, edits)

    def table_id(self, count: int) -> str:
        names = list(self.form.tables)
        return names[count - 1] if count <= len(names) else ""

    def landmark(self, paragraph: Element) -> Landmark:
        words = paragraph.words
        texts = [key for key in placeholders.keys(words) if key in self.texts]
        return Landmark(words, texts[0] if texts else "")

    def paragraph(self, paragraph: Element, source: bytes) -> Iterator[Edit]:
        """The edits that make room for the values in a paragraph."""
        words = paragraph.words
        if found := placeholders.broken(words):
            self.wrong(f"“{found}”", "is no placeholder", "write it as {{ name }}")
        for place in placeholders.places(paragraph, source):
            if place.key in self.texts:
                yield from self.narrative(place.key, paragraph, source)
            elif self.is_known(place.key):
                (start, end), *rest = place.ranges
                yield Edit(start, end, Line(place.key, _run_properties(paragraph, start, source)))
                yield from (Edit(*more) for more in rest)

    def is_known(self, key: str) -> bool:
        self.seen.append(key)
        known = ["title", "year", DRAFT_KEY, *self.form.fields, *self.form.cells]
        if key in known:
            return True
        near = get_close_matches(key, known, 1)
        remedy = f"did you mean {{{{ {near[0]} }}}}?" if near else "take it out"
        self.wrong(f"{{{{ {key} }}}}", "is not known to the form", remedy)
        return False

    def narrative(self, key: str, paragraph: Element, source: bytes) -> Iterator[Edit]:
        if key in self.seen:
            self.wrong(f"{{{{ {key} }}}}", "stands twice", "keep one of them")
        self.seen.append(key)
        alone = "".join(paragraph.words.split()) == f"{{{{{key}}}}}"
        if not alone or next(paragraph.below("w:sectPr"), None):
            remedy = "give it a paragraph of its own, without a section break"
            self.wrong(f"{{{{ {key} }}}}", "shares its paragraph", remedy)
            return
        first = next(words for words in paragraph.below("w:t") if words.text)
        run = _run_properties(paragraph, first.inner, source)
        piece = text(key, _outer(paragraph.child("w:pPr"), source), run, self.looks)
        yield Edit(paragraph.start, paragraph.end, piece)

    # -- the tables ----------------------------------------------------------------------

    def tables(self, tables: list[Element], source: bytes) -> Iterator[Edit]:
        expected = [grid(table) for table in self.form.tables.values()]
        found = [read(table) for table in tables]
        if len(tables) != len(expected):
            problem = f"are {len(tables)} where the form has {len(expected)}"
            lost = [p for p in expected if not any(same_labels(f, p) for f in found)]
            names = "、".join(printed.table.label for printed in lost) or "—"
            self.wrong("tables", problem, f"not found as the form prints them: {names}")
            return
        for table, cells, printed in zip(tables, found, expected, strict=True):
            places = compare(cells, printed, self.wrong)
            if len(places) == len(list(printed.table.cells())):
                yield Edit(table.start, table.end, self.cells(table, places, source))

    def cells(self, table: Element, places: list[tuple[Printed, Element]], source: bytes) -> Cells:
        margin = _margins(table) + _CLEARANCE
        slots = [_Slot(cell, source, self.looks.ids[styles.NUMBERS[0]]) for _, cell in places]
        outer = source[table.start : slots[0].start], source[slots[-1].end : table.end]
        between = [source[one.end : other.start] for one, other in pairwise(slots)]
        bare = []
        for name in styles.NUMBERS:
            heads = [slot.head(self.looks.ids[name]) for slot in slots]
            bare.append(_joined([outer[0], *between, outer[1]], heads, b"</w:p>"))
        runs = tuple(f"<w:r>{slot.run}" for slot in slots)
        keys = tuple(place.key for place, _ in places)
        rooms = tuple(
            tuple(int((slot.width - margin) / _POINT / (size / 2)) for slot in slots)
            for size in styles.NUMBER_SIZES
        )
        return Cells(
            keys=keys,
            fetch=fetcher(keys),
            plain=tuple(_with_runs(static, runs) for static in bare),
            bare=tuple(bare),
            runs=runs,
            rooms=rooms,
            narrowest=min(rooms[0]),
        )

    # -- headers and footers -------------------------------------------------------------

    def header(self, name: str) -> tuple[Piece, ...]:
        """A header or footer in pieces; nothing when it has no place for a value."""
        root = self.parsed(name)
        source = self.content[name]
        edits: list[Edit] = []
        for paragraph in root.below("w:p"):
            edits += self.paragraph(paragraph, source)
        return cut(source, edits)

    def check_headers(self, root: Element, headers: Mapping[str, tuple[Piece, ...]]) -> None:
        """Every header that is printed can say that the copy is a draft."""
        relations = self.parsed(parts.DOCUMENT_RELATIONS)
        targets = {
            relation.attributes["Id"]: "word/" + relation.attributes["Target"]
            for relation in relations.children
        }
        used = list(root.below("w:headerReference"))
        if not used:
            self.wrong("headers", "are missing", "add headers that hold {{ draft }}")
        for reference in used:
            pieces = headers.get(targets.get(reference.attributes.get("r:id", ""), ""), ())
            if not any(isinstance(piece, Line) and piece.key == DRAFT_KEY for piece in pieces):
                place = f"header ({reference.attributes.get('w:type', 'default')} pages)"
                self.wrong(place, "has no {{ draft }}", "type {{ draft }} where drafts say so")


# -- cells -------------------------------------------------------------------------------


class _Slot:
    """The paragraph of a value cell, as far as the master formats it."""

    def __init__(self, cell: Element, source: bytes, number_style: str) -> None:
        paragraphs = cell.kept("w:p")
        self.start, self.end = paragraphs[0].start, paragraphs[-1].end
        properties = paragraphs[0].child("w:pPr")
        mark = properties.child("w:rPr") if properties else None
        self.run = _outer(mark, source)
        self._properties = _outer(properties, source)
        self._style = f'<w:pStyle w:val="{number_style}"/>'
        about = cell.child("w:tcPr")
        self.width = int(about.value("w:tcW", "w:w") or 0) if about else 0

    def head(self, style: str) -> bytes:
        """The paragraph up to its runs, with the number style in this size."""
        sized = self._properties.replace(self._style, f'<w:pStyle w:val="{style}"/>')
        return f"<w:p>{sized}".encode()


def _joined(between: list[bytes], heads: list[bytes], tail: bytes) -> tuple[bytes, ...]:
    """The static bytes around a table's values."""
    first, *rest = between
    static = [first + heads[0]]
    static += [tail + middle + head for middle, head in zip(rest, heads[1:], strict=False)]
    return (*static, tail + between[-1])


def _with_runs(static: tuple[bytes, ...], runs: tuple[str, ...]) -> tuple[bytes, ...]:
    """Static bytes that hold the runs' own tags, so that a value is all that is missing."""
    close = b"</w:t></w:r>"
    opened = [piece + run.encode() + b"<w:t>" for piece, run in zip(static, runs, strict=False)]
    return (opened[0], *(close + piece for piece in opened[1:]), close + static[-1])


def _margins(table: Element) -> int:
    """The left and right cell margins of a table together, in twips."""
    properties = table.child("w:tblPr")
    margins = properties.child("w:tblCellMar") if properties else None
    if margins is None:
        return 216
    return sum(int(margins.value(f"w:{side}", "w:w") or 108) for side in ("left", "right"))


# -- small things ------------------------------------------------------------------------


def _entries(content: Mapping[str, bytes]) -> dict[str, Entry]:
    return {name: deflated(name, part, 9) for name, part in content.items()}


def _is_header(name: str) -> bool:
    return name.startswith(("word/header", "word/footer")) and name.endswith(".xml")


def _flat(element: Element) -> Iterator[Element]:
    """The blocks of a text, those in content controls too."""
    for child in element.children:
        if child.name in ("w:sdt", "w:sdtContent"):
            yield from _flat(child)
        else:
            yield child


def _outer(element: Element | None, source: bytes) -> str:
    return source[element.start : element.end].decode() if element else ""


def _run_properties(paragraph: Element, at: int, source: bytes) -> str:
    """The properties of the run that holds a place."""
    for run in paragraph.below("w:r"):
        if run.start <= at < run.end:
            return _outer(run.child("w:rPr"), source)
    return ""
