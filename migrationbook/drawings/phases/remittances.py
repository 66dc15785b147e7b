"""Drawings of the lesson on remittances."""

from __future__ import annotations

from matplotlib.figure import Figure

from migrationbook.corpus.entries import FigureWords
from migrationbook.corpus.tables import series
from migrationbook.drawings.style import PALETTE, SOFT, canvas, drawing
from migrationbook.models.phases import remittances as tc

_LINES = (("average", "petrol", 6.72), ("weighted", "orange", 5.3), ("digital", "green", 4.28), ("smart", "purple", 3.36))


@drawing("phases/remittance-averages")
def remittance_averages(text: FigureWords, size: tuple[float, float]) -> Figure:
    """Draw four published averages of the cost of a remittance by quarter, with the target."""
    prices = series("remittance-prices")
    figure, axes = canvas(size)
    for name, colour, height in _LINES:
        line = tc.by_measure(prices, name)
        axes.plot(line.index, line, color=PALETTE[colour], lw=1.2, marker="o", ms=4)
        axes.text(2026.1, height, text.labels[name], color=PALETTE[colour], fontsize=9, va="center")
    axes.axhline(tc.TARGET, color=SOFT, lw=0.9, ls=(0, (4, 3)))
    axes.text(2014, tc.TARGET - 0.12, text.labels["target"], color=SOFT, fontsize=8.5, va="top")
    axes.set(xlim=(2013.7, 2028.4), ylim=(0, 8.2), yticks=[0, 2, 4, 6, 8], ylabel=text.labels["y"], title=text.title)
    axes.set_xticks([2014, 2016, 2018, 2020, 2022, 2024], ["2014", "’16", "’18", "’20", "’22", "’24"])
    return figure


@drawing("phases/corridors-uk")
def corridors_uk(text: FigureWords, size: tuple[float, float]) -> Figure:
    """Draw the cost of sending money from the United Kingdom, one dot a destination, by its income group."""
    table = series("remittance-corridors-uk")
    figure, axes = canvas(size)
    groups = ("low", "lower middle", "upper middle", "high")
    for row, group in enumerate(groups):
        costs = table.loc[table["income"] == group, "cost_200"]
        colour = PALETTE["orange"] if group == "low" else PALETTE["petrol"]
        axes.plot(costs, [-row] * len(costs), ls="", marker="o", ms=6, color=colour, alpha=0.75, mec="white", mew=0.6)
    for limit in (tc.TARGET, tc.CEILING):
        axes.axvline(limit, color=SOFT, lw=0.9, ls=(0, (4, 3)), zorder=0)
    top, bottom = table.loc[table["cost_200"].idxmax()], table.loc[table["cost_200"].idxmin()]
    axes.text(top["cost_200"], 0.32, text.labels["highest"], ha="right", fontsize=8.5, color=SOFT)
    axes.text(bottom["cost_200"] - 0.1, -0.72, text.labels["lowest"], ha="center", fontsize=8.5, color=SOFT)
    axes.set(xlim=(0, 13), ylim=(-3.5, 0.75), xticks=[0, 3, 5, 10], xlabel=text.labels["x"], title=text.title)
    axes.set_yticks([-row for row in range(len(groups))], [text.labels[group] for group in groups])
    axes.grid(False)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    return figure
