"""Drawing of iom/two-portraits: spending by function, with a gap where the accounts were not read."""

from __future__ import annotations

from matplotlib.figure import Figure

from migrationbook.corpus.entries import FigureWords
from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, PALETTE, SOFT, canvas, drawing

#: The first accounts under the UN's data standards (edition of January 2019).
_NEW_RULES = 2018


@drawing("iom/spending-by-function")
def spending_by_function(text: FigureWords, size: tuple[float, float]) -> Figure:
    """Draw spending as stacked columns; the share booked as humanitarian stands in each column."""
    table = series("iom-spending-by-function").set_index("year")
    figure, axes = canvas(size)
    colours = {"humanitarian": "petrol", "development": "sky", "global_agenda": "grey"}
    foot = table["total"] * 0
    for name, colour in colours.items():
        axes.bar(table.index, table[name] / 1000, bottom=foot, width=0.8, color=PALETTE[colour])
        middle = foot + table[name] / 2000
        axes.text(
            2024.6, middle[2024], text.labels[name], color=SOFT if name == "global_agenda" else PALETTE[colour], va="center", fontsize=9
        )
        foot = foot + table[name] / 1000
    for year, row in table.iterrows():
        axes.text(year, 0.06, f"{100 * row['humanitarian'] / row['total']:.0f}", color="white", ha="center", fontsize=8.5)
    axes.axvline(_NEW_RULES - 0.5, color=SOFT, lw=0.8, ls=(0, (3, 3)))
    axes.text(_NEW_RULES - 0.35, 3.7, text.labels["rules"], color=SOFT, fontsize=8.5, va="center")
    axes.plot([2017.7, 2023.3], [0.06] * 2, color=HAIR, lw=2, solid_capstyle="butt")
    axes.text(2020.5, 0.14, text.labels["gap"], color=SOFT, fontsize=8.5, ha="center")
    axes.set(xlim=(2010.4, 2029.6), ylim=(0, 4.05), ylabel=text.labels["y"], title=text.title)
    axes.set_xticks([2011, 2013, 2015, 2017, 2024])
    axes.set_yticks(range(5))
    axes.spines["bottom"].set_bounds(2010.5, 2024.5)
    return figure
