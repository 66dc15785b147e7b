"""Definitions of *voluntary*, bounds of overlapping counts, and who had been warned."""

import math
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.models.return_ import germany as counts
from migrationbook.models.return_.germany import Bounds

LESSON = Path(__file__).parents[3] / "data/exercises/return/germany.yml"
PEOPLE = st.integers(min_value=0, max_value=10**6)
BOUNDS = st.tuples(PEOPLE, PEOPLE).map(lambda pair: Bounds(min(pair), max(pair)))


@pytest.fixture(scope="module")
def tables():
    return series("reag-garp"), series("other-departures-germany"), series("deportations-germany")


@pytest.mark.parametrize(
    ("definition", "year", "outcome", "ratio"),
    [
        ("reag", 2014, "more", 1.25),
        ("reag", 2016, "more", 2.13),
        ("reag", 2017, "more", 1.23),
        ("reag", 2018, "fewer", 0.67),
        ("reag", 2023, "fewer", 0.66),
        ("reag", 2024, "fewer", 0.52),
        ("reag", 2025, "fewer", 0.73),
        ("beside", 2019, "more", 1.02),
        ("beside", 2024, "open", 0.61),
        ("certificate", 2017, "more", 1.91),
        ("certificate", 2023, "more", 1.80),
        ("certificate", 2024, "more", 1.66),
        ("certificate", 2025, "more", 1.33),
        ("either", 2024, "more", 1.66),
    ],
)
def test_the_answer_hangs_on_the_definition(tables, definition, year, outcome, ratio):
    found = counts.comparison(*tables, definition, year)
    assert found.outcome == outcome
    assert found.ratio == pytest.approx(ratio, abs=0.006)


def test_2019_turns_round_with_what_is_reported_beside_the_programme(tables):
    found = counts.comparison(*tables, "beside", 2019)
    assert found.voluntary == Bounds(22524, math.inf)
    assert found.deported == Bounds(22097, 22097)


@pytest.mark.parametrize(("definition", "year"), [("reag", 2020), ("reag", 2021), ("certificate", 2018), ("either", 2025)])
def test_a_gap_is_no_zero(tables, definition, year):
    assert counts.comparison(*tables, definition, year) is None


def test_no_rival_is_the_main_value_and_each_year_has_one(tables):
    reag, _, deported = tables
    every = set(range(2014, 2026))
    for table, column, years in ((reag, "departures", every - {2020, 2021}), (deported, "deportations", every)):
        main = table[table["main"] & (table["period"] == "year")]
        assert set(main["year"]) == years and main["year"].is_unique
        assert main[column].notna().all()
    assert counts.rivals(reag, 2016, "departures") == [54006, 54069, 55000]
    assert counts.rivals(deported, 2021, "deportations") == [11892, 11982]
    assert sorted("11892") == sorted("11982")


@pytest.mark.parametrize(
    ("year", "obliged", "procedure", "needed"), [(2024, 44.3, 51.3, 11.1), (2025, 38.6, 44.1, 25.9)]
)
def test_status_and_the_share_that_makes_it_most(year, obliged, procedure, needed):
    parts = counts.by_status(series("reag-garp-status"), year)
    whole = parts.sum()
    assert 100 * parts["obliged"] / whole == pytest.approx(obliged, abs=0.05)
    assert 100 * parts["procedure"] / whole == pytest.approx(procedure, abs=0.05)
    assert 100 * counts.refused_for_most(parts["obliged"], parts["procedure"], whole) == pytest.approx(needed, abs=0.05)


def test_in_2023_most_were_obliged_to_leave():
    parts = counts.by_status(series("reag-garp-status"), 2023)
    assert 100 * parts["obliged"] / parts.sum() == pytest.approx(53.9, abs=0.05)
    with pytest.raises(KeyError):
        counts.by_status(series("reag-garp-status"), 2022)


@given(st.lists(BOUNDS, min_size=1, max_size=5))
def test_a_union_lies_between_its_largest_part_and_the_sum(parts):
    found = counts.union(parts)
    assert all(part.low <= found.low for part in parts)
    assert found.high == sum(part.high for part in parts)
    assert counts.disjoint(parts).low >= found.low


@given(BOUNDS, BOUNDS)
def test_a_comparison_is_antisymmetric(first, second):
    turned = {"more": "fewer", "fewer": "more", "open": "open"}
    assert counts.compare(second, first) == turned[counts.compare(first, second)]


@given(PEOPLE, PEOPLE, PEOPLE, st.floats(0, 1))
def test_the_warned_share_is_a_share_and_grows_with_the_refused(obliged, procedure, rest, refused):
    whole = obliged + procedure + rest
    assume(whole > 0)
    share = counts.warned_share(obliged, procedure, whole, refused)
    assert 0 <= share <= 1 + 1e-12
    assert share <= counts.warned_share(obliged, procedure, whole, 1) + 1e-12
    needed = counts.refused_for_most(obliged, procedure, whole)
    if needed is None:
        assert counts.warned_share(obliged, procedure, whole, 1) < 0.5
    elif needed > 0:
        assert counts.warned_share(obliged, procedure, whole, needed) == pytest.approx(0.5)
    else:
        assert counts.warned_share(obliged, procedure, whole, 0) >= 0.5


@pytest.mark.parametrize("wrong", [(-1, 0, 1, 0.5), (1, 1, 1, 0.5), (0, 0, 0, 0.5), (0, 1, 1, 1.5)])
def test_what_is_no_share_is_refused(wrong):
    with pytest.raises(ValueError):
        counts.warned_share(*wrong)


def test_bad_bounds_are_refused():
    with pytest.raises(ValueError):
        Bounds(2, 1)
    with pytest.raises(ValueError):
        counts.union([])


def test_the_rise_of_2025_is_keyed_without_the_country_that_was_new_on_the_list(tables):
    main = tables[0][tables[0]["main"] & (tables[0]["period"] == "year")].set_index("year")["departures"].astype(float)
    syria = float(series("return-destinations-2025").set_index("destination").at["Syria", "reag_garp"])
    asked = {exercise["id"]: exercise for exercise in yaml.safe_load(LESSON.read_text(encoding="utf-8"))["exercises"]}["without-syria"]
    assert asked["answer"] == pytest.approx(100 * ((main[2025] - syria) / main[2024] - 1), abs=0.05)
    wrong = [mistake["value"] for mistake in asked["mistakes"]]
    assert wrong == pytest.approx(
        [
            100 * (main[2025] / main[2024] - 1),
            100 * syria / main[2025],
            100 * syria / main[2024],
            100 * (1 - main[2024] / (main[2025] - syria)),
        ],
        abs=0.05,
    )
