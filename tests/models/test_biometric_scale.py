"""Biometric checks at scale: groups at a gate, and registers that grow."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models import base_rates
from migrationbook.models.biometric_scale import (
    Matcher,
    false_positive_identification_rate,
    fmr_for,
    together,
    wrong_candidates,
)

RATES = st.floats(min_value=0, max_value=1)
SMALL = st.floats(min_value=1e-14, max_value=1e-3)
RECORDS = st.integers(min_value=1, max_value=10**9)
FACE = Matcher(base_rates.EES_FNMR_FACE, base_rates.EES_FMR)


def test_values_worked_out_by_hand():
    gate = FACE.check(100_000, 1 / 10_000)
    assert gate.false_positives == pytest.approx(999.9)
    assert gate.false_negatives == pytest.approx(0.005)
    assert round(100 * gate.ppv, 1) == 1.0
    search = base_rates.identification(1_000_000, 0.001, base_rates.EES_FNIR_FINGERPRINTS, base_rates.EES_FPIR)
    assert (round(search.true_positives), round(search.false_positives)) == (985, 999)
    assert round(100 * search.ppv, 1) == 49.6


@pytest.mark.parametrize(
    ("records", "fmr", "percent"),
    [(10_000, 1e-6, 1.0), (1_000_000, 1e-6, 63.2), (100_000_000, 1e-9, 9.5), (400_000_000, 1e-9, 33.0), (10_000, 0.0005, 99.3)],
)
def test_a_search_in_a_register(records, fmr, percent):
    assert round(100 * false_positive_identification_rate(records, fmr), 1) == percent


def test_from_the_measured_register_to_the_announced_one():
    fmr = fmr_for(0.0031, 6_000_000)
    assert round(100 * false_positive_identification_rate(400_000_000, fmr), 1) == 18.7
    assert fmr_for(0.001, 400_000_000) == pytest.approx(2.5e-12, rel=0.01)


@given(RATES, RATES, st.floats(min_value=0, max_value=200), st.floats(min_value=0, max_value=200))
def test_a_worse_group_is_never_better_served_and_its_rates_stay_rates(fnmr, fmr, more, most):
    worse = Matcher(fnmr, fmr).times(1 + more, 1 + most)
    assert fnmr <= worse.fnmr <= 1 and fmr <= worse.fmr <= 1


@given(SMALL, st.floats(min_value=0, max_value=0.2), st.integers(min_value=1, max_value=10**6))
def test_more_false_matches_stop_nobody_honest_at_a_gate(fmr, share, travellers):
    fewer = Matcher(0.01, fmr).check(travellers, share)
    more = Matcher(0.01, fmr).times(fmr_factor=100).check(travellers, share)
    assert more.false_positives == fewer.false_positives
    assert more.false_negatives >= fewer.false_negatives


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.floats(0, 1))
def test_groups_together_are_all_people(first, second, share):
    both = together([FACE.check(first, share), FACE.check(second, share)])
    assert both.population == pytest.approx(first + second)


@given(RECORDS, RECORDS, SMALL)
def test_a_larger_register_never_gives_fewer_wrong_finds(one, more, fmr):
    small = false_positive_identification_rate(one, fmr)
    large = false_positive_identification_rate(one + more, fmr)
    assert 0 <= small <= large <= 1
    assert small <= min(1.0, wrong_candidates(one, fmr)) * (1 + 1e-9)


@given(RECORDS, SMALL, st.integers(min_value=1, max_value=50))
def test_people_who_look_alike_never_make_a_search_cleaner(records, fmr, similar):
    if similar <= records:
        alike = false_positive_identification_rate(records, fmr, similar, min(1.0, 10_000 * fmr))
        assert alike >= false_positive_identification_rate(records, fmr) - 1e-15


@given(st.floats(min_value=1e-9, max_value=0.999), RECORDS)
def test_the_rate_for_a_register_is_the_inverse(fpir, records):
    assert false_positive_identification_rate(records, fmr_for(fpir, records)) == pytest.approx(fpir, rel=1e-6)


def test_a_register_without_records_finds_nobody_and_a_perfect_confusion_finds_always():
    assert false_positive_identification_rate(0, 0.5) == 0
    assert false_positive_identification_rate(3, 1.0) == 1
    assert false_positive_identification_rate(3, 0.0, 1, 1.0) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Matcher(-0.1, 0.1),
        lambda: Matcher(0.1, math.nan),
        lambda: false_positive_identification_rate(2, 0.1, 3, 0.1),
        lambda: false_positive_identification_rate(2, 1.5),
        lambda: wrong_candidates(2, 2),
        lambda: fmr_for(1.0, 10),
        lambda: fmr_for(0.1, 0),
    ],
)
def test_what_is_no_rate_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()


def test_each_record_counts_once_whether_it_looks_alike_or_not():
    assert false_positive_identification_rate(3, 0.1, 1, 0.5) == pytest.approx(1 - 0.9**2 * 0.5)


def test_a_group_without_factors_is_served_like_all():
    assert FACE.times() == FACE
