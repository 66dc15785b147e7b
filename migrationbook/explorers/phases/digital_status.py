"""Explorers of the lesson on digital status: a second way of proving it, and the cards of 2017."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.phases import digital_status as ds

#: Users and yearly checks of the picture: more than 10 million eVisas (2025), and an assumption.
_USERS, _CHECKS = 10_000_000, 12
_ROWS = (("down", 2, "petrol"), ("record", 1, "orange"), ("accepted", 0, "purple"))

#: Cards with the flaw (ERR, 2 November 2017), and those in electronic use: 494,000 renewed ones are 95 % of them.
_CARDS = {"all": 800_000, "used": 520_000}
_TOLD = dt.date(2017, 8, 30)
_LAST = dt.date(2018, 3, 31)


def _place(people: float) -> float:
    """Return where a number stands on the axis; below one a day there is one place for all."""
    return math.log10(people) if people >= 1 else -0.35


def _draw_proof(labels: Mapping[str, str], plain: ds.Day, day: ds.Day) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 2.9))
        for name, row, colour in _ROWS:
            before, after = _place(getattr(plain, name)), _place(getattr(day, name))
            axes.text(-0.6, row + 0.32, labels[name], fontsize=9, color=PALETTE[colour], va="center")
            axes.plot([before, after], [row, row], color=HAIR, lw=1.4, zorder=1)
            axes.plot([before], [row], marker="o", ms=8, ls="", mfc="white", mec=PALETTE[colour], mew=1.3)
            axes.plot([after], [row], marker="o", ms=8, ls="", color=PALETTE[colour])
            count = getattr(day, name)
            axes.text(5.35, row, "<1" if 0 < count < 1 else f"{count:,.0f}", ha="right", va="center", color=INK)
        axes.set(xlim=(-0.6, 5.4), ylim=(-0.5, 2.6), yticks=[], xlabel=labels["x"])
        axes.set_xticks([-0.35, 0, 1, 2, 3, 4], ["<1", "1", "10", "100", "1,000", "10,000"])
        axes.grid(False)
        axes.grid(axis="x")
        axes.spines["left"].set_visible(False)
    return figure


@explorer("phases/digital-status#proof")
def proof(labels: Mapping[str, str], *, wrong: int, availability: str, ended: int, way: ds.Way) -> View:
    """Return who cannot prove a status in a day, and who passes without one.

    Parameters
    ----------
    labels:
        The words inside the figure, and those of the sentence.
    wrong:
        Wrong records of 1,000.
    availability:
        Per cent of the time in which the service answers.
    ended:
        Checks of 1,000 on people whose status has ended.
    way:
        The second way.
    """
    service = ds.Service(_USERS, _CHECKS, float(availability) / 100, wrong / 1000, ended / 1000)
    plain, day = ds.a_day(service), ds.a_day(service, way)
    return View(
        draw=lambda: _draw_proof(labels, plain, day),
        values={
            "wrong": wrong,
            "availability": availability,
            "ended": ended,
            "way": labels[f"way_{way}"],
            "unable": day.unable,
            "plain": plain.unable,
            "down": day.down,
            "record": day.record,
            "accepted": day.accepted,
        },
        measures={"unable": round(day.unable, 2), "record": round(day.record, 2), "accepted": round(day.accepted, 2)},
        case="none" if way == "none" else "way",
    )


def _draw_blocked(labels: Mapping[str, str], day: dt.date, count: str, left: float) -> Figure:
    renewals = series("roca-renewals")
    total = renewals[renewals["basis"] == "total"]
    days = [0, *[ds.days_between(_TOLD, dt.date.fromisoformat(str(date)[:10])) for date in total["date"]]]
    values = [_CARDS[count] / 1000, *[ds.cut_off(_CARDS[count], renewed) / 1000 for renewed in total["renewed"]]]
    at = ds.days_between(_TOLD, day)
    with house_style():
        figure, axes = canvas((4.8, 2.9))
        axes.plot(days, values, color=PALETTE["petrol"], lw=1.5, marker="o", ms=3.5)
        axes.axvline(65, color=HAIR, lw=0.9, ls=(0, (3, 3)), zorder=1)
        axes.text(67, 880, labels["block"], color=SOFT, fontsize=8.5, va="top")
        axes.axvline(56, color=HAIR, lw=0.9, ls=(0, (1, 2)), zorder=1)
        axes.text(54, 880, labels["renewal"], color=SOFT, fontsize=8.5, va="top", ha="right")
        axes.plot([at, at], [0, left / 1000], color=PALETTE["orange"], lw=1.4)
        axes.plot([at], [left / 1000], color=PALETTE["orange"], marker="o", ms=7, ls="")
        axes.set(xlim=(-4, 218), ylim=(0, 900), yticks=[0, 200, 400, 600, 800], xlabel=labels["x"], ylabel=labels["y"])
        axes.set_xticks([0, 50, 100, 150, 200])
        axes.set_title(labels[count])
    return figure


@explorer("phases/digital-status#blocked")
def blocked(labels: Mapping[str, str], *, day: str, count: str) -> View:
    """Return how many Estonian cards would have lost their electronic use if they had been blocked on a day.

    Parameters
    ----------
    labels:
        The words inside the figure.
    day:
        Day of the block, as an ISO date.
    count:
        ``all`` cards with the flaw, or those ``used`` electronically.
    """
    date = dt.date.fromisoformat(day)
    renewed = ds.renewed_by(series("roca-renewals"), date)
    left = ds.cut_off(_CARDS[count], renewed)
    return View(
        draw=lambda: _draw_blocked(labels, date, count, left),
        values={
            "date": labels[day],
            "days": ds.days_between(_TOLD, date),
            "left": left,
            "renewed": renewed,
            "count": labels[f"{count}_words"],
            "of": _CARDS[count],
        },
        measures={"left": left / 1000},
        case="none" if renewed == 0 else "some",
    )
