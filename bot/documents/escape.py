"""What a person typed, as XML can hold it. The common case, a text without any such sign, costs one
match, whose ranges stand in the order in which a Chinese text needs them: texts are long, and every
report passes here.
"""

import re

_NO_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_FORBIDDEN = re.compile(f"[{_NO_XML}]")
_SAFE = re.compile("[?-\ud7ff！-～ -%'-;=\t\n\r]*")  # U+FF01 to U+FF5E are the full-width signs


def escaped(text: str) -> str:
    """A text with its signs escaped and the characters that XML forbids dropped."""
    if _SAFE.fullmatch(text):
        return text
    text = _FORBIDDEN.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def on_one_line(value: str) -> str:
    """A value for a cell or a line: escaped, all white space a single blank."""
    return escaped(" ".join(value.split()))
