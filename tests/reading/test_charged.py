"""The handling fee as it is told in a chat."""

import pytest

from bot.reading.charged import read_charged


@pytest.mark.parametrize(
    "text",
    [
        "收了1次，300块",
        "收过一次，一共300元。",
        "今年发了1件收费通知，收了300块钱",
        "就收了1笔信息处理费，是三百元",
    ],
)
def test_how_often_and_how_much(text):
    assert read_charged(text) == (1, 300)


@pytest.mark.parametrize(
    "text",
    [
        "收了1次",
        "收了300块",
        "收到1件，300块没收",
        "收了1次，每次300块",
        "收了几次，300块",
        "收了1次，大概300块",
        "2023年，我街道收取1次处理费，300元。其他无。",
    ],
)
def test_what_says_less_or_more_is_left_alone(text):
    assert read_charged(text) is None
