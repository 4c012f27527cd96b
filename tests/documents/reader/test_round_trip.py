from datetime import UTC, datetime

import pytest

from bot.app import build_document
from bot.documents.reader import read_report
from tests.documents.libreoffice import OFFICE, convert
from tests.documents.reader.conftest import FORMS, random_answers, read
from tests.documents.reader.paper import report

NOW = datetime(2024, 1, 8, tzinfo=UTC)
LOST = "检查信息公开工作，确保"  # LibreOffice prints no comma that hangs beyond the margin
CONTACT = {  # as the seed's preamble gives it
    "unit.address": "宝山区文礼路交叉开口东100米",
    "unit.postcode": "155131",
    "unit.phone": "0469-2609855",
    "unit.email": "bsqhqjdbsc@163.com",
}
FILTERS = {"docx": "docx:Office Open XML Text", "pdf": "pdf", "html": "html:HTML (StarWriter)"}


def test_the_seed_reads_back_word_for_word(seed):
    reading = read_report("红旗.docx", build_document(seed, 1, NOW, draft=False), FORMS)
    assert reading.answers.form is seed.form
    assert reading.answers.year == 2023
    assert reading.answers.entered == {**seed.entered, **CONTACT}
    assert reading.unread == ()


def test_the_seed_reads_back_from_other_peoples_files(seed, kind):
    reading = read(report(seed), kind)
    assert reading.answers.entered == {**seed.entered, **CONTACT}
    assert reading.unread == ()


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_the_seed_reads_back_from_libreoffice(seed, kind, tmp_path):
    written = {"x.docx": build_document(seed, 1, NOW, draft=False)}
    converted = convert(written, FILTERS[kind], tmp_path)[f"x.{kind}"]
    reading = read_report(f"x.{kind}", converted, FORMS)
    expected = {**seed.entered, **CONTACT}
    if kind == "pdf":
        expected["overview"] = expected["overview"].replace(LOST, LOST.replace("，", ""))
    assert reading.answers.entered == expected
    assert reading.unread == ()


@pytest.mark.parametrize("number", range(25))
def test_what_we_write_we_read_the_same(form, number):
    given = random_answers(form, number)
    reading = read_report("x.docx", build_document(given, 1, NOW, draft=False), FORMS)
    shown = {key: given.values[key] for key in given.values if key != "unit.self"}
    _same(reading, given, shown)


@pytest.mark.parametrize("number", range(4))
def test_what_others_write_we_read_the_same(form, kind, number):
    given = random_answers(form, number)
    _same(read(report(given), kind), given, given.entered)


def _same(reading, given, shown):
    without_site = {k: v for k, v in reading.answers.entered.items() if k != "unit.website"}
    assert without_site == shown
    assert reading.answers.form is given.form
    assert reading.answers.year == given.year
