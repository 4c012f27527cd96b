from dataclasses import replace

import pytest

from bot.documents.reader import read_report
from tests.documents.conftest import filled
from tests.documents.reader.conftest import FORMS, WRITERS, read
from tests.documents.reader.paper import Box, Grid, report


def parts_with(form, title, preamble=""):
    parts = report(replace(filled(form, preamble=preamble), year=2023))
    return [*title, *parts[2:]]


def unit(reading):
    entered = reading.answers.entered
    return entered.get("unit.superior", ""), entered.get("unit.name", ""), reading.answers.year


@pytest.mark.parametrize(
    "title",
    [
        ["宝山区红旗街道办事处", "2023年政府信息公开工作年度报告"],
        ["宝山区红旗街道办事处2023年政府信息公开工作年度报告"],
        ["宝山区红旗街道办事处2023年度政府信息公开工作年度报告"],
        ["宝山区红旗街道办事处2023年政府信息公开工作报告"],
        ["宝山区红旗街道办事处2023年政府信息公开年度报告"],
        ["宝山区红旗街道办事处关于2023年政府信息公开工作年度报告"],
        ["宝山区红旗街道办事处2023年政府", "信息公开工作年度报告"],
        ["宝山区", "红旗街道办事处", "2023年政府信息公开工作年度报告"],
        ["宝山区红旗街道办事处", "二〇二三年政府信息公开工作年度报告"],
        ["宝山区红旗街道办事处", "2023 年 政府信息公开工作年度报告"],
        ["宝山区红旗街道办事处政府信息公开工作年度报告（2023年度）"],
        ["2023年宝山区红旗街道办事处政府信息公开工作年度报告"],
        ["宝山区红旗街道办事处政府信息公开工作2023年度报告"],
        ["宝山区红旗街道办事处", "政府信息公开工作2023年度报告"],
        ["标题：宝山区红旗街道办事处2023年政府信息公开工作年度报告"],
        ["热门信息", "宝山区红旗街道办事处2023年政府信息公开工作年度报告"],
        ["首页 > 年报", "宝山区红旗街道办事处", "2023年政府信息公开工作年度报告"],
        ["宝山区红旗街道办事处", "２０２３年政府信息公开工作年度报告"],
    ],
)
def test_unit_and_year_come_from_the_title(form21, kind, title):
    assert unit(read(parts_with(form21, title, "根据条例编制。"), kind)) == (
        "宝山区",
        "红旗街道办事处",
        2023,
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2023年华容县人民政府信息公开工作年度报告", "华容县人民政府"),
        ("2023年度法治政府建设和政府信息公开工作报告", ""),
    ],
)
def test_a_unit_behind_the_year_is_one_that_ends_as_units_do(form21, title, name):
    assert unit(read(parts_with(form21, [title], "根据条例编制。"))) == ("", name, 2023)


def test_of_several_titles_the_one_nearest_to_the_text_tells_the_year(form21):
    title = [
        "宝山区红旗街道办事处2022年政府信息公开工作年度报告",
        "宝山区红旗街道办事处2023年政府信息公开工作年度报告",
    ]
    assert unit(read(parts_with(form21, title, "根据条例编制。")))[2] == 2023


def test_a_web_page_s_trail_and_dates_are_not_the_report_s(form21):
    title = [
        "首页 > 政务公开 > 政府信息公开年报 > 宝山区红旗街道办事处2022年政府信息公开工作年度报告",
        "宝山区红旗街道办事处2023年政府信息公开工作年度报告",
        "发布时间：2024-01-20 10:20 来源：红旗街道 浏览次数：15",
        "【字体：大 中 小】 打印 关闭",
        "宝山区红旗街道办事处",
        "2023年政府信息公开工作年度报告",
        "（2024年1月20日）",
    ]
    reading = read(parts_with(form21, title, "根据条例编制。"), "html")
    assert unit(reading)[:2] == ("宝山区", "红旗街道办事处")
    assert reading.answers.entered["preamble"] == "根据条例编制。"


def test_a_sentence_that_names_the_report_is_no_title(form21):
    words = "根据条例，红旗街道编制2022年政府信息公开工作年度报告。"
    reading = read(parts_with(form21, ["宝山区司法局2023年政府信息公开工作年度报告"], words))
    assert unit(reading) == ("宝山区", "司法局", 2023)
    assert reading.answers.entered["preamble"] == words


@pytest.mark.parametrize(
    ("name", "preamble", "year"),
    [
        ("x", "统计期限自2022年1月1日起至2022年12月31日止。", 2022),
        ("红旗街道2021年年报", "根据条例编制。", 2021),
        ("x", "2020年，我街道认真贯彻。", 2020),
    ],
)
def test_without_a_year_in_the_title_the_next_best_is_taken(form21, kind, name, preamble, year):
    parts = parts_with(form21, ["宝山区红旗街道办事处", "政府信息公开工作年度报告"], preamble)
    reading = read_report(f"{name}.{kind}", WRITERS[kind](parts), FORMS)
    assert unit(reading) == ("宝山区", "红旗街道办事处", year)


CONTACTS = [
    (
        "如对本报告有疑问，请与党政办公室联系（地址：文礼路100号，邮编：155131，电话：0469-2609855，"
        "传真：0469-2609856，电子邮箱：a_b@163.com）。",
        {
            "unit.office": "党政办公室",
            "unit.address": "文礼路100号",
            "unit.postcode": "155131",
            "unit.phone": "0469-2609855",
            "unit.fax": "0469-2609856",
            "unit.email": "a_b@163.com",
        },
    ),
    (
        "本报告电子版可在www.baoshan.gov.cn查阅下载。如有疑问，请联系我局（联系电话：010-62345678）。",
        {"unit.website": "www.baoshan.gov.cn", "unit.phone": "010-62345678"},
    ),
    (
        "联系地址：宝山区文礼路1号（街道二楼）；邮政编码：155131；联系电话：0469—2609855。欢迎监督。",
        {
            "unit.address": "宝山区文礼路1号（街道二楼）",
            "unit.postcode": "155131",
            "unit.phone": "0469—2609855",
        },
    ),
    ("根据条例编制，本报告联系实际。", {}),
    (
        "如对本报告有疑问，请与宝山区红旗街道办事处联系（电话：0469-2609855）。",
        {"unit.phone": "0469-2609855"},
    ),
]


@pytest.mark.parametrize(("words", "contact"), CONTACTS)
def test_the_contact_comes_from_the_preamble(form21, kind, words, contact):
    title = ["宝山区红旗街道办事处2023年政府信息公开工作年度报告"]
    entered = read(parts_with(form21, title, words), kind).answers.entered
    fields = form21.groups["contact"].fields
    assert {key: value for key, value in entered.items() if key in fields} == contact
    assert entered["preamble"] == words


def test_our_own_preamble_gives_its_contact_back(form):
    contact = {
        "unit__office": "办公室",
        "unit__address": "文礼路100号",
        "unit__postcode": "155131",
        "unit__phone": "0469-2609855",
        "unit__website": "http://www.bs.gov.cn/hq",
        "unit__email": "a@163.com",
    }
    given = filled(form, **contact)
    preamble = given.standard("preamble")
    reading = read(report(replace(given, entered={**given.entered, "preamble": preamble})))
    for key, value in contact.items():
        assert reading.answers.entered[key.replace("__", ".")] == value


def test_the_contact_may_be_a_table_of_its_own(form21, kind):
    title = ["宝山区红旗街道办事处2023年政府信息公开工作年度报告"]
    contact = Grid([[Box("联系电话"), Box("0469-2609855")], [Box("邮编："), Box("155100")]])
    parts = parts_with(form21, [*title, contact], "现公布年度报告。")
    entered = read(parts, kind).answers.entered
    assert (entered["unit.phone"], entered["unit.postcode"]) == ("0469-2609855", "155100")
