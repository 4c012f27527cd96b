"""Settings that cannot work are refused at the start, in one line with the remedy."""

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.messages import SHANGHAI
from tests.commands.test_operations import baogao

TOKEN = ["--token", "123:abc"]


def serve(tmp_path: Path, *options: str) -> tuple[int, list[str]]:
    done = baogao("serve", "--db", tmp_path / "a.db", *options)
    return done.returncode, done.stderr.splitlines()


@pytest.mark.parametrize("address", ["http://x", "ftp", "https://", "https://[x"])
def test_a_webhook_is_https(tmp_path: Path, address: str) -> None:
    code, (line,) = serve(tmp_path, *TOKEN, "--webhook", address)
    assert code == 2
    assert line.startswith(f"BAOGAO_WEBHOOK 写的是 {address}。应以 https:// 开头")


@pytest.mark.parametrize("address", ["foo", "ftp://x", "127.0.0.1:8081"])
def test_another_bot_api_server_is_http_or_https(tmp_path: Path, address: str) -> None:
    code, (line,) = serve(tmp_path, *TOKEN, "--api", address)
    assert code == 2
    assert "应以 http:// 或 https:// 开头" in line


@pytest.mark.parametrize("token", ["", " "])
def test_an_empty_token_is_none(tmp_path: Path, token: str) -> None:
    code, (line,) = serve(tmp_path, "--token", token)
    assert code == 2
    assert "从 @BotFather 复制" in line


def test_no_token_is_told_with_where_it_belongs(tmp_path: Path) -> None:
    code, (line,) = serve(tmp_path)
    assert code == 2
    assert line == "没有令牌。请从 @BotFather 复制到 BAOGAO_TELEGRAM_TOKEN。"


def chat(tmp_path: Path, year: int) -> Result:
    options = ["--db", str(tmp_path / "a.db"), "--out", str(tmp_path), "--unit", "宝山区红旗街道"]
    return CliRunner().invoke(main, ["chat", *options, "--year", str(year)])


@pytest.mark.parametrize("ahead", [1, 4])
def test_no_report_is_begun_on_a_year_to_come(tmp_path: Path, ahead: int) -> None:
    this_year = datetime.now(SHANGHAI).year
    done = chat(tmp_path, this_year + ahead)
    assert done.exit_code == 2
    assert done.output == (
        f"{this_year + ahead} 年不行：报告填 2008 到 {this_year} 年的。请用 --year 换一个。\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_this_year_s_report_can_be_begun(tmp_path: Path) -> None:
    assert chat(tmp_path, datetime.now(SHANGHAI).year).exit_code == 0
