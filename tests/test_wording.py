import ast
import re
from functools import cache
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from bot import content
from bot.checks import check
from bot.forms.answers import Answers
from bot.forms.toml import Mistakes
from bot.interview.questions import questions
from bot.messages import Choice, Say
from bot.wording import Context, Wording

ROOT = Path(__file__).parent.parent
SOURCES = {path: ast.parse(path.read_text("utf-8")) for path in (ROOT / "bot").rglob("*.py")}
IDS = dict(content.wording()._sources)
WORDS = "\n".join(IDS.values())
PARTS = re.findall(r'part\("(\w+)"', WORDS)
PREFIXES = re.findall(r"""part\(["'](\w+)\.["'] ~""", WORDS)
FINDING_PARTS = ("what", "why", "fix")


def literals(*names, argument=0, folder="bot"):
    """The texts that stand as an argument of calls of these names in the code of a folder."""
    for path, tree in SOURCES.items():
        for call in ast.walk(tree) if path.is_relative_to(ROOT / folder) else ():
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in names:
                texts = (ast.walk(node) for node in call.args[argument : argument + 1])
                yield from (text for leaves in texts for leaf in leaves if (text := plain(leaf)))


def plain(node):
    """The text of a literal, unless it is the beginning of a longer one."""
    value = node.value if isinstance(node, ast.Constant) else ""
    return value if isinstance(value, str) and not value.endswith(".") else ""


@cache
def strings():
    """Every text in the code, pieces of f-strings too."""
    nodes = (node for tree in SOURCES.values() for node in ast.walk(tree))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


@cache
def rules():
    return {rule.id for form in content.forms().values() for rule in form.rules}


@cache
def asked():
    """What may be asked for: questions and fields by id, else by kind."""
    forms = content.forms().values()
    ids = {item.id for form in forms for item in questions(form)}
    kinds = {"text", "row", "group", "field", "other"}
    return ids | {key for form in forms for key in form.fields} | kinds


# -- the wording is complete, and nothing in it is idle --------------------------------------------


@pytest.mark.parametrize("wording", sorted(set(literals("Say"))))
def test_what_is_said_has_words(wording):
    assert f"say.{wording}" in IDS


@pytest.mark.parametrize("wording", sorted(set(literals("refuse", folder="bot/interview"))))
def test_what_is_refused_has_words(wording):
    assert f"say.refused.{wording}" in IDS


@pytest.mark.parametrize("wording", sorted(set(literals("Choice", argument=1))))
def test_what_can_be_tapped_has_words(wording):
    assert f"button.{wording}" in IDS


def test_the_code_says_something():
    assert len(set(literals("Say"))) > 20
    assert len(set(literals("refuse"))) > 8
    assert len(set(literals("Choice", argument=1))) > 8


@pytest.mark.parametrize("rule", sorted(rules()))
@pytest.mark.parametrize("part", FINDING_PARTS)
def test_what_a_rule_finds_has_words(rule, part):
    assert f"finding.{rule}.{part}" in IDS


@pytest.mark.parametrize("kind", ["text", "row", "group", "field"])
def test_every_kind_of_question_has_words(kind):
    assert f"say.ask.{kind}" in IDS
    assert f"hint.{kind}" in IDS


@pytest.mark.parametrize("key", sorted(IDS))
def test_every_entry_is_used(key):
    family, _, name = key.partition(".")
    used = strings()
    found = {f"{rule}.{part}" for rule in rules() for part in FINDING_PARTS}
    names = (
        used
        | (asked() if family in ("hint", "meaning") else set())
        | (found if family == "finding" else set())
    )
    joined = f"{family}." in used or (family == "command" and family in used)
    by_name = joined and (
        family in ("command", "short") or {name, name.removeprefix("refused.")} & names
    )
    by_prefix = family in PREFIXES or (
        family
        in (
            "doctor",
            "erase",
            "folder",
            "help",
            "operations",
            "people",
            "publication",
            "refused",
            "role",
            "sheet",
            "stopped",
            "unopened",
            "unreadable",
            "unusable",
            "usage",
        )
        and {family, f"{family}."} & used
    )
    assert key in used or key in PARTS or by_name or by_prefix


# -- a missing argument is an error ----------------------------------------------------------------


def small(source):
    return Wording(source, "x.toml")


def test_a_sentence_is_filled_in(context):
    words = small('greeting = "{{ name }}，您好"')
    assert words.text("greeting", context, name="王") == "王，您好"


def test_a_missing_argument_is_an_error_and_no_gap(context):
    with pytest.raises(UndefinedError):
        small('greeting = "{{ name }}，您好"').text("greeting", context)


def test_a_missing_attribute_is_an_error_and_no_gap(context):
    with pytest.raises(UndefinedError):
        small('greeting = "{{ who.name }}"').text("greeting", context, who={})


def test_an_unknown_sentence_is_an_error(context):
    with pytest.raises(KeyError):
        small('greeting = "您好"').text("farewell", context)


def test_every_broken_sentence_is_listed_at_once():
    with pytest.raises(Mistakes) as caught:
        small('a = "{{ x"\nb = "好"\n[c]\nd = "{% if %}"')
    assert [(m.file, m.place) for m in caught.value.found] == [("x.toml", "a"), ("x.toml", "c.d")]


def test_what_a_person_typed_is_not_read_as_a_sentence(context):
    words = small('echo = "{{ text }}"')
    assert words.text("echo", context, text="{{ 7 * 7 }}") == "{{ 7 * 7 }}"


# -- the questions of rows are kept ----------------------------------------------------------------


@pytest.mark.parametrize("row", ["{{ title }}", "{{ part('unit') }}", "{{ part('un' ~ 'it') }}"])
def test_a_question_that_names_its_unit_names_each_unit_by_its_own_name(context, row):
    words = small(f'unit = "{{{{ title }}}}"\n[say.ask]\nrow = "{row}"')
    units = [Answers(context.form, 2023, {"unit.name": name}) for name in ("甲局", "乙局")]
    said = [words.say(Say("ask.row"), Context(context.form, unit)) for unit in units]
    assert said == ["甲局", "乙局"]


def test_a_question_kept_is_told_by_all_that_it_says(context):
    words = small('[say.ask]\nrow = "{{ label(key) }}{{ now[key] }}"')
    asked = [Say("ask.row", {"key": "unit.name", "now": {"unit.name": n}}) for n in ("1", "2", "1")]
    one, two, again = (words.say(say, context) for say in asked)
    assert one == again == two.replace("2", "1")


def test_the_question_of_a_row_says_nothing_of_its_report_but_its_arguments():
    assert content.wording()._names_in_row.isdisjoint({"value", "title", "lines", "part"})


# -- replies ---------------------------------------------------------------------------------------


def test_several_things_are_said_as_one_message(context):
    words = small('[say]\na = "甲"\nb = "乙"\nnone = ""')
    assert words.reply([Say("a"), Say("none"), Say("b")], context).text == "甲\n\n乙"


def test_the_present_question_s_buttons_come_last(context):
    words = small('say = { a = "甲" }\nbutton = { x = "一", y = "二" }')
    first, last = Say("a", {}, ((Choice("1", "x"),),)), Say("a", {}, ((Choice("2", "y"),),))
    rows = words.reply([first, last], context).buttons
    assert [[button.label for button in row] for row in rows] == [["一"], ["二"]]


def test_a_button_that_is_offered_twice_is_shown_once(context):
    words = small('say = { a = "甲" }\nbutton = { x = "定稿", y = "草稿" }')
    final, draft = Choice("1:final", "x"), Choice("1:draft", "y")
    said = [Say("a", {}, ((final,),)), Say("a", {}, ((final, draft), (final,)))]
    rows = words.reply(said, context).buttons
    assert [[button.label for button in row] for row in rows] == [["定稿"], ["草稿"]]


def test_an_empty_row_of_buttons_is_none(context):
    words = small('say = { a = "甲" }')
    assert words.reply([Say("a", {}, ((),))], context).buttons == ()


def test_a_press_that_no_channel_can_carry_is_an_error(context):
    words = small('button = { x = "一" }')
    assert words.buttons([[Choice("1" * 64, "x")]], context)
    with pytest.raises(ValueError, match="64 bytes"):
        words.buttons([[Choice("字" * 22, "x")]], context)


# -- what sentences may speak of -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("applications.granted.natural", "自然人"),
        ("applications.granted", "（一）予以公开"),
        ("applications", "表三"),
        ("unit.phone", "电话"),
        ("contact", "联系方式"),
    ],
)
def test_everything_has_its_printed_name(context, key, label):
    assert context.label(key) == label


def test_a_row_that_only_another_form_has_is_told_by_its_table(context):
    assert context.label("disclosure.coercion.change") == "表二"


def test_a_place_is_told_as_its_reader_finds_it(words, context):
    place = context.functions(words)["place"]
    assert place("applications.refused_secret.natural") == (
        "表三“（三）不予公开 · 1.属于国家秘密”自然人"
    )
    assert place("applications.received.total") == ("表三“一、本年新收政府信息公开申请数量”总计")
    assert place("overview") == "总体情况"


def test_a_row_is_read_back_with_its_total(words, talk):
    talk.ask("applications.granted").send("3 0 0 0 0 1")
    reply = words.reply(talk.outcome.says, Context(talk.form, talk.state.answers(talk.form)))
    assert reply.text == "已存　（一）予以公开：自然人 3，其他 1；总计 4"


def test_a_row_of_zeros_is_read_back_too(words, talk):
    talk.ask("litigation.direct").send("0")
    reply = words.reply(talk.outcome.says, Context(talk.form, talk.state.answers(talk.form)))
    assert reply.text == "已存　未经复议直接起诉：0"


@pytest.mark.parametrize("figure", ["1.5", "-1"])
def test_the_remedy_of_a_broken_count_is_a_whole_number(form21, figure):
    cells = {c.id: "0" for c in form21.cells.values() if not c.computed}
    answers = Answers(form21, 2023, {**cells, "applications.received.natural": figure})
    context = Context(form21, answers)
    said = {f.rule: content.wording().text("found", context, f=f) for f in check(answers)}
    assert "要填 0 或正整数" in said["number"]
    assert f"应为 {figure}" not in said["balance"]


@pytest.mark.parametrize("form", content.forms().values(), ids=lambda form: form.id)
def test_the_button_of_a_correction_is_not_cut_on_a_phone(form):
    context = Context(form, Answers(form, 2023))
    for key in form.cells:
        words = content.wording().text("figure", context, k=key, where=(key,))
        assert len(f"①{words}改为 123") <= 20, words
