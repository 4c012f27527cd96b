"""What is shown of a row: what was told or remains of it, and the answers that can be tapped."""

from collections.abc import Mapping
from zlib import crc32

from bot.forms.form import Form
from bot.forms.number import plain
from bot.interview.conversion import beside, remaining
from bot.interview.navigation import navigation_in_table, offer
from bot.interview.questions import Question, is_untouched, keys_of, table_of
from bot.interview.state import State
from bot.interview.story import amount, story_of
from bot.messages import Choice, Say

OFFER = "offer "  # before the mark of an offered row; its figures may not fit into a press


def row_view(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    """A row with its `args`, as `view` has them, and what is known of it."""
    table = form.tables[table_of(item)]
    row = form.rows[item.id]
    proposal = state.answers(form).proposal(item.id) if row.propose else {}
    negative = [key for key, value in proposal.items() if value.startswith("-")]
    args |= {"proposal": proposal, "negative": negative, "table": table.id}
    args |= {"untouched": is_untouched(form, state, table.id)}
    args |= {"told": _told_of_row(form, state, item), "beside": beside(state, item)}
    left = remaining(form, state, item)
    if offered := left or (proposal if not negative else {}):
        value = offer_of(" ".join(offered.values()))
        offers = [offer(state, item, value, "proposal", values=offered)]
        offers += [offer(state, item, "0", "zero_row")] if left else []
    else:
        offers = _row_offers(form, state, item, args)
    return Say("ask.row", args, (tuple(offers), *navigation_in_table(form, state, item)))


def offer_of(row: str) -> str:
    """The press value of an offered row: a mark that tells whether it is still the one offered."""
    return f"{OFFER}{crc32(row.encode()):x}"


def _row_offers(form: Form, state: State, item: Question, args: dict[str, object]) -> list[Choice]:
    """What can be tapped below a row: who asked for what was told of it, or zeros."""
    blank = [key for key in keys_of(form, table_of(item)) if key not in state.slots]
    if told := args["told"]:
        return [
            offer(state, item, _all_in(key, item, str(told)), "all_in_first", keys=(key,))
            for key in _kinds_told(form, state, item)
        ]
    offers = []
    if len(blank) > len(item.keys) or not blank:
        offers.append(offer(state, item, "0", "zero_row"))
    if blank:
        wording = "all_zero" if args["untouched"] else "rest_zero"
        offers.append(offer(state, item, "rest", wording))
    if args["untouched"] and args["last"]:
        offers.append(offer(state, item, "same", "same"))
    return offers


def _all_in(key: str, item: Question, value: str) -> str:
    """A row whose cases are all in one column."""
    return " ".join(value if other == key else "0" for other in item.keys)


def _told_of_row(form: Form, state: State, item: Question) -> str:
    """How many cases of a row a story told of; empty where it told of none."""
    story = story_of(form, table_of(item))
    known = amount(story, state.told, item.id.partition(".")[2]) if story else None
    return plain(known) if known else ""


def _kinds_told(form: Form, state: State, item: Question) -> list[str]:
    """The cells of a row under the kinds of applicants that a story told of."""
    story = story_of(form, table_of(item))
    if story is None:
        return []
    told = [c for c in story.columns if state.told.get(story.key(story.inflow[0], c))]
    return [key for key in item.keys if key.rsplit(".", 1)[1] in told]
