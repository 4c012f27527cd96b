"""Clean reports of both forms and all sizes, by a seeded generator: tables in which everything adds
up, also with last year's, and texts of hand-written sentences that are true of them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from bot import content
from bot.forms.answers import Answers
from bot.forms.form import Form

HERE = Path(__file__).parent
SIZES = ("none", "small", "middle", "large")
UNITS = (
    ("合州市蜀山区", "南岗街道办事处", "我街道", "街道"),
    ("合州市长丰县", "双墩镇人民政府", "我镇", "镇"),
    ("", "合州市蜀山区教育体育局", "我局", "局"),
    ("", "长丰县自然资源和规划局", "本机关", "局"),
    ("长丰县", "左店乡人民政府", "我乡", "乡"),
)
APPLICANTS = ("natural", "commercial", "research", "charity", "legal", "other")
GROUPS = ("refused", "unavailable", "declined", "other")
APPEALS = ("review", "direct", "after_review")
OUTCOMES = ("upheld", "corrected", "other", "pending")
TEXTS = ("preamble", "overview", "problems", "others")
MOST = {"none": 0, "small": 3, "middle": 25, "large": 700}


@dataclass(frozen=True)
class Case:
    """A report before its texts are written: its figures, last year's, and the chosen sentences."""

    form: Form
    year: int
    values: Mapping[str, str]
    previous: Mapping[str, str]
    slots: Mapping[str, Any]
    chosen: Mapping[str, str]
    answers_with: Mapping[str, Any] = field(default_factory=dict)
    phrasings: str = "development"  # the file of its sentences

    def text(self, key: str) -> str:
        """The text of a field, its slots filled; what was set by hand stands as it is."""
        if key in self.values:
            return self.values[key]
        if key != "overview":
            return self.chosen.get(key, "").format_map(self.slots)
        topics = ("opening", "published", "section_two", "requests", "appeals", "rest", "extra")
        lines = (self.chosen.get(topic, "").format_map(self.slots) for topic in topics)
        return "\n".join(line for line in lines if line)

    @property
    def answers(self) -> Answers:
        """The report."""
        written = {key: text for key in TEXTS if (text := self.text(key))}
        return Answers(self.form, self.year, {**self.values, **written}, **self.answers_with)

    def but(self, **changes: Any) -> "Case":
        """The case with other figures, sentences or slots; each is added to what there is."""
        merged = {name: {**getattr(self, name), **value} for name, value in changes.items()}
        return replace(self, **merged)


@cache
def sentences(name: str) -> Mapping[str, list[dict[str, str]]]:
    """The sentences of a file by topic."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def clean(rng: Random, phrasings: str = "development", size: str = "") -> Case:
    """A report in which nothing is wrong."""
    form = content.forms()[rng.choice(("2021", "2021", "2019"))]
    year = rng.choice((2019, 2020) if form.id == "2019" else (2021, 2022, 2023, 2024))
    superior, name, self_, kind = rng.choice(UNITS)
    size = size or rng.choice(SIZES)
    values = {"unit.superior": superior, "unit.name": name, "unit.self": self_}
    values = {key: value for key, value in values.items() if value}
    values |= _applications(form, rng, MOST[size])
    handled = any(value != "0" for key, value in values.items() if key.startswith("applications."))
    values |= _litigation(rng, MOST[size] if handled else 0)
    previous = _last_year(form, rng, values)
    values |= _disclosure(form, rng, MOST[size], previous)
    complete = Answers(form, year, values).values
    if rng.random() < 0.5:
        values |= {cell.id: complete[cell.id] for cell in form.totals}
    slots = _slots(form, year, complete, previous, rng)
    slots |= {"unit": name, "full": superior + name, "self": self_, "kind": kind}
    if paid := slots["paid"]:
        values |= {"disclosure.fee.amount": f"{slots['fee']}"} if form.id == "2021" else {}
        values |= {"handling_fee.received": str(paid)} if rng.random() < 0.5 else {}
    chosen = _chosen(rng, phrasings, slots)
    return Case(form, year, values, previous, slots, chosen, phrasings=phrasings)


# ---------------------------------------------------------------- figures


def _amount(rng: Random, most: int) -> int:
    return rng.choice((0, 0, rng.randint(0, most))) if most else 0


def _applications(form: Form, rng: Random, most: int) -> dict[str, str]:
    table = form.tables["applications"].blocks[0]
    results = [row.id for row in table.rows if not row.sum]
    results = [row for row in results if row not in ("received", "carried_in", "carried_out")]
    values: dict[str, int] = {}
    for column in APPLICANTS:
        top = most if column == "natural" else most // 6
        for row in results:
            values[f"{row}.{column}"] = _amount(rng, max(top // 5, min(top, 2)))
        carried_out = _amount(rng, top // 4 + (top > 0))
        handled = sum(values[f"{row}.{column}"] for row in results) + carried_out
        carried_in = min(handled, _amount(rng, top // 6 + (top > 0)))
        carried_in = carried_in and max(carried_in, carried_out // 9)  # no tenfold growth
        values[f"carried_out.{column}"] = carried_out
        values[f"carried_in.{column}"] = carried_in
        values[f"received.{column}"] = handled - carried_in
    return {f"applications.{key}": str(value) for key, value in values.items()}


def _litigation(rng: Random, most: int) -> dict[str, str]:
    keys = [f"litigation.{row}.{outcome}" for row in APPEALS for outcome in OUTCOMES]
    top = min(most, 20) // 3 + (most > 0)
    single = rng.random() < 0.4  # all of them upheld
    return {
        key: str(0 if single and not key.endswith("upheld") else _amount(rng, top)) for key in keys
    }


def _last_year(form: Form, rng: Random, values: Mapping[str, str]) -> dict[str, str]:
    """Last year's figures, from which this year's grew by less than half or twice."""
    previous = {
        cell.id: str(_near(rng, int(values[cell.id])))
        for cell in form.cells.values()
        if cell.id in values
    }
    for column in APPLICANTS:
        carried = values[f"applications.carried_in.{column}"]
        previous[f"applications.carried_out.{column}"] = carried
    del previous["applications.received.natural"]
    received = sum(int(values[f"applications.received.{c}"]) for c in APPLICANTS)
    previous["applications.received.total"] = str(_near(rng, received))
    return previous


def _near(rng: Random, value: int) -> int:
    return rng.randint(value // 2, value * 2) if value > 4 else rng.randint(0, 4)


def _disclosure(form: Form, rng: Random, most: int, previous: dict[str, str]) -> dict[str, str]:
    values = {cell.id: "0" for cell in form.tables["disclosure"].cells()}
    for row in ("licence", "penalty", "coercion"):
        values[f"disclosure.{row}.decisions"] = str(_amount(rng, most * 3))
        previous[f"disclosure.{row}.decisions"] = str(
            _near(rng, int(values[f"disclosure.{row}.decisions"]))
        )
    if form.id == "2019":
        for row in ("licence", "other_service", "penalty", "coercion"):
            items, change = rng.randint(0, 30), rng.randint(0, 5)
            previous[f"disclosure.{row}.last_year"] = str(items)
            previous[f"disclosure.{row}.change"] = rng.choice((f"+{change}", str(change)))
            values[f"disclosure.{row}.last_year"] = str(items + change)
            values[f"disclosure.{row}.change"] = rng.choice(("0", "+2", "-1", "0%", "增3", "持平"))
        return values
    was, made = rng.randint(0, 30), _amount(rng, 6)
    gone = min(was, _amount(rng, 4))
    previous["disclosure.normative.in_force"] = str(was)
    values["disclosure.normative.made"] = str(made)
    values["disclosure.normative.repealed"] = str(gone)
    values["disclosure.normative.in_force"] = str(was + made - gone)
    values["disclosure.fee.amount"] = rng.choice(("0", "12.5", "251.08")) if most else "0"
    return values


# ---------------------------------------------------------------- words


def _slots(
    form: Form, year: int, values: Mapping[str, str], previous: Mapping[str, str], rng: Random
) -> dict[str, Any]:
    slots: dict[str, Any] = {"y": year, "ny": year + 1, "py": year - 1, "form": form.id}
    for row in ("received", "carried_in", "carried_out", "granted", "partial"):
        slots[row] = int(values[f"applications.{row}.total"])
    slots["done"] = int(values["applications.results_total.total"])
    for group in GROUPS:
        slots[group] = sum(
            int(value)
            for key, value in values.items()
            if key.startswith(f"applications.{group}") and key.endswith(".total")
        )
    for column in APPLICANTS:
        name = "org_other" if column == "other" else column
        slots[name] = int(values[f"applications.received.{column}"])
    slots["orgs"] = slots["received"] - slots["natural"]
    slots["web"] = slots["received"] * 2 // 3
    slots["post"] = slots["received"] - slots["web"]
    slots["all"] = slots["received"] + slots["carried_in"]
    for row in APPEALS:
        slots[row] = int(values[f"litigation.{row}.total"])
        for outcome in OUTCOMES:
            slots[f"{row}_{outcome}"] = int(values[f"litigation.{row}.{outcome}"])
    slots["lawsuits"] = slots["direct"] + slots["after_review"]
    slots["disputes"] = slots["review"] + slots["lawsuits"]
    for row in ("licence", "penalty", "coercion"):
        slots[row] = int(values[f"disclosure.{row}.decisions"])
    for action in ("made", "repealed", "in_force"):
        slots[f"normative_{action}"] = values.get(f"disclosure.normative.{action}", "0")
    return slots | _shares(slots, previous) | _fees(slots, values, rng) | _lists(rng)


def _shares(slots: Mapping[str, Any], previous: Mapping[str, str]) -> dict[str, Any]:
    shares: dict[str, Any] = {}
    for part, whole in (("natural", "received"), ("orgs", "received"), ("granted", "done")):
        if slots[whole]:
            shares[f"p_{part}"] = _percent(slots[part], slots[whole])
    was = int(previous["applications.received.total"])
    grown = slots["received"] - was
    if was and grown and slots["received"]:
        word = "增长" if grown > 0 else "下降"
        shares |= {"was": was, "word": word, "moved": f"同比{word}"}
        shares["p_moved"] = _percent(abs(grown), was)
    return shares


def _fees(slots: Mapping[str, Any], values: Mapping[str, str], rng: Random) -> dict[str, Any]:
    fee = values.get("disclosure.fee.amount", "0")
    if not int(values.get("applications.other_no_payment.total", "0")) and rng.random() < 0.7:
        return {"paid": 0, "fee": fee}
    paid = rng.choice((60, 380, 1860, 3940))
    fee = fee if float(fee) else f"{paid / 10000:.2f}"
    return {"paid": paid, "asked": paid + rng.choice((0, 100)), "notices": 2, "fee": fee}


def _lists(rng: Random) -> dict[str, Any]:
    a, b, c = (rng.randint(20, 400) for _ in range(3))
    x = a + b + c
    d = rng.randint(5, x // 3)
    slots = {"x": x, "a": a, "b": b, "c": c, "d": d, "base": x - d, "pd": _percent(d, x - d)}
    slots |= {f"p{name}": _percent(slots[name], x) for name in "abc"}
    return slots | {"big": rng.randint(1000, 9000)}


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}".rstrip("0").rstrip(".")


def fits(piece: Mapping[str, str], slots: Mapping[str, Any]) -> bool:
    """True when a sentence is true of these figures."""
    for condition in piece.get("when", "").split():
        name, equals, value = condition.partition("=")
        if equals and str(slots.get(name, 0)) != value:
            return False
        if not equals and not float(slots.get(name) or 0):
            return False
    return True


def _chosen(rng: Random, phrasings: str, slots: Mapping[str, Any]) -> dict[str, str]:
    appeals = slots["review"] or slots["lawsuits"]
    topics = {
        "preamble": "preamble",
        "opening": "opening",
        "published": "published",
        "section_two": "section_two",
        "requests": "requests" if slots["received"] else "requests_none",
        "appeals": "appeals" if appeals else "appeals_none",
        "rest": "rest",
        "problems": "problems",
        "others": "others_fee" if slots["paid"] else "others_none",
    }
    if not slots["received"] and (slots["carried_in"] or slots["carried_out"]):
        del topics["requests"]
    return {topic: pick(rng, phrasings, name, slots) for topic, name in topics.items()}


def pick(rng: Random, phrasings: str, topic: str, slots: Mapping[str, Any]) -> str:
    """A sentence on a topic that is true of the figures; empty if there is none."""
    fitting = [piece["text"] for piece in sentences(phrasings)[topic] if fits(piece, slots)]
    return rng.choice(fitting) if fitting else ""
