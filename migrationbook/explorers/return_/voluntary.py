"""Explorer of return/voluntary: six definitions on one invented case, before and after a burden is taken away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from matplotlib.figure import Figure

from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.return_ import voluntary as model
from migrationbook.models.return_.voluntary import Answer, Case

_SIZE = (4.8, 4.3)
#: Where the column of the case's own answers stands, left of the definitions.
_STATE = -0.72


@explorer("return/voluntary#definitions")
def definitions(labels: Mapping[str, str], *, case: str, relief: str) -> View:
    """Return what six definitions say of a case.

    Parameters
    ----------
    labels:
        The words inside the figure, the stories and the changes.
    case:
        One of :data:`migrationbook.models.return_.voluntary.CASES`.
    relief:
        One of :data:`migrationbook.models.return_.voluntary.RELIEFS`.
    """
    before = model.CASES[case]
    after = model.relieve(before, relief)
    answers = model.answers(after)

    def listed(names: Iterable[str]) -> str:
        return ", ".join(labels[f"full_{name}"] for name in names) or labels["nobody"]

    values = {
        "story": labels[f"story_{case}"],
        "change": labels[f"change_{relief}"],
        **{answer.value: listed(name for name, found in answers.items() if found is answer) for answer in Answer},
        "gained": listed(model.gained(before, after)),
        "lost": listed(model.lost(before, after)),
    }
    measures = {"yes": model.count(after, Answer.YES), "lost": len(model.lost(before, after)), "gained": len(model.gained(before, after))}
    kind = "first" if relief == "none" else "absent" if after == before else "changed" if answers != model.answers(before) else "idle"
    changed = [name for name in model.CONDITIONS if getattr(before, name) != getattr(after, name)]
    return View(draw=lambda: _draw(after, changed, labels), values=values, measures=measures, case=kind)


def _draw(case: Case, changed: Iterable[str], labels: Mapping[str, str]) -> Figure:
    rows = {name: place for place, name in enumerate(model.CONDITIONS)}
    met: list[tuple[int, int]] = []
    unmet: list[tuple[int, int]] = []
    outside: list[tuple[int, int]] = []
    for column, definition in enumerate(model.DEFINITIONS.values()):
        silent = definition.answer(case) is Answer.SILENT
        for name, wanted in {**definition.speaks_of, **definition.asks_for}.items():
            place = (column, rows[name])
            if getattr(case, name) == wanted:
                (outside if silent else met).append(place)
            else:
                (outside if silent and name not in definition.speaks_of else unmet).append(place)
    with house_style():
        figure, axes = canvas(_SIZE)
        foot = len(rows) + 0.25
        for name in changed:
            axes.axhspan(rows[name] - 0.46, rows[name] + 0.46, color="#f3ead9", lw=0, zorder=0)
        for places, marker, colour, size in ((met, "o", "petrol", 7), (unmet, "X", "orange", 7.5), (outside, "o", "grey", 3)):
            if places:
                axes.plot(*zip(*places, strict=True), ls="", marker=marker, color=PALETTE[colour], ms=size, mew=0)
        for name, row in rows.items():
            axes.text(_STATE, row, labels["yes" if getattr(case, name) else "no"], ha="center", va="center", color=SOFT, fontsize=8.5)
            axes.axhline(row + 0.5, color="#ececec", lw=0.6, zorder=0)
        for column, (name, definition) in enumerate(model.DEFINITIONS.items()):
            answer = definition.answer(case)
            axes.text(column, -0.75, labels[f"short_{name}"], ha="center", va="bottom", color=INK, fontsize=8.5, linespacing=1.05)
            colour = {Answer.YES: PALETTE["petrol"], Answer.NO: PALETTE["orange"], Answer.SILENT: SOFT}[answer]
            weight = "normal" if answer is Answer.SILENT else "semibold"
            axes.text(column, foot, labels[f"answer_{answer.value}"], ha="center", va="center", color=colour, fontsize=9, fontweight=weight)
        axes.axhline(foot - 0.62, color=HAIR, lw=0.8)
        axes.set(xlim=(-1.15, 5.55), ylim=(foot + 0.6, -2.1), xticks=[])
        axes.set_yticks([*rows.values(), foot], [*(labels[f"row_{name}"] for name in rows), labels["verdict"]])
        axes.tick_params(axis="y", length=0, labelsize=9)
        axes.grid(False)
        for spine in axes.spines.values():
            spine.set_visible(False)
    return figure
