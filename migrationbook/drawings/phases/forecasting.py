"""Drawings of the lesson on forecasting."""

from __future__ import annotations

from matplotlib.figure import Figure

from migrationbook.corpus.entries import FigureWords
from migrationbook.corpus.tables import series
from migrationbook.drawings.style import PALETTE, canvas, drawing

#: Height at which the column of 2015 is cut, in thousand detections.
TOP = 700


@drawing("phases/doing-nothing")
def doing_nothing(text: FigureWords, size: tuple[float, float]) -> Figure:
    """Draw the detections of each year, and a mark at the height of the year before."""
    detections = series("forecast-detections").set_index("year")["detections"] / 1000
    figure, axes = canvas(size)
    places = list(range(len(detections)))
    axes.bar(places, detections.clip(upper=TOP), color=PALETTE["petrol"], width=0.62)
    foreseen = detections.shift(1)
    for place, value in zip(places[1:], foreseen.iloc[1:], strict=True):
        if value <= TOP:
            axes.plot([place - 0.42, place + 0.42], [value, value], color=PALETTE["orange"], lw=2.4, solid_capstyle="butt")
    highest = int(detections.to_numpy().argmax())
    axes.text(highest + 0.45, TOP * 0.96, text.labels["cut"], color=PALETTE["petrol"], fontsize=9, va="center")
    axes.text(0, 330, text.labels["mark"], color=PALETTE["orange"], fontsize=9)
    axes.set(ylim=(0, TOP), ylabel=text.labels["y"], title=text.title)
    axes.set_xticks(places[::2], [f"’{year % 100:02}" for year in detections.index[::2]])
    return figure
