"""What a clerk says beside the interview: not now, I have to ask, what does this mean, as last
year. A question that is put off stays open and comes again behind all the others; nothing is made 0
or left out because somebody did not know it today.
"""

from collections.abc import Iterable

from bot.forms.answers import Values
from bot.forms.form import Form
from bot.interview import cards
from bot.interview import press as presses
from bot.interview.answer import read_answer
from bot.interview.facts import PUT_OFF
from bot.interview.fetch import fetch_version
from bot.interview.fields import leave
from bot.interview.outcome import BuildReport, Outcome, refuse, skip
from bot.interview.questions import Question, is_open, open_questions, present, question, table_of
from bot.interview.renewal import read_renewal, same_as_last, start_renewal
from bot.interview.state import State
from bot.messages import Choice, Fact, Say

ASKED = ("text", "group", "row", "story")  # the kinds of questions that can be put off


def pass_over(form: Form, state: State, arg: str) -> Outcome:
    """跳过: what may be left out is left out, what must be given is put off."""
    item = question(form, present(form, state))
    optional = item is not None and not item.required and item.kind in ("text", "group")
    return skip(item.id) if item and optional else later(form, state, arg)


def later(form: Form, state: State, arg: str) -> Outcome:
    """不知道, 问一下领导再填: the next question, and this one at the end."""
    item = question(form, present(form, state))
    if item is None or item.kind not in ASKED:
        return Outcome((Fact("turned_to", ""),)) if item else Outcome()
    key = put_off_key(item)
    if item.kind != "story" and not is_open(state, item):
        return leave(state, item) if item.kind == "group" else Outcome((Fact("finished", key),))
    waits = {put_off_key(other) for other in open_questions(form, state)}
    fact = Fact("put_off", key, "1")
    said = Say("put_off", {"key": key, "last": waits <= {key}})
    return Outcome((fact, Fact("finished", key)), (said,))


def taken_up(state: State, waiting: Iterable[Question]) -> tuple[Fact, ...]:
    """That questions are not put off any more, since somebody went to them."""
    keys = dict.fromkeys(key for item in waiting for key in (item.id, table_of(item)))
    return tuple(Fact("put_off", key) for key in keys if PUT_OFF + key in state.slots)


def put_off_key(item: Question) -> str:
    """Under which key a question is put off: of a story the whole table."""
    return table_of(item) if item.kind == "story" else item.id


def wait(form: Form, state: State, arg: str) -> Outcome:
    """等一下: nothing is lost by it, and nothing is recorded."""
    return Outcome(says=(Say("no_hurry"),))


def word(form: Form, state: State, arg: str) -> Outcome:
    """能发word吗: the clean copy as long as it says what the report says, else a draft."""
    if state.current and not state.current.draft:
        return fetch_version(state.current)
    return Outcome((Fact("requested", "draft"),), effects=(BuildReport(draft=True),))


def other_unit(form: Form, state: State, arg: str) -> Outcome:
    """填错单位了: the name can be mended; another unit's report is another invitation."""
    mend = Choice(presses.command(state.report, "goto", "unit.name"), "unit_name")
    return Outcome(says=(Say("other_unit", {"name": state.title}, ((mend,),)),))


def why(form: Form, state: State, arg: str) -> Outcome:
    """什么意思, 怎么填: the card of a row, or what a question is about (`arg`, or the present)."""
    item = question(form, arg or present(form, state))
    if item and not arg and table_of(item) in form.guides:
        return cards.card(form, state, "")
    key = "" if item is None else item.keys[0] if item.kind in ("renewal", "phrase") else item.id
    return Outcome(says=(Say("why", {"key": key}),))


def same(form: Form, state: State, previous: Values) -> Outcome:
    """跟去年一样: last year's text or row, read back as it is taken."""
    item = question(form, present(form, state))
    if item and item.kind == "renewal":
        return read_renewal(form, state, item, "同", previous)
    if item is None or item.kind not in ASKED:
        return Outcome()
    if not previous:
        return refuse("no_last_year")
    if item.kind == "group":
        return leave(state, item)
    if table_of(item):
        return _same_figures(form, state, item, previous)
    known = item.id in previous
    return start_renewal(form, state, item.id, previous) if known else refuse("nothing_to_adopt")


def _same_figures(form: Form, state: State, item: Question, previous: Values) -> Outcome:
    """A row as last year; a whole table that is told as a story only if nothing came in."""
    table = form.tables[table_of(item)]
    if item.kind == "story":
        cells = (cell.id for cell in table.cells() if not cell.computed)
        alike = {previous.get(key) for key in cells} == {"0"}
        return (
            same_as_last(state, table, previous)
            if alike
            else refuse("not_like_last", table=table.id)
        )
    row = [previous.get(key, "") for key in item.keys]
    whole = "" not in row
    return (
        read_answer(form, state, item, " ".join(row))
        if whole
        else refuse("not_the_same", table=table.id)
    )
