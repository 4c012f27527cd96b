"""What the columns of a ledger are called. Offices have settled on no words, only on kinds of
words, so each role of a column has patterns, the likeliest first.
"""

import re
import unicodedata
from collections.abc import Mapping

# What columns are called, the likeliest first; compared without white space and punctuation.
ROLES: Mapping[str, tuple[str, ...]] = {
    "number": ("序号", "(?:收件|受理|登记|申请)?(?:编号|号)"),
    "received": (
        "收到(?:申请)?(?:的)?(?:日期|时间)",
        "(?:登记|受理|收件|接收|来件|收文)(?:日期|时间)",
        "申请(?:提交|公开)?(?:日期|时间)",
        "(?:提交|提出|来信)(?:申请)?(?:日期|时间)",
        "日期|时间",
    ),
    "answered": (
        "(?:实际|书面|正式|最终)?(?:答复|办结|回复|办理完成|完成)(?:日期|时间)",
        "答复(?:书)?(?:作出|出具|寄出|送达)?(?:日期|时间)",
    ),
    "kind": (
        "申请(?:人|主体)(?:的)?(?:类型|性质|类别|身份|种类)",
        "(?:主体)?(?:类型|性质|类别)",
        "申请主体",
    ),
    "applicant": (
        "申请人(?:信息)?(?:姓名|名称|姓名或名称|姓名单位名称)?",
        "姓名|名称|申请单位|申请者",
    ),
    "content": ("申请(?:公开)?(?:的)?(?:内容|事项|信息)(?:描述|摘要|名称)?", "信息名称|内容|事项"),
    "outcome": (
        "(?:答复|处理|办理|办件)(?:的)?(?:结果|类型|结论|情形|决定)",
        "结果|结论|公开类型|公开结果",
        "(?:答复|处理|办理|公开)(?:情况|意见)",
        "(?:办理|处理)(?:状态|进度)",
    ),
    "reason": (
        "(?:不予?公开|拒绝公开|无法提供|不予处理)(?:的)?(?:理由|原因|依据|情形)(?:或?依据)?",
        "(?:具体)?(?:理由|原因|依据|情形)(?:或?依据)?",
        "(?:答复|处理|办理)(?:依据|理由|原因)",
    ),
    "carried": ("(?:是否)?(?:上年|下年|跨年)?(?:度)?结转(?:情况|下年度?|上年度?)?", "是否跨年度?"),
    "year": ("(?:申请|所属)?(?:年度|年份)",),
    "note": ("备注|说明",),
}
_PATTERNS = {role: [re.compile(words) for words in known] for role, known in ROLES.items()}
_BRACKETS = re.compile(r"(?<=.)\([^)]*\)")  # 申请人类别（公民、法人）
_NEGLIGIBLE = re.compile(r"[^\w]|_")


def roles_of(texts: Mapping[int, str]) -> dict[str, list[int]]:
    """The columns that could be each role, the likeliest first; a column has one role."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    for column, text in texts.items():
        plain = bare_text(_BRACKETS.sub("", unicodedata.normalize("NFKC", text)))
        ranks = [
            (rank, role)
            for role, known in _PATTERNS.items()
            for rank, words in enumerate(known)
            if words.fullmatch(plain)
        ]
        if ranks:
            rank, role = min(ranks, key=lambda item: item[0])
            ranked.setdefault(role, []).append((rank, column))
    return {role: [column for _, column in sorted(places)] for role, places in ranked.items()}


def bare_text(text: str) -> str:
    """A text without white space and punctuation."""
    return _NEGLIGIBLE.sub("", unicodedata.normalize("NFKC", text))
