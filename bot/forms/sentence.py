"""The sentences that a form, or its bank of phrases, brings along: Jinja sources of ours, filled in
with a report's values. What somebody typed is only ever a value in them and is never rendered.
"""

from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

GIVEN = ("year", "title")  # every sentence knows them without asking
PAIRS = ("problems", "measures")  # what a text made of pairs is given besides

_SENTENCES = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


def render(
    source: str, keys: Container[str], year: int, values: Mapping[str, str], **more: Any
) -> str:
    """A source filled in: `keys` can be said as `unit.address` (empty where unknown), and the year,
    the unit's `title` and whatever is given besides by their names.
    """
    title = full_name(values.get("unit.superior", ""), values.get("unit.name", ""))
    said = [name for name in names_in(source) if name in keys]  # a few of some two hundred
    names = {"year": year, "title": title, **_tree(said, values), **more}
    return _sentence(source).render(names).strip()


@lru_cache(maxsize=512)  # of the forms and their phrases, many of which are the same
def fault(source: str) -> str:
    """What is wrong with the syntax of a source, or with a filter in it; empty where nothing is."""
    try:
        _SENTENCES.compile(source, raw=True)
    except TemplateSyntaxError as error:
        return str(error)
    return ""


@lru_cache(maxsize=256)
def names_in(source: str) -> tuple[str, ...]:
    """What a source speaks of, each once, in the order of its text: `unit.self`, `year`."""
    tree = _SENTENCES.parse(source)
    found = [name for node in tree.body for name in _names(node)]
    return tuple(dict.fromkeys(found))


def _names(node: nodes.Node) -> Iterable[str]:
    if isinstance(node, nodes.Name):
        yield node.name
    elif isinstance(node, nodes.Getattr):
        yield from (f"{name}.{node.attr}" for name in _names(node.node))
    else:
        for child in node.iter_child_nodes():
            yield from _names(child)


def undefined(source: str, keys: Container[str], more: Iterable[str] = ()) -> tuple[str, ...]:
    """What a source speaks of and `render` would not give it: neither one of `keys`, nor the year
    or the title, nor what is given besides (`more`), nor a name of its own.
    """
    free = _free(source)
    given = {*GIVEN, *more}
    said = (name for name in names_in(source) if name.partition(".")[0] in free)
    return tuple(name for name in said if name not in given and name not in keys)


@lru_cache(maxsize=256)
def _free(source: str) -> frozenset[str]:
    return frozenset(meta.find_undeclared_variables(_SENTENCES.parse(source)))


@lru_cache(maxsize=256)
def computes(source: str) -> bool:
    """True where a source calculates with what it speaks of, or passes it through a filter."""
    kinds = (nodes.BinExpr, nodes.UnaryExpr, nodes.Filter, nodes.Call)
    logic = (nodes.And, nodes.Or, nodes.Not)
    found = _SENTENCES.parse(source).find_all(kinds)
    return any(not isinstance(node, logic) for node in found)


@lru_cache(maxsize=256)
def _sentence(source: str) -> Template:
    return _SENTENCES.from_string(source)


def _tree(keys: Iterable[str], values: Mapping[str, str]) -> dict[str, Any]:
    """Values by the parts of their ids, so that a sentence can say `unit.address`."""
    tree: dict[str, Any] = {}
    for key in keys:
        *path, leaf = key.split(".")
        node = tree
        for part in path:
            node = node.setdefault(part, {})
        node[leaf] = values.get(key, "")
    return tree


def full_name(superior: str, name: str) -> str:
    """Superior and name as one, never the superior twice."""
    return name if name.startswith(superior) else superior + name
