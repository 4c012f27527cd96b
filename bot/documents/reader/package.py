"""Opens the package that a DOCX is, and keeps it from doing harm: packed to burst, with macros,
with a password, with XML entities that expand or fetch. Only the parts that are asked for are
unpacked, each within bounds, because a size that a zip file states may be a lie.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree

from bot.documents.reader.safety import Unreadable

LARGEST_PART = 24 * 1024 * 1024  # bytes of one unpacked part; a report has a hundredth of it
LARGEST_WHOLE = 256 * 1024 * 1024  # bytes unpacked, pictures included
MOST_PARTS = 4000

_TYPES = "[Content_Types].xml"
_RELATIONS = "_rels/.rels"
_DOCUMENT = "word/document.xml"
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


class Package:
    """The parts of a DOCX that are asked for, each unpacked within bounds."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self._names = set(file.namelist())
        self.document = self._main()

    def part(self, name: str) -> bytes:
        """The bytes of a part; empty when the package has none of that name."""
        if name not in self._names:
            return b""
        try:
            with self._file.open(name) as stream:
                data = stream.read(LARGEST_PART + 1)
        except RuntimeError as error:  # what zipfile says of a part with a password
            raise Unreadable("encrypted") from error
        if len(data) > LARGEST_PART:
            raise Unreadable("bomb")
        return data

    def beside(self, name: str) -> bytes:
        """A part in the folder of the main document."""
        return self.part(f"{self.document.rpartition('/')[0]}/{name}".lstrip("/"))

    def _main(self) -> str:
        """The main document's name, as the package's relations tell it."""
        if _DOCUMENT in self._names:
            return _DOCUMENT
        source = self.part(_RELATIONS)
        for relation in xml(source) if source else ():
            name = str(relation.get("Target", "")).lstrip("/")
            told = str(relation.get("Type", "")).endswith("/officeDocument")
            if told and name in self._names and name.startswith("word"):
                return name
        raise Unreadable("unknown")


@contextmanager
def package(content: bytes) -> Iterator[Package]:
    """An opened DOCX. Raises Unreadable for what is none, or must not be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            _inspect(file)
            yield Package(file)
    except _BROKEN_ZIP as error:
        raise Unreadable("broken") from error


def _inspect(file: zipfile.ZipFile) -> None:
    entries = file.infolist()
    if len(entries) > MOST_PARTS or sum(e.file_size for e in entries) > LARGEST_WHOLE:
        raise Unreadable("bomb")
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise Unreadable("macros")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("encrypted")
    types = next((entry for entry in entries if entry.filename == _TYPES), None)
    if types is None:
        raise Unreadable("unknown")
    with file.open(types) as stream:
        if b"macroenabled" in stream.read(LARGEST_PART).lower():
            raise Unreadable("macros")


# -- XML ---------------------------------------------------------------------------------


def xml(source: bytes) -> Any:
    """The root element of a part. A part that declares anything of its own is refused."""
    if b"<!" in source or source[:2] in (b"\xff\xfe", b"\xfe\xff"):
        _refuse_declarations(source)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("broken") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("entities")
    return root


def _refuse_declarations(source: bytes) -> None:
    """Word never writes a DOCTYPE; whoever does wants entities to be expanded or fetched."""
    plain = source.replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Unreadable("entities")
