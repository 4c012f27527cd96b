"""What changed since a version."""

from bot.interview.compare import compare, overwritten, sentences


def test_a_figure_is_shown_before_and_after_with_its_author(talk):
    talk.send("跳到四")
    talk.send("1 0 0 0")
    before = talk.state
    talk.send("行政复议 2 0 0 0")
    figures, texts = compare(talk.form, before, talk.state)
    assert [(c.key, c.before, c.after) for c in figures] == [("litigation.review.upheld", "1", "2")]
    assert figures[0].author
    assert texts == ()


def test_a_text_is_compared_by_sentence(talk):
    talk.send("跳到一")
    talk.send("第一句。第二句。")
    before = talk.state
    talk.send("跳到一")
    talk.send("第一句。第三句。")
    _, texts = compare(talk.form, before, talk.state)
    assert (texts[0].gone, texts[0].new) == (("第二句。",), ("第三句。",))


def test_nothing_changed_is_nothing(talk):
    assert compare(talk.form, talk.state, talk.state) == ((), ())


def test_sentences_end_with_their_stops():
    assert sentences("一。二！\n三") == ["一。", "二！", "三"]


def test_only_what_was_there_before_is_overwritten(talk):
    old = {"litigation.review.upheld": "1", "litigation.review.other": "2", "overview": "一。"}
    given = {"litigation.review.upheld": "3", "litigation.review.pending": "4", "overview": "二。"}
    figures, texts = overwritten(talk.form, old, given)
    assert [(c.key, c.before, c.after) for c in figures] == [("litigation.review.upheld", "1", "3")]
    assert texts == ("overview",)
