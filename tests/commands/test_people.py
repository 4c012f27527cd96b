"""How an administrator invites, and sees and ends what was given."""

import os
import re
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.messages import SHANGHAI, Person
from storage.database import open_database
from storage.journal import Journal
from tests.invitation import UNIT


def baogao(*arguments: object) -> Result:
    """Runs a command to its end, without the settings of whoever runs the tests."""
    unset = {key: None for key in os.environ if key.startswith("BAOGAO_")}
    return CliRunner(env=unset).invoke(main, [*map(str, arguments)], prog_name="baogao")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "baogao.db"
    open_database(path).close()
    return path


def test_an_invitation_is_printed_with_its_link_and_how_long_it_is_good(database: Path) -> None:
    done = baogao(
        "invite", "--unit", "宝山区红旗街道办事处", "--bot", "@baogao_bot", "--db", database
    )
    assert done.exit_code == 0, done.stderr
    first, second, third, fourth = done.stdout.splitlines()
    assert first == "宝山区红旗街道办事处 · 填报"
    assert re.fullmatch(r"https://t\.me/baogao_bot\?start=[\w-]{32}", second)
    assert re.search(r"只能一个人用一次，\d{4}-\d\d-\d\d \d\d:\d\d 前有效", third)
    assert str(database) in fourth


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
    assert (done.exit_code, done.stdout) == (2, "")
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
    assert baogao("invite", *options, "--db", database).exit_code == 0


@pytest.mark.parametrize(
    "command",
    [["invite", "--unit", "宝山区红旗街道办事处"], ["people"], ["people", "revoke", "1"]],
)
def test_a_database_that_is_not_there_is_not_made(tmp_path: Path, command: list[str]) -> None:
    done = baogao(*command, "--db", tmp_path / "mistyped.db")
    assert (done.exit_code, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert "mistyped.db 这个数据库。请核对" in line
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("no database, but long enough to be read as one" * 30)
    done = baogao("invite", "--unit", "宝山区红旗街道办事处", "--db", tmp_path / "a.db")
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1


# -- the list --------------------------------------------------------------------------------------

NOON = datetime(2024, 1, 8, 12, 0, tzinfo=SHANGHAI)


def joined(database: Path, *people: Person) -> None:
    with closing(open_database(database)) as db, Journal(db).turn() as turn:
        for person in people:
            turn.people.admit(person, turn.people.invite(*UNIT, "fill", NOON).code, NOON)


def test_the_list_shows_number_name_channel_unit_role_and_since(database: Path) -> None:
    joined(database, Person("telegram", "1", "王芳"))
    done = baogao("people", "--db", database)
    assert done.stdout == "1　王芳　telegram　宝山区红旗街道办事处　填报　2024-01-08 起\n"


def test_a_name_moves_no_terminal(database: Path) -> None:
    joined(database, Person("telegram", "1", "王\x1b[2J\n芳"))
    assert baogao("people", "--db", database).stdout.startswith("1　王[2J芳　telegram")


def test_who_is_revoked_leaves_the_list_and_stays_on_record(database: Path) -> None:
    joined(database, Person("telegram", "1", "王芳"))
    done = baogao("people", "revoke", 1, "--db", database)
    assert "王芳不再是宝山区红旗街道办事处的填报人员了" in done.stdout
    assert "还没有人" in baogao("people", "--db", database).stdout
    assert "止" in baogao("people", "--all", "--db", database).stdout


@pytest.mark.parametrize("number", [1, 7])
def test_who_is_not_there_cannot_be_revoked(database: Path, number: int) -> None:
    joined(database, Person("telegram", "1", "王芳"))
    baogao("people", "revoke", 1, "--db", database)
    done = baogao("people", "revoke", number, "--db", database)
    assert done.exit_code == 2
    assert f"没有 {number} 号" in done.stderr


# -- open invitations ------------------------------------------------------------------------------


def test_an_open_invitation_is_listed_until_it_is_withdrawn(database: Path) -> None:
    baogao("invite", "--unit", "宝山区红旗街道办事处", "--role", "审核", "--db", database)
    listed = baogao("people", "--db", database).stdout
    assert re.fullmatch(
        r"邀请 1　宝山区红旗街道办事处　审核　还没有人用，\d{4}-\d\d-\d\d \d\d:\d\d 前有效\n",
        listed,
    )
    done = baogao("people", "withdraw", 1, "--db", database)
    assert "邀请 1（宝山区红旗街道办事处，审核）收回了" in done.stdout
    assert "还没有人" in baogao("people", "--db", database).stdout


def test_an_invitation_that_is_not_open_cannot_be_withdrawn(database: Path) -> None:
    joined(database, Person("telegram", "1", "王芳"))
    done = baogao("people", "withdraw", 1, "--db", database)
    assert done.exit_code == 2
    assert "没有 1 号邀请，或已经有人用了、过期了" in done.stderr
