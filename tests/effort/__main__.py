"""`make effort`: the actions of the recorded conversations, beside one prompt a field."""

import tempfile
from pathlib import Path

from tests.effort.effort import CASES, hold


def main() -> None:
    documents: dict[str, Path] = {}
    print(f"{'conversation':42} {'actions':>8} {'at most':>8} {'one prompt a field':>20}")
    for case in CASES:
        folder = Path(tempfile.mkdtemp())
        effort = hold(case, folder, documents.get(case.after))
        documents[case.name] = effort.document
        print(f"{case.name:42} {effort.actions:8} {case.most:8} {effort.prompts:20}")


if __name__ == "__main__":
    main()
