"""How bytes are spoilt. Most changed bytes only change a word, so markup is also bent where it means
something: a number, a name, a tag twice or not at all; and JSON is rewritten value by value.
"""

import json
import random
import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

Change = Callable[[bytes, random.Random], bytes]

PIECES = re.compile(
    rb"""(?P<number>\d+(?:\.\d+)?)|(?P<tag></?[A-Za-z][^<>]*>)|(?P<name>[A-Za-z]{2,})"""
)
NUMBERS = (
    b"0", b"-1", b"1", b"99999", b"2147483648", b"9" * 30, b"1e999", b"-1e999", b"0.5", b"NaN", b"1e5",
    "٣".encode(), "²".encode(), b"x", b"", b"9" * 5000, b"0x10",
)  # fmt: skip
NAMES = (b"", b"x", b"null", b"true", b"inf", "名".encode(), b"vMerge", b"gridSpan", b"Encrypt")
ODD = (b"\0", b"\xff", b"\xed\xa0\x80", "\u202e".encode(), b"{{ 7*7 }}", b"]]>", b"&#0;", b"%s%n")
VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**30, 2**63, "", " ", "x", "九", "1,036", "\u0000", "\ud800", "9" * 30, "字" * 5000,
    [], {}, [{}], {"x": 1}, {"": ""}, "2021", "2023",
)  # fmt: skip


def spoil(data: bytes, chance: random.Random) -> bytes:
    """Bytes with some of them changed, cut out, doubled, or cut off at the end."""
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(spoilt) or 1)
        piece = bytes(spoilt[at : at + chance.choice([1, 1, 2, 8, 200])])
        change = chance.randrange(6)
        if change == 0:
            spoilt[at : at + len(piece)] = chance.randbytes(len(piece))
        elif change == 1:
            del spoilt[at : at + len(piece)]
        elif change == 2:
            spoilt[at:at] = piece
        elif change == 3:
            spoilt[at:at] = chance.choice(ODD)
        elif change == 4 and chance.random() < 0.2:
            del spoilt[at:]
        else:
            spoilt[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(spoilt)


def bend(data: bytes, chance: random.Random) -> bytes:
    """Markup with some of its numbers, names and tags changed."""
    pieces = list(PIECES.finditer(data))
    for piece in sorted(chance.sample(pieces, min(len(pieces), chance.randint(1, 5))), key=_back):
        if piece["number"]:
            new = chance.choice(NUMBERS)
        elif piece["name"]:
            new = chance.choice(NAMES)
        else:
            new = chance.choice((b"", piece[0] * 2, piece[0] * 300, chance.choice(pieces)[0]))
        data = data[: piece.start()] + new + data[piece.end() :]
    return data


def _back(piece: re.Match[bytes]) -> int:
    return -piece.start()


def rewrite(data: bytes, chance: random.Random) -> bytes:
    """JSON with some of its values replaced, left out, or under another name."""
    parsed = json.loads(data)
    for _ in range(chance.randint(1, 3)):
        holder = chance.choice(list(_objects(parsed)))
        if not holder:
            continue
        key = chance.choice(list(holder))
        old = holder.pop(key)
        change = chance.randrange(4)
        if change == 0:
            holder[chance.choice((key + "x", "", key.upper()))] = old
        elif change != 1:
            holder[key] = deepcopy(chance.choice(VALUES))
    return json.dumps(parsed).encode()


def _objects(value: Any) -> list[dict[str, Any]]:
    """Every object in some JSON, the outermost first."""
    if isinstance(value, dict):
        return [value, *(found for part in value.values() for found in _objects(part))]
    if isinstance(value, list):
        return [found for part in value for found in _objects(part)]
    return []
