"""What the tests of the readers start from: random answers of any report, and files of them."""

import random
from collections.abc import Callable, Mapping

import pytest

from bot import content
from bot.documents.reader import Reading, read_report
from bot.forms.answers import Answers
from bot.forms.form import Form
from tests.documents.reader.paper import Part, as_docx, as_html, as_pdf

WRITERS: Mapping[str, Callable[[list[Part]], bytes]] = {
    "docx": as_docx,
    "html": as_html,
    "pdf": as_pdf,
}
FORMS = content.forms()

_SENTENCES = (
    "全年主动公开政府信息314条，其中微信公众号发布80条。",
    "我局高度重视，落实“三审三校”制度，网址为www.example.gov.cn。",
    "一是公开渠道不够多；二是解读形式单一。",
    "下一步，将加强培训 and review，完善机制(含附件)。",
    "（一）主动公开。全年公开文件12件，占比95.3%。",
    "1.健全制度，3.5万人次浏览。",
    "A & B < C，“引号”与《书名》。",
)
_CHANGES = ("", "0", "0%", "+1036", "-2", "减4", "增3", "持平", "12")
_AMOUNTS = ("", "0", "8040", "52.15", "251000元", "25.1万元", "0.05")
_UNITS = ("红旗街道办事处", "司法局", "卫生健康委员会")


def random_answers(form: Form, number: int) -> Answers:
    """Any report on a form, always the same for a number: some cells blank, some texts absent."""
    chance = random.Random(f"{form.id} {number}")
    kinds = {
        "count": lambda: chance.choice(
            ["", "0", str(chance.randrange(10 ** chance.randint(1, 5)))]
        ),
        "change": lambda: chance.choice(_CHANGES),
        "amount": lambda: chance.choice(_AMOUNTS),
    }
    entered = {"unit.superior": "宝山区", "unit.name": chance.choice(_UNITS)}
    entered |= {key: kinds[cell.kind]() for key, cell in form.cells.items()}
    for key, field in form.fields.items():
        if field.kind == "text":
            entered[key] = "\n".join(chance.choices(_SENTENCES, k=chance.randint(0, 4)))
    year = chance.randint(form.first_year, 2030)
    return Answers(form, year, {key: value for key, value in entered.items() if value})


@pytest.fixture(params=list(WRITERS))
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of file in turn."""
    return request.param


def read(parts: list[Part], kind: str = "docx") -> Reading:
    """What the reader makes of some parts, written as one kind of file."""
    return read_report(f"report.{kind}", WRITERS[kind](parts), FORMS)


def figures(found: Reading | Answers) -> dict[str, str]:
    """The figures alone."""
    answers = found.answers if isinstance(found, Reading) else found
    return {key: value for key, value in answers.entered.items() if key in answers.form.cells}


def whys(reading: Reading) -> set[tuple[str, str]]:
    """Where something could not be read, and why."""
    return {(unread.where, unread.why) for unread in reading.unread}
