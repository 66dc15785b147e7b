"""Explorer of return/reintegration-data: which fields of an invented register make its records stand alone?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import pandas as pd
from matplotlib.figure import Figure

from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.return_.reintegration_data import FIELDS, SIZE, coarsened, group_sizes, register, share_below

#: The record that the figure follows: a person of the largest district, in the commonest trade of her sex.
EXAMPLE = 7
#: Group size from which many statistical offices publish a count; the lesson says that the number is a convention.
ENOUGH = 5
#: What an extract for planning courses has to hold.
_PLANNING = ("district", "trade")


@cache
def _records(rounded: bool) -> pd.DataFrame:
    return coarsened(register()) if rounded else register()


@explorer("return/reintegration-data#extract")
def extract(
    labels: Mapping[str, str], *, district: bool, age: bool, sex: bool, trade: bool, year: bool, household: bool, rounded: bool
) -> View:
    """Return how many records of an extract stand alone.

    Parameters
    ----------
    labels:
        The words inside the figure.
    district, age, sex, trade, year, household:
        Whether the extract holds the field.
    rounded:
        Whether the fields are written coarsely.
    """
    chosen = dict(zip(FIELDS, (district, age, sex, trade, year, household), strict=True))
    fields = [field for field, held in chosen.items() if held]
    records = _records(rounded)
    sizes = group_sizes(records, fields)
    alone, small = share_below(sizes, 2), share_below(sizes, ENOUGH)
    groups = [SIZE * alone, SIZE * (small - alone), SIZE * (1 - small)]
    like = int(sizes.at[EXAMPLE])
    row = [_word(records.at[EXAMPLE, field], labels) if field in fields else labels["absent"] for field in FIELDS]
    return View(
        draw=lambda: _draw(row, groups, like, labels),
        values={
            "fields": ", ".join(labels[field] for field in fields),
            "how": labels["rounded" if rounded else "exact"],
            "alone": groups[0],
            "few": groups[1],
            "many": groups[2],
            "like": like,
        },
        measures={
            "alone": 100 * alone,
            "small": 100 * small,
            # an extract without district and trade is of no use to the planner, however safe it is
            "planning": 100 * small if set(_PLANNING) <= set(fields) else 100.0,
        },
        case="some" if fields else "none",
    )


def _word(value: object, labels: Mapping[str, str]) -> str:
    return labels.get(str(value), str(value))


def _draw(row: Sequence[str], groups: Sequence[float], like: int, labels: Mapping[str, str]) -> Figure:
    with house_style():
        figure, (top, foot) = canvas((4.8, 3.7), nrows=2, height_ratios=(4, 5))
        top.set(xlim=(0, 2), ylim=(4.05, -0.35), title=labels["record"])
        top.axis("off")
        for place, (field, value) in enumerate(zip(FIELDS, row, strict=True)):
            across, down = divmod(place, 3)
            top.text(across * 0.92 + 0.02, down, labels[field], color=SOFT, va="center")
            top.text(across * (0.92 + 0.1) + 0.42, down, value, color=SOFT if value == labels["absent"] else INK, va="center")
        top.plot([0, 2], [2.6, 2.6], color=HAIR, lw=0.8)
        top.text(0.02, 3.35, labels["like"], color=INK, va="center", fontweight="semibold")
        top.text(2, 3.35, f"{like:,}", color=INK, va="center", ha="right", fontweight="semibold")

        for place, (count, colour) in enumerate(zip(groups, ("orange", "sky", "petrol"), strict=True)):
            foot.plot([0, count], [place] * 2, color=PALETTE[colour], lw=13, solid_capstyle="butt")
            foot.text(2330, place, f"{count:,.0f}", va="center", ha="right", color=INK)
        foot.set(xlim=(0, 2330), ylim=(2.6, -0.6), xticks=[0, 500, 1000, 1500, 2000], xlabel=labels["count"])
        foot.set_yticks(range(3), [labels["one"], labels["few"], labels["many"]])
        foot.grid(False)
        foot.tick_params(axis="y", length=0)
        foot.spines["left"].set_visible(False)
    return figure
