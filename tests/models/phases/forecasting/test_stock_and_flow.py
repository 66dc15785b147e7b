"""One shock in a flow and in the stock that it feeds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models.phases.forecasting import stock_and_flow as model

STAY = st.floats(1, 50)
FACTOR = st.floats(0.1, 10)


@pytest.mark.parametrize(
    ("stay", "factor", "flow", "stock"), [(8, 3, 66.7, 20.0), (10, 2, 50.0, 9.1), (1, 2, 50.0, 50.0), (20, 4, 75.0, 13.0), (5, 1, 0, 0)]
)
def test_errors_by_hand(stay, factor, flow, stock):
    year = model.shock(stay, factor)
    assert year.flow_error == pytest.approx(flow, abs=0.05)
    assert year.stock_error == pytest.approx(stock, abs=0.05)


@given(STAY, FACTOR)
def test_the_stock_is_never_harder_to_foresee_than_the_flow(stay, factor):
    year = model.shock(stay, factor)
    assert year.stock_error <= year.flow_error + 1e-9


@given(STAY, FACTOR)
def test_the_longer_the_stay_the_smaller_the_error(stay, factor):
    assert model.shock(stay + 1, factor).stock_error <= model.shock(stay, factor).stock_error + 1e-9


@given(STAY, FACTOR)
def test_the_path_is_flat_before_the_shock_and_agrees_with_it(stay, factor):
    flows, stocks = model.path(stay, factor)
    year = model.shock(stay, factor)
    assert stocks[:6] == pytest.approx([year.stock_before] * 6)
    assert stocks[6] == pytest.approx(year.stock)
    assert flows[6] == pytest.approx(year.flow)


@pytest.mark.parametrize(("stay", "factor"), [(0.5, 1), (2, 0)])
def test_what_the_model_cannot_hold_is_refused(stay, factor):
    with pytest.raises(ValueError):
        model.shock(stay, factor)


def test_a_path_has_the_years_asked_for_and_one_of_them_has_the_shock():
    flows, stocks = model.path(stay=4, factor=3, years=6, at=5, ordinary=10)
    assert flows == [10, 10, 10, 10, 30, 10] and len(stocks) == 6
    assert stocks[3:] == [40, 60, 55]
