"""Whose figures a clause tells."""

import pytest

from bot.reading import owners
from bot.reading.counts import read_counts


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("市人社局", "石塘市人力资源和社会保障局"),
        ("嘉和市市场监管局", "嘉和市市场监督管理局"),
        ("局机关", "北川市文化局"),
        ("全市", "临海州人民政府"),
    ],
)
def test_a_unit_by_another_name(name, unit):
    assert owners.is_own(name, unit, name, itself="")


@pytest.mark.parametrize(
    ("name", "unit"),
    [("区教育局", "区民政局"), ("全市", "某区人民政府"), ("市司法局", "某市财政局")],
)
def test_another_organ(name, unit):
    assert not owners.is_own(name, unit, name, itself="")


@pytest.mark.parametrize("text", ["网站申请3件", "公司2件", "应办12件", "法院判决维持"])
def test_what_looks_like_an_organ_and_is_none(text):
    assert owners.subject(text) == ""


def test_who_does_something_for_another_is_named_first():
    assert owners.subject("市政府办公厅代表市政府共受理申请9件") == "市政府办公厅"


def test_an_organ_behind_a_colon():
    text = "市司法局通报：全市行政机关被申请信息公开类复议57件。"
    assert read_counts(text, unit="石塘市财政局").values == {}
