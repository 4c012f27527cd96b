"""What staff send in one word where a text, a figure or a tap was expected. None of these words can
be an answer by itself, and which of them agrees, refuses or only keeps the chat going is the same
at every question.
"""

from bot.forms.number import tidy

YES = ("好", "好的", "可以", "行", "是", "是的", "对", "用", "用这段", "就这样", "同意", "ok")
NO = ("不", "不是", "不要", "不用", "不对", "不存")
SKIPPED = ("跳过", "不写", "不填", "留空")
NOTHING = ("无", "没有", *SKIPPED)
ENOUGH = ("就这些", "没有了", "没了", "下一步", "下一题", "好了")
CHAT = (
    "谢谢", "嗯", "收到", "明白", "知道了", "完成", "写好了", "填好了", "好了", "没了", "改好了",
    "下一步", "下一题", "下一个", "逐行填", "照样定稿", "照样送审",
)  # fmt: skip


def bare_word(text: str) -> str:
    """A text as one of these words would be written."""
    return tidy(text).lower().rstrip("。！!")
