"""Reads a Word master and cuts it at the places of values. The master is edited in Word by people
who cannot know what the program relies on; whatever they broke is found here, all of it at once
with its place and its remedy, because a master misread would fill a form wrongly.

Only the standard library is used: python-docx and lxml would double the memory of the bot.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from xml.parsers.expat import ExpatError

from bot.documents import parts, placeholders, styles
from bot.documents.cells import cells
from bot.documents.grid import grid
from bot.documents.markup import Element, parse
from bot.documents.outline import Landmark, check_outline
from bot.documents.pieces import DRAFT_KEY, Edit, Line, Looks, Piece, Text, cut, text
from bot.documents.tables import compare, read, same_labels
from bot.forms.form import Form
from bot.forms.toml import Mistake, Mistakes

_LEFTOVERS = re.compile(  # marks of Word's own, and content controls and smart tags around words
    rb"<w:(?:proofErr|bookmarkStart|bookmarkEnd|permStart|permEnd|lastRenderedPageBreak)\b[^>]*/>"
    rb"|<w:(sdtPr|sdtEndPr|smartTagPr|customXmlPr)\b(?:[^>]*/>|.*?</w:\1>)"
    rb"|</?w:(?:sdt|sdtContent|smartTag|customXml)\b[^>]*>",
    re.DOTALL,
)
_TRACKED = re.compile(
    rb"<w:(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|[a-zA-Z]+PrChange)[ />]"
)
_BESIDE_WORDS = ("w:sectPr", "w:br", "w:drawing", "w:pict", "w:object", "w:footnoteReference")


class Compiler:
    """Turns the parts of a master into pieces and collects what is wrong with them."""

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
        self.looks = Looks(self._style_ids())
        self.source = self._tidied(parts.DOCUMENT)
        self.root = self._parsed(parts.DOCUMENT, self.source)

    def _wrong(self, place: str, problem: str, remedy: str) -> None:
        mistake = Mistake(self.file, place, problem, remedy)
        if mistake not in self.found:
            self.found.append(mistake)

    def _tidied(self, name: str) -> bytes:
        """A part without what only an editor needs."""
        if _TRACKED.search(self.content[name]):
            place = "document" if name == parts.DOCUMENT else name
            self._wrong(place, "holds tracked changes", "accept or reject all of them")
        return _LEFTOVERS.sub(b"", self.content[name])

    def _parsed(self, name: str, source: bytes) -> Element:
        try:
            return parse(source)
        except ExpatError as error:
            mistake = Mistake(self.file, name, str(error), "save the master anew with Word")
            raise Mistakes([mistake]) from error

    def _style_ids(self) -> dict[str, str]:
        root = self._parsed(parts.STYLES, self.content[parts.STYLES])
        ids = {
            style.value("w:name"): style.attributes.get("w:styleId", "")
            for style in root.kept("w:style")
        }
        for name in styles.REQUIRED:
            if name not in ids:
                self._wrong("styles", f"“{name}” is missing", "restore the style under this name")
        return {name: ids.get(name, "") for name in styles.REQUIRED}

    def _remedy(self, key: str) -> str:
        if key not in self.texts:
            return f"type {{{{ {key} }}}} where it belongs"
        section = self.form.section_of(key)
        return f"type {{{{ {key} }}}} in a paragraph of its own in “{section.title}”"

    # -- the text ------------------------------------------------------------------------

    def document(self) -> tuple[Piece, ...]:
        """The text in pieces."""
        source, body = self.source, self.root.child("w:body")
        if body is None:
            self._wrong("document", "has no text", "start again from a new master")
            return ()
        if self._has_comments():
            self._wrong("document", "holds comments", "delete all of them")
        edits: list[Edit] = []
        landmarks: list[Landmark] = []
        tables = []
        for block in body.children:
            if block.name == "w:tbl":
                tables.append(block)
                landmarks.append(Landmark(key=self._table_id(len(tables))))
            elif block.name == "w:p":
                edits += self._paragraph(block, source)
                landmarks.append(self._landmark(block))
        edits += self._tables(tables, source)
        check_outline(self.form, landmarks, self._wrong)
        return self._cut(source, edits)

    def _has_comments(self) -> bool:
        parts_of_comments = any(name.startswith("word/comments") for name in self.content)
        return parts_of_comments or b"<w:commentReference " in self.source

    def _cut(self, source: bytes, edits: list[Edit]) -> tuple[Piece, ...]:
        """A part in pieces. A placeholder that is left in them is where no text is printed."""
        pieces = cut(source, edits)
        static = b"".join(piece for piece in pieces if isinstance(piece, bytes)).decode()
        known = {mistake.place for mistake in self.found}
        for key in placeholders.keys(static):
            if (place := f"{{{{ {key} }}}}") not in known:
                problem = "stands in a field, a link or a description"
                self._wrong(place, problem, "type it as plain text instead")
        return pieces

    def _table_id(self, count: int) -> str:
        names = list(self.form.tables)
        return names[count - 1] if count <= len(names) else ""

    def _landmark(self, paragraph: Element) -> Landmark:
        words = paragraph.words
        texts = [key for key in placeholders.keys(words) if key in self.texts]
        return Landmark(words, texts[0] if texts else "")

    def _paragraph(self, paragraph: Element, source: bytes) -> Iterator[Edit]:
        """The edits that make room for the values in a paragraph."""
        words = paragraph.words
        if found := placeholders.broken(words):
            self._wrong(f"“{found}”", "is no placeholder", "write it as {{ name }}")
        for place in placeholders.places(paragraph, source):
            if place.key in self.texts:
                yield from self._narrative(place.key, paragraph, source)
            elif self._is_known(place.key):
                (start, end), *rest = place.ranges
                yield Edit(start, end, Line(place.key, _run_properties(paragraph, start, source)))
                yield from (Edit(*more) for more in rest)

    def _is_known(self, key: str) -> bool:
        self.seen.append(key)
        known = ["title", "year", DRAFT_KEY, *self.form.fields, *self.form.cells]
        if key in known:
            return True
        near = get_close_matches(key, known, 1)
        remedy = f"did you mean {{{{ {near[0]} }}}}?" if near else "take it out"
        self._wrong(f"{{{{ {key} }}}}", "is not known to the form", remedy)
        return False

    def _narrative(self, key: str, paragraph: Element, source: bytes) -> Iterator[Edit]:
        if key in self.seen:
            self._wrong(f"{{{{ {key} }}}}", "stands twice", "keep one of them")
        self.seen.append(key)
        alone = "".join(paragraph.words.split()) == f"{{{{{key}}}}}"
        if not alone or any(next(paragraph.below(name), None) for name in _BESIDE_WORDS):
            remedy = "give it a paragraph of its own, without breaks, pictures and text boxes"
            self._wrong(f"{{{{ {key} }}}}", "shares its paragraph", remedy)
            return
        first = next(words for words in paragraph.below("w:t") if words.text)
        run = _run_properties(paragraph, first.inner, source)
        properties = paragraph.child("w:pPr")
        piece = text(key, properties.outer(source) if properties else "", run, self.looks)
        yield Edit(paragraph.start, paragraph.end, piece)

    # -- the tables ----------------------------------------------------------------------

    def _tables(self, tables: list[Element], source: bytes) -> Iterator[Edit]:
        expected = [grid(table) for table in self.form.tables.values()]
        found = [read(table) for table in tables]
        if len(tables) != len(expected):
            problem = f"are {len(tables)} where the form has {len(expected)}"
            lost = [p for p in expected if not any(same_labels(f, p) for f in found)]
            names = "、".join(printed.table.label for printed in lost) or "—"
            self._wrong("tables", problem, f"not found as the form prints them: {names}")
            return
        for table, rows, printed in zip(tables, found, expected, strict=True):
            places = compare(rows, printed, self._wrong)
            if len(places) == len(list(printed.table.cells())):
                yield Edit(table.start, table.end, cells(table, places, source, self.looks))

    # -- headers and footers -------------------------------------------------------------

    def header(self, name: str) -> tuple[Piece, ...]:
        """A header or footer in pieces."""
        source = self._tidied(name)
        edits: list[Edit] = []
        for paragraph in self._parsed(name, source).below("w:p"):
            edits += self._paragraph(paragraph, source)
        for edit in edits:
            if isinstance(edit.piece, Text):
                place = f"{{{{ {edit.piece.key} }}}}"
                self._wrong(place, f"stands in {name}", self._remedy(edit.piece.key))
        return self._cut(source, edits)

    def finish(self, headers: Mapping[str, tuple[Piece, ...]]) -> None:
        """Looks for what is lost. Raises Mistakes when anything was found wrong at all."""
        self._check_headers(headers)
        for key in ("title", "year", *self.texts):
            if key not in self.seen:
                self._wrong("placeholders", f"{{{{ {key} }}}} is missing", self._remedy(key))
        if self.found:
            raise Mistakes(self.found)

    def _check_headers(self, headers: Mapping[str, tuple[Piece, ...]]) -> None:
        """Every header that is printed can say that the copy is a draft."""
        name = parts.DOCUMENT_RELATIONS
        targets = {
            relation.attributes["Id"]: "word/"
            + relation.attributes["Target"].removeprefix("/word/")
            for relation in self._parsed(name, self.content[name]).children
        }
        used = list(self.root.below("w:headerReference"))
        if not used:
            self._wrong("headers", "are missing", "add headers that hold {{ draft }}")
        kinds = {reference.attributes.get("w:type", "default") for reference in used}
        for kind in self._printed_headers() - kinds if used else ():
            place = f"header ({kind} pages)"
            self._wrong(place, "is missing", "add one that holds {{ draft }}")
        for reference in used:
            pieces = headers.get(targets.get(reference.attributes.get("r:id", ""), ""), ())
            if not any(isinstance(piece, Line) and piece.key == DRAFT_KEY for piece in pieces):
                place = f"header ({reference.attributes.get('w:type', 'default')} pages)"
                self._wrong(place, "has no {{ draft }}", "type {{ draft }} where drafts say so")

    def _printed_headers(self) -> set[str]:
        """The kinds of pages that show a header of their own kind, and nothing without it."""
        asked = {"first": next(self.root.below("w:titlePg"), None)}
        if settings := self.content.get(parts.SETTINGS):
            asked["even"] = self._parsed(parts.SETTINGS, settings).child("w:evenAndOddHeaders")
        return {"default"} | {kind for kind, element in asked.items() if _is_on(element)}


def _is_on(element: Element | None) -> bool:
    """True for a switch that is there and not switched off."""
    return element is not None and element.attributes.get("w:val") not in ("0", "false", "off")


def _run_properties(paragraph: Element, at: int, source: bytes) -> str:
    """The properties of the run that holds a place."""
    for run in paragraph.below("w:r"):
        if run.start <= at < run.end:
            properties = run.child("w:rPr")
            return properties.outer(source) if properties else ""
    return ""
