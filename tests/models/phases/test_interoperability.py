"""Two invented registers that meet: who is linked, who is missed, who is checked by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrationbook.models.phases.interoperability import GROUPS, IN_BOTH, IN_ONE, by_hand_of_100, links, registers, similarity

NAMES = st.text(alphabet="abdeghijklmnorstuyz ", min_size=0, max_size=20)
THRESHOLDS = st.integers(min_value=0, max_value=100)
YEARS = st.booleans()


@given(NAMES, NAMES)
def test_similarity_is_a_share_and_does_not_depend_on_the_order(one, two):
    assert 0 <= similarity(one, two) <= 100
    assert similarity(one, two) == similarity(two, one)
    assert similarity(one, one.upper()) == 100


def test_similarity_by_hand():
    assert round(similarity("Smith", "Smieth"), 1) == 83.3  # one letter of six is added
    assert round(similarity("Smith", "Johnsson"), 1) == 0  # no letter stays where it is
    assert similarity("", "") == 100


@settings(max_examples=25, deadline=None)
@given(THRESHOLDS, THRESHOLDS, YEARS)
def test_a_stricter_threshold_has_fewer_links_by_name_and_more_work_by_fingers(one, two, year):
    low, high = sorted((one, two))
    assert (links("names", low, year)[["right", "wrong"]] >= links("names", high, year)[["right", "wrong"]]).all(axis=None)
    assert (links("fingers", low, year)["by_hand"] <= links("fingers", high, year)["by_hand"]).all()


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(["names", "fingers"]), THRESHOLDS, YEARS)
def test_everybody_in_both_registers_is_found_or_missed(rule, threshold, year):
    counts = links(rule, threshold, year)
    assert (counts["right"] + counts["missed"]).to_dict() == dict(IN_BOTH)
    assert (counts["by_hand"] + counts["unchecked"] == counts["right"] + counts["wrong"]).all()


def test_fingerprints_err_never_and_ask_for_the_year_only_to_check_more():
    for threshold in (65, 85, 100):
        counts = links("fingers", threshold, False)
        assert counts["wrong"].sum() == counts["missed"].sum() == 0
        assert (links("fingers", threshold, True)["by_hand"] >= counts["by_hand"]).all()


def test_the_registers_hold_who_they_should():
    both = registers()
    for half in (both.west, both.east):
        assert half["group"].value_counts().to_dict() == {group: IN_BOTH[group] + IN_ONE[group] for group in GROUPS}
        assert half["person"].is_unique
        assert half["born"].between(1950, 2005).all()
    assert len(set(both.west["person"]) & set(both.east["person"])) == sum(IN_BOTH.values()) == 300


def test_the_numbers_that_the_lesson_uses():
    counts = links("fingers", 85, False)
    assert counts["by_hand"].to_dict() == {"same": 2, "transliterated": 48, "renamed": 49}
    best = links("names", 75, True).sum()
    assert (best["wrong"], best["missed"]) == (24, 71)
    assert links("fingers", 100, False)["by_hand"].sum() == 162


@pytest.mark.parametrize("seed", range(1, 6))
def test_another_start_tells_the_same_story(seed):
    each = by_hand_of_100(links("fingers", 85, False, seed))
    assert each["same"] < 6 < 20 < each["transliterated"] < 60 < each["renamed"]
    errors = [links("names", threshold, True, seed)[["wrong", "missed"]].sum().sum() for threshold in (65, 75, 100)]
    assert errors[1] < errors[2]
