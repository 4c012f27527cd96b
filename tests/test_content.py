import pytest

from bot import content
from bot.forms.toml import Mistakes

FORM = 'id = "x"\nnotice = "号"\nfirst_year = 2021\n'


@pytest.fixture
def folder(tmp_path):
    """A folder of templates with one form and one sentence."""
    for name, text in {"forms/x.toml": FORM, "wording/zh.toml": 'a = "甲"'}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_national_forms_are_there():
    assert list(content.forms()) == ["2019", "2021"]
    assert all(form.id == key for key, form in content.forms().items())


def test_every_form_has_a_master():
    assert all(content.master(form).startswith(b"PK") for form in content.forms())


def test_forms_of_another_folder(folder):
    forms = content.forms(folder)
    assert len(forms) == 1
    assert forms["x"].notice == "号"


def test_a_form_is_read_when_it_is_first_asked_for(folder):
    (folder / "forms" / "y.toml").write_text("broken", encoding="utf-8")
    assert content.forms(folder)["x"].id == "x"
    with pytest.raises(Mistakes):
        content.forms(folder)["y"]


def test_a_form_that_is_not_there_is_none(folder):
    assert "2019" not in content.forms(folder)
    with pytest.raises(KeyError):
        content.forms(folder)["2019"]


def test_a_rule_of_unknown_kind_is_a_mistake_with_its_place(folder):
    rule = '[[rules]]\nid = "r"\nkind = "equql"\nlevel = "error"\n'
    (folder / "forms" / "x.toml").write_text(FORM + rule, encoding="utf-8")
    with pytest.raises(Mistakes) as caught:
        content.forms(folder)["x"]
    (mistake,) = caught.value.found
    assert (mistake.file, mistake.place) == ("x.toml", "rules.r.kind")


@pytest.mark.parametrize(
    "rule",
    [
        'kind = "equal"\nleft = ["t.a.n"]',
        'kind = "sum_of_rows"',
        'kind = "sum_of_columns"',
    ],
)
def test_a_rule_without_its_arguments_is_a_mistake(folder, rule):
    table = '[[tables]]\nid = "t"\nlabel = "表"\nlayout = "line"\n[[tables.blocks]]\n'
    table += 'columns = [{ id = "n", label = "数" }]\nrows = [{ id = "a", label = "一" }]\n'
    source = f'{FORM}{table}[[rules]]\nid = "r"\nlevel = "error"\n{rule}\n'
    (folder / "forms" / "x.toml").write_text(source, encoding="utf-8")
    with pytest.raises(Mistakes):
        content.forms(folder)["x"]


def test_an_argument_that_a_rule_does_not_take_is_a_mistake(folder):
    rule = '[[rules]]\nid = "r"\nkind = "order"\nlevel = "error"\nfloor = 3\n'
    (folder / "forms" / "x.toml").write_text(FORM + rule, encoding="utf-8")
    with pytest.raises(Mistakes) as caught:
        content.forms(folder)["x"]
    (mistake,) = caught.value.found
    assert (mistake.place, mistake.problem) == ("rules.r.floor", "`order` takes no such argument")


SAID = '[finding.r]\nwhat = "甲"\nwhy = "乙"\nfix = "丙"\n'


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (SAID, []),
        (SAID.replace('fix = "丙"', ""), [("finding.r.fix", "write it")]),
        (SAID + '[finding.rr]\nwhat = "甲"\n', [("finding.rr.what", "did you mean `r.what`?")]),
        (SAID + '[hint]\nfeild = "甲"\n', [("hint.feild", "did you mean `field`?")]),
        (SAID + '[short.t]\naa = "甲"\n', [("short.t.aa", "define it or take it out")]),
    ],
)
def test_words_are_of_what_a_form_has(folder, words, found):
    rule = '[[rules]]\nid = "r"\nkind = "order"\nlevel = "error"\n'
    (folder / "forms" / "x.toml").write_text(FORM + rule, encoding="utf-8")
    (folder / "wording" / "zh.toml").write_text(words, encoding="utf-8")
    mistakes = content.misnamed_words(content.forms(folder), content.wording(folder), "zh.toml")
    assert [(mistake.place, mistake.remedy) for mistake in mistakes] == found


def test_a_mistake_in_the_phrases_has_its_file_and_place(folder):
    (folder / "phrases").mkdir()
    bank = '[[topics]]\nid = "t"\ntext = "a"\nlabel = "甲"\n'
    (folder / "phrases" / "zh.toml").write_text(bank, encoding="utf-8")
    with pytest.raises(Mistakes) as caught:
        content.forms(folder)["x"]
    files = {(mistake.file, mistake.place) for mistake in caught.value.found}
    assert ("phrases/zh.toml", "topics.t.text") in files


def test_the_wording_of_another_folder(folder):
    assert "a" in content.wording(folder)


def test_a_master_that_was_not_built_is_not_there(folder):
    with pytest.raises(FileNotFoundError):
        content.master("x", folder)


EARLIER = FORM.replace("2021", "2019").replace('"x"', '"w"')
ROWS = """[[sections]]
id = "s"
title = "一、"
asks = ["t"]
[[tables]]
id = "t"
label = "表"
layout = "matrix"
[[tables.blocks]]
columns = [{ id = "n", label = "数" }]
rows = [{ id = "%s", label = "一"%s }]
"""


@pytest.mark.parametrize(("was", "found"), [("others", ["tables.t.b.was"]), ("other", [])])
def test_a_row_was_a_row_of_an_earlier_form(folder, was, found):
    (folder / "forms" / "w.toml").write_text(EARLIER + ROWS % ("other", ""), encoding="utf-8")
    row = ROWS % ("b", f', was = "{was}"')
    (folder / "forms" / "x.toml").write_text(FORM + row, encoding="utf-8")
    mistakes = content.unknown_origins(content.forms(folder))
    assert [mistake.place for mistake in mistakes] == found
    assert all("did you mean `other`?" in str(mistake) for mistake in mistakes)


def test_a_row_was_none_of_its_own_form(folder):
    rows = ROWS % ("b", ', was = "b"')
    (folder / "forms" / "x.toml").write_text(FORM + rows, encoding="utf-8")
    (mistake,) = content.unknown_origins(content.forms(folder))
    assert (mistake.file, mistake.remedy) == ("x.toml", "define it or take it out")


def test_the_rows_of_the_national_forms_were_rows_of_earlier_ones():
    assert content.unknown_origins(content.forms()) == []
