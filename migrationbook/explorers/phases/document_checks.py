"""Explorer of the lesson on document checks: do closer looks make the refusals that call for closer looks?"""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.figure import Figure

from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.phases import document_checks as model

_TOP = 110


def _draw(
    labels: Mapping[str, str], past: tuple[float, float], truth: tuple[float, float], rounds: list[model.Round]
) -> Figure:
    at = list(range(len(rounds) + 1))
    with house_style():
        figure, axes = canvas((4.8, 3.1))
        for group, colour, name in ((0, "petrol", "a"), (1, "orange", "b")):
            values = [1000 * past[group], *(1000 * one.refused[group] for one in rounds)]
            axes.axhline(1000 * truth[group], color=PALETTE[colour], lw=0.9, ls=(0, (2, 3)))
            axes.plot(at, values, color=PALETTE[colour], lw=1.8, marker="os"[group], ms=4)
            # where the lines meet, B's name stands above and A's below
            axes.text(8.2, values[-1] + (-4.0, 4.5)[group], labels[name], color=PALETTE[colour], va="center", fontsize=10)
        axes.axvline(0.5, color=HAIR, lw=0.8)
        axes.text(0.4, _TOP - 1, labels["past"], color=SOFT, fontsize=8.5, ha="right", va="top")
        axes.text(0.6, _TOP - 1, labels["rounds"], color=SOFT, fontsize=8.5, va="top")
        axes.text(4.5, 1000 * truth[1] + 1.2, labels["truth"], color=INK, fontsize=8.5, ha="center", va="bottom")
        axes.set(xlim=(-0.75, 8.7), ylim=(0, _TOP), xticks=list(range(1, 9)), yticks=[0, 25, 50, 75, 100])
        axes.set(xlabel=labels["x"], ylabel=labels["y"])
    return figure


@explorer("phases/document-checks#loop")
def loop(labels: Mapping[str, str], *, truth: int, past: int, sorting: model.Sorting, lot: int, memory: model.Memory) -> View:
    """Return the recorded refusals of two groups over eight rounds.

    Parameters
    ----------
    labels:
        The words inside the figure.
    truth:
        Of 1,000 files of B, how many should be refused; in A it is always 50.
    past:
        Of 1,000 files of B, how many were refused before the first round; in A 50.
    sorting:
        How close looks are shared out.
    lot:
        Share of the close looks that goes to files drawn by lot, per cent.
    memory:
        What counts as the past.

    Returns
    -------
    View
        Measures: recorded gap of 1,000 and ratio in the last round.
    """
    true_rates = (model.TRUE_RATE, truth / 1000)
    before = (model.TRUE_RATE, past / 1000)
    rounds = model.loop(before, true_rates, sorting, lot / 100, memory)
    last = rounds[-1]
    frozen = memory == "lot" and lot == 0
    return View(
        draw=lambda: _draw(labels, before, true_rates, rounds),
        values={
            "truth": truth,
            "past": past,
            "a1": 1000 * rounds[0].refused[0],
            "b1": 1000 * rounds[0].refused[1],
            "a": 1000 * last.refused[0],
            "b": 1000 * last.refused[1],
            "ratio": last.ratio,
            "close_a": 1000 * last.close[0],
            "close_b": 1000 * last.close[1],
            "lot": lot,
            "learns": labels[f"learns_{memory}"],
            "lot_a": 1000 * model.refusal_rate(true_rates[0], 1.0),
            "lot_b": 1000 * model.refusal_rate(true_rates[1], 1.0),
        },
        measures={"gap": round(last.gap, 6), "ratio": round(last.ratio, 4)},
        case="frozen" if frozen else "none" if lot == 0 else "lot",
    )
