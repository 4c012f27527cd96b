"""The container, as far as it can be judged without an engine: linted by hadolint, checked against
the compose specification, and its wheel built from exactly the files that it copies.
"""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.deploy.conftest import DEPLOY, program

CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
ROOT = DEPLOY.parent


@pytest.fixture
def compose() -> dict:
    yaml = pytest.importorskip("ruamel.yaml", reason="ruamel.yaml is not installed")
    return yaml.YAML(typ="safe").load(DEPLOY / "compose.yaml")


def test_hadolint_finds_nothing() -> None:
    done = program("hadolint")("--no-color", DEPLOY / "Containerfile")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_compose_file_follows_the_specification() -> None:
    check = program("check-jsonschema")
    done = check("--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")
    assert done.returncode == 0, done.stdout


def copied() -> list[tuple[str, str]]:
    """What the build stage takes from the checkout, and where it puts it."""
    found = re.findall(r"^COPY (?!--from)(.+)$", CONTAINERFILE, re.MULTILINE)
    lines = [line.split() for line in found]
    return [(name, target) for *names, target in lines for name in names]


def test_the_files_that_are_copied_make_a_whole_wheel(tmp_path: Path) -> None:
    source, out = tmp_path / "src", tmp_path / "dist"
    source.mkdir()
    for name, target in copied():
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / target)
        else:
            shutil.copy(ROOT / name, source / target)
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", out]
    command = [sys.executable, "-m", "pip", "wheel", *options, source]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for part in ("bot/cli.py", "storage/database.py", "bot/templates/masters/2021.docx"):
        assert part in names


def test_whatever_is_installed_from_outside_is_checked_by_hash() -> None:
    installs = re.findall(r"pip install [^\\\n]*", CONTAINERFILE)
    assert len(installs) == 3
    for line in installs:
        assert "--require-hashes -r" in line or "--no-deps /dist/" in line


def test_it_runs_as_a_user_that_is_not_root() -> None:
    users = re.findall(r"^USER (\S+)$", CONTAINERFILE, re.MULTILINE)
    assert users[-1] == "10001"
    assert "--uid 10001" in CONTAINERFILE


def test_the_bot_may_write_to_its_volume_only(compose: dict) -> None:
    bot = compose["services"]["bot"]
    assert bot["read_only"] is True
    assert bot["volumes"] == ["data:/data"]
    assert bot["tmpfs"] == ["/tmp"]


def test_no_service_gains_privileges_and_each_has_a_limit(compose: dict) -> None:
    for service in compose["services"].values():
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["mem_limit"]


def test_only_the_web_server_is_reached_from_outside(compose: dict) -> None:
    published = [name for name, service in compose["services"].items() if "ports" in service]
    assert published == ["caddy"]


def test_the_compose_file_builds_this_container(compose: dict) -> None:
    build = compose["services"]["bot"]["build"]
    assert (DEPLOY / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).samefile(DEPLOY / "Containerfile")
