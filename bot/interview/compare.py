"""What changed between two states of a report: for whoever asks what is new since the version that
was printed, sent or published. Figures are compared cell by cell, texts sentence by sentence.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from bot.forms.form import Form
from bot.interview.state import Slot, State


@dataclass(frozen=True)
class Changed:
    """A figure or line that changed; empty `before` or `after` means that it was not answered."""

    key: str
    before: str
    after: str
    author: str
    at: datetime | None


@dataclass(frozen=True)
class Rewritten:
    """A text that changed: the sentences that went and those that came."""

    key: str
    gone: tuple[str, ...]
    new: tuple[str, ...]
    author: str
    at: datetime | None


def compare(
    form: Form, before: State, after: State
) -> tuple[tuple[Changed, ...], tuple[Rewritten, ...]]:
    """The changed figures and lines, and the rewritten texts, in the form's order."""
    old, new = before.answers(form).values, after.answers(form).values
    figures = tuple(_figures(form, old, new, after.slots))
    return figures, tuple(_texts(form, old, new, after.slots))


def overwritten(
    form: Form, old: Mapping[str, str], given: Mapping[str, str]
) -> tuple[tuple[Changed, ...], tuple[str, ...]]:
    """The figures and lines that something given took the place of, and the ids of such texts;
    what was blank before is none of them.
    """
    new = {**old, **given}
    figures = tuple(c for c in _figures(form, old, new, {}) if c.before)
    return figures, tuple(t.key for t in _texts(form, old, new, {}) if old.get(t.key))


def _figures(
    form: Form, old: Mapping[str, str], new: Mapping[str, str], slots: Mapping[str, Slot]
) -> Iterator[Changed]:
    entered = [key for key, cell in form.cells.items() if not cell.computed]
    for key in (*(k for k, f in form.fields.items() if f.kind != "text"), *entered):
        if old.get(key, "") != new.get(key, ""):
            slot = slots.get(key, Slot(""))
            yield Changed(key, old.get(key, ""), new.get(key, ""), slot.author, slot.at)


def _texts(
    form: Form, old: Mapping[str, str], new: Mapping[str, str], slots: Mapping[str, Slot]
) -> Iterator[Rewritten]:
    for key in (k for k, f in form.fields.items() if f.kind == "text"):
        a, b = sentences(old.get(key, "")), sentences(new.get(key, ""))
        if a != b:
            slot = slots.get(key, Slot(""))
            yield Rewritten(key, *_difference(a, b), slot.author, slot.at)


def _difference(a: list[str], b: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    operations = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    changed = [operation for operation in operations if operation[0] != "equal"]
    gone = tuple(sentence for _, i, j, _, _ in changed for sentence in a[i:j])
    return gone, tuple(sentence for _, _, _, i, j in changed for sentence in b[i:j])


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its full stop."""
    return [part for part in re.split(r"(?<=[。！？；])|\n", text) if part.strip()]
