from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from bot.checks import check
from bot.documents.reader import read_report
from tests.documents.foreign.catalogue import DOCUMENTS, page, word
from tests.documents.foreign.foreign import Foreign
from tests.documents.foreign.pdfs import OFFICE, as_pdfs
from tests.documents.foreign.score import FORMS, Score, score
from tests.documents.foreign.truth import truth

PRINTED = [document for document in DOCUMENTS if document.kind == "pdf"]
OTHERS = [document for document in DOCUMENTS if document.kind != "pdf"]
BUILDERS = (
    word.merged_by_python_docx,
    word.saved_by_wps,
    word.in_a_layout_table,
    page.exported_by_word,
    page.archived_by_a_browser,
)


def read_as_it_shows(document: Foreign, result: Score) -> None:
    """Nothing wrong, nothing missing that is not listed, and no error where nothing is wrong."""
    assert (result.wrong, result.silent, result.errors) == ((), (), ())
    assert bool(result.listed) == bool(document.lost)


@pytest.mark.parametrize("document", OTHERS, ids=str)
def test_a_document_is_read_as_it_shows(document):
    read_as_it_shows(document, score(document, 1))


@pytest.fixture(scope="session")
def pdfs(tmp_path_factory) -> Mapping[str, bytes]:
    if OFFICE is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    built = {document.name: document.build(truth(document.form, 1)) for document in PRINTED}
    return as_pdfs(built, tmp_path_factory.mktemp("pdfs"))


@pytest.mark.parametrize("document", PRINTED, ids=str)
def test_a_printed_document_is_read_as_it_shows(document, pdfs):
    read_as_it_shows(document, score(document, 1, pdfs[document.name]))


# -- errors in them are found, and named as the reader sees them --------------------------


def found(build: Callable, previous: Mapping[str, str] | None = None, **changes: str):
    """The rules that a report with some changes breaks, as built, with their first cells."""
    given = truth("2021", 1)
    changed = {key.replace("__", "."): text for key, text in changes.items()}
    content = build(replace(given, entered={**given.entered, **changed}))
    reading = read_report("report", content, FORMS)
    return {(finding.rule, finding.where[0]) for finding in check(reading.answers, previous)}


@pytest.mark.parametrize("build", BUILDERS)
def test_a_cell_that_is_one_too_much_breaks_its_row_and_its_column(build):
    more = str(int(truth("2021", 1).entered["applications.granted.natural"]) + 1)
    broken = found(build, applications__granted__natural=more)
    assert broken == {
        ("row_sum", "applications.granted.total"),
        ("result_sum", "applications.results_total.natural"),
    }


@pytest.mark.parametrize("build", BUILDERS)
def test_a_text_that_contradicts_its_table(build):
    text = truth("2021", 1).entered["overview"].replace("申请50件", "申请52件")
    assert ("text_count", "overview") in found(build, overview=text)


@pytest.mark.parametrize("build", BUILDERS)
def test_a_percentage_that_was_not_computed(build):
    text = truth("2021", 1).entered["overview"] + "\n自然人申请21件，占新收申请总数的45%。"
    assert ("percentage", "overview") in found(build, overview=text)


@pytest.mark.parametrize("build", BUILDERS)
def test_what_last_year_s_report_carried_over(build):
    given = truth("2021", 1)
    last = replace(given, year=given.year - 1)
    previous = read_report("last year", word.content_controls(last), FORMS).answers.values
    assert {rule for rule, _ in found(build, previous)} >= {"carry_over"}


@pytest.mark.parametrize("build", BUILDERS)
def test_last_year_s_form(build):
    late = replace(truth("2019", 1), year=2023)
    reading = read_report("report", build(late), FORMS)
    assert {finding.rule for finding in check(reading.answers)} >= {"superseded_form"}
