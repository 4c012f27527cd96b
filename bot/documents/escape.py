"""What a person typed, as XML can hold it. Every text of every report passes here, so the common
case, a text without any sign to escape, is told by a codec: it drops all Chinese at once, where a
pattern would walk over each sign, and leaves the little ASCII in which such a sign may be.
"""

import re

_USUAL = bytes({*range(0x20, 0x7F), ord("\n")} - {*b"&<>"})
_NEVER = "\ufffe", "\uffff"
_BLANKS = {ord("\r"): "\n", ord("\t"): " "}  # Word takes a tab for markup, not for text
_NO_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_FORBIDDEN = re.compile(f"[{_NO_XML}]")


def escaped(text: str) -> str:
    """A text with its signs escaped, without what XML forbids; `utf8` drops halves of pairs."""
    usual = not text.encode("ascii", "ignore").translate(None, _USUAL)
    if usual and _NEVER[0] not in text and _NEVER[1] not in text:
        return text
    text = _FORBIDDEN.sub("", text).translate(_BLANKS)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def on_one_line(value: str) -> str:
    """A value for a cell or a line: escaped, all white space a single blank."""
    return escaped(" ".join(value.split()))


def utf8(text: str) -> bytes:
    """A text's bytes; half a surrogate pair, which no file can hold, is left out."""
    return text.encode("utf-8", "ignore")
