"""Asked before it is kept: what looks like an identity card, a mobile number, an applicant's name.

The journal is append-only, so what has once become a fact stays for ever, in `raw` even if the text
is mended. A message that would bring such a thing into it is therefore held: it leaves no fact, it
waits in a place that can be erased (`storage.held`), and the question that is shown instead of the
next one says that it is not saved. A yes steps the same message again as if it had just come; any
other answer, a corrected message above all, takes its place.

Not held at all would be simpler, but whoever typed a long text must not type it again because the
bot was started anew between the question and the tap.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.checks.prose import Text
from bot.checks.report import named
from bot.checks.rules.privacy import Doubt, Sort, covered, own_numbers, personal, without
from bot.forms.form import Form
from bot.interview import press as presses
from bot.interview.cut import cut, seam
from bot.interview.outcome import ConvertFile, ImportReport, Outcome
from bot.interview.received import arrived
from bot.interview.state import State
from bot.messages import Choice, Fact, Message, Say

COMMAND = "private"
SHOWN = 5  # places shown in one question
CONTACT = "unit."  # an office's own numbers and whom to ask there: given to be published

Decision = Literal["keep", "mask", "drop"]


@dataclass(frozen=True)
class Place:
    """Something that is known of a person: what sort of thing, and the words, partly covered."""

    sort: Sort
    covered: str


def places(form: Form, state: State, message: Message, outcome: Outcome) -> list[Place]:
    """What a message would bring into the journal about people; empty where nothing is asked."""
    found = [
        Place(sort, covered(sort, text.written[start:end]))
        for text, doubts in _doubts(form, state, message, outcome)
        for sort, (start, end) in doubts
    ]
    return list(dict.fromkeys(found))


def question(report: str, found: list[Place]) -> Say:
    """What is asked about a held message."""
    mask = Choice(_press(report, "mask"), "private_mask")
    keep = Choice(_press(report, "keep"), "private_keep")
    drop = Choice(_press(report, "drop"), "private_drop")
    args = {"places": found[:SHOWN], "more": len(found) - len(found[:SHOWN])}
    return Say("ask.private", args, ((mask,), (keep, drop)))


def _press(report: str, decision: Decision) -> str:
    return presses.command(report, COMMAND, decision)


def decided(report: str, message: Message) -> Decision | None:
    """The answer to that question; None for a message that is none."""
    decisions: tuple[Decision, ...] = ("keep", "mask", "drop")
    return next((d for d in decisions if message.press == _press(report, d)), None)


def at_desk(forms: Mapping[str, Form], message: Message) -> tuple[Form, State, Message, Outcome]:
    """What `places` and `masked` want of a file that somebody sends who has no report yet."""
    desk = arrived(message)
    form = desk.found.form if desk.found else desk.open.form if desk.open else ""
    values = desk.answers["values"].items() if desk.answers else ()
    facts = tuple(Fact("imported", key, value) for key, value in values)
    outcome = Outcome(facts, effects=(desk.found,) if desk.found else ())
    return forms.get(form) or next(iter(forms.values())), State(), message, outcome


def resumed(message: Message, held: Message) -> Message | None:
    """The held message with what was done to it: edited, or gone on with because Telegram cut it.
    None for a message that has nothing to do with it.
    """
    if message.corrects and message.corrects == held.id:
        return replace(held, text=message.text)
    if message.text and not message.corrects and cut(held.text, message.at - held.at):
        return replace(held, text=held.text + seam(held.text) + message.text)
    return None


def masked(form: Form, state: State, message: Message, outcome: Outcome) -> Message:
    """A message without what is known of people: numbers covered, names left out."""
    new = {t.key: without(t, doubts) for t, doubts in _doubts(form, state, message, outcome)}
    if not message.read:
        return replace(message, text=next(iter(new.values()), message.text))
    data = json.loads(message.read)
    for key, text in new.items():
        name, beside, about = key.partition("/")
        if beside:
            data[name][about] = text
        else:
            data["values"][key] = text
            data.get("sentences", {}).pop(key, None)
    return replace(message, read=json.dumps(data, ensure_ascii=False))


def _doubts(
    form: Form, state: State, message: Message, outcome: Outcome
) -> Iterator[tuple[Text, list[Doubt]]]:
    """Where the words of a message speak of people, text by text."""
    rule = next((rule for rule in form.rules if rule.kind == "sensitive"), None)
    if rule is None or not _keeps(outcome):
        return
    data = json.loads(message.read) if message.read else {}
    read = data.get("values", {})
    typed = "" if message.read else message.text
    texts = _texts(named(form, rule, "texts"), typed, data, outcome)
    doubtful = [text for text in texts if any(personal(text))]  # a row of figures is none
    if not doubtful:
        return
    own = own_numbers(form, rule, {**state.answers(form).values, **read})
    contact = bool(typed) and _is_contact(outcome)
    for text in doubtful:
        doubts = [doubt for doubt in personal(text, own) if doubt[0] == "card" or not contact]
        if doubts:
            yield text, doubts


def _texts(
    keys: Iterable[str], typed: str, read: Mapping[str, Any], outcome: Outcome
) -> Iterator[Text]:
    """The words of a message, each as the text of the field that it is for. What a file says beside
    its values has a key of two parts, `sources/overview`.
    """
    values = read.get("values", {})
    if typed:
        yield Text(next((f.key for f in outcome.facts if f.key in keys), ""), typed)
    yield from (Text(key, values[key]) for key in keys if key in values)
    for name in ("explanations", "sources"):
        yield from (Text(f"{name}/{key}", told) for key, told in read.get(name, {}).items())


def _keeps(outcome: Outcome) -> bool:
    """True for an outcome after which the journal would hold somebody's words."""
    kept = any(fact.value or fact.raw for fact in outcome.facts)
    imports = (ImportReport, ConvertFile)
    return kept or any(isinstance(effect, imports) for effect in outcome.effects)


def _is_contact(outcome: Outcome) -> bool:
    keys = [fact.key for fact in outcome.facts if fact.value or fact.raw]
    return bool(keys) and all(key.startswith(CONTACT) for key in keys)
