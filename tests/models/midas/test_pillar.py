"""One sign, several readers: what it is worth depends on how often each reading would show it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models.midas import pillar as readings

TENTHS = st.integers(1, 9)
PRIORS = st.integers(1, 9)
SIGNS = st.integers(1, 3)


def test_the_numbers_of_the_lesson():
    doubtful = readings.count(1, 9, 3, 1)
    assert (doubtful.first_before, doubtful.second_before) == (1000, 9000)
    assert (doubtful.first_seen, doubtful.second_seen) == (900, 2700)
    assert doubtful.share == 25
    assert readings.count(5, 9, 3, 1).share == 75
    assert readings.count(1, 9, 3, 2).share == 50
    assert readings.count(1, 9, 3, 3).share == 75


def test_the_same_sign_can_drive_two_readers_apart():
    before = 10 * (readings.READERS["undecided"] - readings.READERS["doubtful"])
    after = readings.count(5, 9, 3, 1).share - readings.count(1, 9, 3, 1).share
    assert before == 40
    assert after == 50


@given(PRIORS, TENTHS, TENTHS, SIGNS)
def test_the_odds_of_every_reader_are_multiplied_alike(before, if_first, if_second, signs):
    found = readings.count(before, if_first, if_second, signs)
    odds_before = found.first_before / found.second_before
    odds_after = found.first_seen / found.second_seen
    assert odds_after == pytest.approx(odds_before * readings.odds_factor(if_first, if_second, signs), rel=1e-9)


@given(PRIORS, TENTHS, SIGNS)
def test_a_sign_that_both_readings_expect_moves_nobody(before, tenth, signs):
    assert readings.count(before, tenth, tenth, signs).share == pytest.approx(10 * before)


@given(PRIORS, PRIORS, TENTHS, TENTHS, SIGNS)
def test_no_sign_changes_the_order_of_two_readers(one, other, if_first, if_second, signs):
    shares = [readings.count(before, if_first, if_second, signs).share for before in sorted((one, other))]
    assert shares[0] <= shares[1]


@given(PRIORS, TENTHS, TENTHS)
def test_order_of_signs_does_not_matter_and_echoes_count_once(before, if_first, if_second):
    once = readings.count(before, if_first, if_second, readings.independent_signs(1, False))
    assert readings.count(before, if_first, if_second, readings.independent_signs(3, True)) == once


@given(PRIORS, TENTHS, TENTHS, SIGNS)
def test_counts_are_whole_and_lose_nobody(before, if_first, if_second, signs):
    found = readings.count(before, if_first, if_second, signs)
    assert found.first_before + found.second_before == readings.CASES
    assert found.first_seen == pytest.approx(found.first_before * (if_first / 10) ** signs)
    assert found.second_seen == pytest.approx(found.second_before * (if_second / 10) ** signs)


@pytest.mark.parametrize("wrong", [(0, 5, 5, 1), (10, 5, 5, 1), (5, 0, 5, 1), (5, 5, 10, 1), (5, 5, 5, 0), (5, 5, 5, 4)])
def test_certainty_and_proof_are_refused(wrong):
    with pytest.raises(ValueError):
        readings.count(*wrong)


def test_without_a_report_there_is_no_sign():
    with pytest.raises(ValueError):
        readings.independent_signs(0, False)
