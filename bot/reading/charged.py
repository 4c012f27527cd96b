"""What clerks say of the handling fee: 收了1次，300块. It tells how often and how much, but not
what the notices asked for, so it is an offer to confirm and no figure yet.
"""

import re
from decimal import Decimal

from bot.forms.number import tidy
from bot.reading.numerals import HAN, read_number

_FIGURE = rf"\d{{1,6}}|[{HAN}]{{1,6}}"
_CHARGED = re.compile(
    rf"(?:今年|全年)?(?:一共|总共|共|就|只)?(?:发|收|交)取?(?:过|了)?({_FIGURE})[次件笔回份个]"
    r"(?:(?:收费)?通知单?|(?:信息)?处理费|费用?|钱)?的?[,、。;]*"
    rf"(?:一共|总共|共|合计|都)?(?:是|收|交)?取?(?:过|了)?({_FIGURE})(?:元|块)钱?[。了]*"
)


def read_charged(text: str) -> tuple[Decimal, Decimal] | None:
    """How many notices and how many yuan a whole text tells; None for any other text."""
    found = _CHARGED.fullmatch(tidy(text))
    notices, yuan = map(read_number, found.groups()) if found else (None, None)
    return None if notices is None or yuan is None else (notices, yuan)
