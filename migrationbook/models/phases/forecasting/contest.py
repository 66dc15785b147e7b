"""A contest of simple forecasts against doing nothing.

*Doing nothing* is persistence: next year will be like this year. A forecast that cannot beat it has added nothing. The
OECD's guide of 2025 names a constant forecast as a benchmark for every migration model. Each method here sees only the
values before the day on which the forecast is made; all methods are tested on the same targets, so that their errors
can be compared. The series are those of ``data/datapackage.json``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

#: last: the last value; average: mean of the last three; mean: mean of all values known; drift: the last value and the
#: average change of a step for each step ahead; step: the last value and the last change again for each step ahead.
Method = Literal["last", "average", "mean", "drift", "step"]
Yardstick = Literal["people", "percent"]
#: Fewest values that a method may see: the moving average needs three.
WARM_UP = 3


def _last(known: Sequence[float], steps: int) -> float:
    return known[-1]


def _average(known: Sequence[float], steps: int) -> float:
    return math.fsum(known[-3:]) / 3


def _mean(known: Sequence[float], steps: int) -> float:
    return math.fsum(known) / len(known)


def _drift(known: Sequence[float], steps: int) -> float:
    return known[-1] + steps * (known[-1] - known[0]) / (len(known) - 1)


def _step(known: Sequence[float], steps: int) -> float:
    return known[-1] + steps * (known[-1] - known[-2])


_METHODS: dict[str, Callable[[Sequence[float], int], float]] = {
    "last": _last,
    "average": _average,
    "mean": _mean,
    "drift": _drift,
    "step": _step,
}
METHODS: tuple[Method, ...] = ("last", "average", "mean", "drift", "step")


def forecast(known: Sequence[float], method: Method, steps: int) -> float:
    """Return a forecast from what was known on a day.

    Parameters
    ----------
    known:
        Values up to the day of the forecast, oldest first; at least three.
    method:
        How the forecast is made.
    steps:
        Steps of time ahead, at least one.

    Returns
    -------
    float
        In the unit of the series, never below zero: nobody counts fewer than no people.

    Raises
    ------
    ValueError
        If fewer than three values are known, or if the forecast is not for the future.
    """
    if len(known) < WARM_UP:
        raise ValueError(f"{len(known)} values are too few; three are needed")
    if steps < 1:
        raise ValueError(f"{steps} steps ahead is no future")
    return max(0.0, _METHODS[method](known, steps))


def backtest(values: pd.Series, method: Method, steps: int, longest: int) -> pd.DataFrame:
    """Forecast every value of a series that could have been forecast, and compare.

    Parameters
    ----------
    values:
        Series in order of time; the index names the times.
    method:
        How the forecasts are made.
    steps:
        Steps of time ahead.
    longest:
        The longest horizon of the contest. It fixes the targets, so that all horizons are tested on the same ones.

    Returns
    -------
    pandas.DataFrame
        One row a target: ``actual``, ``forecast``, ``error`` (without sign, in the unit of the series) and ``percent``
        (the error in per cent of the actual value).

    Raises
    ------
    ValueError
        If the horizon is longer than the longest, or if no target is left.
    """
    if steps > longest:
        raise ValueError(f"{steps} steps are more than the longest horizon, {longest}")
    known = values.astype(float).tolist()
    first = WARM_UP + longest - 1
    if first >= len(known):
        raise ValueError("the series is too short for this horizon")
    rows = {
        values.index[place]: {"actual": known[place], "forecast": forecast(known[: place - steps + 1], method, steps)}
        for place in range(first, len(known))
    }
    table = pd.DataFrame.from_dict(rows, orient="index")
    table["error"] = (table["forecast"] - table["actual"]).abs()
    table["percent"] = 100 * table["error"] / table["actual"]
    return table


@dataclass(frozen=True)
class Score:
    """How far a method is off.

    Parameters
    ----------
    people:
        Mean absolute error, in the unit of the series.
    percent:
        Mean absolute percentage error.
    close:
        Number of forecasts less than 10 % off.
    targets:
        Number of forecasts.
    """

    people: float
    percent: float
    close: int
    targets: int


def score(table: pd.DataFrame) -> Score:
    """Return the errors of a backtest as a few numbers.

    Parameters
    ----------
    table:
        A table of :func:`backtest`.

    Returns
    -------
    Score
        Two means and a count.
    """
    return Score(
        float(table["error"].mean()), float(table["percent"].mean()), int((table["percent"] < 10).sum()), len(table)
    )


def error_removed(mine: float, nothing: float) -> float:
    """Return how much of the error of doing nothing a method removes.

    Parameters
    ----------
    mine, nothing:
        Mean errors by one yardstick, on the same targets.

    Returns
    -------
    float
        Per cent; 0 for the same error, 100 for none, negative if doing nothing is better.

    Raises
    ------
    ValueError
        If doing nothing makes no error: then nothing can be removed.
    """
    if not nothing > 0 or mine < 0:
        raise ValueError("there is no error to remove")
    return 100 * (1 - mine / nothing)
