"""Explorers of midas/the-record: what can be linked in an invented table, and who can read a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.midas.the_record import POSTS, Inside, Key, crossings, inside, persons

#: Readers and groups of fields, in the order of the picture. Every record holds the crossing itself.
READERS = ("state", "interpol", "iom", "eu", "funders")
FIELDS = ("crossing", "document", "face", "fingerprints", "purpose")
#: What is published of a reader and a field, from most to least; ``nothing`` where the table has no row.
RELATIONS = ("holds", "announced", "disowns", "elsewhere", "nothing")
#: The made record that the picture shows.
_EXAMPLE = 8
#: Marker and colour of each relation; they differ in shape, too.
_MARKS = {
    "holds": ("s", "petrol", "petrol"),
    "announced": ("^", "orange", "orange"),
    "disowns": ("s", "petrol", None),
    "elsewhere": ("D", "purple", None),
    "nothing": ("x", "grey", "grey"),
}
#: A record without the purpose of travel cannot serve a count of purposes.
_USELESS = 99


@cache
def _table() -> pd.DataFrame:
    return crossings()


def relations(fields: Sequence[str], elsewhere: bool) -> dict[tuple[str, str], str]:
    """Return what is published of each reader and each field of a record.

    Parameters
    ----------
    fields:
        Groups of fields that the record holds.
    elsewhere:
        Whether a claim about another register counts, too.

    Returns
    -------
    dict
        One of ``RELATIONS`` for each reader and field.
    """
    cited = series("midas-readers")
    known = {(row.reader, row.field): row.relation for row in cited.itertuples() if elsewhere or row.relation != "elsewhere"}
    return {(reader, field): known.get((reader, field), "nothing") for reader in READERS for field in fields}


@explorer("midas/the-record#readers")
def readers(labels: Mapping[str, str], *, document: bool, face: bool, fingerprints: bool, purpose: bool, elsewhere: bool) -> View:
    """Return who can read a record that the reader has built.

    Parameters
    ----------
    labels:
        The words inside the figure.
    document, face, fingerprints, purpose:
        Whether the record holds the group of fields; it always holds the crossing.
    elsewhere:
        Whether a claim about another register counts, too.
    """
    chosen = dict(zip(FIELDS, (True, document, face, fingerprints, purpose), strict=True))
    fields = [field for field in FIELDS if chosen[field]]
    cells = relations(fields, elsewhere)
    counts = {relation: sum(found == relation for found in cells.values()) for relation in RELATIONS}
    return View(
        draw=lambda: _draw_readers(labels, cells, fields),
        values={"fields": ", ".join(labels[field] for field in fields), "cells": len(cells), **counts},
        measures={"nothing": counts["nothing"], "trade": counts["nothing"] if purpose else _USELESS},
        case="with" if elsewhere else "without",
    )


def _draw_readers(labels: Mapping[str, str], cells: Mapping[tuple[str, str], str], fields: Sequence[str]) -> Figure:
    record = _table().iloc[_EXAMPLE - 1]
    values = {
        "crossing": f"{labels[record['direction']]} {record['post']}",
        "document": record["document"],
        "face": record["face"],
        "fingerprints": record["fingerprints"],
        "purpose": record["purpose"],
    }
    with house_style():
        figure, axes = canvas((4.4, 4.0))
        axes.set(xlim=(-1.75, 4.6), ylim=(8.6, -2.1))
        axes.axis("off")
        axes.text(-1.75, -1.1, labels["record"], color=INK, fontsize=9, va="center")
        axes.plot([-1.75, 4.6], [-0.55, -0.55], color=HAIR, lw=0.8)
        for column, field in enumerate(FIELDS):
            held = field in fields
            axes.text(column, -1.75, labels[f"{field}-short"], color=SOFT, fontsize=9, ha="center", va="center")
            axes.text(column, -1.1, values[field] if held else labels["absent"], color=INK, fontsize=9, ha="center", va="center")
        for row, reader in enumerate(READERS):
            axes.text(-1.75, row, labels[reader], fontsize=9, va="center")
            for column, field in enumerate(FIELDS):
                if field in fields:
                    _mark(axes, column, row, cells[reader, field])
        axes.plot([-1.75, 4.6], [4.65, 4.65], color=HAIR, lw=0.8)
        for place, relation in enumerate(RELATIONS):
            _mark(axes, -1.6, 5.3 + 0.72 * place, relation)
            axes.text(-1.35, 5.3 + 0.72 * place, labels[relation], fontsize=9, va="center")
    return figure


def _mark(axes: Axes, across: float, down: float, relation: str) -> None:
    shape, edge, face = _MARKS[relation]
    inner = PALETTE[face] if face else "white"
    axes.plot([across], [down], shape, ms=4.5 if relation == "nothing" else 7, mec=PALETTE[edge], mfc=inner, mew=1.3)


@explorer("midas/the-record#linked")
def linked(labels: Mapping[str, str], *, key: Key, posts: int) -> View:
    """Return who seems to be in country A when some posts record, and records are linked in some way.

    Parameters
    ----------
    labels:
        The words inside the figure.
    key:
        By what records are taken for the same person.
    posts:
        How many of the four posts record, the largest first.
    """
    table = _table()
    found = inside(table, key, POSTS[:posts])
    recorded = table[table["post"].isin(POSTS[:posts])]
    return View(
        draw=lambda: _draw_linked(labels, found),
        values={
            "posts": posts,
            "records": len(recorded),
            "key": labels[key],
            "persons": persons(recorded, key),
            "shown": found.shown,
            "true": found.true,
            "wrong": found.wrong,
        },
        measures={"gap": found.shown - found.true, "wrong": found.wrong or 0},
        case="tally" if found.wrong is None else "all" if found.wrong == 0 else "some",
    )


def _draw_linked(labels: Mapping[str, str], found: Inside) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 2.3))
        axes.plot([0, found.true], [0, 0], color=PALETTE["petrol"], lw=16, solid_capstyle="butt")
        axes.text(found.true + 2, 0, f"{found.true}", va="center")
        if found.wrong is None:
            axes.plot([0, found.shown], [1, 1], color=PALETTE["grey"], lw=16, solid_capstyle="butt")
        else:
            right = found.shown - found.wrong
            axes.plot([0, right], [1, 1], color=PALETTE["petrol"], lw=16, solid_capstyle="butt")
            axes.plot([right, found.shown], [1, 1], color=PALETTE["orange"], lw=16, solid_capstyle="butt")
        axes.text(found.shown + 2, 1, f"{found.shown}", va="center")
        for across, colour, name in ((0, "petrol", "right"), (44, "orange", "gone"), (88, "grey", "unnamed")):
            axes.plot([across + 1], [1.85], "s", ms=7, color=PALETTE[colour], clip_on=False)
            axes.text(across + 4, 1.85, labels[name], va="center", fontsize=8.5)
        axes.plot([found.true, found.true], [-0.6, 1.45], color=SOFT, lw=0.8, ls=(0, (3, 3)), zorder=0)
        axes.set(xlim=(0, 125), ylim=(2.2, -0.6), xticks=[0, 20, 40, 60, 80, 100, 120], xlabel=labels["x"])
        axes.set_yticks([0, 1], [labels["true"], labels["shown"]])
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.grid(False)
    return figure
