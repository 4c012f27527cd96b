"""What a file is that somebody sent, and what is in it, as plain JSON. A DOCX, PDF or HTML is a
report; a workbook is the sheet that we sent or else the office's own ledger; a text in braces is
our answers file. Nobody has to say which.

Files are untrusted and can be built to keep a reader busy for hours, so they are read in a child
process with a limit of time and memory (`read_apart`), which has no secrets and nothing to lose.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import bot
from bot.content import forms as all_forms
from bot.documents.ledger import recognise
from bot.documents.reader.process import MEGABYTES, SECONDS, limit
from bot.documents.reader.reading import read_report
from bot.documents.reader.safety import Unreadable
from bot.documents.returned import read_sheet
from bot.forms.form import Form
from bot.reading.answers_file import Unusable, read_answers
from bot.reading.tally import count

_ROOT = Path(bot.__file__).parent.parent
_BOOKS = (".xlsx", ".xlsm", ".csv", ".xls")

Found = dict[str, Any]


def read_file(name: str, content: bytes, forms: Mapping[str, Form], form: str, year: int) -> Found:
    """What is in a file. `form` and `year` are those of the report it is sent for; empty and 0 for
    somebody who has none yet. A file that cannot be used gives kind `refused` and the reason.
    """
    try:
        return _read(name, content, forms, form, year)
    except (Unreadable, Unusable) as why:
        return {"kind": "refused", "reason": why.reason, "details": dict(why.details)}


def _read(name: str, content: bytes, forms: Mapping[str, Form], form: str, year: int) -> Found:
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return _answers(content, forms)
    if name.lower().endswith(_BOOKS):
        wanted = forms[form] if form else max(forms.values(), key=lambda f: f.first_year)
        return _book(content, wanted, year)
    reading = read_report(name, content, forms)
    answers = reading.answers
    unread = [asdict(item) for item in reading.unread]
    return {"kind": "report", "form": answers.form.id, "year": answers.year,
            "values": dict(answers.entered), "unread": unread}  # fmt: skip


def _answers(content: bytes, forms: Mapping[str, Form]) -> Found:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable("not_text", {}) from error
    answers = read_answers(text, forms)
    return {"kind": "answers", "form": answers.form.id, "year": answers.year,
            "values": dict(answers.entered), "unread": []}  # fmt: skip


def _book(content: bytes, form: Form, year: int) -> Found:
    try:
        sheet = read_sheet(content, form)
    except Unusable as why:
        if why.reason not in ("no_tables", "not_excel"):
            raise
        return _ledger(content, form, year)
    mistakes = [asdict(mistake) for mistake in sheet.mistakes]
    return {"kind": "sheet", "values": dict(sheet.values), "mistakes": mistakes}


def _ledger(content: bytes, form: Form, year: int) -> Found:
    ledger = recognise(content)
    counted = count(ledger, form, year)
    return {
        "kind": "ledger",
        "values": dict(counted.values),
        "columns": {role: asdict(heading) for role, heading in ledger.columns.items()},
        "unsure": [asdict(item) for item in ledger.unsure],
        "requests": len(ledger.requests),
        "unplaced": [asdict(item) for item in counted.unplaced],
    }


def read_apart(name: str, content: bytes, form: str, year: int) -> str:
    """`read_file` in a child process, as JSON. It waits for the child: call it in a thread.

    Raises ChildProcessError when the reader itself is at fault.
    """
    command = [sys.executable, "-m", "bot.documents.received", form or "-", str(year)]
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter, a form's id and a number
            command,
            input=json.dumps(name).encode() + b"\n" + content,
            capture_output=True,
            timeout=SECONDS + 5,
            cwd=_ROOT,
            env={"PYTHONPATH": str(_ROOT)},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return json.dumps({"kind": "refused", "reason": "slow", "details": {"seconds": SECONDS}})
    if child.returncode < 0 or b"MemoryError" in child.stderr:
        return json.dumps({"kind": "refused", "reason": "slow", "details": {"seconds": SECONDS}})
    if child.returncode != 0:
        raise ChildProcessError(f"the reader of files ended with {child.returncode}")
    return child.stdout.decode()


def serve(form: str, year: int, source: BinaryIO, target: BinaryIO) -> None:
    """The child's side: a name in JSON on the first line, then the file; JSON out."""
    limit(SECONDS, MEGABYTES)
    name = json.loads(source.readline())
    found = read_file(name, source.read(), all_forms(), "" if form == "-" else form, year)
    target.write(json.dumps(found, ensure_ascii=False, default=str).encode())


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), sys.stdin.buffer, sys.stdout.buffer)
