"""Reads an XLSX that somebody sent, and trusts nothing in it. openpyxl writes our sheets but does
not read theirs: it makes an object for every cell of a merged range, of which a file of one
kilobyte can claim seventeen thousand million, and it raises whatever a damaged part leads to. A
form or a ledger needs only names, texts and numbers, so these are read here, each under a limit.

A document type declaration ends the reading before an entity is known. Everything that is wrong
with a file is `Unusable`, whose reason is an id in the wording.
"""

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Context, Decimal, InvalidOperation
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Literal, NoReturn
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from bot.forms.number import plain
from bot.reading.answers_file import Unusable

MAX_FILE = 20 * 1024 * 1024  # what a bot can download
MAX_UNPACKED = 150 * 1024 * 1024
MAX_RATIO = 200  # of what is unpacked to what was sent, for files that unpack to more than a little
LITTLE = 5 * 1024 * 1024
MAX_PARTS = 2000
MAX_CELLS = 400_000
MAX_MERGES = 20_000
MAX_NAMES = 5_000
MAX_ELEMENTS = 4_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = "_VBA_PROJECT".encode("utf-16-le")  # a folder of an XLS that holds them
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"  # what an ODS says it is
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SHORT = re.compile(r"0|[1-9]\d{0,14}")
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|General|G/通用格式', re.IGNORECASE)
_FIFTEEN = Context(prec=15)  # digits that a spreadsheet has; what follows is binary noise

Kind = Literal["text", "number", "date", "error"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something: a number as plain digits, a date as 2023-05-06.

    `formula` says that it is computed; its text is then what the file's writer had computed, and
    empty where it had computed nothing.
    """

    kind: Kind
    text: str
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells shown as one: first and last row and column, both counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Worksheet:
    """A sheet's cells by row and column, from 1; hidden rows and columns are there like others."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """The sheets in their order, and the defined names with what they stand for."""

    sheets: tuple[Worksheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)


def unusable(reason: str, **details: object) -> NoReturn:
    """Gives a file up."""
    raise Unusable(reason, details)


def address(row: int, column: int) -> str:
    """A cell as people find it: D7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def place(reference: str) -> tuple[int, int] | None:
    """Row and column of D7 or $D$7; None for what is no cell."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row, column) if 0 < row <= LAST_ROW and column <= LAST_COLUMN else None


def read_workbook(content: bytes) -> Workbook:
    """The cells of an XLSX, XLS or ODS. Raises Unusable, and nothing else."""
    if len(content) > MAX_FILE:
        unusable("too_big", megabytes=MAX_FILE // 1024 // 1024)
    if content.startswith(OLE):
        return _old(content)
    if not content.startswith(ZIP):
        unusable("not_excel")
    try:
        with ZipFile(BytesIO(content)) as archive:
            package = _Package(archive, len(content))
            return _open(package, content) if package.is_open() else package.workbook()
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        # what zipfile raises for damage, for methods it does not know, and for a password
        raise Unusable("broken", {}) from error
    except (expat.ExpatError, ValueError, OverflowError) as error:
        raise Unusable("broken", {}) from error


def _old(content: bytes) -> Workbook:
    from bot.documents.xls_ods import read_cells  # noqa: PLC0415 - a large parser, seldom needed

    if _ENCRYPTED in content:
        unusable("encrypted")
    if _MACROS in content:
        unusable("macros")
    return read_cells(content)


def _open(package: "_Package", content: bytes) -> Workbook:
    from bot.documents.xls_ods import read_cells  # noqa: PLC0415 - a large parser, seldom needed

    if b"encryption-data" in package.part("META-INF/manifest.xml"):
        unusable("encrypted")
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        unusable("macros")
    return read_cells(content)


class _Package:
    """The parts of an XLSX or ODS, weighed before one of them is unpacked."""

    def __init__(self, archive: ZipFile, size: int) -> None:
        self.archive = archive
        parts = archive.infolist()
        self.names = {part.filename for part in parts}
        if any(part.flag_bits & 1 for part in parts):
            unusable("encrypted")
        if any(name.lower().endswith("vbaproject.bin") for name in self.names):
            unusable("macros")
        if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
            unusable("broken")
        unpacked = sum(part.file_size for part in parts)
        bomb = unpacked > LITTLE and unpacked > size * MAX_RATIO
        if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or bomb:
            unusable("bomb")
        if "[Content_Types].xml" not in self.names and not self.is_open():
            unusable("not_excel")

    def is_open(self) -> bool:
        """True for an OpenDocument spreadsheet."""
        return self.part("mimetype").startswith(_SPREADSHEET)

    def part(self, name: str) -> bytes:
        """The bytes of a part; empty where it is absent."""
        return self.archive.read(name) if name in self.names else b""

    def workbook(self) -> Workbook:
        """Everything that is read."""
        root = _relations(self.part("_rels/.rels"), "")
        path = next((p for kind, p in root.values() if kind == "officeDocument"), "")
        if path not in self.names or not path.startswith("xl/") or path.endswith(".bin"):
            unusable("not_excel")
        book = _Book()
        parse(self.part(path), book)
        if book.macros or b"macroEnabled" in self.part("[Content_Types].xml"):
            unusable("macros")
        folder = dirname(path)
        relations = _relations(self.part(f"{folder}/_rels/{path[len(folder) + 1 :]}.rels"), folder)
        targets = dict(relations.values())
        strings, styles = _Strings(), _Styles()
        parse(self.part(targets.get("sharedStrings", "")), strings)
        parse(self.part(targets.get("styles", "")), styles)
        room = [MAX_CELLS]
        sheets = []
        for name, key in book.sheets:
            kind, target = relations.get(key, ("", ""))
            if kind == "worksheet":
                reader = _Sheet(strings.texts, styles.dates(), book.first_day, room)
                parse(self.part(target), reader)
                sheets.append(Worksheet(name, reader.cells, tuple(reader.merges)))
        return Workbook(tuple(sheets), book.names)


class Reader:
    """Hears the elements of a part: `start` with attributes, `end` with the text inside."""

    def start(self, tag: str, attributes: Mapping[str, str], /) -> None:
        """An element begins."""

    def end(self, tag: str, text: str, /) -> None:
        """An element ends; `text` is what stood in it since its last child."""


def parse(source: bytes, reader: Reader) -> None:
    """Reads XML, with names bare of their namespaces. Raises ExpatError, and Unusable for a DTD."""
    if not source:
        return
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    texts: list[str] = []
    count = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_ELEMENTS:
            unusable("bomb")
        texts.clear()
        reader.start(_bare(tag), {_bare(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        reader.end(_bare(tag), "".join(texts))
        texts.clear()

    def doctype(*_: object) -> None:
        unusable("entities")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = texts.append
    parser.StartDoctypeDeclHandler = doctype
    parser.Parse(source, True)


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]


def _relations(source: bytes, folder: str) -> dict[str, tuple[str, str]]:
    """The kind and the part of every relationship, by its id."""
    found: dict[str, tuple[str, str]] = {}

    class Relations(Reader):
        def start(self, tag: str, attributes: Mapping[str, str], /) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                path = target[1:] if target.startswith("/") else normpath(join(folder, target))
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (kind, path)

    parse(source, Relations())
    return found


class _Book(Reader):
    """workbook.xml: the sheets, the names, the day from which dates count."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.names: dict[str, str] = {}
        self.first_day = date(1899, 12, 30)
        self.macros = False
        self._name = ""

    def start(self, tag: str, attributes: Mapping[str, str], /) -> None:
        if tag == "sheet" and len(self.sheets) < MAX_PARTS:
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))
        elif tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.first_day = date(1904, 1, 1)
        elif tag == "definedName":
            self._name = "" if "localSheetId" in attributes else attributes.get("name", "")
            self.macros |= attributes.get("xlm") in ("1", "true")

    def end(self, tag: str, text: str, /) -> None:
        if tag == "definedName" and self._name and len(self.names) < MAX_NAMES:
            self.names[self._name] = text


class _Strings(Reader):
    """sharedStrings.xml: the texts that cells refer to by number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._runs = _Runs()

    def start(self, tag: str, _attributes: Mapping[str, str], /) -> None:
        self._runs.start(tag)

    def end(self, tag: str, text: str, /) -> None:
        self._runs.end(tag, text)
        if tag == "si":
            if len(self.texts) >= MAX_CELLS:
                unusable("too_many_cells", most=MAX_CELLS)
            self.texts.append(self._runs.taken())


class _Runs:
    """The runs of a rich text, without the pronunciation that may stand between them."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._spoken = 0

    def start(self, tag: str) -> None:
        self._spoken += tag == "rPh"

    def end(self, tag: str, text: str) -> None:
        self._spoken -= tag == "rPh"
        if tag == "t" and not self._spoken:
            self._pieces.append(text)

    def taken(self) -> str:
        text = "".join(self._pieces)
        self._pieces.clear()
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


class _Styles(Reader):
    """styles.xml: which styles show a number as a date."""

    def __init__(self) -> None:
        self._formats: dict[int, str] = {}
        self._styles: list[int] = []
        self._inside = False

    def start(self, tag: str, attributes: Mapping[str, str], /) -> None:
        if tag == "numFmt":
            self._formats[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            self._styles.append(_whole(attributes.get("numFmtId")))

    def end(self, tag: str, _text: str, /) -> None:
        if tag == "cellXfs":
            self._inside = False

    def dates(self) -> frozenset[int]:
        """The numbers of the styles that are dates."""
        dates = (n for n, style in enumerate(self._styles) if self._is_date(style))
        return frozenset(dates)

    def _is_date(self, number: int) -> bool:
        if number in self._formats:
            shown = _QUOTED.sub("", self._formats[number]).lower()
            return bool(re.search(r"[yd年月日]", shown))
        return number in _DATE_FORMATS


class _Sheet(Reader):
    """A worksheet: the cells that hold something, and the merged ranges."""

    def __init__(
        self, strings: list[str], dates: frozenset[int], first_day: date, room: list[int]
    ) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merges: list[Merge] = []
        self._strings, self._dates, self._first_day, self._room = strings, dates, first_day, room
        self._at = (0, 0)
        self._runs = _Runs()
        self._readers: dict[str, Callable[[str], tuple[Kind, str]]] = {
            "s": self._shared,
            "n": self._number,
            "b": lambda value: ("error", "TRUE" if value == "1" else "FALSE"),
            "e": lambda value: ("error", value),
            "d": lambda value: ("date", value[:10]),
        }
        self._reset({})

    def _reset(self, attributes: Mapping[str, str]) -> None:
        self._type = attributes.get("t", "n")
        self._style = _whole(attributes.get("s"))
        self._value, self._formula = "", False

    def start(self, tag: str, attributes: Mapping[str, str], /) -> None:
        self._runs.start(tag)
        if tag == "c":
            self._at = place(attributes.get("r", "")) or (self._at[0], self._at[1] + 1)
            self._reset(attributes)
        elif tag == "row":
            self._at = (_whole(attributes.get("r")) or self._at[0] + 1, 0)
        elif tag == "f":
            self._formula = True
        elif tag == "mergeCell" and len(self.merges) < MAX_MERGES:
            ends = [place(end) for end in attributes.get("ref", "").split(":")]
            if len(ends) == 2 and ends[0] and ends[1]:
                self.merges.append(Merge(*ends[0], *ends[1]))

    def end(self, tag: str, text: str, /) -> None:
        self._runs.end(tag, text)
        if tag == "v":
            self._value = text
        elif tag == "is":
            self._value = self._runs.taken()
        elif tag == "c":
            cell = self._cell()
            if cell.text.strip() or cell.formula:
                if len(self.cells) >= self._room[0]:
                    unusable("too_many_cells", most=MAX_CELLS)
                self.cells[self._at] = cell
        elif tag == "sheetData":
            self._room[0] -= len(self.cells)

    def _cell(self) -> Cell:
        kind, text = self._readers.get(self._type, self._plain)(self._value)
        return Cell(kind, text, self._formula)

    @staticmethod
    def _plain(value: str) -> tuple[Kind, str]:
        return "text", value

    def _shared(self, value: str) -> tuple[Kind, str]:
        number = _whole(value)
        return "text", self._strings[number] if number < len(self._strings) else ""

    def _number(self, value: str) -> tuple[Kind, str]:
        if not value.strip():
            return "number", ""
        if self._style not in self._dates and _SHORT.fullmatch(value):  # most of them
            return "number", value
        try:
            number = _FIFTEEN.plus(Decimal(value.strip()))
        except InvalidOperation:
            return "text", value
        if not number.is_finite() or abs(number.adjusted()) > 30:
            return "text", value
        if self._style in self._dates and 0 <= number < 2_958_466:  # up to the end of 9999
            return "date", str(self._first_day + timedelta(days=int(number)))
        return "number", plain(number)


def _whole(text: str | None) -> int:
    """A whole number of an attribute; 0 where there is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
