"""Staying or switching: cumulative cost and the year in which the switch has paid for itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models.phases.vendors import lock_in as model
from migrationbook.models.phases.vendors.lock_in import Plan

PLANS = st.builds(Plan, st.floats(0, 0.2), st.floats(0, 10), st.floats(0, 3), st.integers(0, 10))


@pytest.mark.parametrize(
    ("plan", "year"),
    [
        (Plan(0.05, 2, 0.8), 6),
        (Plan(0.0, 2, 0.8), 10),
        (Plan(0.0, 2, 1.0), None),
        (Plan(0.02, 2, 1.0), 15),
        (Plan(0.05, 2, 1.0), 9),
        (Plan(0.10, 2, 1.0), 7),
        (Plan(0.10, 4, 0.8), 8),
        (Plan(0.10, 2, 1.2), 9),
        (Plan(0.02, 4, 1.0), 20),
        (Plan(0.02, 4, 1.0, 3), None),
    ],
)
def test_break_even(plan, year):
    assert model.break_even(plan) == year


def test_by_hand():
    assert model.cost_of_staying(Plan(0.05, 2, 0.8), 3) == pytest.approx(1 + 1.05 + 1.1025)
    assert model.cost_of_switching(Plan(0.05, 2, 0.8), 3) == pytest.approx(2 + 3 * 0.8)
    waiting = Plan(0.0, 2, 0.8, 2)
    assert model.cost_of_switching(waiting, 1) == 1
    assert model.cost_of_switching(waiting, 3) == pytest.approx(2 + 2 * 1.1**2 + 0.8)


@given(PLANS)
def test_nothing_is_paid_before_it_falls_due(plan):
    for years in range(plan.wait):
        assert model.cost_of_switching(plan, years) == model.cost_of_staying(plan, years)
    assert model.cost_of_staying(plan, 0) == 0


@given(PLANS)
def test_before_the_break_even_the_switch_has_cost_more(plan):
    year = model.break_even(plan)
    last = model.HORIZON if year is None else year - 1
    for years in range(plan.wait + 1, last + 1):
        assert model.cost_of_switching(plan, years) > model.cost_of_staying(plan, years)


@given(PLANS, st.floats(0, 5))
def test_a_dearer_switch_never_pays_earlier(plan, more):
    cheap = model.break_even(plan) or 99
    dear = model.break_even(Plan(plan.growth, plan.switching + more, plan.running, plan.wait)) or 99
    assert dear >= cheap


@given(PLANS)
def test_an_alternative_that_costs_more_and_a_licence_that_never_grows_never_pay(plan):
    assert model.break_even(Plan(0.0, plan.switching + 0.01, 1.0 + plan.running, plan.wait)) is None


@pytest.mark.parametrize("wrong", [(-1, 1, 1, 0), (0, -1, 1, 0), (0, 1, -1, 0), (0, 1, 1, -1)])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        Plan(*wrong)
