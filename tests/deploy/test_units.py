"""The systemd units, judged by systemd itself: no key that it does not know, nothing that is
missing, and little that a hijacked bot could reach.
"""

import json
import re
from pathlib import Path

import pytest

from tests.deploy.conftest import DEPLOY, Run, program

SERVICES = sorted(path.name for path in DEPLOY.glob("*.service"))
UNITS = [*SERVICES, *sorted(path.name for path in DEPLOY.glob("*.timer"))]
WORST = 1.5  # of 10; systemd calls up to 2 "OK", and the bot must reach the network
TARGETS = ("sysinit", "basic", "shutdown", "network-online", "multi-user", "timers", "time-set")


@pytest.fixture
def analyze() -> Run:
    return program("systemd-analyze")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine on which the handbook was followed: the units and the programs that they start."""
    units = tmp_path / "etc/systemd/system"
    units.mkdir(parents=True)
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        (units / name).write_text(text, encoding="utf-8")
        for command in re.findall(r"^Exec\w+=(/\S+)", text, re.MULTILINE):
            started = tmp_path / command.lstrip("/")
            started.parent.mkdir(parents=True, exist_ok=True)
            started.touch(mode=0o755)
    for name in TARGETS:
        (units / f"{name}.target").write_text("[Unit]\nDescription=one of systemd's own\n")
    return tmp_path


def lines(name: str) -> list[str]:
    return (DEPLOY / name).read_text(encoding="utf-8").splitlines()


def test_there_are_units() -> None:
    assert {"baogao.service", "baogao-backup.service", "baogao-backup.timer"} <= set(UNITS)


@pytest.mark.parametrize("name", UNITS)
def test_systemd_finds_nothing_wrong(analyze: Run, machine: Path, name: str) -> None:
    done = analyze("verify", "--man=no", f"--root={machine}", name)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_systemd_would_find_a_misspelt_key(analyze: Run, machine: Path) -> None:
    unit = machine / "etc/systemd/system/baogao.service"
    unit.write_text(unit.read_text().replace("MemoryMax=", "MemoryMaximum="))
    done = analyze("verify", "--man=no", f"--root={machine}", "baogao.service")
    assert "MemoryMaximum" in done.stderr


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_reaches_little(analyze: Run, name: str) -> None:
    done = analyze(
        "security",
        "--offline=true",
        f"--threshold={int(WORST * 10)}",
        "--json=short",
        "--no-pager",
        DEPLOY / name,
    )
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd is older than 250")
    open_doors = [check["name"] for check in json.loads(done.stdout) if check["exposure"]]
    assert done.returncode == 0, open_doors


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_its_own_user_and_a_limit(name: str) -> None:
    wanted = {"User=baogao", "ProtectSystem=strict", "NoNewPrivileges=yes"}
    assert wanted <= set(lines(name))
    assert any(line.startswith("MemoryMax=") for line in lines(name))


def test_the_bot_is_started_again_for_ever() -> None:
    assert {"Restart=always", "StartLimitIntervalSec=0"} <= set(lines("baogao.service"))


def test_the_backup_reaches_no_network() -> None:
    assert "PrivateNetwork=yes" in lines("baogao-backup.service")


@pytest.mark.parametrize("name", ["baogao.service", "baogao-backup.service"])
def test_there_is_a_folder_for_backups_from_the_first_start(name: str) -> None:
    assert "StateDirectory=baogao baogao/backups" in lines(name)


@pytest.mark.parametrize("page", ["README.zh-CN.md", "deploy/README.md"])
def test_the_service_s_python_is_the_system_s(page: str) -> None:
    """One below root's home, of a version manager, may not be run by the service's user."""
    text = (DEPLOY.parent / page).read_text(encoding="utf-8")
    assert re.findall(r"\S*python3 -m venv \S+", text) == ["/usr/bin/python3 -m venv /opt/baogao"]
