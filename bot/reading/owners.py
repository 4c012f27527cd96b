"""Whose figures a clause tells. A report speaks of other organs too (各镇街, 区教育局, 全区), and
their figures are none of this report. So the subject of a clause is compared with the unit; with no
unit known, 我局 or else the organ named first is taken for the one that reports.
"""

import re

_SELF = re.compile(
    r"我[省市州盟区县旗镇乡局委办厅街院馆站中]|本[局委办厅街镇乡院馆站部机]|我(?:单位|部门|街道|机关)|本(?:单位|机关)"
)
_NOT_HELD = re.compile(
    "[本我不非](?:"  # first what all begin with, so that a search runs past the rest of a text
    r"(?<=[\u4e00-\u9fff][本我])(?<![年度][本我])(?:机关|单位|部门)"  # no subject: 针对本单位的
    r"|(?:(?<=非)|(?<=不)属于?)[本我][局委办厅街镇乡部机单]"
    r"|(?<=[本我])(?:机关|单位|局|委|办|镇|乡|街道)不(?:掌握|存在|持有))"
)
_PREFECTURES = "市州盟"  # a 州 says 全市 now and then
_GOVERNMENTS = ("人民政府", "政府", "管理委员会", "管委会", "")
_AREA = "省市州盟区县旗镇乡"
_NEXT = (
    r"(?=$|[:,。;]|本级|各级|共|全年|累计|合计|总计|今年|本年|当年|20\d\d|截[至止]|在|依法|收|受理|接|新|办[理结]"
    r"|答复|登记|未|没|无(?!线)|发生|被|因|依申请|作出|实施|制[发定]|现行|申请|分别|高度|认真|严格|积极|切实|坚持|持续|深入|不断|[也还则均另、和与及]|自(?![然治贸来])|\d)"
)
_SUBJECT = re.compile(
    r"\s*(?:\(?[一二三四五六七八九十\d]+[)、.]|[一二三四五六七八九]是)?\s*(?:20\d\d年度?|全年|本年度?|当年|年内|今年以?来?|其中|截[至止][\d年月日底末]{1,12}|[,:,、\s])*"
    r"(?P<name>(?:全|各|我|本)?[\u4e00-\u9fff]{0,14}?(?:人民政府|政府|办事处|街道办?|[局厅委办院馆站]|委员会|办公[室厅]|中心|大队|支队|公司"
    r"|社区|部门|单位|机关|系统|镇街|乡镇|[省市州盟区县旗镇乡村]))" + _NEXT
)  # fmt: skip
# 网站申请3件, 公司2件, 应办12件
_NO_ORGANS = (
    "网站",
    "公司",
    "复议机关",
    "法院",
    *(f"{how}办" for how in "应已共待在未承协转交督代可"),
)
_PARTS = re.compile(
    r"^(?:政府$|各|其他|其它|有关|相关|所属|下属|直属|部分|下辖)|[^一]级各|各(?:镇|乡|街|部门|单位|级|县|区)|镇街(?!道)|乡镇$|本级$"
)
_OFFICE_ITSELF = re.compile("[局委办厅镇乡]机关(?:本级)?")
_LEVELS = re.compile("各级(?:行政|政府)?(?:机关|部门)")  # all of a government's organs together
_AFTER_WHOLE = re.compile(r"^全(?:省|市|州|盟|区|县|旗|镇|乡|街道?)")


# 年末在办7件, 未收到相关单位的申请, 办理部门依申请公开7件
_NO_SUBJECT = re.compile(
    "没有|[向被]|[在未待已]办$|收到|受理|接到|发生|办理|协助|配合|^[共均未没]|^无(?![锡为极棣])"
)


def subject(text: str) -> str:
    """The organ that a clause begins with, as written; empty if it names none."""
    found = _SUBJECT.match(text)
    return (
        found["name"].partition("代表")[0]
        if found
        and not found["name"].endswith(_NO_ORGANS)
        and found["name"][0] not in "在按根通经由向对因据依为与将从受"
        and not _NO_SUBJECT.search(found["name"])
        else ""
    )


def speaks_of_itself(text: str) -> str:
    """What the text calls itself: 局区 where it says 我局 and 我区; empty where it does not."""
    return "".join(found[1] for found in _SELF.findall(_NOT_HELD.sub("", text)))


def is_own(name: str, unit: str, first: str, *, itself: str) -> bool:
    """True when the organ is the reporting one. `first` is the organ that the text names first."""
    whole = _AFTER_WHOLE.match(name)
    if whole:
        level = whole.group()[1:]
        bureau = set(itself) & set("局委办")  # 全市收到100件，其中我局收到5件
        return _governs(unit, level) if unit else not bureau or level in itself
    if _LEVELS.fullmatch(name):
        return unit.endswith("政府")
    if _PARTS.search(name) and not re.fullmatch("[我本]?[局委办厅]本级", name):
        return False
    if name[0] in "我本全" or _OFFICE_ITSELF.fullmatch(name):
        return not unit or name[1] not in _AREA or _governs(unit, name[1])
    if unit:
        return _same(name, unit)
    area = name[-1] in _AREA and name[-1] in itself and len(name) > 2  # 梅林区 beside 我区
    return (area or not itself) and _same(name, first)


def _governs(unit: str, area: str) -> bool:
    """True when the unit is the government of an area of that level."""
    if area[0] == "街":
        return "街道" in unit
    areas = _PREFECTURES if area in _PREFECTURES else area
    return unit.endswith(tuple(f"{one}{end}" for one in areas for end in _GOVERNMENTS)) or (
        area in "镇乡" and area in unit
    )


def _same(name: str, unit: str) -> bool:
    name, unit = _bare(name), _bare(unit)
    if not name or not unit:
        return False
    if name in unit or unit in name:
        return True
    if name.endswith("分局") and unit.endswith("分局") and set(name) <= set(unit):
        return True  # 区公安分局 is 市公安局某区分局
    ends = name[-1] == unit[-1] or (name[-1] == "办" and unit.endswith("办公室"))
    if len(name) > 2 and ends and _abbreviates(name, unit):
        return True
    return name[0] in _AREA and not set(unit) & set(_AREA) and name[1:] in unit


def _abbreviates(name: str, unit: str) -> bool:
    """人社局 is 人力资源和社会保障局: its characters in their order."""
    rest = iter(unit)
    return all(char in rest for char in name)


def _bare(name: str) -> str:
    return (
        name.replace("人民政府", "政府")
        .replace("街道办事处", "街道")
        .replace("办事处", "街道")
        .replace("街道办", "街道")
    )
