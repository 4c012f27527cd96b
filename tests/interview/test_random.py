"""Whatever is sent, in whatever order: nothing is raised, everything can be said on every channel,
and the journal alone tells where the interview stands.
"""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot import content
from bot.interview.commands import WORDS
from bot.interview.questions import questions
from bot.interview.replay import replay
from bot.interview.state import State
from bot.messages import MAX_PRESS_BYTES
from bot.wording import Context
from tests.conftest import Messages, Talk

COMMANDS = [word for words in WORDS.values() for word in words]
TEXTS = st.one_of(
    st.sampled_from(COMMANDS),
    st.sampled_from(["跳到三", "第4节", "跳到九", "继续写：再写一句。", "2022", "2022年 2019版"]),
    st.sampled_from(["0", "3", "3 0 0 0 0 1", "1 0 0", "1 0 0 0", "3 0 0 0 0 1 4", "3 x 0", "1 0%"]),
    st.sampled_from(["予以公开 3 0 0 0 0 0", "1 0 0 0\n2 0 0 0", "9" * 60, "999999999 " * 6, "某某"]),
    st.sampled_from(["电话：0469-2609855", "邮编：1，电话：0469-2609855", "地址：文礼路", "无", "不写"]),
    st.text("一1 0，：件。\n\t-+%（）.x{}", max_size=30),
    st.text(max_size=20),
)  # fmt: skip
BANK = [
    "overview/",
    "overview/disclosure",
    "overview/disclosure/channel",
    "problems/found",
    "others/",
]
BANK_VALUES = ["disclosure", "requests", "received", "channel", "channel.0", "work", "done"]
VALUES = [*BANK_VALUES, "0", "rest", "std", "skip", "last", "3 0 0 0 0 1", "", "2022", "x"]
NAMES = [*WORDS, "goto", "jump", "nonsense"]


@st.composite
def presses(draw, form):
    ids = [*BANK, *(item.id for item in questions(form)), *form.fields, "year", "nowhere", ""]
    report = draw(st.sampled_from(["1", "1", "1", "2", ""]))
    if draw(st.booleans()):
        return f"{report}:{draw(st.sampled_from(ids))}={draw(st.sampled_from(VALUES))}"
    sections = [section.id for section in form.sections]
    return f"{report}:@{draw(st.sampled_from(NAMES))} {draw(st.sampled_from(ids + sections))}"


def said(talk, words):
    """Everything that is said and shown after a message, in words."""
    context = Context(talk.form, talk.state.answers(talk.form))
    return words.reply((*talk.outcome.says, talk.view), context)


@settings(max_examples=150)
@given(st.data())
def test_any_conversation_can_be_held_said_and_replayed(data):
    form = content.forms()[data.draw(st.sampled_from(["2019", "2021"]))]
    words = content.wording()
    talk = Talk(form, Messages())
    shown = []
    for _ in range(data.draw(st.integers(0, 25))):
        kind = data.draw(st.sampled_from(["text", "button", "button", "press", "edit"]))
        if kind == "button" and shown:
            talk.send(press=data.draw(st.sampled_from(shown)))
        elif kind == "press":
            talk.send(press=data.draw(presses(form)))
        elif kind == "edit":
            earlier = f"test:{data.draw(st.integers(1, 25))}"
            talk.send(data.draw(TEXTS), corrects=earlier)
        else:
            talk.send(data.draw(TEXTS))
        reply = said(talk, words)
        shown = [button.press for row in reply.buttons for button in row]
        assert all(len(press.encode()) <= MAX_PRESS_BYTES for press in shown)
        assert replay(State(), talk.entries) == talk.state


@settings(max_examples=150)
@given(st.data())
def test_no_message_changes_a_figure_that_it_does_not_speak_of(data):
    """A text at a row's question changes that row, rows it names, or nothing."""
    form = content.forms()["2021"]
    talk = Talk(form, Messages()).fill()
    item = data.draw(st.sampled_from([q for q in questions(form) if q.kind == "row"]))
    talk.ask(item.id)
    before = talk.entered
    figures = data.draw(st.lists(st.integers(0, 99), min_size=1, max_size=8))
    talk.send(" ".join(map(str, figures)))
    changed = {k for k in talk.entered if talk.entered[k] != before.get(k)}
    assert changed <= set(item.keys)
    if changed:
        given = [re.sub(r"\D", "", talk.entered[key]) for key in item.keys]
        assert given == [str(n) for n in figures[: len(given)]]
