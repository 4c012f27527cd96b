"""A DOCX as a PDF, by LibreOffice in a process of its own with a limit of time. Its settings live
in a folder that goes with it: two conversions cannot block one another, and nothing that one
document does to LibreOffice is there for the next.

Where the machine lacks the fonts of the national form, others stand in by `templates/fonts.conf`,
which only this process reads: the DOCX itself goes on naming the right ones.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from bot.content import FOLDER

SECONDS = 90  # LibreOffice's first start on a small machine takes twenty
PROGRAMS = ("soffice", "libreoffice")
_SYSTEM_FONTS = "/etc/fonts/fonts.conf"


class Unconverted(Exception):
    """Why there is no PDF: `reason` is absent (no LibreOffice here), slow or failed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def office() -> str | None:
    """Where LibreOffice is, if it is here."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def to_pdf(report: bytes, seconds: float = SECONDS) -> bytes:
    """The pages of a DOCX as a PDF. Raises Unconverted."""
    program = office()
    if program is None:
        raise Unconverted("absent")
    with tempfile.TemporaryDirectory(prefix="baogao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(report)
        _run(program, folder, seconds)
        made = folder / "report.pdf"
        if not made.is_file():
            raise Unconverted("failed")
        return made.read_bytes()


def _run(program: str, folder: Path, seconds: float) -> None:
    """Runs LibreOffice until it is done; a slow one ends with all that it started."""
    command = [program, f"-env:UserInstallation={(folder / 'settings').as_uri()}", "--headless"]
    command += ["--norestore", "--convert-to", "pdf", "--outdir", str(folder)]
    process = subprocess.Popen(  # noqa: S603 - no word of anybody's is in it
        [*command, str(folder / "report.docx")],
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "FONTCONFIG_FILE": str(_fonts(folder)),
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise Unconverted("slow") from error


def _fonts(folder: Path) -> Path:
    """The machine's own settings for fonts, and the stand-ins behind them."""
    file = folder / "fonts.conf"
    ours = escape(str(FOLDER / "fonts.conf"))
    file.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">{_SYSTEM_FONTS}</include><include>{ours}</include>'
        f"</fontconfig>",
        encoding="utf-8",
    )
    return file
