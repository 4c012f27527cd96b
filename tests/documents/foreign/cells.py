"""Word files whose cells say the same in other ways: strokes, separators, labels set apart or explained."""

from itertools import count

from bot.forms.answers import Answers
from tests.documents.foreign.foreign import made, without_zeros
from tests.documents.foreign.word import changed, plain_table, plain_text, written
from tests.documents.reader.paper import Box, Grid, report

FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")


@made("docx", shown=without_zeros)
def strokes_for_zero(answers: Answers) -> bytes:
    """Zeros as strokes and blanks of many kinds, the others full width or with a unit."""
    marks = ["/", "—", "", "　", "－", "\\", "--", "／"]
    figures = iter(range(10**6))

    def figure(text: str) -> str:
        at = next(figures)
        if text == "0":
            return marks[at % len(marks)]
        if text.isdigit():
            return (text.translate(FULL), f"{text}件", f" {text} ", f"{int(text):,}")[at % 4]
        return text

    return written(report(answers, figure=figure), plain_text, plain_table)


@made("docx")
def labels_set_apart(answers: Answers) -> bytes:
    """Blanks between the characters of labels, one character a line, lines broken anywhere."""
    number = iter(range(10**6))

    def label(text: str) -> str:
        way = next(number) % 4
        if way == 0 and len(text) <= 8:
            return "\n".join(text)
        if way == 1:
            return " ".join(text)
        half = len(text) // 2
        return text[:half] + "\n" + text[half:] if way == 2 else f"　{text}\t"

    return written(report(answers, label=label), plain_text, plain_table)


@made("docx", "2019")
def explained_labels(answers: Answers) -> bytes:
    """A city's own version: each label with what to fill in, and a row that the form has not."""
    more = {
        "规章": "（设区的市、自治州人民政府应提供相关数据）",
        "规范性文件": "（行政机关制定发布的决定、公告、通告、意见、通知，以及标题采用“规定”“办法”“细则”等字样的公文）",
        "上一年项目数量": "（指上一年度事项数）",
        "本年增/减": "（指本年增加或减少的事项数，减用负值表示，如-8）",
        "处理决定数量": "（指本年办件量）",
        "其他对外管理服务事项": "（指行政许可以外的政务服务事项，含行政确认、行政奖励、行政裁决等）",
    }
    parts = changed(report(answers), lambda text: text + more.get(text, ""))
    two = next(part for part in parts if isinstance(part, Grid))
    two.rows.insert(
        4, [Box("其他主动公开文件（含以本单位名义正式签发的文件）"), *(Box("86") for _ in range(3))]
    )
    return written(parts, plain_text, plain_table)


@made("docx", "2021")
def tax_office_labels(answers: Answers) -> bytes:
    """Columns by shorter or longer names, as whole branches of the administration print them."""
    names = {
        "本年制发件数": "本年度制发数",
        "本年废止件数": "本年废止数",
        "现行有效件数": "现行有效件数（历史累计）",
        "本年处理决定数量": "本年处理决定数量（件）",
        "本年收费金额（单位：万元）": "本年收费金额（万元）",
        "结转下年度继续办理": "结转下年度继续办理",
        "行政规范性文件": "规范性文件",
    }
    parts = changed(report(answers), lambda text: names.get(text, text))
    return written(parts, plain_text, plain_table)


@made("docx")
def odd_figures(answers: Answers) -> bytes:
    """Figures as people type them: a thin or full-width separator, a unit below, a leading zero."""
    number = count()

    def figure(text: str) -> str:
        if not text.isdigit():
            return text
        ways = (
            f"{int(text):,}".replace(",", "，"),
            f"{text}\n",
            f"{int(text):,}".replace(",", "\u2009"),
            f"0{text}",
            f"{text}.0",
            f"{text}。",
            f"'{text}",
        )
        return ways[next(number) % len(ways)]

    return written(report(answers, figure=figure), plain_text, plain_table)
