"""Reads a file in a process of its own, with a limit of time and of memory. A PDF of a few bytes
can keep its reader busy for hours or fill the machine, and a fault in a parser written in C would
end the bot; here it ends a child that has no secrets, no database and nothing else to lose.
"""

import contextlib
import json
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import bot
from bot.content import forms as all_forms
from bot.documents.received import read_file, refused

SECONDS = 20
MEGABYTES = 1024  # of address space; the libraries for PDF alone take a third
LARGEST_ANSWER = 4 * 1024 * 1024  # bytes; a report has a hundredth of it

_ROOT = Path(bot.__file__).parent.parent


def read_apart(
    name: str,
    content: bytes,
    form: str,
    year: int,
    *,
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
) -> str:
    """`read_file` in a child process, as JSON. It waits for the child: call it in a thread.

    A file that hits a limit or breaks its reader is refused like any other. Raises
    ChildProcessError when the reader itself is at fault.
    """
    numbers = [str(number) for number in (year, seconds, megabytes)]
    command = [sys.executable, "-m", "bot.documents.apart", form or "-", *numbers]
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter, a form's id and numbers
            command,
            input=json.dumps(name).encode() + b"\n" + content,
            capture_output=True,
            timeout=seconds + 5,
            cwd=_ROOT,
            env={"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return json.dumps(refused("unreadable", "slow", {"seconds": seconds}))
    if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return json.dumps(refused("unreadable", "slow", {"seconds": seconds}))
    if child.returncode and b"MemoryError" in child.stderr:
        return json.dumps(refused("unreadable", "memory", {}))
    if child.returncode < 0:
        return json.dumps(refused("unreadable", "broken", {}))
    if child.returncode:
        raise ChildProcessError(f"the reader of files ended with {child.returncode}")
    if len(child.stdout) > LARGEST_ANSWER:
        return json.dumps(refused("unreadable", "bomb", {}))
    return child.stdout.decode()


def limit(seconds: int, megabytes: int) -> None:
    """Sets the limits of this process, where its system knows them; it writes no file either."""
    for kind, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, megabytes << 20),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError):  # a system that lets no process have this limit
            resource.setrlimit(kind, (most, most))


def serve(form: str, year: int, source: BinaryIO, target: BinaryIO) -> None:
    """The child's side: a name in JSON on the first line, then the file; JSON out."""
    name = json.loads(source.readline())
    try:
        found = read_file(name, source.read(), all_forms(), "" if form == "-" else form, year)
    except MemoryError:
        found = refused("unreadable", "memory", {})
    target.write(json.dumps(found, ensure_ascii=False).encode())


if __name__ == "__main__":
    limit(int(sys.argv[3]), int(sys.argv[4]))
    serve(sys.argv[1], int(sys.argv[2]), sys.stdin.buffer, sys.stdout.buffer)
