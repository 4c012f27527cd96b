"""What most tests start from: the two forms, the wording, a message, an interview, a service."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from bot import app, content
from bot.forms.form import Form
from bot.interview.outcome import Outcome
from bot.interview.questions import present
from bot.interview.replay import replay
from bot.interview.state import State
from bot.interview.step import step
from bot.interview.view import view
from bot.messages import SHANGHAI, Choice, Entry, Fact, Message, Person, Say
from bot.wording import Context, Wording
from tests.office import UNIT, Office

settings.register_profile("untimed", deadline=None)  # a busy machine breaks nothing
settings.load_profile("untimed")

NOON = datetime(2024, 1, 8, 12, 0, tzinfo=SHANGHAI)
WANG = Person("test", "1", "王")


class Messages:
    """Makes messages, each with an id of its own."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, text="", *, person=WANG, **how) -> Message:
        self._count += 1
        how = {"id": f"test:{self._count}", "at": NOON} | how
        return Message(**how, person=person, text=text)


class Talk:
    """An interview without storage: every outcome is folded into the state at once."""

    def __init__(self, form: Form, msg: Messages, year: int = 2023) -> None:
        self.form, self.msg = form, msg
        self.entries: list[Entry] = []
        self.state = State()
        self.previous: dict[str, str] = {}
        self.outcome = Outcome()
        opened = Fact("opened", "1", str(year))
        unit = {"unit.superior": "宝山区", "unit.name": "红旗街道办事处"}
        self.keep(msg("开始"), (opened, *(Fact("imported", k, v) for k, v in unit.items())))

    def keep(self, message: Message, facts: tuple[Fact, ...]) -> None:
        new = [
            Entry(self.state.seq + n, message.id, fact, message.person, message.at)
            for n, fact in enumerate(facts, 1)
        ]
        self.entries += new
        self.state = replay(self.state, new)

    def send(self, text="", *, label=False, **how) -> Outcome:
        message = self.msg(text, **how)
        self.outcome = step(self.form, self.state, message, self.previous, label=label)
        self.keep(message, self.outcome.facts)
        return self.outcome

    def press(self, value: str) -> Outcome:
        """Presses a button of this report: `@menu`, `overview=std`."""
        return self.send(press=f"1:{value}")

    def ask(self, key: str) -> "Talk":
        """Goes to the question for a key; to a row also where its table is told as a story."""
        self.press(f"@goto {key}")
        if "?" in self.at and "?" not in key:
            self.press(f"{self.at}=rows")
            self.press(f"@goto {key}")
        assert self.at == key
        return self

    def tap(self, wording: str) -> Outcome:
        """Presses a button that the present question shows."""
        return self.send(press=next(c.press for c in self.choices if c.wording == wording))

    @property
    def at(self) -> str:
        return present(self.form, self.state)

    @property
    def said(self) -> list[str]:
        """The wordings of what was said last."""
        return [say.wording for say in self.outcome.says]

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """What the last message recorded."""
        return [(fact.kind, fact.key, fact.value) for fact in self.outcome.facts]

    @property
    def view(self) -> Say:
        return view(self.form, self.state, self.previous)

    @property
    def choices(self) -> list[Choice]:
        return [choice for row in self.view.choices for choice in row]

    @property
    def values(self) -> dict[str, str]:
        return dict(self.state.answers(self.form).values)

    @property
    def entered(self) -> dict[str, str]:
        """What was given, without the name under which the report was opened."""
        names = ("unit.superior", "unit.name")
        slots = {key: slot.value for key, slot in self.state.slots.items() if ":" not in key}
        return {key: value for key, value in slots.items() if key not in names}

    def row(self, key: str) -> str:
        """The entered figures of a row, a stroke for a blank."""
        asked = [c.id for c in self.form.cells.values() if not c.computed]
        keys = [k for k in asked if k.startswith(key + ".")]
        return " ".join(self.entered.get(k, "-") for k in keys)

    def fill(self) -> "Talk":
        """Answers everything: the figures with 0, the texts with their own names."""
        self.ask("contact").send("地址：文礼路100米")
        self.ask("preamble").send("引言一段。")
        self.ask("overview").send("总体一段。")
        for table in ("disclosure", "applications", "litigation"):
            first = next(iter(self.form.tables[table].cells())).row.id
            self.ask(f"{table}.{first}").tap("all_zero")
        self.ask("applications.lead").press("applications.lead=skip")
        self.ask("litigation.lead").press("litigation.lead=skip")
        self.ask("problems").send("问题一段，正在改进。")
        self.ask("others").send("无其他需要报告的事项。")
        assert self.at == ""
        return self


@pytest.fixture(scope="session")
def form21() -> Form:
    return content.forms()["2021"]


@pytest.fixture(scope="session")
def form19() -> Form:
    return content.forms()["2019"]


@pytest.fixture(scope="session", params=["2019", "2021"])
def form(request: pytest.FixtureRequest) -> Form:
    """Each national form in turn."""
    return content.forms()[request.param]


@pytest.fixture(scope="session")
def words() -> Wording:
    return content.wording()


@pytest.fixture
def msg() -> Messages:
    return Messages()


@pytest.fixture
def talk(form21: Form, msg: Messages) -> Talk:
    """An interview on the form of 2021, at its first question."""
    return Talk(form21, msg)


@pytest.fixture
def talk19(form19: Form, msg: Messages) -> Talk:
    return Talk(form19, msg)


@pytest.fixture
def new_talk(msg: Messages) -> Callable[..., Talk]:
    """Begins another interview."""
    return lambda form, **how: Talk(form, msg, **how)


@pytest.fixture
def context(talk: Talk) -> Context:
    return Context(talk.form, talk.state.answers(talk.form))


class Services:
    """Services on one SQLite file, as a restarted or a second process would open it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open: list[app.Service] = []

    def new(self) -> app.Service:
        self._open.append(app.service(self.path, open_to=("console", "test")))
        return self._open[-1]

    def close(self) -> None:
        for service in self._open:
            service.journal._db.close()
        self._open.clear()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = Services(tmp_path / "baogao.db")
    yield made
    made.close()


@pytest.fixture
def service(services: Services) -> app.Service:
    return services.new()


@pytest.fixture
def office(service: app.Service, msg: Messages) -> Office:
    return Office(service, msg)


@pytest.fixture
def opened(office: Office) -> Office:
    """An office whose report has just been begun."""
    office.send(UNIT)
    return office
