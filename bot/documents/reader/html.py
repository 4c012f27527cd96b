"""Takes a web page apart, as a portal, Word or WPS wrote it. The page is read as one stream of
lines: what is laid out in tables comes out in the order of the source, which is how it is read.
Nothing is fetched, no script is run, and what is hidden is left out.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from bot.documents.reader.blocks import (
    Block,
    Content,
    Picture,
    Words,
    finished,
    is_note,
    place,
    tabled,
)
from bot.documents.reader.safety import Unreadable

_MARKED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_HEAD = 4096
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
_SILENT = (
    *("script", "style", "head", "noscript", "template", "select", "button"),
    *("svg", "math", "audio", "video", "canvas", "nav", "footer", "rt", "rp"),
    *("del", "s", "strike"),  # struck out: the office has put another figure beside it
)
_LINES = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary"),
        *("table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_SHOWN = ("text", "number")  # inputs whose value a reader sees
_EMBEDDED = frozenset({"iframe", "object", "embed"})
_FILES = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|zip|rar)(?:[?#]|$)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|line-through")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]"
_BREAK = r"[ \t]*\r?\n[ \t\r\n]*"
_BROKEN_LINE = re.compile(rf"(?<={_WIDE}){_BREAK}|{_BREAK}(?={_WIDE})")
_DEEPEST = 60


def read_html(content: bytes) -> list[Block]:
    """What a web page shows. Raises Unreadable."""
    parser = etree.HTMLParser(
        recover=True, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(decoded(content), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("broken") from error
    if root is None:
        raise Unreadable("broken")
    etree.strip_elements(root, *_SILENT, with_tail=False)
    page = _Page()
    page.read(root)
    return finished(page.blocks)


def decoded(content: bytes) -> str:
    """The text of a page: by its byte order mark, else what it declares, else what fits."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _text(content.decode("utf-16", "replace"))
    if content.startswith(b"\xef\xbb\xbf"):
        return _text(content.decode("utf-8-sig", "replace"))
    found = _MARKED.search(content[:_HEAD])
    declared = found[1].decode("ascii").lower() if found else ""
    for name in (_WIDER.get(declared, declared), "utf-8", "gb18030"):
        try:
            return _text(content.decode(name or "utf-8"))
        except (UnicodeDecodeError, LookupError):
            continue
    return _text(content.decode("utf-8", "replace"))


def _text(page: str) -> str:
    """Without the declaration of an encoding that no longer holds, and without NUL."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", page.replace("\0", ""))


@dataclass
class _Open:
    """A table being read; `outside` is where the lines around it go."""

    outside: list[Block]
    rows: list[list[Content]] = field(default_factory=list)


@dataclass
class _Page:
    """Reads a page from beginning to end; `target` is where lines go: the page, or a cell."""

    blocks: list[Block] = field(default_factory=list)
    tables: list[_Open] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    hidden: Any = None
    as_typed: int = 0  # how many <pre> are open: in them, a line of the source is a line

    def __post_init__(self) -> None:
        self.target = self.blocks

    def read(self, root: Any) -> None:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                if event == "end":
                    self.say(element.tail)
                continue
            if event == "start":
                self.begin(element)
            else:
                self.end(element)
                self.say(element.tail)
        self.flush()

    def begin(self, element: Any) -> None:
        if self.hidden is None and self.hides(element):
            self.hidden = element
        if self.hidden is not None:
            return
        tag = element.tag.rpartition("}")[2]
        if tag in _LINES or tag == "br":
            self.flush()
        self.as_typed += tag == "pre"
        if tag == "table":
            self.open_table()
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif tag in {"td", "th"} and self.tables:
            self.open_cell(element)
        else:
            self.show(tag, element)
        self.say(element.text)

    def hides(self, element: Any) -> bool:
        """True for what no reader sees, and for the mark of a note behind a figure."""
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "").lower()):
            return True
        note = element.tag == "sup" and bool(self.tables) and bool(self.pieces)
        return note and self.pieces[-1].rstrip()[-1:].isdigit() and is_note(element.text or "")

    def show(self, tag: str, element: Any) -> None:
        """Takes what an element shows besides the words in it."""
        if tag == "input" and element.get("type", "text") in _SHOWN:
            self.say(element.get("value"))
        elif tag == "img":
            self.target.append(Picture("picture"))
        elif tag in _EMBEDDED:
            self.target.append(Picture("embedded"))
        elif tag == "a" and _FILES.search(element.get("href", "")):
            self.target.append(Picture("attachment"))

    def end(self, element: Any) -> None:
        if self.hidden is not None:
            if element is self.hidden:
                self.hidden = None
            return
        tag = element.tag.rpartition("}")[2]
        if tag in _LINES:
            self.flush()
        self.as_typed -= tag == "pre"
        if tag == "table" and self.tables:
            self.close_table()
        elif tag in {"td", "th", "caption"} and self.tables:
            self.target = self.tables[-1].outside

    def open_table(self) -> None:
        if len(self.tables) >= _DEEPEST:
            raise Unreadable("broken")
        self.tables.append(_Open(self.target))

    def open_cell(self, element: Any) -> None:
        table = self.tables[-1]
        if not table.rows:
            table.rows.append([])
        down = _span(element, "rowspan")
        cell = Content(across=_span(element, "colspan") or 1, down=down or 1_000_000)
        table.rows[-1].append(cell)
        self.target = cell.blocks

    def close_table(self) -> None:
        table = self.tables.pop()
        self.target = table.outside
        self.target += tabled(list(place(table.rows)))

    def say(self, text: str | None) -> None:
        if not text or self.hidden is not None:
            return
        *lines, last = text.split("\n") if self.as_typed else [text]
        for line in lines:
            self.pieces.append(line)
            self.flush()
        self.pieces.append(last)

    def flush(self) -> None:
        """Ends a line. A line break within Chinese text is only the source's."""
        if not self.pieces:
            return
        text = _SPACE.sub(" ", _BROKEN_LINE.sub("", "".join(self.pieces))).strip(" ")
        self.pieces.clear()
        if text:
            self.target.append(Words(text))


def _span(element: Any, name: str) -> int:
    text = element.get(name, "1").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1
