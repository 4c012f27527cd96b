"""People who write to one interviewer, and what they send."""

import io
import json
import zipfile

from bot.documents.apart import read_apart
from bot.messages import Person

WANG, LI = Person("test", "1", "王"), Person("test", "2", "李")
UNIT = "宝山区红旗街道办事处"
ANSWERS = (  # to everything that a form asks, in as few words as it takes
    "电话：0469-2609855",
    "引言。",
    "总体。",
    "全部为0",
    "全部为0",
    "不写",
    "全部为0",
    "不写",
    "问题。",
    "无其他事项。",
)


class Office:
    """People who write to one interviewer."""

    def __init__(self, service, msg):
        self.interviewer, self.journal = service
        self.msg = msg

    def send(self, text="", **how):
        """The texts of the replies, as one."""
        return "\n".join(reply.text for reply in self.replies(text, **how))

    def replies(self, text="", **how):
        return self.interviewer.handle(self.msg(text, **how))

    def buttons(self, *message, **how):
        return {
            b.label: b.press
            for r in self.replies(*message, **how)
            for row in r.buttons
            for b in row
        }

    def facts(self, report=1):
        return [(e.fact.kind, e.fact.key, e.fact.value) for e in self.journal.entries(report)]

    def fill(self, **how):
        """Answers everything that a form asks, with as few words as it takes."""
        for text in ANSWERS:
            self.send(text, **how)


def text_of(file):
    with zipfile.ZipFile(io.BytesIO(file.content)) as parts:
        return parts.read("word/document.xml").decode()


def last_year(form):
    values = {
        "unit.superior": "宝山区",
        "unit.name": "红旗街道办事处",
        "unit.phone": "0469-2609855",
    }
    values |= {cell.id: "0" for cell in form.cells.values() if not cell.computed}
    values |= {"applications.carried_out.natural": "2", "preamble": "2022年的引言。"}
    return json.dumps(
        {
            "kind": "report",
            "form": form.id,
            "year": 2022,
            "values": values,
            "sections": [],
            "unread": [],
        }
    )


def this_year(form, **values):
    data = json.loads(last_year(form)) | {"year": 2023}
    data["values"] |= {key.replace("__", "."): value for key, value in values.items()}
    return json.dumps(data)


def exported(office):
    """The answers file, as another installation reads it."""
    file = office.replies("导出")[0].file
    assert file.name == "宝山区红旗街道办事处2023年报告答案.json"
    return read_apart(file.name, file.content, "", 0)


def press_of(replies, label):
    return next(b.press for r in replies for row in r.buttons for b in row if label in b.label)
