"""Several people at one report. What somebody answers to a question that a colleague has answered
since it was shown is not recorded over it: they are shown what stands, by whom and since when, and
replace it with one tap if theirs is right. What was not recorded is kept, for nothing typed is ever
lost.
"""

import json

from bot.forms.form import Form
from bot.interview import press as presses
from bot.interview.facts import ANSWERS, REMARKS, slot_key
from bot.interview.outcome import Notify, Outcome
from bot.interview.questions import (
    SIDE,
    Question,
    next_question,
    present,
    question,
    question_of,
    questions,
)
from bot.interview.state import Slot, State
from bot.messages import Choice, Fact, Say

ON_TOP = ("added",)  # goes on after what a colleague wrote and takes nothing away


def withhold(form: Form, state: State, outcome: Outcome) -> Outcome:
    """The outcome, or what is said instead where a colleague was faster."""
    answers = [f for f in outcome.facts if f.kind in ANSWERS and f.kind not in ON_TOP]
    if not answers or not state.overtaken:
        return outcome
    touched = dict.fromkeys(key for fact in answers for key in _question_keys(form, fact))
    theirs = {key: state.slots[key] for key in touched if _is_newer(state, key)}
    if not theirs:
        return outcome
    seq, latest = str(state.seq + 1), max(theirs.values(), key=lambda slot: slot.seq)
    whole = [f for f in outcome.facts if f in answers or f.kind in REMARKS]
    kept = [[f.kind, f.key, f.value, f.raw] for f in whole]
    fact = Fact("withheld", answers[0].key, json.dumps(kept, ensure_ascii=False))
    mine = Choice(presses.command(state.report, "replace", seq), "replace")
    args = {"keys": [key.rpartition(":")[2] for key in theirs], "slot": latest}
    return Outcome((fact,), (Say("withheld", args, ((mine,),)),))


def _question_keys(form: Form, fact: Fact) -> tuple[str, ...]:
    """What an answer touches: its own key, and all that belongs to the same question; but the parts
    of a contact stand by themselves, and a colleague's address is no reason to put a postcode away.
    """
    item = question_of(form, fact.key)
    if item and item.kind == "group" and fact.key != item.id:
        return (slot_key(fact), item.id)
    return (slot_key(fact), item.id, *item.keys) if item else (slot_key(fact),)


def _is_newer(state: State, key: str) -> bool:
    """True for what a colleague put there after the viewer's question was shown."""
    slot = state.slots.get(key, Slot(""))
    return slot.seq > state.viewer.seen and slot.by != state.viewer.who


def moved_on(form: Form, state: State) -> bool:
    """True where the question that somebody sees makes no sense any more: a colleague has told how
    the story of a table goes on.
    """
    if not state.overtaken:
        return False
    now = present(form, state)
    if now == next_question(form, state) or now in SIDE:
        return False
    item = question(form, now)
    return item is not None and item.kind in ("story", "renewal")


def replace_theirs(form: Form, state: State, seq: str) -> Outcome:
    """Records what was withheld, on the word of who gave it."""
    mine = state.withheld.get(state.viewer.who)
    if mine is None or str(mine.seq) != seq:
        return Outcome()
    facts = tuple(Fact(*fact) for fact in json.loads(mine.answer))
    keys = [fact.key for fact in facts if fact.kind not in REMARKS]
    return Outcome((Fact("replaced", seq), *facts), (Say("replaced", {"keys": keys}),))


def hand(form: Form, state: State, arg: str) -> Outcome:
    """Hands the section of the present question to a colleague, who is told and taken there."""
    section, _, number = arg.partition(" ")
    section = section or _present_section(form, state)
    title = next((s.title for s in form.sections if s.id == section), "")
    if not state.viewer.colleagues or not title:
        return Outcome(says=(Say("refused.no_colleague"),))
    chosen = next((c for c in state.viewer.colleagues if str(c.number) == number), None)
    if chosen is None:
        choices = tuple(
            (
                Choice(
                    presses.command(state.report, "hand", f"{section} {c.number}"),
                    "colleague",
                    {"name": c.name},
                ),
            )
            for c in state.viewer.colleagues
        )
        return Outcome(says=(Say("hand", {"section": title}, choices),), show=False)
    fact = Fact("handed", section, number)
    said = Say("handed", {"section": title, "name": chosen.name})
    return Outcome((fact,), (said,), (Notify((chosen.number,)),))


def _present_section(form: Form, state: State) -> str:
    item: Question | None = question(form, present(form, state))
    return item.section.id if item else questions(form)[0].section.id
