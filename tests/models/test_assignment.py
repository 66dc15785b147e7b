"""The assignment problem against every way there is."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models.assignment import best_assignment


def tables(numbers: st.SearchStrategy[float]) -> st.SearchStrategy[list[list[float]]]:
    """Tables of one to five rows, and as many columns or more."""
    sizes = st.integers(1, 5).flatmap(lambda rows: st.tuples(st.just(rows), st.integers(rows, 6)))
    return sizes.flatmap(lambda size: st.lists(st.lists(numbers, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]))


@given(tables(st.floats(-100, 100)) | tables(st.sampled_from([0.0, 1.0, 2.0])))
def test_no_other_assignment_has_a_larger_sum(values):
    found = best_assignment(values)
    assert len(set(found)) == len(values)
    every = permutations(range(len(values[0])), len(values))
    best = max(sum(row[column] for row, column in zip(values, way, strict=True)) for way in every)
    assert sum(row[column] for row, column in zip(values, found, strict=True)) == pytest.approx(best, abs=1e-9)


def test_where_all_is_the_same_nobody_moves():
    assert best_assignment([[1.0] * 4 for _ in range(4)]) == [0, 1, 2, 3]
    assert best_assignment([]) == []
