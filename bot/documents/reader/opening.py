"""Reads what stands before section 一: of which unit and year the report is, the preamble, and the
contact in it. A web page has much before the title that is none of the report's (where the visitor
is, when it was put up), so the title is found first and the preamble begins behind it.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from bot.forms.number import tidy
from bot.interview.desk import split_region
from bot.reading.contact import read_contact

_REPORT = r"政府信息(?:公开|主动公开)(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)"
_YEAR = r"(?P<year>20\d\d|二[〇○OＯ0零]{1}[一二三四五六七八九〇○零]{2})"
_TITLE = re.compile(
    rf"(?P<unit>.*?)(?:关于)?{_YEAR}\s*年?度?(?P<rest>.*?){_REPORT}(?:[（(].*[）)])?"
)
_UNDATED = re.compile(rf"(?P<unit>.*?){_REPORT}(?:[（(]{_YEAR}年?度?[）)])?")
_LONGEST_TITLE = 70
_TITLE_LINES = 4
_LONGEST_UNIT = 40

_NOISE = re.compile(
    r"(?:发布|发文|成文|生成|公开|更新|印发)?(?:日期|时间)|(?:信息)?来源|浏览|阅读|点击|访问|字体|字号|"
    r"[【\[（(]?(?:大|打印)|关闭|分享|作者|编辑|责任编辑|责编|索引号?|文号|发文机关|发布机构|"
    r"主题分类|名\s*称|有效性|当前位置|您的位置|您现在的位置|首页|保护视力|扫一扫|收藏|"
    r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\s*\d{1,2}:\d\d)?(?:\s|$)"
)
_DATE_LINE = re.compile(r"[（(]?20\d\d年\d{1,2}月\d{1,2}日[）)]?")
_PERIOD = re.compile(r"(20\d\d)\s*年\s*1\s*月\s*1\s*日")
_ANY_YEAR = re.compile(r"(20\d\d)(?:\s*年)")
_NAME_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_SENTENCE = re.compile(r"[^。\n]+")
_HAN_YEAR = str.maketrans("〇○OＯ0零一二三四五六七八九", "000000123456789")

_ABOUT_CONTACT = re.compile(r"疑问|咨询|联系|查阅|下载|电话|邮编|邮政编码|邮箱|传真")
_LABELLED = re.compile(
    r"(?:联系|办公|通讯|单位|电子|邮政|门户|传真)?"
    r"(?:地址|邮编|编码|电话|邮箱|邮件|网站|网址|传真|号码|[Ee]-?[Mm]ail|科室|部门)\s*[:：]"
)
_OFFICE = re.compile(
    r"(?:与|和|向|同|联系|致电)([^，,。；;（(：:与向]{2,40}?)"
    r"(?:进行)?(?:联系|咨询|反映)?(?=[（(，,。；;]|$)"
)
_SITE = re.compile(
    r"(?:在|从|于|登录|登陆|通过|访问)([^，,。；;]{3,80}?)(?:网?上)?(?:进行)?(?:查阅|下载|查看|查询)"
)
_URL = re.compile(r"https?://[!-~]+|www\.[!-~]+")
_VALUES = {
    "unit.postcode": re.compile(r"\d{6}(?!\d)"),
    "unit.phone": re.compile(r"[\d(（+][\d()（）+\-—－–转/、 ]{5,}\d"),
    "unit.fax": re.compile(r"[\d(（+][\d()（）+\-—－–转/、 ]{5,}\d"),
    "unit.email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "unit.website": re.compile(r"[^，,。；;]+"),
    "unit.address": re.compile(r"[^，,。；;）)]+(?:[（(][^）)]*[）)])?[^，,。；;）)]*"),
    "unit.office": re.compile(r"[^，,。；;）)]+"),
}


@dataclass(frozen=True)
class Opening:
    """Whose report it is and on which year (0 where it does not say), the preamble, the contact."""

    year: int = 0
    unit: dict[str, str] = field(default_factory=dict)
    preamble: tuple[str, ...] = ()


def read_opening(lines: Sequence[str]) -> Opening:
    """What the lines before the first section say. Without a title, only sentences are its text."""
    lines = [line for line in lines if line.strip()]
    titles = list(_titles(lines))
    if not titles:
        return Opening(preamble=tuple(line for line in lines if "。" in line))
    last = titles[-1]
    year = next((title.year for title in titles if title.year), 0)
    name = next((title.unit for title in reversed(titles) if title.unit), "")
    preamble = tuple(_without_noise(lines[last.end :]))
    return Opening(year, _unit(name), preamble)


def _unit(name: str) -> dict[str, str]:
    superior, unit = split_region(name) if name else ("", "")
    found = {"unit.superior": superior, "unit.name": unit}
    return {key: value for key, value in found.items() if value}


# -- the title ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Title:
    unit: str
    year: int
    end: int


def _titles(lines: Sequence[str]) -> Iterator[_Title]:
    """Every title among the lines, each over as few of them as make one."""
    at = 0
    while at < len(lines):
        found = _title_at(lines, at)
        if found:
            yield found
            at = found.end
        else:
            at += 1


def _title_at(lines: Sequence[str], at: int) -> _Title | None:
    """The title that ends a few lines after `at`: the last line that it needs says 报告."""
    for end in range(at + 1, min(at + _TITLE_LINES, len(lines)) + 1):
        if "。" in lines[end - 1] or len(lines[end - 1]) > _LONGEST_TITLE:
            return None
        text = tidy("".join(lines[at:end])).replace(":", "：")
        found = _TITLE.fullmatch(text) or _UNDATED.fullmatch(text)
        if found:
            unit = _unit_name(found["unit"])
            if not unit and at:
                unit = _unit_name(tidy(lines[at - 1]))
            year = found["year"]
            return _Title(unit, _year(year) if year else 0, end)
    return None


def _unit_name(text: str) -> str:
    """A unit's name, or nothing for what cannot be one."""
    text = text.rpartition(">")[2].strip("《》<>·-—|")
    text = re.sub(r"(?:关于|发布|印发)+$", "", text)
    wrong = len(text) < 2 or len(text) > _LONGEST_UNIT or re.search(r"[:：。，,;；\d?？]", text)
    return "" if wrong or _NOISE.match(text) else text


def _year(text: str) -> int:
    return int(text.translate(_HAN_YEAR))


def year_of(name: str, opening: Opening, texts: Sequence[str]) -> int:
    """The year a report is on: its title's, else its period's, the file name's, the first named."""
    if opening.year:
        return opening.year
    for text in texts:
        if found := _PERIOD.search(text):
            return int(found[1])
    if found := _NAME_YEAR.search(name):
        return int(found[1])
    for text in texts:
        if found := _ANY_YEAR.search(text):
            return int(found[1])
    return 0


# -- preamble and contact ----------------------------------------------------------------


def _without_noise(lines: Sequence[str]) -> Iterator[str]:
    """The preamble's lines: before its first sentence, what a web page adds is left out."""
    begun = False
    for line in lines:
        text = line.strip()
        noise = _NOISE.match(text) or _DATE_LINE.fullmatch(tidy(text))
        if noise and not begun and "。" not in text:
            continue
        begun = begun or bool(text)
        yield line


def read_contacts(text: str, wanted: Collection[str], title: str) -> dict[str, str]:
    """The contact that a text gives, part by part; `title` is the unit's own full name."""
    found: dict[str, str] = {}
    for sentence in _SENTENCE.findall(text):
        if _ABOUT_CONTACT.search(sentence):
            for key, value in _contact(sentence, title):
                if key in wanted:
                    found.setdefault(key, value)
    return found


def _contact(sentence: str, title: str) -> Iterator[tuple[str, str]]:
    label = _LABELLED.search(sentence)
    if label:
        parts = read_contact(sentence[label.start() :], _VALUES).parts
        for key, text in parts.items():
            if value := _VALUES[key].search(text):
                yield key, _closed(value[0].strip(" 、（("))
    if (site := _SITE.search(sentence)) and (_URL.search(site[1]) or "网" in site[1]):
        yield "unit.website", site[1].strip()
    asked = sentence[: label.start()] if label else sentence
    if ("疑问" in asked or "咨询" in asked) and (office := _OFFICE.search(asked)):
        name = office[1].strip()
        if not title.endswith(name) and name[0] not in "我本":
            yield "unit.office", name


def _closed(text: str) -> str:
    """A value that ends with a bracket has it again."""
    return text + "）" if text.count("（") > text.count("）") else text
