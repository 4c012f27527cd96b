"""Writes the zip file that a DOCX is. zipfile makes a fresh header object for every entry and
stamps the clock on it; here all that never changes is laid out once, bytes and directory, and a
report only adds its own few entries behind it. Equal input gives equal bytes.
"""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DATE = (1 << 5) | 1  # 1 January 1980, the first day a zip file knows
_NEEDED = 20
_MEMORY = (
    6  # of zlib's 1 to 9: its table fits a processor's nearest cache; as small, a tenth faster
)
STORED, DEFLATED = 0, 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a package: `data` as it stands there, deflated unless `method` is STORED."""

    name: bytes
    method: int
    crc: int
    size: int
    data: bytes


def stored(name: str, content: bytes) -> Entry:
    """An entry kept as it is: for small parts deflating costs more than it saves."""
    return Entry(name.encode(), STORED, zlib.crc32(content), len(content), content)


def deflated(name: str, content: bytes, level: int) -> Entry:
    """An entry deflated at a level of zlib."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMORY)
    data = deflate.compress(content) + deflate.flush()
    return Entry(name.encode(), DEFLATED, zlib.crc32(content), len(content), data)


@dataclass(frozen=True, slots=True)
class Package:
    """The entries that never change, laid out; `write` puts a report's own entries behind them."""

    body: bytes
    directory: bytes
    count: int

    def write(self, entries: Iterable[Entry]) -> bytes:
        """The whole zip file."""
        pieces, directory = [self.body], [self.directory]
        at, count = len(self.body), self.count
        for entry in entries:
            local, central = _headers(entry, at)
            pieces += (local, entry.data)
            directory.append(central)
            at += len(local) + len(entry.data)
            count += 1
        size = sum(map(len, directory))
        end = _END.pack(b"PK\5\6", 0, 0, count, count, size, at, 0)
        return b"".join((*pieces, *directory, end))


def package(entries: Iterable[Entry]) -> Package:
    """Lays out the entries that every report shares, in the order given."""
    body, directory = bytearray(), bytearray()
    count = 0
    for entry in entries:
        local, central = _headers(entry, len(body))
        body += local + entry.data
        directory += central
        count += 1
    return Package(bytes(body), bytes(directory), count)


def _headers(entry: Entry, at: int) -> tuple[bytes, bytes]:
    """The header before an entry's data, and its line in the directory at the end."""
    packed, length = len(entry.data), len(entry.name)
    common = (0, entry.method, 0, _DATE, entry.crc, packed, entry.size, length, 0)
    local = _LOCAL.pack(b"PK\3\4", _NEEDED, *common) + entry.name
    central = _CENTRAL.pack(b"PK\1\2", _NEEDED, _NEEDED, *common, 0, 0, 0, 0, at) + entry.name
    return local, central
