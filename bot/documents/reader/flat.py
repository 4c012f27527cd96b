"""Opens a Word document that is one XML file: the flat package of Word 2007, and the older XML of
Word 2003. Office systems fill such a file in as a template and send it as .doc.
"""

from dataclasses import dataclass

from lxml import etree

from bot.documents.reader.package import xml
from bot.documents.reader.safety import Unreadable

PACKAGE = b"http://schemas.microsoft.com/office/2006/xmlPackage"
OLDER = b"http://schemas.microsoft.com/office/word/2003/wordml"

_PKG = f"{{{PACKAGE.decode()}}}"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOLDER = "word/"


@dataclass(frozen=True)
class FlatPackage:
    """The parts of such a document, to be asked for as those of a DOCX."""

    parts: dict[str, bytes]
    document: str = f"{_FOLDER}document.xml"

    def part(self, name: str) -> bytes:
        """The bytes of a part; empty when the package has none of that name."""
        return self.parts.get(name, b"")

    def beside(self, name: str) -> bytes:
        """A part in the folder of the main document."""
        return self.part(f"{_FOLDER}{name}")


def flat_package(content: bytes) -> FlatPackage:
    """The parts of a document in one file. Raises Unreadable."""
    if OLDER in content:
        older = content.replace(OLDER, _USUAL).replace(b"<w:vmerge", b"<w:vMerge")
        return FlatPackage({FlatPackage.document: older})
    parts: dict[str, bytes] = {}
    for part in xml(content).iter(f"{_PKG}part"):
        name = str(part.get(f"{_PKG}name", "")).lstrip("/")
        if name.lower().endswith("vbaproject.bin"):
            raise Unreadable("macros")
        data = part.find(f"{_PKG}xmlData")
        if data is not None and len(data):
            parts[name] = etree.tostring(data[0])
    if FlatPackage.document not in parts:
        raise Unreadable("unknown")
    return FlatPackage(parts)
