"""The invented register of returnees, and how many of its records stand alone."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.models.return_.reintegration_data import FIELDS, SIZE, coarsened, group_sizes, register, share_below

FOUR = ["district", "age", "sex", "trade"]
SUBSETS = st.lists(st.sampled_from(FIELDS), unique=True)
K = st.integers(min_value=1, max_value=50)
SMALL = register(300, 1)


@given(SUBSETS, st.sampled_from(FIELDS), K)
def test_one_more_field_never_makes_a_record_less_alone(fields, field, k):
    more = fields if field in fields else [*fields, field]
    assert share_below(group_sizes(SMALL, more), k) >= share_below(group_sizes(SMALL, fields), k)


@given(SUBSETS, SUBSETS, K)
def test_coarsening_never_makes_a_record_more_alone(fields, coarse, k):
    assert share_below(group_sizes(coarsened(SMALL, coarse), fields), k) <= share_below(group_sizes(SMALL, fields), k)


@given(st.integers(min_value=1, max_value=80), st.integers(min_value=0, max_value=2**32), SUBSETS, K)
def test_shares_lie_between_nothing_and_all_and_grow_with_k(size, seed, fields, k):
    sizes = group_sizes(register(size, seed), fields)
    assert 0 <= share_below(sizes, k) <= share_below(sizes, k + 1) <= 1
    assert sizes.between(1, size).all()
    assert share_below(sizes, size + 1) == 1


@given(SUBSETS)
def test_groups_of_a_size_hold_a_whole_number_of_groups(fields):
    counted = group_sizes(SMALL, fields).value_counts()
    assert all(records % size == 0 for size, records in counted.items())


def test_the_order_of_fields_does_not_matter():
    assert group_sizes(SMALL, FOUR).equals(group_sizes(SMALL, FOUR[::-1]))


def test_without_a_field_nobody_stands_apart():
    assert set(group_sizes(SMALL, [])) == {300}


def test_a_register_by_hand():
    records = pd.DataFrame({"district": ["A1", "A1", "B1", "B1"], "sex": ["woman", "man", "man", "man"]})
    assert list(group_sizes(records, ["district"])) == [2, 2, 2, 2]
    assert list(group_sizes(records, ["district", "sex"])) == [1, 1, 2, 2]
    assert share_below(group_sizes(records, ["district", "sex"]), 2) == 0.5


def test_the_generator_repeats_itself_and_knows_its_bounds():
    first = register()
    assert first.equals(register())
    assert not first.equals(register(seed=1))
    assert len(first) == SIZE
    assert first["age"].between(19, 60).all()
    assert first["year"].between(2019, 2025).all()
    assert first["household"].between(1, 9).all()
    assert first["district"].nunique() == 24
    assert first["trade"].nunique() == 18


def test_coarsening_leaves_the_old_register_alone():
    before = SMALL.copy()
    after = coarsened(SMALL)
    assert SMALL.equals(before)
    assert set(after["district"]) == set("ABCD")
    assert set(after["year"]) == {"2019–21", "2022–25"}
    assert set(after["household"]) == {"1–3", "4–6", "7+"}
    assert set(after["age"]) == {"10–19", "20–29", "30–39", "40–49", "50–59", "60–69"} & set(after["age"])


@pytest.mark.parametrize(
    ("coarse", "alone", "small"),
    [([], 1623, 2000), (["age"], 572, 1638), (["district", "age"], 85, 424), (["district", "age", "trade"], 26, 102)],
)
def test_the_numbers_of_the_lesson(coarse, alone, small):
    sizes = group_sizes(coarsened(register(), coarse), FOUR)
    assert (sizes < 2).sum() == alone
    assert (sizes < 5).sum() == pytest.approx(small, abs=2)


def test_no_single_field_makes_a_record_stand_alone():
    assert all(share_below(group_sizes(register(), [field]), 2) == 0 for field in FIELDS)


def test_other_seeds_tell_the_same_story():
    shares = [share_below(group_sizes(register(seed=seed), FOUR), 2) for seed in range(20)]
    assert 0.78 < min(shares) <= max(shares) < 0.86


def test_a_larger_register_hides_more():
    shares = [share_below(group_sizes(register(size), FOUR), 2) for size in (500, 2000, 20000)]
    assert shares == pytest.approx([0.964, 0.8115, 0.272], abs=0.001)


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (lambda: register(-1), "fewer than no"),
        (lambda: group_sizes(SMALL, ["name"]), "no field 'name'"),
        (lambda: coarsened(SMALL, ["name"]), "no field 'name'"),
        (lambda: share_below(group_sizes(register(0), []), 2), "without records"),
    ],
)
def test_what_makes_no_sense_is_refused(call, problem):
    with pytest.raises(ValueError, match=problem):
        call()
