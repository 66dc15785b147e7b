"""How many files a small share is: applications for a travel authorisation that meet people, not only a computer.

Every application is checked by a machine. Where the machine reports a *hit*, a central unit looks whether the data
belong together; what remains goes to a national unit, which decides. The counts are expected values.

The expected shares and the number of travellers are those of the European Commission's proposal for ETIAS,
COM(2016) 731 final: 30 million visa-exempt travellers in 2014 and 39 million forecast for 2020; some 5 % of
applications with a hit, 1 to 2 % at a national unit (the shares seen second-hand). How long an authorisation is valid
(three years) stands in the regulation; how many people apply again before it ends is not known.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from migrationbook.models.shares import share

#: Share of applications that were expected to give a hit (forecast of 2016, seen second-hand).
EXPECTED_HITS = 0.05
#: Staff of the central unit as Frontex gives it ("over 200") and as newspapers gave it in 2022 ("around 250").
STAFF = (200, 250)
#: Longest time that the central unit may take for a hit, hours: Article 22(6) of Regulation (EU) 2018/1240.
HOURS_FOR_A_HIT = 12
#: Hours that one employee works in a year: 220 days of 8 hours. Our round assumption.
WORKING_HOURS = 1760
#: Days of a year on which people apply.
DAYS = 365


@dataclass(frozen=True)
class Funnel:
    """Applications of one year, by who looks at them.

    Parameters
    ----------
    applications:
        All applications.
    hits:
        Applications on which the automated check reports a hit.
    national:
        Hits that reach a national unit.
    """

    applications: float
    hits: float
    national: float

    @property
    def automatic(self) -> float:
        """Applications that no person sees."""
        return self.applications - self.hits

    @property
    def cleared(self) -> float:
        """Hits that the central unit clears."""
        return self.hits - self.national

    def a_day(self, people: float) -> float:
        """Return a number of the year as a number of a day.

        Parameters
        ----------
        people:
            Applications a year.

        Returns
        -------
        float
            Applications a day, all days of the year alike.
        """
        return people / DAYS


def funnel(travellers: float, valid_years: int, hit_share: float, national_share: float) -> Funnel:
    """Return the applications of one year and what becomes of them.

    Parameters
    ----------
    travellers:
        People who travel in a year and need an authorisation.
    valid_years:
        Years after which each of them applies again: 1 if everybody who comes is new, 3 if everybody comes back.
    hit_share:
        Share of applications with a hit, 0 to 1.
    national_share:
        Share of the hits that the central unit passes on, 0 to 1.

    Returns
    -------
    Funnel
        Expected numbers.

    Raises
    ------
    ValueError
        If a share leaves 0 to 1, or a number is not positive.
    """
    share("hit_share", hit_share)
    share("national_share", national_share)
    if not (travellers >= 0 and math.isfinite(travellers)) or valid_years < 1:
        raise ValueError("travellers cannot be negative, and an authorisation lasts a year at least")
    applications = travellers / valid_years
    hits = applications * hit_share
    return Funnel(applications, hits, hits * national_share)


def minutes_for_a_file(files: float, staff: float, working_hours: float = WORKING_HOURS) -> float:
    """Return the time that a unit has for one file if its whole staff does nothing else.

    Parameters
    ----------
    files:
        Files a year.
    staff:
        Employees.
    working_hours:
        Hours that each of them works in a year.

    Returns
    -------
    float
        Minutes for one file, infinite if there is none. An upper bound: nobody manages, trains, or is ill.

    Raises
    ------
    ValueError
        If a number is negative.
    """
    if min(files, staff, working_hours) < 0:
        raise ValueError("files, staff and hours cannot be negative")
    return 60 * staff * working_hours / files if files else math.inf
