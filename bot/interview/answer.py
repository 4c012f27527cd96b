"""Reads an answer to a question: text in, facts out, or a refusal that says what was wrong, where,
and what to type instead. A refusal records nothing, except that of several parts of one message the
good ones are kept, for nothing typed is ever lost.
"""

from bot.forms.form import Form
from bot.interview import misplaced
from bot.interview.fields import read_field, read_group
from bot.interview.outcome import Outcome
from bot.interview.questions import Question
from bot.interview.rows import read_rows
from bot.interview.state import State
from bot.interview.text import read_text


def read_answer(form: Form, state: State, item: Question, text: str) -> Outcome:
    """What a typed text means as an answer to a question."""
    if item.kind == "row":
        return read_rows(form, state, item, text)
    if item.kind == "text":
        return misplaced.read(form, state, item, text) or read_text(form, state, item, text)
    if item.kind == "group":
        return read_group(form, state, item, text)
    return read_field(form, item, text)
