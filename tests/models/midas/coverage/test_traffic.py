"""Equipped posts and recorded crossings, and the loop of officers and detections."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models.midas.coverage.staffing import CROSSINGS, OFFICERS, run
from migrationbook.models.midas.coverage.traffic import CONCENTRATION, POSTS, recorded, traffic

SHARES = st.floats(0, 1)
EXPONENTS = st.floats(0, 4)
ORDERS = st.sampled_from(["largest", "smallest"])
RULES = st.sampled_from(["proportional", "move", "per_officer"])
STARTS = st.floats(1, 9)
TRUTHS = st.floats(0.05, 0.95)


@given(EXPONENTS, st.integers(0, POSTS), ORDERS, SHARES, SHARES)
def test_everybody_is_recorded_unrecorded_or_outside(exponent, count, order, outside, leaving):
    found = recorded(traffic(exponent), count, order, outside, leaving)
    assert found.share + sum(found.unrecorded) + found.outside == pytest.approx(1)


@given(EXPONENTS, st.integers(0, POSTS), SHARES, SHARES)
def test_the_largest_posts_never_record_less_than_the_smallest(exponent, count, outside, leaving):
    largest = recorded(traffic(exponent), count, "largest", outside, leaving).share
    assert largest >= recorded(traffic(exponent), count, "smallest", outside, leaving).share - 1e-12


@given(EXPONENTS, st.integers(0, POSTS - 1), ORDERS, SHARES, SHARES)
def test_one_more_post_never_records_less(exponent, count, order, outside, leaving):
    shares = traffic(exponent)
    assert recorded(shares, count + 1, order, outside, leaving).share >= recorded(shares, count, order, outside, leaving).share - 1e-12


@given(st.integers(0, POSTS), ORDERS)
def test_equal_posts_make_the_share_of_posts_the_share_of_crossings(count, order):
    assert recorded(traffic(0), count, order).share == pytest.approx(count / POSTS)


def test_two_posts_of_ten_record_most_or_nearly_nothing():
    steep = traffic(CONCENTRATION["steep"])
    assert 100 * recorded(steep, 2).share == pytest.approx(80.7, abs=0.05)
    assert 100 * recorded(steep, 2, "smallest").share == pytest.approx(1.4, abs=0.05)
    assert 100 * recorded(steep, 2, "smallest", 0.6, 0.3).share == pytest.approx(0.4, abs=0.05)


@pytest.mark.parametrize("wrong", [{"count": 11}, {"count": -1}, {"count": 2, "outside": 1.1}, {"count": 2, "leaving": -0.1}])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"posts cannot|between 0 and 1"):
        recorded(traffic(1), **wrong)


@given(RULES, STARTS, TRUTHS)
def test_officers_and_detections_stay_within_what_there_is(rule, start, truth):
    for year in run(rule, start, truth):
        assert 0 <= year.officers <= OFFICERS
        assert 0 <= sum(year.detected) <= CROSSINGS / 2 + 1e-6
        assert 0 <= year.picture <= 1


@given(STARTS)
def test_with_equal_sections_a_proportional_rule_keeps_the_first_mistake(start):
    years = run("proportional", start)
    assert years[-1].picture == pytest.approx(start / OFFICERS)


@given(STARTS, TRUTHS)
def test_detections_for_each_officer_show_the_truth_in_the_first_year(start, truth):
    years = run("per_officer", start, truth)
    assert all(year.picture == pytest.approx(truth) for year in years)
    assert years[1].officers == pytest.approx(OFFICERS * truth)


@given(st.floats(1, 9), st.floats(0.51, 0.95))
def test_a_proportional_rule_overshoots_a_real_difference(start, truth):
    assert run("proportional", start, truth, years=300)[-1].picture > 0.99


def test_the_numbers_that_the_lesson_names():
    first, last = (run("move", 6)[place] for place in (0, -1))
    assert first.detected == pytest.approx((300, 200)) and last.detected == pytest.approx((450, 50))
    wrong_side = run("move", 7, 0.4)
    assert (100 * wrong_side[0].picture, 100 * wrong_side[-1].picture) == pytest.approx((60.9, 85.7), abs=0.05)
    assert run("move", 6, 0.4)[-1].officers == 6  # a tie moves nobody


def test_one_officer_moves_each_year_until_one_is_left():
    years = run("move", 6, years=5)
    assert [year.officers for year in years] == [6, 7, 8, 9, 9, 9]
    assert [year.officers for year in run("move", 4, years=4)] == [4, 3, 2, 1, 1]
    assert {year.officers for year in run("move", 5)} == {5}
