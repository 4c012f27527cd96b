import pytest

from bot.interview.year import Chosen, read_year, split_year


@pytest.mark.parametrize(
    ("text", "year", "form"),
    [
        ("2023", 2023, ""),
        ("2023年", 2023, ""),
        ("２０２３年度", 2023, ""),
        ("2023年度报告", 2023, ""),
        ("2023年 2019版", 2023, "2019"),
        ("2019版 2023年", 2023, "2019"),
        ("2008", 2008, ""),
        ("2024", 2024, ""),
    ],
)
def test_a_year_and_perhaps_a_form(text, year, form):
    assert read_year(text, 2024) == Chosen(year, form)


@pytest.mark.parametrize(
    "text", ["2007", "2025", "1999", "20233", "去年", "2023年的总结", "", "0469-2023"]
)
def test_no_year_that_can_be_reported_on(text):
    assert read_year(text, 2024) is None


def test_the_year_is_taken_out_of_a_sentence():
    chosen, rest = split_year("宝山区红旗街道办事处 2023年 2019版", 2024)
    assert chosen == Chosen(2023, "2019")
    assert rest.split() == ["宝山区红旗街道办事处"]
