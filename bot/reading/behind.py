"""What a clause behind a number says of it. 对2件查询房产的，不予处理: the outcome follows;
1件因内容不明确，逾期未补正: another outcome follows, and two of them for one number are none.
"""

import re

from bot.reading.clauses import Clause, Token
from bot.reading.meanings import GROUPS, QUIET, REASONS, RESULTS
from bot.reading.requests import tell, tell_once
from bot.reading.rows import carried, own_groups
from bot.reading.story import Number, Story, is_plain

# 对2件查询房产的, 另有1件要求确认的, 对查询房产的2件: what a number counts, in free words
_DESCRIBED = re.compile(
    r"(?:另外?)?对[^\d]{2,40}的\d{1,6}[件份宗]|(?:另外?)?对\d{1,6}[件份宗][^\d]{2,40}"
    r"|(?:另外?|有|其中|还有)*\d{1,6}[件份宗][^\d]{2,40}的"
)
_WHY_NOT = "因尚还仍正未待需处"
# 1件正在征求第三方意见, 结转下年: words enough for one that is carried over
_NOT_DONE = re.compile(
    r"(?:另外?|有|其中|还有|剩余|剩下|其余|尚?有?)*\d{1,6}[件份宗][" + _WHY_NOT + r"][^\d]{1,40}"
)
_EXPLAINED = ("理由", "依据", "说明", "救济")  # 并说明了不予公开的理由
_NAMELESS = QUIET | {"undone", "work", "rest"}


def hold(story: Story, clause: Clause) -> None:
    """另1件正在办理，结转下年度; 对2件查询房产的，不予处理: a number whose meaning follows."""
    counts = [token for token in clause.tokens if token.meaning == "count"]
    alone = len(counts) == 1 and not clause.bracketed
    story.held = counts[0] if alone and _is_nameless(story, clause) else None


def _is_nameless(story: Story, clause: Clause) -> bool:
    if clause.meanings <= _NAMELESS and is_plain(story, clause, clause.start, clause.end):
        return True
    said = story.said(clause).strip()
    described = _DESCRIBED.fullmatch(said) or _NOT_DONE.fullmatch(said)
    return described is not None and story.topic in {"", "applications"}


def take_held(story: Story, clause: Clause, held: Token, labels: frozenset[str]) -> bool:
    """对2件查询房产的，不予处理: True where the clause behind a number says what came of it."""
    rows = labels & (RESULTS - {"open"}) - frozenset(GROUPS)  # 不予公开 of these is not all of it
    rows = frozenset(
        row for row in rows if row not in {one.partition("_")[0] for one in rows - {row}}
    )
    if labels & {"carried_out", "carry_to"} and story.topic == "applications":
        rows = frozenset(carried(story, labels, clause.tokens))
    undone = story.text[held.end : held.end + 1] in tuple(_WHY_NOT) and rows != {"carried_out"}
    if len(rows) != 1 or labels & {"not", "all"} or undone:
        return False
    tell(story, next(iter(rows)), "total", Number(clause, held, clause.tokens, (), labels))
    return True


def take_group(story: Story, labels: frozenset[str]) -> bool:
    """要求提供公开出版物1件，不予处理: True where the clause behind says what came of it."""
    waiting = story.reasons if "all" in labels else story.reasons[-1:]
    told = [labels & {*own_groups(number.labels), "not"} for number in waiting]
    if not waiting or any(len(groups) != 1 for groups in told):
        return False
    for number in waiting:
        for row in number.labels & REASONS:
            tell_once(story, row, "total", number)
    story.reasons = []
    return True


def look_again(story: Story, clause: Clause, labels: frozenset[str]) -> None:
    """1件因内容不明确，告知补正，逾期未补正: a clause behind a number that names another outcome
    leaves two of them for it.
    """
    key = f"applications.{story.row}.total"
    known = story.notes.get(key)
    if any(word in story.said(clause) for word in _EXPLAINED):
        return
    heads = clause.mark == "open_paren"  # 无法提供（本机关不掌握）2件 is of its own number
    if story.row not in REASONS or known is None or clause.bracketed or heads:
        return
    rows = sorted(labels & (RESULTS - {"open"}))
    others = [row for row in rows if row.partition("_")[0] != story.row.partition("_")[0]]
    if others and not set("。;") & set(story.text[known.end : clause.start]):
        candidates = [(f"applications.{row}.total", known.value) for row in (story.row, *rows)]
        story.notes.withdraw(key, candidates)
