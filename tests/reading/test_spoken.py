"""What clerks say, in the words of reports."""

import tomllib
from itertools import product
from pathlib import Path

import pytest

from bot.reading.counts import read_counts
from bot.reading.spoken import read_spoken

TABLES = ("applications", "litigation", "disclosure")
CASES = Path(__file__).parent.parent / "cases" / "counts"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("就3个", "收到3件"),
        ("就3个都是老百姓问的", "收到3件,都是自然人"),
        ("不多 就3个", "收到3件"),
        ("给了2个另一个没有这个信息", "予以公开2件,本机关不掌握1件"),
        ("两个给了，一个不是我们的", "予以公开2件,本机关不掌握1件"),
        ("老百姓来问了4次，都给答复了", "收到4件,都是自然人,均办结"),
        ("5件都公开了", "收到5件,均予以公开"),
        ("1个说是机密不能给，1个是信访的", "属于国家秘密不予公开1件,信访举报投诉类申请不予处理1件"),
        ("没给的2个，还没办完的1个", "不予公开2件,结转下年度继续办理1件"),
        ("没有人申请", "未收到申请"),
        ("一个自己撤了", "申请人撤回1件"),
        ("没有，去年也没有", "未收到申请,去年没有结转"),
        ("收到5件，去年剩了1个", "收到5件,上年结转1件"),
        ("给了一部分的1个", "部分公开1件"),
        ("网上3件，信函1件", "收到4件"),
        ("网上申请三件，当面来的2个，都是个人", "收到5件,都是个人"),
        ("网上3件，给了2件", "网上3件,予以公开2件"),
    ],
)
def test_requests_as_they_are_told(said, written):
    assert read_spoken(said, "applications", came=True).formal == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("一个官司赢了", "行政诉讼1件结果维持"),
        ("打了一个官司，赢了", "行政诉讼1件,结果维持"),
        ("复议一个，还没出结果", "行政复议1件,尚未审结"),
        ("被告了一次", "行政诉讼1件"),
        ("没人告我们", "没有行政诉讼"),
        ("没打过官司", "没有行政诉讼"),
        ("2个官司一赢一输", "行政诉讼2件,结果维持1件,结果纠正1件"),
        ("官司2个，一个输了，一个赢了", "行政诉讼2件,结果纠正1件,结果维持1件"),
        ("2个官司对方一赢一输", "2个官司对方一赢一输"),
    ],
)
def test_appeals_as_they_are_told(said, written):
    assert read_spoken(said, "litigation").formal == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("没处罚过", "行政处罚没有"),
        ("没收过费", "行政事业性收费没有"),
        ("强制也没有", "行政强制没有"),
        ("办了20个许可", "行政许可20件"),
        ("规范性文件发了2个", "行政规范性文件制发2件"),
        ("规范性文件新发2个，废止1个，有效5个", "行政规范性文件制发2件,废止1件,现行有效5件"),
    ],
)
def test_table_two_as_it_is_told(said, written):
    assert read_spoken(said, "disclosure").formal == written


@pytest.mark.parametrize(
    ("said", "table"),
    [
        ("打官司的老百姓赢了", "litigation"),
        ("规范性文件3 1 5", "disclosure"),
        ("2月来了3个，5月来了1个", "applications"),
        ("2023年度，我局依申请公开收费为零。", "applications"),
        ("办理不动产登记1,260件，都给了", "applications"),
        ("大概3个", "applications"),
        ("今年给了个说法", "applications"),
        ("就3个", "applications"),
    ],
)
def test_what_is_not_all_known_becomes_no_count(said, table):
    formal = read_spoken(said, table).formal
    assert not any(word in formal for word in ("收到", "予以公开3", "行政诉讼", "制发"))


def test_a_figure_that_is_not_exact_is_named():
    assert read_spoken("规章没有，许可几十个吧", "disclosure").rough == ("许可几十个吧",)


@pytest.mark.parametrize("name", ["blind_p", "blind_q", "blind_r", "blind_s", "blind_v", "blind_w"])
def test_what_offices_published_says_the_same_in_these_words(name, form21):
    cases = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    for text, table in product((case["text"] for case in cases), TABLES):
        formal = read_spoken(text, table, came=True).formal
        if formal != text:
            before, after = (counts(t, form21, table) for t in (text, formal))
            assert {k: v for k, v in after.items() if before.get(k, v) != v} == {}, formal


def counts(text, form, table):
    return read_counts(text, form=form, year=2023, unit="", about=table).values


@pytest.mark.parametrize("text", ["一件都没给", "一个也没公开", "一件没给"])
def test_not_one_is_not_one(text):
    assert read_spoken(text, "applications", came=True).formal == text
