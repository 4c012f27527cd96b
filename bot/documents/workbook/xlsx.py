"""The parts of an XLSX that tell what its cells mean: the list of sheets, the texts that cells
share, the styles that make a number a date.
"""

import re
from collections.abc import Mapping
from datetime import date
from posixpath import dirname, join, normpath

from bot.documents.workbook.cell import MAX_CELLS, Workbook, Worksheet, unusable
from bot.documents.workbook.package import MAX_PARTS, Package
from bot.documents.workbook.parse import parse
from bot.documents.workbook.worksheet import Runs, Sheet, whole

MAX_NAMES = 5_000
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|General|G/通用格式', re.IGNORECASE)


def read_xlsx(package: Package) -> Workbook:
    """Everything that is read of an XLSX. Raises Unusable, and ExpatError for damaged XML."""
    root = _relations(package.part("_rels/.rels"), "")
    path = next((p for kind, p in root.values() if kind == "officeDocument"), "")
    if path not in package.names or not path.startswith("xl/") or path.endswith(".bin"):
        unusable("not_excel")
    book = _Book()
    parse(package.part(path), book.start, book.end)
    if book.macros or b"macroEnabled" in package.part("[Content_Types].xml"):
        unusable("macros")
    folder = dirname(path)
    listed = package.part(f"{folder}/_rels/{path[len(folder) + 1 :]}.rels")
    relations = _relations(listed, folder)
    targets = dict(relations.values())
    strings, styles = _Strings(), _Styles()
    parse(package.part(targets.get("sharedStrings", "")), strings.start, strings.end)
    parse(package.part(targets.get("styles", "")), styles.start, styles.end)
    room = [MAX_CELLS]
    sheets = []
    for name, key in book.sheets:
        kind, target = relations.get(key, ("", ""))
        if kind == "worksheet":
            sheet = Sheet(strings.texts, styles.dates(), book.first_day, room)
            parse(package.part(target), sheet.start, sheet.end)
            sheets.append(Worksheet(name, sheet.cells, tuple(sheet.merges)))
    return Workbook(tuple(sheets), book.names)


def _relations(source: bytes, folder: str) -> dict[str, tuple[str, str]]:
    """The kind and the part of every relationship, by its id."""
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else normpath(join(folder, target))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, path)

    parse(source, start, lambda _tag, _text: None)
    return found


class _Book:
    """workbook.xml: the sheets, the names, the day from which dates count."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.names: dict[str, str] = {}
        self.first_day = date(1899, 12, 30)
        self.macros = False
        self._name = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "sheet" and len(self.sheets) < MAX_PARTS:
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))
        elif tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.first_day = date(1904, 1, 1)
        elif tag == "definedName":
            self._name = "" if "localSheetId" in attributes else attributes.get("name", "")
            self.macros |= attributes.get("xlm") in ("1", "true")

    def end(self, tag: str, text: str) -> None:
        if tag == "definedName" and self._name and len(self.names) < MAX_NAMES:
            self.names[self._name] = text


class _Strings:
    """sharedStrings.xml: the texts that cells refer to by number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._runs = Runs()

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        self._runs.start(tag)

    def end(self, tag: str, text: str) -> None:
        self._runs.end(tag, text)
        if tag == "si":
            if len(self.texts) >= MAX_CELLS:
                unusable("too_many_cells", most=MAX_CELLS)
            self.texts.append(self._runs.taken())


class _Styles:
    """styles.xml: which styles show a number as a date."""

    def __init__(self) -> None:
        self._formats: dict[int, str] = {}
        self._styles: list[int] = []
        self._inside = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "numFmt":
            self._formats[whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            self._styles.append(whole(attributes.get("numFmtId")))

    def end(self, tag: str, _text: str) -> None:
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
