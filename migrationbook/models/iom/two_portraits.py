"""One budget under two questions: what is it for, and by what kind of work is it done?

An account that classes spending by its purpose says nothing about the mode of work, and the reverse. The mission here is
invented; the functions hold for any budget. Costs are in one unit of money, shares in per cent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

Purpose = Literal["humanitarian", "development"]


@dataclass(frozen=True)
class Activity:
    """An activity of a mission.

    Parameters
    ----------
    name:
        Its name.
    cost:
        What it costs, in the mission's unit of money.
    purpose:
        The purpose under which it is booked.
    moves:
        Whether the work is moving people or goods: logistics in the narrow sense.
    equips:
        Whether the work is registering people or setting up equipment: logistics in the wide sense, too.
    """

    name: str
    cost: float
    purpose: Purpose
    moves: bool = False
    equips: bool = False

    def is_logistics(self, wide: bool) -> bool:
        """Return whether the work counts as logistics, in the narrow or in the wide sense.

        Parameters
        ----------
        wide:
            Whether the wide sense is meant.
        """
        return self.moves or (wide and self.equips)


#: Cost of each of the three activities of the invented mission that the reader cannot change.
FIXED_COST = 10.0


def mission(tents: float, flights: float, casework: float, flights_booked_as: Purpose) -> tuple[Activity, ...]:
    """Return the invented mission of the lesson.

    Parameters
    ----------
    tents, flights, casework:
        Costs of tents and blankets, of flights home, and of counselling and clinics.
    flights_booked_as:
        The purpose under which the mission books its flights home.
    """
    return (
        Activity("tents", tents, "humanitarian", moves=True),
        Activity("flights", flights, flights_booked_as, moves=True),
        Activity("casework", casework, "humanitarian"),
        Activity("register", FIXED_COST, "humanitarian", equips=True),
        Activity("computers", FIXED_COST, "development", equips=True),
        Activity("training", FIXED_COST, "development"),
    )


def share_where(activities: Iterable[Activity], holds: Callable[[Activity], bool]) -> float:
    """Return the share of the costs that goes to some of the activities.

    Parameters
    ----------
    activities:
        All activities.
    holds:
        Says whether an activity counts.

    Returns
    -------
    float
        Per cent of all costs.

    Raises
    ------
    ValueError
        If a cost is negative, or if all are zero.
    """
    known = list(activities)
    if any(activity.cost < 0 for activity in known):
        raise ValueError("a cost is negative")
    whole = sum(activity.cost for activity in known)
    if whole == 0:
        raise ValueError("a budget of nothing has no shares")
    return 100 * (sum(activity.cost for activity in known if holds(activity)) / whole)


def overlap_bounds(first: float, second: float) -> tuple[float, float]:
    """Return how large the overlap of two shares of one whole can be, if nothing but the two shares is known.

    Parameters
    ----------
    first, second:
        Shares, per cent from 0 to 100.

    Returns
    -------
    tuple
        The least and the largest overlap, per cent of the whole (the bounds of Fréchet, 1935).

    Raises
    ------
    ValueError
        If a share is not between 0 and 100.
    """
    for share in (first, second):
        if not 0 <= share <= 100:
            raise ValueError(f"{share:g} % is no share")
    return max(0.0, first + second - 100), min(first, second)
