"""Explorer of the capstone: whom an invented tool marks red, by threshold and by the fields it may use."""

from __future__ import annotations

import math
from collections.abc import Mapping

from matplotlib.figure import Figure

from migrationbook.drawings.style import INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.ai_act import capstone as visa_audit

#: What the measure says where nobody of the second country is stopped wrongly.
_NOBODY = 999.0


def _draw(labels: Mapping[str, str], found: Mapping[str, visa_audit.Outcome]) -> Figure:
    red, right = sum(one.red for one in found.values()), sum(one.right for one in found.values())
    stays = sum(one.stays for one in found.values())
    with house_style():
        figure, axes = canvas((4.8, 3.4))

        def bar(height: float, end: float, colour: str) -> None:
            axes.plot([0, end], [height, height], color=colour, lw=14, solid_capstyle="butt")

        axes.text(0, 4.42, labels["wrong"], va="bottom", fontsize=9, color=SOFT)
        for place, (country, one) in enumerate(found.items()):
            height = 4.0 - 0.75 * place
            bar(height, 1000, "#e8edef")
            bar(height, one.stopped_wrongly, PALETTE["petrol"])
            axes.text(-14, height, labels[country], va="center", ha="right")
            axes.text(1014, height, f"{one.stopped_wrongly:,.0f}", va="center", color=INK)
        axes.text(0, 1.6, labels["right"], va="bottom", fontsize=9, color=SOFT)
        bar(1.2, 1000, PALETTE["sky"])
        bar(1.2, 1000 * right / red, PALETTE["orange"])
        axes.text(1014, 1.2, f"{100 * right / red:.1f}", va="center", color=INK)
        axes.text(0, 0.45, labels["found"], va="bottom", fontsize=9, color=SOFT)
        bar(0.05, 1000, "#f6e3d2")
        bar(0.05, 1000 * right / stays, PALETTE["orange"])
        axes.text(1014, 0.05, f"{100 * right / stays:.0f}", va="center", color=INK)
        axes.set(xlim=(-150, 1085), ylim=(-0.3, 4.8), xticks=[], yticks=[])
        axes.grid(False)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
    return figure


@explorer("ai-act/capstone#groups")
def groups(labels: Mapping[str, str], *, red: int, version: str, stays: str) -> View:
    """Return whom a version of the invented tool marks red.

    Parameters
    ----------
    labels:
        The words inside the figure, and those that name versions.
    red:
        Share of all files that is marked, per cent.
    version:
        Which fields the tool may use.
    stays:
        Whether equally many people of each country would stay on.

    Returns
    -------
    View
        Measures: how many from B are stopped wrongly for each from D, right marks of 100, and found of 100.
    """
    found = visa_audit.audit(version, red / 100, stays)
    between = visa_audit.gap(found)
    marked, right = sum(one.red for one in found.values()), sum(one.right for one in found.values())
    whole = sum(one.stays for one in found.values())
    return View(
        draw=lambda: _draw(labels, found),
        values={
            "red": marked,
            "version": labels[version],
            "stays": labels[stays],
            "gap": between,
            "right": right,
            "whole": whole,
            "right_of_100": 100 * right / marked,
            "wrong": marked - right,
            **{country.lower(): one.stopped_wrongly for country, one in found.items()},
        },
        measures={
            "gap": _NOBODY if math.isinf(between) else round(between, 3),
            "right": round(100 * right / marked, 3),
            "found": round(100 * right / whole, 3),
        },
        case="nobody" if math.isinf(between) else "some",
    )
