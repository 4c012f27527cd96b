"""The rest of a table is 0. Blank is not zero, so this is an act of the clerk, one fact a cell; and
what was told of the table, or follows from its equation, is never made 0 by it.
"""

from bot.forms.answers import Answers
from bot.forms.form import Form, Table
from bot.interview.facts import TOLD
from bot.interview.outcome import Outcome, refuse
from bot.interview.questions import first_row, rows, story_question
from bot.interview.state import State
from bot.interview.story import more_than_none, story_of
from bot.messages import Fact, Say


def rest(form: Form, state: State, table: Table) -> Outcome:
    """Every blank cell of a table set to 0, one fact each, by an act of the clerk.

    A row that is offered from an equation is left to be asked when the equation wants more than 0,
    and so is a row of which cases were told; a story of some cases cannot become a table of none.
    """
    told = _told_of(form, state, table)
    if told and story_question(form, state, first_row(form, table.id)):
        return refuse("rest_told", told=told)
    entered = (cell.id for cell in table.cells() if not cell.computed)
    blank = [key for key in entered if key not in state.slots]
    kept = [key for key in blank if any(form.cells[key].row.id == t.split(".")[1] for t in told)]
    zeros = dict.fromkeys((key for key in blank if key not in kept), "0")
    answers = Answers(form, state.year, {**state.answers(form).entered, **zeros})
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


def told_keys(state: State, table: str) -> list[str]:
    """The slots that hold what was told of a table."""
    return [key for key in state.slots if key.startswith(f"{TOLD}{table}.")]
