"""One message, one step: the state before it in, what follows from it out, with no input or output
of its own. A button pressed late, a sticker, a word that means nothing here all come to the same:
nothing is recorded and the present question is shown again.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.checks import Finding
from bot.forms.form import Form, Section
from bot.forms.number import tidy
from bot.interview import doubtful, phrases, received
from bot.interview import press as presses
from bot.interview.actions import run
from bot.interview.answer import read_answer
from bot.interview.commands import Command, read_command
from bot.interview.conversion import remaining
from bot.interview.cut import cut
from bot.interview.explain import explained, read_reason
from bot.interview.findings import Screen, findings_of, found, screen, still_open
from bot.interview.follow import followers, follows, still_bound
from bot.interview.outcome import OpenReport, Outcome, refuse, skip
from bot.interview.place import SEP
from bot.interview.questions import (
    EXAMINE,
    READY,
    RENAMED,
    Question,
    adding,
    is_beside,
    open_questions,
    present,
    question,
    question_of,
    questions,
    table_of,
)
from bot.interview.received import renamed, sent
from bot.interview.renewal import read_renewal, same_as_last, start_renewal
from bot.interview.rest import rest
from bot.interview.review import after_approval, judge
from bot.interview.rights import FILL
from bot.interview.source import notes, read_source
from bot.interview.state import ANSWERS, REASON, SOURCE, State, identity, replay
from bot.interview.tell import choose, read_row_told, read_story
from bot.interview.text import add, settle_text, settled_by_word, write
from bot.interview.together import moved_on, withhold
from bot.interview.view import OFFER, offer_of
from bot.interview.year import read_year
from bot.messages import Entry, Fact, Message, Say
from bot.reading.pairs import read_pairs
from bot.reading.text import clean, paragraphs
from bot.reading.words import NOTHING, bare_word

Values = Mapping[str, str]


def step(
    form: Form, state: State, message: Message, previous: Values, *, label: bool = False
) -> Outcome:
    """What a message leads to. `previous` are last year's values of the same unit. `label`: its
    text is what a button is called, if none that can be pressed now.
    """
    judged = judge(form, state, message)
    if isinstance(judged, Command):
        return run(form, state, judged, previous)
    if judged is not None:
        return judged
    if message.attachment:
        waited_for = state.turned and state.at == EXAMINE
        return sent(message, examine=waited_for)
    if message.press:
        outcome = _pressed(form, state, message, previous)
    elif text := clean(message.text):
        outcome = _typed(form, state, message, text, previous)
        if label and _writes(outcome, text):
            outcome = Outcome(says=(Say("no_button", {"text": text}),))
    else:
        outcome = Outcome(says=(Say("unreadable"),))
    outcome = after_approval(state, withhold(form, state, outcome))
    return _completed(form, state, message, outcome, previous)


def step_found(form: Form, state: State, message: Message, previous: Values) -> Outcome:
    """What follows from what was found in a file that somebody sent."""
    if FILL not in state.viewer.roles:
        return refuse("reviewer")
    outcome = withhold(form, state, received.found(form, state, message, previous))
    outcome = after_approval(state, outcome)
    return _completed(form, state, message, outcome, previous)


def _typed(form: Form, state: State, message: Message, text: str, previous: Values) -> Outcome:
    if message.corrects:
        return _corrected(form, state, message, text)
    if command := read_command(form, text):
        return run(form, state, command, previous)
    if key := _continued(state, message):
        return write(key, text, "added")
    return _answered(form, state, message, text, previous)


def _writes(outcome: Outcome, text: str) -> bool:
    """True where a text would stand in the report, or be offered for it."""
    kinds = {fact.kind for fact in outcome.facts}
    return tidy(text) not in NOTHING and bool(kinds & {"wrote", "added", "corrected", "offered"})


def _answered(form: Form, state: State, message: Message, text: str, previous: Values) -> Outcome:
    """A text that is no command answers the present question."""
    at = _replied_to(form, state, message) or present(form, state)
    if is_beside(at):
        return _answered_beside(form, state, message, text, previous)
    item = question(form, at)
    if item is None or moved_on(form, state):
        return Outcome(says=(Say("overtaken" if item else "not_asked"),))
    if adding(state):
        return _added(form, state, item.id, text)
    if elsewhere := _pairs_elsewhere(form, state, item, text, previous):
        return elsewhere
    if reader := _READERS.get(item.kind):
        return reader(form, state, item, text, previous)
    return read_answer(form, state, item, text)


def _pairs_elsewhere(
    form: Form, state: State, item: Question, text: str, previous: Values
) -> Outcome | None:
    """Problems with their measures, sent when the interview has gone on though the text for them
    still has an error: they are what it lacks.
    """
    if item.kind != "text" or form.fields[item.id].pairs or not read_pairs(text):
        return None
    wrong = {k for f in found(form, state, previous) if f.level == "error" for k in f.where}
    key = next((k for k in wrong if k in form.fields and form.fields[k].pairs), "")
    meant = question(form, key) if key else None
    outcome = read_answer(form, state, meant, text) if meant else Outcome()
    said = Say("kept.elsewhere", {"key": key, "asked": item.id})
    return replace(outcome, says=(*outcome.says, said)) if outcome.facts else None


def _added(form: Form, state: State, key: str, text: str) -> Outcome:
    """One more piece of a text, if it is meant for one."""
    word = bare_word(text)
    if settled := settled_by_word(form, state, key, word):
        return settled
    added = add(form, state, key, text)
    doubted = added.facts and doubtful.is_doubtful(text, "")
    return doubtful.offer(state, key, text) if doubted else added


def _answered_beside(
    form: Form, state: State, message: Message, text: str, previous: Values
) -> Outcome:
    """A text that answers a question that is none of the report's own."""
    at = present(form, state)
    if at in (RENAMED, EXAMINE):
        return Outcome(says=(Say(f"refused.{at}"),))
    if at.startswith(REASON):
        return read_reason(form, state, text, previous)
    if at.startswith(SOURCE):
        return read_source(form, state, text)
    return _to_year(message, text)


_READERS = {
    "story": read_story,
    "renewal": read_renewal,
    "row": read_row_told,
    "phrase": phrases.read_phrase,
}


def _replied_to(form: Form, state: State, message: Message) -> str:
    """The question that a message replies to, where it quotes one of this report."""
    if not message.about.startswith(state.report + ":"):
        return ""
    name = presses.asked(message.about)
    return name if question(form, name) else ""


def _continued(state: State, message: Message) -> str:
    """The text that a message goes on with: Telegram cuts a long one into several messages."""
    slot = state.slots.get(state.at.lstrip("+"))
    if slot is None or not slot.pieces or slot.at is None or slot.by != identity(message.person):
        return ""
    goes_on = cut(slot.pieces[-1].text, message.at - slot.at)
    return state.at.lstrip("+") if goes_on else ""


def _pressed(form: Form, state: State, message: Message, previous: Values) -> Outcome:
    pressed = presses.read_press(message.press)
    if pressed is None or pressed.report != state.report:
        return Outcome()
    if not pressed.question:
        name, _, arg = pressed.value.partition(" ")
        return run(form, state, Command(name, arg), previous)
    if pressed.question != present(form, state):
        return Outcome()
    if is_beside(pressed.question):
        return _beside(state, message, pressed.question, pressed.value)
    if moved_on(form, state):
        return Outcome(says=(Say("overtaken"),))
    item = question(form, pressed.question)
    return _chosen(form, state, item, pressed.value, previous) if item else Outcome()


def _beside(state: State, message: Message, asked: str, value: str) -> Outcome:
    """A button below a question that is none of the report's own."""
    if asked == RENAMED:
        return renamed(state, value)
    return _to_year(message, value) if asked == "year" else Outcome()


def _chosen(form: Form, state: State, item: Question, value: str, previous: Values) -> Outcome:
    """A button that answers a question."""
    if item.kind == "phrase":
        return phrases.choose(form, state, item, value)
    if item.kind == "text":
        return _offered(form, state, item, value, previous)
    if table_of(item):
        return _of_table(form, state, item, value, previous)
    return skip(item.id) if value == "skip" and not item.required else Outcome()


def _of_table(form: Form, state: State, item: Question, value: str, previous: Values) -> Outcome:
    """A button below a question of a table."""
    table = table_of(item)
    if value == "rest":
        return rest(form, state, form.tables[table])
    if value == "same":
        return same_as_last(state, form.tables[table], previous)
    if item.kind == "story":
        return choose(form, state, item, value, previous)
    return read_answer(form, state, item, taken_offer(form, state, item, value))


def taken_offer(form: Form, state: State, item: Question, value: str) -> str:
    """The row behind a button; an offered row is meant only while it is still the one offered."""
    if not value.startswith(OFFER):
        return value
    offered = remaining(form, state, item)
    if not offered and form.cells[item.keys[0]].row.propose:
        offered = state.answers(form).proposal(item.id)
    row = " ".join(offered.values())
    return row if row and value == offer_of(row) else ""


def _offered(form: Form, state: State, item: Question, value: str, previous: Values) -> Outcome:
    """A text that was offered: the form's standard, last year's, or none at all."""
    if value == "std" and state.answers(form).standard(item.id):
        return Outcome((Fact("accepted", item.id),), (Say("kept.accepted", {"key": item.id}),))
    if value == "last" and item.id in previous:
        return start_renewal(state, item.id, previous)
    if doubtful.pending(state, item.id):
        return settle_text(form, state, item.id, value)
    return skip(item.id) if value == "skip" and not item.required else Outcome()


def _corrected(form: Form, state: State, message: Message, text: str) -> Outcome:
    """An edited message corrects its own piece of a text, or answers its question again."""
    key = state.questions.get(message.corrects, "")
    slot = state.slots.get(key)
    if SEP in key:
        mended = phrases.correct(form, state, message, key, text)
        return mended or Outcome(says=(Say("edit_unknown"),))
    pieces = [p for p in slot.pieces if p.message == message.corrects] if slot else []
    if pieces and not pieces[0].under:
        if read_command(form, text):
            return Outcome(says=(Say("no_button", {"text": text}),))
        if doubtful.is_doubtful(text, pieces[0].text):
            return doubtful.offer(state, key, text, message.corrects)
        fact = Fact("corrected", key, paragraphs(text), message.corrects)
        return Outcome((fact,), (Say("kept.text", {"key": key, "kind": "corrected"}),))
    item = question_of(form, key) if key else None
    waits = item is not None and doubtful.pending(state, item.id) is not None
    if item is None or (item.kind == "text" and not waits):
        return Outcome(says=(Say("edit_unknown"),))
    return read_answer(form, state, item, text)


def _to_year(message: Message, text: str) -> Outcome:
    chosen = read_year(text, message.at.year)
    if chosen is None:
        return refuse("year", latest=message.at.year)
    done = Fact("turned_to", "")  # so that who comes back finds the interview, not this question
    return Outcome((done,), effects=(OpenReport(chosen.year, chosen.form),))


# -- what follows from every answer ---------------------------------------------------------------


def _completed(
    form: Form, state: State, message: Message, outcome: Outcome, previous: Values
) -> Outcome:
    """The outcome with the sentences that follow its figures, and the end of its section."""
    outcome = still_bound(form, state, outcome)
    if outcome.facts and follows(form, state):
        after = replay(state, _entries(state, message, outcome.facts))
        told = followers(form, state, after, outcome.facts)
        outcome = replace(outcome, says=(*outcome.says, *told))
    return _with_section_end(form, state, message, outcome, previous)


# -- the end of a section ----------------------------------------------------------------------


def _with_section_end(
    form: Form, state: State, message: Message, outcome: Outcome, previous: Values
) -> Outcome:
    """Adds the section's summary and findings when its last open question was answered."""
    touched = [fact for fact in outcome.facts if fact.kind in (*ANSWERS, "finished")]
    if not touched or all(fact.kind == "cleared" for fact in touched):
        return outcome
    section = form.section_of(touched[-1].key)
    if _leaves_open(form, state, section, {fact.key for fact in touched}):
        return outcome
    after = replay(state, _entries(state, message, outcome.facts))
    if open_questions(form, after, section) or after.turned:
        return outcome
    shown = _to_show(form, after, section, previous)
    keys = _keys(form, section)
    told = [e for e in explained(form, after, previous) if _is_of(form, e.finding, section)]
    args = {"section": section.title, "keys": keys, "explained": told, **shown.args}
    args["notes"] = notes(form, after, section)
    say = Say("section_done", args, shown.choices)
    return replace(outcome, facts=outcome.facts + shown.facts, says=(*outcome.says, say))


def _leaves_open(form: Form, state: State, section: Section, touched: set[str]) -> bool:
    """True if a question of the section is open that was not answered just now: most are."""
    return any(
        touched.isdisjoint((item.id, *item.keys)) for item in open_questions(form, state, section)
    )


def _entries(state: State, message: Message, facts: tuple[Fact, ...]) -> list[Entry]:
    return [
        Entry(state.seq + n, message.id, fact, message.person, message.at)
        for n, fact in enumerate(facts, 1)
    ]


def _keys(form: Form, section: Section) -> list[str]:
    return [key for item in questions(form) if item.section is section for key in item.keys]


def _is_of(form: Form, finding: Finding, section: Section) -> bool:
    return any(form.section_of(key) is section for key in finding.where)


def _to_show(form: Form, state: State, section: Section, previous: Values) -> Screen:
    """The findings of a section. At the very end the warnings nobody has seen, of all sections;
    where there are errors none, since the question that follows lists everything.
    """
    if present(form, state) != READY:
        findings = findings_of(form, state, section, previous)
        return screen(form, state, findings, previous, section.id)
    findings = still_open(state, found(form, state, previous))
    if any(finding.level == "error" for finding in findings):
        findings = []
    unseen = [finding for finding in findings if finding.key not in state.shown]
    return screen(form, state, unseen, previous)
