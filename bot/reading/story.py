"""What the clauses so far have said. 均已答复 means nothing without the number before it, and 其中,
a heading or 区教育局 hold for more than one clause: so the walk over a text carries this state, and
it is here that words are judged to speak of requests, of appeals, or of something none of ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from bot.reading.clauses import Clause, Token
from bot.reading.meanings import (
    ACTIONS,
    CARRIED,
    CASES,
    DECISIONS,
    DOCUMENTS,
    MONEY,
    OUTCOMES,
    QUIET,
    RESULTS,
)
from bot.reading.notes import Notes
from bot.reading.vocabulary import FILLER

LONGEST_HEADING = 30
REQUESTS = frozenset({"request", "heading", "new", "carried_in", "carried_out"})


@dataclass
class Story:
    """The state of one reading; it lives no longer than the call that reads."""

    text: str
    year: int | None
    unit: str
    itself: str  # 局 and 机 where the text says 我局, 本机关
    notes: Notes = field(default_factory=Notes)
    # whose and when: reasons why the present clause is no part of this report
    organ: str = ""
    first_organ: str = ""
    outside: set[str] = field(default_factory=set)
    saved: set[str] = field(default_factory=set)  # as it was before a bracket
    # what is spoken of in the paragraph
    topic: str = ""
    heading: str = ""
    hinted: bool = False  # 信息公开 was mentioned
    unknown: bool = False  # something was said that we do not know
    aside: bool = False  # something else was counted in this sentence, and no request since
    shown: bool = False  # in this clause: what is counted is what was published
    # requests: the row told last; what 均 means, and how many sentences ago that was told
    row: str = ""
    pool: Decimal | None = None
    age: int = 0
    came: bool = False  # 收到 was told; 受理 behind it is a step, and no other count of what came
    part: bool = False  # after 其中
    saved_part: bool = False  # as it was before a bracket
    strange: bool = False  # some sort of requests was counted in this sentence, or of a later day
    stray: bool = False  # the number told last in this sentence was not understood
    muddled: bool = False  # some number of this sentence, none of a part, was not understood
    split: bool = False  # those carried in were told to be done by themselves
    included: bool = False  # （含上年结转2件） stood before the number
    opened: tuple[Token, ...] = ()  # what stood before a bracket
    held: Token | None = None  # a number whose meaning may follow
    because: tuple[Token, ...] = ()  # 因未缴费，视为放弃1件: a reason told before its number
    reasons: list["Number"] = field(default_factory=list)  # told, and not yet what came of them
    # what is believed only if it adds up: numbers with the row they may be of, clauses without one
    loose: list[tuple[str, Token]] = field(default_factory=list)
    silent: list[tuple[Decimal, Clause]] = field(default_factory=list)
    denied: dict[str, Token] = field(default_factory=dict)  # 未收到网上申请: by which channels
    told: bool = False  # some request came in, by whatever channel
    everyone: bool = False  # 均严格按程序办理，按时答复: the verb of 均 may follow
    all_done: Token | None = None  # 均已答复 behind numbers that were not understood
    worked: Decimal | None = None  # 办理7件: all that came, or all that was done
    either: Token | None = None  # 予以公开及部分公开84件: one of two outcomes, but an outcome
    sibling: str = ""
    kind_of_all: str = ""
    kind_in_question: str = ""
    words_of: dict[str, str] = field(default_factory=dict)
    # appeals: the cases told in this sentence, and whether their outcome was
    cases: list[tuple[str, Decimal]] = field(default_factory=list)
    settled: bool = False
    judging: str = ""
    reviewing: bool = False  # the office hears appeals against others
    # section two
    document: str = ""
    decision: str = ""  # 行政许可方面，全年处理决定24件
    action: str = ""

    def said(self, clause: Clause) -> str:
        """The words of a clause as written."""
        return self.text[clause.start : clause.end]


@dataclass(frozen=True)
class Number:
    """A count of a clause, the words that may say what it counts, and those behind it."""

    clause: Clause
    count: Token
    words: tuple[Token, ...]
    after: tuple[Token, ...]
    labels: frozenset[str]

    @property
    def spread(self) -> bool:
        """True when it holds for each of several names: 各1件, and 0."""
        return "each" in self.labels or self.count.value == 0

    @property
    def money(self) -> bool:
        """True for an amount of money."""
        return self.count.unit in MONEY


def telling(words: Iterable[Token]) -> list[Token]:
    """The words that say what a number is the number of."""
    return [token for token in words if token.meaning not in QUIET]


def turn(story: Story, words: Iterable[Token]) -> None:
    """The topic follows the words."""
    for token in words:
        told = token.meaning in {"asking", "outcomes", "applicants"} and asks(story)
        if token.meaning in CARRIED and story.aside:
            continue  # 受理诉求20件，办结18件，结转下年2件
        if token.meaning in REQUESTS or told:
            story.topic, story.aside = "applications", False
            story.row = story.row or ("received" if token.meaning == "applicants" else "")
        elif token.meaning in CASES:
            story.topic = "litigation"
        elif token.meaning in DOCUMENTS or token.meaning in DECISIONS:
            story.topic = "foreign" if story.shown else "disclosure"
            story.decision = token.meaning if token.meaning in DECISIONS else ""
        elif token.meaning in {"foreign", "disclosed"}:
            story.topic, story.shown, story.aside = "foreign", True, True
        elif token.meaning == "carry_from" and story.heading == "applications":
            story.topic = "applications"


def asks(story: Story) -> bool:
    """True when 申请 alone means a request for information here."""
    plain = story.topic == "" and not story.unknown
    return story.topic == "applications" or story.hinted or plain


def is_plain(story: Story, clause: Clause, start: int, end: int) -> bool:
    """True when a stretch of a clause holds nothing but known words and fillers."""
    text, place = _between_words(story, clause, start, end), 0
    while place < len(text):
        found = FILLER.match(text, place)
        if not found or found.end() == place:
            return False  # most stretches that are not plain show it at their first character
        place = found.end()
    return True


def unknown_words(story: Story, clause: Clause) -> str:
    """What a clause says besides known words and fillers."""
    return FILLER.sub("", _between_words(story, clause, clause.start, clause.end))


def _between_words(story: Story, clause: Clause, start: int, end: int) -> str:
    """What a stretch of a clause says besides known words and the organ it speaks of."""
    rest, place = "", start
    for token in clause.tokens:
        if token.end > start and token.start < end:
            rest += story.text[place : token.start]
            place = token.end
    rest += story.text[place:end]
    return rest.replace(story.organ, "", 1) if story.organ else rest


def is_joined(story: Story, number: Number) -> bool:
    """True when nothing unknown stands between a number and its nearest word."""
    clause, count = number.clause, number.count
    told = telling(number.words)
    before = [token for token in told if token.end <= count.start]
    if not told or (before and before[-1].end < clause.start):
        return True
    if before:
        return is_plain(story, clause, before[-1].end, count.start)
    if number.labels & {"all", "already"}:
        return True
    return is_plain(story, clause, count.end, told[0].start)


def stands_alone(story: Story, number: Number) -> bool:
    """True when a clause that only says 受理32件 says nothing unknown before it, so that it must
    mean what the sentence is about; a word that can only be one of ours needs no such proof.
    """
    told = telling(number.words)
    sure = {*CASES, *OUTCOMES, *DOCUMENTS, *ACTIONS, *RESULTS} - {"open"}
    behind = all(token.start > number.count.start for token in told)
    meanings = {token.meaning for token in told}
    if "request" in meanings and meanings & {"receive", "new", "done", "work"}:
        return True
    if not behind and any(token.meaning in sure for token in told):
        return True
    return is_plain(story, number.clause, number.clause.start, number.count.start)


def is_ours(story: Story, number: Number) -> bool:
    """True for appeals against our own answers, not those that a legal department hears."""
    said = story.said(number.clause)
    if story.reviewing and "信息公开" not in said:
        return False
    told = "信息公开" in said or "依申请公开" in said
    return told or is_plain(story, number.clause, number.clause.start, number.count.start)


def by_one_way(number: Number) -> bool:
    """True for 共收到网络申请6件; 通过网站等渠道共收到6件 counts them all."""
    if any(t.meaning == "channel" and t.start > number.count.end for t in number.clause.tokens):
        return "channel" in number.labels  # 网站共收到3件、纸质申请36件
    told = [token for token in telling(number.words) if token.end <= number.count.start]
    ways = [token for token in told if token.meaning == "channel"]
    return len(ways) == 1 and (told[-1:] == ways or told[-1].start == ways[0].end)


def tells_requests(story: Story, labels: frozenset[str]) -> bool:
    """True when requests are what is spoken of: by name, or because nothing else is."""
    if story.topic == "fees":
        return "other_no_payment" in labels
    if "request" in labels or ("heading" in labels and labels & {"receive", "total"}):
        return True
    if story.topic == "":
        return bool(labels & (RESULTS - {"open"})) or not story.unknown
    return story.topic == "applications"


def forget(story: Story, clause: Clause) -> None:
    """What held for the clause, the bracket, the sentence or the paragraph that ends here."""
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
        story.shown = story.aside = False
        story.part, story.settled = False, True
        story.age += story.text[clause.end : clause.end + 1] != ";"
        story.strange = story.stray = story.everyone = False
        story.pool = None if story.muddled else story.pool
        story.muddled = False
        story.held, story.reasons, story.because = None, [], ()
        story.sibling = story.kind_of_all = story.judging = story.kind_in_question = ""
    if clause.mark == "newline":
        _begin_paragraph(story, clause)


def _begin_paragraph(story: Story, clause: Clause) -> None:
    """A heading gives its topic to what stands below it."""
    line = story.text[story.text.rfind("\n", 0, clause.end) + 1 : clause.end]
    story.heading = story.topic if "。" not in line and len(line) < LONGEST_HEADING else ""
    story.topic, story.row, story.document, story.decision = story.heading, "", "", ""
    story.pool, story.cases = None, []
    story.unknown = story.hinted = story.reviewing = False
