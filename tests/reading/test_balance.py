"""What was read of table 三, held against itself."""

import pytest

from bot.reading.counts import Counts, read_counts


def read(text: str) -> dict[str, int]:
    """The totals of rows of table 三, by row."""
    values = read_counts(text).values.items()
    return {key.split(".")[1]: int(value) for key, value in values if key.endswith(".total")}


def doubted(counts: Counts) -> set[str]:
    return {key.split(".")[1] for doubt in counts.unsure for key, _ in doubt.candidates}


@pytest.mark.parametrize(
    "text",
    [
        "收到申请56件，除2件结转外，其余54件均已答复",
        "收到申请55件，上年结转1件，除2件结转至下年外，其余54件均已答复",
    ],
)
def test_the_rest_is_what_was_done_when_it_adds_up(text):
    assert read(text)["results_total"] == 54
    assert read(text)["carried_out"] == 2


@pytest.mark.parametrize(
    "text",
    [
        "收到申请56件，除2件结转外，其余50件均已答复",
        "收到申请5件，除1件撤回外，其余4件均已答复",
    ],
)
def test_the_rest_is_not_what_was_done_when_it_does_not(text):
    assert "results_total" not in read(text)


def test_others_at_the_end_of_a_list_of_outcomes_are_its_last_row_when_they_add_up():
    text = "收到申请12件，其中予以公开5件，不予公开2件，无法提供4件，其他1件"
    assert read(text)["other"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "收到申请20件，其中予以公开5件，不予公开2件，无法提供4件，其他1件",
        "收到申请12件，其中公开5件，不公开2件，其他5件",
    ],
)
def test_others_that_may_be_anything_are_left_out(text):
    assert "other" not in read(text)


def test_all_answered_is_not_believed_when_some_are_carried_over():
    assert "results_total" not in read("收到申请9件，均按规定答复。结转下年度2件。")


def test_a_part_that_was_done_is_not_all_that_was_done():
    assert "results_total" not in read("收到申请9件，其中2件已办结，不掌握6件")


def test_kinds_that_account_for_all_leave_nothing_for_what_was_carried_in():
    told = read("收到申请7件，其中自然人5件，企业2件，上年结转1件")
    assert (told["received"], told["carried_in"]) == (7, 1)


def test_kinds_and_what_was_carried_in_together_leave_a_doubt():
    counts = read_counts("收到申请8件，其中自然人5件，企业2件，上年结转1件")
    assert "applications.received.total" not in counts.values
    assert doubted(counts) == {"received"}


def test_those_carried_in_that_are_named_behind_the_outcomes_may_be_of_what_came_in():
    text = "受理申请45件，公开31件，不予公开12件，结转下年2件。包括上年结转申请4件。"
    counts = read_counts(text)
    assert "applications.received.total" not in counts.values
    assert doubted(counts) == {"received"}
    more = read_counts(text.replace("45", "41"))  # 41 and the 4 of before
    assert more.values["applications.received.total"] == 41


def test_applicants_of_every_kind_and_their_sum_tell_all_that_came():
    text = "共收到自然人申请10件，法人或其他组织申请2件（商业企业1件、科研机构1件），共12件"
    assert read(text)["received"] == 12
    assert "received" not in read(text.replace("共12", "共15"))


def test_the_outcomes_of_appeals_and_their_sum_tell_how_many_there_were():
    text = "行政复议结果维持1件，结果纠正2件，其他结果0件，尚未审结1件，总计4件"
    assert read_counts(text).values["litigation.review.total"] == 4
    assert "litigation.review.total" not in read_counts(text.replace("总计4", "总计9")).values
