"""What an administrator is told. Unlike everything else that has words, these commands must work
when the wording is broken: that is what the doctor is there to find, and a restore cannot wait for
it. Then ids are shown.
"""

from typing import Any

from bot import content
from bot.wording import Wording


class Words:
    """Sentences of one part of the wording by id."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._wording = _readable()

    def __call__(self, key: str, /, **args: Any) -> str:
        """The sentence with that id."""
        name = f"{self._part}.{key}"
        if self._wording is None or name not in self._wording:
            return " ".join([name, *(f"{k}={v}" for k, v in args.items())])
        return self._wording.bare(name, **args)

    def has(self, key: str) -> bool:
        """True for an id that has words."""
        return self._wording is not None and f"{self._part}.{key}" in self._wording


def _readable() -> Wording | None:
    try:
        return content.wording()
    except (ValueError, OSError):  # Mistakes, or no UTF-8, or no file
        return None
