"""The grid of Express Entry to the point, rounds from the pool, and calculators that err."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.models.phases.express_entry import calculators as tools
from migrationbook.models.phases.express_entry import grid, rounds
from migrationbook.models.phases.express_entry.grid import IELTS, Profile, Spouse, levels, score

SEVEN, EIGHT, NINE, TEN = ((level,) * 4 for level in (7, 8, 9, 10))
#: IELTS 7.0 in all abilities: listening is CLB 7, the others 9.
IELTS_7 = levels(IELTS, 7, 7, 7, 7)
W1 = Profile(29, "master", NINE, foreign_years=3)

#: Profile and score, published in a public test suite and found again by our own tabulation.
RIGHT = {
    "W1": (W1, 469),
    "W2": (Profile(30, "bachelor", TEN, canadian_years=1, spouse=Spouse("bachelor", SEVEN)), 428),
    "W3": (Profile(28, "master", levels(IELTS, 8.5, 8, 7.5, 8), canadian_years=3), 495),
    "W4": (
        Profile(32, "master", TEN, canadian_years=2, spouse=Spouse("bachelor", levels(IELTS, 5, 5, 5, 5))),
        447,
    ),
    "45, two-year diploma": (Profile(45, "two-year", levels(IELTS, 6, 6, 6, 6)), 179),
    "18, secondary": (Profile(18, "secondary", levels(IELTS, 6, 6, 6, 6)), 197),
    "20, everything": (Profile(20, "master", TEN, canadian_years=5, foreign_years=3, canadian_study=3, sibling=True), 606),
    "29, two masters": (
        Profile(29, "master", TEN, canadian_years=3, spouse=Spouse("master", levels(IELTS, 5.5, 5.5, 5.5, 5.5), 1)),
        479,
    ),
    # our own grid only
    "E1": (Profile(32, "bachelor", NINE, foreign_years=3), 413),
    "E2": (Profile(32, "bachelor", EIGHT, foreign_years=3), 344),
    "W1, one ability at 8": (replace(W1, first=(9, 9, 8, 9)), 411),
}

#: Profile, what a public suite calls right, and what the grid gives.
WRONG = {
    "X1": (Profile(29, "bachelor", IELTS_7), 365, 353),
    "true CLB 8": (Profile(29, "bachelor", levels(IELTS, 7.5, 6.5, 6.5, 6.5)), 347, 335),
    "X3": (Profile(35, "bachelor", IELTS_7, canadian_years=1, nomination=True), 997, 973),
    "30": (Profile(30, "bachelor", IELTS_7), 360, 348),
    "27, diploma": (Profile(27, "bachelor", IELTS_7, canadian_study=3), 395, 383),
    "33, sibling": (Profile(33, "bachelor", IELTS_7, sibling=True), 358, 346),
    "31, work": (Profile(31, "bachelor", levels(IELTS, 7.5, 7.5, 7.5, 7.5), foreign_years=3), 391, 379),
    "34, job offer": (Profile(34, "bachelor", IELTS_7, canadian_years=1, job_offer=True), 403, 379),
    "46": (Profile(46, "bachelor", IELTS_7), 255, 243),
    "X10": (Profile(36, "bachelor", TEN, foreign_years=3, spouse=Spouse("bachelor", SEVEN)), 425, 400),
}


@pytest.mark.parametrize("name", RIGHT)
def test_checked_profiles_have_their_score(name):
    profile, points = RIGHT[name]
    assert score(profile).total == points


@pytest.mark.parametrize("name", WRONG)
def test_published_errors_are_not_repeated_and_are_explained(name):
    profile, published, right = WRONG[name]
    assert score(profile).total == right != published
    # every one of them is the bachelor's degree in the upper row of the combinations
    assert tools.told(profile, "bachelor") == published


def test_the_breakdown_of_two_profiles():
    found = score(W1)
    assert (found.age, found.education, found.first_language, found.transferability) == (110, 135, 124, 100)
    second = score(RIGHT["W2"][0])
    assert (second.age, second.education, second.first_language, second.canadian_work) == (95, 112, 128, 35)
    assert (second.spouse, second.transferability, second.core) == (20, 38, 370)


def test_right_by_two_errors():
    """The suite's 459 is the grid's number, though its start is 25 too high and a step of 25 is left out."""
    before = RIGHT and WRONG["X10"][0]
    after = replace(before, age=38, education="master", canadian_study=3)
    assert score(after).total == 459
    assert 425 + 14 + 30 - 10 == 459
    assert 400 + 14 + 25 + 30 - 10 == 459


@pytest.mark.parametrize(("age", "points"), [(29, 469), (30, 464), (33, 447), (36, 431), (45, 359)])
def test_the_first_profile_ages(age, points):
    assert score(replace(W1, age=age)).total == points


def test_the_most_is_1200():
    best = Profile(
        29, "doctorate", TEN, second=TEN, canadian_years=5, foreign_years=3, trade_certificate=True, nomination=True,
        canadian_study=3, sibling=True,
    )  # fmt: skip
    assert score(best).total == grid.MAXIMUM
    assert score(best).core == 500
    married = replace(best, spouse=Spouse("doctorate", TEN, 5))
    assert (score(married).core, score(married).spouse, score(married).total) == (460, 40, 1200)


def test_french_counts_more_with_english():
    french = Profile(35, "bachelor", SEVEN, tongue="french")
    assert score(french).additional == 25
    assert score(replace(french, second=(5,) * 4)).additional == 50
    assert score(replace(french, second=(4, 5, 5, 5))).additional == 25
    english = Profile(35, "bachelor", NINE, second=SEVEN)
    assert score(english).additional == 50
    assert tools.told(english, "french") == score(english).total - 25
    assert tools.told(french, "french") == score(french).total + 25


@pytest.mark.parametrize(
    ("ability", "result", "level"),
    [("listening", 8, 9), ("reading", 7, 9), ("writing", 7.5, 10), ("speaking", 6, 7), ("listening", 4, 0), ("reading", 4, 5)],
)
def test_ielts_becomes_clb(ability, result, level):
    assert grid.level(IELTS, ability, result) == level


def test_french_tests_become_nclc():
    assert levels(grid.TCF, 458, 453, 10, 10) == SEVEN
    assert levels(grid.TEF, 434, 434, 428, 456) == SEVEN
    assert grid.level(grid.TCF, "listening", 330) == 0
    assert grid.level(grid.TEF, "speaking", 310) == 0


def test_the_grid_is_dated():
    assert not grid.in_force(date(2025, 3, 24))
    assert grid.in_force(date(2026, 8, 5))
    assert not grid.in_force(date(2026, 11, 21))


@pytest.mark.parametrize("wrong", [{"education": "diploma"}, {"canadian_study": 2}, {"age": -1}, {"first": (9, 9, 9, -1)}])
def test_what_the_grid_does_not_know_is_refused(wrong):
    with pytest.raises(ValueError):
        replace(W1, **wrong)


LEVEL = st.integers(0, 12)
LEVELS = st.tuples(LEVEL, LEVEL, LEVEL, LEVEL)
PROFILES = st.builds(
    Profile,
    age=st.integers(16, 60),
    education=st.sampled_from(grid.EDUCATION),
    first=LEVELS,
    tongue=st.sampled_from(["english", "french"]),
    second=LEVELS,
    canadian_years=st.integers(0, 8),
    foreign_years=st.integers(0, 8),
    spouse=st.none() | st.builds(Spouse, st.sampled_from(grid.EDUCATION), LEVELS, st.integers(0, 8)),
    trade_certificate=st.booleans(),
    nomination=st.booleans(),
    canadian_study=st.sampled_from([0, 1, 3]),
    sibling=st.booleans(),
    job_offer=st.booleans(),
)


@given(PROFILES)
def test_every_score_keeps_the_caps(profile):
    found = score(profile)
    assert 0 <= found.total <= grid.MAXIMUM
    assert found.core <= (460 if profile.spouse else 500)
    assert 0 <= found.spouse <= (40 if profile.spouse else 0)
    assert 0 <= found.transferability <= grid.TRANSFER_CAP
    assert 0 <= found.additional <= grid.ADDITIONAL_CAP
    assert all(0 <= part <= grid.PAIR_CAP for part in grid.transferability(profile))


@given(PROFILES, st.sampled_from(grid.EDUCATION), st.integers(0, 3), st.integers(1, 3))
def test_more_never_lowers_a_score(profile, education, ability, step):
    before = score(profile).total
    if grid.EDUCATION.index(education) >= grid.EDUCATION.index(profile.education):
        assert score(replace(profile, education=education)).total >= before
    better = tuple(level + step * (place == ability) for place, level in enumerate(profile.first))
    assert score(replace(profile, first=better)).total >= before
    second = tuple(level + step * (place == ability) for place, level in enumerate(profile.second))
    assert score(replace(profile, second=second)).total >= before
    assert score(replace(profile, canadian_years=profile.canadian_years + step)).total >= before
    assert score(replace(profile, foreign_years=profile.foreign_years + step)).total >= before
    assert score(replace(profile, nomination=True)).total >= before
    assert score(replace(profile, job_offer=True)).total == score(replace(profile, job_offer=False)).total


@given(PROFILES, st.integers(20, 60), st.integers(0, 10))
def test_no_birthday_after_the_29th_raises_a_score(profile, age, later):
    assert score(replace(profile, age=max(29, age) + later)).total <= score(replace(profile, age=max(29, age))).total


@given(PROFILES)
def test_changes_are_differences_of_scores(profile):
    moves = grid.changes(profile)
    assert set(moves) == {"birthday", "ability", "education", "canadian_year", "foreign_year", "nomination"}
    assert all(points >= 0 for name, points in moves.items() if name != "birthday")
    assert moves["nomination"] <= grid.NOMINATION


# --- rounds -----------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def pool():
    table = series("express-entry-pool")
    return table[table["day"] == "2026-08-03"]


def test_the_pool_adds_up(pool):
    assert pool["candidates"].sum() == 229_100
    assert rounds.at_least(pool, 501) == 20_205
    assert rounds.at_least(pool, 451) == 93_304
    assert series("express-entry-pool").groupby("day")["candidates"].sum()["2026-09-13"] == 226_793
    with pytest.raises(ValueError):
        rounds.at_least(pool, 516)


def test_four_rounds_from_one_pool(pool):
    assert rounds.cut_off(pool, 3000) == rounds.Band(501, 600)
    low, high = rounds.implied_share(pool, 3000, 516)
    assert low == pytest.approx(0.1485, abs=1e-4) and high == 1
    assert rounds.implied_share(pool, 5000, 391) == pytest.approx((0.02447, 0.03242), abs=1e-4)
    assert rounds.implied_share(pool, 300, 470) == pytest.approx((0.00382, 0.00481), abs=1e-4)
    # 507 nominees were invited a day after 500 people had more than 600 points
    assert rounds.implied_share(pool, 507, 768) is None
    assert rounds.cut_off(pool, 30_000, 0.1) == rounds.Band(0, 300, exhausted=True)


@given(st.integers(1, 200_000), st.integers(1, 200_000), st.floats(0.01, 1))
def test_more_invitations_never_raise_a_cut_off(one, other, share):
    table = series("express-entry-pool")
    table = table[table["day"] == "2026-08-03"]
    fewer, more = sorted((one, other))
    assert rounds.cut_off(table, more, share).low <= rounds.cut_off(table, fewer, share).low
    assert rounds.cut_off(table, fewer, share).low <= rounds.cut_off(table, fewer, 1).low


@given(st.integers(1, 50_000), st.integers(0, 600))
def test_an_implied_share_leads_back_to_the_bin(invitations, cutoff):
    table = series("express-entry-pool")
    table = table[table["day"] == "2026-08-03"]
    shares = rounds.implied_share(table, invitations, cutoff)
    if shares is None:
        return
    band = rounds.cut_off(table, invitations, min(1.0, sum(shares) / 2))
    assert band.low <= cutoff <= band.high


@pytest.mark.parametrize(("invitations", "share"), [(0, 1), (10, 0), (10, 1.5)])
def test_impossible_rounds_are_refused(pool, invitations, share):
    with pytest.raises(ValueError):
        rounds.cut_off(pool, invitations, share)


def test_a_cut_off_outside_the_bins_is_refused(pool):
    with pytest.raises(ValueError):
        rounds.implied_share(pool, 10, 1300)


def test_the_table_by_year_follows_from_the_single_rounds():
    found = rounds.by_year(series("express-entry-rounds"))
    pd.testing.assert_frame_equal(found, series("express-entry-years"), check_dtype=False)


@pytest.mark.parametrize(
    ("year", "invitations"),
    [
        (2015, 31_063), (2016, 33_782), (2017, 86_023), (2018, 89_800), (2019, 85_300), (2020, 107_350), (2021, 114_224),
        (2022, 46_539), (2023, 110_266), (2024, 98_903), (2025, 113_998),
    ],
)  # fmt: skip
def test_invitations_by_year_are_those_counted_from_another_copy(year, invitations):
    table = series("express-entry-years")
    assert table.loc[table["year"] == year, "invitations"].sum() == invitations


def test_the_extremes_of_the_rounds():
    table = series("express-entry-rounds")
    assert table["round"].is_unique and table["date"].is_monotonic_increasing and len(table) == 445
    lowest = table.loc[table["cutoff"].idxmin()]
    assert (lowest["date"], lowest["type"], lowest["invitations"], lowest["cutoff"]) == ("2021-02-13", "cec", 27_332, 75)
    general = table[table["type"] == "general"]
    assert general["date"].iloc[-1] == "2024-04-23"
    assert general.loc[general["cutoff"].idxmin(), "date"] == "2017-05-31"


# --- calculators ------------------------------------------------------------------------------------------------------
def test_the_invented_people_are_always_the_same():
    people = tools.population()
    assert len(people) == tools.SIZE
    assert people == tools.population.__wrapped__()
    assert people != tools.population.__wrapped__(seed=1)


def test_a_suite_that_mixes_the_columns_tells_too_little():
    """Single, 25, bachelor's, CLB 9, three years abroad: a suite says 350; the grid gives 429."""
    person = Profile(25, "bachelor", NINE, foreign_years=3)
    assert score(person).total == 429
    assert tools.told(person, "combinations") == 110 + 112 + 124


@given(PROFILES, st.integers(0, 1200))
def test_the_groups_add_up_and_a_right_tool_misleads_nobody(profile, cutoff):
    for fault in tools.FAULTS:
        found = tools.applicants([profile], fault, cutoff)
        assert found.invited + found.needless + found.discouraged + found.away == 1
    assert tools.applicants([profile], "none", cutoff).needless == tools.applicants([profile], "none", cutoff).discouraged == 0
    assert tools.told(profile, "bachelor") >= score(profile).total
    assert tools.told(profile, "offer") >= score(profile).total
    assert tools.told(profile, "combinations") <= score(profile).total


def test_the_share_that_a_round_implies_worked_out_by_hand():
    pool = pd.DataFrame({"low": [501, 451], "high": [600, 500], "candidates": [10, 30]})
    # everybody above is invited at the latest when the round is as large as they are
    assert rounds.implied_share(pool, 8, 550) == (0.8, 1.0)
    assert rounds.implied_share(pool, 10, 550) == (1.0, 1.0)
    assert rounds.implied_share(pool, 8, 480) == (0.2, 0.8)
    assert rounds.implied_share(pool, 41, 480) is None
    assert (rounds.cut_off(pool, 10).low, rounds.cut_off(pool, 11).low) == (501, 451)


def test_a_spouse_of_whom_nothing_is_said_brings_no_points():
    assert score(Profile(30, "bachelor", (9, 9, 9, 9), spouse=Spouse())).spouse == 0
