"""Explorer of the lesson on what does not bind yet: systems in use against duties in force, on a chosen day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.ai_act import not_yet_binding as transition

#: Day of the invented significant change, for those systems that the explorer changes.
CHANGED = date(2029, 7, 1)
_FIRST, _LAST = date(2024, 8, 1), date(2031, 7, 1)
_YEARS = range(2025, 2032)
#: Keeps the words readable where the line of the day crosses them.
_GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
_COLOURS = {"outside": HAIR, "prohibitions": PALETTE["sky"], "full": PALETTE["petrol"]}


def _place(day: date) -> float:
    return 2024 + (day - date(2024, 1, 1)).days / 365.25


def _stretches(system: transition.System, text: transition.Text, changed: date | None) -> list[tuple[date, date, str]]:
    bound = transition.bound_from(system, text, changed)
    days = {_FIRST, _LAST, system.since, transition.PROHIBITIONS_FROM} | ({bound} if bound else set())
    ordered = sorted(day for day in days if _FIRST <= day <= _LAST)
    return [(one, two, transition.state(system, text, one, changed)) for one, two in pairwise(ordered)]


def _draw(
    labels: Mapping[str, str], day: date, text: transition.Text, systems: Mapping[str, transition.System], changed: date | None
) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 5.0))
        for row, (name, system) in enumerate(systems.items()):
            axes.text(2024.5, row - 0.38, labels[name], fontsize=9.2, va="center", color=INK, bbox=_GROUND)
            for one, two, state in _stretches(system, text, changed):
                if state == "absent":
                    continue
                axes.plot([_place(one), _place(two)], [row, row], color=_COLOURS[state], lw=5.5, solid_capstyle="butt")
        axes.axhline(6.27, color=HAIR, lw=0.8, ls=(0, (3, 3)))
        axes.axvline(_place(day), color=PALETTE["orange"], lw=1.4, zorder=1.2)
        for place, state in enumerate(("outside", "prohibitions", "full")):
            axes.plot([2024.5 + 2.1 * place], [-1.35], color=_COLOURS[state], marker="s", ms=6, ls="", clip_on=False)
            axes.text(2024.66 + 2.1 * place, -1.35, labels[state], fontsize=9.2, va="center", bbox=_GROUND)
        axes.set(xlim=(2024.4, 2031.6), ylim=(10.6, -1.8), yticks=[], xticks=list(_YEARS))
        axes.grid(True, axis="x")
        axes.grid(False, axis="y")
        axes.spines["left"].set_visible(False)
        axes.set_title(labels[f"text-{text}"], color=SOFT)
    return figure


@explorer("ai-act/not-yet-binding#bound")
def bound(labels: Mapping[str, str], *, day: str, text: transition.Text, claimed: bool, change: bool) -> View:
    """Return which systems bear which duties on a day.

    Parameters
    ----------
    labels:
        The words inside the figure, and those of the sentence.
    day:
        The day, as an ISO date.
    text:
        The Act as published in 2024, or as amended in 2026.
    claimed:
        Whether a system that others call AI counts as AI.
    change:
        Whether every system's design changes significantly on 1 July 2029 (invented).
    """
    when = date.fromisoformat(day)
    changed = CHANGED if change else None
    rows = series("ai-act-systems").set_index("system")
    systems = {str(name): transition.described(row, claimed) for name, row in rows.iterrows()}
    states = {name: transition.state(system, text, when, changed) for name, system in systems.items()}
    of = {state: [name for name, found in states.items() if found == state] for state in ("absent", "outside", "prohibitions", "full")}
    return View(
        draw=lambda: _draw(labels, when, text, systems, changed),
        values={
            "day": labels[f"day-{day}"],
            "text": labels[f"text-{text}"],
            "claimed": labels["claimed" if claimed else "known"],
            "change": labels["change"] if change else "",
            "full": ", ".join(labels[f"short-{name}"] for name in of["full"]) or labels["nobody"],
            "number": len(of["full"]),
            "waiting": len(of["prohibitions"]),
            "outside": len(of["outside"]),
            "absent": len(of["absent"]),
        },
        measures={"full": len(of["full"]), "waiting": len(of["prohibitions"])},
    )
