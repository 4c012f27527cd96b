"""The reports that the benchmark renders. Every contender gets the same words and figures."""

from bot.forms.answers import Answers
from bot.forms.form import Form

_SENTENCE = "认真贯彻落实条例，通过门户网站、微信公众号等渠道主动公开信息314条。"


def small(form: Form) -> Answers:
    """What most offices send: every figure zero, texts of about 1,500 characters."""
    return _answers(form, dict.fromkeys(form.cells, "0"), characters=1500)


def large(form: Form) -> Answers:
    """A district's report: every figure another number, texts of 5,000 characters."""
    figures = {key: str(17 * at % 9973 + 1) for at, key in enumerate(form.cells)}
    return _answers(form, figures, characters=5000)


def gaps(form: Form) -> Answers:
    """Half an interview, for a draft: every other figure is missing, and a text."""
    figures = {key: "0" for at, key in enumerate(form.cells) if at % 2}
    answers = _answers(form, figures, characters=1500)
    entered = {key: value for key, value in answers.entered.items() if key != "problems"}
    return Answers(form, answers.year, entered)


def _answers(form: Form, figures: dict[str, str], characters: int) -> Answers:
    topics = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
    share = characters * 4 // 5 // len(topics) // len(_SENTENCE)
    numerals = "一二三四五"
    overview = [
        line
        for at, topic in enumerate(topics)
        for line in (f"（{numerals[at]}）{topic}", _SENTENCE * max(share, 1))
    ]
    rest = _SENTENCE * (characters // 5 // 3 // len(_SENTENCE))
    texts = {
        "preamble": rest,
        "overview": "\n".join(overview),
        "applications.lead": "2023年，我街道未收到政府信息公开申请。",
        "litigation.lead": "2023年，我街道未发生行政复议、行政诉讼。",
        "problems": f"{rest}\n一是{rest}",
        "others": "无其他需要报告的事项。",
    }
    unit = {"unit.superior": "宝山区", "unit.name": "红旗街道办事处"}
    answers = Answers(form, 2023, {**figures, **texts, **unit})
    assert (
        answers.values
    )  # computed once here: the checks have asked for them before a report is made
    return answers
