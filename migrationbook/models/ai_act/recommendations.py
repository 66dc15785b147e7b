"""Which of several demands comes first when several aims have weights: a weighted sum over invented scores.

The method is the oldest of multi-criteria decision analysis, and its limits are the point. Scores and weights decide
together; a demand that is good for every aim and best for none may lead under no weights at all; and a demand that is not
in the table cannot win. The scores of ``ai-act-demands`` are invented by the course.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import pandas as pd


def score_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return scores as a table of demands by aims.

    Parameters
    ----------
    rows:
        One row a score, with ``recommendation``, ``aim`` and ``score`` (0 to 4 points).

    Returns
    -------
    pandas.DataFrame
        Points; demands below each other, aims side by side, in the order of the rows.
    """
    aims = list(dict.fromkeys(rows["aim"]))
    return rows.pivot(index="recommendation", columns="aim", values="score")[aims]


def weighted(scores: pd.DataFrame, weights: Mapping[str, float]) -> pd.Series:
    """Return the weighted mean of each demand's scores.

    Parameters
    ----------
    scores:
        Points, demands by aims.
    weights:
        Weight of each aim, not negative; only their proportions matter.

    Returns
    -------
    pandas.Series
        Points from the smallest to the largest score; all 0 if every weight is 0.

    Raises
    ------
    ValueError
        If a weight is negative or an aim has none.
    """
    chosen = pd.Series({aim: float(weights[aim]) for aim in scores.columns if aim in weights})
    if len(chosen) != len(scores.columns):
        raise ValueError("each aim needs a weight")
    if (chosen < 0).any():
        raise ValueError("a weight cannot be negative")
    whole = chosen.sum()
    if whole == 0:
        return pd.Series(0.0, index=scores.index)
    return (scores * chosen).sum(axis=1) / whole


def leaders(points: pd.Series) -> list[int]:
    """Return the demands with the most points.

    Parameters
    ----------
    points:
        Points of each demand.

    Returns
    -------
    list of int
        One demand, several if they tie, none if nobody has a point.
    """
    best = points.max()
    return [] if best <= 0 else [int(demand) for demand in points.index[(points - best).abs() < 1e-9]]


def ranks(points: pd.Series) -> pd.Series:
    """Return each demand's place; those that tie share the better one.

    Parameters
    ----------
    points:
        Points of each demand.
    """
    return points.round(9).rank(ascending=False, method="min").astype(int)


def census(scores: pd.DataFrame, levels: Sequence[int] = (0, 1, 2)) -> pd.DataFrame:
    """Count how often each demand leads over all settings of the weights.

    Parameters
    ----------
    scores:
        Points, demands by aims.
    levels:
        Weights that each aim can have.

    Returns
    -------
    pandas.DataFrame
        For each demand: settings in which it leads ``alone``, ``shared`` with others, is among the first ``two``, or has
        the ``last`` place; the setting without any weight is left out.
    """
    found = pd.DataFrame(0, index=scores.index, columns=["alone", "shared", "two", "last"])
    for values in itertools.product(levels, repeat=len(scores.columns)):
        if not any(values):
            continue
        points = weighted(scores, dict(zip(scores.columns, values, strict=True)))
        first, place = leaders(points), ranks(points)
        found.loc[first, "alone" if len(first) == 1 else "shared"] += 1
        found.loc[place <= 2, "two"] += 1
        found.loc[points.round(9) == points.round(9).min(), "last"] += 1
    return found
