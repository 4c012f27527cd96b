"""`baogao people erase`, as an administrator types it."""

import pytest
from click.testing import CliRunner

from bot import app
from bot.cli import main
from bot.messages import Person
from tests.conftest import NOON
from tests.invitation import link

USAGE = 2


@pytest.fixture
def path(tmp_path, msg):
    path = tmp_path / "baogao.db"
    interviewer, journal = app.service(path)
    for name, address in (("王芳", "76"), ("欧阳", "77")):
        code = link(path, at=NOON)
        interviewer.handle(msg(code, person=Person("telegram", address, name)))
        interviewer.handle(msg("电话：0469-2609855", person=Person("telegram", address, name)))
    journal.close()
    return path


def erase(path, *arguments, typed=""):
    return CliRunner().invoke(main, ["people", "erase", *arguments, "--db", str(path)], input=typed)


def test_there_is_one_way_to_do_it():
    assert CliRunner().invoke(main, ["erase", "1"]).exit_code == USAGE


def test_it_says_whom_it_means_and_asks(path):
    done = erase(path, "2", typed="n\n")
    assert "欧阳（telegram），在 1 份报告里" in done.output
    assert done.exit_code == 1
    assert "欧阳".encode() in path.read_bytes()


def test_a_yes_erases(path):
    done = erase(path, "2", typed="y\n")
    assert done.exit_code == 0
    assert "作者显示为“人员 2”" in done.output
    assert "欧阳".encode() not in path.read_bytes()


def test_an_upgrades_backup_is_named(path):
    path.with_name("baogao.before-0002_held-1.db").write_bytes(b"")
    assert "baogao.before-0002_held-1.db" in erase(path, "2", "--yes").output


def test_again_it_only_cleans(path):
    erase(path, "2", "--yes")
    assert erase(path, "2").exit_code == 0


def test_a_number_that_was_never_given_is_refused(path):
    done = erase(path, "9", "--yes")
    assert (done.exit_code, done.output) == (USAGE, "没有 9 号。号码请看 baogao people --all。\n")


def test_no_database_is_made_where_there_is_none(tmp_path):
    done = erase(tmp_path / "none.db", "1", "--yes")
    assert done.exit_code == USAGE
    assert "none.db" in done.output
    assert not (tmp_path / "none.db").exists()


def test_the_number_is_the_one_that_the_list_shows(path):
    erase(path, "2", "--yes")
    shown = CliRunner().invoke(main, ["people", "--all", "--db", str(path)]).output
    assert [line.split("　")[:2] for line in shown.splitlines()] == [
        ["1", "王芳"],
        ["2", "人员 2"],
    ]
