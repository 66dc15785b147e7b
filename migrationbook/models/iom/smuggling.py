"""Data vintages: what was known of a year on a day, and how figures were restated.

The table is that of ``data/datapackage.json``: one row a figure, with the year that it is about (``year``), the day on
which it was published (``published``, ISO 8601, without the day where only the month is known) and the number of people
recorded as dead or missing (``deaths``). A figure that was never restated stays the latest one.

ISO dates sort as text, and a month sorts before its days; no date is parsed.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd


def known_on(table: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return the latest figure of each year, as known on a day.

    Parameters
    ----------
    table:
        All figures.
    day:
        ISO date; figures published on it count as known.

    Returns
    -------
    pandas.DataFrame
        One row a year that has a figure, in order of the years.
    """
    return _one_a_year(table, day, "last")


def first_known_on(table: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return the first figure ever published of each year, as far as it was known on a day.

    Parameters
    ----------
    table:
        All figures.
    day:
        ISO date; figures published on it count as known.

    Returns
    -------
    pandas.DataFrame
        One row a year that has a figure, in order of the years.
    """
    return _one_a_year(table, day, "first")


def _one_a_year(table: pd.DataFrame, day: str, keep: Literal["first", "last"]) -> pd.DataFrame:
    published = table.loc[table["published"] <= day].sort_values(["published", "year"], kind="stable")
    return published.drop_duplicates("year", keep=keep).set_index("year").sort_index()


def record_year(figures: pd.DataFrame) -> int:
    """Return the year with the highest figure; the earliest of them if several are equal.

    Parameters
    ----------
    figures:
        One row a year, as :func:`known_on` returns them.

    Raises
    ------
    ValueError
        If there is no figure: a record needs one.
    """
    if figures.empty:
        raise ValueError("no figure, no record")
    return int(figures["deaths"].idxmax())


def change(before: float, after: float) -> float:
    """Return by how much a figure differs from an earlier one.

    Parameters
    ----------
    before, after:
        Two figures of one kind.

    Returns
    -------
    float
        Per cent of the earlier figure.

    Raises
    ------
    ValueError
        If the earlier figure is not positive.
    """
    if not before > 0:
        raise ValueError(f"no change in per cent of {before:g}")
    return 100 * (after - before) / before


def first_and_latest(table: pd.DataFrame) -> pd.DataFrame:
    """Return the first and the latest figure of each year, and by how much they differ.

    Parameters
    ----------
    table:
        All figures.

    Returns
    -------
    pandas.DataFrame
        By year: ``first``, ``latest``, and ``raised`` in per cent of the first.
    """
    end = str(table["published"].max())
    first, latest = first_known_on(table, end)["deaths"], known_on(table, end)["deaths"]
    raised = pd.Series([change(*pair) for pair in zip(first, latest, strict=True)], index=first.index)
    return pd.DataFrame({"first": first, "latest": latest, "raised": raised})


def lowered(table: pd.DataFrame) -> int:
    """Return how often a year's figure was followed by a lower one.

    Parameters
    ----------
    table:
        All figures.
    """
    steps = table.sort_values(["year", "published"]).groupby("year")["deaths"].diff()
    return int((steps < 0).sum())
