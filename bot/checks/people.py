"""Names of people in a text. A Chinese name looks like any other two or three characters, so one is
believed only where the words around it leave nothing else: 申请人张三提出, 张某某,
收到张三提交的申请, 张女士.
"""

import re
from collections.abc import Iterator

# The most frequent surnames; those that begin everyday words as well (于 向 和 由 常 方) are left
# out of the first, and count only before 某.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧曹袁邓傅沈彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴"
    "钟汪姜范姚谭廖邹熊陆郝孔崔毛邱秦侯邵孟龙雷钱汤尹黎乔贺赖龚"
)
_OTHER = "何高马许曾程田任方石金白康江史顾万段易常武文夏"
_ROLE = "申请人|原告|当事人|公民|市民|村民|居民|信访人|投诉人"
_WORDS = (
    "张贴|张榜|陈述|陈列|陈旧|周边|周知|周期|周到|周[末一二三四五六日内年]|黄金|林地|林业|林权|王牌|宋体|郑重|谢绝|余下|余件|孙子|朱红"
    "|罗列|胡乱|叶片|钟爱|龙头|雷同|毛病|钱款|汤药|尹始|郭外|杨树|杜绝|唐突|董事|孔洞|卢布|秦岭|贺信|陆续"
)
ANYONE = "申请人"
_AFTER_ROLE = re.compile(rf"(?:{_ROLE})$")
_HIDDEN = re.compile(
    rf"[{SURNAMES}{_OTHER}]某(?:某)?(?![街镇乡村区县市局委办单社小路处]|\u516c\u53f8)"
)
_TOLD = re.compile(
    rf"(?:{_ROLE})(?P<name>(?!{_WORDS})[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
    r"(?=等?\d?人?(?:申请|提出|提交|要求|起诉|诉|不服|来信|来函|反映|咨询|来电|来访|致电|通过|于|向|因|\d{4}年|的(?:政府|信息|申请)|[,、。;:(（，；：…]|$))"
)
_PLACE = "街镇乡村区县市局委办单社小路处院校司厂店所站部会组户科室团"
_CAME_FROM = re.compile(
    rf"(?:收到|接到|受理|答复|办理)了?(?P<name>(?!{_WORDS})[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?<![{_PLACE}])"
    r"(?=(?:提交|提出|递交|寄来|邮寄|发来)的?)"
)
_TITLED = re.compile(
    rf"(?:(?!{_WORDS})[{SURNAMES}][\u4e00-\u9fff]{{0,2}}?|[{_OTHER}])(?:女士|先生)(?!们)"
)


def names(folded: str) -> Iterator[tuple[int, int]]:
    """Where names of people stand in a folded text, in its order; none reaches into another."""
    spans = [match.span() for match in _HIDDEN.finditer(folded)] if "某" in folded else []
    spans += [match.span("name") for match in _TOLD.finditer(folded)]
    spans += [match.span("name") for match in _CAME_FROM.finditer(folded)]
    if "女士" in folded or "先生" in folded:
        spans += [match.span() for match in _TITLED.finditer(folded)]
    end = 0
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if span[0] >= end:
            yield span
            end = span[1]


def nameless(folded: str, start: int) -> str:
    """What may stand in the place of a name: nothing where the words before it say who it is."""
    return "" if _AFTER_ROLE.search(folded[:start]) else ANYONE
