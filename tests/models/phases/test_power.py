"""Who can still say no: taking away never adds, and the table of the lesson says what the lesson says."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.load import corpus
from migrationbook.corpus.tables import series
from migrationbook.models.phases import power as model
from migrationbook.models.phases.power import CARRYING, GRADES, GROUPS, KINDS

ACTORS = "ABCDE"
ROW = st.tuples(
    st.sampled_from(ACTORS), st.sampled_from(GROUPS), st.sampled_from(ACTORS), st.sampled_from("XY"),
    st.sampled_from(KINDS), st.sampled_from(["yes", "no", "open", "contested"]), st.sampled_from(GRADES),
).filter(lambda row: row[0] != row[2])


def _table(rows):
    table = pd.DataFrame(rows, columns=["who", "group", "on", "system", "exit", "found", "grade"])
    return table.assign(dependence=table["who"] + table["on"] + table["system"])


TABLES = st.lists(ROW, min_size=1, max_size=12).map(_table)


@pytest.fixture(scope="module")
def table():
    return series("dependence-map")


@given(TABLES, st.sampled_from(KINDS))
def test_taking_an_exit_away_never_adds_one(table, without):
    for floor in GRADES:
        before, after = model.exits(table, floor), model.exits(table, floor, without)
        assert all(set(after[name]) <= set(before[name]) for name in before)


@given(TABLES, st.sampled_from(ACTORS), st.sampled_from(KINDS))
def test_asking_for_more_or_taking_more_never_frees_anybody(table, stopped, without):
    sizes = [model.stuck(table, stopped, floor) for floor in GRADES]
    assert sizes[0] <= sizes[1] <= sizes[2]
    assert model.stuck(table, stopped) <= model.stuck(table, stopped, without=without)


@given(TABLES, st.sampled_from(ACTORS))
def test_an_appeal_helps_nobody_whose_partner_is_gone(table, stopped):
    assert model.stuck(table, stopped) == model.stuck(table, stopped, without="appeal")


@given(TABLES, st.sampled_from(ACTORS))
def test_whoever_is_stuck_has_nothing_to_carry_on_with(table, stopped):
    found = model.exits(table)
    assert all(not CARRYING.intersection(found[name]) for name in model.stuck(table, stopped))


@given(TABLES)
def test_nobody_is_stuck_while_nobody_stops(table):
    assert model.stuck(table, None) == frozenset()


@pytest.mark.parametrize(
    ("floor", "without", "expected"),
    [
        ("contested", None, [4, 3, 0]),
        ("secondary", None, [3, 3, 0]),
        ("primary", None, [2, 1, 0]),
        ("contested", "appeal", [2, 3, 0]),
        ("contested", "fallback", [2, 1, 0]),
        ("contested", "own register", [4, 2, 0]),
        ("contested", "second supplier", [4, 3, 0]),
    ],
)
def test_numbers_of_the_lesson(table, floor, without, expected):
    assert model.able(table, floor, without).tolist() == expected


def test_a_failure_travels_until_somebody_has_a_fallback(table):
    assert model.stuck(table, "atos") == {"lisa-atos"}
    assert model.stuck(table, "atos", without="fallback") == {"lisa-atos", "states-ees"}
    assert model.stuck(table, "infineon", without="fallback") == {"estonia-chip", "holder-eid"}
    assert model.stuck(table, "eu-lisa") == frozenset()


def test_each_exit_names_a_source_of_the_bibliography(table):
    assert set(table["source"]) <= set(corpus().bibliography.entries)
    assert not table.duplicated(["dependence", "exit"]).any()


@pytest.mark.parametrize(("column", "wrong"), [("exit", "flight"), ("grade", "rumour")])
def test_what_is_unknown_is_refused(table, column, wrong):
    with pytest.raises(ValueError, match=wrong):
        model.exits(table.assign(**{column: wrong}))
    with pytest.raises(ValueError):
        model.exits(table, without="flight")
