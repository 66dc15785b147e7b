"""Explorer of the lesson on power: what is left when an exit, or a partner, is taken away."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.phases import power as model

#: Colour, dashes and width of the arrow of somebody who can say no, cannot, or is stuck.
_LINES = {"can": ("petrol", "-", 1.5), "none": ("orange", (0, (1, 1.6)), 1.3), "stuck": ("purple", "-", 3.2)}


def _draw(labels: Mapping[str, str], states: Mapping[str, str], words: Mapping[str, str]) -> Figure:
    table = series("dependence-map").drop_duplicates("dependence")
    with house_style():
        figure, axes = canvas((4.8, 5.8))
        row = 0.0
        for group in model.GROUPS:
            axes.text(0, row, labels[group], fontsize=10.5, weight="semibold", va="center")
            row += 0.95
            for line in table[table["group"] == group].itertuples():
                colour, dashes, width = _LINES[states[line.dependence]]
                axes.plot([41, 66], [row + 0.2, row + 0.2], color=PALETTE[colour], ls=dashes, lw=width)
                axes.plot([66.6], [row + 0.2], color=PALETTE[colour], marker=">", ms=5, ls="")
                axes.text(53.5, row - 0.2, words[line.dependence], fontsize=9.5, color=PALETTE[colour], ha="center", va="center")
                axes.text(0, row, labels[line.who], fontsize=10.5, va="center", color=INK)
                axes.text(69, row, labels[line.on], fontsize=10.5, va="center", color=SOFT)
                row += 1.0
            row += 0.35
        axes.set(xlim=(0, 100), ylim=(row - 0.4, -0.6))
        axes.set_axis_off()
    return figure


@explorer("phases/power#exits")
def exits(labels: Mapping[str, str], *, without: str, stopped: str, floor: model.Grade) -> View:
    """Return who can still say no.

    Parameters
    ----------
    labels:
        Names of actors, groups and exits, and the words of the sentence.
    without:
        Kind of exit that is taken away, or ``nothing``.
    stopped:
        Actor that stops, or ``nobody``.
    floor:
        Lowest grade of evidence that counts.
    """
    table = series("dependence-map")
    gone = None if without == "nothing" else without
    out = None if stopped == "nobody" else stopped
    found = model.exits(table, floor, gone)
    fallen = model.stuck(table, out, floor, gone)
    count = model.able(table, floor, gone, out)
    states = {name: "stuck" if name in fallen else "can" if kinds else "none" for name, kinds in found.items()}
    disputed = set(table.loc[table["found"] == "contested", ["dependence", "exit"]].itertuples(index=False, name=None))

    def word(name: str, kind: str) -> str:
        return f"{labels['contested']} {labels[kind]}" if (name, kind) in disputed else labels[kind]

    words = {
        name: labels["stuck"] if name in fallen else ", ".join(word(name, kind) for kind in found[name]) or labels["none"]
        for name in found
    }
    who = table.drop_duplicates("dependence").set_index("dependence")["who"]
    names = " · ".join(labels[who[name]] for name in found if name in fallen)
    ever = table["found"].isin(["yes", "contested"]) & (table["exit"] == gone)
    return View(
        draw=lambda: _draw(labels, states, words),
        values={
            "taken": labels[f"without {without}"],
            "partner": labels[stopped],
            "demand": labels[f"floor {floor}"],
            "all": int(count.sum()),
            "person": count["person"],
            "state": count["state"],
            "organisation": count["organisation"],
            "fallen": names or labels["nobody_stuck"],
        },
        measures={
            "all": float(count.sum()),
            "stuck": float(len(fallen)),
            "idle": float(gone is not None and not ever.any()),
        },
        case="plain" if out is None else "stopped",
    )
