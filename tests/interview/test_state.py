import pytest

from bot.interview.replay import UNDO_DEPTH, replay
from bot.interview.state import State


def test_an_empty_journal_is_an_empty_state():
    assert replay(State(), []) == State()


def test_the_state_is_the_same_whether_replayed_at_once_or_kept(talk):
    talk.fill()
    talk.send("撤销")
    talk.ask("litigation.review").send("重填本节")
    assert replay(State(), talk.entries) == talk.state


def test_a_replay_goes_on_where_another_stopped(talk):
    talk.fill()
    half = len(talk.entries) // 2
    assert replay(replay(State(), talk.entries[:half]), talk.entries[half:]) == talk.state


def test_taking_back_reaches_as_far_after_a_restart_as_before(talk):
    for count in range(UNDO_DEPTH + 3):
        talk.ask("disclosure.licence").send(str(count))
    talk.send("撤销")
    restarted = replay(State(), talk.entries)
    assert [change.message for change in restarted.history] == (
        [change.message for change in talk.state.history]
    )


@pytest.mark.parametrize("steps", [UNDO_DEPTH, UNDO_DEPTH + 3])
def test_the_last_ten_changes_can_be_taken_back(talk, steps):
    for count in range(steps):
        talk.ask("disclosure.licence").send(str(count))
    for _ in range(UNDO_DEPTH):
        talk.send("撤销")
        assert talk.said == ["undone"]
    talk.send("撤销")
    assert talk.said == ["refused.nothing_to_undo"]


def test_who_wrote_what_and_when_is_known(talk):
    talk.ask("overview").send("总体。")
    slot = talk.state.slots["overview"]
    assert (slot.author, slot.at.isoformat()) == ("王", "2024-01-08T12:00:00+08:00")


def test_what_was_imported_is_not_taken_back(talk):
    talk.send("撤销")
    assert talk.said == ["refused.nothing_to_undo"]
    assert talk.values["unit.name"] == "红旗街道办事处"


def test_an_older_state_is_not_changed_by_a_later_fact(talk):
    talk.ask("overview").send("一稿。")
    before = talk.state
    talk.ask("overview").send("二稿。")
    assert before.slots["overview"].value == "一稿。"
