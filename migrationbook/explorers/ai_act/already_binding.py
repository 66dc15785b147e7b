"""Explorer of ai-act/already-binding: one table, five holders, six sets of rules."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.figure import Figure

from migrationbook.drawings.style import INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.ai_act import already_binding as law
from migrationbook.models.ai_act.already_binding import Reach

_SIZE = (4.8, 3.1)


@explorer("ai-act/already-binding#reach")
def reach(labels: Mapping[str, str], *, holder: law.Holder, purpose: law.Purpose, place: law.Place) -> View:
    """Return which rules reach a table.

    Parameters
    ----------
    labels:
        The words inside the figure, and those of the sentence.
    holder, purpose, place:
        As for :func:`migrationbook.models.ai_act.already_binding.reach`.
    """
    found = law.reach(holder, purpose, place)

    def listed(answer: Reach) -> str:
        return ", ".join(labels[f"full_{rule}"] for rule in law.RULES if found[rule] is answer) or labels["none"]

    certain = law.count(holder, purpose, place, Reach.APPLIES)
    contested = law.count(holder, purpose, place, Reach.CONTESTED)
    values = {
        "holder": labels[f"full_{holder}"],
        "place": labels[f"{place}_{holder}"] if f"{place}_{holder}" in labels else labels[place],
        "purpose": labels[purpose],
        "applies": listed(Reach.APPLIES),
        "contested": listed(Reach.CONTESTED),
        "watch": labels[f"watch_{holder}"],
    }
    return View(
        draw=lambda: _draw(labels, holder, purpose, place),
        values=values,
        measures={"reaching": certain + contested, "certain": certain},
    )


def _draw(labels: Mapping[str, str], holder: law.Holder, purpose: law.Purpose, place: law.Place) -> Figure:
    places: dict[Reach, list[tuple[int, int]]] = {answer: [] for answer in Reach}
    for column, name in enumerate(law.HOLDERS):
        for row, answer in enumerate(law.reach(name, purpose, place).values()):
            places[answer].append((column, row))
    looks = {Reach.APPLIES: ("o", "petrol", 9), Reach.CONTESTED: ("D", "orange", 7.5), Reach.NOT: ("_", "grey", 7)}
    with house_style():
        figure, axes = canvas(_SIZE)
        here = law.HOLDERS.index(holder)
        axes.axvspan(here - 0.46, here + 0.46, color="#eef3f5", lw=0, zorder=0)
        for answer, (marker, colour, size) in looks.items():
            if places[answer]:
                axes.plot(*zip(*places[answer], strict=True), ls="", marker=marker, color=PALETTE[colour], ms=size)
        for row in range(len(law.RULES) - 1):
            axes.axhline(row + 0.5, color="#ececec", lw=0.6, zorder=0)
        for column, name in enumerate(law.HOLDERS):
            axes.text(column, -0.72, labels[name], ha="center", va="bottom", color=INK, fontsize=9, linespacing=1.05)
        for spot, answer in zip((-0.45, 1.35, 3.35), looks, strict=True):
            marker, colour, size = looks[answer]
            axes.plot([spot], [6.05], ls="", marker=marker, color=PALETTE[colour], ms=size - 1)
            axes.text(spot + 0.2, 6.05, labels[answer.value], va="center", color=SOFT, fontsize=9)
        axes.set(xlim=(-0.65, 4.6), ylim=(6.4, -1.6), xticks=[])
        axes.set_yticks(range(len(law.RULES)), [labels[rule] for rule in law.RULES])
        axes.tick_params(axis="y", length=0, labelsize=9)
        axes.grid(False)
        for spine in axes.spines.values():
            spine.set_visible(False)
    return figure
