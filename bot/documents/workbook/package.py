"""The zip that an XLSX or ODS is. It is weighed before one of its parts is unpacked, and one that
is locked, holds macros or would burst is given up by name.
"""

from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from bot.documents.workbook.cell import unusable

MAX_UNPACKED = 150 * 1024 * 1024
MAX_RATIO = 200  # of what is unpacked to what was sent, for files that unpack to more than a little
LITTLE = 5 * 1024 * 1024
MAX_PARTS = 2000
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"  # what an ODS says it is


class Package:
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
        if "[Content_Types].xml" not in self.names and not self.is_opendocument():
            unusable("not_excel")

    def is_opendocument(self) -> bool:
        """True for an OpenDocument spreadsheet."""
        return self.part("mimetype").startswith(_SPREADSHEET)

    def part(self, name: str) -> bytes:
        """The bytes of a part; empty where it is absent."""
        return self.archive.read(name) if name in self.names else b""
