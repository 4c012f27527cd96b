"""Which characters a pattern can begin with. A text is read at every place with every word of the
vocabulary that might stand there; nearly all of them cannot, and knowing that beforehand is most
of the reader's speed. Python's own parser of patterns tells it exactly. That parser is no public
module: without it every pattern may begin with anything, which is slower and just as right.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any

Test = Callable[[str], bool]

_CATEGORIES = {"CATEGORY_DIGIT": str.isdecimal, "CATEGORY_SPACE": str.isspace}


def first_of(pattern: str) -> Test:
    """A test that is true for every character with which a match of the pattern can begin."""
    try:
        parsed = import_module("re._parser").parse(pattern)
        tests, empty = _sequence(parsed)
    except (ImportError, AttributeError, KeyError):
        return _anything
    return _anything if empty else lambda char: any(test(char) for test in tests)


def _anything(_: str) -> bool:
    return True


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
    return lambda char: value[0] <= ord(char) <= value[1]


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


def compiled(pattern: str) -> tuple[re.Pattern[str], Test]:
    """A pattern, and what it can begin with."""
    return re.compile(pattern), first_of(pattern)
