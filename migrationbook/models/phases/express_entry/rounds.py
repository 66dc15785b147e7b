"""Rounds of invitations from a ranked pool: what the published bins say about a cut-off, and what they leave open.

A round invites, from those who may take part in it, the highest scores down to a number that the Minister's instruction
names. The score of the last one invited is the cut-off. The department publishes how many profiles of the whole pool have
a score of each range. It does not publish how many of them may take part in a round for one group. A cut-off for a group
can therefore not be derived; the functions give the range in which it lies under a stated assumption.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Band:
    """The range of scores in which a cut-off lies.

    Parameters
    ----------
    low, high:
        Points, both included; the published bin that holds the last invitation.
    exhausted:
        Whether everybody who may take part is invited, so that the cut-off is the lowest score there is.
    """

    low: int
    high: int
    exhausted: bool = False


def _ranked(pool: pd.DataFrame) -> pd.DataFrame:
    return pool.sort_values("low", ascending=False).reset_index(drop=True)


def cut_off(pool: pd.DataFrame, invitations: int, share: float = 1.0) -> Band:
    """Return where the cut-off of a round lies if the same share of every bin may take part.

    Parameters
    ----------
    pool:
        Bins of scores with the columns ``low``, ``high`` (points) and ``candidates`` (people).
    invitations:
        Number of invitations.
    share:
        Share of every bin that may take part, above 0 and up to 1. Nobody publishes it; that it is the same in every bin
        is an assumption, too.

    Returns
    -------
    Band
        The bin of the last invitation; the lowest bin, marked as exhausted, if there are more invitations than people.

    Raises
    ------
    ValueError
        If there is no invitation, or if the share is none.
    """
    if invitations < 1 or not 0 < share <= 1:
        raise ValueError("a round has at least one invitation, and a share lies above 0 and up to 1")
    reached = 0.0
    bins = _ranked(pool)
    for row in bins.itertuples():
        reached += share * row.candidates
        if reached >= invitations:
            return Band(int(row.low), int(row.high))
    last = bins.iloc[-1]
    return Band(int(last["low"]), int(last["high"]), exhausted=True)


def implied_share(pool: pd.DataFrame, invitations: int, cutoff: int) -> tuple[float, float] | None:
    """Return which equal shares of the pool would make a round end in the bin in which it did end.

    Parameters
    ----------
    pool:
        Bins, as for :func:`cut_off`.
    invitations:
        Number of invitations of the round.
    cutoff:
        Its published cut-off, in points.

    Returns
    -------
    tuple of float or None
        Least and greatest share; None if no share does, because the bins down to the cut-off hold fewer people than were
        invited.

    Raises
    ------
    ValueError
        If no bin holds the cut-off.
    """
    above = 0
    for row in _ranked(pool).itertuples():
        if row.low <= cutoff <= row.high:
            least = invitations / (above + row.candidates)
            if least > 1:
                return None
            return least, min(1.0, invitations / above) if above else 1.0
        above += int(row.candidates)
    raise ValueError(f"no bin holds {cutoff} points")


def at_least(pool: pd.DataFrame, points: int) -> int:
    """Return how many people of the pool have a number of points or more.

    Parameters
    ----------
    pool:
        Bins, as for :func:`cut_off`.
    points:
        Lower end of a bin, in points.

    Returns
    -------
    int
        People.

    Raises
    ------
    ValueError
        If no bin begins there: within a bin the scores are not published.
    """
    if points not in set(pool["low"]):
        raise ValueError(f"no bin begins at {points} points")
    return int(pool.loc[pool["low"] >= points, "candidates"].sum())


def by_year(rounds: pd.DataFrame) -> pd.DataFrame:
    """Return rounds, invitations and cut-offs by year and type of round.

    Parameters
    ----------
    rounds:
        Single rounds with the columns ``date`` (ISO), ``type``, ``invitations`` (people) and ``cutoff`` (points).

    Returns
    -------
    pandas.DataFrame
        Columns ``year``, ``type``, ``rounds``, ``invitations``, ``lowest``, ``median``, ``highest``.
    """
    grouped = rounds.assign(year=rounds["date"].str[:4].astype(int)).groupby(["year", "type"])
    table = grouped.agg(
        rounds=("cutoff", "size"),
        invitations=("invitations", "sum"),
        lowest=("cutoff", "min"),
        median=("cutoff", "median"),
        highest=("cutoff", "max"),
    )
    return table.reset_index()
