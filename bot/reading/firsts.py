"""With which two characters a pattern can begin. A text is read at every place with every word of
the vocabulary that might stand there; nearly all of them cannot, and knowing that beforehand is
most of the reader's speed. Python's own parser of patterns tells it exactly. That parser is no
public module: without it every pattern may begin with anything, which is slower and just as right.
"""

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any

Test = Callable[[str], bool]
Pairs = tuple[tuple[Test, Test], ...]
Items = list[tuple[Any, Any]]

_CATEGORIES = {"CATEGORY_DIGIT": str.isdecimal, "CATEGORY_SPACE": str.isspace}


def begins_with(pattern: str) -> Pairs:
    """The tests of the first character of a match and of the one behind it, in pairs: a match can
    begin with two characters that pass both of a pair, and with no others.
    """
    try:
        return _pairs(list(import_module("re._parser").parse(pattern)))
    except (ImportError, AttributeError, KeyError):
        return _UNKNOWN


def _anything(_: str) -> bool:
    return True


_UNKNOWN: Pairs = ((_anything, _anything),)


def _pairs(items: Items) -> Pairs:
    """The pairs of a sequence. Behind a first character what may be empty lets anything pass."""
    if not items:
        return _UNKNOWN
    (name, value), rest = items[0], items[1:]
    match str(name):
        case "LITERAL" | "NOT_LITERAL" | "ANY" | "IN":
            second, empty = _sequence(rest)
            then = _anything if empty else _one_of(second)
            return tuple((first, then) for first in _ITEMS[str(name)](value)[0])
        case "BRANCH" | "SUBPATTERN":
            ways = value[1] if str(name) == "BRANCH" else [value[3]]
            return tuple(pair for way in ways for pair in _pairs([*way, *rest]))
        case "MAX_REPEAT" | "MIN_REPEAT":
            return _repeated(items)
        case "ASSERT" | "ASSERT_NOT" | "AT":
            return _pairs(rest)
    return _UNKNOWN


def _repeated(items: Items) -> Pairs:
    """The pairs of a sequence that begins with a repetition: of one more, or of none at all."""
    (name, (least, most, item)), rest = items[0], items[1:]
    if _sequence(item)[1]:
        return _UNKNOWN
    again = [(name, (0, most - 1, item))] if most > 1 else []
    once = _pairs([*item, *again, *rest])
    return once if least else (*once, *_pairs(rest))


def _one_of(tests: Sequence[Test]) -> Test:
    return tests[0] if len(tests) == 1 else lambda char: any(test(char) for test in tests)


def _sequence(items: Iterable[tuple[Any, Any]]) -> tuple[list[Test], bool]:
    """The tests of the first item, and of those behind it while all before them may be empty."""
    tests: list[Test] = []
    for name, value in items:
        more, empty = _ITEMS[str(name)](value)
        tests += more
        if not empty:
            return tests, False
    return tests, True


def _branches(sequences: Iterable[Any]) -> tuple[list[Test], bool]:
    results = [_sequence(sequence or ()) for sequence in sequences]
    return [test for tests, _ in results for test in tests], any(empty for _, empty in results)


def _repeat(value: Sequence[Any]) -> tuple[list[Test], bool]:
    least, _, item = value
    tests, empty = _sequence(item)
    return tests, empty or least == 0


def _set(value: Sequence[tuple[Any, Any]]) -> list[Test]:
    denied = bool(value) and str(value[0][0]) == "NEGATE"
    parts = [_SETS[str(name)](inner) for name, inner in value[denied:]]
    return [lambda char: any(part(char) for part in parts) is not denied]


def _literal(value: int) -> Test:
    return chr(value).__eq__


def _range(value: tuple[int, int]) -> Test:
    least, most = map(chr, value)
    return lambda char: least <= char <= most


def _category(value: Any) -> Test:
    return _CATEGORIES[str(value)]


_SETS: dict[str, Callable[[Any], Test]] = {
    "LITERAL": _literal,
    "RANGE": _range,
    "CATEGORY": _category,
}
_ITEMS: dict[str, Callable[[Any], tuple[list[Test], bool]]] = {
    "LITERAL": lambda value: ([_literal(value)], False),
    "NOT_LITERAL": lambda _: ([_anything], False),
    "ANY": lambda _: ([_anything], False),
    "IN": lambda value: (_set(value), False),
    "BRANCH": lambda value: _branches(value[1]),
    "GROUPREF_EXISTS": lambda value: _branches(value[1:]),
    "SUBPATTERN": lambda value: _sequence(value[3]),
    "MAX_REPEAT": _repeat,
    "MIN_REPEAT": _repeat,
    "ASSERT": lambda _: ([], True),
    "ASSERT_NOT": lambda _: ([], True),
    "AT": lambda _: ([], True),
}
