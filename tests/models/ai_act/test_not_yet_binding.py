"""From which day the AI Act binds a system in full."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.models.ai_act import not_yet_binding as act
from migrationbook.models.ai_act.not_yet_binding import System

DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))
SYSTEMS = st.builds(System, ai=st.booleans(), in_union=st.booleans(), annex_x=st.booleans(), public=st.booleans(), since=DAYS)
TEXTS = st.sampled_from(["2024", "2026"])


def made(since: date, annex_x: bool = False, public: bool = True) -> System:
    return System(ai=True, in_union=True, annex_x=annex_x, public=public, since=since)


@pytest.mark.parametrize(
    ("since", "annex_x", "by_2024", "by_2026"),
    [
        (date(2018, 4, 1), False, date(2030, 8, 2), date(2030, 8, 2)),
        (date(2025, 5, 19), True, date(2030, 12, 31), date(2030, 12, 31)),
        (date(2027, 7, 1), False, date(2027, 7, 1), date(2030, 8, 2)),
        (date(2027, 8, 1), True, date(2030, 12, 31), date(2030, 12, 31)),
        (date(2027, 8, 2), True, date(2027, 8, 2), date(2030, 8, 2)),
        (date(2027, 12, 1), True, date(2027, 12, 1), date(2030, 8, 2)),
        (date(2027, 12, 2), True, date(2027, 12, 2), date(2027, 12, 2)),
        (date(2028, 1, 15), False, date(2028, 1, 15), date(2028, 1, 15)),
    ],
)
def test_the_days_that_divide(since, annex_x, by_2024, by_2026):
    assert act.bound_from(made(since, annex_x), "2024") == by_2024
    assert act.bound_from(made(since, annex_x), "2026") == by_2026


def test_the_amendment_moves_the_national_tool_by_37_months():
    tool = made(date(2027, 7, 1))
    assert (act.bound_from(tool, "2026") - act.bound_from(tool, "2024")).days == 1128
    assert (act.CHAPTER_III_FROM["2026"] - act.CHAPTER_III_FROM["2024"]).days == 487
    published = date(2026, 2, 20)
    assert [(act.CHAPTER_III_FROM[text] - published).days for text in ("2024", "2026")] == [163, 650]


def test_a_change_counts_for_national_tools_and_not_for_annex_x():
    change = date(2029, 7, 1)
    assert act.bound_from(made(date(2018, 4, 1)), "2026", change) == change
    assert act.bound_from(made(date(2018, 4, 1)), "2026", date(2027, 1, 1)) == act.PUBLIC_BY
    assert act.bound_from(made(date(2025, 5, 19), annex_x=True), "2026", change) == act.ANNEX_X_BY
    assert act.bound_from(made(date(2018, 4, 1), public=False), "2026") is None
    assert act.bound_from(made(date(2018, 4, 1), public=False), "2026", change) == change


def test_the_prohibitions_hold_for_whatever_is_in_use():
    old = made(date(2018, 4, 1))
    assert act.state(old, "2026", date(2025, 2, 1)) == "outside"
    assert act.state(old, "2026", date(2025, 2, 2)) == "prohibitions"
    assert act.state(old, "2026", date(2030, 8, 2)) == "full"


@given(SYSTEMS, TEXTS, DAYS)
def test_nothing_is_bound_before_it_is_in_use_and_a_change_never_delays(system, text, change):
    bound = act.bound_from(system, text)
    sooner = act.bound_from(system, text, change)
    if bound is not None:
        assert bound >= system.since
        assert sooner is not None and sooner <= bound
    if act.route(system, text) == "outside":
        assert sooner is None


@given(SYSTEMS, TEXTS, DAYS)
def test_a_state_never_goes_back(system, text, day):
    order = {"absent": 0, "outside": 1, "prohibitions": 2, "full": 3}
    later = act.state(system, text, day + timedelta(days=1))
    assert order[act.state(system, text, day)] <= order[later]


@given(SYSTEMS)
def test_the_amendment_never_binds_sooner_without_a_change(system):
    by_2024, by_2026 = act.bound_from(system, "2024"), act.bound_from(system, "2026")
    if by_2026 is not None and by_2024 is not None:
        assert by_2026 >= by_2024


def test_the_table_names_the_route_that_the_model_finds():
    table = series("ai-act-systems")
    for _, row in table.iterrows():
        assert act.route(act.described(row, True), "2026") == row["route"], row["system"]


def test_the_amendment_moves_no_real_system_of_the_table():
    table = series("ai-act-systems")
    moved = {
        row["system"]
        for _, row in table.iterrows()
        if act.bound_from(act.described(row, True), "2024") != act.bound_from(act.described(row, True), "2026")
    }
    assert moved == {"made-b", "made-c"}
