"""What the rules find is shown at the end of every section that has part in it."""

import pytest

from bot.interview.mend import findings_of


def section(form, name):
    return next(section for section in form.sections if section.id == name)


def found(talk, name, previous=None):
    findings = findings_of(talk.form, talk.state, section(talk.form, name), previous)
    return [finding.rule for finding in findings]


@pytest.fixture
def talk(talk):
    talk.ask("overview").send("2023年，收到政府信息公开申请7件。")
    talk.ask("applications.received").send("6 0 0 0 0 0")
    return talk


def test_what_two_sections_disagree_about_is_found_in_both(talk):
    assert "text_count" in found(talk, "overview")
    assert "text_count" in found(talk, "applications")


def test_another_section_has_no_part_in_it(talk):
    assert "text_count" not in found(talk, "litigation")


def test_last_years_report_is_asked_where_it_is_known(talk):
    talk.ask("applications.carried_in").send("1 0 0 0 0 0")
    previous = {"applications.carried_out.natural": "2"}
    assert "carry_over" in found(talk, "applications", previous)
    assert "carry_over" not in found(talk, "applications")


def test_the_form_as_a_whole_belongs_to_the_first_section(talk19):
    assert "superseded_form" in found(talk19, "opening")
    assert "superseded_form" not in found(talk19, "overview")
