"""Explorer of the lesson on the phase map: how many systems decide, by what counts as a decision."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.phases import phase_map as model

#: Rows of the picture in its left half, which ends with a phase; the others stand in the right one.
_LEFT = 19
#: Where the two halves begin, and how far text stands from its mark.
_HALVES = (0.0, 50.0)
_INDENT = 3.2


def _lines(table: pd.DataFrame) -> list[tuple[str, pd.Series | None]]:
    """Return what the picture lists: the phases as headings, below each its systems."""
    first = table["phase"].str.split(";").str[0]
    found: list[tuple[str, pd.Series | None]] = []
    for phase in model.PHASES:
        found.append((phase, None))
        found += [(row["name"], row) for _, row in table[first == phase].iterrows()]
    return found


def _draw(labels: Mapping[str, str], table: pd.DataFrame, answers: Mapping[str, bool | None]) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 5.0))
        for place, (text, row) in enumerate(_lines(table)):
            left, line = _HALVES[place >= _LEFT], place % _LEFT
            if row is None:
                axes.text(left - 1, line, labels[text], va="center", fontsize=9.5, fontweight="semibold", color=SOFT)
                continue
            counted = row["id"] in answers
            axes.text(left + _INDENT, line, text, va="center", fontsize=9.5, color=INK if counted else SOFT)
            answer = answers.get(row["id"])
            if not counted:
                axes.plot([left], [line], marker="_", ms=6, mew=1.2, color=HAIR, ls="")
            elif answer is None:
                axes.plot([left], [line], marker="$?$", ms=7, color=PALETTE["grey"], ls="")
            elif answer:
                axes.plot([left], [line], marker="s", ms=7.5, color=PALETTE["orange"], ls="")
            else:
                axes.plot([left], [line], marker="o", ms=6.5, mew=1.3, mfc="white", color=PALETTE["petrol"], ls="")
        legend = (("s", "orange", "yes"), ("$?$", "grey", "unknown"), ("o", "petrol", "no"), ("_", "grey", "out"))
        for place, (marker, colour, word) in enumerate(legend):
            start = (0, 22, 45, 75)[place]
            inside = "white" if marker == "o" else PALETTE[colour]
            axes.plot([start], [_LEFT + 0.6], marker=marker, ms=7, mew=1.3, color=PALETTE[colour], mfc=inside, ls="")
            axes.text(start + _INDENT, _LEFT + 0.6, labels[word], va="center", fontsize=9.5)
        axes.set(xlim=(-2, 100), ylim=(_LEFT + 1.2, -0.8), xticks=[], yticks=[])
        axes.grid(False)
        for spine in axes.spines.values():
            spine.set_visible(False)
    return figure


@explorer("phases/phase-map#decisions")
def decisions(labels: Mapping[str, str], *, definition: model.Definition, answers: model.Answers, counted: model.Counted) -> View:
    """Return which systems decide, if the word has a meaning.

    Parameters
    ----------
    labels:
        The words inside the figure, and those of the sentence.
    definition:
        What counts as a decision.
    answers:
        Whether an answer in the person's favour counts, too.
    counted:
        Which systems are counted.
    """
    table = series("systems-placed")
    chosen = model.select(table, counted)
    found = {row["id"]: model.decides(row, definition, answers) for _, row in chosen.iterrows()}
    tally = model.tally(table, definition, answers, counted)
    return View(
        draw=lambda: _draw(labels, table, found),
        values={
            "definition": labels[f"{definition}_{answers}"],
            "counted": labels[counted],
            "deciding": tally.deciding,
            "unknown": tally.unknown,
            "holding": tally.holding,
            "whole": tally.counted,
        },
        measures={
            "deciding": round(100 * tally.deciding / tally.counted, 2),
            "holding": round(100 * tally.holding / tally.counted, 2),
        },
        case=tally.verdict,
    )
