"""One budget under two questions, the bounds of an overlap, and the accounts they are used on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.models.iom.two_portraits import Activity, mission, overlap_bounds, share_where

COSTS = st.floats(min_value=0, max_value=1e6)
SHARES = st.floats(min_value=0, max_value=100)
ACTIVITIES = st.lists(
    st.builds(
        Activity,
        name=st.just("a"),
        cost=COSTS,
        purpose=st.sampled_from(["humanitarian", "development"]),
        moves=st.booleans(),
        equips=st.booleans(),
    ),
    min_size=1,
)


def humanitarian(activity):
    return activity.purpose == "humanitarian"


@given(ACTIVITIES.filter(lambda known: sum(activity.cost for activity in known) > 1e-3), st.booleans())
def test_the_overlap_of_a_budget_lies_within_its_bounds(activities, wide):
    first = share_where(activities, humanitarian)
    second = share_where(activities, lambda activity: activity.is_logistics(wide))
    both = share_where(activities, lambda activity: humanitarian(activity) and activity.is_logistics(wide))
    least, most = overlap_bounds(min(first, 100), min(second, 100))
    assert least - 1e-6 <= both <= most + 1e-6


@given(ACTIVITIES.filter(lambda known: sum(activity.cost for activity in known) > 1e-3))
def test_logistics_in_the_wide_sense_is_never_less(activities):
    narrow, wide = (share_where(activities, lambda activity, wide=wide: activity.is_logistics(wide)) for wide in (False, True))
    assert narrow <= wide + 1e-9


@given(SHARES, SHARES)
def test_bounds_are_symmetric_and_in_order(first, second):
    least, most = overlap_bounds(first, second)
    assert overlap_bounds(second, first) == (least, most)
    assert 0 <= least <= most + 1e-9 <= 100 + 1e-9


def test_the_lesson_s_bounds():
    assert overlap_bounds(64.2, 60)[0] == pytest.approx(24.2)
    assert overlap_bounds(64.2, 35.8)[0] == pytest.approx(0)


@pytest.mark.parametrize("shares", [(-1, 50), (50, 101)])
def test_what_is_no_share_is_refused(shares):
    with pytest.raises(ValueError, match="no share"):
        overlap_bounds(*shares)


@pytest.mark.parametrize("costs", [(0, 0), (-1, 2)])
def test_a_budget_without_a_whole_is_refused(costs):
    activities = [Activity("a", cost, "humanitarian") for cost in costs]
    with pytest.raises(ValueError, match=r"nothing|negative"):
        share_where(activities, humanitarian)


def test_one_share_booked_as_humanitarian_goes_with_little_and_with_much_logistics():
    found = []
    for tents in (5, 20, 40):
        for flights in (5, 20, 40):
            for casework in (5, 20, 40):
                for booked in ("humanitarian", "development"):
                    for wide in (False, True):
                        activities = mission(tents, flights, casework, booked)
                        if 62 <= share_where(activities, humanitarian) <= 67:
                            found.append(share_where(activities, lambda activity, wide=wide: activity.is_logistics(wide)))
    assert [min(found), max(found)] == pytest.approx([16.7, 75.0], abs=0.05)


@pytest.mark.parametrize(
    ("year", "share"), [(2011, 38.9), (2012, 40.6), (2013, 36.4), (2014, 39.4), (2015, 41.8), (2016, 50.0), (2017, 46.1), (2024, 64.2)]
)
def test_shares_booked_as_humanitarian(year, share):
    row = series("iom-spending-by-function").set_index("year").loc[year]
    assert 100 * row["humanitarian"] / row["total"] == pytest.approx(share, abs=0.05)


def test_functions_add_up_to_the_total_but_for_rounding():
    table = series("iom-spending-by-function").set_index("year")
    assert (table[["humanitarian", "development", "global_agenda"]].sum(axis="columns") - table["total"]).abs().max() < 0.11
    others = series("un-spending-by-function").set_index("organisation")
    assert (others[["humanitarian", "development", "other"]].sum(axis="columns") - others["total"]).abs().max() < 0.11
