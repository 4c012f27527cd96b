"""What a table's rows mean, in the words of those who fill them in, and the questions that find the
row of a case that somebody does not know how to class. All of it is data of the form.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Card:
    """A row: what it is called below a question, what counts there, the article (empty where there
    is none), two examples, the usual mistake.
    """

    row: str
    name: str
    counts: str
    examples: tuple[str, ...]
    mistake: str
    article: str = ""


@dataclass(frozen=True)
class Fork:
    """A question on the way to a row: answered by yes or no, each leading to a row or to another
    question, or by one of several rows.
    """

    id: str
    ask: str
    yes: str = ""
    no: str = ""
    options: tuple[str, ...] = ()

    @property
    def ways(self) -> tuple[str, ...]:
        """Where its answers lead, yes before no."""
        return self.options or (self.yes, self.no)


@dataclass(frozen=True)
class Guide:
    """The cards of a table by row, and the questions by id, the first of them first."""

    table: str
    cards: Mapping[str, Card]
    forks: Mapping[str, Fork]

    @cached_property
    def goals(self) -> frozenset[str]:
        """The rows to which the questions lead."""
        return frozenset(path[-1] for path in self.paths())

    def paths(self, start: str = "") -> Iterator[tuple[str, ...]]:
        """Every way from a question (the first one) to a row: ids of questions, then the row."""
        start = start or next(iter(self.forks), "")
        if start not in self.forks:
            yield (start,)
            return
        for way in self.forks[start].ways:
            yield from ((start, *path) for path in self.paths(way))
