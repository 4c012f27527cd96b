"""The form as a spreadsheet: out of the bot, through what people do to it, and back again."""

from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot import content
from bot.documents.returned import Mistake, read_sheet
from bot.documents.sheet import write_sheet
from bot.documents.workbook import read_workbook
from bot.forms.answers import Answers
from bot.reading.answers_file import Unusable
from tests.documents.libreoffice import convert, has_calc

FORMS = content.forms()
WORDS = {
    "todo": "请填黄色格。",
    "last": "去年",
    "check": "核对",
    "agrees": "对",
    "disagrees": "不对",
    "wrong_title": "填错了",
    "wrong_count": "只能填 0 或正整数。",
    "wrong_amount": "请填数。",
}


def figures(form):
    """A different figure in every entered cell of all tables."""
    values = {c.id: str(n) for n, c in enumerate(form.cells.values()) if not c.computed}
    marks = {"change": "+1036", "amount": "25.1"}
    return {key: marks.get(form.kind(key), value) for key, value in values.items()}


def written(form, entered, previous=None):
    return write_sheet(Answers(form, 2023, entered), previous or {}, WORDS)


def edited(content, edit):
    """A sheet after somebody worked on it in openpyxl, whose insertions move no names."""
    book = load_workbook(BytesIO(content))
    edit(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def where(content, key):
    """Sheet and address of a cell by its name."""
    sheet, address = load_workbook(BytesIO(content)).defined_names[key].attr_text.split("!")
    return sheet.strip("'"), address.replace("$", "")


def typed(content, key, value):
    """The sheet after somebody typed into a cell."""
    sheet, address = where(content, key)
    return edited(content, lambda book: book[sheet].__setitem__(address, value))


def without_names(book):
    book.defined_names.clear()


def test_what_is_written_comes_back(form):
    sheet = read_sheet(written(form, figures(form)), form)
    assert sheet.values == figures(form)
    assert (sheet.totals, sheet.mistakes, sheet.missing, sheet.year) == ({}, (), (), 2023)


def test_an_empty_sheet_comes_back_empty(form):
    sheet = read_sheet(written(form, {}, figures(form)), form)
    assert sheet == replace(sheet, values={}, totals={}, mistakes=(), missing=())


def test_last_years_figures_are_never_taken_for_this_years(form):
    last = {c.id: "77" for c in form.cells.values()}
    for edit in (str, without_names):
        sheet = read_sheet(edited(written(form, figures(form), last), edit), form)
        assert sheet.values == figures(form)


def test_one_worksheet_a_table_with_the_printed_labels(form21):
    book = load_workbook(BytesIO(written(form21, {})))
    assert book.sheetnames == ["表二", "表三", "表四"]
    texts = {cell.value for row in book["表三"].iter_rows() for cell in row}
    assert {c.label for c in form21.tables["applications"].blocks[0].columns} <= texts
    assert {r.label for r in form21.tables["applications"].blocks[0].rows} <= texts
    assert book["表三"]["A1"].value == WORDS["todo"]


def test_labels_are_locked_and_entry_cells_are_not(form):
    content = written(form, {})
    book = load_workbook(BytesIO(content))
    for sheet in book:
        locks = sheet.protection
        assert (locks.sheet, locks.password, locks.formatColumns, locks.formatRows) == (
            True,
            None,
            False,
            False,
        )
    for cell in form.cells.values():
        sheet, address = book.defined_names[cell.id].attr_text.split("!")
        found = book[sheet.strip("'")][address]
        assert found.protection.locked == cell.computed
        assert found.fill.fgColor.rgb[2:] == ("F2F2F2" if cell.computed else "FFF7E0")
    assert book["表三"]["A6"].protection.locked


def test_totals_are_formulas_that_wait_for_their_parts(form21):
    content = written(form21, {})
    book = load_workbook(BytesIO(content))

    def formula(key):
        sheet, address = where(content, key)
        return book[sheet][address].value

    assert formula("applications.received.total") == '=IF(COUNT(D6:I6)=6,SUM(D6:I6),"")'
    assert formula("applications.results_total.natural") == '=IF(COUNT(D8:D28)=21,SUM(D8:D28),"")'
    assert formula("litigation.direct.total") == '=IF(COUNT(F6:I6)=4,SUM(F6:I6),"")'


def test_figures_are_validated_by_kind(form19):
    content = written(form19, {})
    book = load_workbook(BytesIO(content))
    kinds = {}
    for key in ("licence.last_year", "licence.change", "procurement.amount"):
        sheet, address = where(content, f"disclosure.{key}")
        rules = book[sheet].data_validations.dataValidation
        kinds[key] = [(r.type, r.operator, r.formula1) for r in rules if address in r.cells]
    assert kinds["licence.last_year"] == [("whole", "greaterThanOrEqual", "0")]
    assert kinds["procurement.amount"] == [("decimal", "greaterThanOrEqual", "0")]
    assert kinds["licence.change"] == []


@pytest.mark.parametrize("text", ["+1036", "-2", "0%", "减4", "持平", "0", "=1+1", "@SUM(A1)"])
def test_a_change_is_text_whatever_it_begins_with(form19, text):
    key = "disclosure.licence.change"
    content = written(form19, {key: text})
    sheet, address = where(content, key)
    cell = load_workbook(BytesIO(content))[sheet][address]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix == (text[0] in "=+-@")
    assert text in {c.text for s in read_workbook(content).sheets for c in s.cells.values()}


def test_what_is_no_number_is_never_a_formula(form21):
    key = "disclosure.fee.amount"
    content = written(form21, {key: '=HYPERLINK("x")'})
    sheet, address = where(content, key)
    assert load_workbook(BytesIO(content))[sheet][address].data_type == "s"
    assert read_sheet(content, form21).mistakes[0].reason == "not_a_number"


WRONG = {
    "x": "not_a_number",
    -3: "negative",
    2.5: "fraction",
    "四十余": "rounded",
    1234567890: "long",
    True: "error",
    "=NA()": "formula",
}


@pytest.mark.parametrize("value", WRONG)
def test_a_wrong_cell_is_named_by_its_address(form21, value):
    content = typed(written(form21, figures(form21)), "applications.received.natural", value)
    sheet = read_sheet(content, form21)
    assert [(m.address, m.reason, m.key) for m in sheet.mistakes] == [
        ("表三!D6", WRONG[value], "applications.received.natural")
    ]
    assert len(sheet.values) == len(figures(form21)) - 1


def test_a_date_is_no_figure(form21):
    def edit(book):
        book["表三"]["D7"] = 45000
        book["表三"]["D7"].number_format = 'm"月"d"日"'

    sheet = read_sheet(edited(written(form21, {}), edit), form21)
    place = "applications.carried_in.natural"
    assert sheet.mistakes == (Mistake("表三!D7", "date", "2023-03-15", place),)


def test_figures_typed_in_other_ways_are_understood(form21):
    key = "applications.granted.natural"
    for value, figure in {
        "３": "3",
        "'3": "3",
        "3件": "3",
        "1,036": "1036",
        3.0: "3",
        "无": "0",
    }.items():
        assert read_sheet(typed(written(form21, {}), key, value), form21).values == {key: figure}


def test_a_stroke_or_blank_is_not_zero(form21):
    content = typed(written(form21, {}), "applications.granted.natural", "/")
    assert read_sheet(content, form21).values == {}


def test_a_total_typed_over_its_formula_is_given_back(form21):
    content = typed(written(form21, figures(form21)), "applications.received.total", 9)
    assert read_sheet(content, form21).totals == {"applications.received.total": "9"}


# -- what happens to a sheet ----------------------------------------------------------------------


def test_hidden_rows_and_wide_columns_change_nothing(form):
    def edit(book):
        for sheet in book:
            sheet.row_dimensions[6].hidden = True
            sheet.column_dimensions["D"].hidden = True
            sheet.column_dimensions["E"].width = 60

    assert read_sheet(edited(written(form, figures(form)), edit), form).values == figures(form)


def test_renamed_sheets_are_found_by_their_labels(form):
    """openpyxl renames a sheet and leaves the names behind, as a copy into another file does."""

    def edit(book):
        for n, sheet in enumerate(book):
            sheet.title = f"Sheet{n}"

    sheet = read_sheet(edited(written(form, figures(form), figures(form)), edit), form)
    assert (sheet.values, sheet.mistakes) == (figures(form), ())


def test_without_names_labels_are_enough(form):
    sheet = read_sheet(edited(written(form, figures(form)), without_names), form)
    assert (sheet.values, sheet.mistakes, sheet.year) == (figures(form), (), None)


def test_inserted_rows_and_columns_without_names(form21):
    def edit(book):
        without_names(book)
        book["表三"].unmerge_cells("A1:J1")
        book["表三"].insert_rows(1, 2)
        book["表三"].insert_cols(1)

    assert read_sheet(edited(written(form21, figures(form21)), edit), form21).values == figures(
        form21
    )


def test_figures_moved_away_from_their_labels_are_not_taken(form21):
    """openpyxl inserts a row and moves no names, so names and labels disagree below it."""
    content = edited(written(form21, figures(form21)), lambda book: book["表三"].insert_rows(20, 1))
    sheet = read_sheet(content, form21)
    assert {m.reason for m in sheet.mistakes} == {"moved"}
    assert sheet.values.items() <= figures(form21).items()
    assert "applications.received.natural" in sheet.values
    assert "applications.carried_out.natural" not in sheet.values


def test_names_that_a_program_left_behind_give_way_to_the_labels(form):
    """A title put above all: openpyxl moves the cells and no names, which then stand on labels."""

    def edit(book):
        for sheet in book:
            sheet.insert_rows(2, 2)

    sheet = read_sheet(edited(written(form, figures(form)), edit), form)
    assert (sheet.values, sheet.mistakes) == (figures(form), ())


def test_a_sheet_with_every_figure_in_doubt_is_still_the_sheet(form21):
    """A row above the first one, in a book of one table: the cells are named, no ledger is missed."""

    def edit(book):
        del book["表二"], book["表四"]
        book["表三"].insert_rows(6)

    sheet = read_sheet(edited(written(form21, figures(form21)), edit), form21)
    assert sheet.values == {}
    assert {mistake.reason for mistake in sheet.mistakes} == {"moved"}


def test_one_table_alone_is_enough(form21):
    def edit(book):
        del book["表二"], book["表四"]

    sheet = read_sheet(edited(written(form21, figures(form21)), edit), form21)
    assert sheet.missing == ("disclosure", "litigation")
    assert set(sheet.values) == {k for k in figures(form21) if k.startswith("applications.")}


def test_a_deleted_row_is_blank(form21):
    """Excel leaves `#REF!` where the row of a name was deleted."""

    def edit(book):
        for key, name in book.defined_names.items():
            if key.startswith("applications.refused_law."):
                name.attr_text = "表三!#REF!"
        book["表三"].unmerge_cells("B10:B17")
        book["表三"]["C11"] = None

    sheet = read_sheet(edited(written(form21, figures(form21)), edit), form21)
    assert not any("refused_law" in key for key in sheet.values)
    assert sheet.mistakes == ()


def test_a_sheet_for_the_other_form_is_refused(form19, form21):
    with pytest.raises(Unusable) as refused:
        read_sheet(written(form19, {}), form21)
    assert refused.value.reason == "other_form"
    assert refused.value.details == {"form": "2019", "wanted": "2021"}


def test_a_workbook_of_something_else_is_refused(form21):
    book, stream = Workbook(), BytesIO()
    book.active.append(["姓名", "电话"])
    book.save(stream)
    with pytest.raises(Unusable, match="no_tables"):
        read_sheet(stream.getvalue(), form21)


@pytest.fixture(scope="session")
def saved(tmp_path_factory):
    """The sheet of each form, saved as a kind and then as XLSX again, by form and kind."""
    folder = tmp_path_factory.mktemp("saved")
    sheets = {f"{f.id}.xlsx": written(f, figures(f), figures(f)) for f in FORMS.values()}
    return {
        kind: convert(convert(sheets, kind, folder), "xlsx", folder) for kind in ("xlsx", "xls")
    }


@pytest.mark.skipif(not has_calc(), reason="LibreOffice Calc is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_saved_by_libreoffice(form, saved, kind):
    sheet = read_sheet(saved[kind][f"{form.id}.xlsx"], form)
    assert (sheet.values, sheet.totals, sheet.mistakes) == (figures(form), {}, ())
    assert sheet.year == (2023 if kind == "xlsx" else None)  # the old format drops the names


@given(st.data())
@settings(max_examples=25)
def test_any_figures_come_back_equal(data):
    form = FORMS[data.draw(st.sampled_from(["2019", "2021"]))]
    texts = {
        "count": st.integers(0, 999_999).map(str),
        "amount": st.decimals(0, 99_999, places=2).map(lambda d: format(d.normalize(), "f")),
        "change": st.sampled_from(["+1036", "-2", "0%", "0", "减4", "持平", "12"]),
    }
    keys = [c.id for c in form.cells.values() if not c.computed]
    some = data.draw(st.lists(st.sampled_from(keys), unique=True))
    entered = {key: data.draw(texts[form.kind(key)]) for key in some}
    assert read_sheet(written(form, entered), form).values == entered


# -- files that are not to be trusted --------------------------------------------------------------


def packed(parts):
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def repacked(content, change):
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed(change(parts))


def with_sheet(form, text):
    """A workbook whose first sheet is this XML."""
    name = "xl/worksheets/sheet1.xml"
    return repacked(written(form, {}), lambda parts: parts | {name: text})


ENTITIES = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
<worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>"""


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ROW = f"<row>{'<c><v>7654321</v></c>' * 16}</row>"
HOSTILE = {
    "too_big": lambda _: b"PK" + bytes(20 * 1024 * 1024),
    "not_excel": lambda _: b"%PDF-1.7 something else",
    "encrypted": lambda _: OLE + "EncryptedPackage".encode("utf-16-le"),
    "broken": lambda form: written(form, {})[:5000],
    "macros": lambda form: repacked(written(form, {}), lambda p: p | {"xl/vbaProject.bin": b"x"}),
    "entities": lambda form: with_sheet(form, ENTITIES),
    "bomb": lambda form: with_sheet(form, b"<worksheet>" + bytes(30_000_000) + b"</worksheet>"),
    "too_many_cells": lambda form: with_sheet(
        form, f"<worksheet><sheetData>{ROW * 26_000}</sheetData></worksheet>"
    ),
}


@pytest.mark.parametrize("reason", HOSTILE)
def test_files_not_to_be_trusted_are_refused_by_name(form21, reason):
    with pytest.raises(Unusable) as refused:
        read_sheet(HOSTILE[reason](form21), form21)
    assert refused.value.reason == reason


def test_a_word_file_is_not_a_sheet(form21):
    with pytest.raises(Unusable, match="not_excel"):
        read_sheet(content.master("2021"), form21)


def test_a_huge_merged_range_costs_nothing(form21):
    text = '<worksheet><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    assert read_sheet(with_sheet(form21, text), form21).missing == ()


def test_texts_of_every_kind_are_read(form21):
    """Shared, rich, inline and computed texts; cells and rows without an address."""
    strings = "<sst><si><r><t>一</t></r><rPh><t>x</t></rPh><r><t>_x000D_二</t></r></si></sst>"
    sheet = (
        '<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>三</t></is></c>'
        '<c t="str"><f>A1</f><v>四</v></c><c><v>1.10000000000000009</v></c><c><v>2E3</v></c>'
        "</row></sheetData></worksheet>"
    )

    def change(parts):
        relations = parts["xl/_rels/workbook.xml.rels"]
        relations = relations.replace(b"/theme", b"/sharedStrings", 1)
        parts["xl/_rels/workbook.xml.rels"] = relations.replace(b"theme/theme1", b"sharedStrings")
        parts["xl/sharedStrings.xml"] = strings
        parts["xl/worksheets/sheet1.xml"] = sheet
        return parts

    cells = read_workbook(repacked(written(form21, {}), change)).sheets[0].cells
    texts = [cells[1, column].text for column in range(1, 6)]
    assert texts == ["一\r二", "三", "四", "1.1", "2000"]


@given(st.binary(max_size=400))
def test_random_bytes_raise_only_the_one_exception(data):
    for start in (b"", b"PK\x03\x04"):
        with pytest.raises(Unusable):
            read_sheet(start + data, FORMS["2021"])


GOOD = written(FORMS["2021"], figures(FORMS["2021"]))
with ZipFile(BytesIO(GOOD)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}


@given(st.data())
@settings(max_examples=150)
def test_damaged_files_raise_only_the_one_exception(data):
    """Bytes changed in the file, or in one of its parts before it is packed."""
    name = data.draw(st.sampled_from(["", *sorted(PARTS)]))
    damaged = bytearray(PARTS[name] if name else GOOD)
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at] = data.draw(st.integers(0, 255))
    content = packed(PARTS | {name: bytes(damaged)}) if name else bytes(damaged)
    with suppress(Unusable):
        read_sheet(content, FORMS["2021"])
