"""The pace of a running total, the start a line would have, and the figures of the lesson on Libya."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.explorers.return_.libya import points
from migrationbook.models.return_.libya import decimal_year, earlier_share, implied_start, pace

YEARS = st.floats(min_value=1990, max_value=2030)
SPEEDS = st.floats(min_value=1, max_value=1e5)
GAPS = st.floats(min_value=0.1, max_value=20)


@given(YEARS, SPEEDS, GAPS, GAPS)
def test_on_a_line_every_pair_of_points_finds_the_true_start(start, speed, wait, gap):
    first = (start + wait, speed * wait)
    second = (start + wait + gap, speed * (wait + gap))
    assert implied_start(first, second) == pytest.approx(start, abs=1e-4)
    assert pace(second, first) == pytest.approx(speed, rel=1e-6)


@given(YEARS, SPEEDS, GAPS, GAPS, st.floats(min_value=1.01, max_value=5))
def test_a_total_that_speeds_up_seems_to_begin_later(start, speed, wait, gap, faster):
    first = (start + wait, speed * wait)
    assert implied_start(first, (first[0] + gap, first[1] + faster * speed * gap)) > start


@given(st.floats(min_value=1, max_value=1e6), st.floats(min_value=0, max_value=100), st.floats(min_value=0.01, max_value=0.99))
def test_equal_shares_of_the_parts_are_the_share_of_the_whole(total, share, part):
    assert earlier_share(total, share, total * part, share) == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize(("assumed", "share"), [(0, 56.4), (20, 52.4), (100, 36.4)])
def test_the_lesson_s_shares_of_the_first_fifty_thousand(assumed, share):
    assert earlier_share(60_000, 47, 10_000, assumed) == pytest.approx(share)


def test_the_lesson_s_sum_passes_forty_thousand_only_with_2015():
    table = series("vhr-libya-cumulative").set_index("id")["persons"]
    later = table[["year-2016", "year-2017", "year-2018"]].sum()
    assert later == 38_900
    assert later + table["year-2015"] == 40_013
    assert later - table["year-2018"] + table["year-2018-report"] < 40_000


def test_the_lesson_s_lines():
    known = points()
    starts = {
        (first, second): implied_start(known[first], known[second]) for first in known for second in known if known[first] < known[second]
    }
    assert len(starts) == 28
    assert min(starts, key=starts.get) == ("total-2020", "total-2022")
    assert min(starts.values()) == pytest.approx(2007.1, abs=0.05)
    assert max(starts, key=starts.get) == ("total-2024", "total-2025")
    assert max(starts.values()) == pytest.approx(2020.15, abs=0.05)
    near = [pair for pair, start in starts.items() if 4.5 <= decimal_year(date(2025, 6, 22)) - start <= 5.5]
    assert near == [("total-2024", "total-2025")]


def test_a_day_in_the_middle_of_a_year():
    assert decimal_year(date(2021, 7, 2)) == pytest.approx(2021.5, abs=0.002)
    assert decimal_year(date(2024, 1, 1)) == 2024


@pytest.mark.parametrize(("second", "word"), [((2020, 6), "one time"), ((2021, 4), "fall")])
def test_points_without_a_pace_are_refused(second, word):
    with pytest.raises(ValueError, match=word):
        pace((2020, 5), second)


def test_a_standstill_has_no_start():
    with pytest.raises(ValueError, match="stands still"):
        implied_start((2020, 5), (2021, 5))


@pytest.mark.parametrize(("later", "assumed"), [(0, 0), (70_000, 0), (50_000, 100)])
def test_what_cannot_be_a_part_is_refused(later, assumed):
    with pytest.raises(ValueError, match=r"no part|would hold"):
        earlier_share(60_000, 47, later, assumed)
