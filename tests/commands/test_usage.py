"""What every command says of itself, and of a call that is wrong: one line, exit 2, no traceback."""

import click
import pytest
from click.testing import CliRunner

from bot.cli import main


def commands(group=main, path=()):
    """Every command with the words that call it, groups among them."""
    yield path, group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


EVERY = dict(commands())


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_option_is_explained_by_one_sentence(path):
    for parameter in EVERY[path].params:
        if isinstance(parameter, click.Option):
            told = parameter.help or ""
            assert told[:1].isupper(), parameter.name
            assert ". " not in told, parameter.name


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_command_explains_itself(path):
    done = CliRunner().invoke(main, [*path, "--help"])
    assert done.exit_code == 0
    assert EVERY[path].help


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
@pytest.mark.parametrize("wrong", [["--nope"], ["a", "b", "c", "d"]])
def test_a_wrong_call_is_told_in_one_line(path, wrong):
    done = CliRunner().invoke(main, [*path, *wrong])
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert "--help`." in done.stderr


@pytest.mark.parametrize(
    "call",
    [
        ["check", "nope"],
        ["read", "nope"],
        ["fill", "nope", "-o", "x"],
        ["form", "2020"],
        ["count", "x", "--year", "5"],
        ["chat", "--year", "99999"],
        ["chat", "--out", "file"],
        ["chat", "--db", "file"],
        ["people", "--db", "file"],
        ["people", "revoke", "7"],
        ["people", "withdraw", "7"],
        ["people", "erase", "7", "--db", "file"],
        ["people", "erase", "7", "--db", "nope"],
        ["invite", "--unit", "x"],
        ["build-masters", "--folder", "file"],
        ["build-masters", "--folder", "file/x"],
        ["serve", "--token", "x", "--db", "file"],
        ["serve", "--token", "x", "--listen", "y"],
        ["serve", "--token", "x", "--deadline", "y"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_used_is_told_in_one_line(call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("neither a report nor a database, but long enough " * 30)
    done = CliRunner().invoke(main, call)
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_without_a_command_it_is_the_help_itself():
    assert "Commands:" in CliRunner().invoke(main, []).output
