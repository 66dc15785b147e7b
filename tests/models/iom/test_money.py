"""Shares, floors and ceilings of donors, against the published tables and against what must always hold."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.corpus.tables import series
from migrationbook.models.iom import money

AMOUNTS = st.floats(min_value=0, max_value=1e6, allow_nan=False)


@pytest.fixture(scope="module")
def by_type():
    return series("iom-revenue-by-type")


@pytest.fixture(scope="module")
def by_donor():
    return series("iom-donors")


@pytest.fixture(scope="module")
def by_group():
    return series("iom-donor-shares")


@pytest.mark.parametrize(
    ("donor", "year", "of", "expected"),
    [
        ("United States", 2024, "total", 41.7),
        ("United States", 2023, "total", 39.8),
        ("United States", 2024, "earmarked", 45.9),
        ("Peru", 2015, "total", 16.6),
        ("Peru", 2015, "earmarked", 19.1),
        ("Peru", 2014, "total", 12.4),
        ("Germany", 2024, "total", 4.2),
        ("EU institutions", 2021, "total", 23.4),
    ],
)
def test_shares_of_donors(by_donor, by_type, donor, year, of, expected):
    assert money.donor_share(by_donor, by_type, donor, year, of) == pytest.approx(expected, abs=0.05)


def test_the_agencys_forty_per_cent_is_another_denominator(by_donor, by_type):
    paid = money.payment(by_donor, "United States", 2023)
    assert money.share(paid, 3400) == pytest.approx(41.3, abs=0.05)
    assert money.share(paid, money.amount_of(by_type, 2023)) == pytest.approx(39.8, abs=0.05)


def test_types_of_revenue_in_2024(by_type):
    found = money.type_shares(by_type, 2024).round(1)
    assert dict(found) == {"assessed": 2.5, "unearmarked": 0.7, "earmarked": 90.8, "other": 6.0}


def test_types_add_up_to_the_total_but_for_rounding(by_type):
    assert (by_type[list(money.TYPES)].sum(axis="columns") - by_type["total"]).abs().max() < 0.11


def test_voluntary_is_earmarked_and_unearmarked(by_type):
    assert money.amount_of(by_type, 2024, "voluntary") == pytest.approx(3367.8 + 25.3)


def test_published_groups_add_up(by_group):
    years = by_group.set_index("year")
    assert (money.european_share(by_group) - years["europe"]).abs().max() < 0.051
    assert (money.northern_share(by_group) - years["north"]).abs().max() < 0.051


def test_published_shares_are_those_of_the_amounts(by_donor, by_type, by_group):
    for row in by_group.itertuples():
        for donor, published in (("United States", row.usa), ("EU institutions", row.eu_institutions)):
            assert money.donor_share(by_donor, by_type, donor, row.year) == pytest.approx(published, abs=0.06)


def test_no_donor_is_larger_than_its_group(by_donor, by_type, by_group):
    listed = by_donor[by_donor["year"].isin(by_group["year"]) & by_donor["group"].isin(money.NORTH)]
    for (year, group), rows in listed.groupby(["year", "group"]):
        booked = money.share(rows["revenue_musd"].sum(), money.amount_of(by_type, year))
        assert booked <= by_group.set_index("year").loc[year, group] + 0.06


def test_europe_leads_from_2016_to_2022_and_the_united_states_since(by_group):
    europe = money.european_share(by_group) > by_group.set_index("year")["usa"]
    assert [year for year in europe.index if europe[year]] == [2014, *range(2016, 2023)]


def test_another_denominator_carries_europe_over_half(by_group, by_type):
    def europe(year, of):
        return money.group_shares(by_group, by_type, year, of)[list(money.EUROPE)].sum()

    assert europe(2021, "total") == pytest.approx(49.9, abs=0.05)
    assert europe(2021, "earmarked") == pytest.approx(54.0, abs=0.05)
    assert europe(2021, "north") == pytest.approx(58.1, abs=0.1)
    assert europe(2022, "north") < 50


def test_half_of_the_revenue_comes_from_ever_fewer_donors(by_donor, by_type):
    def number(year):
        paid = by_donor.loc[by_donor["year"] == year, "revenue_musd"]
        return money.donors_for_half(paid, money.amount_of(by_type, year))

    assert [number(year) for year in (2014, 2015, 2017, 2021, 2024)] == [4, 3, 3, 2, 2]


def test_even_the_ceiling_of_europe_is_below_half_in_2024(by_donor, by_type, by_group):
    named = money.named_beyond_north(by_donor, by_type, 2024)
    unnamed = money.unnamed_remainder(money.northern_share(by_group)[2024], named)
    assert named == pytest.approx(1.9, abs=0.05)
    assert money.ceiling(money.european_share(by_group)[2024], unnamed) == pytest.approx(46.4, abs=0.1)


def test_a_donor_without_an_amount_is_no_zero(by_donor, by_type):
    with pytest.raises(KeyError, match="EU institutions in 2013"):
        money.payment(by_donor, "EU institutions", 2013)
    with pytest.raises(KeyError, match="Peru in 2024"):
        money.donor_share(by_donor, by_type, "Peru", 2024)
    with pytest.raises(KeyError, match="0 rows for 1999"):
        money.amount_of(by_type, 1999)


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (-1, 5), (6, 5), (1, math.nan), (math.nan, 5)])
def test_a_share_of_nonsense_is_refused(part, whole):
    with pytest.raises(ValueError, match=r"no part of|has no shares"):
        money.share(part, whole)


def test_more_named_than_there_is_is_refused():
    with pytest.raises(ValueError, match="more than the total"):
        money.unnamed_remainder(80, 30)


@given(AMOUNTS, AMOUNTS.filter(lambda whole: whole > 0))
def test_a_share_lies_between_0_and_100(part, whole):
    if part <= whole:
        assert 0 <= money.share(part, whole) <= 100
    else:
        with pytest.raises(ValueError, match="no part of"):
            money.share(part, whole)


@given(st.lists(AMOUNTS, min_size=1, max_size=8), st.floats(min_value=0, max_value=1e6))
def test_what_is_unknown_only_widens_the_gap(known, unknown):
    total = math.fsum(known) + unknown + 1
    index = money.herfindahl_floor(known, total)
    assert 0 <= index <= 1
    assert index <= money.herfindahl_floor([*known, unknown], total) + 1e-12
    floors = [money.share(amount, total) for amount in known]
    assert math.fsum(floors) <= 100 + 1e-9
    assert all(floor <= money.ceiling(floor, money.share(unknown, total)) <= 100 for floor in floors)


@given(st.lists(AMOUNTS, min_size=1, max_size=8), st.floats(min_value=0.001, max_value=1e6))
def test_the_donors_for_half_do_make_half(known, unknown):
    total = math.fsum(known) + unknown
    number = money.donors_for_half([*known, math.nan], total)
    largest = sorted(known, reverse=True)
    if number is None:
        assert math.fsum(known) < total / 2 + 1e-6
    else:
        assert math.fsum(largest[:number]) >= total / 2 - 1e-6
        assert math.fsum(largest[: number - 1]) < total / 2 + 1e-6


@given(st.lists(st.floats(min_value=0, max_value=1e5), min_size=4, max_size=4).filter(lambda row: sum(row) > 0.001))
def test_type_shares_are_a_whole(row):
    table = pd.DataFrame([{"year": 2000, **dict(zip(money.TYPES, row, strict=True))}])
    found = money.type_shares(table, 2000)
    assert found.between(0, 100 + 1e-9).all()
    assert found.sum() == pytest.approx(100)


@given(
    st.lists(st.floats(min_value=0.1, max_value=20), min_size=5, max_size=5),
    st.floats(min_value=0.5, max_value=1),
)
def test_a_smaller_denominator_never_makes_a_share_smaller(groups, earmarked):
    shares = pd.DataFrame([{"year": 2000, **dict(zip(money.NORTH, groups, strict=True))}])
    amounts = {"assessed": 0.0, "unearmarked": 0.0, "earmarked": earmarked, "other": 1 - earmarked, "total": 1.0}
    by_type = pd.DataFrame([{"year": 2000, **amounts}])
    total = money.group_shares(shares, by_type, 2000)
    assert (money.group_shares(shares, by_type, 2000, "earmarked") >= total - 1e-9).all()
    assert (money.group_shares(shares, by_type, 2000, "north") >= total - 1e-9).all()
    assert money.group_shares(shares, by_type, 2000, "north").sum() == pytest.approx(100)


def test_nothing_has_no_shares():
    with pytest.raises(ValueError, match="has no shares"):
        money.share(0, 0)
