"""`baogao check` tells what is explained, and every correction that would do."""

import json

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.reading.answers_file import write_answers
from tests.checks.test_rules import report

REASON = "含往年结转的一次制作。"


@pytest.fixture
def check(tmp_path):
    def run(given, *options, **more):
        file = tmp_path / "answers.json"
        answers = report({"given": given})
        file.write_text(json.dumps({**write_answers(answers), **more}), encoding="utf-8")
        return CliRunner().invoke(main, ["check", str(file), *options])

    return run


def test_an_explained_warning_is_told_with_its_reason(check):
    given = {"overview": "2023年，新收政府信息公开申请7件。", "applications.received.natural": "6"}
    told = check(given, explanations={"text_count": REASON}).output
    assert f"（已说明：{REASON}）" in told
    (finding,) = [
        f
        for f in json.loads(check(given, "--json", explanations={"text_count": REASON}).output)[
            "findings"
        ]
        if f["rule"] == "text_count"
    ]
    assert finding["explanation"] == REASON


def test_an_error_is_not_explained_away(check):
    given = {"applications.received.natural": "6"}
    result = check(given, explanations={"balance": REASON})
    assert result.exit_code == 1
    assert REASON not in result.output


def test_every_correction_that_would_do_is_told(check):
    given = {"applications.received.natural": "6", "applications.granted.natural": "5"}
    found = json.loads(check(given, "--json").output)["findings"]
    balance = next(f for f in found if f["where"][0].endswith("natural"))
    assert balance["corrections"] == [
        {"applications.carried_out.natural": "1"},
        {"applications.received.natural": "5"},
        {"applications.granted.natural": "6"},
    ]


def test_one_mistake_is_one_finding_that_says_what_else_it_breaks(check):
    given = {"litigation.review.upheld": "1", "litigation.review.total": "3"}
    given |= {"applications.granted.natural": "5", "applications.results_total.natural": "4"}
    given |= {"applications.received.natural": "4", "applications.results_total.total": "4"}
    told = json.loads(check(given, "--json").output)
    assert told["errors"] == len(told["findings"]) == 2
    result, review = told["findings"]
    assert result["where"][0] == "applications.results_total.natural"
    assert review["also"] == []


def test_the_sources_of_what_disagrees_are_told(check):
    sources = {"applications.received": "台账第 3 页", "overview": "办公室"}
    found = json.loads(
        check({"applications.received.natural": "6"}, "--json", sources=sources).output
    )
    told = found["findings"][0]["sources"]
    assert told == {"applications.received": "台账第 3 页"}


@pytest.mark.parametrize("command", [["check"], ["fill", "-o", "report.docx", "--draft"]])
def test_a_number_of_absurd_size_is_refused_in_one_line(tmp_path, command):
    file = tmp_path / "answers.json"
    file.write_text('{"year": 2023, "unit": {"phone": 1e999999999}}', encoding="utf-8")
    result = CliRunner().invoke(main, [*command, str(file)])
    assert result.exit_code == 2
    assert (
        result.output
        == "answers.json：1e999999999 太大或太小，报告里没有这样的数。请改成实际的数。\n"
    )
