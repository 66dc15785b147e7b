"""Vintages of a count: what was known on a day, against the published figures and against what must always hold."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.load import corpus
from migrationbook.corpus.tables import series
from migrationbook.models.iom import smuggling as vintages

DAYS = st.dates().map(lambda day: day.isoformat())
TABLES = st.lists(
    st.tuples(st.integers(2014, 2025), DAYS, st.integers(1, 10_000)), min_size=1, max_size=30, unique_by=lambda row: row[:2]
).map(lambda rows: pd.DataFrame(rows, columns=["year", "published", "deaths"]))


@pytest.fixture(scope="module")
def table():
    return series("missing-migrants-vintages")


@pytest.mark.parametrize(
    ("day", "record", "deaths"),
    [
        ("2014-12-16", 2014, 4868),
        ("2016-02-17", 2015, 5350),
        ("2017-01-06", 2016, 7495),
        ("2023-09", 2016, 8078),
        ("2024-03-05", 2016, 8078),
        ("2024-03-06", 2023, 8565),
        ("2024-07-02", 2023, 8565),
        ("2025-03-21", 2024, 8938),
        ("2026-02-26", 2024, 9200),
    ],
)
def test_the_record_as_known_on_a_day(table, day, record, deaths):
    known = vintages.known_on(table, day)
    assert vintages.record_year(known) == record
    assert known["deaths"][record] == deaths


def test_first_figures_stay_as_they_were(table):
    first = vintages.first_known_on(table, "2026-02-26")["deaths"]
    assert dict(first) == {
        2014: 4868, 2015: 5350, 2016: 7495, 2017: 6142, 2018: 4592, 2019: 5327,
        2020: 3174, 2021: 4470, 2022: 6877, 2023: 8565, 2024: 8938, 2025: 7667,
    }  # fmt: skip


def test_no_figure_of_the_table_was_lowered(table):
    assert vintages.lowered(table) == 0


def test_the_fall_of_2025_by_two_ways_of_comparing(table):
    assert vintages.change(8938, 7667) == pytest.approx(-14.2, abs=0.05)
    assert vintages.change(9200, 7667) == pytest.approx(-16.7, abs=0.05)
    assert vintages.change(8747, 7667) == pytest.approx(-12.3, abs=0.05)


def test_every_source_of_the_table_is_in_the_bibliography(table):
    assert set(table["source"]) <= set(corpus().bibliography.entries)


def test_no_figures_no_record(table):
    with pytest.raises(ValueError, match="no record"):
        vintages.record_year(vintages.known_on(table, "2014-01-01"))
    with pytest.raises(ValueError, match="per cent"):
        vintages.change(0, 5)


@given(TABLES, DAYS, DAYS)
def test_what_is_known_only_grows(table, one, other):
    early, late = sorted((one, other))
    assert set(vintages.known_on(table, early).index) <= set(vintages.known_on(table, late).index)


@given(TABLES, DAYS)
def test_nothing_is_known_before_it_is_published(table, day):
    for known in (vintages.known_on(table, day), vintages.first_known_on(table, day)):
        assert (known["published"] <= day).all()
        assert known.index.is_unique


@given(TABLES, DAYS)
def test_the_first_figure_is_never_younger_than_the_latest(table, day):
    first, latest = vintages.first_known_on(table, day), vintages.known_on(table, day)
    assert (first["published"] <= latest["published"]).all()


@given(TABLES)
def test_the_record_is_as_high_as_any(table):
    known = vintages.known_on(table, "9999-12-31")
    assert known["deaths"][vintages.record_year(known)] == known["deaths"].max()
