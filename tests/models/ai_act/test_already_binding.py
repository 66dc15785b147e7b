"""Which law reaches the table: who holds it, what for, and where."""

import pytest

from migrationbook.models.ai_act import already_binding as law
from migrationbook.models.ai_act.already_binding import HOLDERS, PURPOSES, Reach

CASES = [(holder, purpose, place) for holder in HOLDERS for purpose in PURPOSES for place in ("germany", "abroad")]


@pytest.mark.parametrize(("holder", "purpose", "place"), CASES)
def test_general_law_and_law_for_crime_never_apply_together(holder, purpose, place):
    found = law.reach(holder, purpose, place)
    assert list(found) == list(law.RULES)
    for general, special in (("gdpr", "led"), ("eudpr", "operational")):
        assert not (found[general] is Reach.APPLIES and found[special] is Reach.APPLIES)
        # where one of a pair is contested because of a mixed purpose, so is the other
        if found[special] is Reach.CONTESTED:
            assert found[general] is Reach.CONTESTED


@pytest.mark.parametrize("purpose", PURPOSES)
def test_only_for_the_iom_does_the_place_change_the_law(purpose):
    changed = [holder for holder in HOLDERS if law.reach(holder, purpose, "germany") != law.reach(holder, purpose, "abroad")]
    assert changed == ["iom"]


@pytest.mark.parametrize("place", ["germany", "abroad"])
def test_the_purpose_changes_the_law_for_police_and_agency(place):
    changed = [holder for holder in HOLDERS if law.reach(holder, "stay", place) != law.reach(holder, "crime", place)]
    assert changed == ["police", "agency"]


def test_nothing_of_the_union_reaches_the_iom_abroad_and_nobody_else_is_out_of_reach():
    def out(case):
        return law.count(*case, Reach.APPLIES) + law.count(*case, Reach.CONTESTED) == 0

    assert [case for case in CASES if out(case)] == [("iom", purpose, "abroad") for purpose in PURPOSES]


def test_the_organisation_s_own_rules_are_its_own():
    assert {holder for holder, purpose, place in CASES if law.reach(holder, purpose, place)["own"] is Reach.APPLIES} == {"iom"}
