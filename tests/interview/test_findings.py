"""What the rules find is shown at the end of every section that has part in it, and together before
the clean copy, a screen at a time.
"""

from dataclasses import replace

import pytest

from bot import content
from bot.interview.findings import findings_of
from bot.interview.findings import found as everything
from bot.wording import Context


def section(form, name):
    return next(section for section in form.sections if section.id == name)


def found(talk, name, previous=None):
    findings = findings_of(talk.form, talk.state, section(talk.form, name), previous)
    return [finding.rule for finding in findings]


@pytest.fixture
def talk(talk):
    talk.ask("overview").send("2023年，收到政府信息公开申请7件。")
    talk.ask("applications.received").send("6 0 0 0 0 0")
    return talk


def test_what_two_sections_disagree_about_is_found_in_both(talk):
    assert "text_count" in found(talk, "overview")
    assert "text_count" in found(talk, "applications")


def test_another_section_has_no_part_in_it(talk):
    assert "text_count" not in found(talk, "litigation")


def test_last_years_report_is_asked_where_it_is_known(talk):
    talk.ask("applications.carried_in").send("1 0 0 0 0 0")
    previous = {"applications.carried_out.natural": "2"}
    assert "carry_over" in found(talk, "applications", previous)
    assert "carry_over" not in found(talk, "applications")


def test_the_form_as_a_whole_belongs_to_the_first_section(talk19):
    assert "superseded_form" in found(talk19, "opening")
    assert "superseded_form" not in found(talk19, "overview")


# -- a screen at a time ----------------------------------------------------------------------------

TEXTS = ("preamble", "overview", "applications.lead", "litigation.lead", "problems", "others")


@pytest.fixture
def full(new_talk, form21):
    """A report with something left in every text: six errors, and warnings behind them."""
    talk = new_talk(form21).fill()
    for key in TEXTS:
        talk.ask(key).send("2019年，某某。")
    return talk


def listed(talk):
    say = talk.outcome.says[-1]
    return [f.key for f in say.args["findings"]]


def buttons(talk, wording):
    choices = [c for say in talk.outcome.says for row in say.choices for c in row]
    return [choice.press for choice in choices if choice.wording == wording]


def test_a_screen_holds_five_and_leads_to_the_next(full):
    full.send("定稿")
    first, say = listed(full), full.outcome.says[-1]
    assert len(first) == 5
    assert say.args["left"] == say.args["count"] - 5
    seen = [*first]
    while ahead := buttons(full, "next_screen"):
        full.send(press=ahead[0])
        seen += listed(full)
    assert len(seen) == len(set(seen)) == say.args["count"]


def test_the_worst_come_first(full):
    full.send("定稿")
    found = full.outcome.says[-1].args["findings"]
    assert [f.rule for f in found] == ["placeholder"] * 5


def test_every_finding_of_a_screen_has_its_buttons_and_no_other(full):
    full.send("定稿")
    assert len(buttons(full, "mend")) == 5


def test_a_warning_below_the_first_screen_was_not_shown(full):
    full.send("定稿")
    assert not [key for kind, key, _ in full.facts if kind == "shown"]


def test_all_warnings_are_shown_before_the_clean_copy(full):
    for key in TEXTS[:4]:
        full.ask(key).send("2019年，主动公开信息10条。2020年，依法答复。2018年，落实到位。")
    for key, text in (("problems", "不够及时，加强培训。"), ("others", "未收取信息处理费。")):
        full.ask(key).send(text)
    full.state = replace(full.state, shown=frozenset())
    shown = set()
    full.send("定稿")
    while not buttons(full, "final_anyway"):
        shown |= {key for kind, key, _ in full.facts if kind == "shown"}
        full.send(press=buttons(full, "next_screen")[0])
    shown |= {key for kind, key, _ in full.facts if kind == "shown"}
    assert {f.key for f in found_now(full)} <= shown
    full.send(press=buttons(full, "final_anyway")[0])
    assert full.facts == [("requested", "final", "")]


def found_now(talk):
    return [f for f in everything(talk.form, talk.state) if f.level == "warning"]


def test_what_is_blank_is_not_spoken_of_while_the_report_is_written(talk):
    talk.send("检查")
    assert {f.rule for f in talk.outcome.says[-1].args["findings"]} == {"text_count"}


def test_a_report_without_findings_is_told_so(new_talk, form21):
    talk = new_talk(form21)
    talk.send("检查")
    assert talk.said == ["no_findings"]


def test_one_mistake_is_told_once_and_not_of_its_total_again(new_talk, form21):
    talk = new_talk(form21).fill()
    talk.ask("applications.carried_out").send("1 0 0 0 0 0")
    places = [f.where[0] for f in everything(form21, talk.state) if f.rule == "balance"]
    assert places == ["applications.carried_out.natural"]


def test_a_screen_can_be_read_at_a_glance(full, words):
    full.send("定稿")
    context = Context(full.form, full.state.answers(full.form))
    assert len(words.reply(full.outcome.says, context).text) <= 900


def ready(talk, words):
    return words.say(talk.view, Context(talk.form, talk.state.answers(talk.form)))


def test_figures_are_not_called_right_while_a_warning_doubts_them(new_talk, form21, words):
    talk = new_talk(form21).fill()
    talk.ask("overview").send("2023年，新收政府信息公开申请10件。")
    assert "还有 1 处提醒" in ready(talk, words)
    assert "数都对得上" not in ready(talk, words)


def test_a_form_that_is_out_of_date_leaves_the_figures_right(talk19, words):
    talk = talk19.fill()
    assert "还有 1 处提醒" in ready(talk, words)
    assert "数都对得上" in ready(talk, words)


def test_a_text_that_is_last_years_is_found_with_its_sentences(talk):
    last = "认真贯彻落实条例，加强组织领导，明确责任分工。严格执行审核制度，确保信息准确及时。"
    last += "积极回应群众关切，提升服务水平，保障群众的知情权、参与权和监督权。"
    talk.previous = {"overview": last}
    talk.ask("overview").send(f"2023年，{last}")
    (finding,) = (
        f for f in everything(talk.form, talk.state, talk.previous) if f.rule == "similar"
    )
    said = content.wording().finding(
        finding, "what", Context(talk.form, talk.state.answers(talk.form))
    )
    assert "和去年一样（3 句）" in said
    assert "“严格执行审核制度，确保信息准确及时”" in said
