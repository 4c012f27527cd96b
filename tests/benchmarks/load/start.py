"""How soon the bot asks for its first updates, beside the bare import of the framework. Both are
processes of their own, started in turns, with their byte code compiled before and without what only
a developer's environment has: httpx imports rich and pygments where it finds them. Beside the time
on the clock, in which other programs have their say, stands the processor's alone.
"""

import asyncio
import os
import statistics
import sys
import time
from pathlib import Path

from tests.botapi import BotAPI

GOAL = 2.0
TICKS = os.sysconf("SC_CLK_TCK")
_PLAIN = "import sys; sys.modules['rich'] = None; "
IMPORT = f"{_PLAIN}import telegram.ext"
SERVE = f"{_PLAIN}from bot.cli import main; main(['serve'])"


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of an installed program: its byte code is written once."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "bytecode"), **more}


async def compiled(folder: Path) -> None:
    """Compiles what the bot imports by starting it once, since compiling costs a process time and
    memory (7 MB), and some of it is imported only when the bot serves.
    """
    await _serves(folder)


async def _runs(folder: Path, program: str) -> tuple[float, float]:
    """Seconds that a program takes, as a process: on the clock, and the processor's."""
    begin, used = time.perf_counter(), _used()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, env=environment(folder)
    )
    assert await process.wait() == 0
    return time.perf_counter() - begin, _used() - used


def _used() -> float:
    """Seconds of the processor that the processes took which this one has seen end."""
    times = os.times()
    return times.children_user + times.children_system


async def _serves(folder: Path) -> tuple[float, float]:
    """The same until the bot's first getUpdates arrives."""
    async with BotAPI(patience=120.0) as api:
        names = {"DB": str(folder / "start.db"), "TELEGRAM_TOKEN": api.token}
        names["TELEGRAM_API"] = api.url
        settings = {f"BAOGAO_{name}": value for name, value in names.items()}
        begin = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            SERVE,
            env=environment(folder, **settings),
            stderr=asyncio.subprocess.DEVNULL,
        )
        await api.waits_for_call("getUpdates")
        took = time.perf_counter() - begin
        status = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        used = (int(status[11]) + int(status[12])) / TICKS
        process.terminate()
        await process.wait()
        return took, used


async def measure(folder: Path, rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds, and the ratio."""
    await compiled(folder)
    imports, serves = [], []
    for _ in range(rounds):
        imports.append(await _runs(folder, IMPORT))
        serves.append(await _serves(folder))
    return {
        name: _compared([took[place] for took in imports], [took[place] for took in serves])
        for place, name in enumerate(("on the clock", "processor alone"))
    }


def _compared(imports: list[float], serves: list[float]) -> dict[str, float]:
    one, other = statistics.median(imports), statistics.median(serves)
    return {"import of telegram.ext": 1000 * one, "ready": 1000 * other, "times": other / one}
