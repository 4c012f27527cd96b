"""When two labels are the same. Real files break a label over lines, type ASCII quotation marks and
write 1、 for 1., so labels are compared without all of that; entry, masters, sheets and the readers
of other people's reports share this one comparison, or they would disagree about what a row is.
"""

import re
import unicodedata

_QUOTES = dict.fromkeys(map(ord, "“”‘’\"'「」『』〝〞＂＇«»"))
_NUMERAL = "[一二三四五六七八九十]+"
_ITEM = re.compile(rf"^(?:\((?:{_NUMERAL}|\d+)\)|{_NUMERAL}、|\d+[.、])")


def comparable(label: str) -> str:
    """A label without all in which real files differ: width, white space, quotes, item number."""
    text = "".join(unicodedata.normalize("NFKC", label).split()).translate(_QUOTES)
    return _ITEM.sub("", text)
