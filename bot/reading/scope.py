"""Whose figures a clause tells, and of which year. A report speaks of other organs, of other years
and of parts of a year as well; what is said of them is none of its figures.
"""

from bot.reading import owners
from bot.reading.clauses import Clause, Token
from bot.reading.meanings import DECISIONS
from bot.reading.story import Story

_DATED = frozenset({"compare", "since", "year", "resume", "past", "as_of", "period", "plan"})
_ORGAN = frozenset({"organ"})


def look_whose(story: Story, clause: Clause) -> None:
    """Notes the organ that a clause begins with, and whether it is the reporting one."""
    name = ""
    for part in story.said(clause).split(":"):
        name = owners.subject(part) or name
    story.organ = name
    if not name:
        return
    story.first_organ = story.first_organ or name
    own = owners.is_own(name, story.unit, story.first_organ, itself=story.itself)
    if story.first_organ[0] == "全" and f"{name}本级" in story.said(clause):
        own = False  # then the whole area is what the report tells of
    story.outside.discard("organ")
    if not own:
        story.outside.add("organ")


def inside(story: Story, clause: Clause) -> tuple[Token, ...]:
    """The words that speak of the report's own year; years and parts of a year are noted."""
    if not story.organ and clause.meanings.isdisjoint(_DATED):  # as nearly all are
        return clause.tokens if story.outside <= _ORGAN else ()
    words = _inside(story, clause)
    return words if story.outside <= _ORGAN else ()


def _inside(story: Story, clause: Clause) -> tuple[Token, ...]:
    words: list[Token] = []
    named = clause.start + story.said(clause).find(story.organ) + len(story.organ)
    for token in clause.tokens:
        if story.organ and token.end <= named and token.meaning in {"foreign", "list", *DECISIONS}:
            continue  # 信访局, 行政许可科
        if token.meaning == "compare":
            break
        this_year = token.meaning == "since" and token.value == story.year  # 2023年以来
        if token.meaning in {"year", "resume"} or this_year:
            story.outside -= {"year", "period", "time"}
        another = token.meaning in {"year", "since"} and token.value != story.year
        if token.meaning == "past" or another:
            story.outside.add("year")
        elif token.meaning == "as_of":
            story.outside.add("period")
            story.strange = story.strange or token.value != story.year
        elif token.meaning == "period" and _dates_what_was_done(story, clause, token):
            break
        elif token.meaning in {"period", "plan"}:
            story.outside.add(token.meaning)
        elif story.outside <= _ORGAN:
            words.append(token)
    return tuple(words)


def _dates_what_was_done(story: Story, clause: Clause, period: Token) -> bool:
    """上年结转2件于1月办结: the date is that of the answer, and the number before it stands."""
    counted = any(t.meaning == "count" and t.end <= period.start for t in clause.tokens)
    return counted and story.text[period.start - 1] in "于在"
