"""From a finding to what mends it: its question, or one of the figures that would make it right.
Nothing is corrected but by a tap, and what a tap changed is read back and can be undone.
"""

from collections.abc import Iterable, Iterator, Mapping
from zlib import crc32

from bot.checks import Finding, corrections
from bot.forms.answers import Answers, Values
from bot.forms.form import Form
from bot.interview import press as presses
from bot.interview.compare import sentences
from bot.interview.outcome import Outcome
from bot.interview.questions import question_of
from bot.interview.state import State
from bot.interview.undo import undo_choice
from bot.messages import Choice, Fact, Say

MOST = 4  # corrections offered for one finding: more cannot be read on a button

Change = Mapping[str, str]


def digest(finding: Finding) -> str:
    """What a press calls a finding."""
    return finding.key.rpartition(" ")[2]


def mend_choices(
    form: Form, state: State, finding: Finding, number: int, previous: Values
) -> tuple[tuple[Choice, ...], ...]:
    """The buttons of one finding: to its question, to its explanation, and each correction. The
    number is the one before its sentence, 0 where it stands alone.
    """
    offered = _corrections(form, state, finding, number, previous)
    rows = (_ways(form, state, finding, number), *(offered[n : n + 2] for n in (0, 2)))
    return tuple(row for row in rows if row)


def _ways(form: Form, state: State, finding: Finding, number: int) -> tuple[Choice, ...]:
    asked = (question_of(form, _entered(form, key)) for key in finding.where)
    item = next(filter(None, asked), None)
    ways: list[Choice] = []
    if item:
        ways.append(Choice(presses.command(state.report, "goto", item.id), "mend", {"n": number}))
    if finding.where[0] == "form":
        ways.append(Choice(presses.command(state.report, "convert"), "convert"))
    if finding.level == "warning":
        press = presses.command(state.report, "explain", digest(finding))
        ways.append(Choice(press, "explain", {"n": number}))
    return tuple(ways)


def _corrections(
    form: Form, state: State, finding: Finding, number: int, previous: Values
) -> tuple[Choice, ...]:
    checked = state.checked(form, previous)
    return tuple(
        Choice(
            presses.command(state.report, "correct", f"{digest(finding)} {_mark(change)}"),
            "correct",
            {"n": number, "f": finding, "change": change},
        )
        for change in corrections(checked, finding)[:MOST]
        if all(key in checked.answers.entered for key in change)
    )


def _mark(change: Change) -> str:
    """What a press calls a correction: a text would not fit into it."""
    return f"{crc32(repr(sorted(change.items())).encode()):x}"


def _entered(form: Form, key: str) -> str:
    """The cell to change for a place: for a total, the first cell it adds up."""
    cell = form.cells.get(key)
    if cell is None or not cell.computed:
        return key
    return cell.summands[0]


def correct(form: Form, state: State, finding: Finding, mark: str, previous: Values) -> Outcome:
    """A correction that was tapped, if it still is one."""
    offered = corrections(state.checked(form, previous), finding)
    change = next((change for change in offered if _mark(change) == mark), None)
    if change is None:
        return gone()
    facts = tuple(
        Fact("wrote" if form.kind(key) == "text" else "answered", key, value, "改成")
        for key, value in change.items()
    )
    said = read_back(form, state, change)
    return Outcome(facts, (Say("corrected", said, ((undo_choice(state),),)),))


def gone() -> Outcome:
    """What is said of a finding that was mended meanwhile."""
    return Outcome(says=(Say("finding_gone"),))


def read_back(form: Form, state: State, change: Change) -> dict[str, object]:
    """What was changed, and the totals that changed with it."""
    before = state.answers(form)
    after = Answers(form, state.year, {**before.entered, **change}, before.accepted)
    sums = [key for key in _totals(form, change) if before.values.get(key) != after.values.get(key)]
    figures = {k: (before.values.get(k, ""), v) for k, v in change.items() if k in form.cells}
    texts = {
        key: _new_sentence(before.values.get(key, ""), value)
        for key, value in change.items()
        if key not in form.cells
    }
    return {"figures": figures, "texts": texts, "sums": {key: after.values[key] for key in sums}}


def _new_sentence(before: str, after: str) -> str:
    """The first sentence of a text that was not in it before."""
    known = set(sentences(before))
    return next((sentence for sentence in sentences(after) if sentence not in known), "")


def _totals(form: Form, keys: Iterable[str]) -> Iterator[str]:
    """The totals that some cells are part of, the nearest first."""
    for cell in form.totals:
        if any(key in (*cell.parts("columns"), *cell.parts("rows")) for key in keys):
            yield cell.id
            yield from _totals(form, (cell.id,))
