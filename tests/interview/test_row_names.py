"""The name of a row before its figures."""

import pytest

from bot.interview.row_names import find_row, split_name


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("予以公开 3 0 0 0 0 0", "予以公开", "3 0 0 0 0 0"),
        ("（一）予以公开：3 0 0 0 0 0", "予以公开", "3 0 0 0 0 0"),
        ("1.属于国家秘密 0 0 0 0 0 1", "属于国家秘密", "0 0 0 0 0 1"),
        ("行政许可 0 0% 0", "行政许可", "0 0% 0"),
        ("行政许可 持平", "行政许可", "持平"),
        ("3 0 0 0 0 0", "", "3 0 0 0 0 0"),
        ("三 0 0 0 0 0", "", "三 0 0 0 0 0"),
        ("+3 0", "", "+3 0"),
        ("减4 0", "", "减4 0"),
    ],
)
def test_a_line_may_begin_with_its_row(line, name, rest):
    assert split_name(line) == (name, rest)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("予以公开", "granted"),
        ("部分公开", "partial"),
        ("新收", "received"),
        ("结转下年度", "carried_out"),
        ("三安全一稳定", "refused_safety"),
        ("其他", "other_other"),
        ("行政查询", "refused_query"),
        ("重复申请", "declined_repeat"),
    ],
)
def test_a_row_is_known_by_a_part_that_only_it_has(form21, name, row):
    found = find_row(form21, form21.tables["applications"], name)
    assert found.id == f"applications.{row}"


@pytest.mark.parametrize("name", ["公开", "申请", "总计", "夜航船", ""])
def test_a_name_of_many_rows_or_none_is_no_row(form21, name):
    assert find_row(form21, form21.tables["applications"], name) is None


def test_of_several_rows_the_one_that_ends_so_is_meant(form21):
    found = find_row(form21, form21.tables["litigation"], "复议")
    assert found.id == "litigation.review"
