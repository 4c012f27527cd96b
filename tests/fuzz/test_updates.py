"""The short form of the fuzzing: `make fuzz` is the long one."""

from pathlib import Path

from tests.fuzz.updates import fuzz


async def test_random_updates_break_nothing(tmp_path: Path) -> None:
    found = await fuzz(tmp_path / "a.db", updates=600, seed=3)
    assert (found.faults, found.broken, found.unlike) == (0, (), ())
