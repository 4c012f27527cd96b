"""A report as other people make it: lines and tables that a test can spoil before they are written
as DOCX, HTML or PDF. The files are written by hand, byte for byte, so that a test can have in them
what no library would write, and nothing need be installed for it.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from itertools import pairwise

from bot.documents.grid import grid
from bot.forms.answers import Answers
from bot.forms.form import Form

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Spoil = Callable[[str], str]


def as_is(text: str) -> str:
    return text


@dataclass
class Box:
    """A cell as HTML counts them."""

    text: str
    across: int = 1
    down: int = 1


@dataclass
class Grid:
    """A table; `repeat` rows of it are printed again on a new page of a PDF."""

    rows: list[list[Box]]
    widths: list[int] = field(default_factory=list)
    repeat: int = 0

    @property
    def columns(self) -> int:
        return sum(box.across for box in self.rows[0])

    def add_column(self, text: str, down: int | None = None) -> "Grid":
        """Another column on the left, one cell over `down` rows."""
        rows = [[replace(box) for box in row] for row in self.rows]
        rows[0].insert(0, Box(text, 1, down or len(rows)))
        return Grid(rows)

    def add_row(self, text: str) -> "Grid":
        """Another row on top, one cell over all columns."""
        return Grid([[Box(text, self.columns)], *self.rows])

    def cut(self, *at: int) -> list["Grid"]:
        """The table in pieces; no cell may reach over a cut."""
        edges = [0, *at, len(self.rows)]
        return [Grid(self.rows[a:b]) for a, b in pairwise(edges)]


Part = str | Grid


def report(
    answers: Answers, *, label: Spoil = as_is, figure: Spoil = as_is, heading: Spoil = as_is
) -> list[Part]:
    """The parts of a report in the form's order, its labels, figures and headings as spoilt."""
    form, values = answers.form, answers.entered
    parts: list[Part] = [answers.title, f"{answers.year}年{form.name}"]
    parts += values.get("preamble", "").split("\n")
    for section in form.sections:
        if not section.numbered:
            continue
        parts.append(heading(section.title))
        for ask in sorted(section.asks, key=lambda ask: ask in form.tables):
            if ask in form.tables:
                parts.append(table(form, ask, values, label, figure))
            else:
                parts += [line for line in values.get(ask, "").split("\n") if line]
    return [part for part in parts if part]


def table(
    form: Form, name: str, values: Mapping[str, str], label: Spoil = as_is, figure: Spoil = as_is
) -> Grid:
    printed = grid(form.tables[name])
    rows: list[list[Box]] = []
    for at, line in enumerate(printed.lines):
        own = [cell for cell in line if cell.row == at]
        rows.append(
            [
                Box(
                    figure(values.get(cell.key, "")) if cell.key else label(cell.text),
                    cell.across,
                    cell.down,
                )
                for cell in own
            ]
        )
    wide = [24] * (printed.label_columns - 1) + [150]
    widths = [*wide, *[38] * (printed.columns - len(wide))]
    if form.tables[name].layout == "line":
        widths = [29] * printed.columns
    elif form.tables[name].layout == "blocks":
        widths = [130, 100, 100, 100]
    return Grid(rows, widths, printed.heads)


# -- Word --------------------------------------------------------------------------------


def paragraph(text: str, properties: str = "") -> str:
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(t)}</w:t>' for t in text.split("\n"))
    return f"<w:p>{properties}<w:r>{runs}</w:r></w:p>"


def word_table(found: Grid, inside: Callable[[Box], str] | None = None) -> str:
    """A table with merges as Word writes them; `inside` writes what stands in a cell."""
    write = inside or (lambda box: "".join(paragraph(t) for t in box.text.split("\n")))
    out, busy = [], {}
    for row in found.rows:
        cells, column = [], 0
        todo = list(row)
        while todo or busy.get(column, (0, 0))[0]:
            left, across = busy.get(column, (0, 0))
            if left:
                cells.append(_word_cell(across, "<w:vMerge/>", "<w:p/>"))
                busy[column] = (left - 1, across)
                column += across
                continue
            box = todo.pop(0)
            merge = '<w:vMerge w:val="restart"/>' if box.down > 1 else ""
            cells.append(_word_cell(box.across, merge, write(box)))
            busy[column] = (box.down - 1, box.across)
            column += box.across
        out.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(out)}</w:tbl>"


def _word_cell(across: int, merge: str, inside: str) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{inside}</w:tc>"


def as_docx(parts: list[Part], **more: bytes) -> bytes:
    body = "".join(paragraph(p) if isinstance(p, str) else word_table(p) for p in parts)
    return word(body, **more)


def word(body: str, head: str = "", **more: bytes) -> bytes:
    """A DOCX with a body; `more` are other parts, `numbering=…` for word/numbering.xml."""
    document = f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped(document.encode(), {f"word/{name}.xml": part for name, part in more.items()})


def zipped(document: bytes, more: Mapping[str, bytes] = {}) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": document, **more}
        for name, part in parts.items():
            file.writestr(name, part)
    return out.getvalue()


# -- HTML --------------------------------------------------------------------------------


def html_table(found: Grid) -> str:
    def cell(box: Box) -> str:
        text = escape(box.text).replace("\n", "<br>")
        return f'<td colspan="{box.across}" rowspan={box.down}><p>{text}</p></td>'

    rows = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in found.rows)
    return f"<table>{rows}</table>"


def as_html(parts: list[Part]) -> bytes:
    body = "\n".join(f"<p>{escape(p)}</p>" if isinstance(p, str) else html_table(p) for p in parts)
    return f"<html><body>{body}</body></html>".encode()


# -- PDF ---------------------------------------------------------------------------------

_PAGE_HEIGHT, _LEFT, _TOP, _BOTTOM = 842, 80, 105, 90
_LINE, _SIZE, _CHARACTERS, _ROW = 28, 16, 27, 13


class Pdf:
    """Writes characters and lines on pages, with a font that every reader knows by name."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = []
        self.new_page()

    def new_page(self) -> None:
        self.pages.append([])
        self.y = _TOP

    def text(self, x: float, y: float, text: str, size: float, turn: str = "1 0 0 1") -> None:
        code = text.encode("utf-16-be").hex()
        self.pages[-1].append(
            f"BT /F {size} Tf {turn} {x:.1f} {_PAGE_HEIGHT - y:.1f} Tm <{code}> Tj ET"
        )

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        self.pages[-1].append(
            f"{x:.1f} {_PAGE_HEIGHT - y - height:.1f} {width:.1f} {height:.1f} re S"
        )

    def picture(self, x: float, y: float, width: float, height: float) -> None:
        self.pages[-1].append(f"q {width} 0 0 {height} {x} {_PAGE_HEIGHT - y - height} cm /I Do Q")

    def bytes(self) -> bytes:
        font = (
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
            " /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW"
            " 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
            " /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /Ascent 880"
            " /Descent -120 /CapHeight 700 /ItalicAngle 0 /StemV 80 /FontBBox [0 -200 1000 900] >>"
            " >>] >>"
        )
        image = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
        objects = [b"", b"", font.encode()]
        objects.append(image + b" /BitsPerComponent 8 /Length 1 >>\nstream\n\0\nendstream")
        kids = []
        for page in self.pages:
            packed = zlib.compress("\n".join(page).encode())
            head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
            objects.append(head + packed + b"\nendstream")
            kids.append(f"{len(objects) + 1} 0 R")
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {_PAGE_HEIGHT}] /Contents"
                f" {len(objects)} 0 R /Resources << /Font << /F 3 0 R >>"
                " /XObject << /I 4 0 R >> >> >>".encode()
            )
        objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
        objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
        out, places = bytearray(b"%PDF-1.5\n"), []
        for number, source in enumerate(objects, 1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode() + source + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
        out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
        out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
        return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def as_pdf(parts: list[Part], *, page_numbers: bool = True, turned: bool = False) -> bytes:
    """The report on pages of 28 lines or so; tables go on over pages, their heads repeated."""
    pdf = Pdf()
    for at, part in enumerate(parts):
        if isinstance(part, Grid):
            _print_table(pdf, part, turned)
        else:
            _print_text(pdf, part, title=at < 2 and len(part) < 26)
    if page_numbers:
        for number in range(len(pdf.pages)):
            pdf.pages[number].append(
                f"BT /F 12 Tf 1 0 0 1 290 50 Tm <{f'- {number + 1} -'.encode('utf-16-be').hex()}>"
                " Tj ET"
            )
    return pdf.bytes()


def _print_text(pdf: Pdf, text: str, *, title: bool) -> None:
    if title:
        lines = [(_LEFT + (_CHARACTERS * _SIZE - len(text) * 20) / 2, text)]
    else:
        first = _CHARACTERS - 2
        lines = [(_LEFT + 2 * _SIZE, text[:first])]
        rest = text[first:]
        lines += [(_LEFT, rest[n : n + _CHARACTERS]) for n in range(0, len(rest), _CHARACTERS)]
    for x, line in lines:
        if pdf.y + _LINE > _PAGE_HEIGHT - _BOTTOM:
            pdf.new_page()
        pdf.text(x, pdf.y + _SIZE, line, 20 if title else _SIZE)
        pdf.y += _LINE


def _print_table(pdf: Pdf, found: Grid, turned: bool) -> None:
    widths = found.widths or [430 / found.columns] * found.columns
    edges = [_LEFT + sum(widths[:n]) for n in range(len(widths) + 1)]
    placed = list(_placed(found))
    heights = [_ROW] * len(found.rows)
    for row, column, box in placed:
        lines = len(_folded(box.text, edges[column + box.across] - edges[column]))
        if box.down == 1:
            heights[row] = max(heights[row], lines * 9 + 4)
    if pdf.y + sum(heights[: found.repeat + 1]) > _PAGE_HEIGHT - _BOTTOM:
        pdf.new_page()
    starts = _page_starts(pdf, heights, found.repeat)
    drawn = _Drawn(placed, edges, heights, turned)
    for start, end in pairwise([*starts, len(heights)]):
        if start:
            pdf.new_page()
            if found.repeat:
                drawn.rows(pdf, 0, found.repeat)
        drawn.rows(pdf, start, end)
    pdf.y += 12


def _page_starts(pdf: Pdf, heights: list[int], repeat: int) -> list[int]:
    starts, y = [0], pdf.y
    for row, height in enumerate(heights):
        if y + height > _PAGE_HEIGHT - _BOTTOM:
            starts.append(row)
            y = _TOP + sum(heights[:repeat])
        y += height
    return starts


def _placed(found: Grid) -> Iterator[tuple[int, int, Box]]:
    busy: dict[int, int] = {}
    for row, boxes in enumerate(found.rows):
        column = 0
        for box in boxes:
            while busy.get(column, 0) > row:
                column += 1
            for taken in range(column, column + box.across):
                busy[taken] = row + box.down
            yield row, column, box
            column += box.across


def _folded(text: str, width: float) -> list[str]:
    most = max(int((width - 4) // 8), 1)
    return [line[n : n + most] for line in text.split("\n") for n in range(0, len(line) or 1, most)]


@dataclass
class _Drawn:
    """A table with the measures by which its rows are printed."""

    placed: list[tuple[int, int, Box]]
    edges: list[float]
    heights: list[int]
    turned: bool

    def rows(self, pdf: Pdf, start: int, end: int) -> None:
        for row, column, box in self.placed:
            first, last = max(row, start), min(row + box.down, end)
            if first < last:
                top = pdf.y + sum(self.heights[start:first])
                x, width = self.edges[column], self.edges[column + box.across] - self.edges[column]
                height = sum(self.heights[first:last])
                pdf.frame(x, top, width, height)
                on_its_side = self.turned and box.down > 3 and column == 0 and row > 2
                self.words(pdf, box.text, (x, top, width, height), on_its_side)
        pdf.y += sum(self.heights[start:end])

    def words(
        self, pdf: Pdf, text: str, box: tuple[float, float, float, float], on_its_side: bool
    ) -> None:
        x, top, width, height = box
        if on_its_side:
            pdf.text(x + width / 2 - 4, top + 4, text, 8, "0 -1 1 0")
            return
        for n, line in enumerate(_folded(text, width)):
            if (n + 1) * 9 <= height:
                pdf.text(x + 2, top + 9 + n * 9, line, 8)
