"""What follows from an answer for the sentences that hold figures: those that stood word for word
in a text that is written over go on following, and whoever changes a figure is told which sentences
changed with it, for nothing in a report changes silently.
"""

from dataclasses import replace

from bot.forms.answers import Answers
from bot.forms.bound import WAITING, dump, seen
from bot.forms.form import Form
from bot.interview.outcome import Outcome
from bot.interview.state import State
from bot.messages import Fact, Say


def still_bound(form: Form, state: State, outcome: Outcome) -> Outcome:
    """The outcome with what becomes of the sentences of a text that is written over."""
    given = {fact.key for fact in outcome.facts if fact.kind == "bound"}
    facts: list[Fact] = []
    for fact in outcome.facts:
        facts.append(fact)
        slot = state.slots.get(fact.key)
        if fact.kind == "wrote" and slot and slot.bound and fact.key not in given:
            facts.append(Fact("bound", fact.key, _kept(state.answers(form), fact.key)))
    return replace(outcome, facts=tuple(facts)) if len(facts) > len(outcome.facts) else outcome


def _kept(answers: Answers, key: str) -> str:
    """The sentences as their writer has just seen them; the text tells which still stand."""
    followed = answers.followed[key]
    left = (seen(sentence, answers.values) for sentence in followed.left)
    return dump((*followed.standing, *left))


def followers(form: Form, before: State, after: State, facts: tuple[Fact, ...]) -> tuple[Say, ...]:
    """What is said of the sentences that changed because a figure did: none where none follows
    before.
    """
    touched = {fact.key for fact in facts}
    old, new = before.answers(form), after.answers(form)
    changes = {
        key: pairs
        for key in _both(old, new)
        if key not in touched and (pairs := _changes(form, old, new, key))
    }
    return tuple(Say("follows", {"key": key, "changes": found}) for key, found in changes.items())


def follows(form: Form, state: State) -> bool:
    """True where a text holds sentences that follow the figures."""
    return any(
        slot.bound or (slot.how == "accepted" and _tells_figures(form, key))
        for key, slot in state.texts(form).items()
    )


def _both(old: Answers, new: Answers) -> list[str]:
    """The texts that follow figures before and after."""
    accepted = [key for key in old.accepted if key in new.accepted]
    return [key for key in old.followed if key in new.followed] + accepted


def _tells_figures(form: Form, key: str) -> bool:
    return bool(form.fields[key].needs or form.fields[key].figures)


def _changes(form: Form, old: Answers, new: Answers, key: str) -> list[tuple[str, str]]:
    """Sentences that differ, before (empty while a figure was still to come) and after."""
    if key in old.accepted:
        whole = old.values.get(key, ""), new.values.get(key, "")
        return [whole] if _tells_figures(form, key) and all(whole) and whole[0] != whole[1] else []
    pairs = zip(old.followed[key].standing, new.followed[key].standing, strict=False)
    same = [(a, b) for a, b in pairs if (a.phrase, a.blanks) == (b.phrase, b.blanks)]
    texts = [(a.text, b.text) for a, b in same if a.text != b.text]
    told = [(a, b) for a, b in texts if not (WAITING in a and WAITING in b)]
    return [("" if WAITING in a else a, b) for a, b in told]
