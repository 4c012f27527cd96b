"""The answers of a report as one JSON object, for scripts and for moving a report between places.
What cannot be used at all (no JSON, an unknown id, a value of the wrong type) is refused at the
edge with its place; what is merely wrong (a sum, a word where a number belongs) is kept as it is
written and left to the rules.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any, NoReturn

from bot.forms.answers import Answers
from bot.forms.bound import Bound
from bot.forms.form import Form, form_for
from bot.forms.number import NUMERIC, canonical, plain
from bot.reading.text import clean, paragraphs

FIRST_YEAR, LAST_YEAR = 2008, 2999

FURTHEST = 15  # places of a number's first digit before or behind the point
SHOWN = 30  # characters of a number that is refused

BESIDE = ("form", "year", "explanations", "sources", "sentences")  # keys that hold no values


@dataclass(eq=False)  # not frozen: a context manager that it leaves sets its traceback
class Unusable(Exception):
    """Why a file cannot be used: `reason` is an id in the wording, `details` are its arguments."""

    reason: str
    details: Mapping[str, Any]


def _unusable(reason: str, **details: Any) -> NoReturn:
    raise Unusable(reason, details)


def read_answers(text: str, forms: Mapping[str, Form]) -> Answers:
    """The answers in a JSON text. Raises Unusable."""
    data = _parsed(text)
    if not isinstance(data, dict):
        _unusable("not_an_object")
    year = _year(data.get("year"))
    form = _form(data.get("form"), year, forms)
    explanations, sources = _said(data, "explanations"), _said(data, "sources")
    for key in explanations:  # a rule, or the key of a finding, which begins with it
        if key.partition(" ")[0] not in (rules := {rule.id for rule in form.rules}):
            _unknown(form, key, rules, "unknown_rule")
    for key in sources:
        if not _is_place(form, key):
            _unknown(form, key, {*_parents({*form.cells}), *form.cells, *form.fields})
    rest = {k: v for k, v in data.items() if k not in BESIDE}
    return Answers(
        form,
        year,
        dict(_entered(form, rest)),
        explanations=explanations,
        sources=sources,
        bound=dict(_sentences(form, data.get("sentences") or {})),
    )


def _is_place(form: Form, key: str) -> bool:
    """True for what a note can be about: a cell, row, table, text, or group of fields."""
    known = (*form.cells, *form.fields, *form.tables, *form.groups)
    return key in known or key in _parents({*form.cells})


def _sentences(form: Form, data: Any) -> Iterator[tuple[str, tuple[Bound, ...]]]:
    """The sentences of the bank in each text, so that they follow the figures on."""
    if not isinstance(data, dict):
        _unusable("wrong_type", key="sentences")
    for key, sentences in data.items():
        if key not in form.fields:
            _unknown(form, key, {*form.fields})
        if not isinstance(sentences, list):
            _unusable("wrong_type", key=f"sentences.{key}")
        yield key, tuple(_sentence(key, sentence) for sentence in sentences)


def _sentence(key: str, data: Any) -> Bound:
    if not isinstance(data, dict) or set(data) != {"phrase", "blanks", "text", "figures"}:
        _unusable("wrong_type", key=f"sentences.{key}")
    named, plain_ = (data["blanks"], data["figures"]), (data["phrase"], data["text"])
    whole = all(isinstance(item, dict) for item in named)
    words = [*plain_, *(value for item in named if whole for value in item.values())]
    if not whole or not all(isinstance(value, str) for value in words):
        _unusable("wrong_type", key=f"sentences.{key}")
    return Bound(**data)


def _said(data: Mapping[str, Any], name: str) -> dict[str, str]:
    """What people said beside the values: why a warning is none, where a figure comes from."""
    told = data.get(name) or {}
    if not isinstance(told, dict):
        _unusable("wrong_type", key=name)
    return {key: str(value) for key, value in told.items()}


def write_answers(answers: Answers) -> dict[str, Any]:
    """The JSON object of some answers: what was entered, and the texts chosen, nothing computed."""
    chosen = {key: answers.values.get(key, "") for key in (*answers.accepted, *answers.bound)}
    data: dict[str, Any] = {"form": answers.form.id, "year": answers.year}
    for key in (*answers.form.fields, *answers.form.cells):
        if value := chosen.get(key) or answers.entered.get(key):
            *path, leaf = key.split(".")
            node = data
            for part in path:
                node = node.setdefault(part, {})
            node[leaf] = _number_or_text(answers.form.kind(key), value)
    if sentences := {key: _kept(answers, key) for key in answers.bound}:
        data["sentences"] = sentences
    if answers.explanations:
        data["explanations"] = dict(answers.explanations)
    if answers.sources:
        data["sources"] = dict(answers.sources)
    return data


def _kept(answers: Answers, key: str) -> list[dict[str, Any]]:
    """The sentences of a text as it is now, those that somebody rewrote behind the others."""
    followed = answers.followed.get(key)
    return [asdict(item) for item in (*followed.standing, *followed.left)] if followed else []


def _number_or_text(kind: str, value: str) -> int | str:
    whole = kind == "count" and value.isascii() and value.isdigit() and len(value) <= FURTHEST
    return int(value) if whole else value


def _parsed(text: str) -> Any:
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_int=lambda text: int(_bounded(text)),
            parse_float=_bounded,
            parse_constant=lambda name: _unusable("constant", name=name),
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        _unusable("not_json", line=error.lineno, column=error.colno)
    except RecursionError:
        _unusable("not_an_object")


def _bounded(text: str) -> Decimal:
    """A number that a report could hold. `1e99999999` is short here and a hundred million digits
    when it is written out, and some exponents are too large even for Decimal.
    """
    try:
        value = Decimal(text)
    except InvalidOperation:
        _unusable("out_of_bounds", number=text[:SHOWN])
    if abs(value.adjusted()) > FURTHEST:
        _unusable("out_of_bounds", number=text[:SHOWN])
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in pairs:
        if key in data:
            _unusable("twice", key=key)
        data[key] = value
    return data


def _year(value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(_bounded(value))
    if type(value) is not int or not FIRST_YEAR <= value <= LAST_YEAR:
        _unusable("year", value=str(value))
    return int(value)


def _form(value: Any, year: int, forms: Mapping[str, Form]) -> Form:
    if value is None or value == "":
        return form_for(forms, year)
    if str(value) not in forms:
        _unusable("form", value=str(value), forms=list(forms))
    return forms[str(value)]


def _entered(form: Form, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    known = {*form.cells, *form.fields}
    for key, value in _leaves(form, data, "", known):
        if (text := _text(form.kind(key), key, value)) != "":
            yield key, text


def _leaves(
    form: Form, data: Mapping[str, Any], prefix: str, known: set[str]
) -> Iterator[tuple[str, Any]]:
    """Every value with its id. An empty row is no answer; an unknown one is a mistake."""
    for name, value in data.items():
        key = f"{prefix}{name}"
        if key in known:
            yield key, value
        elif not any(item.startswith(key + ".") for item in known):
            _unknown(form, key, {*known, *_parents(known)})
        elif isinstance(value, dict):
            yield from _leaves(form, value, key + ".", known)
        elif value not in (None, ""):
            _unusable("wrong_type", key=key)


def _unknown(form: Form, key: str, known: set[str], reason: str = "unknown_id") -> NoReturn:
    near = get_close_matches(key, sorted(known), 1, 0.4)
    _unusable(reason, key=key, near=near[0] if near else "", form=form.id)


def _parents(known: set[str]) -> set[str]:
    return {key.rsplit(".", 1)[0] for key in known if "." in key}


def _text(kind: str, key: str, value: Any) -> str:
    """The canonical text of a value; empty for one that is not answered."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        _unusable("wrong_type", key=key)
    if not isinstance(value, str):
        value = plain(Decimal(value))
    if kind == "text":
        return paragraphs(value)
    line = " ".join(clean(value).split())
    return (canonical(kind, line) or line) if kind in NUMERIC else line
