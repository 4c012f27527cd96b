"""What an answer costs the disk: how many syncs, counted by strace, and how long a commit takes as a
multiple of a raw fdatasync of as many bytes, for other disks take milliseconds where this one takes
a tenth of one.
"""

import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections import Counter
from itertools import islice
from pathlib import Path

from bot import app
from bot.messages import Person
from tests.benchmarks.load.clerk import PREPARATION, conversation, message
from tests.benchmarks.load.copies import prepare
from tests.benchmarks.load.process import PAGE, sync

CLERK = Person("telegram", "1", "李")
_SYNC = re.compile(r"\bf(?:data)?sync\(\d+<(?P<file>[^>]+)>")


def answer(database: str, messages: int) -> None:
    """Goes on with a prepared report; in a process of its own, to be watched."""
    interviewer, journal = app.service(database)
    for number, said in islice(enumerate(conversation(), 1), PREPARATION, PREPARATION + messages):
        one = message(number, said, CLERK)
        interviewer.handle(one)
        journal.delivered(one.id)


def why_not() -> str:
    """Why syncs cannot be counted here; empty where they can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-f", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "tracing is not permitted"


def syncs(folder: Path, messages: int) -> dict[str, object]:
    """How many syncs so many messages take, by file: the log takes one each, and what is in it goes
    to the database from time to time, which takes two more. A process's own start and end are not
    counted.
    """
    if reason := why_not():
        return {"skipped": reason}
    few, many = (_counted(folder, number) for number in (1, 1 + messages))
    return {
        "answers": messages,
        "syncs of the log": many["log"] - few["log"],
        "syncs of the database": many["database"] - few["database"],
    }


def _counted(folder: Path, messages: int) -> Counter[str]:
    """The syncs of a process that handles so many messages."""
    database, trace = folder / f"syncs-{messages}.db", folder / "trace"
    service = app.service(database)
    prepare(service, CLERK, PREPARATION)
    service.journal.close()
    command = (
        f"from tests.benchmarks.load.disk import answer; answer({str(database)!r}, {messages})"
    )
    watch = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync", "-o", str(trace)]
    subprocess.run([*watch, sys.executable, "-c", command], check=True, capture_output=True)
    found = Counter(Path(file).name for file in _SYNC.findall(trace.read_text()))
    return Counter({"log": found[f"{database.name}-wal"], "database": found[database.name]})


async def commits(folder: Path, rounds: int) -> dict[str, float]:
    """Milliseconds of the commit of an answer's facts, beside a raw sync of as many bytes."""
    database = folder / "commits.db"
    service = app.service(database)
    prepare(service, CLERK, PREPARATION)
    log, size = Path(f"{database}-wal"), 0
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    facts = service.journal.entries(1)[-6:]
    seq = service.journal.entries(1)[-1].seq
    times, raw, write = [], [], None
    for number in range(10**6, 10**6 + rounds):
        one, before = message(number, "3 1 2 0 0 0", CLERK), log.stat().st_size
        with service.journal.turn() as turn:
            turn.receive(one, turn.seat(CLERK), 1)
            turn.append(1, seq, one.id, [entry.fact for entry in facts])
            begin = time.perf_counter()
        times.append(1000 * (time.perf_counter() - begin))
        seq += len(facts)
        size = size or log.stat().st_size - before
        write = write or sync(folder / "raw", max(1, round(size / PAGE)))
        begin = time.perf_counter()
        await write()
        raw.append(1000 * (time.perf_counter() - begin))
    service.journal.close()
    one, other = statistics.median(times), statistics.median(raw)
    return {"bytes": size, "commit": one, "fdatasync of as many bytes": other, "times": one / other}
