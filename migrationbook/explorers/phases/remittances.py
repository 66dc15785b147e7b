"""Explorer of the lesson on remittances: an offer without a fee beside one with a fee."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from migrationbook.drawings.style import INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.phases import remittances as tc

#: Sum sent in a year, and the margin of the offer that takes a fee, per cent. Both invented.
_YEAR, _SMALL_MARGIN = 2400, 0.5
_AMOUNTS = (50, 75, 100, 150, 200, 300, 400, 600, 1200)


def _draw_free(labels: Mapping[str, str], amount: int, free: tc.Offer, paid: tc.Offer) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 2.9))
        for limit in (tc.TARGET, tc.CEILING):
            axes.axhline(limit, color=SOFT, lw=0.8, ls=(0, (4, 3)), zorder=0)
        for offer, colour, name in ((free, "orange", "free"), (paid, "petrol", "paid")):
            axes.plot(np.log10(_AMOUNTS), [tc.share(offer, one) for one in _AMOUNTS], color=PALETTE[colour], lw=1.5)
            axes.plot([np.log10(amount)], [tc.share(offer, amount)], color=PALETTE[colour], marker="o", ms=7, ls="")
            axes.text(3.06, 12.6 if name == "free" else 11.4, labels[name], color=PALETTE[colour], ha="right", fontsize=9)
        axes.text(3.06, 5.2, labels["target"], color=SOFT, ha="right", fontsize=8.5)
        axes.set(xlim=(1.65, 3.12), ylim=(0, 13.5), yticks=[0, 3, 5, 10], xlabel=labels["x"], ylabel=labels["y"])
        axes.set_xticks(np.log10([50, 100, 200, 400, 1200]), ["50", "100", "200", "400", "1,200"])
        axes.grid(False)
        axes.tick_params(colors=SOFT, labelcolor=INK)
    return figure


@explorer("phases/remittances#free")
def free(labels: Mapping[str, str], *, amount: int, margin: float, fee: int) -> View:
    """Return what an offer without a fee and one with a fee cost, for one transfer and for a year.

    Parameters
    ----------
    labels:
        The words inside the figure.
    amount:
        Amount of one transfer, in crowns.
    margin:
        Margin of the offer without a fee, per cent.
    fee:
        Fee of the other offer, in crowns.
    """
    without, paid = tc.Offer(0, margin), tc.Offer(fee, _SMALL_MARGIN)
    year_free, year_paid = tc.yearly(without, amount, _YEAR), tc.yearly(paid, amount, _YEAR)
    extra = year_free - year_paid
    return View(
        draw=lambda: _draw_free(labels, amount, without, paid),
        values={
            "amount": amount,
            "times": _YEAR // amount,
            "fee": fee,
            "free": tc.share(without, amount),
            "paid": tc.share(paid, amount),
            "year_free": year_free,
            "year_paid": year_paid,
            "extra": abs(extra),
        },
        measures={"extra": round(extra, 2), "paid": round(tc.share(paid, amount), 3)},
        case="same" if abs(extra) < 0.5 else "dearer" if extra > 0 else "cheaper",
    )
