"""What is said of all at once, or of all the rest."""

import pytest

from bot.reading.rest import none_of_all, split_rest


@pytest.mark.parametrize("text", ["都没有", "一个都没有", "全都没有啊", "今年都没有"])
def test_none_of_all(text):
    assert none_of_all(text)
    assert not none_of_all(f"许可{text}")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("许可20，别的没有", "许可20"),
        ("20个许可，3个处罚，其他都没有", "20个许可,3个处罚"),
        ("除了许可20个，其他都是0", "许可20个"),
        ("都是0，除了许可20", "许可20"),
        ("予以公开 3 0 0 0 0 0，其余都是0", "予以公开 3 0 0 0 0 0"),
        ("许可20，处罚没有", ""),
        ("别的没有", ""),
    ],
)
def test_what_stands_beside_the_rest(text, rows):
    assert split_rest(text) == rows
