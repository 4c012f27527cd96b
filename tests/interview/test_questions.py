from bot.interview.questions import open_questions, question, question_of, questions


def test_a_form_is_asked_row_by_row(form):
    ids = [item.id for item in questions(form) if item.kind == "row"]
    rows = {f"{c.table.id}.{c.row.id}" for c in form.cells.values() if not c.computed}
    assert set(ids) == rows
    assert len(ids) == len(rows)


def test_every_cell_that_nothing_computes_is_asked_once(form):
    asked = [key for item in questions(form) if item.kind == "row" for key in item.keys]
    assert asked == [cell.id for cell in form.cells.values() if not cell.computed]


def test_nobody_is_asked_for_a_total(form):
    assert question(form, "applications.results_total") is None
    assert question_of(form, "applications.granted.total") is None


def test_the_contact_is_one_question_and_each_part_one_on_request(form21):
    assert question(form21, "contact").kind == "group"
    assert question(form21, "unit.phone").keys == ("unit.phone",)
    assert question_of(form21, "unit.phone").id == "contact"


def test_a_unit_field_outside_the_contact_can_be_changed_too(form21):
    assert question(form21, "unit.self").kind == "field"
    assert question(form21, "handling_fee.notices").kind == "field"


def test_an_unknown_question_is_none(form21):
    assert question(form21, "nonsense") is None
    assert question(form21, "") is None


def test_at_first_everything_is_open(form21, talk):
    assert open_questions(form21, talk.state) == list(questions(form21))


def test_one_part_of_the_contact_is_enough(talk):
    talk.send("电话：0469-2609855")
    assert talk.at == "preamble"


def test_a_row_is_open_until_its_last_cell(talk):
    talk.ask("disclosure.rules").send("1 0 1")
    assert talk.at == "disclosure.normative"


def test_after_the_last_section_the_first_open_one_is_asked(talk):
    talk.ask("others").send("无其他需要报告的事项。")
    assert talk.at == "contact"


def test_the_section_worked_in_comes_first(talk):
    talk.ask("problems").send("问题一段。")
    assert talk.at == "others"
