"""Explorer of the lesson on smuggling: which year was the deadliest on record, as known on the day of reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.iom import smuggling as vintages

_YEARS = range(2014, 2026)
#: Upper end of the axis, above the highest figure, with room for its number.
_TOP = 11_000


def _draw(known: pd.DataFrame, since: pd.DataFrame | None, record: int, day: str, labels: Mapping[str, str]) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 3.1))
        if since is not None:
            for year, deaths in since["deaths"].items():
                if year not in known.index or known["deaths"][year] != deaths:
                    axes.plot([year], [deaths], marker="o", ms=6.5, mfc="none", mec=PALETTE["grey"], mew=1.1, ls="")
                if year in known.index:
                    axes.plot([year, year], [known["deaths"][year], deaths], color=HAIR, lw=1.4, zorder=1)
        for year, row in known.iterrows():
            colour = PALETTE["orange"] if year == record else PALETTE["petrol"]
            axes.plot([year], [row["deaths"]], marker="D" if year == record else "o", ms=6.5, color=colour, ls="")
        # above all points, since rings and the neighbours of the record leave no room beside it
        number = f"{labels[known['precision'][record]]} {known['deaths'][record]:,}"
        axes.text(record, 10_480, number, ha="left" if record == _YEARS[0] else "center", va="center", color=PALETTE["orange"])
        axes.set(xlim=(2013.4, 2025.6), ylim=(0, _TOP), title=labels[day])
        axes.set_xticks(list(_YEARS), [str(year if year == _YEARS[0] else year % 100) for year in _YEARS])
        axes.set_yticks([0, 2500, 5000, 7500, 10000], ["0", "2,500", "5,000", "7,500", "10,000"])
        axes.set_xlabel(labels["x"])
        axes.set_ylabel(labels["y"])
        axes.tick_params(length=0, labelcolor=INK)
        if since is not None:
            axes.set_title(labels["rings"], loc="right", fontsize=8.5, color=SOFT, fontweight="normal")
    return figure


@explorer("iom/smuggling#vintages")
def vintage(labels: Mapping[str, str], *, day: str, figures: str, since: bool) -> View:
    """Return what was known on a day.

    Parameters
    ----------
    labels:
        The words inside the figure; those of the days by their ISO date.
    day:
        Day of reading, ISO date.
    figures:
        ``latest`` known on that day, or the ``first`` that was ever published for each year.
    since:
        Whether to show the latest figures that the table holds.
    """
    table = series("missing-migrants-vintages")
    known = (vintages.first_known_on if figures == "first" else vintages.known_on)(table, day)
    now = vintages.known_on(table, str(table["published"].max()))
    record, record_now = vintages.record_year(known), vintages.record_year(now)
    others = known.drop(index=record)
    second = vintages.record_year(others) if len(others) else record
    raised = int((now["deaths"].reindex(known.index) > known["deaths"]).sum())
    at_the_end = figures == "latest" and day == table["published"].max()
    held = "last" if at_the_end else "held" if record == record_now else "overtaken"
    values: dict[str, Any] = {
        "day": labels[day],
        "years": len(known),
        "last": int(known.index.max()),
        "record": record,
        "qualifier": labels[known["precision"][record]],
        "deaths": int(known["deaths"][record]),
        "second": second,
        "second_qualifier": labels[known["precision"][second]],
        "second_deaths": int(known["deaths"][second]),
        "raised": raised,
        "record_now": record_now,
        "now_qualifier": labels[now["precision"][record]],
        "now_deaths": int(now["deaths"][record]),
    }
    base = "one" if len(known) == 1 else figures
    return View(
        draw=lambda: _draw(known, now if since else None, record, day, labels),
        values=values,
        measures={"record": record, "years": len(known), "raised": raised},
        case=f"{base}-{held}" if since else base,
    )
