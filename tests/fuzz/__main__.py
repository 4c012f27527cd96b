"""`make fuzz`: a hundred thousand random updates."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from tests.fuzz.updates import fuzz


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(fuzz(Path(folder) / "fuzz.db", **vars(options)))
    print(
        f"updates {found.updates}, faults {found.faults}, beyond limits {len(found.broken)}, ",
        end="",
    )
    print(f"reports that replay otherwise {len(found.unlike)}")
    if found.faults or found.broken or found.unlike:
        raise SystemExit("\n".join(found.broken[:10]) or "see the log")


if __name__ == "__main__":
    main()
