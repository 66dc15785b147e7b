"""Explorer of the lesson on the Sahel: what counting points see in an invented country."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.figure import Figure

from migrationbook.drawings.style import HAIR, PALETTE, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.departure_figures import change
from migrationbook.models.midas import sahel as model

#: Upper end of the axis, thousands a day; the highest count of any setting is below it.
_TOP = 16


def _draw(labels: Mapping[str, str], made: float, then: float, now: float) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 3.0))
        for place, (true, seen) in enumerate(((model.JOURNEYS, then), (made, now))):
            axes.plot([place - 0.2] * 2, [0, true / 1000], color=HAIR, lw=42, solid_capstyle="butt")
            axes.plot([place + 0.2] * 2, [0, seen / 1000], color=PALETTE["orange"], lw=42, solid_capstyle="butt")
            axes.text(place - 0.2, true / 1000 + 0.3, f"{true:,.0f}", ha="center", fontsize=9)
            axes.text(place + 0.2, seen / 1000 + 0.3, f"{seen:,.0f}", ha="center", fontsize=9, color=PALETTE["orange"])
        axes.text(-0.2, 12.6, labels["made"], ha="center", fontsize=9)
        axes.text(0.2, 12.6, labels["counted"], ha="center", fontsize=9, color=PALETTE["orange"])
        axes.set(xlim=(-0.6, 1.6), ylim=(0, _TOP), yticks=[0, 5, 10, 15], ylabel=labels["y"])
        axes.set_xticks([0, 1], [labels["then"], labels["now"]])
    return figure


@explorer("midas/sahel#points")
def points(labels: Mapping[str, str], *, open: int, law: str, flow: int, count: str) -> View:
    """Return journeys made and counted in a month of comparison and in yours.

    Parameters
    ----------
    labels:
        The words inside the figure and those of the sentence.
    open:
        Counting points open.
    law:
        ``enforced`` or ``repealed``.
    flow:
        Change of the journeys really made, per cent.
    count:
        ``people`` or ``passings``.
    """
    passings = count == "passings"
    made = model.journeys(flow)
    then = model.reference(passings)
    now = model.counted(open, law == "enforced", made, passings)
    rise = change(then, now)
    return View(
        draw=lambda: _draw(labels, made, then, now),
        values={
            "open": open,
            "law": labels[law],
            "flow": flow,
            "made": made,
            "what": labels[count],
            "then": then,
            "now": now,
            "rise": rise,
        },
        measures={"rise": round(rise, 3), "against": round(rise, 3) if flow < 0 else 0.0},
        case="same" if abs(rise - flow) < 0.05 else "above" if rise > flow else "below",
    )
