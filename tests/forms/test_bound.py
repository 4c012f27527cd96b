"""Sentences that hold figures: what they say now, in whatever text they stand."""

from dataclasses import replace

import pytest

from bot.forms.answers import Answers
from bot.forms.bound import WAITING, bind, dump, load, seen

CELLS = {f"applications.{row}.natural": "0" for row in ("granted", "partial")} | {
    f"applications.{row}.{column}": "0"
    for row in ("granted", "partial")
    for column in ("commercial", "research", "charity", "legal", "other")
}


def cells(granted, partial="1"):
    known = {"applications.granted.natural": granted, "applications.partial.natural": partial}
    return CELLS | {"unit.name": "红旗街道办事处"} | known


def answers(form, values, text, *sentences):
    return Answers(form, 2023, values | {"overview": text}, bound={"overview": sentences})


def results(form, values):
    return bind(form, "requests/results", {}, 2023, Answers(form, 2023, values).values)


def test_a_sentence_says_the_figures_of_its_cells(form):
    assert results(form, cells("3")).text == "本年度办理结果中，予以公开3件，部分公开1件。"


def test_a_figure_that_is_not_known_is_marked(form):
    text = results(form, {}).text
    assert text == f"本年度办理结果中，予以公开{WAITING}件，部分公开{WAITING}件。"


def test_a_sentence_that_stands_follows_its_figures(form):
    old = results(form, cells("3"))
    now = answers(form, cells("5"), f"前一句。{old.text}后一句。", old)
    assert now.values["overview"] == "前一句。本年度办理结果中，予以公开5件，部分公开1件。后一句。"
    assert now.value("overview") == now.values["overview"]


def test_a_sentence_that_was_rewritten_is_left_alone(form):
    old = results(form, cells("3"))
    now = answers(form, cells("5"), "予以公开的有3件。", old)
    assert now.values["overview"] == "予以公开的有3件。"
    assert now.followed["overview"].left == (old,)


def test_two_of_the_same_both_follow(form):
    old = results(form, cells("3"))
    now = answers(form, cells("5"), old.text * 2, old, old)
    assert now.values["overview"].count("予以公开5件") == 2


def test_an_edited_bank_changes_nothing_while_no_figure_does(form):
    old = replace(results(form, cells("3")), text="早先的写法：3件、1件。")
    assert answers(form, cells("3"), old.text, old).values["overview"] == old.text


def test_a_phrase_taken_out_of_the_bank_loses_no_sentence(form):
    old = replace(results(form, cells("3")), phrase="requests/taken_out")
    now = answers(form, cells("5"), old.text, old)
    assert now.values["overview"] == old.text
    assert now.followed["overview"].left == (old,)


def test_what_was_typed_for_a_blank_is_never_rendered(form):
    typed = "{{ unit.name }}{% if %}"
    blanks = {"channel": typed, "count": "3"}
    sentence = bind(form, "disclosure/channel", blanks, 2023, {})
    assert typed in sentence.text


def test_sentences_can_be_kept_as_text(form):
    kept = (results(form, cells("3")), results(form, {}))
    assert load(dump(kept)) == kept


def test_who_saw_the_figures_knows_them(form):
    values = Answers(form, 2023, cells("5")).values
    assert seen(results(form, cells("3")), values).figures["applications.granted.total"] == "5"


@pytest.mark.parametrize("name", ["requests/taken_out", "nowhere", ""])
def test_an_unknown_phrase_cannot_be_bound(form, name):
    with pytest.raises(LookupError):
        bind(form, name, {}, 2023, {})
