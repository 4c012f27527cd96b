"""`make fuzz`: a hundred thousand random updates, twenty thousand spoilt files and as many bodies.

A file that broke something is kept in the folder `out`, so that it can be looked at and become a
test. With atheris installed, `python -m tests.fuzz.coverage` looks for more, guided by coverage.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from tests.fuzz import bodies, files, updates

OUT = Path("out")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--bodies", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    wrong = [
        *of_updates(options.updates, options.seed),
        *of_bodies(options.bodies, options.seed),
        *of_files(options.files, options.seed),
    ]
    if wrong:
        raise SystemExit("\n".join(wrong))


def of_updates(count: int, seed: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(updates.fuzz(Path(folder) / "fuzz.db", updates=count, seed=seed))
    print(
        f"updates {found.updates}, faults {found.faults}, beyond limits {len(found.broken)}, "
        f"reports that replay otherwise {len(found.unlike)}"
    )
    unlike = [f"report {number} replays otherwise" for number in found.unlike]
    return [*found.broken[:10], *unlike, *(["faults, see the log"] if found.faults else [])]


def of_bodies(count: int, seed: int) -> list[str]:
    statuses, faults = asyncio.run(bodies.fuzz(bodies=count, seed=seed))
    print("bodies", dict(statuses), "faults", faults)
    wrong = [f"a body is answered with {status}" for status in statuses if status not in (200, 400)]
    return [*wrong, *(["faults, see the log"] if faults else [])]


def of_files(count: int, seed: int) -> list[str]:
    found = files.fuzz(files=count, seed=seed)
    print("files", dict(found.read), "faults", len(found.faults))
    OUT.mkdir(exist_ok=True)
    for number, (name, data) in enumerate(found.faults.values()):
        (OUT / f"fuzz-{number}{Path(name).suffix}").write_bytes(data)
    return list(found.faults)


if __name__ == "__main__":
    main()
