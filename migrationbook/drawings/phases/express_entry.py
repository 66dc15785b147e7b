"""Drawings of the lesson on Express Entry."""

from __future__ import annotations

from datetime import date

from matplotlib.figure import Figure

from migrationbook.corpus.entries import FigureWords
from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, drawing

#: Types of round drawn in one colour; everything else is a round for an occupation.
_GROUPS = {
    "general": ("general",),
    "cec": ("cec",),
    "nominees": ("nominees",),
    "french": ("french",),
    "programme": ("fst", "fsw"),
}
_LOOKS = {
    "general": ("petrol", "o"),
    "cec": ("orange", "s"),
    "nominees": ("grey", "^"),
    "french": ("sky", "D"),
    "programme": ("purple", "v"),
    "occupation": ("green", "P"),
}


def _year(day: str) -> float:
    at = date.fromisoformat(day)
    return at.year + (at.timetuple().tm_yday - 1) / 365.25


@drawing("phases/express-entry-cutoffs")
def cutoffs(text: FigureWords, size: tuple[float, float]) -> Figure:
    """Draw the cut-off of every round by day and type, and the days on which the grid changed."""
    table = series("express-entry-rounds")
    group_of = {kind: group for group, kinds in _GROUPS.items() for kind in kinds}
    group = table["type"].map(group_of).fillna("occupation")
    when = table["date"].map(_year)
    figure, axes = canvas(size)
    for day in ("2016-11-19", "2017-06-06", "2020-10-20", "2025-03-25"):
        axes.axvline(_year(day), color=HAIR, lw=0.8, ls=(0, (3, 3)), zorder=0)
    axes.text(2015.1, 20, text.labels["changes"], color=SOFT, fontsize=8, va="bottom")
    for name, (colour, shape) in _LOOKS.items():
        chosen = group == name
        axes.plot(when[chosen], table.loc[chosen, "cutoff"], color=PALETTE[colour], marker=shape, ms=3.2, mew=0, ls="")
    places = {
        "general": (2017.6, 485), "cec": (2020.2, 545), "nominees": (2018.5, 700), "french": (2022.7, 325),
        "programme": (2015.2, 285), "occupation": (2024.7, 268),
    }  # fmt: skip
    for name, (x, y) in places.items():
        axes.text(x, y, text.labels[name], color=PALETTE[_LOOKS[name][0]], fontsize=8.5, va="bottom")
    axes.annotate("75", xy=(2021.12, 75), xytext=(2021.4, 75), fontsize=8.5, va="center", color=INK)
    axes.annotate("886", xy=(2015.08, 886), xytext=(2015.3, 886), fontsize=8.5, va="center", color=INK)
    axes.annotate("169", xy=(2026.13, 169), xytext=(2025.9, 169), fontsize=8.5, va="center", ha="right", color=INK)
    axes.set(xlim=(2014.9, 2027), ylim=(0, 950), yticks=[0, 200, 400, 600, 800], ylabel=text.labels["y"], title=text.title)
    axes.set_xticks(range(2015, 2027, 2))
    return figure
