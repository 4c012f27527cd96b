"""What a person can ask for at any moment, as a word, a command or a button. Telegram allows no
Chinese commands, so the words are matched here, on every channel alike; a word counts only when it
is the whole message, because a narrative may well contain 草稿 or 目录.
"""

import re
from dataclasses import dataclass

from bot.forms.form import Form, Section
from bot.forms.number import tidy

WORDS = {
    "menu": ("目录", "菜单", "menu", "/menu"),
    "back": ("上一步", "上一题", "返回", "back", "/back"),
    "redo": ("重填本节", "重填", "/redo"),
    "undo": ("撤销", "撤回", "/undo"),
    "draft": ("草稿", "/draft"),
    "final": ("定稿", "/final"),
    "findings": ("检查", "查错", "核对", "/check"),
    "sheet": ("表格", "电子表格", "/sheet"),
    "preview": ("预览", "/preview"),
    "pdf": ("pdf", "/pdf"),
    "package": ("发布包", "/package"),
    "export": ("导出", "/export"),
    "examine": ("体检", "/examine"),
    "convert": ("转换", "转换格式", "/convert"),
    "versions": ("版本", "历史版本", "/versions"),
    "compare": ("比较", "对比", "/compare"),
    "amend": ("更正", "改正", "/amend"),
    "adopt": ("沿用去年的文字", "沿用去年", "/adopt"),
    "year": ("换年度", "换年份", "/year"),
    "reports": ("我的报告", "/reports"),
    "review": ("审核", "/review"),
    "submit": ("送审", "提交审核", "报审", "/submit"),
    "approve": ("签发", "/approve"),
    "settle": ("改好了", "已改好"),
    "hand": ("转交", "/hand"),
    "remind": ("提醒", "/remind"),
    "remind_on": ("要提醒", "开启提醒", "打开提醒"),
    "remind_off": ("不用提醒", "不要提醒", "关闭提醒"),
    "help": ("帮助", "help", "?", "/help"),
    "more": ("继续写", "/more"),
    "source": ("来源", "出处", "备注", "/source"),
    "card": ("说明", "/card"),
    "which": ("哪一行", "哪一行?", "/which"),
    "phrases": ("常用句", "/phrases"),
    "rest": (
        "全部为0",
        "全为0",
        "都为0",
        "都是0",
        "其余为0",
        "其余都为0",
        "其余0",
        "全是0",
        "全填0",
        "都填0",
        "全部填0",
        "全部是0",
        "/zero",
        "没有别的",
        "没有别的了",
        "没别的了",
        "其余没有",
        "其他没有",
        "别的没有",
        "其余都没有",
        "其他都没有",
        "别的都没有",
    ),
    "show": ("继续", "继续填", "当前问题", "/start"),
}
_BY_WORD = {word: name for name, words in WORDS.items() for word in words}
_JUMP = re.compile(
    r"(?:跳到|跳转到|转到|去|/goto)?(?:第)?([一二三四五六七八九十]|\d{1,2})节"
    r"|(?:跳到|跳转到|转到|去|填)?表([一二三四五六七八九十])|(?:跳到|跳转到|转到|/goto)(.+)"
)
_MORE = re.compile(r"继续写\s*[:：\n]\s*(.+)", re.DOTALL)
_SOURCE = re.compile(r"(?:来源|出处|备注)(?:\s*[:：]\s*|\s+)(\S.*)")
_CARD = re.compile(r"说明[\s:：]+(\S.{1,30})")
_RETURN = re.compile(
    r"退回\s*第?([一二三四五六七八九十]|\d{1,2})(?:、\S*|节)?(?:[\s:：，,]+(.+))?", re.DOTALL
)
_NUMBERED = re.compile(
    r"(?:版本|历史版本|/versions)(?P<versions>\d{1,4})|第(?P<version>\d{1,4})版"
    r"|(?:比较|对比|/compare)(?P<compare>\d{1,4})|(?:撤销|撤回|/undo)(?P<undo>\d{1,4})"
)
_NUMBERED_NAMES = {"version": "versions"}
_SLASH = re.compile(r"/[a-z_]\w{0,31}(?:\s.{0,40})?")
_ENDS = "。．.！!？?，,～~…"
_HAN = "一二三四五六七八九十"


@dataclass(frozen=True)
class Command:
    """What was asked for; `arg` is a section's id for `jump`, the text for `add`, a row's name for
    `card`, a number for `versions` and `compare`, a section's id and the remark for `return`, and
    behind a # how far back for `undo`.
    """

    name: str
    arg: str = ""


def read_command(form: Form, text: str) -> Command | None:
    """The command that a whole message is, or None. How it ends (草稿！) is nothing to it; what
    looks like a command and is none asks for help, for no report begins with a slash.
    """
    word = tidy(text).lower()
    word = word if word in _BY_WORD else word.rstrip(_ENDS)
    if word in _BY_WORD:
        return Command(_BY_WORD[word])
    if numbered := _numbered(word):
        return numbered
    if behind := _with_text(form, text.strip()):
        return behind
    if match := _JUMP.fullmatch(word):
        section = section_named(form, next(filter(None, match.groups())))
        return Command("jump", section.id if section else "")
    return Command("help") if _SLASH.fullmatch(text.strip().lower()) else None


def _numbered(word: str) -> Command | None:
    """A command with a number behind it, as 版本2."""
    match = _NUMBERED.fullmatch(word)
    if match is None:
        return None
    name, number = next((n, d) for n, d in match.groupdict().items() if d)
    return Command(_NUMBERED_NAMES.get(name, name), f"#{number}" if name == "undo" else number)


def _with_text(form: Form, text: str) -> Command | None:
    """A command with words behind it, as 继续写：…"""
    if match := _MORE.fullmatch(text):
        return Command("add", match.group(1))
    if match := _SOURCE.fullmatch(text):
        return Command("source", match.group(1))
    match = _RETURN.fullmatch(text.rstrip(_ENDS))
    if match and (section := section_named(form, match.group(1))):
        return Command("return", f"{section.id} {match.group(2) or ''}".strip())
    match = _CARD.fullmatch(text)
    return Command("card", match.group(1)) if match and _is_row(form, match.group(1)) else None


def _is_row(form: Form, name: str) -> bool:
    """True for what a row with a card is called: a text may well begin with 说明."""
    rows = [(g.table, card) for g in form.guides.values() for card in g.cards.values()]
    labels = {row.id: row.label for t, _ in rows for b in form.tables[t].blocks for row in b.rows}
    return any(name == card.name or tidy(name) in tidy(labels[card.row]) for _, card in rows)


def section_named(form: Form, name: str) -> Section | None:
    """The section that a number, or a part of its title that only it has, means."""
    numbered = [section for section in form.sections if section.numbered]
    index = int(name) if name.isdecimal() else _HAN.find(name) + 1 if len(name) == 1 else 0
    if index:
        return numbered[index - 1] if index <= len(numbered) else None
    hits = [section for section in form.sections if name in tidy(section.title)]
    return hits[0] if len(hits) == 1 else None
