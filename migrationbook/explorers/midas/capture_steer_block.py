"""Explorer of the lesson on the triad: which path leads from capture to block, and at which grade it breaks."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import networkx as nx
from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.midas import capture_steer_block as evidence

#: Where each node stands: columns are who pays, who runs, what captures, who acts, what happens. The same in every
#: state, so that pictures differ in colours alone.
PLACES: dict[str, tuple[float, float]] = {
    "canada": (6, 91),
    "usa": (6, 73),
    "italy": (6, 55),
    "germany": (5, 37),
    "eu": (12, 13),
    "iom": (27, 64),
    "frontex": (66, 4),
    "midas-nigeria": (51, 91),
    "midas-niger": (57, 73),
    "flow-points": (51, 52),
    "transit-centres": (51, 34),
    "data-centre": (30, 42),
    "interpol": (75, 79),
    "pisces": (79, 62),
    "nigeria": (75, 97),
    "niger": (77, 42),
    "risk-cell": (83, 12),
    "stop": (96, 84),
    "arrest": (96, 46),
    "return": (96, 22),
}
_COLOURS = {"data": "petrol", "primary": "petrol", "secondary": "sky", "contested": "orange"}
_DASHES = {"data": "-", "primary": "-", "secondary": (0, (4, 2)), "contested": (0, (1, 1.4))}
#: Colour of a link that is not let in.
_ABSENT = "#efefef"
_KINDS = {
    "all": evidence.KINDS,
    "no-money": tuple(kind for kind in evidence.KINDS if kind not in ("pays", "supplies")),
    "records": tuple(sorted(evidence.TOWARDS_THE_ACTOR)),
}


def _draw(labels: Mapping[str, str], start: str, end: str, graph: nx.DiGraph, path: evidence.Path | None) -> Figure:
    everything = evidence.network(series("midas-network"))
    steps = set(pairwise(path.nodes)) if path else set()
    with house_style():
        figure, axes = canvas((4.8, 4.6))
        # two links may run between the same nodes: what is let in must not lie below what is not
        for step in sorted(everything.edges, key=lambda step: (step in steps, graph.has_edge(*step), step)):
            grade = graph.edges[step]["grade"] if graph.has_edge(*step) else None
            nx.draw_networkx_edges(
                everything,
                PLACES,
                edgelist=[step],
                ax=axes,
                arrows=False,
                edge_color=INK if step in steps else PALETTE[_COLOURS[grade]] if grade else _ABSENT,
                width=2.6 if step in steps else 1.1,
                style=_DASHES[grade] if grade else "-",
            )
        for first, second in sorted(steps):
            (x0, y0), (x1, y1) = PLACES[first], PLACES[second]
            middle = (x0 + 0.56 * (x1 - x0), y0 + 0.56 * (y1 - y0))
            before = (x0 + 0.5 * (x1 - x0), y0 + 0.5 * (y1 - y0))
            axes.annotate("", middle, before, arrowprops={"arrowstyle": "-|>", "color": INK, "mutation_scale": 13, "lw": 0})
        for node, place in PLACES.items():
            ends = node in (start, end)
            on_path = path is not None and node in path.nodes
            axes.text(
                *place, labels[node], ha="center", va="center", fontsize=9, linespacing=0.92,
                color=INK if ends or on_path else SOFT, weight="semibold" if ends else "normal",
                bbox={"facecolor": "#fdf3d7" if ends else "white", "edgecolor": "none", "pad": 1.2},
            )
        for column, (grade, colour) in enumerate((("primary", "petrol"), ("secondary", "sky"), ("contested", "orange"))):
            axes.plot([2 + 33 * column, 9 + 33 * column], [-5, -5], color=PALETTE[colour], lw=1.4, ls=_DASHES[grade])
            axes.text(11 + 33 * column, -5, labels[f"key_{grade}"], va="center", fontsize=9, color=SOFT)
        axes.set(xlim=(-3, 103), ylim=(-8, 101))
        axes.set_axis_off()
    return figure


@explorer("midas/capture-steer-block#paths")
def paths(labels: Mapping[str, str], *, start: str, end: str, grade: evidence.Grade, kinds: str) -> View:
    """Return the links that are let in, and the strongest path through them.

    Parameters
    ----------
    labels:
        Names of the nodes and grades, for the picture and for the sentence.
    start:
        What captures.
    end:
        What happens to people.
    grade:
        Lowest grade of evidence that is let in.
    kinds:
        ``all``, ``no-money`` or ``records``.
    """
    links = series("midas-network")
    graph = evidence.network(links, grade, _KINDS[kinds])
    path = evidence.strongest_path(links, start, end, grade, _KINDS[kinds])
    without_grade = path or evidence.strongest_path(links, start, end, "contested", _KINDS[kinds])

    def words(*nodes: str) -> str:
        return " → ".join(labels[node].replace("\n", " ") for node in nodes)

    values: dict[str, Any] = {
        "start": words(start),
        "end": words(end),
        "drawn": graph.number_of_edges(),
        "all": evidence.network(links).number_of_edges(),
        "demand": labels[f"demand_{grade}"],
        "kinds": labels[f"kinds_{kinds}"],
    }
    if without_grade is not None:
        values |= {
            "way": words(*without_grade.nodes),
            "weakest": words(*without_grade.weakest),
            "weakest_grade": labels[f"grade_{without_grade.grade}"],
        }
    held = path is not None
    return View(
        draw=lambda: _draw(labels, start, end, graph, path),
        values=values,
        measures={
            "links": float(len(path.grades)) if path else 0.0,
            "strictest": float(held and grade == "primary"),
        },
        case="holds" if held else "breaks" if without_grade is not None else "none",
    )
