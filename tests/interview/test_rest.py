"""The rest of a table is 0, if the clerk says so."""


def test_all_zero_fills_a_whole_table_a_fact_a_cell(talk):
    talk.ask("litigation.review").send("全部为0")
    cells = [f"litigation.{r}.{c}" for r in ("review", "direct", "after_review")
             for c in ("upheld", "corrected", "other", "pending")]  # fmt: skip
    assert talk.facts[:12] == [("answered", cell, "0") for cell in cells]
    assert talk.said == ["kept.zeros"]


def test_the_rest_is_zero_leaves_what_was_given(talk):
    talk.ask("litigation.direct").send("1 0 0 2")
    talk.send("其余为 0")
    assert talk.row("litigation.direct") == "1 0 0 2"
    assert talk.row("litigation.review") == "0 0 0 0"


def test_the_rest_is_zero_touches_one_table_only(talk):
    talk.ask("litigation.review").send("其余为0")
    assert not [key for key in talk.entered if not key.startswith("litigation.")]


def test_what_must_be_carried_out_is_asked_and_not_set_to_zero(talk):
    talk.ask("applications.received").send("3 0 0 0 0 1")
    talk.send("其余为0")
    assert talk.row("applications.carried_out") == "- - - - - -"
    assert talk.at == "applications.carried_out"


def test_nothing_carried_out_is_zero_too(talk):
    talk.ask("applications.received").send("3 0 0 0 0 1\n0\n3 0 0 0 0 1")
    talk.send("其余为0")
    assert talk.row("applications.carried_out") == "0 0 0 0 0 0"


def test_zeros_for_a_full_table_are_refused(talk):
    talk.ask("litigation.review").send("全部为0")
    talk.ask("litigation.review").send("其余为0")
    assert talk.facts == []
    assert talk.said == ["refused.nothing_left"]


def test_zeros_are_for_tables(talk):
    talk.ask("overview").send("全部为0")
    assert talk.facts == []
    assert talk.said == ["refused.no_table"]
