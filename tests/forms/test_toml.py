from decimal import Decimal

import pytest

from bot.forms.toml import Mistake, Mistakes, read_form

HEAD = 'id = "x"\nnotice = "号"\nfirst_year = 2021\n'
TABLE = HEAD + '[[tables]]\nid = "t"\nlabel = "表"\nlayout = "matrix"\n[[tables.blocks]]\n'


def mistakes(source: str) -> tuple[Mistake, ...]:
    with pytest.raises(Mistakes) as caught:
        read_form(source, "x.toml")
    return caught.value.found


def places(source: str) -> list[str]:
    return [mistake.place for mistake in mistakes(source)]


def test_four_lines_are_a_form():
    form = read_form(
        HEAD + 'fields = [{ id = "overview", label = "总体", kind = "text" }]', "x.toml"
    )
    assert (form.id, form.first_year, form.last_year) == ("x", 2021, None)
    assert form.fields["overview"].label == "总体"


def test_a_sum_with_a_star_names_its_rows():
    form = read_form(
        TABLE
        + 'columns = [{ id = "n", label = "数" }]\n'
        + 'rows = [{ id = "a_1", label = "一" }, { id = "a_2", label = "二" },'
        + ' { id = "b", label = "三" }, { id = "all", label = "总", sum = ["a_*"] }]',
        "x.toml",
    )
    assert form.cells["t.all.n"].parts("rows") == ("t.a_1.n", "t.a_2.n")


def test_a_total_is_no_part_of_itself():
    form = read_form(
        TABLE
        + 'columns = [{ id = "n", label = "数" }]\n'
        + 'rows = [{ id = "a", label = "一" }, { id = "all", label = "总", sum = ["*"] }]',
        "x.toml",
    )
    assert form.cells["t.all.n"].parts("rows") == ("t.a.n",)


def test_every_mistake_is_listed_at_once_with_file_place_and_remedy():
    found = mistakes(
        'notise = "号"\nfirst_year = "2021"\n'
        '[[fields]]\nid = "a"\nkind = "txt"\n'
        '[[sections]]\nid = "s"\ntitle = "一、"\n'
    )
    assert {str(mistake) for mistake in found} == {
        "x.toml: notise: unknown key; write `notice`",
        "x.toml: fields.a.kind: `txt` is not known; use one of "
        "line, text, postcode, phone, email, website, count, amount",
        "x.toml: fields.a.label: missing; add `label = …`",
        'x.toml: sections.s: asks nothing; add `asks = ["field or table", …]`',
        "x.toml: id: missing; add `id = …`",
        "x.toml: notice: missing; add `notice = …`",
        "x.toml: first_year: '2021' is of the wrong type; give a whole number",
    }


def test_the_error_itself_shows_every_mistake():
    with pytest.raises(Mistakes) as caught:
        read_form("", "x.toml")
    assert str(caught.value).count("\n") == 2


def test_broken_toml_is_a_mistake_with_its_line():
    (mistake,) = mistakes('id = "x"\nnotice =\n')
    assert mistake.place == "syntax"
    assert "line 2" in mistake.problem


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ('sections = [{ id = "s", title = "一", asks = ["nowhere"] }]', "sections.s.asks"),
        ('groups = [{ id = "g", label = "组", fields = ["nowhere"] }]', "groups.g.fields"),
        (
            'fields = [{ id = "f", label = "文", kind = "text", needs = ["no.such.cell"] }]',
            "fields.f.needs",
        ),
        (
            'rules = [{ id = "r", kind = "equal", level = "error", left = ["no.*"] }]',
            "rules.r.left",
        ),
    ],
)
def test_what_is_named_must_be_defined(source, place):
    assert places(HEAD + source) == [place]


def test_the_nearest_known_name_is_the_remedy():
    (mistake,) = mistakes(
        HEAD + 'fields = [{ id = "overview", label = "总体", kind = "text" }]\n'
        'sections = [{ id = "s", title = "一", asks = ["overvew"] }]'
    )
    assert mistake.remedy == "did you mean `overview`?"


def test_a_row_can_only_be_proposed_from_an_equation():
    source = TABLE + 'columns = [{ id = "n", label = "数" }]\n'
    source += 'rows = [{ id = "a", label = "一", propose = "balance" }]'
    assert places(source) == ["tables.t.a.propose"]


def test_a_sum_that_names_nothing_is_a_mistake():
    source = TABLE + 'columns = [{ id = "n", label = "数" }]\n'
    source += 'rows = [{ id = "a", label = "一", sum = ["b_*"] }]'
    assert places(source) == ["tables.t.blocks.0.a.sum"]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ('sections = [{ id = "s", title = "一", asks = ["f"] }, { id = "s", title = "二", '
         'asks = ["f"] }]\nfields = [{ id = "f", label = "文", kind = "text" }]', "sections.s"),
        ('fields = [{ id = "f", label = "文", kind = "text" }, { id = "f", label = "字", '
         'kind = "line" }]', "ids.f"),
        ('rules = [{ id = "r", kind = "number", level = "error" }, { id = "r", kind = "x", '
         'level = "error" }]', "rules.r"),
        (TABLE.removeprefix(HEAD) + 'columns = [{ id = "n", label = "数" }, '
         '{ id = "n", label = "件" }]', "tables.t.blocks.0.columns.n"),
        (TABLE.removeprefix(HEAD) + 'rows = [{ id = "n", label = "数" }, '
         '{ id = "n", label = "件" }]', "tables.t.blocks.0.rows.n"),
    ],
)  # fmt: skip
def test_an_id_occurs_once(source, place):
    assert places(HEAD + source) == [place]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ('fields = [{ id = "f", label = "文", kind = "text", requierd = true }]',
         "fields.f.requierd"),
        ('fields = [{ id = "f", label = "文", kind = "text", required = 1 }]', "fields.f.required"),
        ('fields = [{ id = "f", label = "文", kind = "text", standard = "{{ x" }]',
         "fields.f.standard"),
        ('sections = [{ id = "s", title = "一", asks = [1] }]', "sections.s.asks"),
        ('rules = [{ id = "r", kind = "number", level = "fatal" }]', "rules.r.level"),
        ('tables = [{ id = "t", label = "表", layout = "matrix" }]', "tables.t"),
        ('tables = [{ id = "t", label = "表", layout = "grid", blocks = [{}] }]',
         "tables.t.layout"),
        ('tables = [{ id = "t", label = "表", layout = "line", blocks = [{}, {}] }]', "tables.t"),
        ('tables = [{ id = "t", label = "表", layout = "line", blocks = [{ columns = '
         '[{ id = "n", label = "数", kind = "int" }] }] }]', "tables.t.blocks.0.columns.n.kind"),
        ('groups = [{ id = "g", label = "组", fields = "f" }]', "groups.g.fields"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_its_place(source, place):
    assert place in places(HEAD + source)


@pytest.mark.parametrize("items", ['["overview"]', "[1]"])
def test_an_array_of_what_are_no_tables_is_a_mistake(items):
    assert places(HEAD + f"fields = {items}")


def test_the_numbers_of_a_rule_are_its_settings_and_exact():
    rule = '[[rules]]\nid = "r"\nkind = "k"\nlevel = "warning"\nshare = 0.1\ncells = ["a"]\n'
    field = '[[fields]]\nid = "a"\nlabel = "甲"\nkind = "line"\n'
    form = read_form(f'id = "x"\nnotice = "号"\nfirst_year = 2021\n{field}{rule}', "x.toml")
    (read,) = form.rules
    assert read.settings == {"share": Decimal("0.1")}
    assert read.args == {"cells": ("a",)}


@pytest.mark.parametrize(
    "part",
    [
        "[[sections]]",
        "[[fields]]",
        "[[groups]]",
        "[[tables]]",
        "[[tables]]\n[[tables.blocks]]",
        "[[tables]]\n[[tables.blocks]]\n[[tables.blocks.columns]]",
        "[[tables]]\n[[tables.blocks]]\n[[tables.blocks.rows]]",
    ],
)
def test_an_unknown_key_is_a_mistake_in_every_part_of_a_form(part):
    found = mistakes(f"{HEAD}{part}\nlabell = 1\n")
    assert [mistake.problem for mistake in found if mistake.place.endswith("labell")] == [
        "unknown key"
    ]


def test_a_required_text_that_no_section_asks_for_is_a_mistake():
    field = '[[fields]]\nid = "a"\nlabel = "甲"\nkind = "text"\nrequired = true\n'
    assert "fields.a" in places(HEAD + field)


TEXT = (
    HEAD
    + """[[sections]]
id = "s"
title = "一、"
asks = ["overview"]
[[fields]]
id = "unit.name"
label = "名称"
kind = "line"
[[fields]]
id = "overview"
label = "总体"
kind = "text"
"""
)


@pytest.mark.parametrize("key", ["standard", "pairs"])
@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("unit.nmae", "did you mean `unit.name`?"),
        ("yaer", "did you mean `year`?"),
        ("unit", "did you mean `unit.name`?"),
        ("nothing.of.it", "define it or take it out"),
    ],
)
def test_a_sentence_that_names_what_it_will_not_get_is_a_mistake(key, name, remedy):
    for source in (f"{{{{ {name} }}}}", f"{{% if year == 1 %}}{{{{ {name} }}}}{{% endif %}}"):
        (mistake,) = mistakes(TEXT + f'{key} = "{source}"\n')
        assert str(mistake) == (
            f"x.toml: fields.overview.{key}: `{name}` is known to no sentence; {remedy}"
        )


@pytest.mark.parametrize(
    "source",
    [
        "{{ title }}{{ year + 1 }}{{ unit.name }}",
        "{% set all = [unit.name] | join %}{{ all }}",
        "{% for sign in title %}{{ sign }}{{ loop.last }}{% endfor %}",
    ],
)
def test_names_of_its_own_and_what_is_given_are_known(source):
    assert read_form(TEXT + f"standard = '{source}'\n", "x.toml")


def test_only_a_text_of_pairs_knows_the_pairs():
    source = "'{% for p in problems %}{{ p.text }}{% endfor %}{{ measures | length }}'\n"
    assert read_form(TEXT + f"pairs = {source}", "x.toml")
    assert places(TEXT + f"standard = {source}") == ["fields.overview.standard"] * 2


def test_a_filter_that_there_is_not_is_a_mistake():
    assert places(TEXT + "standard = '{{ title | shout }}'\n") == ["fields.overview.standard"]
