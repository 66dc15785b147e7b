"""Explorer of the lesson on the return rate: one conduct, many same-year ratios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from migrationbook.drawings.style import PALETTE, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.return_.return_rate import cohorts as model


def _draw(labels: Mapping[str, str], ratios: Sequence[float], share: int, course: str) -> Figure:
    years = range(1, len(ratios) + 1)
    with house_style():
        figure, axes = canvas((4.8, 3.0))
        axes.plot([0.6, 12.3], [share, share], color=PALETTE["petrol"], lw=1.6, ls=(0, (5, 3)))
        axes.plot(years, [100 * ratio for ratio in ratios], color=PALETTE["orange"], lw=1.8, marker="o", ms=3.5)
        last = 100 * ratios[-1]
        apart = 4 if abs(last - share) < 8 else 0
        axes.text(12.4, share - (apart if last >= share else -apart), labels["share"], color=PALETTE["petrol"], va="center", fontsize=9)
        axes.text(12.4, last + (apart if last >= share else -apart), labels["ratio"], color=PALETTE["orange"], va="center", fontsize=9)
        axes.set(xlim=(0.6, 16.4), ylim=(0, 100), yticks=[0, 25, 50, 75, 100], xlabel=labels["x"], ylabel=labels["y"], title=labels[course])
        axes.set_xticks([1, 3, 5, 7, 9, 11])
        axes.spines["bottom"].set_bounds(0.6, 12.3)
    return figure


@explorer("return/return-rate#cohorts")
def cohorts(labels: Mapping[str, str], *, course: model.Course, delay: str, share: int, recorded: int) -> View:
    """Return the same-year ratio of twelve years beside the share that ever returns.

    Parameters
    ----------
    labels:
        The words inside the figure.
    course:
        How orders develop.
    delay:
        How long those take who return: ``short``, ``medium`` or ``long``.
    share:
        Share of those ordered that ever returns, per cent.
    recorded:
        Share of returns that is recorded, per cent.
    """
    ratios = model.same_year_ratios(course, share / 100, model.DELAYS[delay], recorded / 100)
    percent = [100 * ratio for ratio in ratios]
    low, high = min(percent), max(percent)
    gap = percent[-1] - share
    if high - low < 0.05:
        case = "flat" if recorded == 100 else "flat-unrecorded"
    else:
        case = "jump" if course == "jump" else ("above" if gap > 0 else "below")
    return View(
        draw=lambda: _draw(labels, ratios, share, course),
        values={
            "share": share,
            "recorded": recorded,
            "first": percent[0],
            "last": percent[-1],
            "low": low,
            "high": high,
            "low_year": percent.index(low) + 1,
            "high_year": percent.index(high) + 1,
            "gap": abs(gap),
        },
        measures={"gap": round(gap, 3), "spread": round(high - low, 3), "last": round(percent[-1], 3)},
        case=case,
    )
