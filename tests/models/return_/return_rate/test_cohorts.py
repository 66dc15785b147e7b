"""Cohorts of returns: nobody is lost, constant orders tell the truth, others do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models.return_.return_rate import cohorts as model

SHARE = st.floats(0, 1)
DELAY = st.lists(st.integers(1, 100), min_size=1, max_size=6).map(lambda parts: [part / sum(parts) for part in parts])
ORDERS = st.lists(st.floats(0, 1e6), min_size=1, max_size=15)


@given(ORDERS, SHARE, DELAY)
def test_returns_are_conserved(orders, share, delay):
    returns = model.returns_by_year(orders, share, delay)
    assert sum(returns) == pytest.approx(share * sum(orders), abs=1e-6)
    assert all(count >= 0 for count in returns)


@given(st.floats(0, 1e6), SHARE, DELAY)
def test_a_cohort_returns_its_share_and_never_more_than_all(orders, share, delay):
    returns = model.cohort_returns(orders, share, delay)
    assert sum(returns) == pytest.approx(share * orders, abs=1e-6)
    assert sum(returns) <= orders * (1 + 1e-9)


@given(SHARE, DELAY, SHARE)
def test_with_constant_orders_the_ratio_is_the_recorded_share(share, delay, recorded):
    for ratio in model.same_year_ratios("constant", share, delay, recorded):
        assert ratio == pytest.approx(share * recorded, abs=1e-9)


@given(st.floats(0.01, 1), DELAY)
def test_rising_orders_push_the_ratio_down_and_falling_ones_up(share, delay):
    rising, falling = (model.same_year_ratios(course, share, delay)[-1] for course in ("rising", "falling"))
    assert rising <= share + 1e-9 <= falling + 2e-9
    if len(delay) == 1:
        assert rising == pytest.approx(falling) == pytest.approx(share)


def test_a_ratio_can_pass_one_hundred_per_cent_which_no_share_can():
    assert max(model.same_year_ratios("falling", 1.0, model.DELAYS["long"])) > 1


def test_the_jump_of_the_lesson():
    ratios = model.same_year_ratios("jump", 0.4, model.DELAYS["medium"])
    assert [round(100 * ratio) for ratio in ratios] == [40, 40, 40, 28, 34, 60, 52, 44, 40, 40, 40, 40]


@pytest.mark.parametrize("delay", [[], [0.5, 0.4], [1.5, -0.5]])
def test_delays_that_are_no_shares_are_refused(delay):
    with pytest.raises(ValueError):
        model.returns_by_year([1.0], 0.5, delay)


def test_other_bad_input_is_refused():
    with pytest.raises(ValueError):
        model.cohort_returns(1, 1.2, [1.0])
    with pytest.raises(ValueError):
        model.orders_by_year("sideways", 3, 1)
    with pytest.raises(ValueError):
        model.same_year_ratios("constant", 0.5, [1.0], recorded=2)
