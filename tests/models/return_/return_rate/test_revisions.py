"""Numbers computed back from growth rates, against the table of quarters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.models.return_.return_rate.revisions import implied_base


def test_every_implied_number_of_the_tables_follows_from_its_release():
    table = series("eu-orders-returns-quarterly")
    for row in table[table["how"] == "implied"].itertuples():
        whole = row.source == "eurostat-q3-2024"
        found = implied_base(row.from_value, row.change, 1 if whole else 0.1)
        assert row.value == pytest.approx(found.value, abs=5.1), row


@pytest.mark.parametrize(("value", "change", "expected"), [(453380, -7.3, 489080), (110385, 19.3, 92530)])
def test_the_annual_numbers(value, change, expected):
    assert implied_base(value, change).value == pytest.approx(expected, abs=5)


def test_the_numbers_of_the_exercise():
    found = implied_base(117545, -4.4)
    assert (round(found.low), round(found.value), round(found.high)) == (122891, 122955, 123019)
    assert pytest.approx(0.018, abs=0.0005) == 117545 / 115440 - 1


@given(st.floats(1, 1e7), st.floats(-90, 300))
def test_growing_back_gives_the_later_number_and_the_bounds_hold_it(value, change):
    found = implied_base(value, change)
    assert found.value * (1 + change / 100) == pytest.approx(value)
    assert found.low <= found.value <= found.high


@pytest.mark.parametrize("wrong", [(0, 1, 0.1), (1, -100, 0.1), (1, 1, -1)])
def test_bad_input_is_refused(wrong):
    with pytest.raises(ValueError):
        implied_base(*wrong)
