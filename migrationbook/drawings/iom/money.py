"""Drawings of the chapter on the IOM."""

from __future__ import annotations

from matplotlib.figure import Figure

from migrationbook.corpus.entries import FigureWords
from migrationbook.corpus.tables import series
from migrationbook.drawings.style import PALETTE, SOFT, canvas, drawing
from migrationbook.models.iom import money


@drawing("iom/revenue-by-type")
def revenue_by_type(text: FigureWords, size: tuple[float, float]) -> Figure:
    """Draw revenue by type as stacked columns; un-earmarked money lies on top and can hardly be seen."""
    table = series("iom-revenue-by-type").set_index("year") / 1000
    figure, axes = canvas(size)
    colours = {"earmarked": "sky", "other": "grey", "assessed": "petrol", "unearmarked": "orange"}
    foot = table["total"] * 0
    for name, colour in colours.items():
        axes.bar(table.index, table[name], bottom=foot, width=0.8, color=PALETTE[colour])
        foot = foot + table[name]
    last = table.index[-1]
    axes.text(last + 0.62, table["earmarked"][last] / 2, text.labels["earmarked"], va="center", fontsize=9)
    # the thin layers lie closer together than their words: spread in points, whatever the size of the figure
    for name, points in {"unearmarked": 5, "assessed": -6, "other": -17}.items():
        axes.annotate(
            text.labels[name],
            xy=(last + 0.62, float(foot[last])),
            xytext=(0, points),
            textcoords="offset points",
            color=SOFT if name == "other" else PALETTE[colours[name]],
            fontsize=9,
            va="center",
        )
    axes.annotate(
        text.labels["note"],
        xy=(last - 0.45, float(foot[last])),
        xytext=(2010.6, 3.35),
        color=PALETTE["orange"],
        fontsize=9,
        va="center",
        arrowprops={"arrowstyle": "-", "color": PALETTE["orange"], "lw": 0.8, "shrinkB": 1},
    )
    axes.set(xlim=(2010.4, last + 4.6), ylim=(0, 4.05), ylabel=text.labels["y"], title=text.title)
    axes.set_xticks([2011, 2014, 2017, 2020, 2024])
    axes.set_yticks(range(5))
    axes.spines["bottom"].set_bounds(2010.5, last + 0.5)
    return figure


@drawing("iom/donor-shares")
def donor_shares(text: FigureWords, size: tuple[float, float]) -> Figure:
    """Draw the shares of the United States, Europe and the North as lines, and Peru as two points."""
    table = series("iom-donor-shares").set_index("year")
    europe, north = money.european_share(series("iom-donor-shares")), money.northern_share(series("iom-donor-shares"))
    by_donor, by_type = series("iom-donors"), series("iom-revenue-by-type")
    figure, axes = canvas(size)
    lines = (
        (north, "north", PALETTE["grey"], "--", None, 0.0),
        (europe, "europe", PALETTE["orange"], "-", "s", -1.5),
        (table["usa"], "usa", PALETTE["petrol"], "-", "o", 1.5),
    )
    for values, name, colour, style, marker, shift in lines:
        axes.plot(values.index, values, color=colour, lw=1.8, ls=style, marker=marker, ms=3.5)
        last = f"{text.labels[name]} {values.iloc[-1]:.1f}"
        axes.text(2024.25, values.iloc[-1] + shift, last, color=SOFT if name == "north" else colour, va="center", fontsize=9)
    years = [2014, 2015]
    peru = [money.donor_share(by_donor, by_type, "Peru", year) for year in years]
    axes.plot(years, peru, color=PALETTE["purple"], ls="", marker="D", ms=4.5)
    axes.text(2015.3, peru[1] - 1.5, text.labels["peru"], color=PALETTE["purple"], va="center", fontsize=9)
    peak = int(europe.idxmax())
    axes.text(peak, europe[peak] + 3, f"{europe[peak]:.1f}", color=PALETTE["orange"], ha="center", fontsize=9)
    axes.set(xlim=(2013.6, 2028), ylim=(0, 100), ylabel=text.labels["y"], title=text.title)
    axes.set_xticks([2014, 2016, 2018, 2020, 2022, 2024])
    axes.set_yticks([0, 25, 50, 75, 100])
    axes.spines["bottom"].set_bounds(2013.6, 2024.2)
    return figure
