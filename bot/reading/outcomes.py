"""What became of a request, and who made it, in the words of offices. Every office has its own
words for the rows of table 三, so they are kept here as data, in the order of the form. A text that
speaks of two outcomes has none: 不予公开（信息不存在） is a refusal in one office and a search in
vain in another, and only the office knows.

An outcome is a row of table 三 of the form of 2021; a group (`refused`, `other`) where a text does
not say which of its rows; `pending` where nothing was answered yet.
"""

import re
import unicodedata
from collections.abc import Container, Mapping

PENDING = "pending"
GROUPS = ("refused", "unavailable", "declined", "other")

# Every item is a regular expression, compared without white space and punctuation.
OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "granted": (
        r"(?<![不分])予以公开",
        r"(?<![不分])予公开",
        "全部公开|全部提供",
        r"(?<!不)同意(?:公开|提供)",
        r"(?<!未)已(?:经)?(?:主动)?公开",
        r"(?<!不)属于?主动公开|^主动公开$",
        "告知.{0,8}(?:获取|查询|查阅).{0,8}(?:方式|途径|渠道)",
        "(?:已|当场|依法)提供",
        "^(?:公开|提供|提供信息)$",
    ),
    "partial": ("部分(?:内容|信息|材料)?[依已可不]?予?以?(?:公开|提供)", "区分处理"),
    "refused_secret": (r"(?<!业)国家秘密", "^涉密|属于?涉密"),
    "refused_law": ("法律.{0,4}法规.{0,4}禁止", "禁止公开"),
    "refused_safety": ("三安全一稳定", "国家安全|公共安全|经济安全|社会稳定"),
    "refused_third_party": ("第三方|第三人", "商业秘密|隐私"),
    "refused_internal": ("内部事务|内部管理|内部工作流程|内部信息", "人事管理|后勤管理"),
    "refused_process": ("过程性|过程稿", "讨论记录|磋商信函|请示报告"),
    "refused_case_file": ("执法案卷",),
    "refused_query": ("行政查询|查询事项", "不动产登记|工商登记|登记资料"),
    "unavailable_not_held": (
        "信息不存在|^不存在|查无此",
        "不掌握|未制作|未获取|未保存|未检索到|检索不到",
        "非本(?:行政)?(?:机关|单位|部门)",
        "不属于?(?:本|我)(?:行政)?(?:机关|单位|部门|局|街道|镇)",
        "不属于?.{0,6}职责|不归.{0,6}负责|其他行政机关(?:负责|掌握)",
    ),
    "unavailable_needs_creation": (
        "加工|汇总|需要?(?:搜集|分析|制作)",
        "(?:另行|重新)制作",
        "[没无]有?现成",
    ),
    "unavailable_unclear": ("(?:仍|内容|申请|指向)不明确", "补正后.{0,8}不明"),
    "declined_petition": ("信访|举报|投诉",),
    "declined_repeat": (r"(?<!不)重复(?!.*大量)",),
    "declined_publication": ("出版物|公报|报刊|书籍",),
    "declined_excessive": ("大量.{0,2}反复|反复.{0,2}大量", "频繁|超出合理"),
    "declined_reconfirm": ("(?:要求|申请).{0,8}确认", "(?:重新|再次)(?:确认|出具)"),
    "other_no_correction": ("(?:未|不|没有|没)(?:作|做|予|进行|按[期时要求]{1,2})?补正",),
    "other_no_payment": ("(?:未|不|没有|没|逾期).{0,10}(?:缴|交).{0,6}费",),
    "other_other": ("撤回|撤销", "(?:主动|自愿|自行)放弃", "终止(?:办理|处理)"),
    PENDING: (
        "办理中|处理中|审核中|在办|待办|正在办理",
        "未答复|未办结|待答复|尚未|延期|结转",
        "征求意见中",
        "(?:待|正在|等待)补正",
    ),
    "refused": ("不予?以?公开", "不同意公开|拒绝公开"),
    "unavailable": ("无法提供|无法公开|不能提供",),
    "declined": ("不予处理|不予受理",),
    "other": ("其他处理|^其他$", "视[为同]放弃", "不再处理"),
}
KINDS: Mapping[str, tuple[str, ...]] = {
    "natural": ("自然人|^个人|公民", "居民(?!委)|村民(?!委)|群众"),
    "legal": ("律师|律所|法律服务",),
    "research": ("科研|大学|学院|高校", "研究院|研究所|研究机构|研究中心"),
    "charity": ("公益|慈善|社会组织|社会团体|^社团", "协会|学会|基金会|商会|联合会"),
    "commercial": ("企业|公司|集团|工厂|合作社|银行|商行",),
    "other": ("^其[他它]$", "行政机关|国家机关|^机关$|政府机关", "村委会|居委会|[村居]民委员会"),
}

_OUTCOMES = {key: re.compile("|".join(words)) for key, words in OUTCOMES.items()}
_KINDS = {key: re.compile("|".join(words)) for key, words in KINDS.items()}
_NEGLIGIBLE = re.compile(r"[^\w*×·-]|_")
_PERSON = re.compile(
    "[\u3400-\u9fff]{1,3}(?:某{1,2}|[*×xX]{1,2}|[\u3400-\u9fff])(?:等.{0,6})?"
    "|[\u3400-\u9fff]{2,8}·[\u3400-\u9fff]{2,10}"
)
_BODY = re.compile("[会组部处局所院校社店厂室队站委办园馆]$|中心$")


def read_outcome(outcome: str, reason: str = "") -> str:
    """The outcome in a ledger's words, `reason` being a second column for why.

    Empty where the words are not known, or speak of two outcomes; a group where the row of it is
    not said; `pending` where both are blank.
    """
    said, why = _plain(outcome), _plain(reason)
    if not said and not why:
        return PENDING
    found = _found(said or why)
    if len(found) != 1:
        return ""
    (result,) = found
    if result not in GROUPS:
        return result
    more = {row for row in _found(why) if row.startswith(result + "_")}
    return more.pop() if len(more) == 1 else result


def _found(text: str) -> set[str]:
    """The outcomes that a text speaks of. A row stands for its group, and partial for all."""
    found = {key for key, words in _OUTCOMES.items() if words.search(text)}
    if "partial" in found:
        return {"partial"}
    if len(found) > 1:
        found.discard(PENDING)
    return found - {group for group in GROUPS if any(key.startswith(group + "_") for key in found)}


def row_of(outcome: str, rows: Container[str]) -> str:
    """The row of a form for an outcome; empty where the form asks for more than was said.

    The form of 2019 has one row `other` where that of 2021 has three.
    """
    if outcome in rows:
        return outcome
    group = outcome.partition("_")[0]
    return group if group in rows else ""


def read_kind(text: str) -> str:
    """The applicant's column of table 三; empty where the words are not known, or mean several."""
    found = [key for key, words in _KINDS.items() if words.search(_plain(text))]
    return found[0] if len(found) == 1 else ""


def kind_of_name(name: str) -> str:
    """The column that a name by itself suggests: a company's, a law firm's, a person's.

    It is a guess by the look of the name, and has to be confirmed as one.
    """
    text = _plain(name)
    found = [key for key in KINDS if key != "natural" and _KINDS[key].search(text)]
    if found:
        return found[0] if len(found) == 1 else ""
    return "natural" if _PERSON.fullmatch(text) and not _BODY.search(text) else ""


def _plain(text: str) -> str:
    return _NEGLIGIBLE.sub("", unicodedata.normalize("NFKC", text))
