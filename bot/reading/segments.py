"""Which words a number of a clause belongs to. 予以公开3件、部分公开1件 names before each number,
3件予以公开、1件部分公开 behind it, and 行政许可、行政处罚分别为3件、1件 names all before all.
"""

from collections.abc import Sequence

from bot.reading.clauses import Clause, Token
from bot.reading.story import telling

Segment = tuple[list[Token], Token | None, list[Token]]  # words before a number, it, words behind
SHARED = frozenset({"receive", "request", "new", "asking"})  # 自然人、企业分别提出申请3件、1件


def segments(clause: Clause) -> list[Segment]:
    """The numbers of a clause, each with the words before and behind it up to the next."""
    if _names_first(clause.tokens):
        return _paired(clause.tokens)
    result: list[Segment] = []
    for piece in _pieces(clause.tokens):
        places = [i for i, token in enumerate(piece) if token.meaning == "count"]
        if not places:
            result.append((piece, None, []))
            continue
        leading = bool(telling(piece[: places[0]]))
        starts = [0, *(place + 1 for place in places[:-1])]
        ends = [*places[1:], len(piece)]
        for start, place, end in zip(starts, places, ends, strict=True):
            before = piece[start:place] if leading or start == 0 else []
            after = piece[place + 1 : end] if end == len(piece) or not leading else []
            result.append((before, piece[place], after))
    return result


def _names_first(words: Sequence[Token]) -> bool:
    """True for A、B分别为3件、2件; in 分别为A3件、B2件 each number has its name before it."""
    each = next((i for i, token in enumerate(words) if token.text.startswith("分别")), len(words))
    behind = words[each:]
    several = sum(token.meaning == "count" for token in behind) > 1
    return several and {token.meaning for token in telling(behind)} <= SHARED


def _paired(words: Sequence[Token]) -> list[Segment]:
    """Each name with the number in its place; none has any when they do not match."""
    each = next(i for i, token in enumerate(words) if token.text.startswith("分别"))
    names, shared = telling(words[:each]), telling(words[each:])
    counts = [token for token in words if token.meaning == "count"]
    listed = sum(token.meaning == "list" for token in words[:each]) + 1
    fit = len(names) == len(counts) == listed
    fit = fit and all(token.end <= counts[0].start for token in shared)
    pairs = zip(names, counts, strict=fit)
    return [([name, *shared], count, []) for name, count in pairs] if fit else [([], None, [])]


def _pieces(words: Sequence[Token]) -> list[list[Token]]:
    pieces: list[list[Token]] = [[]]
    for token in words:
        if token.meaning == "list":
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [piece for piece in pieces if piece]
