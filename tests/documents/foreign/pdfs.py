"""Prints many Word files to PDF with one start of LibreOffice, which takes longer than they do."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

OFFICE = shutil.which("soffice")


def as_pdfs(documents: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """The documents by name, printed; needs LibreOffice."""
    sources = []
    for name, content in documents.items():
        sources.append(folder / f"{name}.docx")
        sources[-1].write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=300)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in documents}
