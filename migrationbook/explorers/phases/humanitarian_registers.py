"""Explorer of phases/humanitarian-registers: what a search for double registrations finds, misses and stops by mistake."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.figure import Figure

from migrationbook.drawings.style import INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.phases.humanitarian_registers import Outcome, invented_fnmr, search

#: Families who come to the invented desk.
FAMILIES = 10_000
#: The register and the largest share of missed families for which the lesson asks.
_LARGEST, _MOST_MISSED = 10_000_000, 0.05
#: Left edge of the logarithmic axis; what is smaller is drawn there.
_LEAST = 0.5


def _draw(out: Outcome, labels: Mapping[str, str]) -> Figure:
    with house_style():
        figure, (top, foot) = canvas((4.8, 3.3), nrows=2, height_ratios=(3.4, 1))
        rows = (("found", out.found, "petrol", "o"), ("missed", out.missed, "sky", "D"), ("blocked", out.blocked, "orange", "s"))
        for place, (name, value, colour, shape) in enumerate(rows):
            top.plot([max(value, _LEAST)], [place], color=PALETTE[colour], marker=shape, ms=9, ls="")
            top.text(0.6, place - 0.36, labels[name], color=SOFT, va="center", fontsize=9)
            top.text(28_000, place, f"{value:,.0f}", color=INK, ha="right", va="center", fontweight="semibold")
        top.set(xscale="log", xlim=(_LEAST * 0.8, 30_000), ylim=(2.6, -0.7), yticks=[], xlabel=labels["x"], title=labels["title"])
        top.set_xticks([1, 10, 100, 1000, 10_000], ["1", "10", "100", "1,000", "10,000"])
        top.minorticks_off()
        top.grid(axis="x")
        top.spines["left"].set_visible(False)
        right = 100 * out.right_share
        foot.plot([0, right], [0, 0], color=PALETTE["petrol"], lw=13, solid_capstyle="butt")
        foot.plot([right, 100], [0, 0], color=PALETTE["orange"], lw=13, solid_capstyle="butt")
        foot.text(0, -0.95, labels["alarms"].format(right=right, wrong=100 - right), va="center", fontsize=9)
        foot.set(xlim=(0, 100), ylim=(0.6, -1.5))
        foot.axis("off")
    return figure


@explorer("phases/humanitarian-registers#search")
def search_register(labels: Mapping[str, str], *, records: int, threshold: int, already: int, days: int) -> View:
    """Return what a search does to the families who come.

    Parameters
    ----------
    labels:
        The words inside the figure.
    records:
        Records in the register.
    threshold:
        One false match in 10 to this power of comparisons.
    already:
        Of 1,000 families who come, those who are registered already.
    days:
        Days until a mistaken block is lifted.
    """
    fnmr = invented_fnmr(threshold)
    out = search(FAMILIES, already / 1000, records, 10.0**-threshold, fnmr, days)
    kept = records == _LARGEST and out.missed_share <= _MOST_MISSED
    return View(
        draw=lambda: _draw(out, labels),
        values={
            "records": records,
            "threshold": labels[f"one_in_{threshold}"],
            "fnmr": 100 * fnmr,
            "already": out.found + out.missed,
            "found": out.found,
            "missed": f"{out.missed:,.0f}",
            "blocked": f"{out.blocked:,.0f}",
            "new": out.blocked + out.passed,
            "right": 100 * out.right_share,
            "days": days,
            "withheld": f"{out.withheld:,.0f}",
        },
        measures={
            "blocked": round(out.blocked, 3),
            "right": round(100 * out.right_share, 3),
            "withheld": round(out.withheld, 3),
            # a setting that breaks one of the two conditions is no answer, however few families it blocks
            "kept": round(out.blocked, 3) if kept else float(FAMILIES),
        },
        case="all" if out.blocked > 0.99 * (out.blocked + out.passed) else "some",
    )
