"""Explorer of the lesson on the data centre: one fall, in all figures that were published for it."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models import departure_figures as model

_START = {"may": ("2016-05", "eu"), "september": ("2016-09", "month"), "october": ("2016-10", "month")}
_END = {
    "first": ("2016-11", "first"),
    "corrected": ("2016-11", "corrected"),
    "totals": ("2016-11", model.TOTALS),
    "december": ("2016-12", "month"),
}
#: Upper end of the axis, thousands of people.
_TOP = 80


def _draw(labels: Mapping[str, str], start: str, end: str, before: float | None, after: float | None) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 3.0))
        for place, (name, value, colour) in enumerate(((start, before, "petrol"), (end, after, "orange"))):
            if value is None:
                axes.text(place, 2, labels["none"], ha="center", color=SOFT)
            else:
                axes.plot([place, place], [0, value / 1000], color=PALETTE[colour], lw=56, solid_capstyle="butt")
                axes.text(place, value / 1000 + 2, f"{value:,.0f}", ha="center", color=PALETTE[colour])
            axes.text(place, -3, labels[name], ha="center", va="top", fontsize=9)
        axes.set(xlim=(-0.7, 1.7), ylim=(0, _TOP), xticks=[], yticks=[0, 20, 40, 60, 80], ylabel=labels["y"])
    return figure


@explorer("midas/data-centre#fall")
def fall(labels: Mapping[str, str], *, start: str, end: str, direction: model.Direction) -> View:
    """Return the change between two published figures of the flow through two points in northern Niger.

    Parameters
    ----------
    labels:
        The words inside the figure and those of the sentence.
    start:
        ``may``, ``september`` or ``october``.
    end:
        November in one of three versions, or ``december``.
    direction:
        People on their way out, or both ways together.
    """
    table = series("niger-departures-2016")
    before = model.figure(table, *_START[start], direction)
    after = model.figure(table, *_END[end], direction)
    values = {
        "start": labels[f"{start}_words"],
        "end": labels[f"{end}_words"],
        "direction": labels[direction],
        "before": labels["no_figure"] if before is None else f"{before:,.0f}",
        "after": labels["no_figure"] if after is None else f"{after:,.0f}",
    }
    if before is None or after is None:
        case, change = "none", 0.0
    else:
        change = model.change(before, after)
        case = "fall" if change < 0 else "rise"
    return View(
        draw=lambda: _draw(labels, start, end, before, after),
        values=values | {"size": abs(change)},
        measures={"change": round(change, 3)},
        case=case,
    )
