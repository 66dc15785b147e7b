"""Drawings of the lesson on the map of the phases."""

from __future__ import annotations

from matplotlib.figure import Figure

from migrationbook.corpus.entries import FigureWords
from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, PALETTE, canvas, drawing

PHASES = ("before", "during", "after", "structure", "return")
FUNCTIONS = ("decides", "prepares", "records", "informs", "supplies", "carries")


@drawing("phases/placed")
def placed(text: FigureWords, size: tuple[float, float]) -> Figure:
    """Draw how many systems the course places in each phase and function; one with several is counted in each."""
    table = series("systems-placed")
    listed = table.assign(phase=table["phase"].str.split(";"), function=table["function"].str.split(";"))
    pairs = listed.explode("phase").explode("function")
    counts = pairs.groupby(["phase", "function"]).size()
    figure, axes = canvas(size)
    for row, function in enumerate(FUNCTIONS):
        for column, phase in enumerate(PHASES):
            count = int(counts.get((phase, function), 0))
            if count:
                axes.plot([column], [row], marker="o", ms=5 + 3.2 * count, color=PALETTE["petrol"], mec="white", ls="")
                axes.text(column, row, str(count), color="white", fontsize=8.5, ha="center", va="center")
            else:
                axes.plot([column], [row], marker="o", ms=2.5, color=HAIR, ls="")
    axes.set_xticks(range(len(PHASES)), [text.labels[phase] for phase in PHASES])
    axes.set_yticks(range(len(FUNCTIONS)), [text.labels[function] for function in FUNCTIONS])
    axes.set(xlim=(-0.6, 4.6), ylim=(5.6, -0.6), title=text.title)
    axes.grid(False)
    return figure
