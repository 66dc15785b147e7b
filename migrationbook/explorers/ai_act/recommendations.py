"""Explorer of the lesson on the recommendations: which demand comes first under which weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, INK, PALETTE, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.ai_act import recommendations as priorities


def _draw(labels: Mapping[str, str], points: pd.Series, first: Sequence[int]) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 2.9))
        for row, (demand, value) in enumerate(points.items()):
            colour = PALETTE["petrol"] if demand in first else HAIR
            axes.text(0, row - 0.38, labels[f"demand-{demand}"], fontsize=9, va="center", color=INK)
            axes.plot([0, value], [row, row], color=colour, lw=9, solid_capstyle="butt")
        axes.set(xlim=(0, 4.05), ylim=(4.5, -0.75), yticks=[], xticks=[0, 1, 2, 3, 4], xlabel=labels["x"])
        axes.grid(True, axis="x")
        axes.grid(False, axis="y")
        axes.spines["left"].set_visible(False)
    return figure


@explorer("ai-act/recommendations#weights")
def weights(labels: Mapping[str, str], *, protection: int, capacity: int, knowledge: int, independence: int) -> View:
    """Return the order of the five demands under the reader's weights.

    Parameters
    ----------
    labels:
        The words inside the figure, and those of the sentence.
    protection, capacity, knowledge, independence:
        Weight of each aim: 0, 1 or 2.
    """
    scores = priorities.score_table(series("ai-act-demands"))
    chosen = {"protection": protection, "capacity": capacity, "knowledge": knowledge, "independence": independence}
    points = priorities.weighted(scores, chosen)
    first = priorities.leaders(points)
    place = priorities.ranks(points)
    case = "none" if not first else "alone" if len(first) == 1 else "tie"
    return View(
        draw=lambda: _draw(labels, points, first),
        values={
            "aims": ", ".join(labels["weight"].format(aim=labels[aim], weight=value) for aim, value in chosen.items()),
            "first": labels["and"].join(labels[f"demand-{demand}"] for demand in first),
            "best": float(points.max()),
            "evidence": float(points[5]),
            "place": int(place[5]),
            "last": labels["and"].join(labels[f"demand-{demand}"] for demand in points.index[points.round(9) == points.round(9).min()]),
        },
        measures={"leader": first[0] if len(first) == 1 else 0, "evidence": int(place[5]) if first else 0},
        case=case,
    )
