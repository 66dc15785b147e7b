"""Weights, scores and the demand that comes first."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.models.ai_act import recommendations as priorities

AIMS = ["protection", "capacity", "knowledge", "independence"]
WEIGHTS = st.fixed_dictionaries({aim: st.integers(0, 5) for aim in AIMS})
SCORES = st.lists(st.lists(st.integers(0, 4), min_size=4, max_size=4), min_size=2, max_size=6).map(
    lambda rows: pd.DataFrame(rows, index=range(1, len(rows) + 1), columns=AIMS)
)


@pytest.fixture(scope="module")
def scores():
    return priorities.score_table(series("ai-act-demands"))


def test_who_leads_over_all_settings(scores):
    found = priorities.census(scores)
    assert found["alone"].to_dict() == {1: 24, 2: 32, 3: 9, 4: 3, 5: 0}
    assert found["two"].to_dict() == {1: 44, 2: 54, 3: 23, 4: 20, 5: 50}
    assert found.loc[5, "shared"] == 3 and found.loc[5, "last"] == 4


def test_one_point_more_lets_evidence_lead(scores):
    changed = scores.copy()
    changed.loc[5, "knowledge"] = 4
    assert priorities.census(changed).loc[5, "alone"] == 6


@pytest.mark.parametrize(
    ("weights", "first"),
    [((1, 0, 0, 0), [1]), ((0, 1, 0, 0), [2]), ((0, 0, 0, 1), [3]), ((1, 0, 0, 1), [4]), ((1, 1, 1, 1), [2]), ((0, 0, 0, 0), [])],
)
def test_weights_and_their_leader(scores, weights, first):
    points = priorities.weighted(scores, dict(zip(AIMS, weights, strict=True)))
    assert priorities.leaders(points) == first


@given(SCORES, WEIGHTS, st.integers(1, 9))
def test_only_proportions_matter(scores, weights, factor):
    one = priorities.weighted(scores, weights)
    two = priorities.weighted(scores, {aim: factor * value for aim, value in weights.items()})
    assert (one - two).abs().max() < 1e-9
    assert priorities.leaders(one) == priorities.leaders(two)


@given(SCORES, WEIGHTS)
def test_whoever_is_better_for_every_aim_is_never_behind(scores, weights):
    points = priorities.weighted(scores, weights)
    for one in scores.index:
        for two in scores.index:
            if (scores.loc[one] >= scores.loc[two]).all():
                assert points[one] >= points[two] - 1e-9
    assert points.between(0, 4).all()


def test_bad_weights_are_refused(scores):
    with pytest.raises(ValueError):
        priorities.weighted(scores, {"protection": 1})
    with pytest.raises(ValueError):
        priorities.weighted(scores, dict.fromkeys(AIMS, -1))
