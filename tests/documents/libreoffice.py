"""Files as LibreOffice saves them, where it is installed. It takes a second to start and a tenth of
one a file, so what is to become of one kind is given to it together.
"""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

OFFICE = shutil.which("soffice")


def has_calc() -> bool:
    """True where the spreadsheet program is there, not only other parts of the suite."""
    return OFFICE is not None and any(Path(OFFICE).resolve().parent.glob("libsclo*"))


def convert(files: Mapping[str, bytes], to: str, folder: Path) -> dict[str, bytes]:
    """Files by name, each saved as a kind (`pdf`, `html:HTML (StarWriter)`), by its new name."""
    sources, out = folder / "in", folder / "out"
    for used in (sources, out):
        shutil.rmtree(used, ignore_errors=True)
        used.mkdir()
    for name, content in files.items():
        (sources / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", to, "--outdir", out]
    given = [sources / name for name in files]
    subprocess.run([*command, *given], check=True, capture_output=True, timeout=180)
    return {path.name: path.read_bytes() for path in out.iterdir()}
