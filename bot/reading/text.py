"""Text as it enters: what no document may hold is dropped here, once, so that nothing downstream
has to think of it. That is what XML forbids, and what nobody sees: signs that turn the direction of
writing, so that a figure reads otherwise than it is, and signs without width, which come along when
something is copied from a web page.
"""

import re

# XML 1.0, 2.2; surrogates, which it forbids too, are gone before.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")  # a line break of Word is U+000B
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


def clean(text: str) -> str:
    """A text without what XML forbids or nobody sees, its lines ended by a line feed."""
    text = _LINE_END.sub("\n", text.encode("utf-8", "ignore").decode("utf-8"))
    return _UNSEEN.sub("", _FORBIDDEN.sub("", text)).strip()


def paragraphs(text: str) -> str:
    """A narrative, one line a paragraph: blank lines and blanks around a line are layout."""
    lines = (line.strip(" \t\u3000") for line in clean(text).split("\n"))
    return "\n".join(line for line in lines if line)
