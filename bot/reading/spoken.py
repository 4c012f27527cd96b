"""What clerks say in a chat, in the words that offices write: 给了2个 is 予以公开2件, 一个官司赢了
is 行政诉讼1件结果维持. The reader of counts knows the words of reports and takes nothing else, as
it must for what others published; a clerk is there and sees what was understood. A clause is put
into those words only if something in it is everyday speech and all of it is known here; every other
clause stays as it was said.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from bot.reading.numerals import HAN, read_number
from bot.reading.rest import NONE_CAME

LONGEST = 60  # characters; what is longer was written, not said
FEWEST_CHANNELS = 2  # one alone may be a part of what came in

Words = tuple[tuple[str, str], ...]

_SEPARATE = re.compile(r"(?:[;。!?、]|(?<!\d),|,(?!\d{3}(?!\d))|\s+(?=[^\d\s]))+")
_INSIDE = re.compile(
    r"(?<=[个件份次])(?=都|全(?!部))|(?<=[\u4e00-\u9fff])(?=另外?(?:[一两\d]|还?有)|还有[一两\d]|剩下[一两\d])"
)
_NOT_ONE = re.compile(r"一[个件份次起](?:都|也)(?:没|不)")
_NONE_OR_ONE = re.compile(r"一[个件份]没[^,。;、]*$")  # not one, or one not
_UNIT = r"(?:个?人(?=申请|来|问|要)|[个件份次起回例桩])"
_COUNT = re.compile(rf"(\d{{1,6}})(?:{_UNIT}|(?=[吧了啊呢]*$))|([{HAN}]{{1,6}}){_UNIT}|([俩仨])个?")
_ROUGH = re.compile(
    rf"大概|大约|差不多|约|左右|上下|好几|几[十百千]|[十百]几|[{HAN}\d][多余来][个件份]|几[个件份]"
)
_SAID = (
    r"就|才|只有?|仅|也|共|一共|总共|总计|有|是|的|了|吧|呢|啊|呀|嘛|我们|咱们|街道|单位|因为|属于|算|另外"
    r"|另|还|剩下|其中|今年|全年|年度|都|全部|全|不多|那|这|结果|最后|后来|已经|已|过|在|个|件|:|\s"
)
_FILLER = re.compile(_SAID + r"|他们|人家|他|她|说|被|到|申请|信息公开|信息")
_OF_CASES = re.compile(_SAID + r"|被|行政|案子|案件|到|最后")
_OF_ROWS = re.compile(_SAID + r"|行政")
_PLAIN = re.compile(_SAID)

_EVERYDAY = re.compile(
    r"去年|新发|(?<!现行)有效|[个次回俩仨桩]|给|[来了]问|问|要|没|撤|都|机密|还在|吧|就|不是我们|我们|老百姓|群众|官司|告|赢|输|胜|败|罚|搞|办了"
)
_APPLICANTS: Words = ((r"老百姓|群众|村民|居民|市民|百姓", "自然人"),)
_CAME = r"收到?|受理|来(?:问|要|申请)?|问|要|提交?"
_OUTCOMES: Words = (
    (r"(?:只|就)?(?:给|公开|提供)了?(?:一部分|部分)|部分(?:给|公开|提供)了?", "部分公开"),
    (r"商业秘密|个人隐私|隐私|第三方", "涉及第三方合法权益不予公开"),
    (r"(?:国家)?(?:秘密|机密|绝密)(?:文件)?|涉密", "属于国家秘密不予公开"),
    (r"信访|上访|投诉|举报", "信访举报投诉类申请不予处理"),
    (r"重复", "重复申请不予处理"),
    (r"(?:自己|主动)?(?:撤回|撤了|撤)|(?:又)?不要了", "申请人撤回"),
    (r"还在办|(?:还)?没(?:办完|办好|答复|弄完|办理完)", "结转下年度继续办理"),
    (
        r"(?:这里|这边|这)?(?:没有|没|找不到|没找到|查不到|没查到)(?:这个|那个|该|相关|这样的|他要的|这)?(?:信息|材料|东西|资料|文件)"
        r"|不是我们(?:管|负责|这里|这)?|不归我们(?:管|负责)?|我们(?:这里|这)?没有$|不在我们(?:这里|这)",
        "本机关不掌握",
    ),
    (r"(?:没有?|不能?|不让)(?:给|公开|提供)", "不予公开"),
    (r"给?(?:办(?:完|结|好)|答复|回复|处理完|回)", "办结"),
    (r"给|公开|提供", "予以公开"),
)
_OF_ALL = ("予以公开", "部分公开", "不予公开", "办结")
_BESIDE_REASON = re.compile(r"(?:所以)?(?:没有?|不能?|不让)(?:给|公开|提供)")
_LEFT = re.compile(r"(?:去年|上年)(?:还|也)?(?:剩|结转|留)(?:了|下|过来)*的?")
_NONE_LEFT = re.compile(r"(?:去年|上年)(?:也|都)?没有?(?:剩|结转)?(?:下|过来)?(?:的|申请)?")
_NOBODY = re.compile(
    r"(?:今年|全年)?(?:一[个件份])?(?:都|也)?没有?(?:人|群众|老百姓|单位|谁)?(?:来|再)?(?:收到?|申请|问|要|提)(?:过|到)?(?:申请|的)?"
)
_CASES: Words = (
    (r"(?:打了?)?官司|(?:被|有人)?(?:告|起诉)(?:了)?(?:我们)?|诉讼|上?法院", "行政诉讼"),
    (r"复议", "行政复议"),
)
_RULINGS: Words = (
    (r"(?:还|尚)?没有?(?:出|有)?(?:来|结果|判|结|审结|完)(?:下来)?|还在(?:打|审|办)", "尚未审结"),
    (r"打?(?:赢|胜(?!诉))|维持", "结果维持"),
    (r"打?(?:输|败(?!诉))|纠正", "结果纠正"),
)
_OTHER_SIDE = re.compile(r"对方|他|她|人家|老百姓|群众|申请人|原告")
_CHANNEL = re.compile(
    r"(?:网上|网络|网站|线上|平台|邮箱|电子邮件|信函|信件|来信|书信|邮寄|快递|当面|现场|窗口|上门|传真|其他(?:渠道|方式|途径))"
    rf"(?:提交|申请|收到|来的|来|收|的|有|:)*(\d{{1,6}}|[{HAN}]{{1,6}})[件个份封](?:申请)?"
)
_ONE_EACH = re.compile(
    r"[,;、]?[一1][个件]?打?(赢|胜|输|败|负)了?[,;、]?[一1][个件]?打?(赢|胜|输|败|负)了?"
)
_WON = "赢胜"
_ROWS: Words = (
    (r"规范性文件", "行政规范性文件"),
    (r"规章", "规章"),
    (r"许可", "行政许可"),
    (r"处罚|罚款|罚", "行政处罚"),
    (r"强制", "行政强制"),
    (r"(?:事业性)?收费", "行政事业性收费"),
)
_OF_COLUMNS = ("", "行政规范性文件", "规章")  # what has three figures, or was named before
_COLUMNS: Words = (
    (r"新?(?:制发|制定|印发|出台|发)(?:了)?", "制发"),
    (r"废止|清理|作废", "废止"),
    (r"(?:现在|现行|继续|还)?有效|还在用", "现行有效"),
)
_DID = re.compile(r"办|批|作出|做|开|搞|决定|处理")
_NO_FEE = re.compile(r"没有?收过?(?:什么|任何)?费(?:用)?")


@dataclass(frozen=True)
class Spoken:
    """A text in the words of reports, and the clauses of it that give no exact figure."""

    formal: str
    rough: tuple[str, ...] = ()


def read_spoken(text: str, table: str, *, came: bool = False) -> Spoken:
    """What somebody says of a table; with `came` a bare count at its beginning is of what came in.
    A text in which nothing is known stays as it is.
    """
    given = unicodedata.normalize("NFKC", text).strip()
    plain = _ONE_EACH.sub(_one_each, given) if table == "litigation" else given
    say = _OF_TABLE.get(table)
    if say is None or len(plain) > LONGEST or _NONE_OR_ONE.match(plain):
        return Spoken(text)
    clauses = [clause for clause in _SEPARATE.split(plain) if clause]
    rough = tuple(clause for clause in clauses if _ROUGH.search(clause))
    clauses = [clause for clause in clauses if _PLAIN.sub("", clause)]  # without 不多
    put = [clause if clause in rough else _put(clause, say) for clause in clauses]
    put = _by_channel(clauses, put) if came else put
    if came and len(put) > 1 and put[0] in ("没有", "没"):
        put[0] = NONE_CAME
    if came and put and (figure := _bare_count(put[0])):
        put[0] = f"收到{figure}{put[0].partition(',')[1]}{put[0].partition(',')[2]}"
    return Spoken(text if put == clauses and plain == given else ",".join(put), rough)


def _by_channel(clauses: list[str], put: list[str]) -> list[str]:
    """网上3件，信函1件, asked how many came in: their sum stands in their place."""
    told = list(takewhile(bool, map(_CHANNEL.fullmatch, clauses)))
    figures = [read_number(match.group(1)) for match in told if match]
    if len(figures) < FEWEST_CHANNELS or None in figures:
        return put
    return [f"收到{sum(filter(None, figures))}件", *put[len(figures) :]]


def _one_each(match: re.Match[str]) -> str:
    """一赢一输: two rulings of one case each; unless it is said whose win it was."""
    first, second = ("维持" if side in _WON else "纠正" for side in match.groups())
    if first == second or _OTHER_SIDE.search(match.string):
        return match.group()
    return f",结果{first}1件,结果{second}1件"


def _put(clause: str, say: Callable[[str], str]) -> str:
    """A clause as it is written, part by part: 5件都公开了 are two."""
    if _NOT_ONE.search(clause):
        return say(clause) if _NOBODY.fullmatch(clause) else clause
    parts = _INSIDE.split(clause)
    put = [(say(part) if _EVERYDAY.search(part) else "") or part for part in parts]
    return clause if put == parts else ",".join(_counted(part) for part in put)


def _counted(part: str) -> str:
    """A bare count in one way: 就3个 is 3件."""
    figure, rest = _figure(part)
    return f"{figure}件" if figure and not _PLAIN.sub("", rest) else part


def _bare_count(put: str) -> str:
    """The count that stands alone at the beginning of what was put; empty where there is none."""
    first = _counted(put.partition(",")[0])
    return first if re.fullmatch(r"\d+件", first) and put.startswith(first) else ""


def _of_applications(clause: str) -> str:
    """收到3件, 都是自然人, 予以公开2件, 均予以公开; empty where not all of a clause is known."""
    figure, rest = _figure(clause)
    left = figure and _LEFT.fullmatch(rest)
    if known := _none_of_cases(clause) or (f"上年结转{figure}件" if left else ""):
        return known
    who, rest = _first(_APPLICANTS, rest)
    outcome, rest = ("", rest) if who else _first(_OUTCOMES, rest)
    asked = not outcome and re.search(_CAME, rest)
    beside = re.compile(_CAME) if asked else _BESIDE_REASON if outcome not in _OF_ALL else None
    rest = beside.sub("", rest) if beside else rest
    if _FILLER.sub("", rest):
        return ""
    every = re.search(r"都|全", clause)
    if not figure:
        return _of_everything(who, outcome) if every else ""
    if outcome or (who and not (every or asked)):
        return f"{outcome or who}{figure}件"
    received = f"收到{figure}件" if asked else f"{figure}件"
    return f"{received},都是{who}" if who else received


def _none_of_cases(clause: str) -> str:
    """未收到申请, 去年没有结转; empty for any other clause."""
    if _NOBODY.fullmatch(clause):
        return NONE_CAME
    return "去年没有结转" if _NONE_LEFT.fullmatch(clause) else ""


def _of_everything(who: str, outcome: str) -> str:
    """都是自然人, 均予以公开; a reason of all says too little."""
    return f"都是{who}" if who else f"均{outcome}" if outcome in _OF_ALL else ""


def _of_litigation(clause: str) -> str:
    """行政诉讼1件结果维持, 结果维持, 没有行政复议."""
    if _OTHER_SIDE.search(clause):
        return ""  # whose win it was decides the column
    figure, rest = _figure(clause)
    case, rest = _first(_CASES, rest)
    ruling, rest = _first(_RULINGS, rest)
    none = case and not figure and re.search(r"没有?人?(?:打过)?", rest)
    rest = rest.replace(none.group(), "", 1) if none else rest
    if _OF_CASES.sub("", rest):
        return ""
    if none and not ruling:
        return f"没有{case}"
    if not case:
        return "" if figure else ruling
    return f"{case}{figure}件{ruling}" if figure else ""


def _of_disclosure(clause: str) -> str:
    """行政许可20件, 行政处罚没有, 行政规范性文件制发2件."""
    if _NO_FEE.fullmatch(clause):
        return "行政事业性收费没有"
    figure, rest = _figure(clause)
    row, rest = _first(_ROWS, rest)
    none = not figure and re.search(r"没有?", rest)
    of_columns = bool(figure) and row in _OF_COLUMNS
    column, rest = _first(_COLUMNS, rest) if of_columns else ("", rest)
    rest = _DID.sub("", rest.replace(none.group(), "", 1) if none else rest)
    if not (row or column) or not (none or figure) or _OF_ROWS.sub("", rest):
        return ""
    return f"{row}没有" if none else f"{row}{column}{figure}件"


_OF_TABLE: dict[str, Callable[[str], str]] = {
    "applications": _of_applications,
    "litigation": _of_litigation,
    "disclosure": _of_disclosure,
}


def _figure(clause: str) -> tuple[str, str]:
    """The one count of a clause and the rest of it; none where there are two."""
    found = [(match, number) for match in _COUNT.finditer(clause) if (number := _number(match))]
    if len(found) != 1:
        return "", clause
    match, number = found[0]
    return number, clause[: match.start()] + clause[match.end() :]


def _number(match: re.Match[str]) -> str:
    figure = next(filter(None, match.groups()))
    number = read_number({"俩": "2", "仨": "3"}.get(figure, figure))
    return "" if number is None else str(number)


def _first(words: Words, text: str) -> tuple[str, str]:
    """The first of some words that a text has, as it is written, and the text without it."""
    for said, written in words:
        if match := re.search(said, text):
            return written, text[: match.start()] + text[match.end() :]
    return "", text
