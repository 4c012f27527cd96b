"""How long a report takes, against other libraries and against the floor: what deflating the same
document and writing the zip alone would cost. Everything is measured within one run, in processor
time, so that other programs of a busy machine do not count, and the median of the times is taken.

Run it from the checkout, with the dependency group `bench`: `python -m tests.benchmarks.render`.
It prints a table and, on the last line, the same as JSON.
"""

import argparse
import io
import json
import platform
import resource
import statistics
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.metadata import version

import docx

from bot import content
from bot.documents import parts
from bot.documents.package import deflated, stored
from bot.documents.report import LEVEL, Properties, render
from bot.documents.template import Template, compile_master
from bot.forms.answers import Answers
from bot.forms.form import Form
from bot.messages import SHANGHAI
from tests.benchmarks import peers, reports
from tests.benchmarks.table import show

PROPERTIES = Properties(1, datetime(2024, 1, 15, 12, tzinfo=SHANGHAI))
LEVELS = (6, 1)
LIBRARIES = ("python-docx", "lxml", "docxtpl", "docx-mailmerge2")


def medians(contenders: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Milliseconds of each contender; all of them run once in every round."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            start = time.process_time_ns()
            run()
            times[name].append((time.process_time_ns() - start) / 1e6)
    return {name: statistics.median(taken) for name, taken in times.items()}


def floor(template: Template, report: bytes, level: int) -> Callable[[], bytes]:
    """Deflating the document of a report and writing the zip, and nothing else."""
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        document, core = archive.read(parts.DOCUMENT), archive.read(parts.CORE)

    def write() -> bytes:
        own = (deflated(parts.DOCUMENT, document, level), stored(parts.CORE, core))
        return template.clean.write(own)

    return write


def ours(template: Template, answers: Answers, level: int, **how: bool) -> Callable[[], bytes]:
    """One of our reports."""
    return lambda: render(template, answers, PROPERTIES, level=level, **how)


def same_text(one: bytes, other: bytes) -> bool:
    """True when two reports say the same, paragraph by paragraph and cell by cell."""

    def text(report: bytes) -> list[str]:
        document = docx.Document(io.BytesIO(report))
        rows = [row for table in document.tables for row in table.rows]
        cells = [cell.text for row in rows for cell in row.cells]
        return [paragraph.text for paragraph in document.paragraphs] + cells

    return text(one) == text(other)


def compare(
    form: Form, master: bytes, template: Template, answers: Answers, rounds: int
) -> dict[str, object]:
    """Our report, its floor and the same report by others.

    In a row, everyone finds the processor's caches as they left them, and our report alternates
    with its floor. In turns, everyone comes after all the others: what a bot's rare report costs.
    """
    slow = {
        "docxtpl": peers.jinja(master, form, answers),
        "docx-mailmerge2": peers.mail_merge(master, form, answers),
        "python-docx": peers.by_hand(master, form, answers),
    }
    fast: dict[str, Callable[[], bytes]] = {}
    row: dict[str, float] = {}
    for level in LEVELS:
        report = ours(template, answers, level)
        pair = {
            f"ours, level {level}": report,
            f"floor, level {level}": floor(template, report(), level),
        }
        row |= medians(pair, 10 * rounds)
        fast |= pair
    for name, write in slow.items():
        row |= medians({name: write}, rounds)
    return {
        "milliseconds in a row": row,
        "milliseconds in turns": medians({**fast, **slow}, rounds),
        "bytes": {name: len(write()) for name, write in {**fast, **slow}.items()},
        "same text as docxtpl": same_text(fast["ours, level 6"](), slow["docxtpl"]()),
        "same text as python-docx": same_text(fast["ours, level 6"](), slow["python-docx"]()),
        **{
            f"above the floor, level {n}": row[f"ours, level {n}"] - row[f"floor, level {n}"]
            for n in LEVELS
        },
        **{f"times docxtpl, level {n}": row["docxtpl"] / row[f"ours, level {n}"] for n in LEVELS},
    }


def memory(template: Template, answers: Answers, renders: int) -> dict[str, object]:
    """What the process has grown by over many reports, in kilobytes."""
    for _ in range(500):
        render(template, answers, PROPERTIES)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(renders):
        render(template, answers, PROPERTIES)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"renders": renders, "grown by": after - before}


def measure(rounds: int) -> dict[str, object]:
    """Everything, by name."""
    result: dict[str, object] = {
        "versions": {"python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
        | {name: version(name) for name in LIBRARIES},
        "rounds": rounds,
        "level of the product": LEVEL,
    }
    for form in content.forms().values():
        master = content.master(form.id)
        template = compile_master(master, form, form.id)
        name = f"form {form.id}"
        compiling = {"compile": lambda m=master, f=form: compile_master(m, f, f.id)}
        result[f"{name}, compile"] = {"milliseconds": medians(compiling, rounds)}
        if form is not next(iter(content.forms().values())):
            result[f"{name}, memory"] = memory(template, reports.small(form), 10_000)
        drafts = {
            "draft": ours(template, reports.gaps(form), LEVEL, draft=True),
            "empty draft": ours(template, Answers(form, 2023), LEVEL, draft=True),
        }
        result[f"{name}, drafts"] = {"milliseconds": medians(drafts, 10 * rounds)}
        for kind, answers in (("small", reports.small(form)), ("large", reports.large(form))):
            result[f"{name}, {kind}"] = compare(form, master, template, answers, rounds)
    return result


def main() -> int:
    """Measures and prints; fails when a report says something else than a peer's."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=100, help="renders of every contender")
    result = measure(arguments.parse_args().rounds)
    show(result)
    print(json.dumps(result, ensure_ascii=False))
    cases = [case for case in result.values() if isinstance(case, dict)]
    wrong = [case for case in cases if any(value is False for value in case.values())]
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
