"""`baogao` as an administrator types it: the program gets the service's user, settings and folder."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "deploy" / "baogao.sh"
SETTINGS = "# a comment\nBAOGAO_TELEGRAM_TOKEN=12:ab\nBAOGAO_DEADLINE=01-31,宝山区=01-20\nHTTPS_PROXY=http://a:$b;c@d:1\n"
SHOWS = '#!/bin/sh\necho "$@"; pwd; echo "$BAOGAO_TELEGRAM_TOKEN $BAOGAO_DEADLINE $HTTPS_PROXY $BAOGAO_DB"\n'


@pytest.fixture
def said(tmp_path: Path) -> list[str]:
    """What is run, where and with what, on a machine of its own."""
    for folder in ("etc", "state", "bin"):
        (tmp_path / folder).mkdir()
    (tmp_path / "etc/baogao.env").write_text(SETTINGS, "utf-8")
    (tmp_path / "bin/runuser").write_text(SHOWS)
    (tmp_path / "bin/runuser").chmod(0o755)
    text = SCRIPT.read_text("utf-8").replace("/etc/baogao/", f"{tmp_path}/etc/")
    text = text.replace("/var/lib/baogao", f"{tmp_path}/state")
    path = f"{tmp_path}/bin:{os.environ['PATH']}"
    command = ["sh", "-c", text, "baogao", "invite", "--unit", "宝山区 民政局"]
    done = subprocess.run(command, env={"PATH": path}, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_it_runs_as_the_service_s_user(said: list[str]) -> None:
    assert said[0] == "-u baogao -- /opt/baogao/bin/baogao invite --unit 宝山区 民政局"


def test_beside_the_database_with_the_settings(said: list[str], tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert said[1:] == [str(state), f"12:ab 01-31,宝山区=01-20 http://a:$b;c@d:1 {state}/baogao.db"]


def test_without_settings_it_says_what_to_do(tmp_path: Path) -> None:
    text = SCRIPT.read_text("utf-8").replace("/etc/baogao/baogao.env", f"{tmp_path}/none")
    done = subprocess.run(["sh", "-c", text], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"读不到 {tmp_path}/none。请用 root 执行")
    assert len(done.stderr.splitlines()) == 1
