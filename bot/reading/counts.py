"""What a text tells about the report's own figures. Reports tell their counts in prose beside the
tables, clerks tell them in chat, and a count put into the wrong cell would be printed under the
office's name: so a number is taken only where its words leave one meaning, an unclear one is handed
back as a doubt for the chat to ask about, and all else is left alone. Nothing is ever guessed.

The reader walks over the clauses once. Here it finds out whose and which year's a clause is, and
hands each number with its words to the module of its table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from bot.forms.form import Form
from bot.reading import appeals, applicants, measures, owners, requests, zeros
from bot.reading.clauses import Clause, Token, clauses, fold
from bot.reading.meanings import (
    ACTIONS,
    CARRIED,
    CASES,
    DECISIONS,
    DOCUMENTS,
    FEE_WORDS,
    GROUPS,
    KINDS,
    OUTCOMES,
    QUIET,
)
from bot.reading.notes import WEAK, Doubt, Place, Reading
from bot.reading.segments import segments
from bot.reading.story import (
    Number,
    Story,
    by_one_way,
    is_joined,
    is_ours,
    is_plain,
    stands_alone,
    telling,
    tells_requests,
    turn,
    unknown_words,
)
from bot.reading.story import asks as asks_for_information
from bot.reading.vocabulary import TIME, TIMES

LONGEST_CLAUSE = 300  # no sentence of a report has longer ones, and so the work is bounded
LONGEST_HEADING = 30
_VERBS = frozenset({"receive", "new", "done", "work", "made", "repealed"})
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
    """What stands at the end. 均已答复 is no count when some are carried over after all."""
    notes = story.notes
    carried_out = notes.get("applications.carried_out.total")
    done = notes.get(requests.DONE)
    if done and done.firmness == WEAK and carried_out and carried_out.value:
        notes.withdraw(requests.DONE, [(requests.DONE, done.value)])
    done = notes.get(requests.DONE)
    if done and done.value < requests.outcomes_told(notes):  # 其中2件办结, 6件不掌握: of 2 others
        notes.withdraw(requests.DONE, [(requests.DONE, done.value)])
    applicants.settle(notes)
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
    _look_whose(story, clause)
    said = story.said(clause)
    story.hinted = story.hinted or any(word in said for word in ("信息公开", "政务公开", "依申请"))
    words = _inside(story, clause)
    timed = not TIMES.isdisjoint(said)
    known = story.unknown and not timed  # then nothing new can be learned from its other words
    left = "" if known else unknown_words(story, clause, clause.start, clause.end)
    if timed and TIME.search(left):
        story.outside.add("time")
    if words and not story.outside:
        _take(story, Clause(words, clause.start, clause.end, clause.mark, clause.bracketed))
    elif story.outside and clause.has(*_ASKED):
        story.pool, story.row = None, ""
    story.unknown = story.unknown or bool(left)
    _forget(story, clause)


def _look_whose(story: Story, clause: Clause) -> None:
    name = story.organ = owners.subject(story.said(clause))
    if not name:
        return
    story.first_organ = story.first_organ or name
    own = owners.is_own(name, story.unit, story.first_organ, itself=story.itself)
    if story.first_organ[0] == "全" and f"{name}本级" in story.said(clause):
        own = False  # then the whole area is what the report tells of
    story.outside.discard("organ")
    if not own:
        story.outside.add("organ")


def _inside(story: Story, clause: Clause) -> tuple[Token, ...]:
    """The words that speak of the report's own year; years and parts of a year are noted."""
    words: list[Token] = []
    named = clause.start + story.said(clause).find(story.organ) + len(story.organ)
    for token in clause.tokens:
        if story.organ and token.end <= named and token.meaning in {"foreign", *DECISIONS}:
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
        elif token.meaning in {"period", "plan"}:
            story.outside.add(token.meaning)
        elif not story.outside - {"organ"}:
            words.append(token)
    return tuple(words) if story.outside <= {"organ"} else ()


def _forget(story: Story, clause: Clause) -> None:
    if clause.mark == "open_paren":
        story.opened = () if clause.has("count") else clause.tokens
        story.included, story.saved = False, set(story.outside)
        story.saved_part = story.part
    elif clause.mark == "close_paren":
        story.outside, story.part = set(story.saved), story.saved_part
        told = clause.bracketed and story.opened and not clause.has("count")
        story.opened = (*story.opened, *clause.tokens) if told else story.opened
    elif clause.mark in {"stop", "newline"}:
        lasting = {"organ"} if story.text[clause.end : clause.end + 1] == ";" else set()
        story.outside &= lasting
        story.shown = False
        story.part, story.settled, story.age = False, True, story.age + 1
        story.strange = story.stray = False
        story.held = None
        story.sibling = story.kind_of_all = story.judging = story.kind_in_question = ""
    if clause.mark == "newline":
        _begin_paragraph(story, clause)


def _begin_paragraph(story: Story, clause: Clause) -> None:
    """A heading gives its topic to what stands below it."""
    line = story.text[story.text.rfind("\n", 0, clause.end) + 1 : clause.end]
    story.heading = story.topic if "。" not in line and len(line) < LONGEST_HEADING else ""
    story.topic, story.row, story.document = story.heading, "", ""
    story.pool, story.cases = None, []
    story.unknown = story.hinted = story.reviewing = False


# ---------------------------------------------------------------- what it says


def _take(story: Story, clause: Clause) -> None:
    story.shown, story.action = story.shown and _goes_on(story, clause), ""
    if clause.has("part"):
        story.part = True
        appeals.withdraw_others(story, clause)
    zeros.take_none_carried_in(story, clause)
    if clause.has(*FEE_WORDS) or (story.topic == "fees" and clause.has("collected")):
        measures.take_fees(story, clause)
    elif clause.has("reviewing") and "信息公开" not in story.said(clause):
        story.topic, story.cases, story.reviewing = "foreign", [], True
    elif clause.has("count"):
        _take_numbers(story, clause)
    elif clause.has("zero", "not"):
        zeros.take_none(story, clause)
    else:
        _take_whole(story, clause)


def _goes_on(story: Story, clause: Clause) -> bool:
    """公示行政处罚120件，行政许可146件: a clause without a verb goes on with what was published."""
    if story.part or clause.has("part"):
        return True
    decided = any("决定" in token.text for token in clause.tokens if token.meaning in DECISIONS)
    return not decided and not clause.has("work", "done", *_VERBS)


def _take_numbers(story: Story, clause: Clause) -> None:
    _hold(story, clause)
    known = story.notes.get(requests.RECEIVED)
    if clause.has("recount") and story.topic == "applications" and known:
        story.notes.withdraw(requests.RECEIVED, [(requests.RECEIVED, known.value)])
        return
    pieces = segments(clause)
    waiting: list[Token] = []
    for before, count, after in pieces:
        if count is None:
            named = _described(story, before)
            turn(story, named)
            waiting += named
            continue
        words, waiting = [*waiting, *before], []
        if count.value == 0 or all(token.meaning != "not" for token in words):
            _take_number(story, clause, count, words, after)
        story.stray = not _understood(story, count)
    before, count, after = pieces[-1]
    asked = any(token.meaning in _ASKED for token in before)
    other = asked and count is not None and count.value != story.pool  # 均 speaks of this number
    if count is not None and telling(before) and not other:
        whole = {"all", "already", *OUTCOMES}
        if any(token.meaning in whole for token in after):
            _take_all(story, clause, after)


def _understood(story: Story, count: Token) -> bool:
    """True when a number was read, or says again how many cases were told."""
    again = story.topic == "litigation" and count.value in {value for _, value in story.cases}
    return again or any(read.start == count.start for read in story.notes.readings.values())


def _described(story: Story, words: list[Token]) -> list[Token]:
    """其中已主动公开和予以公开的3件: among outcomes, what is no row only says more of one."""
    outcomes = story.part and story.topic == "applications"
    return [token for token in words if not (outcomes and token.meaning == "foreign")]


def _hold(story: Story, clause: Clause) -> None:
    """另1件正在办理，结转下年度: a number whose meaning follows in the next clause."""
    counts = [token for token in clause.tokens if token.meaning == "count"]
    bare = {token.meaning for token in clause.tokens} <= QUIET | {"undone", "work"}
    story.held = counts[0] if len(counts) == 1 and bare else None


def _number(
    story: Story, clause: Clause, count: Token, words: list[Token], after: list[Token]
) -> Number:
    """A number with the words that say what it counts: those before it, or else those behind."""
    if story.opened and not telling(words) and story.text[clause.start - 1] == ")":
        words, story.opened = [*story.opened, *words], ()
    if all(token.meaning in _VERBS for token in telling(words)):
        words = [*words, *(after if not telling(words) else _object(after))]
    return Number(clause, count, tuple(words), tuple(after), _labels(story, words, count))


def _take_number(
    story: Story, clause: Clause, count: Token, words: list[Token], after: list[Token]
) -> None:
    if story.topic == "litigation" and not telling([*words, *after]):
        story.cases, story.judging = [], ""
    after = list(takewhile(lambda token: token.meaning != "not", after))  # 这3件均未引起行政复议
    number = _number(story, clause, count, words, after)
    labels = number.labels
    if labels <= _VERBS | QUIET and not _ends(story, number):
        story.pool = None if labels & _ASKED else story.pool
        _puzzle(story, labels)
    elif _counts_something(number):
        _take_counted(story, number)


def _counts_something(number: Number) -> bool:
    """True unless it is a part of one, or stands by a heading that says nothing of its number."""
    whole = number.count.value is None or number.count.value % 1 == 0
    said = number.labels & {"heading", "total", "done", *_ASKED, *CASES}
    return (whole or number.money) and said != {"heading"}


def _take_counted(story: Story, number: Number) -> None:
    labels = number.labels
    other = "foreign" in labels and "declined" not in labels  # 信访等情形不予处理3件
    described = story.part and story.topic == "applications" and other
    if not described:
        turn(story, number.words)
    if not (is_joined(story, number) and stands_alone(story, number)):
        story.pool = None if labels & (_ASKED | CARRIED) else story.pool
        _puzzle(story, labels)
    elif labels & {"foreign", "disclosed"} and not labels & {"declined", "request"}:
        story.topic, story.shown = (story.topic, story.shown) if described else ("foreign", True)
    elif by_one_way(number) or (labels & {"forwarded", "channel"} and "total" not in labels):
        story.part, story.split = True, story.split or "forwarded" in labels
        _puzzle(story, labels)
    elif story.topic != "foreign" and not labels & {"bad", "disclosed"} and not described:
        _place(story, number)


def _puzzle(story: Story, labels: frozenset[str]) -> None:
    """受理线上申请65件, 办结62件: what was done of some requests is not what was done of all."""
    known = story.notes.get(requests.RECEIVED)
    story.strange = story.strange or (known is None and bool(labels & _ASKED))


def _ends(story: Story, number: Number) -> bool:
    """收到3件征询单: what follows a number whose words name nothing is what was counted."""
    clause, end = number.clause, number.count.end
    behind = [token for token in number.after if token.start >= end]
    told = {token.meaning for token in telling(behind)}
    other = told & {"foreign", "subject", "disclosed"} and not told & {"request", "asking"}
    upto = behind[0].start if behind else clause.end
    return not other and is_plain(story, clause, end, upto)


def _object(after: Sequence[Token]) -> list[Token]:
    """收到7件申请, 制发2件规范性文件: what it was stands behind its number."""
    told = telling(after)[:1]
    return [t for t in told if t.meaning in {"request", "asking", "heading", *DOCUMENTS}]


def _labels(story: Story, words: Sequence[Token], count: Token) -> frozenset[str]:
    labels = {token.meaning for token in words}
    if "heading" in labels and count.value == 0:
        labels.add("total")
    of_a_kind = labels & KINDS and story.topic != "foreign"
    if "asking" in labels and (asks_for_information(story) or of_a_kind):
        labels.add("request")
    return frozenset(labels)


def _place(story: Story, number: Number) -> None:
    """To the module of the table that the words speak of."""
    labels = number.labels
    nearest = [token for token in telling(number.words) if token.end <= number.count.start][-1:]
    if nearest and nearest[0].meaning in {"request", "asking"}:
        requests.take_number(story, number)
        return
    if labels & set(CASES) and not is_ours(story, number):
        return
    if labels & set(CASES) or (story.topic == "litigation" and labels & set(OUTCOMES)):
        appeals.take_number(story, number)
    elif labels & {*DECISIONS, "fee"}:
        measures.take_decision(story, number)
    elif labels & set(DOCUMENTS) or (labels & set(ACTIONS) and story.document):
        measures.take_document(story, number)
    elif not number.money and tells_requests(story, labels):
        requests.take_number(story, number)


# ---------------------------------------------------------------- all of them


def _take_whole(story: Story, clause: Clause) -> None:
    """A clause without a number: it may hold for all that was told before it."""
    turn(story, clause.tokens)
    labels = frozenset(token.meaning for token in clause.tokens)
    held, story.held = story.held, None
    if held and labels & {"carried_out", "carry_to"} and story.topic == "applications":
        way = requests.carried(story, labels, clause.tokens)
        requests.tell(story, way[0], "total", Number(clause, held, clause.tokens, (), labels))
        return
    plain = "done" in labels and is_plain(story, clause, clause.start, clause.end)
    done = plain and (story.pool == 1 or clause.tokens[-1].meaning == "done")
    told = story.topic == "litigation" and labels & set(OUTCOMES)
    if done or told or labels & {"all", "already"} or clause.bracketed:
        _take_all(story, clause, clause.tokens)
    documents = [row for row in DOCUMENTS if row in labels]
    story.document = documents[0] if len(documents) == 1 else story.document


def _take_all(story: Story, clause: Clause, words: Sequence[Token]) -> None:
    """均已答复, 均获维持: only if nothing unknown stands before 均."""
    labels = frozenset(token.meaning for token in words)
    if labels & {"not", "bad", "undone", "remainder"} or story.topic == "foreign":
        return
    word = next((token for token in words if token.meaning in {"all", "already"}), None)
    if word and not is_plain(story, clause, clause.start, word.start):
        return
    place = Token("all", clause.start, clause.end, "")
    if story.topic == "litigation" and labels & {*OUTCOMES, *CASES}:
        appeals.take_all(story, labels, place, {token.meaning for token in clause.tokens})
    elif story.topic in {"", "applications"} and "unsettled" not in labels:
        requests.take_all(story, labels, place, bracketed=clause.bracketed)
