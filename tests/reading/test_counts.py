"""Sentences against what they state: tests/cases/counts/*.toml.

No value may be wrong in any file. Counts that are stated and not read are allowed up to 5 % in a
file: to leave one out is what the reader does when it is not sure. The blind sets hold sentences
made up to be hard as well, of which more are left out; `tempting` holds nothing else.
"""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.forms.toml import read_form
from bot.reading.counts import Counts, read_counts
from bot.reading.vocabulary import WORDS

ROOT = Path(__file__).parents[2]
FILES = ("development", "mended", "heldout", "fresh", "final", "told", "published")
BLIND = {
    "blind_p": 0.98, "blind_q": 0.86, "blind_r": 0.98, "blind_s": 0.84, "blind_t": 0.84,
    "blind_u": 0.99, "blind_v": 0.90, "blind_w": 0.97, "blind_x": 0.99, "blind_y": 0.98,
    "blind_z": 0.97, "blind_aa": 0.96, "blind_ab": 0.94, "tempting": 0.85,
}  # fmt: skip
LITIGATION = {"review", "direct", "after_review", "lawsuits"}
DISCLOSURE = {"rules", "normative", "licence", "penalty", "coercion", "fee", "procurement"}


def cases(name: str) -> list[dict[str, Any]]:
    text = (ROOT / "tests/cases/counts" / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)["case"]


def full(short: str) -> str:
    row, _, column = short.partition(".")
    if row == "handling_fee":
        return short
    table = "litigation" if row in LITIGATION else "applications"
    table = "disclosure" if row in DISCLOSURE else table
    return f"{table}.{row}.{column or 'total'}"


def read(case: dict[str, Any]) -> Counts:
    return read_counts(case["text"], year=case.get("year"), unit=case.get("unit", ""))


def expected(case: dict[str, Any], key: str = "expect") -> dict[str, Decimal]:
    return {full(key): Decimal(str(value)) for key, value in case.get(key, {}).items()}


@pytest.mark.parametrize(
    "case",
    [case for name in (*FILES, *BLIND) for case in cases(name)],
    ids=lambda case: case["text"][:40],
)
def test_no_value_is_wrong(case: dict[str, Any]) -> None:
    said = expected(case).items() | expected(case, "maybe").items()
    assert read(case).values.items() <= said


@pytest.mark.parametrize(("name", "share"), [*((name, 0.95) for name in FILES), *BLIND.items()])
def test_nearly_all_is_read(name: str, share: float) -> None:
    stated = sum(len(expected(case)) for case in cases(name))
    right = sum(len(read(case).values.items() & expected(case).items()) for case in cases(name))
    assert right >= share * stated


def test_the_words_that_state_it_are_marked() -> None:
    text = "2023年,我局收到申请７件，均已答复；未发生行政复议。"
    marked = {key: text[r.start : r.end] for key, r in read_counts(text).readings.items()}
    assert marked == {
        "applications.received.total": "７件",
        "applications.results_total.total": "均已答复",
        "litigation.review.total": "未发生行政复议",
    }


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        (
            "共受理申请15件（含上年度结转3件）。",
            {("applications.received.total", 15), ("applications.received.total", 12)},
        ),
        (
            "办理政府信息公开申请5件。",
            {("applications.received.total", 5), ("applications.results_total.total", 5)},
        ),
        (
            "行政诉讼2件，均维持。",
            {("litigation.direct.upheld", 2), ("litigation.after_review.upheld", 2)},
        ),
        (
            "收到申请7件。收到申请8件。",
            {("applications.received.total", 7), ("applications.received.total", 8)},
        ),
    ],
)
def test_what_is_not_sure_is_a_doubt(text: str, candidates: set[tuple[str, int]]) -> None:
    (doubt,) = read_counts(text).unsure
    assert set(doubt.candidates) == candidates


def test_cells_of_a_table_are_no_sentence() -> None:
    seed = (
        "2023年度，我办未收到依申请公开政府信息的受理件。 \n\n\t行政强制\n\t0\n\t0\n\n"
        "\t2.没有现成信息需要另行制作\n\t0\n\t0\xa0\n\n\t四、结转下年度继续办理\n\t0\xa0\n"
    )
    assert read_counts(seed).values == {"applications.received.total": 0}


def test_only_ids_of_the_form() -> None:
    folder = ROOT / "templates/forms"
    forms = {
        name: read_form((folder / f"{name}.toml").read_text("utf-8"), name)
        for name in ("2019", "2021")
    }
    text = "制发规范性文件2件，废止1件。\n不予公开1件，行政诉讼0件。"
    assert set(read_counts(text, form=forms["2019"]).values) == {
        "disclosure.normative.made",
        "applications.refused.total",
        "litigation.lawsuits.total",
    }
    assert "disclosure.normative.repealed" in read_counts(text, form=forms["2021"]).values


pieces = st.sampled_from(
    [char for _, pattern in WORDS for char in pattern if "\u4e00" <= char <= "\u9fff"]
    + list("0123456789,，。；、（）\n 件份")
    + ["收到", "申请", "行政复议", "3件", "均", "其中", "未", "2023年"]
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.lists(pieces, max_size=80).map("".join) | st.text(max_size=80))
def test_no_text_raises_and_places_are_in_it(text: str) -> None:
    counts = read_counts(text)
    for reading in counts.readings.values():
        assert 0 <= reading.start <= reading.end <= len(text)
        assert reading.value >= 0


def test_a_verb_holds_for_the_document_named_next():
    text = "2023年新制定规章0件，规范性文件3件，废止1件，现行有效15件"
    assert {key: int(value) for key, value in read_counts(text).values.items()} == {
        "disclosure.rules.made": 0,
        "disclosure.normative.made": 3,
        "disclosure.normative.repealed": 1,
        "disclosure.normative.in_force": 15,
    }


@pytest.mark.parametrize(
    ("text", "received"),
    [
        ("未收到书面申请政府信息公开，未收到网上信息公开申请。", [0]),
        ("未收到网上信息公开申请。", []),
        ("未收到信函、传真形式的信息公开申请，网上收到3件。", []),
    ],
)
def test_none_by_several_channels_and_no_other_told_of_is_none(
    text: str, received: list[int]
) -> None:
    values = read_counts(text).values
    assert [int(value) for key, value in values.items() if ".received." in key] == received
