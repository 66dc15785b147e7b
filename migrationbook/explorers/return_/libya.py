"""Explorer of return/libya: the start that a line through two points of a running total would have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd
from matplotlib.figure import Figure

from migrationbook.corpus.tables import made_of
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.return_.libya import decimal_year, implied_start, pace

#: The years whose counts are added up from 2015, and the row that is taken where there are two.
_YEARS = ("year-2015", "year-2016", "year-2017", "year-2018")
_TOTALS = ("total-2020", "total-2022", "total-2024", "total-2025")
#: Starts that are named, as decimal years: the IOM's office, the IOM in 2025, the Joint Initiative, the speech.
STARTS = {"office": 2006.0, "iom": 2015.0, "initiative": decimal_year(date(2016, 12, 15)), "speech": decimal_year(date(2020, 6, 22))}
_SIZE = (4.8, 3.4)


@made_of("vhr-libya-cumulative")
def points(totals: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Return the points of the running total since 2015 by name: decimal year and thousands of persons."""
    table = totals.set_index("id")
    found, total = {}, 0
    for name in _YEARS:
        total += int(table.loc[name, "persons"])
        found[name] = (decimal_year(date.fromisoformat(str(table.loc[name, "until"])[:10])), total / 1000)
    for name in _TOTALS:
        row = table.loc[name]
        found[name] = (decimal_year(date.fromisoformat(str(row["until"])[:10])), int(row["persons"]) / 1000)
    return found


@explorer("return/libya#since")
def since(labels: Mapping[str, str], *, first: str, second: str) -> View:
    """Return the start that a line through two points implies.

    Parameters
    ----------
    labels:
        The words inside the figure.
    first, second:
        Names of two points.
    """
    known = points()
    early, late = sorted((first, second), key=lambda name: known[name])
    same = first == second
    speed = 0.0 if same else 1000 * pace(known[first], known[second])
    start = 0.0 if same else implied_start(known[first], known[second])
    spoken = decimal_year(date(2025, 6, 22))
    values = {
        "early": labels[early],
        "late": labels[late],
        "speed": f"{speed:,.0f}",
        "start": start,
        "ago": spoken - start,
        "iom": abs(start - STARTS["iom"]),
    }
    # a point by itself gives no line: far from every named start
    measures = {"start": start, "ago": 99.0 if same else spoken - start}
    return View(
        draw=lambda: _draw(known[early], known[late], None if same else start, labels),
        values=values,
        measures=measures,
        case="same" if same else "line",
    )


def _draw(early: tuple[float, float], late: tuple[float, float], start: float | None, labels: Mapping[str, str]) -> Figure:
    with house_style():
        figure, axes = canvas(_SIZE)
        for name, height in (("office", 116), ("iom", 116), ("initiative", 108), ("speech", 116)):
            axes.plot([STARTS[name]] * 2, [0, height - 3], color=HAIR, lw=0.8, ls=(0, (3, 3)), zorder=0)
            side = "left" if name == "office" else "center"
            axes.text(STARTS[name], height, labels[name], color=SOFT, fontsize=8.5, ha=side, va="center")
        axes.plot(*zip(*points().values(), strict=True), color=PALETTE["petrol"], lw=1.4, marker="o", ms=4)
        if start is not None:
            axes.plot([start, late[0]], [0, late[1]], color=PALETTE["orange"], lw=1.2, ls=(0, (4, 2)))
            axes.plot([start], [0], color=PALETTE["orange"], marker="D", ms=6, clip_on=False, zorder=4)
        axes.plot([early[0], late[0]], [early[1], late[1]], ls="", color=PALETTE["orange"], marker="o", ms=7)
        axes.text(2018.3, 62, labels["line"], color=INK, fontsize=8.5, ha="right")
        axes.set(xlim=(2005.2, 2026), ylim=(0, 121), xlabel=labels["x"], ylabel=labels["y"])
        axes.set_xticks(range(2006, 2026, 3))
        axes.set_yticks([0, 20, 40, 60, 80, 100])
    return figure
