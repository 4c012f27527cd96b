"""The short form of `make accuracy`."""

import tomllib
from pathlib import Path

import pytest

from bot import content
from bot.checks import check
from bot.forms.answers import Answers
from tests.accuracy.__main__ import GOAL, must_find_all
from tests.accuracy.measure import PHRASINGS, recall, rules, silence
from tests.checks.test_rules import RULES


def test_errors_of_every_kind_are_planted():
    assert sorted(rules()) == RULES


@pytest.mark.parametrize("rule", rules())
def test_planted_errors_are_found(rule):
    result = recall(rule, 20)
    assert 100 * result.found >= (100 if must_find_all(rule) else GOAL) * result.planted


@pytest.mark.parametrize("phrasings", PHRASINGS)
def test_nothing_is_said_of_a_clean_report(phrasings):
    assert silence(150, phrasings).findings == {}


@pytest.mark.parametrize("rule", ["text_count", "text_zero"])
def test_more_is_found_than_by_seven_patterns(rule):
    result = recall(rule, 20)
    assert result.found > (result.peer or 0)


def test_the_seven_patterns_cry_wolf():
    assert silence(150, "heldout").peer > 0


def test_the_seed_has_no_error():
    form = content.forms()["2019"]
    source = (Path(__file__).parents[1] / "documents/seed.toml").read_text(encoding="utf-8")
    seed = tomllib.loads(source)
    values = {key: text.strip() for key, text in seed["texts"].items()}
    values |= {f"unit.{key}": value for key, value in seed["unit"].items()}
    values |= {c.id: "0" for c in form.cells.values() if not c.computed}
    values |= {f"disclosure.{row}.change": "0%" for row in ("licence", "penalty")}
    found = check(Answers(form, seed["year"], values))
    assert {finding.level for finding in found} == {"warning"}
    assert {finding.rule for finding in found} == {"announced_sections", "superseded_form"}
