"""Drawings of the lesson on the AI Act's calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from matplotlib.figure import Figure

from migrationbook.corpus.entries import FigureWords
from migrationbook.corpus.tables import made_of
from migrationbook.drawings.style import PALETTE, canvas, drawing
from migrationbook.models import ai_act_calendar as act

#: The calendar of the AI Act, from the tables of the course.
act_calendar = made_of("ai-act-calendar", "ai-act-transitions")(act.Calendar.of)


def decimal_year(day: date) -> float:
    """Return a day as a decimal year.

    Parameters
    ----------
    day:
        The day.
    """
    start = date(day.year, 1, 1)
    return day.year + (day - start).days / (date(day.year + 1, 1, 1) - start).days


def draw_steps(axes: Any, holder: act.Holder, text: act.Text, changed: date | None, style: Mapping[str, Any]) -> None:
    """Draw the first day of the duties over the day in service, for one text.

    Parameters
    ----------
    axes:
        Where to draw.
    holder, text, changed:
        As in :func:`migrationbook.models.ai_act_calendar.Calendar.steps`.
    style:
        Colour, width and pattern of the line.
    """
    for first, low, last, high in act_calendar().steps(holder, text, date(2026, 1, 1), date(2028, 6, 30), changed):
        axes.plot([decimal_year(first), decimal_year(last)], [decimal_year(low), decimal_year(high)], solid_capstyle="butt", **style)


@drawing("ai-act/one-day")
def one_day(text: FigureWords, size: tuple[float, float]) -> Figure:
    """Draw when duties begin by the amended text, for components of Annex X and for other tools of authorities."""
    figure, axes = canvas(size)
    draw_steps(axes, "annex-x", "2026", None, {"color": PALETTE["orange"], "lw": 5, "alpha": 0.6})
    draw_steps(axes, "public", "2026", None, {"color": PALETTE["petrol"], "lw": 1.8})
    axes.text(2026.05, 2030.45, text.labels["public"], color=PALETTE["petrol"], fontsize=9, va="top")
    axes.text(2026.05, 2031.08, text.labels["annex-x"], color=PALETTE["orange"], fontsize=9, va="bottom")
    begin = act_calendar().provision("inform-persons").applies_from("2026") or date(2027, 12, 2)
    axes.text(2027.9, begin.year + 0.6, text.labels["new"], fontsize=9, ha="right", va="center")
    axes.set(xlim=(2026, 2028.5), ylim=(2027, 2031.6), yticks=range(2027, 2032))
    axes.set(xlabel=text.labels["x"], ylabel=text.labels["y"], title=text.title)
    axes.set_xticks([2026, 2027, 2028])
    return figure
