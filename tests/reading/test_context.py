"""Words that mean what the sentence is about."""

from bot.reading.counts import read_counts


def read(text: str) -> dict[str, int]:
    return {key: int(value) for key, value in read_counts(text).values.items()}


def test_petitions_are_a_reason_behind_what_was_declined():
    told = read("不予处理3件，其中信访2件。")
    assert told["applications.declined_petition.total"] == 2


def test_petitions_are_no_business_of_a_report_elsewhere():
    assert read("收到来信12件，其中信访2件。") == {}


def test_an_appeal_that_is_being_handled_is_pending():
    told = read("信息公开类行政复议1起，正在办理中。")
    assert told["litigation.review.pending"] == 1


def test_a_request_that_is_being_handled_is_no_outcome():
    assert read("收到申请3件，正在办理2件。") == {"applications.received.total": 3}
