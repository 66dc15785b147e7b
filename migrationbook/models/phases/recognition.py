"""An invented office that recognises qualifications: who waits where, and what a portal can change.

The office is a queue with several servers (M/M/c: applications come at random, desks work at random speed, first come,
first served). Before the queue the applicant gathers papers; an incomplete file goes back and comes again. Every number
of :class:`Setting` is invented. What is real is the definition of the official clock, which starts with the complete
file and stops with the first decision (bibliography: ``bildungsspiegel-2022``).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

#: Days of a month in the model.
MONTH = 30.0


def probability_of_waiting(load: float, servers: int) -> float:
    """Return the share of arrivals that find every server busy (Erlang's formula C).

    Parameters
    ----------
    load:
        Arrivals per unit of time times the mean service time, in servers.
    servers:
        Number of servers, at least 1.

    Returns
    -------
    float
        From 0 to 1; 1 if the load is as large as the servers or larger.

    Raises
    ------
    ValueError
        If the load is negative or there is no server.
    """
    if load < 0 or servers < 1:
        raise ValueError("a queue needs a load of at least 0 and a server")
    if load >= servers:
        return 1.0
    if load == 0:
        return 0.0
    turned_away = 1.0  # Erlang's formula B, from no server to all of them
    for server in range(1, servers + 1):
        turned_away = load * turned_away / (server + load * turned_away)
    return turned_away / (1 - load / servers * (1 - turned_away))


def mean_wait(arrivals: float, service: float, servers: int) -> float:
    """Return the mean time in the queue before service begins.

    Parameters
    ----------
    arrivals:
        Arrivals per unit of time.
    service:
        Mean service time, in the same unit.
    servers:
        Number of servers.

    Returns
    -------
    float
        In the same unit; infinite if more comes in than can be served.
    """
    load = arrivals * service
    if load >= servers:
        return math.inf
    return probability_of_waiting(load, servers) * service / (servers - load)


def departures(arrivals: Sequence[float], services: Sequence[float], servers: int) -> list[float]:
    """Return when each arrival leaves a first-come, first-served queue.

    Parameters
    ----------
    arrivals:
        Times of arrival, in order.
    services:
        Time that each needs at a server.
    servers:
        Number of servers.

    Returns
    -------
    list of float
        Time at which each leaves, in the order of arrival.
    """
    free = [-math.inf] * servers
    leaving = []
    for arrival, service in zip(arrivals, services, strict=True):
        end = max(arrival, heapq.heappop(free)) + service
        heapq.heappush(free, end)
        leaving.append(end)
    return leaving


def person_time(arrivals: Sequence[float], leaving: Sequence[float]) -> float:
    """Return the area under the number of people in the system, counted by watching the door.

    Parameters
    ----------
    arrivals, leaving:
        Times of arrival and of leaving, in any order.

    Returns
    -------
    float
        People times time. By Little's law it is the sum of the single times spent in the system.
    """
    events = sorted([(time, 1) for time in arrivals] + [(time, -1) for time in leaving])
    area, inside = 0.0, 0
    for (time, change), (after, _) in pairwise(events):
        inside += change
        area += inside * (after - time)
    return area


def simulated_wait(arrivals: float, service: float, servers: int, people: int, seed: int) -> float:
    """Return the mean wait of a seeded simulation, to check the formula against.

    Parameters
    ----------
    arrivals:
        Arrivals per unit of time.
    service:
        Mean service time.
    servers:
        Number of servers.
    people:
        Length of the simulation.
    seed:
        Seed of the random numbers.
    """
    generator = np.random.default_rng(seed)
    coming = np.cumsum(generator.exponential(1 / arrivals, people))
    needed = generator.exponential(service, people)
    return float(np.mean(np.array(departures(coming.tolist(), needed.tolist(), servers)) - coming - needed))


def little(stock: float, finished: float, period: float) -> float:
    """Return the mean time in a system from two counts (Little's law: stock = throughput × time).

    Parameters
    ----------
    stock:
        Cases inside, on average.
    finished:
        Cases that leave during the period.
    period:
        Length of the period, in days.

    Returns
    -------
    float
        Days.

    Raises
    ------
    ValueError
        If nothing leaves, or a count is negative.
    """
    if stock < 0 or finished <= 0 or period <= 0:
        raise ValueError("Little's law needs a stock of at least 0 and something that leaves")
    return stock / finished * period


@dataclass(frozen=True)
class Setting:
    """An invented office and its applicants. All numbers are fictitious.

    Parameters
    ----------
    gather:
        Days until an applicant has found the competent office and the papers.
    incomplete:
        Share of files that lack something each time they are handed in, from 0 to below 1.
    returned:
        Days until an applicant has found what was missing.
    applications:
        Applications a month at one counter before any are added.
    growth:
        Applications added, as a share.
    counters:
        Offices that used to work apart.
    pooled:
        Whether they work as one office with one queue.
    staff:
        Caseworkers at one counter.
    hours:
        Hours a month that a caseworker has for files.
    decide:
        Hours for comparing a qualification and deciding.
    check:
        Hours for checking a file once for completeness.
    """

    gather: float = 120
    incomplete: float = 0.4
    returned: float = 45
    applications: float = 10
    growth: float = 0
    counters: int = 7
    pooled: bool = False
    staff: int = 2
    hours: float = 100
    decide: float = 14
    check: float = 3

    def __post_init__(self) -> None:
        if not 0 <= self.incomplete < 1:
            raise ValueError(f"{self.incomplete:g} is no share of incomplete files that ends")
        if min(self.gather, self.returned, self.applications, self.decide, self.check) < 0 or self.growth < -1:
            raise ValueError("times and numbers of applications cannot be negative")
        if min(self.counters, self.staff) < 1 or self.hours <= 0:
            raise ValueError("an office needs somebody who works")


@dataclass(frozen=True)
class Clocks:
    """Mean days of one case, by where they are spent, and the files of one counter in a month.

    Parameters
    ----------
    gathering, returned, queue, desk:
        Days.
    coming, possible:
        Files a month that come to a counter, and that it can decide.
    """

    gathering: float
    returned: float
    queue: float
    desk: float
    coming: float
    possible: float

    @property
    def office(self) -> float:
        """Days from the complete file to the first decision: what the official statistics count."""
        return self.queue + self.desk

    @property
    def applicant(self) -> float:
        """Days from the first question to the first decision."""
        return self.gathering + self.returned + self.office


def clocks(setting: Setting) -> Clocks:
    """Return the mean days that a case takes at every place.

    Parameters
    ----------
    setting:
        The office and its applicants.

    Returns
    -------
    Clocks
        With an infinite queue if more comes in than can be decided.

    Notes
    -----
    Every file is checked until it is complete, on average 1 / (1 − incomplete) times, and each check costs the office
    time. All of that time is counted at the desk and all waiting after the last check, so that a file queues once.
    """
    checks = 1 / (1 - setting.incomplete)
    hours = setting.decide + setting.check * checks
    service = hours / setting.hours * MONTH
    offices = setting.counters if setting.pooled else 1
    coming = setting.applications * (1 + setting.growth)
    return Clocks(
        gathering=setting.gather,
        returned=(checks - 1) * setting.returned,
        queue=mean_wait(offices * coming / MONTH, service, offices * setting.staff),
        desk=service,
        coming=coming,
        possible=setting.staff * setting.hours / hours,
    )
