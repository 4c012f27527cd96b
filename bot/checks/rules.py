"""The kinds of rules, one small function each. A form names a kind in its TOML and gives it the
cells; so a new equation of a new form is data, and only a new kind of judgement is Python.

A rule says nothing about what it does not know: an equation with a blank cell is left alone (the
rule `missing` speaks of blanks), and so is one with a figure that is no number (`number` does).
"""

import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase

from bot.checks.finding import Broken
from bot.forms.answers import Answers
from bot.forms.form import Axis, Cell, Rule
from bot.forms.number import NUMERIC, number, plain, total

Kind = Callable[[Answers, Rule], Iterator[Broken]]
KINDS: dict[str, Kind] = {}

_PLACEHOLDER = re.compile(
    r"【[^】]*待填[^】]*】|某某|[×✕╳]{2,}|(?<![A-Za-z])[XxＸｘ]{2,}(?![A-Za-z])|\{\{|_{3,}"
)
_POSTCODE = re.compile(r"\d{6}")
_PHONE = re.compile(
    r"(?:\+?86-?)?(?:\(?0\d{2,3}\)?-?)?\d{7,8}(?:[-转]\d{1,6})?|(?:\+?86-?)?1\d{10}|\d{3,5}|[48]00-?\d{3}-?\d{4}"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


ARGUMENTS = {
    "equal": ("left", "right"),
    "sum_of_columns": ("cells",),
    "sum_of_rows": ("cells",),
}


def kind(function: Kind) -> Kind:
    """Registers a kind of rule under its function's name."""
    KINDS[function.__name__] = function
    return function


@kind
def sum_of_columns(answers: Answers, rule: Rule) -> Iterator[Broken]:
    """A total equals the sum of the columns that the form adds up for it."""
    yield from _sums(answers, rule, "columns")


@kind
def sum_of_rows(answers: Answers, rule: Rule) -> Iterator[Broken]:
    """A total equals the sum of the rows that the form adds up for it."""
    yield from _sums(answers, rule, "rows")


def _sums(answers: Answers, rule: Rule, axis: Axis) -> Iterator[Broken]:
    for cell in _cells(answers, rule):
        parts = cell.parts(axis)
        found, expected = total(answers.values, [cell.id]), total(answers.values, parts)
        if parts and found is not None and expected is not None and found != expected:
            yield Broken((cell.id, *parts), plain(found), plain(expected))


def _cells(answers: Answers, rule: Rule) -> Iterator[Cell]:
    for key, cell in answers.form.cells.items():
        if any(fnmatchcase(key, pattern) for pattern in rule.args["cells"]):
            yield cell


@kind
def equal(answers: Answers, rule: Rule) -> Iterator[Broken]:
    """The sums of two sides are equal, for every word that the star can stand for.

    The first cell of `right` is the one that disagrees: what it should be is what is reported.
    """
    left, right = rule.args["left"], rule.args["right"]
    for word in _words(answers, right[0]):
        ls = tuple(name.replace("*", word) for name in left)
        rs = tuple(name.replace("*", word) for name in right)
        sums = [total(answers.values, keys) for keys in (ls, rs, rs[:1], rs[1:])]
        if None in sums or sums[0] == sums[1]:
            continue
        a, _, found, rest = (value for value in sums if value is not None)
        yield Broken((rs[0], *ls, *rs[1:]), plain(found), plain(a - rest))


def _words(answers: Answers, pattern: str) -> Iterator[str]:
    before, _, after = pattern.partition("*")
    for key in answers.form.cells:
        if fnmatchcase(key, pattern):
            yield key[len(before) : len(key) - len(after)]


@kind
def whole_number(answers: Answers, rule: Rule) -> Iterator[Broken]:
    """A count is whole and not negative; an amount may have decimals; a change may be signed."""
    del rule
    for key, text in answers.entered.items():
        kind = answers.form.kind(key)
        if kind in NUMERIC and not _is_number(kind, text):
            yield Broken((key,), text)


def _is_number(kind: str, text: str) -> bool:
    value = number(kind, text)
    if value is None:
        return False
    if kind == "change":
        return True
    return value >= 0 and (kind == "amount" or value == value.to_integral_value())


@kind
def missing(answers: Answers, rule: Rule) -> Iterator[Broken]:
    """Every required text and every cell is answered; one finding a text and one a table."""
    del rule
    values, form = answers.values, answers.form
    for field in form.fields.values():
        if field.required and not values.get(field.id, "").strip():
            yield Broken((field.id,))
    for table in form.tables.values():
        cells = (cell for cell in table.cells() if not cell.computed)
        if blank := tuple(cell.id for cell in cells if not values.get(cell.id)):
            yield Broken(blank)


@kind
def placeholder(answers: Answers, rule: Rule) -> Iterator[Broken]:
    """No 某某, XX or 【待填写】 is left in a text."""
    del rule
    for field in answers.form.fields.values():
        if match := _PLACEHOLDER.search(answers.values.get(field.id, "")):
            yield Broken((field.id,), match.group())


@kind
def contact(answers: Answers, rule: Rule) -> Iterator[Broken]:
    """Postcode, telephone and e-mail are well formed where they are given."""
    del rule
    for field in answers.form.fields.values():
        text = answers.values.get(field.id, "")
        if text and not well_formed(field.kind, text):
            yield Broken((field.id,), text, args={"kind": field.kind})


def well_formed(kind: str, text: str) -> bool:
    """True unless a postcode, telephone number(s) or e-mail address cannot be right."""
    if kind == "postcode":
        return bool(_POSTCODE.fullmatch(text))
    if kind == "email":
        return bool(_EMAIL.fullmatch(text))
    if kind == "phone":
        numbers = [part for part in re.split(r"[、，,;；/\s]+", text) if part]
        return all(_PHONE.fullmatch(_half(part)) for part in numbers)
    return True


def _half(text: str) -> str:
    return text.translate(str.maketrans("（）－—–０１２３４５６７８９", "()---0123456789"))


@kind
def superseded_form(answers: Answers, rule: Rule) -> Iterator[Broken]:
    """The report uses the form in force for its year. The tables decide, never the notice cited."""
    del rule
    form = answers.form
    if form.last_year is not None and answers.year > form.last_year:
        yield Broken(
            ("form",), form.notice, args={"year": answers.year, "last_year": form.last_year}
        )
