"""A message that corrects an earlier one in words: 错了应该是8, 上面那个改成5, 许可改成25. What it
is of may be left out, for whoever writes sees their last answer above; that it corrects something
must be said, so 许可25 is none.
"""

import re
from dataclasses import dataclass

from bot.forms.number import tidy

LONGEST = 40  # characters; what is longer is a text
_DID = r"(?:我?(?:刚才?|刚刚)?(?:写|填|说|发|打|弄|搞|报)?)"
_CORRECTION = (
    rf"(?:把)?(?P<of>[^,。;]{{0,16}}?){_DID}"
    r"(?:(?:错了?|不对|有误|不是这个)[,。!]?(?:应该?(?:是|为)|改成|改为|换成|是|要)"
    r"|应该?(?:是|为)|改成|改为|改到|换成|更正为)(?P<value>[^,。;]+?)[。!]?(?:才对|吧|了)?"
)
_UNSURE = re.compile(r"应该?[是为]")
_NAMELESS = (
    r"(?:上面|前面|上一[个条题]|刚才|刚刚|那个|这个|那里|里|数字?|的|我|把|,|不好意思|等一下"
    r"|说|填|写|发)+"
)


@dataclass(frozen=True)
class Correction:
    """What is corrected, empty for the last answer, and what it is to be."""

    of: str
    value: str


def read_correction(text: str) -> Correction | None:
    """The correction that a whole message is; None for anything else."""
    if text.isascii() or len(text) > LONGEST or _UNSURE.match(tidy(text)):
        return None
    match = re.fullmatch(_CORRECTION, tidy(text))
    return Correction(re.sub(_NAMELESS, "", match["of"]), match["value"]) if match else None
