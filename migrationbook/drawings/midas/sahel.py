"""Drawing of the lesson on the Sahel: people counted a day, and the number of counting points."""

from __future__ import annotations

from matplotlib.figure import Figure

from migrationbook.corpus.entries import FigureWords
from migrationbook.corpus.tables import series
from migrationbook.drawings.style import PALETTE, SOFT, canvas, drawing


def _years(month: str) -> float:
    return int(month[:4]) + (int(month[5:]) - 0.5) / 12


@drawing("midas/niger-points")
def niger_points(text: FigureWords, size: tuple[float, float]) -> Figure:
    """Draw the daily mean of each month seen; the number of points stands at it."""
    table = series("niger-flow-points")
    colours = {2: "petrol", 5: "sky", 6: "sky", 7: "sky", 10: "orange"}
    figure, axes = canvas(size)
    axes.axvline(_years("2023-11") + 0.03, color=SOFT, lw=0.8, ls=(0, (3, 3)))
    axes.text(2023.75, 10.6, text.labels["repeal"], color=SOFT, fontsize=8.5, ha="right", va="center")
    for row in table.itertuples():
        axes.plot([_years(row.month)], [row.daily_mean / 1000], color=PALETTE[colours[row.points]], marker="o", ms=5, ls="")
    for key, x, y, colour in (("two", 2016.6, 2.0, "petrol"), ("more", 2018.45, 2.9, "sky"), ("ten", 2023.7, 8.8, "orange")):
        axes.text(x, y, text.labels[key], color=PALETTE[colour], fontsize=9, ha="right" if key == "ten" else "left")
    # the figure for December 2023 that the growth of the parts implies
    axes.plot([_years("2023-12")], [6.766], color=PALETTE["orange"], marker="o", ms=5, ls="", mfc="white")
    axes.text(2023.75, 6.4, text.labels["implied"], color=PALETTE["orange"], fontsize=8.5, ha="right", va="center")
    axes.text(2021.9, 0.5, text.labels["gap"], color=SOFT, fontsize=8.5, ha="center")
    axes.set(xlim=(2016.4, 2024.5), ylim=(0, 11.4), yticks=[0, 5, 10], ylabel=text.labels["y"], title=text.title)
    axes.set_xticks([2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024])
    return figure
