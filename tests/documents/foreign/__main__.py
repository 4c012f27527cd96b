"""Prints how each document was read: `python -m tests.documents.foreign [WORD IN THE NAME]`."""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.documents.foreign.catalogue import DOCUMENTS
from tests.documents.foreign.pdfs import OFFICE, as_pdfs
from tests.documents.foreign.score import score
from tests.documents.foreign.truth import truth

NUMBERS = (1, 2)


def main(word: str) -> None:
    wanted = [(d, number) for d in DOCUMENTS if word in d.name for number in NUMBERS]
    built = {f"{d.name} {n}": d.build(truth(d.form, n)) for d, n in wanted}
    printed = {name: built[name] for name in built if name.split()[0].endswith(".pdf")}
    if printed and OFFICE:
        with tempfile.TemporaryDirectory() as folder:
            built |= as_pdfs(printed, Path(folder))
    verdicts: Counter[str] = Counter()
    for document, number in wanted:
        name = f"{document.name} {number}"
        if name in printed and not OFFICE:
            continue
        result = score(document, number, built[name])
        verdicts[result.verdict] += 1
        if result.verdict != "right":
            print(f"{name}: {result.verdict}")
            for line in (*result.wrong, *result.silent, *result.errors, *result.listed)[:3]:
                print(f"    {line[:150]}")
    print(dict(verdicts))


main(sys.argv[1] if len(sys.argv) > 1 else "")
