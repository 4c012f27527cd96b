"""What a finished report becomes for its readers: a PDF, pictures of its pages, or the package that
is handed to the website. All of it is made in a process of its own, because it takes seconds, much
memory and LibreOffice, and the chats must not wait for any of them.

A package is of one version: the very bytes of its DOCX, and everything else made from the answers
that this DOCX was made from.
"""

import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import bot
from bot.content import forms as all_forms
from bot.documents.figures import figures_book
from bot.documents.pdf import SECONDS, Unconverted, to_pdf
from bot.documents.pictures import pictures
from bot.documents.signoff import signoff_sheet
from bot.documents.web import web_page
from bot.messages import File, Reply, Work
from bot.reading.answers_file import read_answers

_GRACE = 30  # seconds for all that is not LibreOffice
_ROOT = Path(bot.__file__).parent.parent
_READABLE = 0o100644
_DATE = (1980, 1, 1, 0, 0, 0)  # equal input gives equal bytes

Made = tuple[str, list[tuple[str, bytes]]]  # how it went, and the files


def publish_apart(work: Work, seconds: float = SECONDS) -> Reply:
    """What comes of some work, ready to be shown; made in a child process. It waits for the child:
    call it in a thread. Raises ChildProcessError when the child is at fault.
    """
    order = {
        "kind": work.kind,
        "name": work.report.name,
        "docx": b64encode(work.report.content).decode(),
        "details": dict(work.details),
        "seconds": seconds,
    }
    how, files = _ask(json.dumps(order).encode(), seconds + _GRACE)
    text = work.words[how]
    if work.kind == "pages":
        return Reply(text, pictures=tuple(File(name, content) for name, content in files))
    return Reply(text, file=File(*files[0])) if files else Reply(text)


def _ask(order: bytes, seconds: float) -> Made:
    """The child's answer. One that takes too long ends with all that it started."""
    child = subprocess.Popen(
        [sys.executable, "-m", "bot.documents.publication"],
        cwd=_ROOT,
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": str(_ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        answer, _ = child.communicate(order, seconds)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        return "slow", []
    if child.returncode:
        raise ChildProcessError(f"the publication ended with {child.returncode}")
    made = json.loads(answer)
    return made["how"], [(name, b64decode(content)) for name, content in made["files"]]


# -- the child's side ------------------------------------------------------------------------------


def publish(kind: str, name: str, docx: bytes, details: Mapping[str, Any], seconds: float) -> Made:
    """The files of one kind (pdf, pages, package), and how it went: done, or why there is none."""
    stem = name.removesuffix(".docx")
    if kind == "package":
        return _package(stem, docx, details, seconds)
    try:
        pdf = to_pdf(docx, seconds)
    except Unconverted as why:
        return why.reason, []
    if kind == "pdf":
        return "done", [(f"{stem}.pdf", pdf)]
    return "done", [(f"{n}.png", page) for n, page in enumerate(pictures(pdf), 1)]


def _package(stem: str, docx: bytes, details: Mapping[str, Any], seconds: float) -> Made:
    files = {f"{stem}.docx": docx, **dict(_beside(stem, details))}
    how = "done"
    try:
        files[f"{stem}.pdf"] = to_pdf(docx, seconds)
    except Unconverted as why:
        how = f"without_{why.reason}"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.external_attr = _READABLE << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return how, [(f"{stem}.zip", stream.getvalue())]


def _beside(stem: str, details: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """What goes with the DOCX: a page for the website, the figures, the sheet to be signed."""
    answers = read_answers(json.dumps(details["answers"]), all_forms())
    yield f"{stem}.html", web_page(answers)
    figures = json.dumps(details["answers"], ensure_ascii=False, indent=1)
    yield f"{stem}.json", figures.encode()
    yield f"{stem}.xlsx", figures_book(answers)
    sheet = signoff_sheet(details["title"], details["rows"], dict(details["signers"]))
    yield f"{details['title']}.docx", sheet


def main() -> None:
    """Takes one order as JSON from standard input and answers it on standard output."""
    order = json.load(sys.stdin)
    docx = b64decode(order["docx"])
    how, files = publish(order["kind"], order["name"], docx, order["details"], order["seconds"])
    made = {"how": how, "files": [(name, b64encode(content).decode()) for name, content in files]}
    json.dump(made, sys.stdout)


if __name__ == "__main__":
    main()
