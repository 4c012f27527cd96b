import pytest

from bot.reading.correction import Correction, read_correction


@pytest.mark.parametrize(
    ("text", "of", "value"),
    [
        ("错了应该是8", "", "8"),
        ("上面那个改成5", "", "5"),
        ("刚才填错了，是12件", "", "12件"),
        ("不对，是5件", "", "5件"),
        ("许可改成25", "许可", "25"),
        ("把许可改为25吧", "许可", "25"),
        ("上面许可写错了应该是25", "许可", "25"),
        ("收到的改成9", "收到", "9"),
        ("上面那个电话错了应该是021-56781235", "电话", "021-56781235"),
        ("地址改成红旗路15号", "地址", "红旗路15号"),
    ],
)
def test_a_correction_says_of_what_and_to_what(text, of, value):
    assert read_correction(text) == Correction(of, value)


@pytest.mark.parametrize(
    "text",
    [
        "许可25",
        "5",
        "错了",
        "改成",
        "不对",
        "应该是8",
        "应为8件吧",
        "收到7件，公开3件",
        "把公开栏改成电子屏" * 5,
    ],
)
def test_what_does_not_correct_is_no_correction(text):
    assert read_correction(text) is None
