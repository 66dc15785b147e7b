"""An invented country with ten counted roads: what counting points see when points open, a law goes, or people stay away.

Every constant is invented. What the model takes from the world is its parts only: points are opened one after another,
they lie inland and at borders, some people avoid them while a law is enforced there, and some roads have no point.
"""

from __future__ import annotations

#: Share of all journeys on each road of country A, busiest first. Points are opened in this order. Invented.
ROADS = (0.18, 0.15, 0.13, 0.11, 0.10, 0.08, 0.07, 0.05, 0.04, 0.03)
#: Journeys a day in the month of comparison. Invented.
JOURNEYS = 10_000
#: Share of the journeys on watched roads that pass unseen while a law is enforced at the points. Invented.
UNSEEN = 0.35
#: The fifth point lies inland: from then on a share of the journeys passes two points. Invented.
INLAND = 5
#: Share of the seen journeys that pass the inland point, too. Invented.
TWICE = 0.3
#: Points open in the month of comparison. Invented.
POINTS = 7


def journeys(change: float) -> float:
    """Return the journeys a day that are really made.

    Parameters
    ----------
    change:
        Change on the month of comparison, per cent, at least −100.

    Returns
    -------
    float
        Journeys a day.

    Raises
    ------
    ValueError
        If the change takes away more than everything.
    """
    if change < -100:
        raise ValueError(f"a change of {change:g} % leaves less than nothing")
    return JOURNEYS * (1 + change / 100)


def counted(points: int, enforced: bool, made: float, passings: bool = False) -> float:
    """Return how many the points count in a day.

    Parameters
    ----------
    points:
        Points open, from 0 to 10.
    enforced:
        Whether a law is enforced at the points, so that some people keep away from them.
    made:
        Journeys a day that are really made.
    passings:
        Whether a journey that passes two points counts twice; otherwise each journey counts once.

    Returns
    -------
    float
        People, or passings, a day.

    Raises
    ------
    ValueError
        If there is no such number of points, or the journeys are below zero.
    """
    if not 0 <= points <= len(ROADS):
        raise ValueError(f"{points} points: there are {len(ROADS)} roads")
    if made < 0:
        raise ValueError(f"{made:g} journeys are below zero")
    seen = made * sum(ROADS[:points]) * (1 - UNSEEN if enforced else 1)
    return seen * (1 + TWICE) if passings and points >= INLAND else seen


def reference(passings: bool = False) -> float:
    """Return what is counted in the month of comparison: seven points, the law enforced.

    Parameters
    ----------
    passings:
        As in :func:`counted`.
    """
    return counted(POINTS, True, JOURNEYS, passings)
