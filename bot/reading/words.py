"""What staff send in one word where a text, a figure or a tap was expected. None of these words can
be an answer by itself, and which of them agrees, refuses or only keeps the chat going is the same
at every question.
"""

import re

from bot.forms.number import tidy

YES = ("好", "好的", "可以", "行", "是", "是的", "对", "用", "用这段", "就这样", "同意", "ok")
DONE = ("好了", "改完了", "改了", "已改", "都改好了", "改完", "弄好了")
AGREED = (
    "没问题",
    "没有问题",
    "没意见",
    "没有意见",
    "通过",
    "审核通过",
    "同意签发",
    "可以发",
    "可以签发",
)
NO = ("不", "不是", "不要", "不用", "不对", "不存")
SKIPPED = ("跳过", "不写", "不填", "留空")
NOTHING = ("无", "没有", *SKIPPED)
ENOUGH = ("就这些", "没有了", "没了", "下一步", "下一题", "好了")
CHAT = (
    "谢谢", "嗯", "收到", "明白", "知道了", "完成", "写好了", "填好了", "好了", "没了", "改好了",
    "下一步", "下一题", "下一个", "逐行填", "照样定稿", "照样送审",
)  # fmt: skip
_CORRECTING = re.compile(
    r"^(?:(?:嗯+|哦|呃|等一下|等等|不好意思|不对|不是|(?:我?刚才|刚刚|前面|上面)?(?:我?说|写|填|发|打|弄|搞)?错了?)"
    r"[\s,，。.!！、:：]+)+(?:应该?)?是?"
)


_COLOURED = re.compile(
    r"^(?:就|只有?|也就|嗯+|哦|呃|应该?[是为]|应该|好像)[,，]?|[吧呢啊呀嘛哦啦]+[。！!]?$"
)


def without_correcting(text: str) -> str:
    """A text without the words that only say that an earlier one was wrong: 不对，是5件 is 5件."""
    return _CORRECTING.sub("", text.lstrip())


def without_particles(text: str) -> str:
    """A text without what only colours it: 就3个吧 and 应该是3个 are 3个."""
    return _COLOURED.sub("", text.strip()) or text


def bare_word(text: str) -> str:
    """A text as one of these words would be written."""
    return tidy(text).lower().rstrip("。！!")
