"""What an answer costs where there are ten reports, and where there are fifty thousand of twenty
facts each. Both databases are asked in turns. Beside the time on the clock, in which the disk has
its say, stands the processor's alone.
"""

import statistics
import time
from pathlib import Path

from bot import app
from bot.messages import Person
from tests.benchmarks.load.clerk import OPENING, conversation, is_answer, message
from tests.benchmarks.load.copies import copy, prepare

GOAL = 1.2
FACTS = 20
CLERK = Person("telegram", "1", "李")


class Office:
    """A clerk's report among others."""

    def __init__(self, database: Path, reports: int) -> None:
        service = app.service(database)
        prepare(service, CLERK, len(OPENING))
        service.journal.close()
        copy(str(database), 1001, 1000 + reports, FACTS)
        self.size = database.stat().st_size / 1e6
        self._interviewer, self.journal = app.service(database)
        self._said = enumerate(conversation(), 1)
        for _ in OPENING:
            next(self._said)
        self.times: list[float] = []
        self.cpu: list[float] = []

    def answer(self) -> None:
        number, said = next(self._said)
        while not is_answer(said):
            self._interviewer.handle(message(number, said, CLERK))
            number, said = next(self._said)
        one = message(number, said, CLERK)
        begin, used = time.perf_counter(), time.thread_time()
        self._interviewer.handle(one)
        self.cpu.append(1000 * (time.thread_time() - used))
        self.times.append(1000 * (time.perf_counter() - begin))
        self.journal.delivered(one.id)


def measure(folder: Path, few: int, many: int, rounds: int) -> dict[str, object]:
    """Milliseconds an answer at both sizes, and the ratio."""
    offices = {n: Office(folder / f"{n}.db", n) for n in (few, many)}
    for _ in range(rounds):
        for office in offices.values():
            office.answer()
    result: dict[str, object] = {
        f"{n} reports": {
            "answer": statistics.median(office.times),
            "processor": statistics.median(office.cpu),
            "file, MB": office.size,
        }
        for n, office in offices.items()
    }
    for office in offices.values():
        office.journal.close()
    one, other = offices.values()
    return result | {
        "times": statistics.median(other.times) / statistics.median(one.times),
        "times, processor": statistics.median(other.cpu) / statistics.median(one.cpu),
    }
