"""What of a sentence with counts was not read. Whoever tells a table in words sees what was
understood; what was not would be missed only in the finished report, so it is named, too.
"""

from typing import TYPE_CHECKING

from bot.reading.clauses import Clause, Token, clauses, fold
from bot.reading.meanings import CASES, DECISIONS, DOCUMENTS

if TYPE_CHECKING:
    from bot.reading.counts import Counts


def unread(text: str, counts: "Counts", table: str) -> list[str]:
    """The clauses of a text that hold a count, or say of a row that there was none, of which
    nothing became a count of a table, and nothing is asked about either.
    """
    told = [(start, end) for key, start, end in counts.places if key.startswith(f"{table}.")]
    told += [(doubt.start, doubt.end) for doubt in counts.unsure]
    found = [clause for clause in clauses(fold(text)) if _is_left(clause, told)]
    return [text[clause.start : clause.end].strip() for clause in found]


def _is_left(clause: Clause, told: list[tuple[int, int]]) -> bool:
    return any(
        not any(start < token.end and token.start < end for start, end in told)
        for token in clause.tokens
        if token.meaning == "count" or token is _none_of_a_row(clause)
    )


def _none_of_a_row(clause: Clause) -> Token | None:
    """The none that ends a clause about a row: 规章没有, not 无规章制定权."""
    *before, last = clause.tokens or (None,)
    named = any(token and token.meaning in {*DOCUMENTS, *DECISIONS, *CASES} for token in before)
    return last if last and named and last.meaning == "not" and last.end == clause.end else None
