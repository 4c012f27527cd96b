"""Telephones, postcodes and e-mail addresses in the shapes in which offices publish them."""

import pytest

from bot.checks.rules import well_formed

PHONES = """
0551-62950012
0551—62950012
0532——87362451
0937--6225891
0851－86893715
0851–86893715
0551～62950012
0469 - 2609855
010 - 8509 5766
010-8025-8108
028 2627 2135
0851-8689 3715
（0551）62950012
(0551) 6295 0012
+86-551-62950012
86-0551-62950012
+86 469 2609855
055162950012
62950012
2609855
０５５１－６２９５００１２
0411-8365.1234
13812345678
138 1234 5678
12345
0551-12345
12345热线
12345政务服务便民热线
95598
110
400-820-8820
4008208820
021-56789012转8012
62950012、
62950012、、62950013
021-56789012 转 8012
021-56789012（转8012）
021-56789012转803分机
021-56789012 分机：803
021-56789012-8012
021-56789012*8012
021-56789012#802
010-62176655-6738、6799、6792、6103
0551-62950012、62950013
0551-62950012，62950013
0551-62950012；62950013
0551-62950012/62950013
0551-62950012 / 62950013
0551-62950012/13
0551-62950012至62950015
0551-62950012或62950013
0571-86624908 0571-86624909
010-66045566 66045577(基金)
0551-62950012（办公室）
0551-62950012(传真)
023-81090002（办公室）、81090003（法规科）
86893715（工作日9:00-17:00）
办公室：0551-62950012
电话0551-62950012
028-26272135。
无
暂无
——
/
"""
EMAILS = """
zwgk@163.com
2635099228@qq.com
zwgk_office-1@mail.hf.gov.cn
a.b+c@HF.gov.cn
zwgk＠163.com
zwgk@163.com。
zwgk@163.com、xxgk@163.com
zwgk@163.com; xxgk@163.com
gk@hf.gov.cn（办公室）
邮箱：gk@hf.gov.cn
ctba.cn(a)gmail.com
zwgk(at)163.com
zwgk#163.com（#换成@）
无
"""
POSTCODES = """
230601
２３０６０１
230 601
2 3 0 6 0 1
230601。
邮编：230601
230601（街道）
010010
无
"""
WRONG = {
    "phone": (
        "0469-260985", "0469-26", "0551-629500123456", "055162950", "1381234567", "138123456789",
        "62", "0469-2609855、26", "+86 469 26098", "0551-6295001a", "同上", "见网站", "2609855609",
    ),
    "email": ("zwgk@163", "zwgk@163。com", "zwgk 1@163.com", "zwgk#163.com", "zwgk163.com", "abc@"),
    "postcode": ("15513", "1551311", "23O601", "十五万"),
}  # fmt: skip
SHAPES = [
    (kind, line)
    for kind, lines in (("phone", PHONES), ("email", EMAILS), ("postcode", POSTCODES))
    for line in lines.strip().split("\n")
]


@pytest.mark.parametrize(("kind", "written"), SHAPES)
def test_what_offices_publish_is_right(kind, written):
    assert well_formed(kind, written)


@pytest.mark.parametrize(("kind", "written"), [(k, w) for k, all_ in WRONG.items() for w in all_])
def test_what_reaches_nobody_is_wrong(kind, written):
    assert not well_formed(kind, written)


@pytest.mark.parametrize("text", ["、", "（办公室）"])
def test_what_holds_no_number_is_no_telephone(text):
    assert not well_formed("phone", text)
