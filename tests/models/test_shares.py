"""The rule that every model asks of a share."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models.shares import share


@given(st.floats(0, 1))
def test_a_share_comes_back_as_it_is(value: float) -> None:
    assert share("part", value) == value


@pytest.mark.parametrize("value", [-0.01, 1.01, 5, math.nan, math.inf])
def test_anything_else_is_refused_by_its_name(value: float) -> None:
    with pytest.raises(ValueError, match=r"part is .*between 0 and 1"):
        share("part", value)
