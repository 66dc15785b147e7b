"""When does leaving a supplier pay? Cumulative cost of staying and of switching to an open alternative.

All money is counted in yearly licences of today: the licence of the first year is 1. Staying costs the licence, which
grows by a fixed rate. Switching costs the licence until the switch, then once a switching cost (new software, moved data,
trained people, two systems side by side), and from then on the running cost of the alternative. The switching cost grows
for every year that one waits, as data and habits pile up around the old system.

The idea is that of Farrell and Klemperer (2007), doi:10.1016/S1573-448X(06)03031-7: a buyer who has invested in one
supplier's system compares prices only after adding the cost of leaving. The numbers of the course are invented. No
contract of a real system is modelled, since published sums buy different services over different years.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Yearly growth of the switching cost while one waits. Invented.
SWITCHING_GROWTH = 0.10
#: Years over which the course compares. Invented; the framework contracts in the course's table run for up to ten years.
HORIZON = 20


@dataclass(frozen=True)
class Plan:
    """Terms of staying and of switching.

    Parameters
    ----------
    growth:
        Yearly growth of the licence, 0.05 for 5 %.
    switching:
        Switching cost if one switches today, in yearly licences of today.
    running:
        Running cost of the alternative a year, in yearly licences of today.
    wait:
        Years until the switch.
    """

    growth: float
    switching: float
    running: float
    wait: int = 0

    def __post_init__(self) -> None:
        if self.growth <= -1 or self.switching < 0 or self.running < 0 or self.wait < 0:
            raise ValueError("a licence cannot shrink to nothing, and costs and years cannot be negative")


def cost_of_staying(plan: Plan, years: int) -> float:
    """Return what staying costs over some years.

    Parameters
    ----------
    plan:
        The terms.
    years:
        Whole years from today, 0 or more.

    Returns
    -------
    float
        In yearly licences of today.
    """
    return sum((1 + plan.growth) ** year for year in range(years))


def cost_of_switching(plan: Plan, years: int) -> float:
    """Return what the plan to switch costs over some years.

    Parameters
    ----------
    plan:
        The terms.
    years:
        Whole years from today, 0 or more.

    Returns
    -------
    float
        In yearly licences of today. The switching cost falls due at the beginning of the first year with the alternative,
        and is counted from that moment on.
    """
    if years < plan.wait:
        return cost_of_staying(plan, years)
    grown = plan.switching * (1 + SWITCHING_GROWTH) ** plan.wait
    return cost_of_staying(plan, plan.wait) + grown + plan.running * (years - plan.wait)


def break_even(plan: Plan, horizon: int = HORIZON) -> int | None:
    """Return the first year after which the switch has paid for itself.

    Parameters
    ----------
    plan:
        The terms.
    horizon:
        Years after which nobody looks further.

    Returns
    -------
    int or None
        Number of years from today at the end of which switching has cost no more than staying; None if there is no such
        year within the horizon.
    """
    for years in range(plan.wait + 1, horizon + 1):
        if cost_of_switching(plan, years) <= cost_of_staying(plan, years):
            return years
    return None


def saved(plan: Plan, horizon: int = HORIZON) -> float:
    """Return how much the switch has saved at the horizon.

    Parameters
    ----------
    plan:
        The terms.
    horizon:
        Years from today.

    Returns
    -------
    float
        In yearly licences of today; negative if the switch has cost more.
    """
    return cost_of_staying(plan, horizon) - cost_of_switching(plan, horizon)
