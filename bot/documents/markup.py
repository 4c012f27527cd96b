"""XML as a tree that knows its bytes. A template is cut out of document.xml at exact places and all
between the cuts is kept as Word wrote it, so a tree that is written out again would be of no use.
Only the standard library: lxml stays out of the bot's process until somebody sends a file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

_TAG = re.compile(rb"<(?:[^>\"']++|\"[^\"]*\"|'[^']*')*+>")


@dataclass(slots=True)
class Element:
    """An element and its bytes: `start` to `end` is all of it, `inner` to `close` its content."""

    name: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    close: int = -1
    end: int = -1
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def child(self, name: str) -> "Element | None":
        """The first child of a name."""
        return next((child for child in self.children if child.name == name), None)

    def kept(self, name: str) -> list["Element"]:
        """All children of a name."""
        return [child for child in self.children if child.name == name]

    def below(self, name: str) -> Iterator["Element"]:
        """All descendants of a name, in the order of the text."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.below(name)

    def value(self, name: str, attribute: str = "w:val") -> str:
        """An attribute of a child; empty where either is absent."""
        child = self.child(name)
        return child.attributes.get(attribute, "") if child else ""

    def outer(self, source: bytes) -> str:
        """The element as it stands in the bytes that it was read from."""
        return source[self.start : self.end].decode()

    @property
    def words(self) -> str:
        """The text of all runs in it."""
        return "".join(text.text for text in self.below("w:t"))


class _Builder:
    """Builds the tree from expat's calls."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.open = [Element("", {}, 0, 0)]
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.finish
        self.parser.CharacterDataHandler = self.say

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        start = self.parser.CurrentByteIndex
        tag = _TAG.match(self.source, start)
        assert tag is not None  # noqa: S101  # expat has just read a tag here
        element = Element(name, attributes, start, tag.end())
        if tag.group().endswith(b"/>"):
            element.close = element.end = tag.end()
        self.open[-1].children.append(element)
        self.open.append(element)

    def finish(self, _name: str) -> None:
        element = self.open.pop()
        if element.end < 0:
            element.close = self.parser.CurrentByteIndex
            element.end = self.source.index(b">", element.close) + 1

    def say(self, text: str) -> None:
        self.open[-1].text += text


def parse(source: bytes) -> Element:
    """The root element of a UTF-8 part. Raises expat.ExpatError when it is not well-formed."""
    builder = _Builder(source)
    builder.parser.Parse(source, True)
    return builder.open[0].children[0]
