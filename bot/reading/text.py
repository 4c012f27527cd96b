"""Text as it enters: what no document may hold is dropped here, once, so that nothing downstream
has to think of it.
"""

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


def clean(text: str) -> str:
    """A text without the control characters that XML forbids, its lines ended by a line feed."""
    text = _FORBIDDEN.sub("", text.encode("utf-8", "ignore").decode("utf-8"))
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def paragraphs(text: str) -> str:
    """A narrative, one line a paragraph: blank lines and blanks around a line are layout."""
    lines = (line.strip(" \t\u3000") for line in clean(text).split("\n"))
    return "\n".join(line for line in lines if line)
