"""Drawing of the capstone: what the archive refused, and what the tool marks."""

from __future__ import annotations

from matplotlib.figure import Figure

from migrationbook.corpus.entries import FigureWords
from migrationbook.corpus.tables import series
from migrationbook.drawings.style import PALETTE, canvas, drawing
from migrationbook.models.ai_act import capstone as visa_audit


@drawing("ai-act/refused-and-red")
def refused_and_red(text: FigureWords, size: tuple[float, float]) -> Figure:
    """Draw, by country, refusals in the archive beside red marks in the made table, of 1,000 files each."""
    files = series("made-visa-applications")
    red = 1000 * files["colour"].eq("red").groupby(files["country"]).mean()
    refused = {country: 1000 * share for country, share in visa_audit.refusals(visa_audit.archive()).items()}
    figure, axes = canvas(size)
    for offset, values, name, colour in ((0.2, refused, "refused", "sky"), (-0.2, red, "red", "orange")):
        for row, country in enumerate(sorted(refused, reverse=True)):
            axes.barh(row + offset, values[country], 0.36, color=PALETTE[colour])
            label = f"{values[country]:.0f}" + (f" {text.labels[name]}" if country == "B" else "")
            axes.text(values[country] + 6, row + offset, label, va="center", fontsize=9)
    axes.set_yticks(range(len(refused)), sorted(refused, reverse=True))
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    axes.set(xlim=(0, 680), xlabel=text.labels["x"], title=text.title)
    return figure
