"""Reads the cards of a table for a form: every row has one, and every outcome can be found by the
questions, or the file has a mistake.
"""

from fnmatch import fnmatchcase
from typing import Any

from bot.forms.card import Card, Fork, Guide
from bot.forms.form import Form, Row
from bot.forms.reader import Mistakes, Reader, near, parsed

EXAMPLES = 2
MOST_QUESTIONS = 3  # answered by yes or no, one after the other


def read_cards(source: str, file: str, form: Form) -> Guide:
    """The cards and questions for a form. Raises Mistakes with every mistake in them."""
    reader = _CardReader(file, form)
    guide = reader.guide(parsed(source, file))
    if not reader.found:
        reader.reached(guide)
    if reader.found:
        raise Mistakes(reader.found)
    return guide


class _CardReader(Reader):
    """Turns parsed TOML into a guide."""

    def __init__(self, file: str, form: Form) -> None:
        super().__init__(file)
        self.form = form
        self.rows: dict[str, Row] = {}

    def guide(self, data: dict[str, Any]) -> Guide:
        self.known(data, "", ("table", "cards", "questions"))
        table = self.need(data, "", "table", "")
        if table and table not in self.form.tables:
            self.wrong("table", f"`{table}` is no table", near(table, self.form.tables))
            return Guide(table, {}, {})
        blocks = self.form.tables[table].blocks if table else ()
        self.rows = {row.id: row for block in blocks for row in block.rows}
        cards: list[Card] = []
        for _, item in self.many(data, "cards", ""):
            forms = self.names(item, f"cards.{item.get('row')}", "forms")
            if not forms or self.form.id in forms:
                cards.append(self.card(item, f"cards.{item.get('row')}"))
        forks = [self.fork(item, place) for place, item in self.many(data, "questions", "")]
        self.unique(forks, "questions")
        self.every_row(cards)
        return Guide(table, {card.row: card for card in cards}, {fork.id: fork for fork in forks})

    def card(self, data: dict[str, Any], place: str) -> Card:
        keys = ("row", "name", "counts", "article", "examples", "mistake", "forms")
        self.known(data, place, keys)
        row = self.need(data, place, "row", "")
        if row and row not in self.rows:
            self.wrong(f"{place}.row", f"`{row}` is no row", near(row, self.rows))
        examples = self.names(data, place, "examples")
        if len(examples) != EXAMPLES:
            self.wrong(f"{place}.examples", f"there are {len(examples)}", f"give {EXAMPLES}")
        return Card(
            row=row,
            name=self.need(data, place, "name", ""),
            counts=self.need(data, place, "counts", ""),
            examples=examples,
            mistake=self.need(data, place, "mistake", ""),
            article=self.get(data, place, "article", ""),
        )

    def every_row(self, cards: list[Card]) -> None:
        named = [card.row for card in cards]
        for row in self.rows:
            if named.count(row) != 1:
                problem = "has no card" if row not in named else "has more than one card"
                self.wrong(f"cards.{row}", problem, "give each row one card")

    def fork(self, data: dict[str, Any], place: str) -> Fork:
        self.known(data, place, ("id", "ask", "yes", "no", "options"))
        patterns = self.names(data, place, "options")
        options = tuple(
            row for pattern in patterns for row in self.rows if fnmatchcase(row, pattern)
        )
        for pattern in patterns:
            if not any(fnmatchcase(row, pattern) for row in self.rows):
                self.wrong(f"{place}.options", f"`{pattern}` is no row", near(pattern, self.rows))
        yes, no = self.get(data, place, "yes", ""), self.get(data, place, "no", "")
        if bool(patterns) == bool(yes and no):
            self.wrong(place, "has no two ways on", "add `yes` and `no`, or `options`")
        id_, ask = self.need(data, place, "id", ""), self.need(data, place, "ask", "")
        return Fork(id_, ask, yes, no, options)

    # -- what the questions lead to ---------------------------------------------------------------

    def reached(self, guide: Guide) -> None:
        """Every way ends in a row, soon enough, and every outcome is at the end of one."""
        known = [*guide.forks, *self.rows]
        ways = ((fork.id, way) for fork in guide.forks.values() for way in fork.ways)
        for fork, way in ways:
            if way not in known:
                place = f"questions.{fork}"
                self.wrong(place, f"`{way}` is no question and no row", near(way, known))
        if self.found or not guide.forks:
            return
        try:
            paths = list(guide.paths())
        except RecursionError:
            self.wrong("questions", "lead back to one another", "let every way end in a row")
            return
        asked = max(sum(bool(guide.forks[id_].yes) for id_ in path[:-1]) for path in paths)
        if asked > MOST_QUESTIONS:
            self.wrong("questions", f"{asked} follow one another", f"ask {MOST_QUESTIONS} at most")
        ends = {path[-1] for path in paths}
        for row in filter(lambda row: row not in ends, self.outcomes()):
            self.wrong("questions", f"`{row}` is never reached", "let an answer lead to it")

    def outcomes(self) -> list[str]:
        """The rows in which a case can end: those that a total adds up, and what is left over."""
        summed = {part for row in self.rows.values() for part in row.sum}
        return [row.id for row in self.rows.values() if row.id in summed or row.propose]
