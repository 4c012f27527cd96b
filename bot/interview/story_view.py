"""What is shown of a table that is told as a story: what is left to tell, and the short answers."""

from collections.abc import Mapping
from functools import partial

from bot.forms.form import Form
from bot.forms.number import plain
from bot.interview.navigation import Rows, navigation, navigation_in_table, offer
from bot.interview.questions import Question, story_question, table_of
from bot.interview.state import State
from bot.interview.story import LEDGER, Open, Story, amount, more_than_none, plan, story_of
from bot.messages import Say


def story_view(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    """The next question of a story with its `args`, as `view` has them; for the ledger, whether
    what was counted is right.
    """
    if item.id.endswith(f"?{LEDGER}"):
        yes, no = offer(state, item, "yes", "ledger_yes"), offer(state, item, "no", "ledger_no")
        return Say("ask.ledger", args, ((yes, no), navigation(state, item.id)))
    story = story_of(form, table_of(item))
    left = plan(story, state.told) if story else None
    if story is None or not isinstance(left, Open) or story_question(form, state, item) != item.id:
        return Say("overtaken", args)  # a colleague has told it since; what was shown is gone
    offers = _choices(story, left, item, state)
    came = amount(story, state.told, story.inflow[0])
    args["came"] = plain(came) if came else "0"
    args |= {"topic": left.topic, "amount": plain(left.amount), "group": left.group}
    args |= {"table": story.table.id, "told": bool(state.told), "columns": story.columns}
    args["recorded"] = more_than_none(story, state.told)
    carried = [previous.get(story.key(story.outflow, c), "") for c in story.columns]
    args["carried"] = [value for value in carried if value not in ("", "0")]
    return Say("ask.story", args, (*offers, *navigation_in_table(form, state, item)))


def _choices(story: Story, left: Open, item: Question, state: State) -> Rows:
    """What can be tapped for each topic; everything else is told in words."""

    choice = partial(offer, state, item)
    open_ = plain(left.amount)
    if left.topic == "reason":
        rows = [f"{story.table.id}.{row}" for row in story.groups[left.group]]
        return tuple((choice(str(n), "reason", key=key),) for n, key in enumerate(rows))
    if left.topic == "who":
        keys = [story.key(story.inflow[0], column) for column in story.columns]
        found = [choice(str(n), "all_in_first", keys=(key,)) for n, key in enumerate(keys)]
        return tuple(tuple(found[n : n + 2]) for n in range(0, len(found), 2))
    offers = {
        "received": (choice("rest", "all_zero"), choice("rows", "by_rows")),
        "carried_in": (choice("0", "none"),),
        "results": (choice(open_, "all_granted"),),
        "rest": (choice(open_, "carried_on", amount=open_),),
    }
    return (offers[left.topic],) if left.topic in offers else ()
