"""A search for double registrations: two errors, one threshold."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models.biometric_scale import false_positive_identification_rate
from migrationbook.models.phases import humanitarian_registers as model

RATE = st.floats(0, 1)
RECORDS = st.integers(1, 10**8)


def test_the_numbers_of_the_lesson():
    ten_million = 10**7
    expected = {6: (9899.6, 100.0, 0.00), 7: (6258.0, 99.6, 0.37), 8: (942.1, 98.2, 1.81), 9: (98.5, 96.0, 3.96), 10: (9.9, 92.0, 7.99)}
    for exponent, (blocked, found, missed) in expected.items():
        out = model.search(10_000, 0.01, ten_million, 10**-exponent, model.invented_fnmr(exponent))
        assert out.blocked == pytest.approx(blocked, abs=0.06)
        assert out.found == pytest.approx(found, abs=0.06)
        assert out.missed == pytest.approx(missed, abs=0.06)


def test_a_search_that_stops_everyone_misses_nobody():
    out = model.search(10_000, 0.01, 10**7, 1e-6, 0.005)
    assert out.missed_share < 0.001
    assert out.right_share == pytest.approx(0.01, abs=0.001)


def test_the_published_sum_holds_only_for_a_rate_a_search():
    # Chicago Policy Review 2016: three per cent, two million people, 60,000 false matches
    assert pytest.approx(60_000) == 0.03 * 2_000_000
    assert false_positive_identification_rate(200_000, 0.03) == pytest.approx(1.0)


def test_uganda_2018():
    assert pytest.approx(1_445_065, abs=1) == 1_091_024 / 0.755
    assert pytest.approx(1_445_429, abs=1) == 900_502 / 0.623
    assert pytest.approx(77.9, abs=0.05) == 100 * 1_091_024 / 1_400_000


@given(RATE, RECORDS)
def test_a_false_match_somewhere_is_likelier_than_in_one_place(fmr, records):
    found = false_positive_identification_rate(records, fmr)
    assert 0 <= found <= 1
    assert found >= fmr * (1 - 1e-9)
    assert found <= min(1.0, fmr * records) * (1 + 1e-9)


def test_small_rates_keep_their_digits():
    assert false_positive_identification_rate(10**6, 1e-15) == pytest.approx(1e-9, rel=1e-6)
    assert math.isclose(false_positive_identification_rate(3, 0.5), 0.875)
    assert false_positive_identification_rate(0, 1.0) == 0.0
    assert false_positive_identification_rate(1, 1.0) == 1.0


@given(st.floats(0, 10**6), RATE, RECORDS, RATE, RATE, st.floats(0, 365))
def test_nobody_gets_lost(families, share, records, fmr, fnmr, days):
    out = model.search(families, share, records, fmr, fnmr, days)
    parts = (out.found, out.missed, out.blocked, out.passed)
    assert all(part >= -1e-6 for part in parts)
    assert sum(parts) == pytest.approx(families, abs=1e-6)
    assert 0 <= out.right_share <= 1 + 1e-9
    assert out.withheld == pytest.approx(out.blocked * days)


@given(st.integers(6, 12), RECORDS)
def test_a_stricter_threshold_blocks_fewer_and_misses_more(exponent, records):
    mild, strict = (
        model.search(10_000, 0.01, records, 10.0**-power, model.invented_fnmr(power)) for power in (exponent, exponent + 1)
    )
    assert strict.blocked <= mild.blocked
    assert strict.missed >= mild.missed


@given(st.integers(6, 12), RECORDS)
def test_a_larger_register_blocks_more(exponent, records):
    small, large = (model.search(10_000, 0.01, size, 10.0**-exponent, 0.02) for size in (records, 2 * records))
    assert large.blocked >= small.blocked


@pytest.mark.parametrize(
    "wrong",
    [(-1, 0.1, 10, 0.1, 0.1), (1, 1.1, 10, 0.1, 0.1), (1, 0.1, -1, 0.1, 0.1), (1, 0.1, 0, 0.1, 0.1),
     (1, 0.1, 10, 2, 0.1), (1, 0, 10, 0.1, -1)],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        model.search(*wrong)
