"""The bank of phrases in chat: topics, a topic's sentences, a sentence's blanks, one screen at a
time. Where somebody is, is the question's id; what was filled in is a fact; so a restart, a button
pressed late and the way back mean here what they mean everywhere.
"""

from collections.abc import Mapping

from bot.forms.bank import Blank, Phrase, Topic
from bot.forms.bound import WAITING, Bound, bind, dump, written
from bot.forms.form import Form
from bot.forms.number import tidy
from bot.forms.sentence import render
from bot.interview import doubtful, press
from bot.interview.facts import FILLED
from bot.interview.outcome import Outcome, refuse
from bot.interview.pieces import Under, dump_under
from bot.interview.place import SEP, Place, place_of
from bot.interview.questions import Question
from bot.interview.state import Slot, State
from bot.interview.text import add
from bot.messages import Choice, Fact, Message, Say
from bot.reading.blank import read_blank

DONE = "done"
ENOUGH = ("写好了", "好了", "完成", "不加了", "没了", "没有了")  # typed in place of its button


def filled(state: State, at: Place) -> dict[str, str]:
    """The blanks of a sentence that are filled in, by id, in the order in which they were."""
    start = f"{FILLED}{at.id}/"
    return {k.removeprefix(start): s.value for k, s in state.slots.items() if k.startswith(start)}


def _open(phrase: Phrase, given: Mapping[str, str]) -> Blank | None:
    """The blank to ask for next."""
    return next((blank for blank in phrase.blanks if blank.id not in given), None)


def _topic(form: Form, at: Place) -> Topic:
    return next(topic for topic in form.topics_of(at.text) if topic.id == at.topic)


# -- what is shown -----------------------------------------------------------------------------


def shown(form: Form, state: State, item: Question, args: Mapping[str, object]) -> Say:
    """The screen of a place in the bank, without the way back."""
    at = place_of(item.id)
    if not at.topic:
        return _topics(form, state, item, args)
    values = state.answers(form).values
    topic = _topic(form, at)
    if not at.phrase:
        sentences = [_preview(p, {}, state.year, values) for p in topic.phrases.values()]
        choices = tuple(
            _choice(state, item, phrase, "phrase", number=number)
            for number, phrase in enumerate(topic.phrases, 1)
        )
        said = {"topic": topic.label, "sentences": sentences, "waiting": _waits(sentences)}
        return Say("ask.phrases", {**args, **said}, (choices,))
    phrase, given = topic.phrases[at.phrase], filled(state, at)
    blank = _open(phrase, given) or phrase.blanks[-1]
    said = {"blank": blank.label, "kind": blank.kind}
    said |= {"number": list(phrase.blanks).index(blank) + 1, "count": len(phrase.blanks)}
    said |= {"sentence": _preview(phrase, given, state.year, values)}
    options = (
        (_choice(state, item, f"{blank.id}.{n}", "option", text=option),)
        for n, option in enumerate(blank.options)
    )
    return Say("ask.blank", {**args, **said}, tuple(options))


def _topics(form: Form, state: State, item: Question, args: Mapping[str, object]) -> Say:
    text = place_of(item.id).text
    slot = state.slots.get(text, Slot(""))
    used = {piece.under.order for piece in slot.pieces if piece.under}
    rows = tuple(
        (_choice(state, item, t.id, "topic", label=t.label, used=order in used),)
        for order, t in enumerate(form.topics_of(text))
    )
    done = ((_choice(state, item, DONE, "finished"),),) if text in state.slots else ()
    return Say("ask.topics", {**args, "key": text}, (*rows, *done))


def _choice(state: State, item: Question, value: str, wording: str, **args: object) -> Choice:
    return Choice(press.answer(state.report, item.id, value), wording, args)


def _preview(phrase: Phrase, given: Mapping[str, str], year: int, values: Mapping[str, str]) -> str:
    """A sentence whose blanks show what they want."""
    blanks = {blank.id: given.get(blank.id) or f"〔{blank.label}〕" for blank in phrase.blanks}
    return written(phrase, blanks, year, values)


def _waits(sentences: list[str]) -> bool:
    return any(WAITING in sentence for sentence in sentences)


# -- what is answered --------------------------------------------------------------------------


def choose(form: Form, state: State, item: Question, value: str) -> Outcome:
    """A button of a screen."""
    at = place_of(item.id)
    if not at.topic and value == DONE:
        return Outcome((Fact("finished", at.text),) if at.text in state.slots else ())
    if not at.topic:
        known = any(topic.id == value for topic in form.topics_of(at.text))
        return Outcome((Fact("turned_to", f"{at.text}/{value}"),) if known else ())
    topic = _topic(form, at)
    if at.phrase:
        blank = _open(topic.phrases[at.phrase], filled(state, at))
        option = _option(blank, value) if blank else ""
        return _fill(form, state, at, {blank.id: option}, option) if blank and option else Outcome()
    return _pick(form, state, at._replace(phrase=value)) if value in topic.phrases else Outcome()


def _option(blank: Blank, value: str) -> str:
    """The option behind a button, as `channel.0`; empty for one of another blank."""
    name, _, number = value.partition(".")
    known = name == blank.id and number.isdecimal() and int(number) < len(blank.options)
    return blank.options[int(number)] if known else ""


def read_phrase(
    form: Form, state: State, item: Question, text: str, previous: Mapping[str, str]
) -> Outcome:
    """What is typed at a screen: a button's number, a blank, a sentence of the clerk's own."""
    at = place_of(item.id)
    if at.phrase:
        blank = _open(_topic(form, at).phrases[at.phrase], filled(state, at))
        return _read(form, state, at, blank, text) if blank else Outcome()
    if not at.topic and at.text in state.slots and tidy(text) in ENOUGH:
        return choose(form, state, item, DONE)
    if text.isdecimal():
        topics = [topic.id for topic in form.topics_of(at.text)]
        listed = list(_topic(form, at).phrases) if at.topic else topics
        if not 1 <= int(text) <= len(listed):
            return refuse("phrase_number", count=len(listed))
        return choose(form, state, item, listed[int(text) - 1])
    return _own_words(form, state, at.text, text)


def _own_words(form: Form, state: State, key: str, text: str) -> Outcome:
    """A sentence of the clerk's own, if it is one; then one is among the topics again."""
    own, back = add(form, state, key, text), key + SEP
    if not own.facts:
        return own
    if doubtful.is_doubtful(text, ""):
        return doubtful.offer(state, key, text, back=back)
    return Outcome((*own.facts, Fact("turned_to", back)), own.says)


def _read(form: Form, state: State, at: Place, blank: Blank, text: str) -> Outcome:
    value = _value(blank, text)
    if not value:
        return refuse("blank", label=blank.label, kind=blank.kind, text=text[:20])
    return _fill(form, state, at, {blank.id: value}, text)


def _value(blank: Blank, text: str) -> str:
    """What was typed for a blank, also the number of one of its buttons; empty if it is none."""
    if blank.options and text.strip().isdecimal():
        return dict(enumerate(blank.options, 1)).get(int(text), "")
    return read_blank(blank.kind, text)


def _pick(form: Form, state: State, at: Place) -> Outcome:
    """A sentence is picked: its blanks are asked for, afresh."""
    stale = tuple(Fact("cleared", f"{FILLED}{at.id}/{blank}") for blank in filled(state, at))
    phrase = _topic(form, at).phrases[at.phrase]
    if phrase.blanks:
        return Outcome((*stale, Fact("turned_to", at.id)))
    return _write(form, state, at, {}, ())


def _fill(form: Form, state: State, at: Place, new: Mapping[str, str], raw: str) -> Outcome:
    """A blank is filled in; with the last one the sentence is written."""
    facts = tuple(Fact("filled", f"{at.id}/{name}", value, raw) for name, value in new.items())
    given = {**filled(state, at), **new}
    if _open(_topic(form, at).phrases[at.phrase], given):
        return Outcome((*facts, Fact("turned_to", at.id)))
    used = (Fact("cleared", f"{FILLED}{at.id}/{name}") for name in given)
    return _write(form, state, at, given, (*facts, *used))


def _write(
    form: Form, state: State, at: Place, blanks: Mapping[str, str], before: tuple[Fact, ...]
) -> Outcome:
    """The sentence is put into its text and read back; then the next one can be picked."""
    answers = state.answers(form)
    sentence = bind(form, at.name, blanks, state.year, answers.values)
    slot = state.slots.get(at.text, Slot(""))
    if slot.how == "accepted":  # a standard wording that goes on becomes the clerk's own words
        before = (*before, Fact("wrote", at.text, answers.standard(at.text)))
    facts = (
        *before,
        Fact("phrased", at.text, sentence.text, dump_under(_under(form, state, at))),
        Fact("bound", at.text, dump((*slot.bound, sentence))),
        Fact("turned_to", f"{at.text}/"),
    )
    return Outcome(facts, (_read_back(at, sentence),))


def _read_back(at: Place, sentence: Bound) -> Say:
    said = {"key": at.text, "sentence": sentence.text, "waiting": WAITING in sentence.text}
    return Say("kept.phrased", said)


def _under(form: Form, state: State, at: Place) -> Under:
    topic, values = _topic(form, at), state.answers(form).values
    names = [key for key in form.fields if key.startswith("unit.")]
    lead = render(topic.lead, names, state.year, values)
    return Under(form.topics_of(at.text).index(topic), lead, topic.each)


# -- going back, and changing one's mind -------------------------------------------------------


def back(state: State, now: str) -> Outcome:
    """One step back: the blank filled in last, then the sentences, the topics, the text."""
    at = place_of(now)
    if at.phrase and (given := list(filled(state, at))):
        taken = Fact("cleared", f"{FILLED}{at.id}/{given[-1]}")
        return Outcome((taken, Fact("turned_to", at.id)))
    return Outcome((Fact("turned_to", at.up),))


def correct(form: Form, state: State, message: Message, key: str, text: str) -> Outcome | None:
    """An edited message that filled in a blank: the blank is filled in anew, also in a sentence
    that was written already. None where that sentence is not there any more, or more than one.
    """
    at = place_of(key)
    phrase = form.phrase(at.name)
    blank = next((b for b in phrase.blanks if b.id == at.blank), None) if phrase else None
    if blank is None:
        return None
    value = _value(blank, text)
    if not value:
        return refuse("blank", label=blank.label, kind=blank.kind, text=text[:20])
    if FILLED + key in state.slots:
        return Outcome((Fact("filled", key, value, text), Fact("turned_to", at.id)))
    slot = state.slots.get(at.text, Slot(""))
    found = [
        (s, p) for s in slot.bound for p in slot.pieces if s.phrase == at.name and s.text in p.text
    ]
    mine = [(s, p) for s, p in found if p.message == message.corrects] or found
    if len(mine) != 1:
        return None
    (old, piece), values = mine[0], state.answers(form).values
    new = bind(form, at.name, {**old.blanks, at.blank: value}, state.year, values)
    rest = (new if sentence is old else sentence for sentence in slot.bound)
    facts = (
        Fact("corrected", at.text, piece.text.replace(old.text, new.text, 1), piece.message),
        Fact("bound", at.text, dump(rest)),
    )
    stay = (Fact("turned_to", state.at),) if state.turned else ()
    return Outcome((*facts, *stay), (_read_back(at, new),))
