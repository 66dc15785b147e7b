"""Explorers of the lesson on Germany: which departures count as voluntary, and who had been warned."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.return_ import germany as counts

_YEARS = tuple(range(2014, 2026))
#: Upper end of the axis, thousands of people.
_TOP = 62


def _draw_definitions(
    labels: Mapping[str, str], definition: str, year: int, found: Mapping[int, counts.Comparison], rivals: bool
) -> Figure:
    deported = series("deportations-germany")
    line = deported[deported["main"] & (deported["period"] == "year")].set_index("year")["deportations"] / 1000
    with house_style():
        figure, axes = canvas((4.8, 3.0))
        axes.axvspan(year - 0.5, year + 0.5, color="#eef3f5", lw=0, zorder=0)
        axes.plot(line.index, line, color=PALETTE["petrol"], lw=1.6, marker="o", ms=3.5)
        axes.text(2020.5, 5.2, labels["deported"], color=PALETTE["petrol"], ha="center", fontsize=9)
        for place, comparison in found.items():
            low = comparison.voluntary.low / 1000
            high = comparison.voluntary.high / 1000
            if math.isinf(high):
                axes.annotate("", xy=(place, low + 6), xytext=(place, low), arrowprops={"arrowstyle": "->", "color": PALETTE["orange"]})
            elif high > low:
                axes.plot([place, place], [low, high], color=PALETTE["orange"], lw=4, solid_capstyle="butt")
            shape = "s" if comparison.period == "year" else "D"
            axes.plot([place], [low], color=PALETTE["orange"], marker=shape, ms=5.5, ls="")
        if rivals:
            tables = [("deportations", "petrol")] + ([("departures", "orange")] if definition == "reag" else [])
            for column, colour in tables:
                table = deported if column == "deportations" else series("reag-garp")
                other = table[~table["main"] & (table["period"] == "year")].dropna(subset=column)
                axes.plot(other["year"], other[column] / 1000, color=PALETTE[colour], marker="_", ms=9, mew=1.2, ls="")
        axes.axvline(2023.5, color=HAIR, lw=0.8, ls=(0, (3, 3)), zorder=1)
        axes.text(2023.4, 61, labels["iom"], color=SOFT, fontsize=8.5, ha="right", va="top")
        axes.text(2023.6, 61, labels["bamf"], color=SOFT, fontsize=8.5, va="top")
        axes.set(xlim=(2013.5, 2025.5), ylim=(0, _TOP), xticks=list(_YEARS), yticks=[0, 20, 40, 60], ylabel=labels["y"])
        axes.set_xticks(list(_YEARS), [f"’{place % 100}" for place in _YEARS])
        axes.set_title(labels[definition], color=PALETTE["orange"])
    return figure


@explorer("return/germany#definitions")
def definitions(labels: Mapping[str, str], *, definition: counts.Definition, year: int, rivals: bool) -> View:
    """Return voluntary departures by a definition beside deportations.

    Parameters
    ----------
    labels:
        The words inside the figure, and those of the sentence.
    definition:
        What counts as voluntary.
    year:
        2014 to 2025.
    rivals:
        Whether other published numbers for the same year are shown.
    """
    reag, other, deported = series("reag-garp"), series("other-departures-germany"), series("deportations-germany")
    found = {
        place: comparison
        for place in _YEARS
        if (comparison := counts.comparison(reag, other, deported, definition, place)) is not None
    }
    values: dict[str, Any] = {
        "definition": labels[f"{definition}_words"],
        "year": year,
        "deported_rivals": " or ".join(f"{value:,.0f}" for value in counts.rivals(deported, year, "deportations")),
        "reag_rivals": " or ".join(f"{value:,.0f}" for value in counts.rivals(reag, year, "departures")) or labels["none_seen"],
    }
    if year not in found:
        case, ratio, low = "none", 0.0, 0.0
    else:
        at = found[year]
        ratio, low, high = at.ratio, at.voluntary.low, at.voluntary.high
        case = at.outcome
        floor = at.deported.low == 0
        values |= {
            "period": labels[at.period],
            "count": f"{low:,.0f}" if high == low else labels["from" if math.isinf(high) else "range"].format(low=low, high=high),
            "deported": labels["up_to"].format(high=at.deported.high) if floor else f"{at.deported.high:,.0f}",
            "ratio": f"{at.ratio:.2f}",
        }
    return View(
        draw=lambda: _draw_definitions(labels, definition, year, found, rivals),
        values=values,
        measures={"ratio": round(ratio, 4), "voluntary": low},
        case=f"{case}-rivals" if rivals else case,
    )


def _draw_warned(labels: Mapping[str, str], year: int, parts: Mapping[str, float], refused: float) -> Figure:
    whole = sum(parts.values())
    lengths = {
        "obliged": 100 * parts["obliged"] / whole,
        "refused": 100 * refused * parts["procedure"] / whole,
        "undecided": 100 * (1 - refused) * parts["procedure"] / whole,
        "rest": 100 * (whole - parts["obliged"] - parts["procedure"]) / whole,
    }
    colours = {"obliged": "petrol", "refused": "orange", "undecided": "sky", "rest": "grey"}
    with house_style():
        figure, axes = canvas((4.8, 2.6))
        start = 0.0
        for place, (name, length) in enumerate(lengths.items()):
            axes.plot([start, start + length], [0, 0], color=PALETTE[colours[name]], lw=34, solid_capstyle="butt")
            axes.plot([0], [1.05 + 0.52 * place], color=PALETTE[colours[name]], marker="s", ms=8, ls="", clip_on=False)
            axes.text(3, 1.05 + 0.52 * place, labels[name], va="center", fontsize=9)
            axes.text(100, 1.05 + 0.52 * place, f"{length:.1f} %", va="center", ha="right", color=INK, fontsize=9)
            start += length
        axes.plot([50, 50], [-0.55, 0.6], color=INK, lw=1, ls=(0, (3, 2)))
        axes.text(50, 0.63, labels["half"], ha="center", va="top", fontsize=8.5)
        axes.set(xlim=(-1, 101), ylim=(2.9, -0.6), xticks=[0, 25, 50, 75, 100], yticks=[], xlabel=labels["x"], title=labels[str(year)])
        axes.grid(False)
        axes.spines["left"].set_visible(False)
    return figure


@explorer("return/germany#warned")
def warned(labels: Mapping[str, str], *, year: int, refused: int) -> View:
    """Return how many of those leaving with REAG/GARP stood under a deportation warning.

    Parameters
    ----------
    labels:
        The words inside the figure.
    year:
        2024 (January to September) or 2025.
    refused:
        Assumed share of permit holders whose application had been refused, per cent.
    """
    parts = counts.by_status(series("reag-garp-status"), year)
    whole = float(parts.sum())
    share = counts.warned_share(parts["obliged"], parts["procedure"], whole, refused / 100)
    needed = counts.refused_for_most(parts["obliged"], parts["procedure"], whole) or 0.0
    people = refused / 100 * parts["procedure"]
    return View(
        draw=lambda: _draw_warned(labels, year, parts.to_dict(), refused / 100),
        values={
            "period": labels[f"{year}_words"],
            "refused": refused,
            "people": people,
            "warned": 100 * share,
            "obliged": 100 * parts["obliged"] / whole,
            "needed": 100 * needed,
        },
        measures={"warned": round(100 * float(share), 3)},
        case="most" if share > 0.5 else "not",
    )
