"""A stranger's report sent to the bot: as last year's a start without a stale figure, as this year's
a report to be checked.
"""

import json
import re
from dataclasses import replace

import pytest

from bot.documents.apart import read_apart
from tests.documents.foreign.catalogue import page, word, wrapped
from tests.documents.foreign.truth import truth
from tests.office import Office

TOLD = "全年公开信息314条，其中微信公众号（80条）、网站（234条），每月12-15件，4月9日召开培训会。"


@pytest.fixture
def opened(service, msg):
    office = Office(service, msg)
    office.send("合州市长丰县双墩镇人民政府")
    return office


def given(**more):
    """A report on 2022 of the office that is asked about 2023."""
    report = truth("2021", 2)
    assert (report.year, report.title) == (2022, "合州市长丰县双墩镇人民政府")
    return replace(report, entered={**report.entered, **more})


def read(content, name="report"):
    return read_apart(name, content, "2021", 2023)


@pytest.mark.parametrize(
    "build", [page.a_year_first, page.archived_by_word, wrapped.flat_package, word.saved_by_wps]
)
def test_no_figure_of_last_year_s_text_survives_unseen(opened, build):
    content = build(given(overview=TOLD))
    assert "2022 年的报告看过了" in opened.send(read=read(content))
    asked = opened.send("沿用去年的文字")
    assert re.findall(r"^\d+\. .*【(.*?)】", asked, re.MULTILINE) == [
        "314",
        "80",
        "234",
        "12-15",
        "4月9日",
    ]
    assert opened.send("9001 9002 9003 9004 5月6日")
    told = [value for kind, key, value in opened.facts() if (kind, key) == ("wrote", "overview")]
    assert told[-1] == (
        "全年公开信息9001条，其中微信公众号（9002条）、网站（9003条），每月9004件，5月6日召开培训会。"
    )


def test_a_report_of_this_year_is_checked_and_its_cells_are_named(opened):
    report = given()
    more = str(int(report.entered["applications.granted.natural"]) + 1)
    wrong = replace(given(**{"applications.granted.natural": more}), year=2023)
    found = opened.send("体检", read=read(word.saved_by_wps(wrong)))
    assert "表三“（一）予以公开”总计" in found
    assert "2023年年度报告》体检好了" in found


def test_a_hostile_file_gets_one_sentence(opened):
    before = opened.facts()
    found = opened.send(read=read(b"PK\3\4" + b"\1" * 99, "x.docx"))
    assert found.startswith("文件坏了，打不开。")
    assert opened.facts() == before
    assert json.loads(read(b"PK\3\4"))["kind"] == "refused"
