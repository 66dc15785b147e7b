"""Invented people, invented places: the best sum, its losers, and when there is nothing to gain."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrationbook.models.phases.matching import placement
from migrationbook.models.phases.matching.placement import People

RULES = ("greedy", "wish", "sum", "last")
WORLDS = st.builds(
    placement.invent,
    together=st.floats(0, 1),
    free=st.integers(0, 12),
    seed=st.integers(0, 10**6),
)


@settings(max_examples=60, deadline=None)
@given(WORLDS)
def test_the_optimum_is_never_worse_than_any_other_rule(world):
    best = placement.outcome(world, "sum").sum()
    for rule in ("lot", *RULES):
        assert placement.outcome(world, rule).sum() <= best + 1e-9


@settings(max_examples=60, deadline=None)
@given(WORLDS)
def test_the_last_is_never_better_off_than_under_the_rule_made_for_the_last(world):
    floor = placement.outcome(world, "last").min()
    for rule in ("greedy", "wish", "sum"):
        assert placement.outcome(world, rule).min() <= floor + 1e-9


@settings(max_examples=60, deadline=None)
@given(WORLDS, st.sampled_from(RULES))
def test_quotas_and_families_hold_and_chances_are_chances(world, rule):
    assigned = placement.assign(world, rule)
    assert tuple(np.bincount(assigned, minlength=4)) == world.quotas
    tied = world.tied >= 0
    assert (assigned[tied] == world.tied[tied]).all()
    chances = placement.outcome(world, rule)
    assert ((chances >= 0) & (chances <= 1)).all()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 12), st.sampled_from(RULES))
def test_without_anything_between_person_and_place_no_rule_gains(seed, free, rule):
    world = placement.invent(0, free, seed)
    assert placement.outcome(world, rule).sum() == pytest.approx(placement.lot(world).sum())


def test_the_lot_is_the_mean_of_many_draws():
    world = placement.invent(1, 8)
    generator = np.random.default_rng(1)
    free = np.flatnonzero(world.tied < 0)
    seats = np.repeat(np.arange(4), [q - (world.tied == p).sum() for p, q in enumerate(world.quotas)])
    draws = np.zeros(12)
    for _ in range(4000):
        assigned = world.tied.copy()
        assigned[free] = generator.permutation(seats)
        draws += world.chances[np.arange(12), assigned]
    assert draws / 4000 == pytest.approx(placement.lot(world), abs=0.006)


def test_the_lesson_has_the_numbers_it_tells():
    world = placement.invent(1)
    by_lot, best = placement.lot(world), placement.outcome(world, "sum")
    points, per_cent = placement.gain(by_lot.mean(), best.mean())
    assert (by_lot.mean(), best.mean()) == pytest.approx((0.216, 0.303), abs=0.0006)
    assert (points, per_cent) == pytest.approx((8.6, 40), abs=0.25)
    assert (best < by_lot - 1e-9).sum() == 2
    assert (by_lot.min(), best.min()) == pytest.approx((0.170, 0.146), abs=0.0006)
    last = placement.outcome(world, "last")
    assert (last.mean(), last.min()) == pytest.approx((0.295, 0.184), abs=0.0006)


def test_the_published_gain_in_points_and_in_per_cent():
    assert placement.gain(0.15, 0.26) == pytest.approx((11, 73.3), abs=0.05)


def test_bad_worlds_are_refused():
    world = placement.invent(1)
    with pytest.raises(ValueError):
        People(world.chances, world.wishes, (4, 4, 4, 4), world.tied)
    with pytest.raises(ValueError):
        People(world.chances + 1, world.wishes, world.quotas, world.tied)
    with pytest.raises(ValueError):
        People(world.chances, world.wishes, world.quotas, np.full(12, 3))
    with pytest.raises(ValueError):
        People(world.chances[:3], world.wishes, world.quotas, world.tied)
    with pytest.raises(ValueError):
        placement.assign(world, "lot")
    with pytest.raises(ValueError):
        placement.gain(0, 0.1)
