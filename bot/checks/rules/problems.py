"""Section 五: problems and what is done about them. 无 is not acceptable there, and a section that
names problems alone says half of what it must. The words for both are many, so only a section in
which none of them stands is questioned.
"""

import re
from collections.abc import Iterator

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.prose import Text
from bot.checks.report import Report
from bot.forms.form import Rule

_NONE = re.compile(
    r"(?:20\d\d年度?)?[,\s]*[\u4e00-\u9fff]{0,14}?(?:目前|暂|暂时|尚)?(?:无|没有|未发现|不存在|未存在|/|-+|—+)"
    r"(?:明显|突出|主要|重大|其他|存在|的|问题|以?及|和|与|、|改进|整改|情况|措施|需要?|报告|事项|说明|在|方面|不足|之处|政府|信息|公开|工作)*"
)
_NONE_TOLD = re.compile(
    r"存在的?(?:主要)?问题(?:情况)?:\s*(?:暂?无|没有)\s*(?:问题)?\s*(?=[。;\n]|$)"
)
_EDGES = " \t\n\u3000。.!,;"
_AHEAD = re.compile(
    r"下一步|下一年|下一阶段|下步|今后|接下来|来年|明年|改进|整改|改善|措施|将(?!军)|计划|拟|针对|努力方向|打算|为此|对此"
)
_DOING = re.compile(
    r"加强|加大|加快|完善|提升|提高|强化|推进|推动|健全|优化|规范|丰富|拓展|拓宽|深化|落实|增强|充实|开展|组织|建立|定期|及时(?!性|公开|更新不)|已[\u4e00-\u9fff]|得到|解决|缓解"
)
_WANTING = re.compile(
    r"有待|有所?欠缺|不够|不足|不强|不高|不全|不多|不深|不细|不到位|不及时|不规范|不完善|欠缺|薄弱|缺乏|缺少|亟[待需]|[还仍]?需要?|存在|滞后|单一|较少|较低|较慢|差距"
)


@kind("texts")
def problems_none(report: Report, rule: Rule) -> Iterator[Broken]:
    """Section 五 says more than 无. In a report that stands published it may be empty as well."""
    for key in rule.args["texts"]:
        text = Text(key, report.values.get(key, "")).folded.strip(_EDGES)
        headed = report.form.section_of(key).id in report.answers.sections
        none = _NONE.fullmatch(text) or _NONE_TOLD.search(text)
        if (text and none) or (not text and headed):
            yield Broken((key,), none.group() if none else "")


@kind("texts")
def improvements(report: Report, rule: Rule) -> Iterator[Broken]:
    """Section 五 tells what will be done, or what was."""
    for text in report.texts(rule):
        if _NONE.fullmatch(text.folded.strip(_EDGES)):
            continue  # another rule's
        if _AHEAD.search(text.folded) or f"{report.year + 1}年" in text.folded:
            continue
        clauses = re.split(r"[,。;\n]", text.folded)
        if not any(_DOING.search(c) and not _WANTING.search(c) for c in clauses):
            yield Broken((text.key,))
