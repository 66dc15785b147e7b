"""Which departures count as voluntary, and who of those leaving stands under a deportation warning.

Offices count departures from Germany in three ways: with the programme REAG/GARP, with or without other money, and
with a border crossing certificate (*Grenzübertrittsbescheinigung*) that comes back from the border. The counts overlap
to a degree that nobody publishes. The functions therefore give bounds, from the least to the most that the published
counts allow, and say *open* where the bounds do not decide. The tables are those of ``data/datapackage.json``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from migrationbook.models.shares import share

#: What counts as voluntary: REAG/GARP alone, REAG/GARP and what is reported beside it, certificates that came back, or
#: everybody who is in the count of REAG/GARP or of the certificates.
Definition = Literal["reag", "beside", "certificate", "either"]
Outcome = Literal["more", "fewer", "open"]


@dataclass(frozen=True)
class Bounds:
    """The least and the most that a number of people can be.

    Parameters
    ----------
    low, high:
        People; ``high`` is infinite where the published number is a floor.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"{self.low:g} to {self.high:g} are no bounds of a number of people")


def union(parts: Iterable[Bounds]) -> Bounds:
    """Return the bounds of several counts taken together, when nobody says how far they overlap.

    Parameters
    ----------
    parts:
        The single counts.

    Returns
    -------
    Bounds
        From the largest single count (all others lie within it) to the sum (no two overlap).

    Raises
    ------
    ValueError
        If there is no part.
    """
    known = list(parts)
    if not known:
        raise ValueError("no counts, no union")
    return Bounds(max(part.low for part in known), sum(part.high for part in known))


def disjoint(parts: Iterable[Bounds]) -> Bounds:
    """Return the bounds of several counts taken together, when the source says that they do not overlap.

    Parameters
    ----------
    parts:
        The single counts.

    Returns
    -------
    Bounds
        Sum of the lower and of the upper bounds.
    """
    known = list(parts)
    return Bounds(sum(part.low for part in known), sum(part.high for part in known))


def compare(first: Bounds, second: Bounds) -> Outcome:
    """Say whether a number is larger than another, as far as their bounds decide.

    Parameters
    ----------
    first, second:
        Numbers of people.

    Returns
    -------
    str
        ``more`` or ``fewer`` if it is so at every point within the bounds, otherwise ``open``.
    """
    if first.low > second.high:
        return "more"
    return "fewer" if first.high < second.low else "open"


def _value(table: pd.DataFrame, year: int, period: str, column: str) -> float | None:
    rows = table.loc[(table["year"] == year) & (table["period"] == period) & table["main"], column].dropna()
    return None if rows.empty else float(rows.iloc[0])


@dataclass(frozen=True)
class Comparison:
    """Voluntary departures by a definition beside deportations, over the same part of one year.

    Parameters
    ----------
    period:
        ``year``, ``jan-sep`` or ``jan-oct``; the table of other departures names it.
    voluntary, deported:
        Numbers of people.
    outcome:
        Whether the voluntary departures are more or fewer.
    """

    period: str
    voluntary: Bounds
    deported: Bounds
    outcome: Outcome

    @property
    def ratio(self) -> float:
        """Voluntary departures for each deportation, at least."""
        return self.voluntary.low / self.deported.high


def _voluntary(reag: pd.DataFrame, other: pd.DataFrame, definition: Definition, year: int) -> tuple[str, Bounds] | None:
    if definition == "reag":
        count = _value(reag, year, "year", "departures")
        return None if count is None else ("year", Bounds(count, count))
    kind = "beyond_reag_garp" if definition == "beside" else "certificate"
    rows = other.loc[(other["year"] == year) & (other["kind"] == kind)]
    if rows.empty:
        return None
    row = rows.iloc[0]
    low = float(row["departures"])
    counted = Bounds(low, math.inf if row["floor"] else low)
    if definition == "certificate":
        return row["period"], counted
    programme = _value(reag, year, row["period"], "departures")
    if programme is None:
        return None
    # what is reported beside the programme is not in it by the report's own words; certificates and programme overlap
    together = disjoint if definition == "beside" else union
    return row["period"], together([Bounds(programme, programme), counted])


def comparison(
    reag: pd.DataFrame, other: pd.DataFrame, deportations: pd.DataFrame, definition: Definition, year: int
) -> Comparison | None:
    """Compare voluntary departures by a definition with deportations of the same months.

    Parameters
    ----------
    reag, other, deportations:
        The three tables.
    definition:
        What counts as voluntary.
    year:
        Calendar year.

    Returns
    -------
    Comparison or None
        None if no number was published, or none that we saw. Where deportations are known for the whole year only,
        that number is the most that the months can have.
    """
    found = _voluntary(reag, other, definition, year)
    if found is None:
        return None
    period, voluntary = found
    part = _value(deportations, year, period, "deportations")
    whole = _value(deportations, year, "year", "deportations")
    if part is not None:
        deported = Bounds(part, part)
    elif whole is not None:
        deported = Bounds(0, whole)
    else:
        return None
    return Comparison(period, voluntary, deported, compare(voluntary, deported))


def rivals(table: pd.DataFrame, year: int, column: str) -> list[float]:
    """Return every published number for a whole year, smallest first.

    Parameters
    ----------
    table:
        A table with rival values.
    year:
        Calendar year.
    column:
        Name of the column of values.
    """
    rows = table.loc[(table["year"] == year) & (table["period"] == "year"), column].dropna()
    return sorted(float(value) for value in rows)


def by_status(status: pd.DataFrame, year: int) -> pd.Series:
    """Return departures with REAG/GARP by legal status, and what the report does not name.

    Parameters
    ----------
    status:
        Departures by status.
    year:
        Calendar year.

    Returns
    -------
    pandas.Series
        People, by status; ``rest`` is the whole less the named ones.

    Raises
    ------
    KeyError
        If the year is not in the table.
    """
    rows = status.loc[status["year"] == year]
    if rows.empty:
        raise KeyError(f"no status is published for {year}")
    counts = rows.set_index("status")["departures"].astype(float)
    rest = float(rows["whole"].iloc[0]) - counts.sum()
    return pd.concat([counts, pd.Series({"rest": rest})]).rename(year)


def warned_share(obliged: float, procedure: float, whole: float, refused: float) -> float:
    """Return the share of those leaving who stand under a deportation warning.

    People obliged to leave have had one. Of people with a residence permit for the procedure, those whose
    application was refused and who went to court have had one, too, which is not enforceable yet.

    Parameters
    ----------
    obliged, procedure, whole:
        People who are obliged to leave, who hold a residence permit for the procedure, and all who left.
    refused:
        Share of the permit holders whose application had been refused, from 0 to 1. Not published.

    Returns
    -------
    float
        From 0 to 1; a floor, since others may have had a warning.

    Raises
    ------
    ValueError
        If a share leaves 0 to 1, or the parts are more than the whole.
    """
    share("refused", refused)
    if min(obliged, procedure) < 0 or not whole > 0 or obliged + procedure > whole:
        raise ValueError("the parts are more than the whole")
    return (obliged + refused * procedure) / whole


def refused_for_most(obliged: float, procedure: float, whole: float) -> float | None:
    """Return the share of permit holders that must have been refused for half of all to stand under a warning.

    Parameters
    ----------
    obliged, procedure, whole:
        As in :func:`warned_share`.

    Returns
    -------
    float or None
        From 0 to 1; None if even all of them do not make half.
    """
    if obliged >= whole / 2:
        return 0.0
    if obliged + procedure < whole / 2:
        return None
    return (whole / 2 - obliged) / procedure
