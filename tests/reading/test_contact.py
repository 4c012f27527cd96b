import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks.rules import well_formed
from bot.reading.contact import read_contact

FIELDS = [
    f"unit.{name}" for name in ("office", "address", "postcode", "phone", "email", "website", "fax")
]


def read(text):
    """The parts by their short names."""
    parts = read_contact(text, FIELDS).parts
    return {key.removeprefix("unit."): value for key, value in parts.items()}


def test_the_seed_s_contact():
    assert read(
        "地址：宝山区文礼路交叉开口东100米，邮编：155131，电话：0469-2609855，"
        "电子邮箱：bsqhqjdbsc@163.com"
    ) == {
        "address": "宝山区文礼路交叉开口东100米",
        "postcode": "155131",
        "phone": "0469-2609855",
        "email": "bsqhqjdbsc@163.com",
    }


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("地址错了，应该是红旗路1号", {"address": "红旗路1号"}),
        ("地址由红旗路1号改为红旗路5号", {"address": "红旗路5号"}),
        ("电话改为021-56781234，地址未变", {"phone": "021-56781234"}),
        ("地址改成红旗路7号3楼，电话没变", {"address": "红旗路7号3楼"}),
        ("邮箱改成a@b.cn", {"email": "a@b.cn"}),
    ],
)
def test_of_a_correction_only_what_it_is_to_be_is_a_part(text, parts):
    assert read(text) == parts


def test_a_contact_as_it_stands_in_a_report():
    assert read(
        "如有疑问，请与红旗街道办事处联系（地址：文礼路100米，邮编：155131，"
        "电话：0469-2609855，电子邮箱：a@b.cn）。"
    ) == {
        "address": "文礼路100米",
        "postcode": "155131",
        "phone": "0469-2609855",
        "email": "a@b.cn",
    }


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("联系电话：0469-2609855", "phone", "0469-2609855"),
        ("电话0469-2609855", "phone", "0469-2609855"),
        ("办公电话: 0469-2609855", "phone", "0469-2609855"),
        ("邮政编码：155131", "postcode", "155131"),
        ("邮箱 a@b.cn", "email", "a@b.cn"),
        ("E-mail：a@b.cn", "email", "a@b.cn"),
        ("传真：0469-2609856", "fax", "0469-2609856"),
        ("网站：www.baoshan.gov.cn", "website", "www.baoshan.gov.cn"),
        ("网址：https://www.baoshan.gov.cn/xxgk", "website", "https://www.baoshan.gov.cn/xxgk"),
        ("联系科室：党政办公室", "office", "党政办公室"),
        ("办公地址：文礼路100米", "address", "文礼路100米"),
        ("电话：0469-2609855、2609856", "phone", "0469-2609855、2609856"),
        ("电话：（0469）2609855", "phone", "（0469）2609855"),
        ("地址：文礼路100米（红旗广场东侧）", "address", "文礼路100米（红旗广场东侧）"),
        ("（电话：（0469）2609855）。", "phone", "（0469）2609855"),
        ("地址：文礼路 100 米", "address", "文礼路 100 米"),
        ("地址：党群服务中心地址簿栏旁", "address", "党群服务中心地址簿栏旁"),
    ],
)
def test_a_part_is_known_by_its_label(text, key, value):
    assert read(text) == {key: value}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("155131", "postcode"),
        ("0469-2609855", "phone"),
        ("（0469）2609855", "phone"),
        ("a@b.cn", "email"),
        ("www.baoshan.gov.cn", "website"),
        ("文礼路100号", "address"),
        ("党政办公室", "office"),
    ],
)
def test_a_part_without_a_label_is_known_by_its_shape(text, key):
    assert read(text) == {key: text}


@pytest.mark.parametrize("between", ["，", ",", "；", "\n", " ", "\t", "。"])
def test_parts_without_labels_may_be_parted_in_any_way(between):
    parts = ["党政办公室", "文礼路100号", "155131", "0469-2609855", "a@b.cn"]
    assert list(read(between.join(parts)).values()) == parts


def test_labelled_and_unlabelled_parts_together():
    assert read("文礼路100号，电话：0469-2609855") == {
        "address": "文礼路100号",
        "phone": "0469-2609855",
    }


def test_what_is_not_understood_is_named():
    contact = read_contact("天天向上，155131", FIELDS)
    assert contact.unknown == ("天天向上",)
    assert contact.parts == {"unit.postcode": "155131"}


def test_a_label_without_a_value_is_no_part():
    assert read("传真：，电话：0469-2609855") == {"phone": "0469-2609855"}


def test_only_the_fields_asked_for_are_read():
    assert read_contact("电话：0469-2609855，邮编：155131", ["unit.phone"]).parts == {
        "unit.phone": "0469-2609855"
    }


@pytest.mark.parametrize("text", ["", "，。", "（）"])
def test_nothing_is_in_nothing(text):
    contact = read_contact(text, FIELDS)
    assert (contact.parts, contact.unknown) == ({}, ())


@given(st.text("地址电话：:，。（）() 1a@.\n"))
def test_whatever_is_typed_is_read(text):
    assert all(read_contact(text, FIELDS).parts.values())


@pytest.mark.parametrize(
    "typed", ["（文礼路100米", "文礼路100米）", "（文礼路100米）", "文礼路100米（"]
)
def test_a_bracket_whose_other_half_is_elsewhere_is_no_part_of_a_value(typed):
    assert read(f"地址：{typed}") == {"address": "文礼路100米"}


@pytest.mark.parametrize(
    "phone",
    [
        "+86 0469-2609855",
        "+86 469 2609855",
        "+86-469 2609855",
        "+86 10 62609855",
        "(+86) 0469-2609855",
        "（+86） 0469 2609855",
        "0469 2609855",
        "021 62609855",
        "0469-2609855 转 801",
        "0469-2609855 转801",
    ],
)
@pytest.mark.parametrize("around", ["{}", "文礼路100号 {} 155131", "155131 {} a@b.cn", "电话 {}"])
def test_a_telephone_is_not_torn_at_its_blanks(phone, around):
    found = read_contact(around.format(phone), FIELDS)
    assert found.parts["unit.phone"] == phone
    assert found.unknown == ()
    assert well_formed("phone", phone)


def test_figures_are_kept_in_half_width():
    assert read("电话０２１－５６７８１２３４ 邮编２０１９００，邮箱ａｂ＠163．com") == {
        "phone": "021-56781234",
        "postcode": "201900",
        "email": "ab@163.com",
    }


def test_a_part_may_be_said_in_a_sentence():
    assert read("电话是0469-2609855，地址是文礼路100米") == {
        "phone": "0469-2609855",
        "address": "文礼路100米",
    }


def test_what_has_a_count_is_no_office():
    assert read("今年新收12件，剩下2件明年办") == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("地址就是红旗路12号，办公室电话56781234",
         {"address": "红旗路12号", "phone": "56781234"}),
        ("单位地址在红旗路12号，座机56781234", {"address": "红旗路12号", "phone": "56781234"}),
        ("文礼路 100 米，155131", {"address": "文礼路 100 米", "postcode": "155131"}),
        ("地址红旗路12号 201900 021-56781234，邮箱a@b.cn",
         {"address": "红旗路12号", "postcode": "201900", "phone": "021-56781234", "email": "a@b.cn"}),
        ("红旗街道办事处三楼", {"address": "红旗街道办事处三楼"}),
    ],
)  # fmt: skip
def test_a_contact_as_it_is_said(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    ["不知道", "公众号", "今年通过微信公众号发了120条", "宝山区红旗街道办事处", "问一下领导再办了"],
)
def test_what_is_said_of_something_else_is_no_address(text):
    assert read(text) == {}
