"""The programs that judge `deploy/`. Where one is absent its tests are skipped, and say so."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parent.parent.parent / "deploy"
Run = Callable[..., subprocess.CompletedProcess]


def program(name: str) -> Run:
    """A program beside this Python or on the PATH; calling it runs it."""
    folders = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    found = shutil.which(name, path=folders)
    if found is None:
        pytest.skip(f"{name} is not installed")

    def run(*arguments: object, **how: object) -> subprocess.CompletedProcess:
        command = [found, *map(str, arguments)]
        return subprocess.run(command, check=False, capture_output=True, text=True, **how)

    return run
