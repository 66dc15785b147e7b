"""The invented border post: its table keeps the schema, and links do what the lesson says of them."""

import pandas as pd
import pytest
from frictionless import Resource, Schema
from hypothesis import given, settings
from hypothesis import strategies as st

from migrationbook.corpus.load import corpus
from migrationbook.corpus.tables import series
from migrationbook.explorers.midas.the_record import FIELDS, READERS, RELATIONS, relations
from migrationbook.models.midas.the_record import POSTS, SCHEMA, TRAVELLERS, crossings, inside, persons

TABLES = st.builds(crossings, travellers=st.integers(1, 40), days=st.integers(2, 90), seed=st.integers(0, 10_000))
KEYS = st.sampled_from(["name", "document", "fingerprints"])
slow = settings(deadline=None, max_examples=30)


def test_the_stored_table_is_the_generators():
    pd.testing.assert_frame_equal(series("made-crossings"), crossings(), check_dtype=False)


@settings(deadline=None, max_examples=5)
@given(TABLES)
def test_every_made_table_keeps_the_schema(table):
    report = Resource(data=table.to_dict("records"), schema=Schema.from_descriptor(SCHEMA)).validate()
    assert report.valid, report.flatten(["message"])


@slow
@given(TABLES)
def test_nobody_leaves_who_has_not_come(table):
    signs = table.sort_values(["day", "record"])["direction"].map({"entry": 1, "exit": -1})
    running = signs.groupby(table["fingerprints"]).cumsum()
    assert running.between(-1, 1).all()  # entry and exit of one day stand in the order of the travellers
    assert signs.groupby(table["fingerprints"]).sum().isin([0, 1]).all()


@slow
@given(TABLES)
def test_fingerprints_find_every_traveller_and_other_keys_never_fewer(table):
    exact = persons(table, "fingerprints")
    assert exact == table["fingerprints"].nunique()
    assert persons(table, "document") >= exact
    assert persons(table, "none") is None


@slow
@given(TABLES)
def test_with_all_posts_a_tally_without_any_key_is_right(table):
    for key in ("none", "fingerprints"):
        found = inside(table, key)
        assert found.shown == found.true
    assert inside(table, "fingerprints").wrong == 0


@slow
@given(TABLES, KEYS, st.integers(0, 4))
def test_people_shown_who_have_left_are_some_of_those_shown(table, key, posts):
    found = inside(table, key, POSTS[:posts])
    assert 0 <= found.wrong <= found.shown


def test_the_numbers_that_the_lesson_names():
    table = crossings()
    assert (len(table), persons(table, "name"), persons(table, "document"), persons(table, "fingerprints")) == (598, 266, 219, TRAVELLERS)
    assert (inside(table, "name").shown, inside(table, "name").wrong, inside(table, "name").true) == (107, 47, 60)
    three = inside(table, "fingerprints", POSTS[:3])
    assert (three.shown, three.wrong) == (75, 22)
    assert inside(table, "none", POSTS[:3]).shown == 63


def test_a_table_needs_travellers():
    with pytest.raises(ValueError, match="at least one traveller"):
        crossings(travellers=0)


def test_every_cell_of_the_readers_is_cited_and_the_rest_is_silence():
    cited = series("midas-readers")
    assert set(cited["source"]) <= set(corpus().bibliography.entries)
    assert set(cited["reader"]) <= set(READERS) and set(cited["field"]) <= set(FIELDS)
    cells = relations(FIELDS, elsewhere=True)
    assert set(cells.values()) == set(RELATIONS)
    assert list(cells.values()).count("nothing") == 10
    assert list(relations(FIELDS, elsewhere=False).values()).count("nothing") == 12
