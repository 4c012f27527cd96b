import pytest

from bot.reading.blank import read_blank


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("12", "12"),
        ("12条", "12"),
        ("１２ 条", "12"),
        ("十二", "12"),
        ("40余", "40余"),
        ("40余条", "40余"),
        ("40条余", "40"),
        ("四十余条", "四十余"),
        ("约30人次", "约30"),
        ("100多", "100多"),
        ("1,036", "1036"),
        ("0", "0"),
    ],
)
def test_a_count_without_its_unit(typed, words):
    assert read_blank("number", typed) == words


@pytest.mark.parametrize("typed", ["很多", "12条信息", "3到5", "-1", "", "3.5", "40% "])
def test_what_is_no_count(typed):
    assert read_blank("number", typed) == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("3月15日", "3月15日"),
        ("3月15号", "3月15日"),
        ("2023年3月", "2023年3月"),
        ("１２月", "12月"),
    ],
)
def test_a_date_as_an_office_writes_it(typed, words):
    assert read_blank("date", typed) == words


@pytest.mark.parametrize("typed", ["3.15", "13月1日", "3月32日", "春天", "2023年"])
def test_what_is_no_date(typed):
    assert read_blank("date", typed) == ""


@pytest.mark.parametrize("kind", ["choice", "line"])
def test_words_stand_as_they_were_typed(kind):
    assert read_blank(kind, " 政府网站、公众号。") == "政府网站、公众号"


@pytest.mark.parametrize("typed", ["长" * 41, "一句。又一句。", "两行\n字"])
def test_a_sentence_is_no_blank(typed):
    assert read_blank("line", typed) == ""
