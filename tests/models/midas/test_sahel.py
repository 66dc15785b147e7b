"""The count changes when the points or the law change, whatever people do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models.departure_figures import change
from migrationbook.models.midas import sahel as model

POINTS = st.integers(min_value=0, max_value=len(model.ROADS))
MADE = st.floats(min_value=0, max_value=1e6)


def test_roads():
    assert sum(model.ROADS) == pytest.approx(0.94)
    assert list(model.ROADS) == sorted(model.ROADS, reverse=True)
    assert model.reference() == pytest.approx(5330)


@pytest.mark.parametrize(
    ("points", "enforced", "flow", "rise"),
    [(7, True, 0, 0.0), (7, False, 0, 53.8), (10, True, 0, 14.6), (10, False, 0, 76.4), (10, False, -20, 41.1), (2, True, 20, -51.7)],
)
def test_the_count_against_the_flow(points, enforced, flow, rise):
    for passings in (False, True):
        now = model.counted(points, enforced, model.journeys(flow), passings)
        if points >= model.INLAND or not passings:
            assert change(model.reference(passings), now) == pytest.approx(rise, abs=0.05)


@given(POINTS, st.booleans(), MADE)
def test_counting_people_never_counts_more_than_there_are(points, enforced, made):
    assert 0 <= model.counted(points, enforced, made) <= made + 1e-9
    assert model.counted(points, True, made) <= model.counted(points, False, made)
    assert model.counted(points, enforced, made) <= model.counted(points, enforced, made, passings=True)


@given(st.integers(min_value=0, max_value=len(model.ROADS) - 1), st.booleans(), MADE)
def test_a_further_point_never_counts_less(points, enforced, made):
    assert model.counted(points, enforced, made) <= model.counted(points + 1, enforced, made)


def test_bad_input():
    for wrong in ((-1, True, 1.0), (11, True, 1.0), (1, True, -1.0)):
        with pytest.raises(ValueError):
            model.counted(*wrong)
    with pytest.raises(ValueError):
        model.journeys(-101)
