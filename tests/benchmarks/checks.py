"""How long a check takes: a full report with everything unread before, the same again, after
one answer as in an interview; and how it grows with the text and with the number of rules. Every
time is processor time, and the least of a hundred: what is above it is the rest of the machine.
Even processor time is a fifth more while a neighbour uses the same caches, which may last as
long as a hundred checks: so the full check is measured between all others and judged by its best.

Run it from the checkout: `python -m tests.benchmarks.checks`. It fails when a full check takes 5 ms
or more in every one of its measures, and prints the same as JSON on the last line.
"""

import json
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from bot.checks import check, prose, report, rules_naming
from bot.checks.incremental import recheck
from bot.forms.answers import Answers
from bot.forms.form import Rule
from bot.reading.counts import read_counts
from tests.accuracy.reports import clean

LIMIT = 0.005  # seconds
TIMES = 100
LENGTHS = (1, 2, 4, 8)
CELL = "applications.granted.natural"


def forget() -> None:
    """Takes away all that is remembered of texts."""
    report._counts.cache_clear()
    for remembered in (prose._folded, prose._sentences, prose._paragraphs):
        remembered.cache_clear()


def least(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """The processor time of some work, in seconds."""
    times = []
    for _ in range(TIMES):
        before()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def full_report(times: int = 1) -> Answers:
    """A large report that tells all its counts and as much else as reports do, about 1,500
    characters, and as often again what it tells.
    """
    cases = (clean(Random(f"bench {number}"), size="large") for number in range(60))
    case = max((c for c in cases if c.form.id == "2021"), key=lambda c: len(c.text("overview")))
    texts = {"overview": "\n".join((case.text("overview"), *_prose()) * times)}
    return Answers(case.form, case.year, {**case.answers.entered, **texts})


def _prose() -> tuple[str, ...]:
    """What the seed tells without counts: most of a report is such."""
    seed = tomllib.loads((Path(__file__).parents[1] / "documents/seed.toml").read_text("utf-8"))
    return tuple(line for line in seed["texts"]["overview"].split("\n") if "2023" not in line)


def anew(answers: Answers) -> Answers:
    """The same answers, their totals not yet computed."""
    return Answers(answers.form, answers.year, answers.entered)


def computed(answers: Answers) -> set[str]:
    """The totals, which nobody types in an interview."""
    return {key for key, cell in answers.form.cells.items() if cell.computed}


def main() -> None:
    answers = full_report()
    text = answers.entered["overview"]
    named = rules_naming(answers.form, [CELL])
    typed = {k: v for k, v in answers.entered.items() if k not in computed(answers)}
    known = recheck(None, Answers(answers.form, answers.year, typed))
    changed = Answers(answers.form, answers.year, {**typed, CELL: "9"})
    unread = [_unread(answers)]
    results = {
        "again": least(lambda: check(anew(answers))),
        "one answer": least(lambda: recheck(known, anew(changed))),
        "reading the text": least(lambda: read_counts(text, year=answers.year)),
    }
    print(f"a full report, {len(text)} characters, {len(answers.form.rules)} rules")
    print(f"{'the texts unchanged':<28}{1000 * results['again']:8.2f} ms")
    print(
        f"{f'{len(named)} rules asked after an answer':<28}{1000 * results['one answer']:8.2f} ms"
    )
    print(f"{'read_counts alone':<28}{1000 * results['reading the text']:8.2f} ms")
    for times in LENGTHS:
        longer = full_report(times)
        results[f"{times} x the text"] = taken = _unread(longer)
        unread.append(_unread(answers))
        print(f"{len(longer.entered['overview']):>6} characters{1000 * taken:19.2f} ms")
    for part in (8, 16, 24, 30):
        results[f"{part} rules"] = taken = _unread(answers, answers.form.rules[:part])
        unread.append(_unread(answers))
        print(f"{part:>6} rules{1000 * taken:24.2f} ms")
    results["first"] = min(unread)
    print(f"{'everything unread':<28}{1000 * min(unread):8.2f} ms", end="")
    print(f", the best of {len(unread)} measures; the worst {1000 * max(unread):.2f} ms")
    print(json.dumps({key: round(1000 * value, 3) for key, value in results.items()}))
    if results["first"] >= LIMIT:
        raise SystemExit(f"a full check takes {LIMIT * 1000:.0f} ms or more")


def _unread(answers: Answers, rules: Sequence[Rule] | None = None) -> float:
    return least(lambda: check(anew(answers), rules=rules), forget)


if __name__ == "__main__":
    main()
