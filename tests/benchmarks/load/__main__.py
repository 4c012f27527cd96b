"""Everything in one run, as a table and, on the last line, as JSON; some four minutes, or half a
minute with `--short`. A goal that is missed is marked, and nothing fails: on a busy machine or
another disk the figures are others.
"""

import argparse
import asyncio
import json
import os
import platform
import sqlite3
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.benchmarks.load import disk, growth, peer, people, process, start
from tests.benchmarks.table import show

LIBRARIES = ("python-telegram-bot", "httpx", "sqlite-utils", "jinja2")


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    people: int
    pause: float
    rounds: int
    chats: tuple[int, ...]
    reports: int
    starts: int
    syncs: int


LONG = Size(1000, 15.0, 1000, (100, 1000, 10_000), 50_000, 9, 200)
SHORT = Size(30, 0.0, 30, (10, 20), 200, 1, 20)


async def measure(folder: Path, size: Size) -> dict[str, Any]:
    """All results by subject."""
    return {
        "versions": _versions(),
        "an answer in process, milliseconds": await process.measure(folder, size.rounds),
        "syncs": disk.syncs(folder, size.syncs),
        "commits, milliseconds": await disk.commits(folder, size.rounds),
        "growth, milliseconds": growth.measure(folder, 10, size.reports, size.rounds),
        "start, milliseconds": await start.measure(folder, size.starts),
        "people, through HTTP": await people.measure(folder, size.people, pause=size.pause),
        "ConversationHandler with PicklePersistence, milliseconds": await peer.measure(
            folder, size.chats
        ),
    }


def _versions() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "processors": str(os.cpu_count()),
        **{name: version(name) for name in LIBRARIES},
    }


def goals(results: Mapping[str, Any]) -> dict[str, str]:
    """The goals, each with what was measured."""
    memory = results["people, through HTTP"]["memory, MB"]
    answer = results["an answer in process, milliseconds"]
    begun = results["start, milliseconds"]
    measured = {
        "times the floor": (answer["on the clock"]["times the floor"], process.GOAL),
        "times the floor, processor alone": (
            answer["processor alone"]["times the floor"],
            process.GOAL,
        ),
        "times, many reports to few": (
            results["growth, milliseconds"]["times"],
            growth.GOAL,
        ),
        "times the import": (begun["on the clock"]["times"], start.GOAL),
        "times the import, processor alone": (begun["processor alone"]["times"], start.GOAL),
        "memory, MB": (max(memory.values()), people.MEMORY),
    }
    return {
        name: f"{value:.2f} of {goal}{'' if value <= goal else '  missed'}"
        for name, (value, goal) in measured.items()
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--short", action="store_true", help="only show that it runs")
    arguments.add_argument("--folder", help="where to write: the disk that is measured")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        results = asyncio.run(measure(Path(folder), SHORT if options.short else LONG))
    results["goals"] = goals(results)
    show(results)
    print(json.dumps(results, ensure_ascii=False))


if __name__ == "__main__":
    main()
