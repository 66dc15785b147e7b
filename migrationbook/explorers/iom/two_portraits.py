"""Explorer of iom/two-portraits: one invented mission, classed by purpose and by mode of work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.iom.two_portraits import Activity, Purpose, mission, share_where

#: Height of the figure over its width is that of a phone held upright: six activities and three shares.
_SIZE = (4.8, 4.4)
#: Right end of the axis of costs: room for the largest cost and the column of values.
_END = 47


def booked_share(year: int) -> float:
    """Return the share of its spending that the IOM booked as humanitarian in a year, per cent."""
    row = series("iom-spending-by-function").set_index("year").loc[year]
    return float(100 * row["humanitarian"] / row["total"])


@explorer("iom/two-portraits#mission")
def two_questions(labels: Mapping[str, str], *, tents: int, flights: int, casework: int, booked: Purpose, wide: bool) -> View:
    """Return the invented mission under both questions.

    Parameters
    ----------
    labels:
        The words inside the figure.
    tents, flights, casework:
        Costs, in millions of an invented currency.
    booked:
        Purpose under which the flights home are booked.
    wide:
        Whether registering people and setting up equipment count as logistics.
    """
    activities = mission(tents, flights, casework, booked)

    def helps(activity: Activity) -> bool:
        return activity.purpose == "humanitarian"

    def moves(activity: Activity) -> bool:
        return activity.is_logistics(wide)

    shares = {
        "humanitarian": share_where(activities, helps),
        "logistics": share_where(activities, moves),
        "both": share_where(activities, lambda activity: helps(activity) and moves(activity)),
    }
    neither = share_where(activities, lambda activity: not helps(activity) and not moves(activity))
    real = booked_share(2024)
    return View(
        draw=lambda: _draw(activities, [(helps(activity), moves(activity)) for activity in activities], shares, real, labels),
        values={**shares, "neither": neither, "whole": sum(activity.cost for activity in activities), "real": real},
        measures=shares,
        case="close" if abs(shares["humanitarian"] - real) < 3 else "far",
    )


def _draw(
    activities: Sequence[Activity],
    counts: Sequence[tuple[bool, bool]],
    shares: Mapping[str, float],
    real: float,
    labels: Mapping[str, str],
) -> Figure:
    with house_style():
        figure, (top, foot) = canvas(_SIZE, nrows=2, height_ratios=(6, 3.1))
        for place, (activity, (helps, moves)) in enumerate(zip(activities, counts, strict=True)):
            for shift, colour, yes in ((-0.17, "petrol", helps), (0.17, "orange", moves)):
                line = [0, activity.cost], [place + shift] * 2
                top.plot(*line, color=PALETTE[colour] if yes else HAIR, lw=5.2, solid_capstyle="butt")
            top.text(_END, place, f"{activity.cost:.0f}", va="center", ha="right", color=INK)
        top.set(xlim=(0, _END), ylim=(5.6, -0.6), xticks=[0, 10, 20, 30, 40], xlabel=labels["cost"], title=labels["title"])
        top.set_yticks(range(6), [labels[activity.name] for activity in activities])

        for place, (name, colour) in enumerate((("humanitarian", "petrol"), ("logistics", "orange"), ("both", "purple"))):
            foot.plot([0, shares[name]], [place] * 2, color=PALETTE[colour], lw=9, solid_capstyle="butt")
            foot.text(112, place, f"{shares[name]:.1f}", va="center", ha="right", color=INK)
        foot.axvline(real, color=SOFT, lw=0.8, ls=(0, (3, 3)), zorder=0)
        foot.text(real + 1, -0.62, labels["real"].format(share=real), color=SOFT, fontsize=8.5, va="bottom")
        foot.set(xlim=(0, 112), ylim=(2.6, -0.6), xticks=[0, 25, 50, 75, 100], xlabel=labels["share"])
        foot.set_yticks(range(3), [labels[name] for name in ("humanitarian", "logistics", "both")])
        for axes in (top, foot):
            axes.grid(False)
            axes.tick_params(axis="y", length=0)
            axes.spines["left"].set_visible(False)
    return figure
