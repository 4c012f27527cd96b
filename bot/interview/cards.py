"""Cards and the questions that find a row: looking something up records nothing and moves nobody,
so their buttons hold for ever, and the present question is where it was.
"""

from bot.forms.card import Card, Fork, Guide
from bot.forms.form import Form
from bot.interview import press
from bot.interview.outcome import Outcome, refuse
from bot.interview.questions import Question, present, question, table_of
from bot.interview.row_names import find_row
from bot.interview.state import State
from bot.interview.story import story_of
from bot.messages import Choice, Say


def card(form: Form, state: State, arg: str) -> Outcome:
    """说明: the card of a row (`applications.granted`, or a part of its label), else of the present
    question: a row, the rows of a group of reasons, or the way to find one.
    """
    item = question(form, present(form, state))
    guide = form.guides.get(arg.partition(".")[0]) or _guide_of(form, item)
    guide = guide or (next(iter(form.guides.values()), None) if arg else None)
    if guide is None:
        return refuse("no_card")
    row = arg.partition(".")[2] if "." in arg else _named(form, guide, arg) if arg else ""
    if arg:
        return _cards(form, state, guide, [row]) if row in guide.cards else refuse("no_card")
    rows = _rows_of(form, guide, item) if item else []
    return _cards(form, state, guide, rows) if rows else which(form, state, "")


def which(form: Form, state: State, arg: str) -> Outcome:
    """哪一行？: one of the questions that find a row, the first one where none is named."""
    item = question(form, present(form, state))
    guide = _guide_of(form, item) or next(iter(form.guides.values()), None)
    if guide is None or not guide.forks:
        return refuse("no_card")
    fork = guide.forks.get(arg) or next(iter(guide.forks.values()))
    back = Choice(press.command(state.report, "here"), "here")
    return Outcome(
        says=(Say("which", {"ask": fork.ask}, (*_ways(state, guide, fork), (back,))),), show=False
    )


def here(form: Form, state: State, arg: str) -> Outcome:
    """Back from looking something up: the present question again."""
    return Outcome()


def buttons(form: Form, state: State, item: Question) -> tuple[Choice, ...]:
    """What can be looked up at a question."""
    guide = _guide_of(form, item)
    if guide is None:
        return (Choice(press.command(state.report, "why", item.id), "card"),)
    explain = Choice(press.command(state.report, "card", _row(item)), "card")
    find = Choice(press.command(state.report, "which"), "which")
    rows = _rows_of(form, guide, item)
    return ((explain,) if rows else ()) + ((find,) if _is_outcome(guide, rows) else ())


def _row(item: Question) -> str:
    return item.id if item.kind == "row" else ""


def _is_outcome(guide: Guide, rows: list[str]) -> bool:
    """True where a row of outcomes is asked for, or any of them."""
    return not rows or not guide.goals.isdisjoint(rows)


def _guide_of(form: Form, item: Question | None) -> Guide | None:
    return form.guides.get(table_of(item)) if item else None


def _named(form: Form, guide: Guide, words: str) -> str:
    """The row that some words mean: what it is called here, or a part of its printed label."""
    called = [card.row for card in guide.cards.values() if card.name == words]
    found = find_row(form, form.tables[guide.table], words)
    return called[0] if called else found.id.partition(".")[2] if found else ""


def _rows_of(form: Form, guide: Guide, item: Question) -> list[str]:
    """The rows that a question is about; none where it is about all outcomes."""
    if item.kind == "row":
        return [item.id.partition(".")[2]]
    story = story_of(form, guide.table)
    topic, _, group = item.id.partition("?")[2].partition(".")
    if story is None:
        return []
    rows = {"received": story.inflow[:1], "carried_in": story.inflow[1:], "who": story.inflow[:1]}
    rows |= {"reason": story.groups.get(group, ()), "rest": (story.outflow,)}
    return list(rows.get(topic, ()))


def _cards(form: Form, state: State, guide: Guide, rows: list[str]) -> Outcome:
    """One card in full, or the gist of several; the present question follows."""
    found: list[Card] = [guide.cards[row] for row in rows]
    if len(found) > 1:
        return Outcome(says=(Say("cards", {"table": guide.table, "cards": found}),))
    key = f"{guide.table}.{rows[0]}"
    item = question(form, key)
    go = Choice(press.command(state.report, "goto", key), "fill_row")
    elsewhere = item and present(form, state) not in (key, "") and "?" not in present(form, state)
    choices = ((go,),) if elsewhere else ()
    return Outcome(says=(Say("card", {"key": key, "card": found[0]}, choices),))


def _ways(state: State, guide: Guide, fork: Fork) -> tuple[tuple[Choice, ...], ...]:
    if fork.options:
        return tuple(
            (_way(state, guide, row, "row_name", name=guide.cards[row].name),)
            for row in fork.options
        )
    return ((_way(state, guide, fork.yes, "yes"), _way(state, guide, fork.no, "no")),)


def _way(state: State, guide: Guide, to: str, wording: str, **args: object) -> Choice:
    """A button that leads on to a question or to a row's card."""
    name, arg = ("which", to) if to in guide.forks else ("card", f"{guide.table}.{to}")
    return Choice(press.command(state.report, name, arg), wording, args)
