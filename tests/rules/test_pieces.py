"""The actions of one row split, joined and matched to those who may lead them; all of it pure."""

from datetime import date

from tracker.queries.known import Known, KnownPerson, KnownPost
from tracker.reading.proposal import Row
from tracker.reading.reckoning import Reckoning
from tracker.rules.imports.leading import Leading, agencies_near, lead_key
from tracker.rules.imports.pieces import Piece, a_new_action, corrected, fitted, join, split

BY = Reckoning(date(2015, 9, 30))
DAYS = (date(2016, 3, 31), date(2016, 5, 31))


def a_piece(text: str, leads: tuple[str, ...] = ("Named Nurse",), timescale: str = "31/03/2016") -> Piece:
    return Piece(a_new_action(text, leads, timescale, "LPT!6", BY))


def test_split_by_lines_each_takes_its_own_lead_and_date_where_these_pair_up() -> None:
    parts = split([a_piece("Brief.\nAudit.", ("Nurse", "Doctor"), "31/03/2016\n31/05/2016")], 0, BY)
    assert [(one.action.leads, one.action.deadlines) for one in parts] == [
        (("Nurse",), (DAYS[0],)),
        (("Doctor",), (DAYS[1],)),
    ]
    assert not any(one.action.needs_review for one in parts)


def test_one_date_for_several_actions_is_asked_about() -> None:
    parts = split([a_piece("Brief.\nAudit.")], 0, BY)
    assert [one.action.needs_review for one in parts] == [True, True]
    assert {one.action.timescale for one in parts} == {"31/03/2016"}


def test_what_was_split_is_joined_again_as_it_was() -> None:
    whole = a_piece("Brief.\nAudit.")
    (again,) = join(split([whole], 0, BY))
    assert again.action == whole.action


def test_joined_actions_of_different_dates_have_no_date_chosen() -> None:
    (one,) = join([a_piece("Brief."), a_piece("Audit.", timescale="31/05/2016")])
    assert one.action.deadlines == DAYS
    assert one.action.needs_review
    assert "31 March 2016 and 31 May 2016" in (one.action.reason or "")


def test_a_form_for_another_number_of_actions_loses_no_words() -> None:
    assert len(fitted([a_piece("Brief.")], 3)) == 3
    assert len(fitted([a_piece("Brief."), a_piece("Audit.")], 1)) == 1


def test_a_row_nobody_put_right_is_the_row_as_read() -> None:
    row = Row("LPT!6", "item", recommendation="Listen.")
    assert corrected(row, {}) is row
    assert corrected(row, {"kind": "set_aside", "reason": "A copy."}).reason == "A copy."


def test_nobody_is_picked_between_two_of_one_name_or_for_a_near_miss() -> None:
    known = Known(
        people=(KnownPerson(1, 7, "Nurse Lead"), KnownPerson(2, 7, "Nurse Lead")),
        posts=(KnownPost(3, 7, "named doctor for children", "Named Doctor for Children"),),
    )
    leading = Leading(known)
    for printed in ("Nurse Lead", "Named Docter for Children", "Named Doctor"):
        lead = leading.lead(printed, 7, {})
        assert lead.is_new_post
        assert lead.near
        assert lead.doubt
    assert leading.lead("Head of Wards", 7, {}).doubt == ""
    named = leading.lead("Named Doctor", 7, {lead_key(7, "Named Doctor"): "post-3"})
    assert (named.post_id, named.doubt) == (3, "")


def test_a_person_of_another_agency_is_never_meant() -> None:
    known = Known(people=(KnownPerson(1, 8, "Nurse Lead"),))
    assert Leading(known).lead("Nurse Lead", 7, {lead_key(7, "Nurse Lead"): "person-1"}).person_id is None


def test_agencies_nearly_called_so_are_offered_likeliest_first() -> None:
    assert agencies_near("Dental Servise", {"dental service": 4, "police": 5}) == (4,)
    assert agencies_near("", {"dental service": 4}) == ()
