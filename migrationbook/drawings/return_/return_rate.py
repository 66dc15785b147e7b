"""Drawings of the lesson on the return rate."""

from __future__ import annotations

from matplotlib.figure import Figure

from migrationbook.corpus.entries import FigureWords
from migrationbook.corpus.tables import series
from migrationbook.drawings.style import PALETTE, SOFT, canvas, drawing


@drawing("return/first-and-revised")
def first_and_revised(text: FigureWords, size: tuple[float, float]) -> Figure:
    """Draw quarterly returns to third countries as first told, and what a later release implies, with an arrow."""
    table = series("eu-orders-returns-quarterly")
    table = table[(table["indicator"] == "returns") & (table["destination"] == "third")]
    quarters = sorted(table["quarter"].unique())
    figure, axes = canvas(size)
    for place, quarter in enumerate(quarters):
        told = (table.loc[table["quarter"] == quarter].sort_values("release")["value"] / 1000).tolist()
        if len(told) > 1 and told[-1] - told[0] > 1:
            arrow = {"arrowstyle": "-|>", "color": PALETTE["orange"], "lw": 1.3, "shrinkA": 3, "shrinkB": 3}
            axes.annotate("", xy=(place, told[-1]), xytext=(place, told[0]), arrowprops=arrow)
        axes.plot([place], [told[0]], color=PALETTE["petrol"], marker="o", ms=5, ls="")
        if len(told) > 1:
            axes.plot([place], [told[-1]], color=PALETTE["orange"], marker="s", ms=5, ls="")
    axes.text(0.1, 22.6, text.labels["first"], color=PALETTE["petrol"], fontsize=9)
    axes.text(0.1, 33.4, text.labels["later"], color=PALETTE["orange"], fontsize=9)
    axes.set(xlim=(-0.4, 7.4), ylim=(20, 36), yticks=[20, 25, 30, 35], ylabel=text.labels["y"], title=text.title)
    axes.text(7.3, 20.3, text.labels["cut"], color=SOFT, fontsize=8, ha="right")
    axes.set_xticks(range(len(quarters)), [f"{quarter[5:]}\n{quarter[:4]}" for quarter in quarters])
    return figure
