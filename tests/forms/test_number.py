from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.forms.number import canonical, decimal, number, plain, tidy, total


@pytest.mark.parametrize(
    ("kind", "text", "meaning"),
    [
        ("count", "3件", 3),
        ("count", "１，０３６", 1036),
        ("count", "-3", -3),
        ("count", "3.5", Decimal("3.5")),
        ("amount", "25.1万元", Decimal("25.1")),
        ("amount", "251000元", Decimal("25.1")),
        ("amount", "25.1", Decimal("25.1")),
        ("change", "+1036", 1036),
        ("change", "-2", -2),
        ("change", "0%", 0),
        ("change", "减4", -4),
        ("change", "减少4", -4),
        ("change", "增19", 19),
        ("change", "增加19", 19),
        ("change", "新增19", 19),
        ("change", "持平", 0),
        ("change", "－2", -2),
    ],
)
def test_what_a_figure_means(kind, text, meaning):
    assert number(kind, text) == meaning


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("count", ""),
        ("count", "/"),
        ("count", "0%"),
        ("count", "12,34"),
        ("count", "3 x"),
        ("amount", "元"),
        ("amount", "约25万元"),
        ("change", "略有增加"),
        ("count", "持平"),
        ("count", "9" * 21),  # two of them could not be added up exactly
    ],
)
def test_what_is_no_figure(kind, text):
    assert number(kind, text) is None


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("count", "００３件", "3"),
        ("count", "1,036", "1036"),
        ("change", "0%", "0%"),
        ("change", "+1036", "+1036"),
        ("change", "＋３", "+3"),
        ("change", "减4", "减4"),
        ("change", "0", "0"),
        ("amount", "251000元", "251000元"),
        ("amount", "25.10", "25.1"),
        ("amount", "x", None),
    ],
)
def test_what_is_kept_of_a_figure(kind, text, kept):
    assert canonical(kind, text) == kept


def test_blank_is_not_zero():
    assert total({"a": "1", "b": "0"}, ["a", "b"]) == 1
    assert total({"a": "1"}, ["a", "b"]) is None
    assert total({"a": "1", "b": ""}, ["a", "b"]) is None


def test_labels_are_compared_without_blanks_and_width():
    assert tidy("本年新\n制作 数量（１）") == tidy("本年新制作数量(1)")


@given(st.decimals(min_value=0, max_value=10**12, places=3))
def test_a_number_is_printed_as_it_is(value):
    text = plain(value)
    assert Decimal(text) == value
    assert "." not in text or text[-1] not in ".0"


def test_a_figure_of_twenty_digits_is_one_and_a_longer_one_is_none():
    assert decimal("9" * 20) == Decimal("9" * 20)
    assert decimal("9" * 21) is None
