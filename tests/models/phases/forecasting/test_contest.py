"""Simple forecasts against doing nothing, on the published series."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.models.phases.forecasting import contest

VALUES = st.lists(st.floats(1, 1e6), min_size=7, max_size=30)
METHOD = st.sampled_from(contest.METHODS)


@pytest.fixture(scope="module")
def detections():
    return series("forecast-detections").set_index("year")["detections"]


@pytest.fixture(scope="module")
def displaced():
    return series("forecast-displaced").set_index("year")["displaced"]


@pytest.fixture(scope="module")
def months():
    return series("forecast-applications").set_index("month")["applications"]


@pytest.mark.parametrize(
    ("method", "expected"), [("last", 40), ("average", 30), ("mean", 25), ("drift", 40 + 2 * 10), ("step", 40 + 2 * 10)]
)
def test_each_method_by_hand(method, expected):
    assert contest.forecast([10, 20, 30, 40], method, 2) == pytest.approx(expected)


def test_doing_nothing_on_detections(detections):
    nothing = contest.backtest(detections, "last", 1, 3)
    assert list(nothing.index) == list(range(2014, 2026))
    found = contest.score(nothing)
    assert found.people == pytest.approx(322_378, abs=1)
    assert found.percent == pytest.approx(66.0, abs=0.05)
    assert nothing.loc[2024, "percent"] == pytest.approx(59.0, abs=0.05)
    assert nothing.loc[2025, "percent"] == pytest.approx(34.3, abs=0.05)
    two = nothing["error"].nlargest(2)
    assert sorted(two.index) == [2015, 2016]
    assert two.sum() / nothing["error"].sum() == pytest.approx(0.737, abs=0.001)


def test_the_yardstick_decides_who_wins(detections):
    nothing = contest.score(contest.backtest(detections, "last", 1, 3))
    mean = contest.score(contest.backtest(detections, "mean", 1, 3))
    assert mean.people < nothing.people
    assert mean.percent > nothing.percent


def test_in_a_stock_doing_nothing_is_close_in_five_of_seven_years(displaced):
    found = contest.score(contest.backtest(displaced, "last", 1, 3))
    assert (found.close, found.targets) == (5, 7)
    assert found.percent == pytest.approx(8.1, abs=0.05)
    assert contest.score(contest.backtest(displaced, "drift", 1, 3)).close == 6


def test_the_horizon_does_more_than_the_method(months):
    errors = {
        (method, steps): contest.score(contest.backtest(months, method, steps, 12)).percent
        for method in ("last", "mean")
        for steps in (1, 12)
    }
    assert errors["last", 1] == pytest.approx(10.4, abs=0.05)
    assert errors["last", 12] == pytest.approx(38.0, abs=0.05)
    assert errors["mean", 12] == pytest.approx(35.9, abs=0.05)
    assert errors["last", 1] < errors["mean", 1] and errors["mean", 12] < errors["last", 12]


def test_the_years_of_the_monthly_series_add_up(months):
    years = months.groupby(months.index.str[:4]).sum()
    assert years["2015"] == 1_322_845
    assert years["2018"] == 645_735


@given(VALUES, METHOD, st.integers(1, 3))
def test_a_forecast_sees_no_future(values, method, steps):
    table = contest.backtest(pd.Series(values), method, steps, 3)
    last = len(values) - 1
    changed = pd.Series([*values[:last], values[last] + 1e5])
    assert contest.backtest(changed, method, steps, 3)["forecast"].tolist() == pytest.approx(table["forecast"].tolist())
    assert len(table) == len(values) - 5
    assert (table["forecast"] >= 0).all()


@given(st.floats(1, 1e6), METHOD, st.integers(1, 3))
def test_where_nothing_changes_every_method_is_right(level, method, steps):
    table = contest.backtest(pd.Series([level] * 9), method, steps, 3)
    assert table["percent"].max() == pytest.approx(0, abs=1e-6)


def test_error_removed():
    assert contest.error_removed(5, 10) == 50
    assert contest.error_removed(20, 10) == -100
    with pytest.raises(ValueError):
        contest.error_removed(1, 0)


@pytest.mark.parametrize(("known", "steps"), [([1, 2], 1), ([1, 2, 3], 0)])
def test_what_is_no_forecast_is_refused(known, steps):
    with pytest.raises(ValueError):
        contest.forecast(known, "last", steps)


def test_a_series_that_is_too_short_is_refused():
    with pytest.raises(ValueError):
        contest.backtest(pd.Series([1.0, 2, 3, 4, 5]), "last", 3, 3)
    with pytest.raises(ValueError):
        contest.backtest(pd.Series(range(1, 10)), "last", 3, 2)


def test_a_method_without_error_removes_all_of_it_however_small_it_was():
    assert contest.error_removed(0, 0.5) == 100
