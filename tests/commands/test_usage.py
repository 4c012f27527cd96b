"""What every command says of itself, and of a call that is wrong: one line, exit 2, no traceback;
all of it in Chinese.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

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


OPTION = re.compile(r"(?<!\S)--?[a-z][a-z-]*(?![\w-])")


def options(command):
    """What may be written for the options of a command."""
    found = [p for p in command.params if isinstance(p, click.Option)]
    return {"--help", *(name for p in found for name in (*p.opts, *p.secondary_opts))}


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_command_explains_itself_in_chinese(path):
    done = CliRunner().invoke(main, [*path, "--help"])
    assert done.exit_code == 0
    assert done.output.startswith(" ".join(["用法：baogao", *path]))
    assert "Usage" not in done.output


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_the_help_names_all_options_that_there_are_and_no_others(path):
    shown = CliRunner().invoke(main, [*path, "--help"]).output
    listed = "\n".join(line for line in shown.splitlines() if line.startswith("  -"))
    assert set(OPTION.findall(listed)) == options(EVERY[path])


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_the_help_of_a_group_names_its_commands(path):
    shown = CliRunner().invoke(main, [*path, "--help"]).output
    named = set(re.findall(r"^  ([a-z][a-z-]*) ", shown, re.MULTILINE))
    assert named == set(getattr(EVERY[path], "commands", {}))


def test_a_broken_wording_leaves_help_and_errors(tmp_path):
    root = Path(__file__).parents[2]
    for folder in ("bot", "storage"):
        (tmp_path / folder).symlink_to(root / folder)
    shutil.copytree(root / "templates", tmp_path / "templates")
    (tmp_path / "templates" / "wording" / "zh.toml").write_text("broken = ")
    for call, shown in ((["doctor", "--help"], "--token"), (["doctor", "--nope"], "--nope")):
        done = subprocess.run(
            [sys.executable, "-m", "bot", *call],
            cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert shown in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
@pytest.mark.parametrize("wrong", [["--nope"], ["a", "b", "c", "d"]])
def test_a_wrong_call_is_told_in_one_line(path, wrong):
    done = CliRunner().invoke(main, [*path, *wrong])
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.endswith(f"用法见 {' '.join(['baogao', *path])} --help\n")
    assert not re.search("[A-Za-z]{3,} [A-Za-z]{2,}", done.stderr.partition("用法见")[0])


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (["peple"], "没有 peple 这个命令，是不是 people。"),
        (["invite", "--unti", "x"], "没有 --unti 这个选项，是不是 --unit。"),
        (["invite"], "少写了 --unit。"),
        (["backup"], "少写了 文件。"),
        (["invite", "--unit"], "--unit 的写法不对：要写值的没有写，或不写值的写了。"),
        (["form", "2020"], "[2019|2021] 的值不对，只能是 2019、2021。"),
        (["count", "x", "--year", "5"], "--year 的值不对，应为 2008 到 2999 的整数。"),
        (["people", "revoke", "x"], "号码 的值不对，应为整数。"),
        (["backup", "a", "b"], "命令写得不对，多了或少了什么。"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_wrong_is_named_with_what_would_be_right(call, told):
    assert CliRunner().invoke(main, call).stderr.startswith(told)


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
    assert CliRunner().invoke(main, []).output.startswith("用法：baogao 命令")
