"""Which rules an answer can change. A rule names in its arguments every cell and text that it looks
at, so after an answer only those are asked that name it, or a total or a standard sentence that
follows from it; what the others found still holds.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from bot.checks.equations import EQUATIONS
from bot.checks.report import matching
from bot.forms.form import Form, Rule


def rules_naming(form: Form, keys: Iterable[str]) -> tuple[Rule, ...]:
    """The rules whose findings can differ when these cells or fields do, in the form's order."""
    changed = {after for key in keys for after in _followers(form).get(key, (key,))}
    return tuple(rule for rule in form.rules if not changed.isdisjoint(_names(form, rule.id)))


@lru_cache(maxsize=256)
def _names(form: Form, rule_id: str) -> frozenset[str]:
    """Every id that a rule names, or that an equation of the same table does: how a figure can be
    mended depends on all equations around it.
    """
    rule = next(rule for rule in form.rules if rule.id == rule_id)
    own = _named(form, rule)
    if rule.kind not in EQUATIONS:
        return own
    around = (_named(form, other) for other in form.rules if other.kind in EQUATIONS)
    return own.union(*(keys for keys in around if not _tables(own).isdisjoint(_tables(keys))))


def _named(form: Form, rule: Rule) -> frozenset[str]:
    patterns = (pattern for patterns in rule.args.values() for pattern in patterns)
    return frozenset(key for pattern in patterns for key in matching(form, pattern))


def _tables(keys: Iterable[str]) -> frozenset[str]:
    return frozenset(key.partition(".")[0] for key in keys)


@lru_cache(maxsize=8)
def _followers(form: Form) -> Mapping[str, frozenset[str]]:
    """By id: itself, the totals that add it up, and the sentences that are written from it."""
    return {
        key: frozenset(_after(form, key)) | _sentences(form, frozenset(_after(form, key)))
        for key in (*form.cells, *form.fields)
    }


def _after(form: Form, key: str) -> Iterator[str]:
    yield key
    if key == "unit.name":
        yield "unit.self"
    for cell in form.totals:
        if key in (*cell.parts("columns"), *cell.parts("rows")):
            yield from _after(form, cell.id)


def _sentences(form: Form, keys: frozenset[str]) -> frozenset[str]:
    """The texts whose standard wording, or a sentence of the bank, speaks of one of these, or whose
    standard speaks of the unit by its title.
    """
    titled = {"unit.name", "unit.superior"} & keys
    bound = frozenset(
        topic.text
        for topic in form.topics
        if any(not keys.isdisjoint(phrase.figures) for phrase in topic.phrases.values())
    )
    return bound | frozenset(
        field.id
        for field in form.fields.values()
        if any(key in field.standard for key in keys) or (titled and "title" in field.standard)
    )
