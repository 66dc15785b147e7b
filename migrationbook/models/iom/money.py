"""Who pays an international organisation: shares by a named denominator, and how sure they are.

The tables are those of ``data/datapackage.json``: revenue by type (``revenue``), revenue by donor (``donors``) and
shares by group of donors (``shares``). Amounts are in millions of US dollars, shares in per cent.

Part of an organisation's revenue is booked to no donor. A donor's share of the total is therefore a floor: the
true share is as large or larger. The functions say floor and ceiling apart, and never fill the gap.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import pandas as pd

#: Types of revenue; together they are the total. Source: CEB Financial Statistics, Definition of Terms.
TYPES = ("assessed", "unearmarked", "earmarked", "other")
#: Groups of European donors in the table of shares; our choice is written into its data package.
EUROPE = ("eu_institutions", "eu_states", "other_europe")
#: Groups of the Global North in the table of shares.
NORTH = ("usa", *EUROPE, "other_north")

#: What a payment can be divided by: all revenue, voluntary contributions, or earmarked contributions only.
Denominator = Literal["total", "voluntary", "earmarked"]
_PARTS: dict[str, tuple[str, ...]] = {
    "total": ("total",),
    "voluntary": ("unearmarked", "earmarked"),
    "earmarked": ("earmarked",),
}

#: Rounding of the published tables: shares to 0.1 per cent, so that a sum of several may miss by a little more.
ROUNDING = 0.3


def share(part: float, whole: float) -> float:
    """Return a part as a share of its whole.

    Parameters
    ----------
    part, whole:
        Amounts in one unit.

    Returns
    -------
    float
        Per cent, from 0 to 100.

    Raises
    ------
    ValueError
        If the whole is not positive, or the part is negative or larger than the whole.
    """
    if not whole > 0:
        raise ValueError(f"a whole of {whole:g} has no shares")
    if not 0 <= part <= whole:
        raise ValueError(f"{part:g} is no part of {whole:g}")
    return 100 * (part / whole)  # in this order rounding cannot lift it above 100


def _row(table: pd.DataFrame, year: int) -> pd.Series:
    rows = table.loc[table["year"] == year]
    if len(rows) != 1:
        raise KeyError(f"the table has {len(rows)} rows for {year}")
    return rows.iloc[0]


def amount_of(revenue: pd.DataFrame, year: int, of: Denominator = "total") -> float:
    """Return the amount that stands under a fraction.

    Parameters
    ----------
    revenue:
        Revenue by type, million US dollars.
    year:
        Calendar year.
    of:
        Name of the denominator.

    Returns
    -------
    float
        Million US dollars.

    Raises
    ------
    KeyError
        If the year or the denominator is not known.
    """
    return float(_row(revenue, year)[list(_PARTS[of])].sum())


def type_shares(revenue: pd.DataFrame, year: int) -> pd.Series:
    """Return the share of each type of revenue.

    Parameters
    ----------
    revenue:
        Revenue by type, million US dollars.
    year:
        Calendar year.

    Returns
    -------
    pandas.Series
        Per cent of the sum of the types, by type. The sum and the printed total differ by rounding.
    """
    row = _row(revenue, year)[list(TYPES)].astype(float)
    return (100 * row / row.sum()).rename(year)


def payment(donors: pd.DataFrame, donor: str, year: int) -> float:
    """Return what a donor paid in a year.

    Parameters
    ----------
    donors:
        Revenue by donor, million US dollars.
    donor, year:
        Which payment.

    Returns
    -------
    float
        Million US dollars.

    Raises
    ------
    KeyError
        If the table has no amount: a donor that is not listed may still have paid.
    """
    found = donors.loc[(donors["year"] == year) & (donors["donor"] == donor), "revenue_musd"].dropna()
    if found.empty:
        raise KeyError(f"the table names no amount for {donor} in {year}")
    return float(found.iloc[0])


def donor_share(donors: pd.DataFrame, revenue: pd.DataFrame, donor: str, year: int, of: Denominator = "total") -> float:
    """Return a donor's payments of every type, divided by a named denominator.

    Parameters
    ----------
    donors:
        Revenue by donor, million US dollars.
    revenue:
        Revenue by type, million US dollars.
    donor, year:
        Which payment.
    of:
        What to divide by. Only ``total`` holds all that stands above the line; with another denominator the
        fractions of all donors can add up to more than 100.

    Returns
    -------
    float
        Per cent. A floor, if part of the revenue is booked to no donor.

    Raises
    ------
    KeyError
        If year, donor or denominator are not in the tables.
    """
    return 100 * payment(donors, donor, year) / amount_of(revenue, year, of)


def european_share(shares: pd.DataFrame) -> pd.Series:
    """Return the European share: EU institutions, the 27 EU states, and other European states.

    Parameters
    ----------
    shares:
        Shares by group of donors, per cent of total revenue.

    Returns
    -------
    pandas.Series
        Per cent of total revenue, by year; a floor.
    """
    return shares.set_index("year")[list(EUROPE)].sum(axis="columns").rename("europe")


def northern_share(shares: pd.DataFrame) -> pd.Series:
    """Return the share of the Global North: United States, Europe, and other North.

    Parameters
    ----------
    shares:
        Shares by group of donors, per cent of total revenue.

    Returns
    -------
    pandas.Series
        Per cent of total revenue, by year; a floor.
    """
    return shares.set_index("year")[list(NORTH)].sum(axis="columns").rename("north")


def group_shares(shares: pd.DataFrame, revenue: pd.DataFrame, year: int, of: Denominator | Literal["north"] = "total") -> pd.Series:
    """Return the shares of the groups of the North by a named denominator.

    Parameters
    ----------
    shares:
        Shares by group of donors, per cent of total revenue.
    revenue:
        Revenue by type, million US dollars.
    year:
        Calendar year.
    of:
        What to divide by; ``north`` is the money booked to donors of the Global North.

    Returns
    -------
    pandas.Series
        Per cent, by group.
    """
    groups = _row(shares, year)[list(NORTH)].astype(float)
    whole = groups.sum() if of == "north" else 100 * amount_of(revenue, year, of) / amount_of(revenue, year)
    return (100 * groups / whole).rename(year)


def named_beyond_north(donors: pd.DataFrame, revenue: pd.DataFrame, year: int) -> float:
    """Return the share of donors that the table names and that are not of the Global North.

    Parameters
    ----------
    donors:
        Revenue by donor, million US dollars, with the group of each donor.
    revenue:
        Revenue by type, million US dollars.
    year:
        Calendar year.

    Returns
    -------
    float
        Per cent of total revenue.
    """
    others = donors.loc[(donors["year"] == year) & ~donors["group"].isin(NORTH), "revenue_musd"]
    return share(float(others.sum()), amount_of(revenue, year))


def unnamed_remainder(north: float, named: float) -> float:
    """Return what stands under no name: other states, UN bodies, private givers, and revenue booked to no donor.

    Parameters
    ----------
    north, named:
        Shares of the North and of the donors named beyond it, per cent of total revenue.

    Returns
    -------
    float
        Per cent of total revenue.

    Raises
    ------
    ValueError
        If the two together are more than the total.
    """
    rest = 100 - north - named
    if rest < -ROUNDING:
        raise ValueError(f"{north:g} and {named:g} % are more than the total")
    return max(0.0, rest)


def ceiling(floor: float, unnamed: float) -> float:
    """Return the largest share that a donor can have, if all that stands under no name were its own.

    Parameters
    ----------
    floor:
        The donor's booked share, per cent of total revenue.
    unnamed:
        Share that stands under no name, per cent of total revenue.

    Returns
    -------
    float
        Per cent of total revenue, at most 100.
    """
    return min(100.0, floor + unnamed)


def donors_for_half(amounts: Iterable[float], total: float) -> int | None:
    """Return how many donors are needed at most to make half of a total.

    Parameters
    ----------
    amounts:
        Known payments, in any order; missing ones (NaN) are left out.
    total:
        The total, in the same unit. What is booked to no donor is part of it.

    Returns
    -------
    int or None
        The number, a ceiling, since a payment that is not known could be large; None if the known payments do not
        reach half.

    Raises
    ------
    ValueError
        If the known payments are more than the total.
    """
    known = sorted((amount for amount in amounts if not pd.isna(amount)), reverse=True)
    share(sum(known), total)
    reached = 0.0
    for number, amount in enumerate(known, 1):
        reached += amount
        if reached >= total / 2:
            return number
    return None


def herfindahl_floor(amounts: Iterable[float], total: float) -> float:
    """Return the Herfindahl index of what is known: the sum of squared shares.

    Parameters
    ----------
    amounts:
        Known payments; missing ones (NaN) are left out.
    total:
        The total, in the same unit.

    Returns
    -------
    float
        From 0 to 1. A floor: each payment that is not known can only add to it. One divided by it is the number of
        donors of equal size that would be as concentrated, a ceiling.

    Raises
    ------
    ValueError
        If the known payments are more than the total.
    """
    known = [amount for amount in amounts if not pd.isna(amount)]
    share(sum(known), total)
    return sum((amount / total) ** 2 for amount in known)
