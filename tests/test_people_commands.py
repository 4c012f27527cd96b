"""How an administrator invites: `baogao` as a process of its own."""

import re
from pathlib import Path

import pytest

from tests.test_operations import baogao


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "baogao.db"


def test_an_invitation_is_printed_with_its_link_and_how_long_it_is_good(database: Path) -> None:
    done = baogao(
        "invite", "--unit", "宝山区红旗街道办事处", "--bot", "@baogao_bot", "--db", database
    )
    assert done.returncode == 0, done.stderr
    first, second, third = done.stdout.splitlines()
    assert first == "宝山区红旗街道办事处 · 填报"
    assert re.fullmatch(r"https://t\.me/baogao_bot\?start=[\w-]{32}", second)
    assert re.search(r"只能一个人用一次，\d{4}-\d\d-\d\d \d\d:\d\d 前有效", third)


def test_without_the_bot_s_name_it_says_what_to_put_there(database: Path) -> None:
    done = baogao("invite", "--unit", "宝山区红旗街道办事处", "--role", "审核", "--db", database)
    assert "t.me/机器人用户名?start=" in done.stdout
    assert "BAOGAO_BOT" in done.stdout


@pytest.mark.parametrize(
    ("options", "remedy"),
    [
        (["--unit", "红旗街道办事处"], "没有写区县"),
        (["--unit", "x"], "不像单位名称"),
        (["--unit", "宝山区红旗街道办事处", "--role", "领导"], "请写填报、审核、管理中的一种"),
        (["--unit", "宝山区红旗街道办事处", "--bot", "a b"], "不是机器人的用户名"),
    ],
)
def test_what_cannot_be_invited_is_refused_with_its_remedy(
    database: Path, options: list[str], remedy: str
) -> None:
    done = baogao("invite", *options, "--db", database)
    assert (done.returncode, done.stdout) == (1, "")
    assert remedy in done.stderr


@pytest.mark.parametrize(
    "options",
    [
        ["--unit", "红旗街道办事处", "--superior", "宝山区"],
        ["--unit", "红旗街道办事处", "--superior", "无"],
        ["--unit", "宝山区", "--role", "管理"],
    ],
)
def test_a_unit_is_named_with_its_region_or_is_one(database: Path, options: list[str]) -> None:
    assert baogao("invite", *options, "--db", database).returncode == 0


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("no database, but long enough to be read as one" * 30)
    done = baogao("invite", "--unit", "宝山区红旗街道办事处", "--db", tmp_path / "a.db")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
