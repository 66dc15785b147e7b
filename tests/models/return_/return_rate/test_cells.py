"""The made table: its parts add up, and a script without a filter keeps one cell of many."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.models.return_.return_rate import cells


def test_the_stored_table_is_the_generators():
    stored = series("made-orders")
    pd.testing.assert_frame_equal(stored, cells.made_orders(), check_dtype=False)


@settings(deadline=None, max_examples=20)  # a table of 180 rows takes a while on a busy machine
@given(st.integers(0, 500))
def test_the_parts_add_up_in_every_dimension(seed):
    table = cells.made_orders(seed)
    totals = cells.keep_totals(table)
    for dimension, members in cells.DIMENSIONS.items():
        others = [name for name in cells.DIMENSIONS if name != dimension]
        rows = table[(table[others] == "total").all(axis="columns") & table[dimension].isin(members[1:])]
        assert (rows.groupby("year")["orders"].sum() == totals).all()


@settings(deadline=None, max_examples=20)  # a table of 180 rows takes a while on a busy machine
@given(st.integers(0, 500))
def test_what_is_kept_without_a_filter_is_one_cell(seed):
    table = cells.made_orders(seed)
    kept = cells.keep_last(table)
    cell = table.query("citizenship == 'D' and sex == 'men' and age == 'under 18'").set_index("year")["orders"]
    assert (kept == cell).all()
    assert (kept < cells.keep_totals(table)).all()


def test_the_lesson_says_thirty_six_rows_a_year():
    table = cells.made_orders()
    assert (table.groupby("year").size() == 36).all()
    assert cells.keep_totals(table).between(17_000, 23_000).all()
    average = table[table["year"] == 2024]["orders"].mean()
    assert average == pytest.approx(4308, abs=2)
