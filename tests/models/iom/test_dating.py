"""Windows from a stated number of members: the published observations, and what must always hold."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.models.iom.dating import months_late, window

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1))


@pytest.fixture(scope="module")
def observed():
    return series("iom-members")


@pytest.mark.parametrize(
    ("members", "options", "start", "end"),
    [
        (166, {}, "2016-06-30", "2017-12-31"),
        (166, {"sure_only": True}, "2016-06-30", "2018-12-31"),
        (166, {"not_before": dt.date(2016, 9, 19)}, "2016-09-19", "2017-12-31"),
        (166, {"fresh": False}, "2016-06-30", "2026-11-21"),
        (174, {}, "2021-04-19", "2022-11-30"),
        (175, {}, "2022-11-30", "2026-11-21"),
    ],
)
def test_windows_of_the_lesson(observed, members, options, start, end):
    found = window(observed, members, **options)
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


def test_the_largest_number_and_a_stale_one_leave_the_window_open(observed):
    assert not window(observed, 175).closed
    assert not window(observed, 166, fresh=False).closed
    assert window(observed, 166).closed


def test_an_old_number_and_a_young_clue_clash(observed):
    found = window(observed, 122, not_before=dt.date(2016, 9, 19))
    assert found.clash
    assert found.years == 0
    assert not window(observed, 122, fresh=False, not_before=dt.date(2016, 9, 19)).clash


def test_a_clue_older_than_the_number_takes_nothing_away(observed):
    assert not window(observed, 175, not_before=dt.date(2016, 9, 19)).cut
    assert window(observed, 175, not_before=dt.date(2023, 10, 1)).cut


def test_nothing_attests_fewer(observed):
    with pytest.raises(KeyError, match="fewer than 116"):
        window(observed, 116)


def test_observations_never_fall_and_cite_known_works(observed):
    ordered = observed.sort_values("date_from")
    assert ordered["members"].is_monotonic_increasing
    assert (observed["date_from"] <= observed["date_to"]).all()


def test_how_late_the_echoes_are():
    assert months_late(dt.date(2021, 4, 19), dt.date(2023, 10, 1)) == pytest.approx(29.4, abs=0.05)
    with pytest.raises(ValueError, match="not been passed"):
        months_late(dt.date(2021, 4, 19), dt.date(2021, 4, 18))


@given(
    st.lists(st.tuples(DAYS, st.integers(0, 400), st.integers(0, 9), st.booleans()), min_size=2, max_size=9),
    st.integers(1, 40),
    st.none() | DAYS,
)
def test_doubt_only_widens_a_window(rows, number, not_before):
    table = pd.DataFrame(
        [
            (m, d.isoformat(), (d + dt.timedelta(days=span)).isoformat(), "text", sure)
            for (d, span, _, sure), m in zip(rows, sorted(row[2] * 4 for row in rows), strict=True)
        ],
        columns=["members", "date_from", "date_to", "kind", "sure"],
    )
    if not (table["members"][table["sure"]] < number).any():
        return
    fresh = window(table, number, not_before=not_before)
    stale = window(table, number, fresh=False, not_before=not_before)
    sure = window(table, number, sure_only=True, not_before=not_before)
    assert stale.start == fresh.start
    assert stale.end >= fresh.end
    assert sure.start <= fresh.start
    assert sure.end >= fresh.end
    assert fresh.years >= 0


def test_lengths_are_in_years_and_months(observed):
    assert window(observed, 166).years == pytest.approx(549 / 365.25)
    day = dt.date(2022, 11, 30)
    assert months_late(day, day) == 0
    assert months_late(day, dt.date(2023, 11, 30)) == pytest.approx(12, abs=0.01)
