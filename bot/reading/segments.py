"""Which words a number of a clause belongs to. 予以公开3件、部分公开1件 names before each number,
3件予以公开、1件部分公开 behind it, and 行政许可、行政处罚分别为3件、1件 names all before all.
"""

from collections.abc import Sequence

from bot.reading.clauses import Clause, Token
from bot.reading.meanings import DOCUMENTS, KINDS, SUMS
from bot.reading.story import Number, Story, asks, is_plain, telling

Segment = tuple[list[Token], Token | None, list[Token]]  # words before a number, it, words behind
VERBS = frozenset({"receive", "new", "done", "work", "made", "repealed"})
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
        # 3件予以公开2件部分公开; but 8件申请予以公开3件: the words behind its 8 are of the 3
        leading = bool(telling(piece[: places[0]])) or not telling(piece[places[-1] + 1 :])
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


def number_of(
    story: Story, clause: Clause, count: Token, words: list[Token], after: list[Token]
) -> Number:
    """A number with the words that say what it counts: those before it, or else those behind."""
    if story.opened and clause.bracketed and not telling([*words, *after]):
        words = _last_of_list(story.opened)  # 内部事务信息（2件）、过程性信息（1件）
    if story.opened and not telling(words) and story.text[clause.start - 1] == ")":
        words, story.opened = [*story.opened, *words], ()
    because = story.because and not telling([*words, *after])
    if because and is_plain(story, clause, clause.start, clause.end):
        words, story.because = [*story.because, *words], ()
    if all(token.meaning in VERBS for token in telling(words)):
        words = [*words, *(after if not telling(words) else _object(after))]
    return Number(clause, count, tuple(words), tuple(after), _labels(story, words, count))


def _last_of_list(words: Sequence[Token]) -> list[Token]:
    lists = [place for place, token in enumerate(words) if token.meaning == "list"]
    return list(words[lists[-1] + 1 :] if lists else words)


def _object(after: Sequence[Token]) -> list[Token]:
    """收到7件申请, 收到2个自然人的申请, 制发2件规范性文件: what it was stands behind its number."""
    told = telling(after)[:2]
    kinds = [t for t in told[:1] if t.meaning in KINDS]
    things = {"request", "asking", "heading", *DOCUMENTS}
    found = [t for t in told[len(kinds) :][:1] if t.meaning in things]
    return [*kinds, *found] if found else []


def _labels(story: Story, words: Sequence[Token], count: Token) -> frozenset[str]:
    labels = {token.meaning for token in words}
    if ("heading" in labels and count.value == 0) or any(t.text in SUMS for t in words):
        labels.add("total")
    of_a_kind = labels & KINDS and story.topic != "foreign"
    if "asking" in labels and (asks(story) or of_a_kind):
        labels.add("request")
    return frozenset(labels)
