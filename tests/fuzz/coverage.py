"""Files again, guided by coverage: atheris keeps what reaches code that nothing reached before.

    pip install atheris
    python -m tests.fuzz.coverage json -max_total_time=600

It is not among the locked tools, for it exists for Linux and some versions of Python only. The
first word is the kind of file; the rest goes to libFuzzer.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["bot"]):
    from bot.documents.received import read_file

from tests.fuzz.files import FORMS, seeds


def main() -> None:
    kind = sys.argv.pop(1)

    def one(data: bytes) -> None:
        read_file(f"x.{kind}", data, FORMS, "2021", 2023)

    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(seeds()[kind]):
            (Path(folder) / str(number)).write_bytes(data)
        atheris.Setup([*sys.argv, folder], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
