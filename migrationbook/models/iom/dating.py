"""When can a page have been written that gives a number of members? Windows from dated observations of a count.

The tables are ``iom-members`` (observations: a count, the days between which it was seen or said, how, and whether we
call it sure) and ``iom-members-echoes`` (numbers in use after they had been passed).

One assumption carries everything: between the first and the last observation the count never falls. A state that left
would break it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

#: Kind of an observation that is also the day on which a count began: the state was admitted, or joined, on it.
ADMISSION = "admission"


@dataclass(frozen=True)
class Window:
    """The days on which a page can have been written.

    Parameters
    ----------
    start:
        First possible day.
    end:
        Last possible day, or the last day that was observed at all.
    closed:
        Whether a larger count ends the window; if not, it is open and ``end`` is only the day of our last look.
    floor:
        First day that the number alone allows, without any further clue.
    """

    start: dt.date
    end: dt.date
    closed: bool
    floor: dt.date

    @property
    def clash(self) -> bool:
        """Whether no day is left: number and clue cannot both be fresh."""
        return self.start > self.end

    @property
    def years(self) -> float:
        """Length in years of 365.25 days; 0 if no day is left."""
        return max(0.0, (self.end - self.start).days / 365.25)

    @property
    def cut(self) -> bool:
        """Whether the further clue took something away."""
        return self.start > self.floor


def _days(column: pd.Series) -> pd.Series:
    return pd.to_datetime(column).dt.date


def window(
    observed: pd.DataFrame,
    members: int,
    *,
    fresh: bool = True,
    sure_only: bool = False,
    not_before: dt.date | None = None,
) -> Window:
    """Return the days on which a page with a number of members can have been written.

    Parameters
    ----------
    observed:
        Columns ``members``, ``date_from``, ``date_to`` (ISO days), ``kind``, ``sure``.
    members:
        The number on the page.
    fresh:
        Whether the number was up to date when the page was written. A stale number still gives a first day, since
        nobody can copy a number before it exists; it gives no last day.
    sure_only:
        Whether to leave out the observations that we do not call sure.
    not_before:
        A day before which the page cannot have been written, by another clue.

    Returns
    -------
    Window
        From the latest day on which fewer members are attested (or the day on which this number began) to the earliest
        day by which more are attested. Where an observation spans several days, the window stays as wide as it allows.

    Raises
    ------
    KeyError
        If nothing attests fewer members, so that the window would have no first day.
    """
    known = observed[observed["sure"]] if sure_only else observed
    start_days, end_days = _days(known["date_from"]), _days(known["date_to"])
    last = _days(observed["date_to"]).max()
    begun = start_days[(known["members"] == members) & (known["kind"] == ADMISSION)]
    fewer = start_days[known["members"] < members]
    if begun.empty and fewer.empty:
        raise KeyError(f"no observation has fewer than {members} members")
    floor = begun.min() if not begun.empty else fewer.max()
    more = end_days[known["members"] > members]
    closed = fresh and not more.empty
    end = more.min() if closed else last
    return Window(max(floor, not_before) if not_before else floor, end, closed, floor)


def months_late(passed: dt.date, used: dt.date) -> float:
    """Return how many months after it was passed a number was still in use.

    Parameters
    ----------
    passed:
        Day on which a larger number began.
    used:
        Day on which the old one was used.

    Returns
    -------
    float
        Months of 365.25 / 12 days.

    Raises
    ------
    ValueError
        If the number was still right on that day.
    """
    if used < passed:
        raise ValueError(f"on {used} the number had not been passed yet")
    return (used - passed).days * 12 / 365.25
