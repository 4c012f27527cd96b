"""Finds the page in a web page kept as one file (MHT), as browsers and Word save it. Its parts are
told apart by their boundary here and not by a parser of mail, which calls itself for every message
within a message, as often as a file wants it to.
"""

import codecs
import re
from email.message import Message
from email.parser import BytesHeaderParser
from itertools import islice

from bot.documents.reader.safety import Unreadable

_MOST_PARTS = 500
_HEADERS = re.compile(rb"\r?\n\r?\n")


def page_in(content: bytes) -> bytes:
    """The first web page among the parts of an archive. Raises Unreadable when it has none."""
    whole, body = _opened(content)
    boundary = whole.get_boundary()
    if boundary is None:
        parts = [(whole, body)]
    else:
        mark = b"--" + boundary.encode("latin-1", "replace")
        pieces = body.split(mark, _MOST_PARTS)
        parts = [_opened(piece.lstrip(b"\r\n")) for piece in islice(pieces, 1, None)]
    for head, inside in parts:
        if head.get_content_type() == "text/html":
            return _decoded(head, inside)
    raise Unreadable("no_report")


def _opened(part: bytes) -> tuple[Message, bytes]:
    """The headers of a part, and what stands below them."""
    ends = _HEADERS.search(part)
    head, body = (part[: ends.end()], part[ends.end() :]) if ends else (part[:4096], b"")
    return BytesHeaderParser().parsebytes(head), body


def _decoded(head: Message, body: bytes) -> bytes:
    """A page as bytes that say by their mark what they are encoded in, if the part says it."""
    head.set_payload(body.decode("latin-1"))
    page = head.get_payload(decode=True)
    charset = head.get_content_charset()
    if not isinstance(page, bytes):
        raise Unreadable("broken")
    try:
        known = codecs.lookup(charset).name if charset else ""
        text = page.decode("gb18030" if known in {"gb2312", "gbk"} else known) if known else ""
    except (LookupError, UnicodeDecodeError):
        return page
    return text.encode("utf-8-sig", "replace") if text else page
