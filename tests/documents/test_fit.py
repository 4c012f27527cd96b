"""Figures and titles in the room they have."""

import pytest

from bot.documents import fit

ROOMS = ((5, 5), (7, 7), (9, 9))


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ("12345", 0),
        ("123456", 1),
        ("1234%", 1),
        ("-1234", 0),
        ("251元", 0),
        ("2510元", 1),
        ("12345678", 2),
        ("1234567890123", 2),
    ],
)
def test_the_largest_type_in_which_a_figure_fits(value: str, size: int) -> None:
    assert fit.size(ROOMS, ["0", value]) == size
    assert fit.size(ROOMS, [value, "0"]) == size


@pytest.mark.parametrize(
    ("superior", "name", "lengths"),
    [
        ("宝山区", "红旗街道办事处", [10]),
        ("黑龙江省双鸭山市宝山区", "综合行政执法局办公室", [11, 10]),
        ("", "名" * 20, [20]),
        ("", "名" * 21, [11, 10]),
        ("宝山区", "名" * 21, [12, 12]),
    ],
)
def test_a_title_is_broken_only_when_it_must_be(
    superior: str, name: str, lengths: list[int]
) -> None:
    lines = fit.title_lines(superior + name, superior)
    assert [len(line) for line in lines] == lengths
    assert "".join(lines) == superior + name
