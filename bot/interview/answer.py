"""Reads an answer to a question: text in, facts out, or a refusal that says what was wrong, where,
and what to type instead. A refusal records nothing, except that of several parts of one message the
good ones are kept, for nothing typed is ever lost.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict, replace

from bot.checks.rules import well_formed
from bot.forms.answers import Answers, text_of_pairs
from bot.forms.form import Form, Section, Table
from bot.forms.number import number, tidy
from bot.interview import doubtful
from bot.interview.outcome import Outcome
from bot.interview.press import answer as press_answer
from bot.interview.questions import (
    Question,
    adding,
    question,
    rows,
    story_question,
    table_of,
)
from bot.interview.state import OFFERED, TOLD, State
from bot.interview.story import more_than_none, story_of
from bot.messages import Choice, Fact, Say
from bot.reading.contact import Contact, begins_with_label, read_contact
from bot.reading.named import KINDS_OF_APPLICANT, named_figures, named_in_line
from bot.reading.numerals import Refusal, Row, read_number, read_row
from bot.reading.pairs import read_pairs
from bot.reading.pasted import Pasted, read_pasted
from bot.reading.pasted import Refusal as Torn
from bot.reading.text import paragraphs

# What is larger is a slip of the thumb, or two figures run together, and no cell could hold it.
LONGEST_PART = 60  # characters of an address; more is a text that begins with such a word
FEWEST_PASTED = 3  # lines; two are typed, more come from a spreadsheet
LARGEST = {"count": 10**9, "change": 10**9, "amount": 10**12}
NO_TEXT = ("跳过", "不写", "不填", "留空")
AGREED = ("好", "好的", "可以", "行", "是", "是的", "对", "用", "用这段", "就这样", "同意", "ok")
EMPTY = ("无", "没有", "跳过", "不写", "不填", "留空")
CHAT = (
    "谢谢", "嗯", "收到", "明白", "知道了", "完成", "写好了", "填好了", "好了", "没了", "改好了",
    "下一步", "下一题", "下一个", "常用句", "逐行填", "照样定稿",
)  # fmt: skip

_ITEM = re.compile(r"^\s*(?:\d+\s*[.、．](?=\D)|[（(][一二三四五六七八九十]+[)）]|[一二三四]、)\s*")
_ALL_ZERO = re.compile(r"(.{2,}?)(?:全为|全是|都是|都为|全部为|均为)(?:0|零)")
_COPIED = re.compile(r"[㐀-鿿].*(?:\t|\d[^\d\s]?\s*$)", re.DOTALL)  # a name, then cells
_ROUNDED = re.compile(r"约|大约|近|将近|逾|超|超过|不足|不到|至少|大概")
_NAMED = re.compile(r"^(?P<name>\D*?[^\d\s:：+-])\s*[:：]?\s*(?P<rest>[\d+-].*)$", re.DOTALL)


def refuse(wording: str, *choices: Choice, **args: object) -> Outcome:
    """An outcome that only says what was wrong; buttons may offer what was probably meant."""
    return Outcome(says=(Say(f"refused.{wording}", args, (choices,) if choices else ()),))


def read_answer(form: Form, state: State, item: Question, text: str) -> Outcome:
    """What a typed text means as an answer to a question."""
    if item.kind == "row":
        return _rows(form, state, item, text)
    if item.kind == "text":
        special = _figures(form, item, text) or _pairs(form, state, item, text)
        special = special or _contact_after_all(form, item, text)
        special = special or _row_after_all(form, state, item, text)
        special = special or _rows_of_a_table(form, state, text)
        return special or _text(form, state, item, text)
    if item.kind == "group":
        return _group(form, item, text)
    return _field(form, item, text)


def _rows_of_a_table(form: Form, state: State, text: str) -> Outcome | None:
    """Rows copied from a spreadsheet, with their names, while a text is asked for: they are the
    table's, as if they had been sent there.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if not all(_COPIED.search(line) for line in lines) or "。" in text:
        return None
    for table in form.tables.values():
        first = _first(form, table)
        if isinstance(read_pasted(form, table, text, first.id), Pasted):
            return _pasted(form, state, first, text)
    return None


def _figures(form: Form, item: Question, text: str) -> Outcome | None:
    """The numbers that may stand for a text, as 2 300 300: the standard sentence tells them."""
    group = form.groups.get(form.fields[item.id].figures)
    if group is None:
        return None
    row = read_row(text, len(group.fields), [form.kind(key) for key in group.fields])
    if not isinstance(row, Row) or "" in row.figures:
        return None
    pairs = zip(group.fields, row.figures, strict=True)
    facts = tuple(Fact("answered", key, figure, text) for key, figure in pairs)
    said = (Say("kept.fields", {"keys": group.fields}), Say("kept.accepted", {"key": item.id}))
    return Outcome((*facts, Fact("accepted", item.id)), said)


def _pairs(form: Form, state: State, item: Question, text: str) -> Outcome | None:
    """Pairs of a problem and its measure, made into the text of the section."""
    pairs = read_pairs(text) if form.fields[item.id].pairs else []
    if not pairs:
        return None
    return write(item.id, text_of_pairs(state.answers(form), item.id, pairs))


def _contact_after_all(form: Form, item: Question, text: str) -> Outcome | None:
    """Parts of the contact, by their labels, sent while the text behind it is already asked for."""
    section = form.section_of(item.id)
    keys = [key for ask in section.asks if ask in form.groups for key in form.groups[ask].fields]
    contact = read_contact(text, keys) if keys and begins_with_label(text) else Contact()
    parts = contact.parts
    if not parts or contact.unknown or any(len(value) > LONGEST_PART for value in parts.values()):
        return None
    if not all(well_formed(form.kind(key), value) for key, value in parts.items()):
        return None
    facts = tuple(Fact("answered", key, value, text) for key, value in parts.items())
    turned = Fact("turned_to", item.id)
    return Outcome((*facts, turned), (Say("kept.fields", {"keys": list(parts)}),))


def _row_after_all(form: Form, state: State, item: Question, text: str) -> Outcome | None:
    """Rows of the section's table by their names, sent while the sentence above it is asked for."""
    tables = [t for t in form.tables.values() if form.section_of(item.id) is _section(form, t)]
    if tables and not item.required and re.fullmatch(r"[\d\s.,+-]+", tidy(text)):
        return refuse("agreed", text=text, required=item.required)
    lines = [line for line in text.split("\n") if line.strip()]
    for table in tables:
        named = [split_zero(line) or split_name(line) for line in lines]
        if all(name and find_row(form, table, name) for name, _ in named):
            outcome = _typed(form, state, _first(form, table), text)
            if outcome.facts:
                stay = Fact("turned_to", item.id)
                return Outcome((*outcome.facts, stay), outcome.says)
    return None


def _section(form: Form, table: Table) -> Section:
    return form.section_of(next(table.cells()).id)


def _text(form: Form, state: State, item: Question, text: str) -> Outcome:
    """A narrative, or a word that passes it over where it may be left out, or takes what stands
    there to be taken.
    """
    word = tidy(text).lower().rstrip("。！!")
    if settled := settled_by_word(form, state, item.id, word):
        return settled
    if word in (*AGREED, *CHAT):
        return _agreed(form, state, item, word)
    if word in NO_TEXT or (not item.required and word in EMPTY):
        return refuse("not_a_text", text=word) if item.required else skip(item)
    if word not in EMPTY and doubtful.is_doubtful(text, doubtful.stands(state, item.id)):
        return doubtful.offer(state, item.id, text)
    return write(item.id, text)


def _agreed(form: Form, state: State, item: Question, word: str) -> Outcome:
    """A yes takes what stands there to be taken; what else is only said to the bot is no text."""
    if word in AGREED and state.answers(form).standard(item.id):
        return Outcome((Fact("accepted", item.id),), (Say("kept.accepted", {"key": item.id}),))
    return refuse("agreed", text=word, required=item.required)


def settled_by_word(form: Form, state: State, key: str, word: str) -> Outcome | None:
    """A yes or no to a text that waits for it; None for anything else."""
    if word not in (*AGREED, *doubtful.NO) or doubtful.pending(state, key) is None:
        return None
    return settle_text(form, state, key, "keep" if word in AGREED else "drop")


def settle_text(form: Form, state: State, key: str, value: str) -> Outcome:
    """What becomes of a text that waited for a yes: `keep`, `add` or `drop`."""
    held = doubtful.pending(state, key)
    if held is None or value not in ("keep", "add", "drop"):
        return Outcome()
    if value == "drop":
        return doubtful.dropped(key)
    if value == "keep" and doubtful.edits(state, key, held):
        return doubtful.corrected(key, held)
    goes_on = value == "add" or adding(state)
    kept = add(form, state, key, held.text) if goes_on else write(key, held.text)
    return (
        replace(kept, facts=(Fact("cleared", OFFERED + key), *kept.facts)) if kept.facts else kept
    )


def add(form: Form, state: State, key: str, text: str) -> Outcome:
    """One more piece of a text, which bare figures are not. A standard wording that goes on becomes
    the clerk's own words.
    """
    slot = state.slots.get(key)
    word = tidy(text).lower().rstrip("。！!")
    if word in (*AGREED, *CHAT, *NO_TEXT) or re.fullmatch(r"[\d\s.,+-]+", word):
        return refuse("agreed", text=word, required=True)
    if slot is None or slot.how != "accepted":
        return write(key, text, "added")
    whole = write(key, f"{state.answers(form).standard(key)}\n{text}")
    return Outcome(whole.facts, (Say("kept.text", {"key": key, "kind": "added"}),))


def write(key: str, text: str, kind: str = "wrote") -> Outcome:
    """A narrative in the clerk's own words: replaces the text, or adds to it (kind `added`)."""
    value = paragraphs(text)
    if not value:
        return refuse("empty")
    return Outcome((Fact(kind, key, value),), (Say("kept.text", {"key": key, "kind": kind}),))


# -- a row of a table --------------------------------------------------------------------------


def _rows(form: Form, state: State, item: Question, text: str) -> Outcome:
    """Rows that were typed or copied from a spreadsheet. Which of the two it is shows in what can
    be read; where neither can, the refusal is about what it looks like.
    """
    if text.strip().count("\n") >= FEWEST_PASTED - 1:
        copied = _pasted(form, state, item, text)
        typed = copied if copied.facts else _typed(form, state, item, text)
        return typed if typed.facts else copied
    typed = _typed(form, state, item, text)
    if typed.facts or "\t" not in text or typed.says[0].args.get("reason") == "blank":
        return typed
    copied = _pasted(form, state, item, text)
    return copied if copied.facts else typed


def _typed(form: Form, state: State, item: Question, text: str) -> Outcome:
    """One row, or several, a line each; a line may begin with its row's name."""
    table = form.tables[table_of(item)]
    facts: list[Fact] = []
    here: Question | None = item
    for line in _one_row_each(form, table, text):
        if here is None:
            return refuse("rows_left", table=table.id)
        name, figures = split_zero(line) or split_named(form, here, line) or split_name(line)
        target = find_row(form, table, name) if name else here
        if target is None:
            return refuse("row_name", name=name, table=table.id)
        outcome = read_figures(form, state, target, figures, line)
        if not outcome.facts:
            return outcome
        facts += outcome.facts
        here = _after(form, target)
    if len({fact.key for fact in facts}) < len(facts):
        return refuse("row_twice", table=table.id)
    return Outcome(tuple(facts), (Say("kept.cells", {"keys": [fact.key for fact in facts]}),))


def _one_row_each(form: Form, table: Table, text: str) -> list[str]:
    """The lines of a message; one that names several rows of one figure each becomes as many."""
    lines: list[str] = []
    for line in (line for line in text.split("\n") if line.strip()):
        named = named_in_line(line)
        found = [find_row(form, table, name) for name, _ in named]
        single = len(named) > 1 and all(row and len(row.keys) == 1 for row in found)
        lines += [f"{name} {figure}" for name, figure in named] if single else [line]
    return lines


def _after(form: Form, item: Question) -> Question | None:
    """The row below, for the next line of a message; None below the last."""
    table = form.tables[table_of(item)]
    names = [f"{table.id}.{row.id}" for _, row in rows(table)]
    below = (question(form, name) for name in names[names.index(item.id) + 1 :])
    return next((found for found in below if found), None)


def _pasted(form: Form, state: State, item: Question, text: str) -> Outcome:
    """Rows copied from a spreadsheet, taken as a whole or not at all; their totals are checked."""
    table = form.tables[table_of(item)]
    pasted = read_pasted(form, table, text, item.id)
    if isinstance(pasted, Torn):
        return refuse("pasted", table=table.id, **asdict(pasted))
    entered = dict(pasted.values)
    sums = Answers(form, state.year, {**state.answers(form).entered, **entered}).values
    for key, given in pasted.totals.items():
        if (sum_ := sums.get(key, given)) != given:
            keys = form.cells[key].parts("columns") or form.cells[key].parts("rows")
            return refuse("total", keys=keys, given=given, sum=sum_, total=key)
    facts = tuple(Fact("answered", key, value, "粘贴") for key, value in entered.items())
    return Outcome(facts, (Say("kept.cells", {"keys": list(entered)}),))


def split_zero(line: str) -> tuple[str, str] | None:
    """Like `split_name`, for 规章全为0."""
    match = _ALL_ZERO.fullmatch(tidy(line))
    return (match.group(1), "0") if match else None


def split_named(form: Form, item: Question, line: str) -> tuple[str, str] | None:
    """Like `split_name`, for figures beside their columns' names: 予以公开 自然人3 企业1."""
    if line.isascii():
        return None
    names = column_names(form, item)
    starts = [line.find(word) for words in names.values() for word in words if word in line]
    if not starts or not named_figures(line[min(starts) :], names):
        return None
    return line[: min(starts)].strip(" :：，,"), line[min(starts) :]


def column_names(form: Form, item: Question) -> dict[str, tuple[str, ...]]:
    """What the columns of a row may be called: their labels, and what staff say for them."""
    names: dict[str, tuple[str, ...]] = {}
    for key in item.keys:
        column = form.cells[key].column
        bare = column.label.removeprefix("结果").removesuffix("结果")
        names[key] = (column.label, bare, *KINDS_OF_APPLICANT.get(column.id, ()))
    return names


def split_name(line: str) -> tuple[str, str]:
    """The row's name and the figures of a line; the name is empty where only figures stand."""
    bare = _ITEM.sub("", line.strip())
    first = bare.split()[0] if bare.split() else ""
    if bare != line.strip() or (read_number(first) is None and not number("change", first)):
        match = _NAMED.match(bare)
        if match and not _ROUNDED.fullmatch(match["name"]):
            return match["name"], match["rest"]
        words = bare.split()
        if (
            len(words) > 1
            and read_number(words[0]) is None
            and re.fullmatch(r"[^\d]*[㐀-鿿][^\d]*", words[0])
        ):
            return words[0], " ".join(words[1:])
    return "", line


def find_row(form: Form, table: Table, name: str) -> Question | None:
    """The row of a table that a typed name means: its label, or a part that only it has; of several
    the one that ends so, since 复议 is short for 行政复议 and not for 复议后起诉.
    """
    wanted = tidy(_ITEM.sub("", name)).strip("“”\"'：:")
    labels = {f"{table.id}.{row.id}": tidy(_ITEM.sub("", row.label)) for _, row in rows(table)}
    exact = [key for key, label in labels.items() if label == wanted]
    hits = exact or [key for key, label in labels.items() if wanted and wanted in label]
    if len(hits) > 1:
        hits = [key for key in hits if labels[key].endswith(wanted)]
    return question(form, hits[0]) if len(hits) == 1 else None


def read_figures(form: Form, state: State, item: Question, text: str, raw: str) -> Outcome:
    """The figures of one row. Its total may be given too, if it is right."""
    keys = item.keys
    worded = len(keys) > 1 and not text.isascii()  # no column has an ASCII name
    if worded and (named := named_figures(text, column_names(form, item))):
        text = " ".join(str(named.get(key, 0)) for key in keys)
    if len(keys) > 1 and read_number(text) == 0:
        text = " ".join("0" * len(keys))
    row = read_row(text, len(keys), [form.kind(key) for key in keys])
    if isinstance(row, Refusal) and row.reason == "many":
        return _with_total(form, state, item, text, raw)
    if isinstance(row, Refusal):
        return _refused(state, item, row, text)
    if "" in row.figures:
        return _refused(state, item, Refusal("blank", row.figures.index("")), text)
    for position, (key, figure) in enumerate(zip(keys, row.figures, strict=True)):
        value = number(form.kind(key), figure)
        if value is None or (form.kind(key) == "amount" and value < 0):
            return _refused(state, item, Refusal("not_a_number", position, figure), text)
        if abs(value) >= LARGEST[form.kind(key)]:
            return _refused(state, item, Refusal("long", position, figure), text)  # type: ignore[arg-type]
    pairs = zip(keys, row.figures, strict=True)
    return Outcome(tuple(Fact("answered", key, figure, raw) for key, figure in pairs))


def _with_total(form: Form, state: State, item: Question, text: str, raw: str) -> Outcome:
    """A row typed with its total: taken when the total is right, else refused with the sum."""
    keys, total = item.keys, _total_key(form, item)
    row = read_row(text, len(keys) + 1)
    if not total or not isinstance(row, Row) or "" in row.figures:
        many = read_row(text, len(keys), [form.kind(key) for key in keys])
        return _refused(state, item, many, text)  # type: ignore[arg-type]
    *figures, given = row.figures
    entered = dict(zip(keys, figures, strict=True))
    if (sum_ := Answers(form, state.year, entered).values[total]) != given:
        return refuse("total", keys=keys, given=given, sum=sum_, total=total)
    return read_figures(form, state, item, " ".join(figures), raw)


def _total_key(form: Form, item: Question) -> str:
    for cell in form.cells.values():
        if cell.column.sum and set(cell.parts("columns")) == set(item.keys):
            return cell.id
    return ""


def _refused(state: State, item: Question, why: Refusal, text: str) -> Outcome:
    args = {
        "keys": item.keys,
        "reason": why.reason,
        "place": item.keys[why.position] if why.position < len(item.keys) else "",
        "position": why.position + 1,
        "token": why.token,
        "count": len(item.keys),
    }
    only = read_number(text) if why.reason == "few" and why.position == 1 else None
    if only is not None and only < LARGEST["count"]:
        values = f"{only} " + " ".join("0" * (len(item.keys) - 1))
        press = press_answer(state.report, item.id, values)
        return refuse("row", Choice(press, "all_in_first", {"keys": item.keys}), **args)
    return refuse("row", **args)


# -- contact and single fields -----------------------------------------------------------------


def _group(form: Form, item: Question, text: str) -> Outcome:
    """Several fields from one message; the good ones are kept even if one is malformed."""
    if tidy(text) in EMPTY:
        return skip(item)
    contact = read_contact(text, item.keys)
    good = {k: v for k, v in contact.parts.items() if well_formed(form.kind(k), v)}
    bad = [
        Say("refused.malformed", {"key": k, "text": v, "kind": form.kind(k)})
        for k, v in contact.parts.items()
        if k not in good
    ]
    if contact.unknown:
        bad.append(Say("refused.unknown_part", {"parts": contact.unknown}))
    facts = tuple(Fact("answered", key, value, text) for key, value in good.items())
    if not facts and not bad:
        return refuse("empty")
    kept = (Say("kept.fields", {"keys": list(good)}),) if good else ()
    stay = (Fact("turned_to", item.id),) if bad and good else ()
    return Outcome((*facts, *stay), (*kept, *bad))


def _field(form: Form, item: Question, text: str) -> Outcome:
    value = " ".join(text.split())
    kind = form.kind(item.id)
    if tidy(value) in EMPTY and not item.required:
        return Outcome(
            (Fact("cleared", item.id, raw=text),), (Say("kept.cleared", {"keys": [item.id]}),)
        )
    if kind in ("count", "amount"):
        row = read_row(value, 1, [kind])
        if isinstance(row, Refusal) or not row.figures[0]:
            return refuse("malformed", key=item.id, text=value, kind=kind)
        value = row.figures[0]
    elif not well_formed(kind, value):
        return refuse("malformed", key=item.id, text=value, kind=kind)
    return Outcome(
        (Fact("answered", item.id, value, text),), (Say("kept.fields", {"keys": [item.id]}),)
    )


def skip(item: Question) -> Outcome:
    """An optional question passed over."""
    return Outcome((Fact("skipped", item.id),), (Say("kept.skipped", {"key": item.id}),))


def rest(form: Form, state: State, table: Table) -> Outcome:
    """Every blank cell of a table set to 0, one fact each, by an act of the clerk.

    A row that is offered from an equation is left to be asked when the equation wants more than 0,
    and so is a row of which cases were told; a story of some cases cannot become a table of none.
    """
    told = _told_of(form, state, table)
    if told and story_question(form, state, _first(form, table)):
        return refuse("rest_told", told=told)
    blank = [key for key in _entered(table) if key not in state.slots]
    kept = [key for key in blank if any(form.cells[key].row.id == t.split(".")[1] for t in told)]
    zeros = dict.fromkeys((key for key in blank if key not in kept), "0")
    entered = {**state.answers(form).entered, **zeros}
    answers = Answers(form, state.year, entered)
    for _, row in rows(table):
        if row.propose and any(v != "0" for v in answers.proposal(f"{table.id}.{row.id}").values()):
            zeros = {k: v for k, v in zeros.items() if form.cells[k].row is not row}
    facts = tuple(Fact("answered", key, "0", "0") for key in zeros)
    if not facts and kept:
        left = {form.cells[key].row.id for key in kept}
        told = {key: value for key, value in told.items() if key.split(".")[1] in left}
        return refuse("rows_told", told=told)
    if not facts:
        return refuse("nothing_left", table=table.id)
    done = () if kept else told_keys(state, table.id)
    taken_back = tuple(Fact("cleared", key) for key in done)
    return Outcome(
        (*taken_back, *facts), (Say("kept.zeros", {"table": table.id, "count": len(facts)}),)
    )


def _told_of(form: Form, state: State, table: Table) -> dict[str, str]:
    """The totals above 0 that were told of a table, by id."""
    story = story_of(form, table.id)
    return more_than_none(story, state.told) if story else {}


def _first(form: Form, table: Table) -> Question:
    names = (f"{table.id}.{row.id}" for _, row in rows(table))
    return next(found for name in names if (found := question(form, name)))


def told_keys(state: State, table: str) -> list[str]:
    """The slots that hold what was told of a table."""
    return [key for key in state.slots if key.startswith(f"{TOLD}{table}.")]


def _entered(table: Table) -> Iterable[str]:
    return [cell.id for cell in table.cells() if not cell.computed]
