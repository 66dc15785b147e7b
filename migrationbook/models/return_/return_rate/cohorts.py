"""Orders to leave, returns with a delay, and two rates: returns by orders of one year, and the share that ever returns.

A return in a year may follow an order of that year or of an earlier one. The ratio of the two counts of one year is
what is published as *return rate*; the rate of a cohort follows those ordered in one year until all who return have
done so. All numbers of this model are invented; only the arithmetic is meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

#: Share of those who return that does so in the year of the order, one year later, two years later …: invented.
DELAYS: Mapping[str, tuple[float, ...]] = {
    "short": (0.80, 0.15, 0.05),
    "medium": (0.40, 0.30, 0.20, 0.10),
    "long": (0.15, 0.25, 0.25, 0.20, 0.10, 0.05),
}
Course = Literal["constant", "rising", "falling", "jump"]
#: Yearly growth of orders in the courses that rise and fall: invented.
GROWTH = 0.15
#: Orders of a usual year, and the years of the shown ones in which the course *jump* has twice as many: invented.
USUAL = 100.0
JUMP_YEARS = (4, 5)


def orders_by_year(course: Course, years: int, warm_up: int) -> list[float]:
    """Return orders by year.

    Parameters
    ----------
    course:
        How orders develop from the second shown year on; before it they are constant.
    years:
        Number of years shown.
    warm_up:
        Number of constant years before them.

    Returns
    -------
    list of float
        Orders, in thousands; ``warm_up + years`` numbers.

    Raises
    ------
    ValueError
        If the course is not known.
    """
    before = [USUAL] * warm_up
    if course == "constant":
        shown = [USUAL] * years
    elif course in ("rising", "falling"):
        factor = 1 + GROWTH if course == "rising" else 1 - GROWTH
        shown = [USUAL * factor**year for year in range(years)]
    elif course == "jump":
        shown = [2 * USUAL if year in JUMP_YEARS else USUAL for year in range(1, years + 1)]
    else:
        raise ValueError(f"no course is called {course!r}")
    return before + shown


def _check(share: float, delay: Sequence[float]) -> None:
    if not 0 <= share <= 1:
        raise ValueError(f"{share:g} is no share")
    if not delay or min(delay) < 0 or abs(sum(delay) - 1) > 1e-9:
        raise ValueError("the delays must be shares that add up to 1")


def cohort_returns(orders: float, share: float, delay: Sequence[float]) -> list[float]:
    """Return the returns of one cohort, in the year of its orders and in the years after.

    Parameters
    ----------
    orders:
        Orders of the cohort.
    share:
        Share that ever returns, from 0 to 1.
    delay:
        Shares of those who return, by years after the order; they add up to 1.

    Returns
    -------
    list of float
        Returns by years after the order; they add up to ``share × orders``.

    Raises
    ------
    ValueError
        If a share leaves 0 to 1, or the delays do not add up to 1.
    """
    _check(share, delay)
    return [orders * share * part for part in delay]


def returns_by_year(orders: Sequence[float], share: float, delay: Sequence[float]) -> list[float]:
    """Return the returns of each year, from all cohorts, until the last cohort has finished.

    Parameters
    ----------
    orders:
        Orders by year.
    share, delay:
        As in :func:`cohort_returns`.

    Returns
    -------
    list of float
        Returns by year; ``len(orders) + len(delay) - 1`` numbers, which add up to ``share × sum(orders)``.
    """
    _check(share, delay)
    returns = [0.0] * (len(orders) + len(delay) - 1)
    for year, ordered in enumerate(orders):
        for later, count in enumerate(cohort_returns(ordered, share, delay)):
            returns[year + later] += count
    return returns


def same_year_ratios(
    course: Course, share: float, delay: Sequence[float], recorded: float = 1.0, years: int = 12
) -> list[float]:
    """Return the ratio of recorded returns to orders for each shown year.

    Parameters
    ----------
    course:
        How orders develop.
    share, delay:
        As in :func:`cohort_returns`.
    recorded:
        Share of returns that some office records, from 0 to 1.
    years:
        Number of years shown.

    Returns
    -------
    list of float
        Ratios; they can be larger than 1, which no share can.

    Raises
    ------
    ValueError
        If a share leaves 0 to 1.
    """
    if not 0 <= recorded <= 1:
        raise ValueError(f"{recorded:g} is no share")
    warm_up = len(delay)
    orders = orders_by_year(course, years, warm_up)
    returns = returns_by_year(orders, share, delay)
    return [recorded * returns[year] / orders[year] for year in range(warm_up, warm_up + years)]
