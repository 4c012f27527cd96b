"""A folder of reports, checked at once."""

import json

import openpyxl
import pytest

from bot.commands.folder import check_folder
from bot.forms.answers import Answers
from bot.reading.answers_file import write_answers
from tests.documents.conftest import filled
from tests.documents.reader.paper import as_docx, report

UNITS = ("红旗街道办事处", "东风街道办事处")


@pytest.fixture
def folder(tmp_path, form21):
    """One report each as JSON and as DOCX, and one file that is broken."""
    place = tmp_path / "reports"
    (place / "下级").mkdir(parents=True)
    one, two = (filled(form21, unit__name=name) for name in UNITS)
    (place / "一.json").write_text(json.dumps(write_answers(one)), "utf-8")
    (place / "下级" / "二.docx").write_bytes(as_docx(report(two)))
    (place / "坏.docx").write_bytes(b"PK\3\4")
    (place / "~$二.docx").write_bytes(b"lock")
    (place / "说明.txt").write_text("不是报告", "utf-8")
    return place


def rows(file):
    """The rows of both sheets below their headings, blank cells as empty texts."""
    book = openpyxl.load_workbook(file)
    return [
        [tuple("" if v is None else v for v in row) for row in sheet.iter_rows(2, values_only=True)]
        for sheet in book
    ]


def test_every_report_has_its_line_and_a_broken_one_stops_no_other(folder, tmp_path, capsys):
    assert check_folder(folder, None, tmp_path / "o.xlsx", force=False) == 1
    summary, findings = rows(tmp_path / "o.xlsx")
    assert [row[:4] for row in summary] == [
        ("一.json", "宝山区红旗街道办事处", 2023, "2021"),
        ("下级/二.docx", "宝山区东风街道办事处", 2023, "2021"),
        ("坏.docx", "", "", ""),
    ]
    assert all(row[4] > 0 for row in summary[:2])
    assert "坏了" in summary[2][7]
    assert ("下级/二.docx", "错误", "表三“四、结转下年度继续办理”自然人") in [
        r[:3] for r in findings
    ]
    shown = capsys.readouterr()
    assert "3/3 坏.docx：没有读出来" in shown.err
    assert "查了 3 份，2 份有错误，1 份没有读出来" in shown.out


def test_last_years_reports_are_found_by_unit_and_year(folder, tmp_path, form21):
    last = tmp_path / "last"
    last.mkdir()
    old = write_answers(filled(form21, unit__name=UNITS[0])) | {"year": 2022}
    (last / "x.json").write_text(json.dumps(old), "utf-8")
    check_folder(folder, last, tmp_path / "o.xlsx", force=False)
    summary, findings = rows(tmp_path / "o.xlsx")
    assert [row[6] for row in summary] == ["2022", "", ""]
    assert {row[0] for row in findings if row[8] == "carry_over"} == {"一.json"}


def test_a_workbook_that_exists_is_kept_unless_forced(folder, tmp_path):
    out = tmp_path / "o.xlsx"
    out.write_bytes(b"mine")
    assert check_folder(folder, None, out, force=False) == 2
    assert out.read_bytes() == b"mine"
    assert check_folder(folder, None, out, force=True) == 1
    assert out.read_bytes()[:2] == b"PK"


def test_no_text_becomes_a_formula(tmp_path, form21):
    place = tmp_path / "r"
    place.mkdir()
    bad = write_answers(filled(form21, unit__name='=HYPERLINK("x")'))
    bad["unit"]["postcode"] = "+1+1"
    (place / "=1+1.json").write_text(json.dumps(bad), "utf-8")
    check_folder(place, None, tmp_path / "o.xlsx", force=False)
    cells = [c for sheet in openpyxl.load_workbook(tmp_path / "o.xlsx") for r in sheet for c in r]
    assert "f" not in {cell.data_type for cell in cells}
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+")))


def test_reports_without_errors_are_0_and_nothing_but_a_broken_one_is_2(tmp_path, form21):
    cells = {c.id: "0" for c in form21.cells.values() if not c.computed}
    texts = {"overview": "公开信息。", "problems": "一是慢。将改进。", "others": "无其他事项。"}
    data = write_answers(Answers(form21, 2023, {"unit.name": UNITS[0]} | cells | texts))
    file = tmp_path / "一.json"
    file.write_text(json.dumps(data), "utf-8")
    assert check_folder(file, None, tmp_path / "a.xlsx", force=False) == 0
    file.write_text("{", "utf-8")
    assert check_folder(file, None, tmp_path / "b.xlsx", force=False) == 2


def test_a_folder_without_reports_is_refused(tmp_path, capsys):
    assert check_folder(tmp_path, None, tmp_path / "o.xlsx", force=False) == 2
    assert "没有报告" in capsys.readouterr().err


def test_units_of_one_superior_are_compared_and_others_not(tmp_path, form21):
    text = "认真贯彻落实条例，加强组织领导，明确责任分工。严格执行审核制度，确保信息准确及时。积极回应群众关切，提升服务水平，保障群众的知情权、参与权和监督权。"
    place = tmp_path / "r"
    place.mkdir()
    units = (("宝山区", UNITS[0]), ("宝山区", UNITS[1]), ("长安区", UNITS[0]))
    for number, (superior, name) in enumerate(units):
        data = write_answers(
            filled(form21, unit__superior=superior, unit__name=name, overview=text)
        )
        (place / f"{number}.json").write_text(json.dumps(data), "utf-8")
    check_folder(place, None, tmp_path / "o.xlsx", force=False)
    similar = [row for row in rows(tmp_path / "o.xlsx")[1] if row[8] == "similar"]
    assert [row[0] for row in similar] == ["0.json", "1.json"]
    assert "100% 和宝山区东风街道办事处的一样" in similar[0][3]
    assert "严格执行审核制度" in similar[0][3]
