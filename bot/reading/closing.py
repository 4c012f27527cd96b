"""Numbers that close a sum. Offices have more words for what came of a request than anyone can
list, and a number in words that we half know (公开类5件, 经沟通不公开的1件) says too little by
itself. But where 17 came in and 12 of them are told, five in words that can only mean one outcome
are these five. So such numbers wait here until the text is read: all of them together have to make
up what was done, and where they do not, none is believed.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from bot.reading import balance
from bot.reading.balance import CARRIED_OUT, DONE
from bot.reading.clauses import Clause, Token
from bot.reading.meanings import CASES, GROUPS, KINDS, PIECES, PLAIN_OUTCOMES, REASONS, RESULTS
from bot.reading.notes import PLAIN, WEAK
from bot.reading.outcomes import PENDING, read_outcome
from bot.reading.story import Story

# A number beside these is a number of something else: a channel, an applicant, an appeal.
_OTHER = frozenset({
    "foreign", "disclosed", "channel", "bad", "forwarded", "compare", "organisation", "notice",
    "handling_fee", "unsettled", *KINDS, *CASES,
})  # fmt: skip
_PETITIONS = frozenset({"信访", "举报", "投诉"})
_PIECES = PIECES - {"个", "项", "次", "例"}
_BREAKS = ",。;:\n"
_NEUTRAL = re.compile(
    r"其中|结果|办理|:|包括|属于?|范围的?|其[他它]|另有?|还有|有|的|了|共|计|为|类|情形|答复|\s"
)
_DONE = re.compile("答复|办结|回复|办理完[成毕]|处理完[成毕]")
_UNDONE = re.compile("[未待没]|正在|延期|逾期|超期|率")
_SURE = re.compile(  # an outcome by its own words, which cannot describe what was asked
    "不予?公开|不宜公开|无法提供|不予提供|不能提供|不予处理|不再处理|予以公开|同意公开|部分公开"
    "|不掌握|信息不存在|未制作|撤[回销]|放弃|未.{0,6}补正|不明确"
)
_GENERAL = re.compile("^(?:并?[无未没]|不存在|对|如|若)|理由|说明|制度|严格|规定|复议|诉讼|不服|曾")
_OPEN = re.compile("征求|可能|拟|(?<!未)(?<!不)(?:告知|要求|通知|进行)[^,]{0,4}补正|补正告知")
_DESCRIBES = re.compile("涉及|关于|有关|针对|反映")
_THINGS = re.compile("栏目|指南|文件|制度|会议|培训|建议|提案|咨询|目录|解读|网|账号|线索")
_DECIDES = re.compile("属于|作为|告知|因|不予|不宜|按")
_ALL = re.compile("^[均皆都]?(?:全部)?(?:系|属于?|为)")


def keep(story: Story, clause: Clause, count: Token) -> None:
    """A number that was not understood, if it may be one of what came of the requests."""
    whole = count.value is not None and count.value % 1 == 0 and count.unit in _PIECES
    petitions = _PETITIONS.issuperset(t.text for t in clause.tokens if t.meaning == "foreign")
    other = _OTHER - {"foreign"} if petitions and story.part else _OTHER
    if whole and story.topic in {"", "applications"} and not clause.has(*other):
        story.loose.append((_row_of(clause, _words(story, clause, count)), count))


def keep_silent(story: Story, clause: Clause) -> None:
    """A clause without a number may tell what came of the only request, or of all."""
    if story.topic == "applications" and story.pool and not clause.has(*_OTHER):
        story.silent.append((story.pool, clause))


def settle(story: Story) -> None:
    """Takes the numbers that were kept where they make up what was done."""
    _withdraw_parts(story)
    _settle_done(story)
    _settle_outcomes(story)
    _settle_silent(story)


def _withdraw_parts(story: Story) -> None:
    """不属于本机关5件、不存在2件: two parts of one row; neither is the row."""
    for row, count in story.loose:
        known = story.notes.get(f"applications.{row}.total")
        if row in REASONS and known and count.value:
            story.notes.withdraw(f"applications.{row}.total", [])


def _words(story: Story, clause: Clause, count: Token) -> str:
    """The words of a number: those before it up to a comma or another number, or else behind it."""
    counts = [token for token in clause.tokens if token.meaning == "count"]
    place = counts.index(count)
    start = counts[place - 1].end if place else clause.start
    if not place and story.text[start - 1 : start] == ")":  # 不予公开（属于过程性信息）1件
        paren = story.text.rfind("(", 0, start)
        start = max(story.text.rfind(mark, 0, paren) for mark in _BREAKS) + 1
    before = story.text[start : count.start]
    if _NEUTRAL.sub("", before.strip("、和()")):
        return before
    end = counts[place + 1].start if place + 1 < len(counts) else clause.end
    return story.text[count.end : end]


def _row_of(clause: Clause, words: str) -> str:
    """The row of a number, unless its words may tell what was asked: 涉及商业秘密的1件."""
    row = _row(words)
    described = _DESCRIBES.search(words) or not _DECIDES.search(words)
    open_ = row in REASONS - PLAIN_OUTCOMES and not clause.has(*GROUPS) and described
    return "" if open_ or _THINGS.search(words) else row


def _row(words: str) -> str:
    """The row that words name; `results_total` where they only say that it was done."""
    plain = _NEUTRAL.sub("", words).strip("、和()")
    parts = [part for part in re.split(r"[及和、或与\s]+", words) if part]
    if not parts or len({read_outcome(part) for part in parts} - {""}) > 1:
        return ""  # 予以公开及部分公开6件
    row = "granted" if plain == "公开" and "公开答复" not in words else read_outcome(words)
    if row or _UNDONE.search(words):
        return row
    return "results_total" if _DONE.search(words) else ""


def _settle_done(story: Story) -> None:
    """上年结转3件，收到195件，公开答复191件，结转7件: what was done is what is not carried over."""
    notes = story.notes
    if story.split:
        return
    known, left = notes.get(DONE), notes.get(CARRIED_OUT)
    told = [count for row, count in story.loose if row == "results_total"]
    if left and left.value and len(told) == 1 and (known is None or known.firmness == WEAK):
        (count,) = told
        if balance.is_all_the_rest(notes, count.value):
            notes.note(DONE, count)


def _settle_outcomes(story: Story) -> None:
    notes = story.notes
    kept = [(row, count) for row, count in story.loose if row in RESULTS or row in GROUPS]
    rows = [row for row, _ in kept]
    if not kept or len(set(rows)) < len(rows) or any(_is_told(story, row) for row in rows):
        return
    told, more = balance.outcomes_told(notes), _sum(count for _, count in kept)
    alone = told == 0 and len([count for _, count in kept if count.value]) < 2
    if not more or alone or told in _wholes(story) or told + more not in _wholes(story):
        return
    for row, count in kept:
        notes.note(f"applications.{row}.total", count)
    if story.all_done and story.all_done.value in _wholes(story):
        notes.note(DONE, story.all_done, WEAK)


def _is_told(story: Story, row: str) -> bool:
    """True where a row, its group or a reason of it was told already: then it may be a part."""
    group = row.partition("_")[0]
    told = {key.split(".")[1] for key in story.notes.readings if key.startswith("applications.")}
    if row in told or group in told:
        return True
    return row in GROUPS and any(one in REASONS and one.startswith(row) for one in told)


def _wholes(story: Story) -> set[Decimal]:
    """What all outcomes together are: what came in less what is left, or what was done."""
    notes = story.notes
    left, done = notes.get(CARRIED_OUT), notes.get(DONE)
    if done and done.firmness > WEAK:
        return {done.value}
    wholes = {balance.all_there_was(notes)} - {None}
    if not wholes and story.worked is not None:  # 办理7件: whatever it was, it was all
        wholes = {story.worked}
    less = left.value if left else Decimal(0)
    return {whole - less for whole in wholes if whole} | ({done.value} if done else set())


def _settle_silent(story: Story) -> None:
    """收到1件，本机关不掌握: the clauses behind the only request tell what came of it."""
    notes = story.notes
    if balance.outcomes_told(notes) or notes.get(CARRIED_OUT) or not story.silent:
        return
    wholes = _wholes(story)
    said = [
        (pool, clause)
        for pool, clause in story.silent
        if pool in wholes and _tells(story, clause, pool)
    ]
    words = ",".join(story.said(clause) for _, clause in said)
    if any(_OPEN.search(story.said(clause)) for _, clause in story.silent):
        return
    row = read_outcome(words)
    if row in {"", PENDING} or not _SURE.search(words) or len({pool for pool, _ in said}) != 1:
        return
    first, last, value = said[0][1], said[-1][1], said[0][0]
    if row in PLAIN_OUTCOMES or row in GROUPS or value == 1:
        notes.put(f"applications.{row}.total", value, first.start, last.end, PLAIN)


def _tells(story: Story, clause: Clause, pool: Decimal) -> bool:
    said = story.said(clause)
    return not _GENERAL.search(said) and (pool == 1 or _ALL.match(said) is not None)


def _sum(counts: Iterable[Token]) -> Decimal:
    return sum((count.value for count in counts if count.value is not None), Decimal(0))
