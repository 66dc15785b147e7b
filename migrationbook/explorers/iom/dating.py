"""Explorer of the lesson on dating: which days fit a number of members, and what a second clue leaves of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure

from migrationbook.core.strings import date_words
from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.iom.dating import Window, window

#: First possible day by clue: the agreement with the UN was signed on 19 September 2016, Amy Pope took office on
#: 1 October 2023. “Over 100 countries” was in use before the first of our counts and gives no day.
_NOT_BEFORE = {"none": None, "hundred": None, "related": dt.date(2016, 9, 19), "pope": dt.date(2023, 10, 1)}


def _day(text: str) -> float:
    return float(mdates.date2num(pd.Timestamp(text)))


def _draw(labels: Mapping[str, str], members: int, found: Window, sure_only: bool) -> Figure:
    observed, echoes = series("iom-members"), series("iom-members-echoes")
    with house_style():
        figure, axes = canvas((4.8, 3.1))
        # what is not known between two observations stays a grey field: no line is drawn through it
        used = observed[observed["sure"]] if sure_only else observed
        used = used.sort_values("members")
        for before, after in zip(used.iloc[:-1].itertuples(), used.iloc[1:].itertuples(), strict=True):
            left, right = _day(before.date_from), _day(after.date_to)
            if after.members > before.members:
                axes.fill_between([left, right], before.members, after.members, color="#ececec", lw=0)
        for row in used.itertuples():
            middle = (_day(row.date_from) + _day(row.date_to)) / 2
            axes.plot([_day(row.date_from), _day(row.date_to)], [row.members] * 2, color=PALETTE["petrol"], lw=1.6)
            face = PALETTE["petrol"] if row.sure else "white"
            axes.plot([middle], [row.members], "o", ms=4.5, mfc=face, mec=PALETTE["petrol"], mew=1.1)
        axes.plot([_day(row.used_from) for row in echoes.itertuples()], echoes["members"], "x", color=PALETTE["purple"], ms=5, mew=1.4)
        axes.axhline(members, color=PALETTE["orange"], lw=0.9, ls=(0, (3, 3)))
        start, end = mdates.date2num(found.start), mdates.date2num(found.end)
        if found.clash:
            axes.plot([end, start], [members] * 2, "|", color=PALETTE["orange"], ms=16, mew=2)
        else:
            axes.axvspan(start, max(end, start + 25), color=PALETTE["orange"], alpha=0.28, lw=0)
        axes.text(_day("2005-01-20"), 177.5, labels["stale"], color=PALETTE["purple"], fontsize=8.5, va="center")
        axes.text(_day("2019-08-01"), 140, labels["unknown"], color=SOFT, fontsize=8.5, va="center")
        axes.plot([_day("2019-03-01")], [140], "s", ms=7, color="#dcdcdc")
        axes.plot([_day("2019-03-01")], [133.5], "o", ms=4.5, mfc="white", mec=PALETTE["petrol"], mew=1.1)
        axes.text(_day("2019-08-01"), 133.5, labels["unsure"], color=SOFT, fontsize=8.5, va="center")
        axes.set(xlim=(_day("2004-07-01"), _day("2027-06-01")), ylim=(111, 182), ylabel=labels["y"])
        axes.set_title(f"{members} {labels['members']}", color=INK)
        axes.set_xticks([_day(f"{year}-01-01") for year in (2005, 2010, 2015, 2020, 2025)], ["2005", "2010", "2015", "2020", "2025"])
        axes.set_yticks([120, 140, 160, 180])
        axes.spines["left"].set_color(HAIR)
    return figure


@explorer("iom/dating#members")
def members(labels: Mapping[str, str], *, members: int, clue: str, fresh: bool, sure: bool) -> View:
    """Return which days fit a number of members.

    Parameters
    ----------
    labels:
        The words inside the figure, and the half-sentences about clue and evidence.
    members:
        The number on the page.
    clue:
        ``none``, ``hundred``, ``related`` or ``pope``.
    fresh:
        Whether the number is taken to be up to date when the page was written.
    sure:
        Whether observations that we do not call sure are left out.
    """
    not_before = _NOT_BEFORE[clue]
    found = window(series("iom-members"), members, fresh=fresh, sure_only=sure, not_before=not_before)
    ending = clue if not_before is None else f"{clue}-{'cut' if found.cut else 'idle'}"
    values = {
        "members": members,
        "start": date_words(found.start.isoformat()),
        "end": date_words(found.end.isoformat()),
        "floor": date_words(found.floor.isoformat()),
        "years": found.years,
        "clue": labels[f"clue-{ending}"],
        "basis": labels["basis-sure" if sure else "basis-all"],
    }
    if found.clash:
        case = "clash"
    elif found.closed:
        case = "closed"
    else:
        case = "last" if fresh else "stale"
    return View(
        draw=lambda: _draw(labels, members, found, sure),
        values=values,
        measures={"years": found.years, "clash": float(found.clash)},
        case=case,
    )
