"""Counts of section 二 and of the handling fee. Only what was made, decided or collected counts
here: what was published, listed or charged less is told in the same words and is no cell.
"""

from decimal import Decimal

from bot.reading.clauses import Clause, Token
from bot.reading.meanings import ACTIONS, DECISIONS, DOCUMENTS
from bot.reading.story import Number, Story, is_joined, is_plain

LISTED = frozenset({"条", "封", "项", "个"})
YUAN = {"元": Decimal(1), "万元": Decimal(10000)}


def take_document(story: Story, number: Number) -> None:
    """制发行政规范性文件5件，废止1件: the document told last holds on, the action in its list."""
    count = number.count
    rows = [row for row in DOCUMENTS if row in number.labels]
    actions = [action for action in ACTIONS if action in number.labels]
    if rows:
        story.document = rows[0] if len(rows) == 1 or number.spread else ""
    if len(actions) > 1 and "in_force" in actions and "且" in story.said(number.clause):
        actions = ["in_force"]  # 制发且继续有效
    actions = actions or ([story.action] if story.action and rows else [])
    story.action = actions[0] if len(actions) == 1 else ""
    rows = rows or [story.document]
    if len(actions) != 1 or count.unit == "条" or number.money:
        return
    if len(rows) > 1 and not number.spread:
        return
    for row in rows:
        if not _is_part(story, f"disclosure.{row}.{actions[0]}", count):
            story.notes.note(f"disclosure.{row}.{actions[0]}", count)
    story.topic = "disclosure"


def is_sure(number: Number) -> bool:
    """现行有效文件57件, 行政许可处理决定数量776件: no list of what was published counts these."""
    decided = any(t.meaning in DECISIONS and "决定数" in t.text for t in number.words)
    return decided or "in_force" in number.labels


def look_at_list(story: Story, labels: frozenset[str]) -> None:
    """发布规范性文件10件，现行有效文件57件: of what was published, too."""
    rows = [row for row in DOCUMENTS if row in labels]
    story.document = rows[0] if len(rows) == 1 else story.document


def goes_on(story: Story, clause: Clause) -> bool:
    """制定规章0件，规范性文件3件: a clause of nothing but documents goes on with what was done."""
    only = clause.meanings <= {*DOCUMENTS, "count", "list"} and clause.has("count")
    return only and not clause.bracketed and is_plain(story, clause, clause.start, clause.end)


def _is_part(story: Story, key: str, count: Token) -> bool:
    """制定3件，其中2件由我局印发: fewer than were told before 其中 are a part of them."""
    known = story.notes.get(key)
    return bool(story.part and known and count.value is not None and count.value < known.value)


def look_at_document(story: Story, labels: frozenset[str]) -> None:
    """对规范性文件进行清理: what is made or repealed in the clauses behind it is theirs."""
    rows = [row for row in DOCUMENTS if row in labels]
    if len(rows) == 1:
        story.document, story.topic = rows[0], "disclosure"


def take_decision(story: Story, number: Number) -> None:
    """行政处罚15件, 行政事业性收费25.1万元."""
    count = number.count
    rows = [row for row in (*DECISIONS, "fee") if row in number.labels]
    if (len(rows) != 1 and not number.spread) or "receive" in number.labels:
        return
    for row in rows:
        if row == "fee" and number.money and count.value is not None:
            value = count.value * YUAN[count.unit] / 10000
            story.notes.put("disclosure.fee.amount", value, count.start, count.end)
        elif row != "fee" and _decided(number):
            story.notes.note(f"disclosure.{row}.decisions", count)
    story.topic = "disclosure"


def take_procurement(story: Story, number: Number) -> None:
    """政府集中采购项目12个，采购总金额386.5万元; money alone is of any purchase (form of 2019)."""
    count, items = number.count, "disclosure.procurement.items"
    if not number.money and "procurement" in number.labels:
        story.notes.note(items, count)
    elif number.money and count.value is not None and story.notes.get(items) and not story.part:
        value = count.value * YUAN[count.unit] / 10000
        story.notes.put("disclosure.procurement.amount", value, count.start, count.end)


def _decided(number: Number) -> bool:
    """行政许可24项 are kinds of licences that may be asked for, not 24 decisions; 处理决定24项 are
    decisions, and 处理决定数量24条 is their number.
    """
    words = "".join(token.text for token in number.words)
    texts = LISTED - {"项", "个"} if "决定" in words else LISTED
    counted = "决定数" in words or number.count.unit not in texts
    return counted and not number.money


def take_fees(story: Story, clause: Clause) -> None:
    """发出收费通知3件，通知收费4200元，实际收取信息处理费3940元; 未收取信息处理费."""
    story.topic = "fees"
    denied = clause.first("not", "zero")
    if denied is None:
        _fees(story, clause)
    elif not clause.has("count", "other_no_payment"):
        key = "notices" if clause.has("notice") else "asked" if clause.has("asked") else "received"
        story.notes.put(f"handling_fee.{key}", Decimal(0), denied.start, clause.end)


def _fees(story: Story, clause: Clause) -> None:
    for token in clause.tokens:
        if token.meaning != "count" or token.value is None:
            continue
        if token.unit in YUAN:
            key = "asked" if clause.has("asked") else "received"
            if key == "asked" or clause.has("collected", "receive"):
                value = token.value * YUAN[token.unit]
                story.notes.put(f"handling_fee.{key}", value, token.start, token.end)
            continue
        notice = clause.first("notice")
        if notice is None or notice.end > token.start or token.unit not in {"件", "份"}:
            continue
        if is_joined(story, Number(clause, token, (notice,), (), frozenset())):
            story.notes.note("handling_fee.notices", token)
