from contextlib import closing
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from bot.messages import SHANGHAI, Person
from storage.database import open_database
from storage.journal import Journal
from storage.migrations import migrations
from storage.people import VALID, WRONG_A_DAY, WRONG_IN_ALL, fingerprint
from tests.invitation import UNIT

NOON = datetime(2024, 1, 8, 12, 0, tzinfo=SHANGHAI)
WANG, LI = Person("telegram", "1", "王"), Person("telegram", "2", "李")


@pytest.fixture
def db(tmp_path):
    with_people = open_database(tmp_path / "baogao.db")
    yield with_people
    with_people.close()


@pytest.fixture
def people(db):
    with Journal(db).turn() as turn:
        yield turn.people


@pytest.fixture
def code(people):
    return people.invite(*UNIT, "fill", NOON).code


def kept(people):
    """Everything in the tables about people, as one text."""
    rows = people._connection.iterdump()
    return "\n".join(row for row in rows if row.startswith("INSERT"))


def test_a_code_makes_a_member_of_the_unit_with_the_role(people):
    made = people.invite(*UNIT, "review", NOON)
    joined = people.admit(WANG, made.code, NOON)
    assert (joined.superior, joined.name, joined.role) == (*UNIT, "review")
    assert people.memberships(WANG) == (joined,)


def test_only_the_hash_of_a_code_is_kept(people, code):
    assert len(code) == 32
    assert code not in kept(people)
    assert fingerprint(code) in kept(people)


def test_codes_differ_and_fit_a_link(people):
    codes = {people.invite(*UNIT, "fill", NOON).code for _ in range(50)}
    assert len(codes) == 50
    assert all(
        set(c) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
        for c in codes
    )


def test_a_code_is_taken_by_one_person(people, code):
    assert people.admit(WANG, code, NOON)
    assert people.admit(LI, code, NOON) is None
    assert people.memberships(LI) == ()


def test_who_took_a_code_presses_its_link_again_and_gets_nothing_new(people, code):
    first = people.admit(WANG, code, NOON)
    assert people.admit(WANG, code, NOON + 2 * VALID) == first
    assert len(people.members()) == 1


def test_a_code_is_good_for_seven_days(people, code):
    assert people.admit(WANG, code, NOON + VALID) is None
    assert people.admit(WANG, code, NOON + VALID - timedelta(seconds=1))


def test_a_wrong_code_makes_no_member(people):
    assert people.admit(WANG, "x" * 32, NOON) is None
    assert "王" not in kept(people)


def test_after_some_wrong_codes_the_right_one_does_not_help(people, code):
    for n in range(WRONG_A_DAY):
        people.admit(WANG, f"wrong{n}", NOON)
    assert people.admit(WANG, code, NOON) is None
    assert people.admit(WANG, code, NOON + timedelta(days=1, seconds=1))


def test_the_guesses_of_one_do_not_stop_another(people, code):
    for n in range(WRONG_A_DAY):
        people.admit(WANG, f"wrong{n}", NOON)
    assert people.admit(LI, code, NOON)


def test_the_guesses_of_many_are_limited_together(people, code):
    for n in range(WRONG_IN_ALL):
        people.admit(Person("telegram", f"g{n}"), "wrong", NOON)
    assert people.admit(LI, code, NOON) is None


def test_guesses_are_forgotten_when_they_no_longer_count(people):
    people.admit(WANG, "wrong", NOON)
    people.admit(LI, "wrong", NOON + timedelta(days=2))
    assert kept(people).count('INSERT INTO "guesses"') == 1


def test_a_membership_that_was_ended_gives_nothing(people, code):
    people.admit(WANG, code, NOON)
    ended = people.revoke(1, NOON)
    assert (ended.name, ended.until) == ("王", NOON)
    assert people.memberships(WANG) == ()
    assert people.admit(WANG, code, NOON) is None


def test_who_was_revoked_can_be_invited_again(people, code):
    people.admit(WANG, code, NOON)
    people.revoke(1, NOON)
    again = people.invite(*UNIT, "fill", NOON).code
    assert people.admit(WANG, again, NOON)
    assert [m.until is None for m in people.members()] == [False, True]


def test_a_membership_that_is_not_there_cannot_be_ended(people):
    assert people.revoke(7, NOON) is None


def test_who_sat_at_a_report_before_there_were_invitations_keeps_its_unit(tmp_path):
    old = Database(tmp_path / "baogao.db")
    old.enable_wal()
    migrations.apply(old, stop_before="0002_people")
    with old.atomic():
        old.execute("INSERT INTO units VALUES (1, '宝山区', '红旗街道办事处')")
        old.execute("INSERT INTO reports VALUES (1, 1, 2023, '2021')")
        old.execute("INSERT INTO people VALUES (1, 'telegram', '1', '王', 1, '')")
        old.execute("INSERT INTO people VALUES (2, 'telegram', '2', '李', NULL, '')")
        old.execute("INSERT INTO messages VALUES ('m', 1, 1, '2024-01-08T12:00:00+08:00', 1)")
    old.close()
    db = open_database(tmp_path / "baogao.db")
    with Journal(db).turn() as turn:
        (member,) = turn.people.members()
        assert [m.name for m in turn.people.memberships(WANG)] == ["红旗街道办事处"]
    assert (member.role, member.since) == ("fill", NOON)
    db.close()


# -- open invitations ------------------------------------------------------------------------------


def numbers(people, at=NOON):
    return [unused.number for unused in people.unused(at)]


def test_what_nobody_has_used_is_listed_with_unit_role_and_end(people, code):
    (unused,) = people.unused(NOON)
    assert (unused.superior, unused.unit, unused.role) == (*UNIT, "fill")
    assert unused.expires == NOON + VALID


def test_what_is_used_or_too_old_is_not(people, code):
    people.invite(*UNIT, "review", NOON)
    people.admit(WANG, code, NOON)
    assert numbers(people) == [2]
    assert numbers(people, NOON + VALID) == []


def test_a_withdrawn_invitation_lets_nobody_in(people, code):
    assert people.withdraw(1, NOON).role == "fill"
    assert people.admit(WANG, code, NOON) is None
    assert people.withdraw(1, NOON) is None


def test_its_number_is_never_given_again(people, code):
    people.withdraw(1, NOON)
    people.invite(*UNIT, "fill", NOON)
    assert numbers(people) == [2]


def test_one_that_was_used_is_not_withdrawn(people, code):
    people.admit(WANG, code, NOON)
    assert people.withdraw(1, NOON) is None
    assert people.memberships(WANG)


def test_a_unit_whose_only_invitation_was_withdrawn_is_not_overseen(people):
    district = people.invite("", "宝山区", "oversee", NOON).code
    people.invite("宝山区", "写错的街道办事处", "fill", NOON)
    overseen = people.admit(WANG, district, NOON).unit
    assert [name for _, name in people.units_of([overseen])] == ["宝山区写错的街道办事处"]
    people.withdraw(2, NOON)
    assert people.units_of([overseen]) == []


def test_invitations_from_before_they_had_numbers_are_still_good(tmp_path):
    path = tmp_path / "old.db"
    with closing(Database(path)) as old:
        migrations.apply(old, stop_before="0005_invitation_numbers")
        kept = (fingerprint("code"), 1, "fill", (NOON + VALID).isoformat(), None)
        with old.atomic():
            old.execute("INSERT INTO units VALUES (1, '宝山区', '红旗街道办事处')")
            old.execute("INSERT INTO invitations VALUES (?, ?, ?, ?, ?)", kept)
    with closing(open_database(path)) as db, Journal(db).turn() as turn:
        assert numbers(turn.people) == [1]
        assert turn.people.admit(WANG, "code", NOON).role == "fill"
