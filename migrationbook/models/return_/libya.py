"""What a running total can and cannot tell: the pace between two of its points, and the start that a line would have.

A total that only grows has a start, but two of its points show it only if the pace never changed. Dates are in years as
decimal fractions, amounts in persons.
"""

from __future__ import annotations

from datetime import date


def decimal_year(day: date) -> float:
    """Return a day as a year with a fraction: 2 July 2021 is about 2021.5.

    Parameters
    ----------
    day:
        The day.
    """
    start, end = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + (day - start).days / (end - start).days


def pace(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return how fast a running total grew between two points.

    Parameters
    ----------
    first, second:
        Points, each a decimal year and an amount in persons, in any order.

    Returns
    -------
    float
        Persons a year.

    Raises
    ------
    ValueError
        If the points stand at one time, or if the later total is smaller than the earlier one.
    """
    (start, low), (end, high) = sorted((first, second))
    if start == end:
        raise ValueError("two points at one time have no pace")
    if high < low:
        raise ValueError("a running total does not fall")
    return (high - low) / (end - start)


def implied_start(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return when the total would have been zero, if the pace between two points had never been another.

    Parameters
    ----------
    first, second:
        Points, each a decimal year and an amount in persons, in any order.

    Returns
    -------
    float
        Decimal year.

    Raises
    ------
    ValueError
        If the two points have no pace, or a pace of nothing.
    """
    speed = pace(first, second)
    if speed == 0:
        raise ValueError("a total that stands still has no start on a line")
    start, low = min(first, second)
    return start - low / speed


def earlier_share(total: float, share: float, later: float, later_share: float) -> float:
    """Return the share of a group among the earlier part of a total, if its share among the later part is assumed.

    Parameters
    ----------
    total:
        The whole, persons.
    share:
        The group's share of the whole, per cent.
    later:
        The later part of the whole, persons.
    later_share:
        The group's share of the later part, per cent: an assumption.

    Returns
    -------
    float
        Per cent of the earlier part.

    Raises
    ------
    ValueError
        If the later part is not a part of the whole, or if the assumption cannot hold.
    """
    if not 0 < later < total:
        raise ValueError(f"{later:g} is no part of {total:g}")
    group = total * share / 100 - later * later_share / 100
    earlier = total - later
    if not -1e-9 <= group <= earlier + 1e-9:
        raise ValueError(f"with {later_share:g} % of the later part the earlier part would hold {group:g} of {earlier:g}")
    return 100 * (group / earlier)
