"""What is said of all at once, or of all the rest: 都没有; 许可20，别的没有; and the words of reports
for none and for all, which what is spoken is put into.
"""

import re
import unicodedata

from bot.reading.words import bare_word

NONE_CAME, ALL_GRANTED = "未收到申请", "均予以公开"

_ALL_NONE = re.compile(
    r"(?:今年|全年|我们)?(?:一[个件]|什么|这些|全部|整张表)?(?:都|全都?|也)(?:没有?|无)(?:过|发生)?(?:啊|的|了|呢)?"
)
_REST = re.compile(
    r"(?:除了?)?(?P<rows>.*\d[^,。;]{0,3}?)(?:以?外)?[,。;、\s]*(?:别的|其[他它余]|剩下)的?(?:[都全也]?(?:没有?|无|[是为填]?\s?0))[。!]?"
    r"|(?:都|全|全部)(?:没有|[是为填]?\s?0)[,。;\s]*除了?(?P<but>.*\d.*?)(?:以?外)?[。!]?"
)


def none_of_all(text: str) -> bool:
    """True for 都没有, 一个都没有: of whatever is asked about."""
    return bool(_ALL_NONE.fullmatch(bare_word(text)))


def split_rest(text: str) -> str:
    """What stands beside the words that all the rest is none (许可20，别的没有); empty without."""
    match = _REST.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return (match["rows"] or match["but"]) if match else ""
