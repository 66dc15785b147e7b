"""Drawings of the lesson on Libya."""

from __future__ import annotations

from matplotlib.figure import Figure

from migrationbook.corpus.entries import FigureWords
from migrationbook.corpus.tables import series
from migrationbook.drawings.style import PALETTE, SOFT, canvas, drawing


@drawing("return/avrr-world")
def avrr_world(text: FigureWords, size: tuple[float, float]) -> Figure:
    """Draw assisted returns by year and programme, with the year from which the total holds both programmes."""
    table = series("avrr-world").pivot(index="year", columns="programme", values="persons") / 1000
    figure, axes = canvas(size)
    places = list(range(len(table)))
    axes.bar(places, table["AVRR"], color=PALETTE["petrol"], width=0.62)
    axes.bar(places, table["VHR"].fillna(0), bottom=table["AVRR"], color=PALETTE["orange"], width=0.62)
    change = next(place for place, value in enumerate(table["VHR"]) if value == value) - 0.5
    axes.axvline(change, color=SOFT, lw=1, ls="--")
    axes.text(change + 0.08, 103, text.labels["break"], color=SOFT, fontsize=8, va="top")
    axes.text(0, 50, text.labels["avrr"], color=PALETTE["petrol"], fontsize=9, ha="center")
    axes.text(places[-1], 76, text.labels["vhr"], color=PALETTE["orange"], fontsize=9, ha="center")
    axes.set(ylim=(0, 105), ylabel=text.labels["y"], title=text.title)
    axes.set_xticks(places, [str(year) for year in table.index])
    return figure
