"""The streaming loop."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models.phases import document_checks as model

rates = st.floats(0.001, 0.3)
sortings = st.sampled_from(["share", "first"])


def test_the_worked_numbers_of_the_lesson() -> None:
    kept = model.loop((0.05, 0.06), (0.05, 0.05), "first", 0, "all")
    assert [1000 * rate for rate in kept[-1].refused] == pytest.approx([14.75, 48.875])
    assert kept[-1].ratio == pytest.approx(3.31, abs=0.01)
    faded = model.loop((0.05, 0.10), (0.05, 0.05), "share", 0, "all")
    assert 1000 * faded[0].refused[1] == pytest.approx(37.5, abs=0.05)
    assert faded[-1].gap < 1
    drawn = model.loop((0.05, 0.06), (0.05, 0.05), "first", 0.2, "lot")
    assert drawn[1].gap == pytest.approx(0)
    assert model.loop((0.05, 0.06), (0.05, 0.05), "first", 0.2, "all")[-1].ratio == pytest.approx(2.5, abs=0.01)
    assert 1000 * model.refusal_rate(0.05, 1) == pytest.approx(83)
    assert 1000 * model.refusal_rate(0.10, 1) == pytest.approx(126)


@given(rates, rates, st.floats(0, 0.5), sortings)
def test_all_close_looks_are_used_and_none_twice(a: float, b: float, capacity: float, sorting: model.Sorting) -> None:
    close = model.sort_files((a, b), capacity, sorting)
    assert sum(close) / 2 == pytest.approx(capacity)
    assert all(-1e-9 <= share <= 1 + 1e-9 for share in close)


@given(rates, sortings, st.floats(0, 1), st.sampled_from(["all", "lot"]))
def test_equals_with_an_equal_past_stay_equal(rate: float, sorting: model.Sorting, lot: float, memory: model.Memory) -> None:
    for one in model.loop((rate, rate), (0.05, 0.05), sorting, lot, memory):
        assert one.gap == pytest.approx(0, abs=1e-6)


@given(rates, rates, sortings, st.floats(0.01, 1))
def test_who_learns_from_the_lot_alone_forgets_the_past(a: float, b: float, sorting: model.Sorting, lot: float) -> None:
    assert model.loop((a, b), (0.05, 0.05), sorting, lot, "lot")[1].gap == pytest.approx(0, abs=1e-6)


@given(st.floats(0, 1), st.floats(0, 1))
def test_closer_looks_refuse_more(true_rate: float, close: float) -> None:
    assert model.refusal_rate(true_rate, close) <= model.refusal_rate(true_rate, 1.0) + 1e-12
    assert 0 <= model.refusal_rate(true_rate, close) <= 1


def test_bad_input_is_named() -> None:
    with pytest.raises(ValueError, match="true_rate"):
        model.refusal_rate(1.2, 0.5)
    with pytest.raises(ValueError, match="capacity"):
        model.sort_files((0.1, 0.1), 0.6, "share")
    with pytest.raises(ValueError, match="lot"):
        model.loop((0.1, 0.1), (0.1, 0.1), "share", 2, "all")
