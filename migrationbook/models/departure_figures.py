"""Published figures of one flow in several versions, and what running totals leave for a month.

The table is that of ``data/datapackage.json``: one row a month and version, with people on their way out
(``outgoing``) and in (``incoming``), and running totals where a release gives them. Everything is counted in people.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd

#: Which people are counted.
Direction = Literal["out", "both"]
#: The version of a month that is computed from running totals, not printed.
TOTALS = "totals"


def change(before: float, after: float) -> float:
    """Return the change from one number to another, per cent of the first.

    Parameters
    ----------
    before, after:
        Counts; the first must be above zero.

    Returns
    -------
    float
        Negative for a fall.

    Raises
    ------
    ValueError
        If the first count is not above zero, or the second below it.
    """
    if not before > 0 or after < 0:
        raise ValueError(f"no change can be measured from {before:g} to {after:g}")
    return 100 * (after - before) / before


def left_between(table: pd.DataFrame, first: str, last: str, column: str) -> float:
    """Return what two running totals leave for the months between them.

    Parameters
    ----------
    table:
        All figures.
    first, last:
        Months, ISO 8601, that have a running total; the figure of the last one is taken off.
    column:
        ``outgoing`` or ``incoming``.

    Returns
    -------
    float
        People counted after the first month and before the last one, if nothing was corrected on the way. Zero for
        two months that follow each other and whose totals agree.
    """
    rows = table.loc[table["version"] == "month"].set_index("month")
    total = rows[f"total_{column}"]
    return float(total[last] - rows.loc[last, column] - total[first])


def figure(table: pd.DataFrame, month: str, version: str, direction: Direction) -> float | None:
    """Return a month's figure in a version.

    Parameters
    ----------
    table:
        All figures.
    month:
        ISO 8601.
    version:
        As in the table, or ``totals`` for what the running totals of October and December leave for November.
    direction:
        People on their way out, or out and in together.

    Returns
    -------
    float or None
        None if no such figure was seen.

    Raises
    ------
    KeyError
        If the table has no such month and version.
    """
    columns = ["outgoing"] if direction == "out" else ["outgoing", "incoming"]
    if version == TOTALS:
        return sum(left_between(table, "2016-10", "2016-12", column) for column in columns)
    rows = table.loc[(table["month"] == month) & (table["version"] == version)]
    if rows.empty:
        raise KeyError(f"no figure {version!r} for {month}")
    values = rows.iloc[0][columns]
    return None if values.isna().any() else float(values.sum())
