"""Reads the values of a template's TOML and collects what is wrong with them. The people who own a
template edit it by hand, so every mistake of a file is listed at once, each with its place and its
remedy; nothing is guessed and an unknown key is a mistake, because a misspelt `requierd` would
otherwise go unnoticed for a year.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from bot.forms.sentence import fault


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a definition, where, and what to do about it."""

    file: str
    place: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.problem}; {self.remedy}"


class Mistakes(ValueError):
    """A definition with mistakes, all of them in `found`."""

    def __init__(self, found: Iterable[Mistake]) -> None:
        self.found = tuple(found)
        super().__init__("\n".join(map(str, self.found)))


def parsed(source: str, file: str) -> dict[str, Any]:
    """The data of a TOML text. Raises Mistakes where it is none."""
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise Mistakes(
            [Mistake(file, "syntax", str(error), "mend the TOML at this line")]
        ) from error


def near(name: str, known: Iterable[str]) -> str:
    """The remedy for a name that is not known."""
    found = get_close_matches(name, list(known), 1, 0.5)
    return f"did you mean `{found[0]}`?" if found else "define it or take it out"


class Reader:
    """Takes values out of parsed TOML; what is wrong with them is in `found`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Mistake] = []

    def wrong(self, place: str, problem: str, remedy: str) -> None:
        """Keeps a mistake."""
        self.found.append(Mistake(self.file, place, problem, remedy))

    def known(self, data: Mapping[str, Any], place: str, keys: Iterable[str]) -> None:
        """Finds the keys that nobody knows."""
        keys = list(keys)
        for key in data:
            if key not in keys:
                close = get_close_matches(key, keys, 1)
                remedy = f"write `{close[0]}`" if close else f"use one of {', '.join(keys)}"
                self.wrong(f"{place}.{key}".lstrip("."), "unknown key", remedy)

    def get(self, data: Mapping[str, Any], place: str, key: str, default: Any) -> Any:
        """The value of a key, of the default's type; the default where it is absent or wrong."""
        value = data.get(key, default)
        if type(value) is type(default):
            return value
        wanted = {"str": "a text in quotes", "int": "a whole number", "bool": "true or false"}.get(
            type(default).__name__, "a list"
        )
        self.wrong(
            f"{place}.{key}".lstrip("."), f"{value!r} is of the wrong type", f"give {wanted}"
        )
        return default

    def need(self, data: Mapping[str, Any], place: str, key: str, default: Any) -> Any:
        """Like `get`, for a key that must be there and not empty."""
        if not data.get(key):
            self.wrong(f"{place}.{key}".lstrip("."), "missing", f"add `{key} = …`")
            return default
        return self.get(data, place, key, default)

    def names(self, data: Mapping[str, Any], place: str, key: str) -> tuple[str, ...]:
        """A list of texts."""
        values = self.get(data, place, key, [])
        if any(not isinstance(value, str) for value in values):
            self.wrong(f"{place}.{key}", "holds something that is no text", "quote every item")
            return ()
        return tuple(values)

    def choice(self, value: str, place: str, allowed: Iterable[str]) -> str:
        """A value that is one of those allowed."""
        allowed = list(allowed)
        if value not in allowed:
            self.wrong(place, f"`{value}` is not known", f"use one of {', '.join(allowed)}")
        return value

    def unique(self, items: Iterable[Any], place: str) -> None:
        """Finds ids that occur twice."""
        seen: set[str] = set()
        for item in items:
            if item.id in seen:
                self.wrong(f"{place}.{item.id}", "the id occurs twice", "give each its own id")
            seen.add(item.id)

    def many(
        self, data: Mapping[str, Any], key: str, place: str
    ) -> list[tuple[str, dict[str, Any]]]:
        """The tables of an array, each with its place, by id where it has one."""
        items = self.get(data, place, key, [])
        for index, item in enumerate(items):
            if not isinstance(item, dict):
                where = f"{place}.{key}.{index}".lstrip(".")
                self.wrong(where, f"{item!r} is no table", f"write [[{key}]] and its keys below")
        return [
            (f"{place}.{key}.{item.get('id', index)}".lstrip("."), item)
            for index, item in enumerate(items)
            if isinstance(item, dict)
        ]

    def sentence(self, data: dict[str, Any], place: str, key: str) -> str:
        """A Jinja source, looked at for mistakes of its syntax and for unknown filters."""
        source = self.get(data, place, key, "")
        if problem := fault(source):
            self.wrong(f"{place}.{key}", problem, "mend the Jinja expression")
        return str(source)
