"""Pairs of a problem and what is done about it, as they are typed: 问题：解读少；改进：多做图解.
What a report says of its problems is believed only where each of them is answered, so they are
asked for and kept together.
"""

import re

_IS = r"(?:\s*[:：]\s*|(?:主要|就)?(?:是|有))"
_PAIR = re.compile(
    rf"问题[一二三四五六七八九十\d]*{_IS}(?P<problem>[^；;\n]+?)\s*[；;，,。\n]+\s*"
    rf"(?:改进|措施|打算|对策)(?:措施|情况)?[一二三四五六七八九十\d]*{_IS}(?P<measure>[^；;\n]+)"
)
_SAID = 80  # characters; a longer text in which 是 stands for the colon is a text as it is


def read_pairs(text: str) -> list[tuple[str, str]]:
    """The pairs in a text; empty if anything else stands there too."""
    found = [(m["problem"].strip(" 。"), m["measure"].strip(" 。")) for m in _PAIR.finditer(text)]
    if len(text) > _SAID and not re.search("[:：]", text):
        return []
    rest = _PAIR.sub("", text).strip(" ；;。\n")
    return [] if rest else found
