"""`baogao erase`, as an administrator types it."""

import pytest
from click.testing import CliRunner

from bot import app
from bot.cli import main
from bot.messages import Person


@pytest.fixture
def path(tmp_path, msg):
    path = tmp_path / "baogao.db"
    interviewer, journal = app.service(path, open_to=["telegram"])
    interviewer.handle(msg("宝山区红旗街道办事处", person=Person("telegram", "77", "欧阳")))
    journal.close()
    return path


def erase(path, *arguments, typed=""):
    return CliRunner().invoke(main, ["erase", *arguments, "--db", str(path)], input=typed)


def test_it_says_whom_it_means_and_asks(path):
    done = erase(path, "1", typed="n\n")
    assert "欧阳（telegram），在 1 份报告里" in done.output
    assert done.exit_code == 1
    assert "欧阳".encode() in path.read_bytes()


def test_a_yes_erases(path):
    done = erase(path, "1", typed="y\n")
    assert done.exit_code == 0
    assert "作者显示为“人员 1”" in done.output
    assert "欧阳".encode() not in path.read_bytes()


def test_an_upgrades_backup_is_named(path):
    path.with_name("baogao.before-0002_held-1.db").write_bytes(b"")
    assert "baogao.before-0002_held-1.db" in erase(path, "1", "--yes").output


def test_again_it_only_cleans(path):
    erase(path, "1", "--yes")
    assert erase(path, "1").exit_code == 0


def test_a_number_that_was_never_given_is_refused(path):
    done = erase(path, "9", "--yes")
    assert (done.exit_code, done.output) == (1, "没有人员 9。\n")


def test_no_database_is_made_where_there_is_none(tmp_path):
    done = erase(tmp_path / "none.db", "1", "--yes")
    assert done.exit_code == 1
    assert "none.db" in done.output
    assert not (tmp_path / "none.db").exists()
