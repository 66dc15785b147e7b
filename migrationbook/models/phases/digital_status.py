"""A status that exists on a screen: who cannot prove it when the screen fails, and what a second way does.

The first part counts, for one day, the people who hold a status and cannot prove it, and the people whose status has
ended and who pass all the same. Nothing in it is measured: the error rate of the only large system of this kind, the
British eVisa, has not been published, so that every number is a setting. The second part follows a real case, the
Estonian identity cards of 2017, by the counts that the offices gave.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from migrationbook.models.shares import share

#: What somebody can do when the screen fails: nothing; ask a helpline that reads the same record; show a document that
#: counts while the service is down; show a document that counts against the screen, too.
Way = Literal["none", "helpline", "outage", "overrule"]

DAYS = 365
#: Share of people whom a helpline answers in time. Fictitious.
REACHED = 0.5
#: Share of people who have their document with them when they need it. Fictitious.
AT_HAND = 0.98


@dataclass(frozen=True)
class Service:
    """A digital-only proof of status.

    Parameters
    ----------
    users:
        People who hold an account.
    checks:
        Checks a user and year.
    availability:
        Share of time in which the service answers.
    wrong:
        Share of records that deny a status to somebody who has it.
    ended:
        Share of checks made on people whose status has ended.
    """

    users: float
    checks: float
    availability: float
    wrong: float
    ended: float = 0.0

    def __post_init__(self) -> None:
        if min(self.users, self.checks) < 0:
            raise ValueError("users and checks are counts")
        for name in ("availability", "wrong", "ended"):
            share(name, getattr(self, name))

    @property
    def a_day(self) -> float:
        """Checks a day."""
        return self.users * self.checks / DAYS


@dataclass(frozen=True)
class Day:
    """What one day brings, in people.

    Parameters
    ----------
    down:
        Entitled people who cannot prove it because the service does not answer.
    record:
        Entitled people who cannot prove it because the record is wrong.
    accepted:
        People whose status has ended and who pass.
    """

    down: float
    record: float
    accepted: float

    @property
    def unable(self) -> float:
        """Entitled people who cannot prove it."""
        return self.down + self.record


def _cures(way: Way) -> tuple[float, float]:
    """Return the shares of failures that a second way mends: those of the service, and those of the record."""
    # a helpline reads the same record: what is wrong on the screen is wrong on its screen
    return {"none": (0.0, 0.0), "helpline": (REACHED, 0.0), "outage": (AT_HAND, 0.0), "overrule": (AT_HAND, AT_HAND)}[way]


def a_day(service: Service, way: Way = "none") -> Day:
    """Return what one day brings.

    Parameters
    ----------
    service:
        The service.
    way:
        The second way.

    Returns
    -------
    Day
        People. While the service is down no record is read; otherwise a wrong record says no. A document says what was
        true on the day of its issue, so that it lets in people whose status has ended, wherever it counts. A helpline
        tells them the truth.
    """
    down, record = _cures(way)
    entitled = service.a_day * (1 - service.ended)
    ended = service.a_day * service.ended
    answers = service.availability
    document = way in ("outage", "overrule")
    return Day(
        down=entitled * (1 - answers) * (1 - down),
        record=entitled * answers * service.wrong * (1 - record),
        accepted=ended * ((1 - answers) * down + answers * record) if document else 0.0,
    )


def even_error(ended: float) -> float:
    """Return the error rate at which a document that overrules the screen helps as many people as it lets in.

    Parameters
    ----------
    ended:
        Share of checks made on people whose status has ended.

    Returns
    -------
    float
        Share of wrong records. Above it the document helps more entitled people than it lets in others.

    Raises
    ------
    ValueError
        If the share leaves 0 to 1, or is 1.
    """
    if share("ended", ended) == 1:
        raise ValueError("with nobody entitled there is nobody to help")
    return ended / (1 - ended)


def share_of(cases: float, people: float) -> float:
    """Return a share in per cent.

    Parameters
    ----------
    cases, people:
        Counts; ``people`` is the denominator.

    Returns
    -------
    float
        Per cent.

    Raises
    ------
    ValueError
        If there is nobody to divide by.
    """
    if people <= 0:
        raise ValueError("no people, no share")
    return 100 * cases / people


def days_between(first: dt.date, last: dt.date) -> int:
    """Return the days from one date to another.

    Parameters
    ----------
    first, last:
        Dates.

    Returns
    -------
    int
        Days; negative if ``last`` comes first.
    """
    return (last - first).days


def renewed_by(renewals: pd.DataFrame, day: dt.date) -> int:
    """Return how many cards had been renewed by a day, by the last count given until then.

    Parameters
    ----------
    renewals:
        Table with ``date`` (ISO) and ``renewed``; counts from the first day of renewal on.
    day:
        The day.

    Returns
    -------
    int
        Cards; 0 before the first count.
    """
    rows = renewals.loc[(renewals["basis"] == "total") & (pd.to_datetime(renewals["date"]) <= pd.Timestamp(day)), "renewed"]
    return 0 if rows.empty else int(rows.max())


def cut_off(cards: float, renewed: float) -> float:
    """Return how many cards lose their electronic use if those that were not renewed are blocked.

    Parameters
    ----------
    cards:
        Cards with the flaw.
    renewed:
        Cards that were renewed.

    Returns
    -------
    float
        Cards, not below 0.
    """
    return max(0.0, cards - renewed)
