"""Explorer of the lesson on the pillar: one sign, three readers."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.figure import Figure

from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.midas import pillar as readings

_COLOURS = {"persuaded": "orange", "undecided": "purple", "doubtful": "petrol"}


def _draw(labels: Mapping[str, str], shares: Mapping[str, float]) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 2.9))
        axes.axvline(50, color=HAIR, lw=0.8, ls=(0, (3, 3)), zorder=1)
        for row, (reader, share) in enumerate(shares.items()):
            start, colour = 10 * readings.READERS[reader], PALETTE[_COLOURS[reader]]
            axes.plot([start, share], [row, row], color=colour, lw=2.2, solid_capstyle="butt")
            axes.plot([start], [row], color=colour, marker="o", ms=8, mfc="white", mew=1.6, ls="")
            axes.plot([share], [row], color=colour, marker="o", ms=8, ls="")
            axes.text(0, row - 0.36, labels[reader], color=colour, va="center", fontsize=9)
            end = "<1" if share < 0.5 else ">99" if share > 99.5 else f"{share:.0f}"
            axes.text(102, row, end, color=INK, va="center", ha="left", fontsize=10)
        axes.text(99, -0.72, labels["pillar"], color=SOFT, fontsize=8.5, ha="right")
        axes.text(1, -0.72, labels["goes_on"], color=SOFT, fontsize=8.5)
        axes.set(xlim=(-2, 109), ylim=(2.5, -0.95), xticks=[0, 10, 25, 50, 75, 90, 100], yticks=[], xlabel=labels["x"])
        axes.grid(False)
        axes.spines["left"].set_visible(False)
    return figure


def _words(labels: Mapping[str, str], share: float) -> str:
    # no sign makes anyone certain, and "0 of 100" would read so
    return labels["below"] if share < 0.5 else labels["above"] if share > 99.5 else f"{share:.0f}"


@explorer("midas/pillar#signs")
def signs(labels: Mapping[str, str], *, if_pillar: int, if_not: int, reports: int, echo: bool) -> View:
    """Return where three readers stand after the same signs.

    Parameters
    ----------
    labels:
        The words inside the figure.
    if_pillar, if_not:
        In how many of ten cases the sign is seen if control depends on the organisation, and if it would go on.
    reports:
        How many reports of the sign there are.
    echo:
        Whether they retell one observation.
    """
    number = readings.independent_signs(reports, echo)
    counted = {reader: readings.count(before, if_pillar, if_not, number) for reader, before in readings.READERS.items()}
    shares = {reader: found.share for reader, found in counted.items()}
    doubtful = counted["doubtful"]
    factor = readings.odds_factor(if_pillar, if_not, number)
    return View(
        draw=lambda: _draw(labels, shares),
        values={
            **{reader: _words(labels, share) for reader, share in shares.items()},
            "first_before": doubtful.first_before,
            "second_before": doubtful.second_before,
            "first_seen": doubtful.first_seen,
            "second_seen": doubtful.second_seen,
            "together": doubtful.first_seen + doubtful.second_seen,
            "spread": shares["undecided"] - shares["doubtful"],
            "what": labels["echoes" if echo and reports > 1 else "one" if reports == 1 else "several"].format(reports=reports),
        },
        measures={
            "doubtful": round(shares["doubtful"], 4),
            "spread": round(shares["undecided"] - shares["doubtful"], 4),
        },
        case="silent" if factor == 1 else "towards" if factor > 1 else "away",
    )
