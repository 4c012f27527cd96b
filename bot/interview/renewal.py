"""From last year's report to this year's: texts whose years have moved on, figures that are asked
for, tables that are the same as last year. Whatever is taken over was shown first.
"""

from bot.forms.answers import Values
from bot.forms.form import Form, Table
from bot.interview.outcome import Outcome, refuse
from bot.interview.questions import RENEWAL, Question, is_open, questions
from bot.interview.state import State
from bot.interview.text import write
from bot.messages import Fact, Say
from bot.reading.renewal import figures, is_value, moved_on, read_values, with_figures

OWN_WORDS = 40  # characters; an answer this long is a new text, not a list of figures


def start_renewal(form: Form, state: State, key: str, previous: Values) -> Outcome:
    """Last year's text taken: at once if only its years change, else its figures are asked. What
    is the standard wording goes on as such, for it follows the figures of this year by itself.
    """
    text = moved_on(previous[key], state.year)
    if text == state.answers(form).standard(key):
        return Outcome((Fact("accepted", key),), (Say("kept.accepted", {"key": key}),))
    if figures(text, state.year):
        return Outcome((Fact("turned_to", RENEWAL + key),))
    return Outcome((Fact("wrote", key, text),), (Say("kept.renewed", {"key": key, "text": text}),))


def read_renewal(form: Form, state: State, item: Question, text: str, previous: Values) -> Outcome:
    """The figures of this year for last year's text, or another text altogether."""
    key = item.keys[0]
    old = moved_on(previous.get(key, ""), state.year)
    found, values = figures(old, state.year), read_values(text)
    if len(values) == len(found) and all(map(is_value, values)):
        fact = Fact("wrote", key, with_figures(old, found, values), text)
        return Outcome((fact,), (Say("kept.renewed", {"key": key, "text": fact.value}),))
    if len(text) >= OWN_WORDS:
        return write(key, text)
    odd = next((value for value in values if not is_value(value)), "")
    return refuse("renewal", count=len(found), given=len(values), odd=odd)


def adopt(form: Form, state: State, previous: Values) -> Outcome:
    """All of last year's texts that are still to be written. Those without figures are taken with
    their years moved on; of the others the figures are asked for next. The sentences above the
    tables wait until their tables are filled.
    """
    waiting = [q.id for q in questions(form) if q.kind == "text" and is_open(state, q)]
    texts = {
        k: moved_on(previous[k], state.year) for k in waiting if k in previous and "." not in k
    }
    answers = state.answers(form)
    standard = [key for key, text in texts.items() if text == answers.standard(key)]
    left = {key: text for key, text in texts.items() if key not in standard}
    whole = {key: text for key, text in left.items() if not figures(text, state.year)}
    asked = [Fact("turned_to", RENEWAL + key) for key in left if key not in whole][:1]
    facts = [Fact("accepted", key) for key in standard]
    facts += [Fact("wrote", key, text) for key, text in whole.items()]
    if not facts and not asked:
        return refuse("nothing_to_adopt")
    says = [Say("kept.accepted", {"key": key}) for key in standard]
    says += [Say("kept.renewed", {"key": key, "text": text}) for key, text in whole.items()]
    return Outcome((*facts, *asked), tuple(says))


def same_as_last(state: State, table: Table, previous: Values) -> Outcome:
    """A table that is the same as last year, by an act of the clerk who saw last year's figures."""
    cells = [cell.id for cell in table.cells() if not cell.computed]
    if any(key not in previous for key in cells):
        return refuse("not_the_same", table=table.id)
    blank = [key for key in cells if key not in state.slots]
    facts = tuple(Fact("answered", key, previous[key], "去年") for key in blank)
    return Outcome(facts, (Say("kept.cells", {"keys": blank}),))
