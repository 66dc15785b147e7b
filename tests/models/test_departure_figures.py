"""One fall in several published versions, and running totals that do not add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.models import departure_figures as model

COUNTS = st.integers(min_value=1, max_value=10**6)


@pytest.fixture(scope="module")
def table():
    return series("niger-departures-2016")


@pytest.mark.parametrize(
    ("start", "end", "direction", "change"),
    [
        (("2016-05", "eu"), ("2016-11", "first"), "out", -97.8),
        (("2016-05", "eu"), ("2016-11", "corrected"), "out", -83.6),
        (("2016-09", "month"), ("2016-12", "month"), "out", -52.4),
        (("2016-10", "month"), ("2016-11", "first"), "out", -87.9),
        (("2016-10", "month"), ("2016-11", "corrected"), "out", -9.1),
        (("2016-10", "month"), ("2016-11", model.TOTALS), "out", -21.5),
        (("2016-10", "month"), ("2016-12", "month"), "out", 2.1),
        (("2016-10", "month"), ("2016-12", "month"), "both", 4.6),
    ],
)
def test_the_fall_hangs_on_month_and_version(table, start, end, direction, change):
    before, after = model.figure(table, *start, direction), model.figure(table, *end, direction)
    assert model.change(before, after) == pytest.approx(change, abs=0.05)


def test_running_totals(table):
    assert model.left_between(table, "2016-10", "2016-12", "outgoing") == 9932
    assert model.left_between(table, "2016-10", "2016-12", "incoming") == 3413
    # September and October follow each other, and still something is left
    assert model.left_between(table, "2016-09", "2016-10", "outgoing") == 7171
    assert model.left_between(table, "2016-09", "2016-10", "incoming") == 1360
    # the first figure and what the totals leave make what the spokeswoman called nearly 11,500
    assert 9932 + 1525 == 11457


def test_the_newspaper_s_sum_is_that_of_both_directions_to_october(table):
    october = table[table["month"] == "2016-10"].iloc[0]
    assert october["total_outgoing"] + october["total_incoming"] == 417190


def test_what_was_not_seen_is_none(table):
    assert model.figure(table, "2016-05", "eu", "both") is None
    with pytest.raises(KeyError):
        model.figure(table, "2016-08", "month", "out")


@given(COUNTS, COUNTS)
def test_a_change_undone(before, after):
    there, back = model.change(before, after), model.change(after, before)
    assert (1 + there / 100) * (1 + back / 100) == pytest.approx(1)
    assert there >= -100


@pytest.mark.parametrize("wrong", [(0, 1), (-1, 1), (1, -1)])
def test_no_change_from_nothing(wrong):
    with pytest.raises(ValueError):
        model.change(*wrong)


def test_the_parts_of_january_2024_give_45_per_cent_and_not_26():
    parts = series("niger-january-2024").set_index("flow")
    whole = parts.loc["all"]
    parts = parts.drop("all")
    assert parts["people"].sum() == 303966 == whole["people"] - 31
    before = parts["people"] / (1 + parts["printed_change"] / 100)
    assert model.change(before.sum(), parts["people"].sum()) == pytest.approx(44.9, abs=0.05)
    # even rounding of the printed rates does not reach the printed mean of December
    least = (parts["people"] / (1 + (parts["printed_change"] + 0.5) / 100)).sum() / 31
    most = (parts["people"] / (1 + (parts["printed_change"] - 0.5) / 100)).sum() / 31
    assert least < 6764 < most < 7764
    assert model.change(7764, 9806) == pytest.approx(26.3, abs=0.05)
    assert model.change(6764, 9806) == pytest.approx(45.0, abs=0.05)
    growth = parts["people"] - before
    assert growth["incoming"] / growth.sum() == pytest.approx(0.531, abs=0.001)
    assert growth["outgoing"] / growth.sum() == pytest.approx(0.299, abs=0.001)


def test_two_printed_changes_have_the_wrong_sign():
    table = series("niger-flow-points").set_index("month")
    for month, before, after in (("2019-02", "2019-01", "2019-02"), ("2019-04", "2019-03", "2019-04")):
        real = model.change(table.loc[before, "daily_mean"], table.loc[after, "daily_mean"])
        assert real == pytest.approx(-table.loc[month, "printed_change"], abs=0.5)
    for month, before in (("2019-03", "2019-02"), ("2020-03", "2020-02"), ("2024-01", "2023-12")):
        real = model.change(table.loc[before, "daily_mean"], table.loc[month, "daily_mean"])
        assert real == pytest.approx(table.loc[month, "printed_change"], abs=0.5)


def test_a_fall_to_nothing_is_a_fall_by_all():
    assert model.change(200, 0) == -100
