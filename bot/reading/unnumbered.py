"""Clauses without a number, which may hold for all that was told before them: 均已答复, 均获维持,
其中已办结. What 均 means is a number told in another clause, so it is looked up in the story.
"""

from collections.abc import Sequence

from bot.reading import appeals, behind, closing, measures, wholes
from bot.reading.clauses import Clause, Token
from bot.reading.meanings import CASES, GROUPS, OUTCOMES, QUIET, REASONS
from bot.reading.story import Story, is_plain, telling, turn, unknown_words

_KINDS_OF = ("情形", "理由", "原因")  # 不予公开的情形主要有: the group of what is listed behind it


def take_whole(story: Story, clause: Clause) -> None:
    """A clause without a number: it may hold for all that was told before it."""
    turn(story, described(story, clause.tokens) if clause.has("foreign") else clause.tokens)
    labels = clause.meanings
    closing.keep_silent(story, clause)
    if "those" in labels:
        wholes.recall(story)
    held, story.held = story.held, None
    behind.look_again(story, clause, labels)
    if behind.take_group(story, labels):
        return
    if held and not understood(story, held) and behind.take_held(story, clause, held, labels):
        return
    if len(labels & REASONS) == 1 and "all" not in labels and _gives_reason(story, clause):
        story.because = clause.tokens  # 因未缴费，视为放弃1件; 国家秘密，0件
    if len(labels & set(GROUPS)) == 1 and any(word in story.said(clause) for word in _KINDS_OF):
        story.row, story.topic = next(iter(labels & set(GROUPS))), "applications"
    plain = "done" in labels and is_plain(story, clause, clause.start, clause.end)
    done = plain and (story.pool == 1 or clause.tokens[-1].meaning == "done")
    told = story.topic == "litigation" and not labels.isdisjoint(OUTCOMES)
    told = told and not any(map(str.isdigit, unknown_words(story, clause)))  # 其中2撤销
    if done or told or labels & {"all", "already"} or clause.bracketed:
        take_all(story, clause, clause.tokens)
    measures.look_at_document(story, labels)


def _gives_reason(story: Story, clause: Clause) -> bool:
    if story.said(clause).startswith(("因", "由于")):
        return True
    alone = len(telling(clause.tokens)) == 1
    return alone and is_plain(story, clause, clause.start, clause.end)


def take_all(
    story: Story, clause: Clause, words: Sequence[Token], count: Token | None = None
) -> None:
    """均已答复, 均获维持: only if nothing unknown stands before 均."""
    labels = frozenset(token.meaning for token in words)
    if labels & {"not", "bad", "undone", "remainder"} or story.topic == "foreign":
        return
    word = next((token for token in words if token.meaning in {"all", "already"}), None)
    if word and not is_plain(story, clause, clause.start, word.start):
        return
    if story.everyone and "done" in labels:
        labels |= {"all"}
    story.everyone = "all" in labels and labels <= QUIET | {"receive", "request", "heading"}
    place = Token("all", clause.start, clause.end, "")
    if story.topic == "litigation" and labels & {*OUTCOMES, *CASES}:
        appeals.take_all(story, labels, place, clause.meanings)
    elif story.topic in {"", "applications"} and "unsettled" not in labels:
        told = count.value if count else None
        wholes.take_all(story, labels, place, told, bracketed=clause.bracketed)


def understood(story: Story, count: Token) -> bool:
    """True when a number was read, or says again how many cases were told."""
    again = story.topic == "litigation" and count.value in {value for _, value in story.cases}
    again = again or (story.topic in {"", "applications"} and count.value == story.pool)
    return again or any(read.start == count.start for read in story.notes.readings.values())


def described(story: Story, words: Sequence[Token]) -> list[Token]:
    """其中已主动公开和予以公开的3件: among outcomes, what is no row only says more of one, and so
    it does in 均为已主动公开内容.
    """
    if story.topic != "applications":
        return list(words)
    before = ["", *(token.meaning for token in words)]
    more = [story.part or (story.pool and one == "already") for one in before]
    pairs = zip(words, more, strict=False)
    return [token for token, more in pairs if token.meaning != "foreign" or not more]
