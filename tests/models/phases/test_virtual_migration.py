"""Work that moves in place of people: nobody is lost, and a queue at the door swallows the substitution."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.load import corpus
from migrationbook.corpus.tables import series
from migrationbook.models.phases import virtual_migration as model

SHARE = st.floats(0, 1)
COST = st.floats(5.01, 60)
DOOR = st.sampled_from(["open", "places", "closed"])


@given(SHARE, SHARE, SHARE, COST, DOOR)
def test_nobody_is_lost_and_nobody_is_made(share, price, fee, cost, door):
    found = model.outcome(share, price, fee, cost, door)
    assert found.moved + found.remote + found.local == pytest.approx(model.PEOPLE)
    assert min(found.moved, found.remote, found.local, found.replaced) >= -1e-9
    assert found.replaced <= found.remote + 1e-9


@given(SHARE, SHARE, SHARE, COST, DOOR)
def test_work_from_afar_never_adds_movers(share, price, fee, cost, door):
    assert model.fewer_movers(share, price, fee, cost, door) >= -1e-9


@given(SHARE, SHARE, SHARE, COST)
def test_with_an_open_door_those_replaced_are_those_missing(share, price, fee, cost):
    found = model.outcome(share, price, fee, cost, "open")
    assert model.fewer_movers(share, price, fee, cost, "open") == pytest.approx(found.replaced, abs=1e-7)


@given(SHARE, SHARE, SHARE, COST)
def test_the_price_is_shared_among_worker_platform_and_client(share, price, fee, cost):
    found = model.outcome(share, price, fee, cost, "open")
    assert found.worker_gain + found.platform + found.client_saving == pytest.approx(found.remote * (model.GAP - model.HOME))


@given(SHARE, SHARE, SHARE)
def test_while_more_want_to_go_than_may_as_many_go_as_before(share, price, fee):
    found = model.outcome(share, price, fee, 20, "places")
    if found.wanted >= model.PLACES:
        assert model.fewer_movers(share, price, fee, 20, "places") == pytest.approx(0)


def test_numbers_of_the_lesson():
    first = model.outcome(0.37, 0.5, 0.1, 20, "open")
    assert model.outcome(0, 0.5, 0.1, 20, "open").moved == pytest.approx(250)
    assert (round(first.remote), round(first.replaced), round(first.moved)) == (309, 31, 219)
    queue = model.outcome(0.37, 0.5, 0.1, 20, "places")
    assert (queue.moved, round(queue.wanted)) == (100, 219)


def test_too_low_a_price_keeps_everybody_from_it():
    found = model.outcome(0.6, 0.15, 0.1, 20, "open")
    assert (found.remote, found.replaced) == (0, 0)


@pytest.mark.parametrize("wrong", [(-0.1, 0.5, 0.1, 20), (0.1, 1.5, 0.1, 20), (0.1, 0.5, 2, 20), (0.1, 0.5, 0.1, 4)])
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError):
        model.outcome(*wrong, "open")


def test_the_table_of_countries_names_sources_of_the_bibliography():
    table = series("online-workers-by-country")
    assert set(table["source"]) <= set(corpus().bibliography.entries)
    assert (table.groupby("yardstick")["share"].sum() <= 100).all()
