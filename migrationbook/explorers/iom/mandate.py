"""Explorer of iom/mandate: who says what on protection, by year and by the kinds of text that are counted."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.iom import mandate

_SIZE = (4.8, 4.5)
#: Ends of the axis of years.
_FIRST, _LAST = 1948, 2027
#: Colour of a text by what it says of the IOM. Texts on UNHCR have a colour of their own.
_COLOURS = {"task": "petrol", "role": "petrol", "states": "orange", "doubt": "orange", "unread": "grey"}


@explorer("iom/mandate#texts")
def texts(labels: Mapping[str, str], *, claim: mandate.Claim, bar: mandate.Bar, year: int) -> View:
    """Return the texts that count, and the verdict on a claim.

    Parameters
    ----------
    labels:
        The words inside the figure.
    claim:
        Which claim is tested.
    bar:
        The highest kind of text that counts.
    year:
        The year to look at.
    """
    table = series("mandate-texts")
    found = mandate.counted(table, year, bar)
    decided, reason = mandate.verdict(table, claim, year, bar)
    tasks = mandate.own_task(table, year, bar)
    return View(
        draw=lambda: _draw(labels, table, set(found["text"]), year, f"{labels[claim]}, {year}: {labels[decided]}"),
        values={"year": year, "bar": labels[f"bar-{bar}"], "verdict": labels[decided], "counted": len(found), "tasks": tasks},
        measures={"tasks": tasks, "counted": len(found)},
        case=f"{claim}-{reason}",
    )


def _draw(labels: Mapping[str, str], table: pd.DataFrame, found: set[str], year: int, title: str) -> Figure:
    with house_style():
        figure, axes = canvas(_SIZE)
        place, ticks = -0.5, []
        for kind in mandate.BARS:
            place += 0.5
            axes.text(_FIRST, place, labels[kind], color=SOFT, fontsize=8.5, va="center")
            for text in table[table["level"] == kind].itertuples():
                place += 1
                ticks.append((place, labels[text.text]))
                colour = PALETTE["sky" if text.about == "UNHCR" else _COLOURS[text.says]] if text.text in found else HAIR
                if kind == "practice":
                    axes.plot([text.since], [place], "D", color=colour, ms=5.5)
                else:
                    end = _LAST if pd.isna(text.until) else text.until + 1
                    axes.plot([text.since, end], [place] * 2, color=colour, lw=6, solid_capstyle="butt")
            place += 0.75
        axes.axvline(year + 0.5, color=SOFT, lw=0.8, ls=(0, (3, 3)), zorder=0)
        axes.set(xlim=(_FIRST, _LAST), ylim=(place - 0.2, -0.6), xticks=[1950, 1970, 1990, 2010, 2025])
        axes.set_yticks([where for where, _ in ticks], [words for _, words in ticks], fontsize=8.5)
        axes.set_title(title)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.grid(False)
        _key(figure, labels)
    return figure


def _key(figure: Figure, labels: Mapping[str, str]) -> None:
    """Write the key under the axes, each entry in its colour."""
    layout = figure.get_layout_engine()
    assert isinstance(layout, ConstrainedLayoutEngine)  # as the canvas has it
    layout.set(rect=(0, 0.075, 1, 0.925))
    for left, row, name, colour in (
        (0.02, 1, "key_task", "petrol"),
        (0.56, 1, "key_unhcr", "sky"),
        (0.02, 0, "key_states", "orange"),
        (0.56, 0, "key_none", "grey"),
    ):
        figure.text(left, 0.012 + 0.036 * row, labels[name], color=PALETTE[colour], fontsize=8.5)
