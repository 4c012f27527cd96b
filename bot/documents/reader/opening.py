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
_YEAR_INSIDE = re.compile(rf"(?P<unit>.*?)政府信息公开(?:工作)?{_YEAR}年?度?(?:工作)?(?:报告|年报)")
_UNDATED = re.compile(rf"(?P<unit>.*?){_REPORT}(?:[（(]{_YEAR}年?度?[）)])?")
_TITLES = (_TITLE, _YEAR_INSIDE, _UNDATED)
_LONGEST_TITLE = 70
_TITLE_LINES = 4
_LONGEST_UNIT = 40
_SHORT_UNIT = 4  # characters: 办公室 alone is the end of a name
_NAMED = re.compile(r"^(?:标题|(?:信息)?名称)：")
_ORGAN = re.compile(r"(?:政府|街道|[局办厅委会院所镇乡县区市省州盟旗站署处室队部]|中心)$")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,14}[省市区县州盟旗]")

_NOISE = re.compile(
    r"[【\[（(|｜•·●◆■▪\s]*(?:"
    r"(?:发布|发文|成文|生成|公开|更新|印发)?(?:日期|时间)|(?:信息|文章|稿件)?来源|浏览|阅读|点击|访问|字体|字号|"
    r"(?:大|打印)|关闭|分享|作者|编辑|责任编辑|责编|索引号?|文号|发文机关|发布机构|"
    r"主题分类|名\s*称|有效性|当前位置|您的位置|您现在的位置|首页|保护视力|扫一扫|收藏|"
    r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\s*\d{1,2}:\d\d)?(?:\s|$))"
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
    titles = list(find_titles(lines))
    if not titles:
        return Opening(preamble=tuple(line for line in lines if "。" in line))
    last = titles[-1]
    year = next((title.year for title in reversed(titles) if title.year), 0)
    name = next((title.unit for title in reversed(titles) if title.unit), "")
    preamble = tuple(_without_noise(lines[last.end :]))
    return Opening(year, _unit(name), preamble)


def _unit(name: str) -> dict[str, str]:
    superior, unit = split_region(name) if name else ("", "")
    found = {"unit.superior": superior, "unit.name": unit}
    return {key: value for key, value in found.items() if value}


# -- the title ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Title:
    """A report's title: whose, on which year (0 where it is silent), and the lines it takes."""

    unit: str
    year: int
    start: int
    end: int


def find_titles(lines: Sequence[str]) -> Iterator[Title]:
    """Every title among the lines."""
    after = 0
    for last in range(len(lines)):
        if found := _title_at(lines, after, last):
            yield found
            after = found.end


def _title_at(lines: Sequence[str], first: int, last: int) -> Title | None:
    """The title that ends with a line. It begins as late as it can, but for the lines above that
    still belong to the unit's name: what else a page has above its title is not the unit's.
    """
    found: Title | None = None
    for at in range(last, max(last - _TITLE_LINES, first - 1), -1):
        if "。" in lines[at] or len(lines[at]) > _LONGEST_TITLE:
            break
        if found and not _belongs(lines[at], found):
            break
        if match := _matched("".join(lines[at : last + 1])):
            unit = _unit_name(match["unit"]) or _behind_year(match)
            year = _year(match["year"]) if match["year"] else 0
            found = Title(unit, year, at, last + 1)
    return found


def _matched(text: str) -> re.Match[str] | None:
    plain = tidy(text).replace(":", "：")
    return next(filter(None, (kind.fullmatch(plain) for kind in _TITLES)), None)


def is_title(line: str) -> bool:
    """True for a line that is the title of a report and no more."""
    return len(line) <= _LONGEST_TITLE and "。" not in line and _matched(line) is not None


def _belongs(line: str, title: Title) -> bool:
    """True for a line above a title that is a part of it: the year, the unit, its region."""
    plain = tidy(line)
    if not title.year and _ANY_YEAR.search(plain) and not _NOISE.match(plain):
        return True
    if len(title.unit) > _SHORT_UNIT and _ORGAN.search(title.unit):
        return _PLACE.fullmatch(plain) is not None
    return bool(_unit_name(plain)) and ">" not in plain


def _unit_name(text: str) -> str:
    """A unit's name, or nothing for what cannot be one."""
    text = _NAMED.sub("", text.rpartition(">")[2].strip("《》<>·-—|"))
    text = re.sub(r"(?:关于|发布|印发)+$", "", text)
    wrong = len(text) < 2 or len(text) > _LONGEST_UNIT or re.search(r"[:：。，,;；\d?？]", text)
    return "" if wrong or _NOISE.match(text) else text


def _behind_year(title: re.Match[str]) -> str:
    """The unit where it follows the year; 县人民政府信息公开 names the government only once."""
    name = _unit_name(title.groupdict().get("rest") or "")
    name = f"{name}政府" if name.endswith("人民") else name
    return name if _ORGAN.search(name) else ""


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
