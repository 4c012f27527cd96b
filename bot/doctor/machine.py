"""What the machine has besides Python. The bot itself needs neither fonts nor LibreOffice: an
office opens the report in Word. Both decide how faithfully a report is shown or converted here, so
what is missing is a warning and never an error.
"""

import shutil
import subprocess
from collections.abc import Iterator

from bot.doctor.result import Result
from bot.documents.styles import FALLBACKS

PATIENCE = 30  # seconds; the first call builds the list of fonts
OFFICE = ("soffice", "libreoffice")


def fonts() -> Iterator[Result]:
    """The fonts of the national form, or others that can show Chinese."""
    command = shutil.which("fc-list")
    if command is None:
        yield Result("fonts.unknown")
        return
    found = _families(command, ":")
    missing = [name for name, other in FALLBACKS.items() if not {name, other} & found]
    if not missing:
        yield Result("fonts.complete")
    elif substitutes := _families(command, ":lang=zh-cn"):
        yield Result("fonts.substituted", {"missing": missing, "found": sorted(substitutes)})
    else:
        yield Result("fonts.none", {"missing": missing})


def _families(command: str, pattern: str) -> set[str]:
    """The names of the installed fonts, in every language they have one in."""
    listed = subprocess.run(  # noqa: S603 - fc-list, with no word of anybody's
        [command, "--format", "%{family}\n", pattern],
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    lines = listed.stdout.decode(errors="replace").splitlines()
    return {name.strip() for line in lines for name in line.split(",") if name.strip()}


def office() -> Iterator[Result]:
    """LibreOffice."""
    found = next(filter(None, map(shutil.which, OFFICE)), None)
    yield Result("office.present", {"path": found}) if found else Result("office.absent")
