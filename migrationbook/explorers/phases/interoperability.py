"""Explorer of phases/interoperability: two invented registers meet, and somebody has to check the links."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from migrationbook.drawings.style import INK, PALETTE, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.phases import interoperability as model

#: Upper end of the axis, checks by hand for 100 records; longer bars are cut and say so.
_TOP = 200


@explorer("phases/interoperability#links")
def links(labels: Mapping[str, str], *, rule: model.Rule, threshold: int, year: bool) -> View:
    """Return who is checked by hand when two registers meet.

    Parameters
    ----------
    labels:
        The words inside the figure.
    rule:
        Whether names link the records, or fingerprints.
    threshold:
        Share of letters that has to agree, per cent.
    year:
        Whether the year of birth has to agree, too.
    """
    counts = model.links(rule, threshold, year)
    total = counts.sum()
    each = model.by_hand_of_100(counts)
    # more links than people means that nobody has recognised anything: that counts as an error, too
    errors = total["wrong"] + total["missed"]
    return View(
        draw=lambda: _draw(labels, counts),
        values={
            "threshold": threshold,
            "year": labels["with_year" if year else "without_year"],
            "right": int(total["right"]),
            "wrong": int(total["wrong"]),
            "missed": int(total["missed"]),
            "by_hand": int(total["by_hand"]),
            "unchecked": int(total["unchecked"]),
            **{name: each[name] for name in model.GROUPS},
        },
        measures={
            "by_hand": float(total["by_hand"]),
            # the second rule makes no error by assumption; an exercise on errors means the first
            "errors": float(errors) if rule == "names" else 9999.0,
            "renamed": round(float(each["renamed"]), 3),
        },
        case=rule,
    )


def _draw(labels: Mapping[str, str], counts: pd.DataFrame) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 3.0))
        for place, group in enumerate(model.GROUPS):
            row = counts.loc[group]
            of_100 = 100 / row["records"]
            same, other, missed = ((row["right"] - row["unchecked"]) * of_100, row["wrong"] * of_100, row["missed"] * of_100)
            axes.plot([0, min(same, _TOP)], [place, place], color=PALETTE["petrol"], lw=13, solid_capstyle="butt")
            if other:
                axes.plot([min(same, _TOP), min(same + other, _TOP)], [place] * 2, color=PALETTE["orange"], lw=13, solid_capstyle="butt")
            end = same + other
            axes.text(min(end, _TOP) + 4, place, f"{end:,.0f}" + (labels["more"] if end > _TOP else ""), va="center", color=INK)
            axes.text(0, place + 0.42, labels["missed"].format(n=missed), va="center", fontsize=8.5, color=INK)
        for x, name, colour in ((0, "one", "petrol"), (95, "two", "orange")):
            axes.plot([x + 2], [-0.78], color=PALETTE[colour], marker="s", ms=7, ls="", clip_on=False)
            axes.text(x + 8, -0.78, labels[name], va="center", fontsize=9)
        axes.set(xlim=(0, _TOP + 58), ylim=(2.75, -1.0), xticks=[0, 50, 100, 150, 200], xlabel=labels["x"])
        axes.set_yticks(range(3), [labels[group] for group in model.GROUPS])
        axes.grid(False)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.spines["bottom"].set_bounds(0, _TOP)
    return figure
