"""Two reviewers: what the second look saves, and what it costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models.ai_act.rights import two_person_check as check

SHARE = st.floats(min_value=0, max_value=1)
SOME = st.floats(min_value=0.001, max_value=1)


@given(SHARE)
def test_full_dependence_is_one_person_and_none_is_the_product(error):
    assert check.both_err(error, 1) == pytest.approx(error)
    assert check.both_err(error, 0) == pytest.approx(error**2)
    assert check.either_errs(error, 1) == pytest.approx(error)


@given(SHARE, SHARE, SHARE)
def test_more_dependence_never_lowers_the_joint_error(error, one, other):
    low, high = sorted((one, other))
    assert check.both_err(error, low) <= check.both_err(error, high) + 1e-12
    assert error**2 - 1e-12 <= check.both_err(error, low) <= error + 1e-12


@given(SOME, SHARE)
def test_what_is_saved_is_the_product_of_what_is_not_error_and_not_dependence(error, dependence):
    assert check.saved(error, dependence) == pytest.approx((1 - error) * (1 - dependence))


@given(SHARE, SHARE, SHARE)
def test_each_wrong_confirmation_saved_costs_right_hits_in_the_ratio_of_the_hits(wrong, error, dependence):
    one = check.one_person(1000, wrong, error, 10)
    two = check.two_people(1000, wrong, error, dependence, 10)
    gained = one.wrong_confirmed - two.wrong_confirmed
    lost = two.right_unconfirmed - one.right_unconfirmed
    assert lost * wrong == pytest.approx(gained * (1 - wrong), abs=1e-6)
    assert gained >= -1e-9 and lost >= -1e-9
    assert one.hours <= two.hours <= 2 * one.hours + 1e-9


def test_the_numbers_of_the_lesson():
    one = check.one_person(1000, 0.1, 0.1, 10)
    alone = check.two_people(1000, 0.1, 0.1, 0, 10)
    half = check.two_people(1000, 0.1, 0.1, 0.5, 10)
    assert (one.wrong_confirmed, one.right_unconfirmed) == pytest.approx((10, 90))
    assert (alone.wrong_confirmed, alone.right_unconfirmed) == pytest.approx((1, 171))
    assert (half.wrong_confirmed, half.right_unconfirmed) == pytest.approx((5.5, 130.5))
    assert one.hours == pytest.approx(166.67, abs=0.01)
    assert half.hours == pytest.approx(303.33, abs=0.01)


@pytest.mark.parametrize(("error", "dependence"), [(-0.1, 0), (1.1, 0), (0.1, -0.1), (0.1, 2)])
def test_shares_outside_0_to_1_are_refused(error, dependence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        check.both_err(error, dependence)


def test_nothing_is_saved_where_nobody_errs():
    with pytest.raises(ValueError, match="nothing to save"):
        check.saved(0, 0.5)
