"""The short form of the torture: `make torture` is the long one."""

from pathlib import Path

from tests.torture.torture import torture


async def test_nothing_saved_is_lost_or_doubled_whenever_the_bot_is_killed(tmp_path: Path) -> None:
    counts = await torture(tmp_path / "a.db", kills=6, people=10, seed=7)
    assert (counts.lost, counts.doubled, counts.silent) == (0, 0, 0)
    assert counts.acknowledged > counts.kills
