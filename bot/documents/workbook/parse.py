"""The elements of an XML part, one after another and counted. A document type declaration ends the
reading before an entity is known.
"""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from bot.documents.workbook.cell import unusable

MAX_ELEMENTS = 4_000_000


Start = Callable[[str, Mapping[str, str]], None]  # an element begins: its name and attributes
End = Callable[[str, str], None]  # an element ends: its name and the text since its last child


def parse(source: bytes, begin: Start, finish: End) -> None:
    """Tells the elements of some XML, with names bare of their namespaces; of no bytes, none.
    Raises ExpatError, and Unusable for a DTD.
    """
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
        begin(_bare(tag), {_bare(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        finish(_bare(tag), "".join(texts))
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
