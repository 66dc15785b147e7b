"""Figure of the lesson on recognition: how many, and how fast."""

from __future__ import annotations

import matplotlib as mpl
from matplotlib.figure import Figure

from migrationbook.corpus.entries import FigureWords
from migrationbook.corpus.tables import series
from migrationbook.drawings.style import PALETTE, SOFT, canvas, drawing, house_style


@drawing("phases/recognition-volume-speed")
def volume_and_speed(text: FigureWords, size: tuple[float, float]) -> Figure:
    """Draw positive decisions of each year beside the share decided within three months."""
    decisions = series("recognition-decisions").dropna(subset="positive")
    shares = series("recognition-within-three-months")
    with house_style():
        figure, (left, right) = canvas(size, ncols=2, width_ratios=[1.25, 1])
        left.bar(decisions["year"], decisions["positive"] / 1000, color=PALETTE["petrol"], width=0.75)
        for year, value in zip(decisions["year"], decisions["positive"] / 1000, strict=True):
            if year in (2016, 2024):
                left.text(year, value + 1.5, f"{value:.1f}", ha="center", fontsize=8.5)
        left.text(2019, 2, text.labels["gap"], ha="center", va="bottom", rotation=90, fontsize=8, color=SOFT)
        left.set(ylim=(0, 90), yticks=[0, 30, 60, 90], xticks=[2016, 2018, 2020, 2022, 2024], ylabel=text.labels["volume"])
        left.set_xticks([2016, 2018, 2020, 2022, 2024], ["’16", "’18", "’20", "’22", "’24"])
        for group, colour, height in (("free", "orange", 36), ("regulated-third", "petrol", 88)):
            rows = shares[shares["group"] == group]
            right.plot(rows["year"], rows["share"], color=PALETTE[colour], marker="o", ms=4, lw=1.6)
            right.text(2016.9, height, text.labels[group], color=PALETTE[colour], fontsize=8.5, va="center")
        right.set(xlim=(2016.6, 2021.6), ylim=(0, 100), yticks=[0, 25, 50, 75, 100], ylabel=text.labels["speed"])
        right.set_xticks([2017, 2020, 2021], ["’17", "’20", "’21"])
        figure.suptitle(text.title, x=0.01, ha="left", fontsize=mpl.rcParams["axes.titlesize"], fontweight=mpl.rcParams["axes.titleweight"])
    return figure
