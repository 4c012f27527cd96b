"""The bank of phrases: read for a form, with every mistake at once."""

import pytest

from bot import content
from bot.forms.phrases import read_phrases
from bot.forms.reader import Mistakes

NARRATIVE = ["主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障"]
BLANK = '[[blanks]]\nid = "count"\nlabel = "条数"\nkind = "number"\n'
TOPIC = '[[topics]]\nid = "t"\ntext = "overview"\nlabel = "主动公开"\n'


def phrase(text, id_="p"):
    return f"[[topics.phrases]]\nid = \"{id_}\"\ntext = '{text}'\n"


def bank(source, form):
    return read_phrases(source, "zh.toml", form)


def mistakes(source, form):
    with pytest.raises(Mistakes) as caught:
        bank(source, form)
    return {str(mistake) for mistake in caught.value.found}


def test_the_overview_has_the_five_topics_of_the_form_in_their_order(form):
    assert [topic.label for topic in form.topics_of("overview")] == NARRATIVE


@pytest.mark.parametrize("text", ["problems", "others"])
def test_the_other_narratives_have_topics(form, text):
    assert len(form.topics_of(text)) > 1


def test_every_topic_of_the_overview_gives_several_choices(form):
    assert all(len(topic.phrases) >= 4 for topic in form.topics_of("overview"))


def test_no_sentence_stands_there_twice(form):
    texts = [phrase.text for topic in form.topics for phrase in topic.phrases.values()]
    assert len(set(texts)) == len(texts)


def test_the_blanks_of_a_phrase_are_those_of_its_words_in_their_order(form21):
    source = (
        BLANK + BLANK.replace("count", "part") + TOPIC + phrase("{{ part }}条，{{ count }}条。")
    )
    (topic,) = bank(source, form21)
    assert [blank.id for blank in topic.phrases["p"].blanks] == ["part", "count"]


def test_a_cell_is_no_blank_but_a_figure(form21):
    (topic,) = bank(TOPIC + phrase("收到{{ applications.received.total }}件。"), form21)
    assert topic.phrases["p"].blanks == ()
    assert topic.phrases["p"].figures == ("applications.received.total",)


def test_what_a_condition_asks_is_a_figure_too(form21):
    text = '{% if applications.received.total == "0" %}无{% else %}有{% endif %}。'
    (topic,) = bank(TOPIC + phrase(text), form21)
    assert topic.phrases["p"].figures == ("applications.received.total",)


def test_the_unit_is_known_and_no_figure(form21):
    (topic,) = bank(TOPIC + phrase("{{ year }}年，{{ unit.self }}做得好。"), form21)
    assert topic.phrases["p"].figures == ()


def test_a_phrase_is_found_by_its_topic_and_id(form21):
    assert form21.phrase("requests/received").figures[0] == "applications.received.total"
    assert form21.phrase("requests/nothing") is None
    assert form21.phrase("nowhere/received") is None


def test_every_mistake_is_listed_at_once_with_file_place_and_remedy(form21):
    source = (
        '[[blanks]]\nid = "way"\nlabel = "渠道"\nkind = "choise"\n'
        '[[blanks]]\nid = "year"\nlabel = "年"\nkind = "choice"\n'
        '[[topics]]\nid = "t"\ntext = "overveiw"\nlabel = "主动公开"\n'
        + phrase("通过{{ wya }}公开。")
        + phrase("没有句号")
    )
    assert mistakes(source, form21) == {
        "zh.toml: blanks.way.kind: `choise` is not known; use one of choice, number, date, line",
        'zh.toml: blanks.year: is a choice of nothing; add `options = ["…", "…"]`',
        "zh.toml: blanks.year: has the name of something that is known; give it another id",
        "zh.toml: blanks.way: no phrase uses it; use it or take it out",
        "zh.toml: blanks.year: no phrase uses it; use it or take it out",
        "zh.toml: topics.t.text: `overveiw` is no text of the form; did you mean `overview`?",
        "zh.toml: topics.t.phrases.p.text: `wya` is neither a blank nor a cell; did you mean `way`?",
        "zh.toml: topics.t.phrases.p.text: is no single sentence; end its one line with 。",
        "zh.toml: topics.t.phrases.p: the id occurs twice; give each its own id",
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{ applications.recieved.total }}件。", "is neither a blank nor a cell"),
        ("{{ handling_fee.asked }}元。", "is neither a blank nor a cell"),
        ("{{ applications.received.total | int }}件。", "calculates"),
        ("{{ year + 1 }}年。", "calculates"),
        ("{% if %}。", "Expected an expression"),
        ("{{ year | shout }}。", "No filter named"),
    ],
)
def test_a_sentence_says_only_what_can_be_known(form21, text, problem):
    assert any(problem in mistake for mistake in mistakes(TOPIC + phrase(text), form21))


def test_an_id_too_long_for_a_button_is_a_mistake(form21):
    (mistake,) = mistakes(TOPIC + phrase("好。", "p" * 40), form21)
    assert "too long for a button" in mistake


def test_a_cell_that_one_form_does_not_have_is_a_mistake_there(form19, form21):
    source = TOPIC + phrase("废止{{ disclosure.rules.repealed }}件。")
    assert bank(source, form21)
    assert mistakes(source, form19)


def test_toml_that_is_none_is_a_mistake(form21):
    (mistake,) = mistakes("[[topics", form21)
    assert "syntax" in mistake


def test_the_bank_belongs_to_every_form(form):
    assert form.topics == content.forms()[form.id].topics != ()


def test_a_name_in_a_lead_is_looked_at_beside_other_mistakes(form21):
    topic = TOPIC.replace("[[topics]]\n", '[[topics]]\nlead = "{{ yaer }}年，"\n')
    found = mistakes(topic + phrase("没有句号"), form21)
    assert any("topics.t.lead: `yaer` is neither" in mistake for mistake in found)
