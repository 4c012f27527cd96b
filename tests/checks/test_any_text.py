"""Whatever stands in a text, every rule answers, soon, and quotes what stands there."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.checks import check
from tests.checks.test_rules import FORMS, report

WORDS = (
    "2022年", "2023年1月1日", "至", "12月31日", "统计期限", "本报告包括", "收到申请7件", "未收到申请", "均获维持", "行政复议",
    "3件", "占", "50%", "12.5%", "0.0%", "同比增长", "增加0件", "上年的0件", "其中", "合计", "其他", "共公开", "100条", "，", "。", "、",
    "；", "\n", "（", "）", "我街道", "由东风街道办事处编制", "申请人张三申请", "邮编：", "电子邮箱：@", "信息处理费", "实际收取9元", "办结率",
    "无", "存在的主要问题：", "将重点", "13812345678", "11010519491231002X", "٣件", "９９％", "9" * 40, "1." + "3" * 40 + "%", "XX",
)  # fmt: skip
TEXTS = ("preamble", "overview", "applications.lead", "litigation.lead", "problems", "others")


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(FORMS)),
    st.dictionaries(
        st.sampled_from(TEXTS),
        st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=30).map("".join),
    ),
)
def test_no_text_is_too_much_for_a_rule(form_id, texts):
    answers = report({"form": form_id, "rest": "2", "given": texts})
    for finding in check(answers, {**texts, "applications.received.total": "0"}):
        words = finding.args.get("words", "")
        assert any(words in text for text in answers.values.values())


@pytest.mark.parametrize(
    "piece", [*WORDS, "共公开9条，其中", "占总数的", "无问题和", "申请人张", "2022年，我"]
)
def test_time_grows_with_the_text(piece):
    def seconds(times):
        answers = report({"given": dict.fromkeys(TEXTS, piece * times)})
        start = time.perf_counter()
        check(answers)
        return time.perf_counter() - start

    seconds(1)
    small = max(min(seconds(200 + n) for n in range(2)), 0.01)
    assert min(seconds(2000 + n) for n in range(2)) < 40 * small
