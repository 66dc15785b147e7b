"""The funnel of applications."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models.phases.etias import travel_funnel as model

shares = st.floats(0, 1)


def test_the_worked_numbers_of_the_lesson() -> None:
    year = model.funnel(39e6, 1, model.EXPECTED_HITS, 0.4)
    assert year.hits == pytest.approx(1.95e6)
    assert year.national == pytest.approx(780_000)
    assert year.a_day(year.hits) == pytest.approx(5342.47, abs=0.01)
    assert model.minutes_for_a_file(year.hits, 250) == pytest.approx(13.54, abs=0.01)
    assert model.funnel(39e6, 3, 0.05, 0.4).hits == pytest.approx(model.funnel(13e6, 1, 0.05, 0.4).hits)


@given(st.floats(0, 1e9), st.integers(1, 5), shares, shares)
def test_nobody_is_lost_in_the_funnel(travellers: float, again: int, hits: float, passed: float) -> None:
    year = model.funnel(travellers, again, hits, passed)
    assert year.automatic + year.cleared + year.national == pytest.approx(year.applications)
    assert min(year.automatic, year.cleared, year.national) >= -1e-6


@given(st.floats(1, 1e8), st.floats(1, 1e4))
def test_twice_the_files_leave_half_the_time(files: float, staff: float) -> None:
    assert model.minutes_for_a_file(2 * files, staff) == pytest.approx(model.minutes_for_a_file(files, staff) / 2)


def test_no_file_leaves_all_the_time() -> None:
    assert math.isinf(model.minutes_for_a_file(0, 250))


@pytest.mark.parametrize(("arguments"), [(1e6, 1, 5, 0.1), (1e6, 1, 0.05, -0.1), (-1, 1, 0.05, 0.1), (1e6, 0, 0.05, 0.1)])
def test_bad_input_is_named(arguments: tuple[float, int, float, float]) -> None:
    with pytest.raises(ValueError):
        model.funnel(*arguments)
    with pytest.raises(ValueError):
        model.minutes_for_a_file(-1, 250)


def test_a_year_of_work_is_220_days_of_eight_hours():
    assert model.minutes_for_a_file(220 * 8 * 60, 1) == pytest.approx(1)
