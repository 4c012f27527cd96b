"""What a text tells about the report's own figures. Reports tell their counts in prose beside the
tables, clerks tell them in chat, and a count put into the wrong cell would be printed under the
office's name: so a number is taken only where its words leave one meaning, an unclear one is handed
back as a doubt for the chat to ask about, and all else is left alone. Nothing is ever guessed.

The reader walks over the clauses once. Here it finds out whose and which year's a clause is, and
hands each number with its words to the module of its table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from bot.forms.form import Form
from bot.reading import (
    appeals,
    applicants,
    balance,
    behind,
    closing,
    measures,
    owners,
    requests,
    unnumbered,
    zeros,
)
from bot.reading.clauses import Clause, Token, clauses, fold
from bot.reading.context import in_context
from bot.reading.meanings import (
    ACTIONS,
    CARRIED,
    CASES,
    DECISIONS,
    DOCUMENTS,
    GROUPS,
    OUTCOMES,
    QUIET,
)
from bot.reading.notes import Doubt, Place, Reading
from bot.reading.scope import inside, look_whose
from bot.reading.segments import VERBS, number_of, segments
from bot.reading.story import (
    Number,
    Story,
    by_one_way,
    forget,
    is_joined,
    is_ours,
    is_plain,
    stands_alone,
    telling,
    tells_requests,
    turn,
    unknown_words,
)
from bot.reading.vocabulary import TIME, TIMES

LONGEST_CLAUSE = 300  # no sentence of a report has longer ones, and so the work is bounded
# 申请 beside one of these asks for information
_OF_DISCLOSURE = ("信息公开", "公开政府信息", "政务公开", "依申请", "主动公开")
_AGAINST_US = ("涉我", "涉及我", "涉本", "涉及本", "针对我", "针对本", "以我", "以本")
_ASKED = frozenset({"receive", "request", "new"})


@dataclass(frozen=True)
class Counts:
    """What was read, by id, in the order of the text; what was not sure; and every place that told
    something, also a second time.
    """

    readings: Mapping[str, Reading]
    unsure: tuple[Doubt, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def values(self) -> dict[str, Decimal]:
        """The values alone."""
        return {key: reading.value for key, reading in self.readings.items()}


def read_counts(
    text: str,
    *,
    form: Form | None = None,
    year: int | None = None,
    unit: str = "",
    about: str = "",
) -> Counts:
    """The counts that a text states for the report of a unit on a year.

    Without `year` the year that the text names first is the report's; without `unit` 全区 is the
    report's own area. With a `form` only ids that it has are returned. `about` is the table that
    was asked about: 公开6件 then is what became of requests, and not what was published.
    """
    folded = fold(text)
    if folded.isascii():  # figures alone, as most answers are: every word that we know is Chinese
        return Counts({})
    found = clauses(folded)
    year = year or _first_year(found)
    story = Story(folded, year, unit, owners.speaks_of_itself(folded), topic=about)
    for clause in found:
        if clause.end - clause.start <= LONGEST_CLAUSE:
            _read(story, clause)
    return _result(story, form)


def _first_year(found: Iterable[Clause]) -> int | None:
    years = (token.value for clause in found for token in clause.tokens if token.meaning == "year")
    return next((int(value) for value in years if value is not None), None)


def _result(story: Story, form: Form | None) -> Counts:
    """What stands at the end, when it was held against itself."""
    notes = story.notes
    closing.settle(story)
    zeros.settle(story)
    balance.settle(notes)
    applicants.settle(notes, story.text)
    ordered = sorted(notes.readings.items(), key=lambda item: item[1].start)
    return Counts(
        {key: reading for key, reading in ordered if form is None or _has(form, key)},
        tuple(notes.doubts),
        tuple(notes.places),
    )


def _has(form: Form, key: str) -> bool:
    row = key.split(".")[1]
    return key in form.cells or key in form.fields or row in {*GROUPS, "lawsuits"}


# ---------------------------------------------------------------- whose, and of which year


def _read(story: Story, clause: Clause) -> None:
    """Take what a clause says, then forget what its end forgets."""
    look_whose(story, clause)
    said = story.said(clause)
    story.hinted = story.hinted or any(word in said for word in _OF_DISCLOSURE)
    words = inside(story, clause)
    unknown = story.unknown or not is_plain(story, clause, clause.start, clause.end)
    if not TIMES.isdisjoint(said) and TIME.search(unknown_words(story, clause)):
        story.outside.add("time")
    if words and not story.outside:
        _take(story, clause if words is clause.tokens else clause.of(words))
    elif story.outside and clause.has(*_ASKED):
        turn(story, clause.tokens)
        story.pool, story.row = None, ""
        story.split = story.split or "跨年" in said  # those are done besides what is told of here
    if story.outside and clause.has(*CARRIED):
        story.muddled = story.split = True
    story.unknown = unknown
    forget(story, clause)


# ---------------------------------------------------------------- what it says


def _take(story: Story, clause: Clause) -> None:
    clause = in_context(story, clause)
    story.shown = story.shown and _goes_on(story, clause)
    story.action = story.action if measures.goes_on(story, clause) else ""
    if story.topic == "foreign" and clause.has("request"):
        story.part = False  # 其中 was said of what was published
    if clause.has("part"):
        story.part = not clause.has("year") or bool(story.notes.get(balance.RECEIVED))
        appeals.withdraw_others(story, clause)
    zeros.take_none_carried_in(story, clause)
    if clause.has("handling_fee", "notice") or (
        story.topic == "fees" and clause.has("asked", "collected")
    ):
        measures.take_fees(story, clause)
    elif _hears_appeals(story, clause):
        story.topic, story.cases, story.reviewing = "foreign", [], True
    elif clause.has("count"):
        _take_numbers(story, clause)
    elif clause.has("zero", "not"):
        zeros.take_none(story, clause)
    else:
        unnumbered.take_whole(story, clause)


def _hears_appeals(story: Story, clause: Clause) -> bool:
    """受理行政复议案件23件, 作为复议机关受理12件: appeals against others."""
    word, said = clause.first("reviewing"), story.said(clause)
    if word is None or "信息公开" not in said:
        return word is not None
    return "机" in word.text and not any(how in said for how in _AGAINST_US)


def _goes_on(story: Story, clause: Clause) -> bool:
    """公示行政处罚120件，行政许可146件: a clause without a verb goes on with what was published."""
    if clause.has("made"):
        return False
    if story.part or clause.has("part"):
        return True
    decided = any("决定" in token.text for token in clause.tokens if token.meaning in DECISIONS)
    return not decided and not clause.has("work", "done", *VERBS)


def _take_numbers(story: Story, clause: Clause) -> None:
    behind.hold(story, clause)
    known = story.notes.get(balance.RECEIVED)
    if clause.has("recount") and story.topic == "applications" and known:
        story.notes.withdraw(balance.RECEIVED, [(balance.RECEIVED, known.value)])
        story.pool = None
        return
    pieces = segments(clause)
    waiting: list[Token] = []
    for before, count, after in pieces:
        if count is None:
            named = unnumbered.described(story, before)
            turn(story, named)
            waiting += named
            continue
        words, waiting = [*waiting, *before], []
        if count.value == 0 or all(token.meaning != "not" for token in words):
            _take_number(story, clause, count, words, after)
        story.stray = not unnumbered.understood(story, count)
        if story.stray:
            closing.keep(story, clause, count)
        asked = any(doubt.start == count.start for doubt in story.notes.doubts)
        told = asked or count.value == story.pool or _counts_a_part(story, clause)
        story.muddled = story.muddled or (story.stray and not told)
    before, count, after = pieces[-1]
    asked = any(token.meaning in _ASKED for token in before)
    again = count is not None and count.value == story.pool
    other = asked and not again  # 均 speaks of this number
    if count is not None and (again or telling(before)) and not other:
        whole = {"all", "already", *OUTCOMES}
        if any(token.meaning in whole for token in after):
            unnumbered.take_all(story, clause, after, None if asked or again else count)


def _counts_a_part(story: Story, clause: Clause) -> bool:
    """涉及征地2件、房屋1件, （自然人54件，其他组织6件）: what 均 means is still all of them."""
    split = clause.bracketed and clause.has("organisation", "channel")
    return story.part or split or clause.has("subject")


def _take_number(
    story: Story, clause: Clause, count: Token, words: list[Token], after: list[Token]
) -> None:
    if story.topic == "litigation" and not telling([*words, *after]):
        appeals.lose(story, clause)
    after = list(takewhile(lambda token: token.meaning != "not", after))  # 这3件均未引起行政复议
    number = number_of(story, clause, count, words, after)
    labels = number.labels
    if labels <= VERBS | QUIET and not _ends(story, number):
        story.pool = None if labels & _ASKED else story.pool
        _puzzle(story, labels)
    elif _counts_something(number):
        _take_counted(story, number)
    elif story.topic == "" and count.unit in {"件", "份", "宗", "起"} and is_joined(story, number):
        # 依申请公开7件，按时办结: so many were done, whenever they came
        story.pool, story.age, story.worked = count.value, 0, count.value


def _counts_something(number: Number) -> bool:
    """True unless it is a part of one, or stands by a heading that says nothing of its number."""
    whole = number.count.value is None or number.count.value % 1 == 0
    said = number.labels & {"heading", "total", "done", *_ASKED, *CASES}
    return (whole or number.money) and said != {"heading"}


def _take_counted(story: Story, number: Number) -> None:
    labels = number.labels
    story.told = story.told or bool(labels & {"channel", "asking", *_ASKED} and number.count.value)
    other = "foreign" in labels and "declined" not in labels  # 信访等情形不予处理3件
    described = story.part and story.topic == "applications" and other
    if not described:
        turn(story, number.words)
    if not (is_joined(story, number) and stands_alone(story, number)):
        by_channel = story.part and "channel" in labels  # 其中电子邮箱申请2件
        story.pool = None if labels & (_ASKED | CARRIED) and not by_channel else story.pool
        appeals.lose(story, number.clause)
        requests.not_all_of(story, labels)
        _puzzle(story, labels)
    elif labels & {"foreign", "disclosed"} and not labels & {"declined", "request"}:
        story.topic, story.shown = (story.topic, story.shown) if described else ("foreign", True)
        measures.look_at_list(story, labels)
    elif (
        by_one_way(number) or "forwarded" in labels or labels & {"channel", "total"} == {"channel"}
    ):
        story.part, story.split = True, story.split or "forwarded" in labels
        _puzzle(story, labels)
    elif (
        (story.topic != "foreign" or measures.is_sure(number))
        and not labels & {"bad", "disclosed"}
        and not described
    ):
        _place(story, number)


def _puzzle(story: Story, labels: frozenset[str]) -> None:
    """受理线上申请65件, 办结62件: what was done of some requests is not what was done of all."""
    known = story.notes.get(balance.RECEIVED)
    story.strange = story.strange or (known is None and bool(labels & _ASKED))


def _ends(story: Story, number: Number) -> bool:
    """收到3件征询单: what follows a number whose words name nothing is what was counted."""
    clause, end = number.clause, number.count.end
    behind = [token for token in number.after if token.start >= end]
    told = {token.meaning for token in telling(behind)}
    other = told & {"foreign", "subject", "disclosed"} and not told & {"request", "asking"}
    upto = next((t.start for t in clause.tokens if t.start >= end), clause.end)
    return not other and is_plain(story, clause, end, upto)


def _place(story: Story, number: Number) -> None:
    """To the module of the table that the words speak of."""
    labels = number.labels
    nearest = [token for token in telling(number.words) if token.end <= number.count.start][-1:]
    if nearest and nearest[0].meaning == "asking" and labels & set(DECISIONS):
        return  # 行政许可方面受理申请400件
    if nearest and nearest[0].meaning in {"request", "asking"}:
        requests.take_number(story, number)
        return
    if labels & set(CASES) and not is_ours(story, number):
        return
    sums_up = "total" in labels and labels <= QUIET
    if labels & set(CASES) or (story.topic == "litigation" and (sums_up or labels & set(OUTCOMES))):
        appeals.take_number(story, number)
    elif labels & {"procurement", "procured"}:
        measures.take_procurement(story, number)
    elif labels & {*DECISIONS, "fee"}:
        measures.take_decision(story, number)
    elif labels & set(DOCUMENTS) or (labels & set(ACTIONS) and story.document):
        measures.take_document(story, number)
    elif not number.money and tells_requests(story, labels):
        requests.take_number(story, number)
