"""What is sent while a text is asked for and is none: figures that its standard sentence tells,
parts of the contact, pairs of a problem and its measure, rows of a table. Any of them would make a
text, and the report would then say 2 300 300 where a sentence belongs; so each is put where it
belongs, if all of it does.
"""

import re

from bot.checks.rules import well_formed
from bot.forms.answers import text_of_pairs
from bot.forms.form import Form, Section, Table
from bot.forms.number import plain, tidy
from bot.interview import press as presses
from bot.interview.outcome import Outcome, refuse
from bot.interview.questions import Question, first_row
from bot.interview.row_names import find_row, split_name, split_zero
from bot.interview.rows import read_copied, read_typed
from bot.interview.state import State
from bot.interview.text import add, write
from bot.messages import Choice, Fact, Say
from bot.reading.charged import read_charged
from bot.reading.contact import is_contact, read_contact
from bot.reading.numerals import Row, read_row
from bot.reading.pairs import read_pairs
from bot.reading.pasted import Pasted, read_pasted
from bot.reading.words import NOTHING, bare_word

LONGEST_PART = 60  # characters of an address; more is a text that begins with such a word
_NONE_CHARGED = re.compile(
    r"0|没[啥有什么]*(?:别的|可?(?:说|写|报告|补充)的)|(?:一分钱?[都也]?|(?:信息处理)?费用?|收费)?(?:全年|今年|都|从来)?(?:没有?|未)(?:收取?|产生|发生)?过?(?:费用?)?"
)
_COPIED = re.compile(r"[㐀-鿿].*(?:\t|\d[^\d\s]?\s*$)", re.DOTALL)  # a name, then cells


def read(form: Form, state: State, item: Question, text: str) -> Outcome | None:
    """What a text means that is no text; None where it is one, for all that is seen here."""
    return (
        _none_charged(form, item, text)
        or figures(form, item, text)
        or _charged(form, state, item, text)
        or _pairs(form, state, item, text)
        or _contact_after_all(form, item, text)
        or _row_after_all(form, state, item, text)
        or _rows_of_a_table(form, state, text)
    )


def _none_charged(form: Form, item: Question, text: str) -> Outcome | None:
    """A no, as 没收过, where the standard sentence that stands for figures tells of none."""
    if not form.fields[item.id].figures or not _NONE_CHARGED.fullmatch(bare_word(text)):
        return None
    return Outcome((Fact("accepted", item.id),), (Say("kept.accepted", {"key": item.id}),))


def figures(form: Form, item: Question, text: str) -> Outcome | None:
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


def _charged(form: Form, state: State, item: Question, text: str) -> Outcome | None:
    """收了1次，300块 where three numbers are asked for: they are offered, since what the notices
    asked for may have been more.
    """
    charged = read_charged(text) if form.fields[item.id].figures else None
    if charged is None:
        return None
    notices, yuan = map(plain, charged)
    press = presses.answer(state.report, item.id, f"{notices} {yuan} {yuan}")
    said = {"notices": notices, "yuan": yuan}
    return refuse("charged", Choice(press, "charged", said), **said)


def _pairs(form: Form, state: State, item: Question, text: str) -> Outcome | None:
    """Pairs of a problem and its measure, made into the text of the section; where another one is
    asked for, they join what stands in theirs.
    """
    pairs = read_pairs(text)
    own = next((key for key, field in form.fields.items() if field.pairs), "") if pairs else ""
    if not own:
        return None
    whole = text_of_pairs(state.answers(form), own, pairs)
    if own == item.id:
        return write(own, whole)
    stands = own in state.slots and bare_word(state.slots[own].value) not in NOTHING
    kept = add(form, state, own, whole) if stands else write(own, whole)
    said = Say("kept.elsewhere", {"key": own, "asked": item.id})
    return Outcome((*kept.facts, Fact("turned_to", item.id)), (*kept.says, said))


def _contact_after_all(form: Form, item: Question, text: str) -> Outcome | None:
    """Parts of the contact, sent while the text behind it is already asked for."""
    section = form.section_of(item.id)
    keys = [key for ask in section.asks if ask in form.groups for key in form.groups[ask].fields]
    parts = read_contact(text, keys).parts if keys and is_contact(text) else {}
    if not parts or any(len(value) > LONGEST_PART for value in parts.values()):
        return None
    bad = next((k for k, v in parts.items() if not well_formed(form.kind(k), v)), None)
    if bad:
        is_sentence = any(end in text for end in "。；")
        said = {"key": bad, "text": parts[bad], "kind": form.kind(bad)}
        return None if is_sentence else refuse("malformed", **said)
    facts = tuple(Fact("answered", key, value, text) for key, value in parts.items())
    turned = Fact("turned_to", item.id)
    return Outcome((*facts, turned), (Say("kept.fields", {"keys": list(parts)}),))


def _row_after_all(form: Form, state: State, item: Question, text: str) -> Outcome | None:
    """Rows of the section's table, the first by its name, sent while the sentence above it is asked
    for.
    """
    tables = [t for t in form.tables.values() if form.section_of(item.id) is _section(form, t)]
    if tables and re.fullmatch(r"[\d\s.,+-]+", tidy(text)):
        return refuse("agreed", text=text, required=item.required)
    line = text.strip().partition("\n")[0]
    name, _ = split_zero(line) or split_name(line)
    for table in tables:
        if find_row(form, table, name):
            outcome = read_typed(form, state, first_row(form, table.id), text)
            if outcome.facts:
                stay = Fact("turned_to", item.id)
                return Outcome((*outcome.facts, stay), outcome.says)
    return None


def _rows_of_a_table(form: Form, state: State, text: str) -> Outcome | None:
    """Rows copied from a spreadsheet, with their names, while a text is asked for: they are the
    table's, as if they had been sent there.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if not all(_COPIED.search(line) for line in lines) or "。" in text:
        return None
    for table in form.tables.values():
        first = first_row(form, table.id)
        if isinstance(read_pasted(form, table, text, first.id), Pasted):
            return read_copied(form, state, first, text)
    return None


def _section(form: Form, table: Table) -> Section:
    return form.section_of(next(table.cells()).id)
