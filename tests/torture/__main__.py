"""`make torture`: the long form. Prints its counts and fails where anything was lost."""

import argparse
import asyncio
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.torture.torture import torture


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "torture.db"
        counts = asyncio.run(torture(database, **vars(options)))
    for name, value in asdict(counts).items():
        print(f"{name:>12} {value}")
    if counts.lost or counts.doubled or counts.silent:
        raise SystemExit("something answered with “saved” is missing, twice or unanswered")


if __name__ == "__main__":
    main()
