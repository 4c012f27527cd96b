"""Errors of every kind, planted one at a time into clean reports. Each planter takes a case and
returns it with its error, or None where there is nothing to plant it in. The sentences in which
errors are planted were written by hand, apart from those that the rules were made with.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from bot.forms.answers import Answers
from bot.forms.bound import bind
from tests.accuracy.reports import APPLICANTS, Case, clean, sentences

Planter = Callable[[Case, Random], Case | None]
PLANTERS: dict[str, list[Planter]] = {}


def plants(rule: str) -> Callable[[Planter], Planter]:
    """Registers a planter for the rule that must find its error."""

    def register(planter: Planter) -> Planter:
        PLANTERS.setdefault(rule, []).append(planter)
        return planter

    return register


def planted(rule: str, rng: Random, phrasings: str) -> Case:
    """A report with one error that the rule must find."""
    planter = rng.choice(PLANTERS[rule])
    while True:
        case = planter(clean(rng, phrasings), rng)
        if case is not None:
            return case


def _other(rng: Random, value: int) -> int:
    """Another number, as slips make it: one off, a digit more or less, two digits changed over."""
    text = str(value)
    slips = [value + rng.choice((1, -1)), value + rng.randint(2, 9), int(text[::-1])]
    slips += [int(text + rng.choice("0123456789")), int(text[:-1] or "0"), value * 2]
    return rng.choice([slip for slip in slips if slip >= 0 and slip != value])


def _complete(case: Case) -> Case:
    return case.but(values={k: v for k, v in case.answers.values.items() if k in case.form.cells})


# ---------------------------------------------------------------- arithmetic


def _cell(pattern: Callable[[str], bool]) -> Planter:
    def plant(case: Case, rng: Random) -> Case | None:
        case = _complete(case)
        keys = [key for key in case.form.cells if pattern(key)]
        key = rng.choice(keys)
        return case.but(values={key: str(_other(rng, int(case.values[key])))})

    return plant


plants("row_sum")(_cell(lambda key: key.startswith("applications.")))
plants("result_sum")(
    _cell(
        lambda key: (
            key.startswith("applications.")
            and not any(row in key for row in (".received.", ".carried_in.", ".carried_out."))
        )
    )
)
plants("balance")(
    _cell(
        lambda key: any(
            row in key for row in (".received.", ".carried_in.", ".carried_out.", "results_total.")
        )
    )
)
plants("litigation_sum")(_cell(lambda key: key.startswith("litigation.")))


@plants("balance")
def _totals_left_out(case: Case, rng: Random) -> Case | None:
    asked = {key: case.values[key] for key in case.form.cells if key in case.values}
    asked = {key: v for key, v in asked.items() if not case.form.cells[key].computed}
    rest = {key: v for key, v in case.values.items() if key not in case.form.cells}
    key = rng.choice([key for key in asked if key.startswith("applications.")])
    asked[key] = str(_other(rng, int(asked[key])))
    return replace(case, values=rest | asked)


@plants("number")
def _no_number(case: Case, rng: Random) -> Case | None:
    key = rng.choice([k for k in case.values if k in case.form.cells and not k.endswith("change")])
    return case.but(values={key: rng.choice(("-1", "1.5x", "若干", "/", "无", "3..5", "约10"))})


@plants("missing")
def _left_out(case: Case, rng: Random) -> Case | None:
    cells = [k for k in case.form.cells if k in case.values and not case.form.cells[k].computed]
    key = rng.choice((*cells, "problems", "overview", "others"))
    return case.but(values={key: ""})


# ---------------------------------------------------------------- across years


@plants("carry_over")
def _carried(case: Case, rng: Random) -> Case | None:
    key = f"applications.carried_out.{rng.choice(APPLICANTS)}"
    return case.but(previous={key: str(_other(rng, int(case.previous[key])))})


@plants("in_force")
def _in_force(case: Case, rng: Random) -> Case | None:
    key = f"disclosure.normative.{rng.choice(('made', 'repealed', 'in_force'))}"
    if "disclosure.normative.in_force" not in case.values:
        return None
    return case.but(values={key: str(_other(rng, int(case.values[key])))})


@plants("last_items")
def _items(case: Case, rng: Random) -> Case | None:
    key = f"disclosure.{rng.choice(('licence', 'other_service', 'penalty'))}.last_year"
    if key not in case.values:
        return None
    wrong = _other(rng, int(case.values[key]))
    decided = case.previous.get(key.replace("last_year", "decisions"))
    return None if str(wrong) == decided else case.but(values={key: str(wrong)})


@plants("tenfold")
def _digit_too_many(case: Case, rng: Random) -> Case | None:
    keys = [k for k in case.previous if k in case.values and int(case.previous[k]) >= 10]
    keys = [k for k in keys if k.endswith(".decisions")]
    if not keys:
        return None
    key = rng.choice(keys)
    digit = rng.choice("0123456789")
    return case.but(values={key: case.previous[key] + digit})


# ---------------------------------------------------------------- text against table

_COUNTED = (
    "received", "carried_in", "carried_out", "done", "granted", "partial", "refused",
    "unavailable", "natural", "review", "direct", "after_review", "licence", "penalty",
    "normative_made", "normative_in_force", "review_upheld", "commercial",
)  # fmt: skip


@plants("text_count")
def _stale_count(case: Case, rng: Random) -> Case | None:
    said = " ".join(case.chosen.get(topic, "") for topic in ("section_two", "requests", "appeals"))
    slots = [s for s in _COUNTED if f"{{{s}}}" in said and int(case.slots.get(s) or 0) > 0]
    if not slots:
        return None
    slot = rng.choice(slots)
    now = int(case.slots[slot])
    other = rng.choice([n for n in (now + 1, now - 1, now + 10, now * 2, now + 3) if n > 0])
    return case.but(slots={slot: other})


@plants("text_zero")
def _said_none(case: Case, rng: Random) -> Case | None:
    topic = rng.choice(("requests", "appeals"))
    some = case.slots["received"] if topic == "requests" else case.slots["review"]
    if not some or (topic == "appeals" and not case.slots["lawsuits"]):
        return None
    none = sentences(case.phrasings)[f"{topic}_none"]
    choices = [piece["text"] for piece in none if piece["text"]]
    return case.but(chosen={topic: rng.choice(choices)})


@plants("text_zero")
def _said_some(case: Case, rng: Random) -> Case | None:
    if case.slots["received"] or case.slots["carried_in"]:
        return None
    texts = [piece["text"] for piece in sentences(case.phrasings)["requests"]]
    choices = [text for text in texts if "{received}" in text and "{was}" not in text]
    text = rng.choice([text for text in choices if "{moved}" not in text])
    some = {"received": 7, "natural": 7, "done": 7, "p_natural": "100", "granted": 7}
    some |= {"all": 7, "web": 7, "orgs": 0, "p_orgs": "0"}
    return case.but(chosen={"requests": text}, slots=some)


@plants("litigation_outcome")
def _not_all_upheld(case: Case, rng: Random) -> Case | None:
    texts = [
        "全年被申请行政复议的案件均获维持。",
        "因政府信息公开引发的行政复议，复议机关全部予以维持。",
        "政府信息公开行政复议{review}件，均为维持。",
        "当年发生行政复议{review}件，均被维持，未发生行政诉讼。",
        "涉及依申请公开的行政复议案件{review}件，结果均为维持原答复。",
    ]
    texts += [
        piece["text"]
        for piece in sentences(case.phrasings)["appeals"]
        if "维持" in piece["text"] and ("均获" in piece["text"] or "全部" in piece["text"])
    ]
    outcome = rng.choice(("corrected", "other", "pending"))
    values = {"review.upheld": 1, "review.corrected": 0, "review.other": 0, "review.pending": 0}
    values[f"review.{outcome}"] = rng.randint(1, 3)
    total = sum(values.values())
    cells = {f"litigation.{key}": str(value) for key, value in values.items()}
    cells["litigation.review.total"] = str(total)
    return case.but(values=cells, slots={"review": total}, chosen={"appeals": rng.choice(texts)})


@plants("text_year")
def _last_years_sentence(case: Case, rng: Random) -> Case | None:
    topics = ("opening", "requests", "appeals", "others", "problems")
    topics = [t for t in topics if "{y}年" in case.chosen.get(t, "")]
    # said of the year before rightly, too: {y}年以来, {y}年3月, and what names the next year as well
    topics = [t for t in topics if not re.search("{y}年(?:以来|[0-9]+月)", case.chosen[t])]
    topics = [t for t in topics if t == "problems" or "{ny}" not in case.chosen[t]]
    if not topics or "{py}" in " ".join(case.chosen.values()):
        return None
    topic = rng.choice(topics)
    stale = case.chosen[topic].replace("{y}", "{py}").replace("{ny}", "{y}")
    return case.but(chosen={topic: stale})


@plants("period")
def _wrong_period(case: Case, rng: Random) -> Case | None:
    old = case.chosen["preamble"]
    if "1月1日" not in old:
        return None
    before, _, after = old.partition("{y}年1月1日")
    wrong = rng.choice((
        old[: len(before)] + "{py}年1月1日" + after,
        old.replace("12月31日", "11月30日"),
        old.replace("12月31日", "12月30日"),
        before + "{y}年5月15日" + after,
        old.replace("{y}年1月1日", "{py}年1月1日").replace("{y}年12月31日", "{py}年12月31日"),
    ))  # fmt: skip
    return None if wrong == old else case.but(chosen={"preamble": wrong})


@plants("percentage")
def _wrong_percentage(case: Case, rng: Random) -> Case | None:
    said = " ".join(case.chosen.values())
    names = ("p_natural", "p_orgs", "p_granted", "p_moved", "pa", "pb", "pc", "pd")
    shown = [name for name in names if f"{{{name}}}" in said]
    if not shown:
        return None
    name = rng.choice(shown)
    value = float(case.slots[name])
    wrong = rng.choice((value + 2, value + 10, value / 2 if value > 10 else value + 5))
    return case.but(slots={name: f"{wrong:.1f}"})


@plants("list_sum")
def _wrong_list(case: Case, rng: Random) -> Case | None:
    said = case.chosen.get("published", "")
    if not all(f"{{{name}}}条" in said for name in "xab") or "其中" not in said:
        return None
    slot = rng.choice("abc" if "{c}" in said else "ab")
    more = case.slots["c"] if "{c}" not in said else 0
    wrong = case.slots[slot] + more + rng.choice((1, 9, 60))
    if ("其他" in said or "其余" in said) and rng.random() < 0.5:
        wrong = case.slots[slot] - rng.choice((1, 5, 10))
    return case.but(slots={slot: wrong})


# ---------------------------------------------------------------- structure and words


def _adding(rule: str, topic: str, texts: tuple[str, ...]) -> None:
    @plants(rule)
    def plant(case: Case, rng: Random) -> Case | None:
        text = case.chosen.get(topic, "")
        if topic in ("preamble", "others", "problems") and not text:
            return None
        return case.but(chosen={topic: text + rng.choice(texts)})


def _saying(rule: str, key: str, texts: tuple[str, ...]) -> None:
    @plants(rule)
    def plant(case: Case, rng: Random) -> Case | None:
        return case.but(chosen={key: rng.choice(texts)})


_adding("placeholder", "extra", (
    "召开政务公开推进会XX次。", "由某某科室负责日常工作。", "全年公开信息××条。", "【待填写：培训次数】",
    "开展培训____次，参训{a}人次。", "主要领导xxx亲自部署。",
))  # fmt: skip
_adding("contact", "preamble", (
    "联系邮编：23060。", "邮政编码：2306011。", "电子邮箱：zwgk163.com。", "邮箱：abc@。",
))  # fmt: skip


@plants("contact")
def _wrong_contact(case: Case, rng: Random) -> Case | None:
    key, value = rng.choice((
        ("unit.postcode", "23060"), ("unit.postcode", "2306010"), ("unit.phone", "0551-629500123456"),
        ("unit.phone", "62950"[:2]), ("unit.email", "zwgk#163.com"), ("unit.email", "zwgk@163"),
    ))  # fmt: skip
    return case.but(values={key: value})


_saying("problems_none", "problems", (
    "无", "无。", "暂无", "没有问题。", "不存在问题。", "无存在问题。", "本单位无存在的主要问题及改进情况。", "暂无问题及改进措施",
    "{y}年，{self}政府信息公开工作无明显问题。", "存在的主要问题：无。\n改进情况：继续做好公开工作。", "目前没有存在的主要问题。", "/",
))  # fmt: skip
_saying("improvements", "problems", (
    "一是公开内容不够全面；二是工作人员业务水平有待提高。", "主要存在公开不及时、内容较单一的问题。",
    "工作中还存在人员不足、专业能力不强等困难，公开的主动性需要进一步加强。", "{self}政府信息公开工作与上级要求相比还有差距，公开质量不高。",
    "个别干部对政务公开重视不够，信息更新滞后，解读材料偏少。", "公开渠道较少，群众知晓率较低，公开意识亟待增强。",
))  # fmt: skip
_adding("sensitive", "extra", (
    "申请人张三申请公开征地批文，已答复。", "对申请人李某某提出的申请依法予以公开。", "如有疑问请联系经办人，手机13812345678。",
    "申请人（身份证号11010519491231002X）对答复表示满意。", "村民王小明要求公开低保名单，已依法答复。", "刘某因房屋拆迁向我单位提出信息公开申请。",
    "原告赵六不服答复，提起诉讼。",
))  # fmt: skip
_saying("announced_sections", "preamble", (
    "本报告包括概述、主动公开政府信息的情况、依申请公开政府信息情况、政府信息公开的收费及减免情况、行政复议和行政诉讼情况、存在的主要问题及改进措施，并附相关统计附表。",
    "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况、其他需要报告的事项组成。",
    "本年度报告由概述、主动公开、依申请公开、复议诉讼、咨询处理、收费减免、问题和改进、附表八个部分组成。",
    "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、存在的主要问题及改进情况五部分。",
))  # fmt: skip


@plants("copied_unit")
def _neighbour(case: Case, rng: Random) -> Case | None:
    name = str(case.slots["unit"])
    other = {
        "南岗街道办事处": ("小庙街道办事处", "井岗街道", "荷叶地街道办事处"),
        "双墩镇人民政府": ("岗集镇人民政府", "下塘镇", "庄墓镇人民政府"),
        "左店乡人民政府": ("杨庙乡人民政府", "罗集乡"),
        "合州市蜀山区教育体育局": ("合州市蜀山区民政局", "蜀山区司法局"),
        "长丰县自然资源和规划局": ("长丰县财政局", "县水务局"),
    }[name]
    texts = (
        ("preamble", "根据条例要求，由{n}编制{y}年政府信息公开工作年度报告。"),
        ("preamble", "现公布{y}年度报告。如有疑问，请与{n}联系。"),
        ("opening", "{y}年，{n}认真贯彻落实《中华人民共和国政府信息公开条例》。"),
        ("opening", "{n}高度重视政府信息公开工作，把公开透明作为基本制度。"),
        ("problems", "{y}年，{n}政府信息公开工作仍有不足，下一步将加强培训。"),
    )
    key, text = rng.choice(texts)
    return case.but(chosen={key: text.replace("{n}", rng.choice(other))})


@plants("fee_unreported")
def _silent_fee(case: Case, rng: Random) -> Case | None:
    if case.form.id != "2021" or any(w in case.text("overview") for w in ("收费", "费用", "收取")):
        return None
    case = case.but(chosen={"others": rng.choice(("无其他需要报告的事项。", "本单位无其他事项。"))})
    if rng.random() < 0.3:
        return case.but(values={"handling_fee.notices": "1", "handling_fee.asked": "300"})
    table = _complete(case).values
    key, total = "applications.other_no_payment.natural", "applications.other_no_payment.total"
    return case.but(values={key: str(int(table[key]) + 1), total: str(int(table[total]) + 1)})


@plants("fee_amount")
def _less_than_the_fee(case: Case, rng: Random) -> Case | None:
    if case.form.id != "2021" or not case.slots["paid"]:
        return None
    return case.but(values={"disclosure.fee.amount": rng.choice(("0", "0.00", "0.001"))})


@plants("unlikely")
def _rules_of_a_township(case: Case, rng: Random) -> Case | None:
    if case.slots["kind"] == "局":
        return None
    column = rng.choice([c.id for c in case.form.tables["disclosure"].blocks[0].columns])
    return case.but(values={f"disclosure.rules.{column}": str(rng.randint(1, 5))})


REWORDED = {
    "requests/results": (
        "本年度的办理结果中，予以公开和部分公开的占多数。",
        "本年度办理结果里，予以公开的居多，部分公开的较少。",
    ),
    "requests/received": (
        "全年新收的政府信息公开申请不多，连同上年结转的按时办结，结转下年度继续办理的很少。",
    ),
    "disclosure/normative": ("全年制发行政规范性文件若干，均按规定向社会公开。",),
}


@plants("rewritten")
def _rewritten(case: Case, rng: Random) -> Case | None:
    name = rng.choice(sorted(REWORDED))
    values = _complete(case).answers.values
    now = bind(case.form, name, {}, case.year, values)
    then = {key: str(_other(rng, int(figure))) for key, figure in now.figures.items()}
    written = bind(case.form, name, {}, case.year, {**values, **then})
    case = case.but(chosen={"extra": rng.choice(REWORDED[name])})
    return case.but(answers_with={"bound": {"overview": (written,)}})


@plants("order")
def _order(case: Case, rng: Random) -> Case | None:
    ids = [section.id for section in case.form.sections if section.numbered]
    place = rng.randrange(len(ids) - 1)
    ids[place], ids[place + 1] = ids[place + 1], ids[place]
    return case.but(answers_with={"published": True, "sections": tuple(ids)})


@plants("blank_cell")
def _blanks(case: Case, rng: Random) -> Case | None:
    cells = [k for k in case.form.cells if k in case.values and not case.form.cells[k].computed]
    gone = dict.fromkeys(rng.sample(cells, rng.randint(1, 9)), "")
    return case.but(values=gone, answers_with={"published": True})


@plants("superseded_form")
def _old_form(case: Case, rng: Random) -> Case | None:
    if case.form.id != "2019":
        return None
    year = rng.randint(2021, 2024)
    slots = {**case.slots, "y": year, "py": year - 1, "ny": year + 1}
    return replace(case, year=year, previous={}, slots=slots)


@plants("similar")
def _renewed(case: Case, rng: Random) -> Case | None:
    """Last year's text with its year moved on and its figures renewed."""
    year = {"y": case.year - 1, "ny": case.year, "py": case.year - 2, "x": 111, "received": 3}
    last = case.but(slots=year)
    return case.but(previous={key: last.text(key) for key in ("overview", "problems")})


def without_blanks(answers: Answers) -> Answers:
    """The report as it is entered: what is empty was not answered."""
    entered = {key: value for key, value in answers.entered.items() if value}
    return replace(answers, entered=entered)
