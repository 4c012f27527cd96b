"""`baogao people erase`, as an administrator types it."""

from contextlib import closing

import pytest
from click.testing import CliRunner

from bot import app
from bot.cli import main
from bot.messages import Person
from storage.database import open_database
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
    done = erase(path, "2", typed="y\n")
    assert "欧阳（telegram），在 1 份报告里" in done.output
    assert done.output.endswith("没有抹掉，什么都没有改。\n")
    assert done.exit_code == 1
    assert "欧阳".encode() in path.read_bytes()


def test_no_answer_is_no_yes(path):
    done = erase(path, "2")
    assert done.stderr == "停下了。\n"
    assert done.exit_code == 1
    assert "欧阳".encode() in path.read_bytes()


def test_the_word_erases(path):
    done = erase(path, "2", typed="抹掉\n")
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


# -- who was never invited: whoever sat at a console -------------------------------------------------


@pytest.fixture
def console(path, msg):
    """The number, as it is listed, of somebody who wrote on a console."""
    interviewer, journal = app.service(path)
    sat = Person("console", "ouyangchun", "ouyangchun")
    interviewer.handle(msg("宝山区红旗街道办事处", person=sat))
    interviewer.handle(msg("邮编：155131", person=sat))
    journal.close()
    (line,) = [row for row in people(path).splitlines() if "ouyangchun" in row]
    return line.split("　")[0]


def people(path, *options):
    return CliRunner().invoke(main, ["people", "--db", str(path), *options]).output


def test_who_was_never_invited_is_listed_too(path, console):
    assert f"{console}　ouyangchun　console　没有邀请" in people(path)


@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_who_was_never_invited_is_erased_by_the_number_in_the_list(path, console, case):
    done = erase(path, case(console), "--yes")
    assert f"作者显示为“人员 {console}”" in done.output
    assert b"ouyangchun" not in path.read_bytes()
    assert "ouyangchun" not in people(path)
    assert console not in people(path)
    assert f"{console}　人员 {console}　erased" in people(path, "--all")


def test_what_they_answered_stays(path, console):
    erase(path, console, "--yes")
    with closing(open_database(path)) as db:
        facts = {(f["key"], f["value"]) for f in db["facts"].rows}
    assert ("unit.postcode", "155131") in facts


@pytest.mark.parametrize("number", ["P99", "P", "-1", "0", "1x", "王芳"])
def test_what_is_no_number_of_the_list_erases_nobody(path, number):
    done = CliRunner().invoke(main, ["people", "erase", "--yes", "--db", str(path), "--", number])
    assert done.exit_code == USAGE
    assert f"没有 {number.upper()} 号" in done.output
