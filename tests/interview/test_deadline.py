from datetime import date

import pytest

from bot.interview.deadline import read_deadlines


def of(setting: str, superior: str = "宝山区", name: str = "红旗街道办事处") -> date | None:
    return read_deadlines(setting).of(superior, name, 2023)


def test_without_a_setting_it_is_the_day_of_the_regulation() -> None:
    assert of("") == date(2024, 1, 31)


def test_another_day_holds_for_everybody() -> None:
    assert of("01-25") == date(2024, 1, 25)


@pytest.mark.parametrize("superior", ["宝山区", "双鸭山市宝山区"])
def test_a_district_may_have_a_day_of_its_own(superior: str) -> None:
    assert of("01-31,宝山区=01-20", superior) == date(2024, 1, 20)


def test_other_districts_keep_the_day_of_all() -> None:
    assert of("宝山区=01-20", "尖山区") == date(2024, 1, 31)


def test_a_government_is_of_the_district_in_its_name() -> None:
    assert of("宝山区=01-20", "", "宝山区人民政府") == date(2024, 1, 20)


def test_the_closest_name_counts() -> None:
    setting = "宝山区=01-20,双鸭山市宝山区=01-15"
    assert of(setting, "双鸭山市宝山区") == date(2024, 1, 15)


@pytest.mark.parametrize("setting", ["off", "01-31,宝山区=off"])
def test_where_it_is_off_there_is_none(setting: str) -> None:
    assert of(setting) is None


@pytest.mark.parametrize("setting", ["01-31，宝山区=01-20", "1-31 宝山区=1-20；", "宝山区=01-20"])
def test_it_is_read_as_people_type_it(setting: str) -> None:
    assert of(setting) == date(2024, 1, 20)


@pytest.mark.parametrize("setting", ["31-01", "2024-01-31", "宝山区", "宝山区=", "=01-20", "02-29"])
def test_what_is_no_day_is_refused_with_the_remedy(setting: str) -> None:
    with pytest.raises(ValueError, match="01-"):
        read_deadlines(setting)
