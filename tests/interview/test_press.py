import pytest

from bot.interview import press
from bot.interview.press import Press, read_press


@pytest.mark.parametrize(
    "made",
    [
        press.answer("17", "applications.received", "0"),
        press.answer("17", "applications.received", "3 0 0 0 0 1"),
        press.answer("17", "overview", "std"),
        press.command("17", "menu"),
        press.command("17", "jump", "overview"),
    ],
)
def test_what_is_written_can_be_read(made):
    assert str(read_press(made)) == made


def test_an_answer_names_report_question_and_value():
    assert read_press("17:overview=std") == Press("17", "overview", "std")


def test_a_command_has_no_question():
    assert read_press("17:@goto unit.phone") == Press("17", "", "goto unit.phone")


@pytest.mark.parametrize("foreign", ["", "menu", "17", "17:", "17:overview", "17:=3"])
def test_what_this_program_never_made_means_nothing(foreign):
    assert read_press(foreign) is None


@pytest.mark.parametrize(
    ("made", "question"),
    [
        (press.answer("17", "overview", "std"), "overview"),
        (press.command("17", "back", "overview"), "overview"),
        (press.command("17", "menu"), ""),
        ("nonsense", ""),
    ],
)
def test_a_press_tells_below_which_question_it_stands(made, question):
    assert press.asked(made) == question
