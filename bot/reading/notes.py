"""What was read so far, with its places. Two statements that differ are an error of the text or of
the reader, and nobody can tell which: so both go, and a doubt stays, unless one is told more
firmly.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.reading.clauses import Token

Candidate = tuple[str, Decimal]
Place = tuple[str, int, int]  # an id, and where it is told
FIRM, PLAIN, WEAK = 3, 2, 1


@dataclass(frozen=True)
class Reading:
    """A value and the place of the words that state it; the firmness decides between two."""

    value: Decimal
    start: int
    end: int
    firmness: int = PLAIN


@dataclass(frozen=True)
class Doubt:
    """A place that may state one of these (id, value), or none of them."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]


@dataclass
class Notes:
    """The readings by id, the doubts, the ids that are no longer believed, and numbers that are
    believed only if they make the rest add up, each by itself or, `ungrouped`, all together;
    `places` are all that told something, also a second time.
    """

    readings: dict[str, Reading] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)
    supposed: list[tuple[str, Token]] = field(default_factory=list)
    ungrouped: list[tuple[str, Token]] = field(default_factory=list)
    included: bool = False  # 包括上年结转4件: of a number told before
    alone: bool = False  # 受理自然人申请72件: told with the verb, and so perhaps all that came
    organisations: Decimal = Decimal(0)  # 法人或其他组织2件: none of the columns, but a part of all

    def get(self, key: str) -> Reading | None:
        """The reading of an id."""
        return self.readings.get(key)

    def note(self, key: str, count: Token, firmness: int = PLAIN) -> None:
        """Keep what a number states, unless it is rounded."""
        if count.value is not None:
            self.put(key, count.value, count.start, count.end, firmness)

    def put(self, key: str, value: Decimal, start: int, end: int, firmness: int = PLAIN) -> None:
        """Keep a value; two that differ are a doubt, unless one is told more firmly."""
        known = self.readings.get(key)
        if key not in self.dropped:
            self.places.append((key, start, end))
        if key in self.dropped or (known and known.firmness > firmness):
            return
        if known and known.value != value and known.firmness == firmness:
            self.withdraw(key, [(key, known.value), (key, value)])
        elif known is None or known.firmness < firmness:
            self.readings[key] = Reading(value, start, end, firmness)

    def move(self, key: str, to: str) -> None:
        """A reading turns out to be of another id."""
        known = self.readings.pop(key)
        self.put(to, known.value, known.start, known.end, known.firmness)

    def withdraw(self, key: str, candidates: Sequence[Candidate]) -> None:
        """Believe nothing about an id any more; its place becomes a doubt."""
        self.dropped.add(key)
        known = self.readings.pop(key, None)
        if known is not None:
            self.doubts.append(Doubt(known.start, known.end, tuple(candidates)))

    def doubt(self, count: Token, keys: Sequence[str]) -> None:
        """A number that may belong to one of several ids."""
        if count.value is not None and keys:
            value = count.value
            self.doubts.append(Doubt(count.start, count.end, tuple((key, value) for key in keys)))
