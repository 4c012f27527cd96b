"""Tells by its first bytes what a file is, and has it read. Everything that is wrong with a file is
`Unusable`, whose reason is an id in the wording.
"""

import zlib
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from bot.documents.workbook.cell import Workbook, unusable
from bot.documents.workbook.package import Package
from bot.documents.workbook.xlsx import read_xlsx
from bot.reading.answers_file import Unusable

MAX_FILE = 20 * 1024 * 1024  # what a bot can download
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = "_VBA_PROJECT".encode("utf-16-le")  # a folder of an XLS that holds them


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
            package = Package(archive, len(content))
            return (
                _opendocument(package, content) if package.is_opendocument() else read_xlsx(package)
            )
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        # what zipfile raises for damage, for methods it does not know, and for a password
        raise Unusable("broken", {}) from error
    except (expat.ExpatError, ValueError, OverflowError) as error:
        raise Unusable("broken", {}) from error


def _old(content: bytes) -> Workbook:
    if _ENCRYPTED in content:
        unusable("encrypted")
    if _MACROS in content:
        unusable("macros")
    return _read_cells(content)


def _opendocument(package: Package, content: bytes) -> Workbook:
    if b"encryption-data" in package.part("META-INF/manifest.xml"):
        unusable("encrypted")
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        unusable("macros")
    return _read_cells(content)


def _read_cells(content: bytes) -> Workbook:
    from bot.documents.workbook.xls_ods import read_cells  # noqa: PLC0415 - large, seldom needed

    return read_cells(content)
