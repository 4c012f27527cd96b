"""Trouble with the storage, while it lasts. Nothing can be saved then, so nothing is answered: each
writer is told once that what they sent is not lost, and the log has one line at its beginning and
one at its end.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import TypeVar

from bot.messages import Unavailable

log = logging.getLogger(__name__)

LONGEST = 10.0  # seconds between two tries to reach the storage
Result = TypeVar("Result")


class Trouble:
    """Whether the storage is available. `pause` is the first wait for it (s)."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self.lasts = False
        self._told: set[str] = set()  # people who know of it

    def suffer(self, why: Unavailable) -> None:
        """The storage was not available."""
        if not self.lasts:
            log.error("storage unavailable", extra={"reason": why.kind})
        self.lasts = True

    def recover(self) -> None:
        """The storage was available."""
        if self.lasts:
            log.warning("storage available again")
        self.lasts = False
        self._told.clear()

    def tells(self, person: str) -> bool:
        """True for the first time that somebody is to be told of it."""
        new = person not in self._told
        self._told.add(person)
        return new

    async def outlast(self, work: Callable[[], Result]) -> Result:
        """The result of some work, tried until the storage is available."""
        wait = self._pause
        while True:
            try:
                result = work()
            except Unavailable as why:
                self.suffer(why)
                await asyncio.sleep(wait)
                wait = longer(wait)
            else:
                self.recover()
                return result


def longer(wait: float) -> float:
    """The next wait for a storage that is not available, in seconds."""
    return min(2 * wait, LONGEST)
