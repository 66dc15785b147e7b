"""Explorer of the lesson on money: who paid the IOM, by year, grouping and denominator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.renderer import reserve_tick_labels
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.iom import money

#: Payers shown one by one, in a fixed order, with the colour of their group.
_PAYERS = (
    ("United States", "petrol"),
    ("EU institutions", "orange"),
    ("Germany", "orange"),
    ("United Kingdom", "orange"),
    ("Canada", "sky"),
    ("Japan", "sky"),
    ("Peru", "purple"),
    ("Colombia", "purple"),
    ("UN OCHA", "purple"),
)
#: Words that a bar can have for its label.
_LABELS = ("usa", "europe", "other_north", "beyond", *money.EUROPE, *(donor for donor, _ in _PAYERS))
#: Right end of the axis, per cent: room for the largest bar and the column of values.
_END = 74


@dataclass(frozen=True)
class _Bar:
    """One bar: its words, its colour, its length in per cent, how far it could reach, and what stands in its place."""

    label: str
    colour: str
    length: float | None
    reach: float = 0.0
    absent: str = ""


def _bars_by_region(labels: Mapping[str, str], groups: pd.Series, beyond: float, unnamed: float, absent: str) -> list[_Bar]:
    europe = groups[list(money.EUROPE)].sum()
    return [
        _Bar(labels["usa"], "petrol", groups["usa"], unnamed),
        _Bar(labels["europe"], "orange", europe, unnamed),
        _Bar(labels["other_north"], "sky", groups["other_north"], unnamed),
        _Bar(labels["beyond"], "purple", beyond or None, unnamed, absent),
    ]


def _bars_within_europe(labels: Mapping[str, str], groups: pd.Series, unnamed: float) -> list[_Bar]:
    bars = [_Bar(labels[name], "orange", groups[name], unnamed) for name in money.EUROPE]
    return [*bars, _Bar(labels["europe"], "orange", groups[list(money.EUROPE)].sum(), unnamed)]


def _draw(bars: Sequence[_Bar], year: int, of: str, labels: Mapping[str, str]) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 3.0))
        width = 34 / len(bars) + 2
        for place, bar in enumerate(bars):
            if bar.length is None:
                axes.text(1, place, bar.absent, va="center", color=SOFT, fontsize=8.5)
                continue
            if bar.reach:
                axes.plot([0, bar.length + bar.reach], [place] * 2, color=HAIR, lw=width / 2.6, solid_capstyle="butt")
            axes.plot([0, bar.length], [place] * 2, color=PALETTE[bar.colour], lw=width, solid_capstyle="butt")
            axes.text(_END, place, f"{bar.length:.1f}", va="center", ha="right", color=INK)
        axes.axvline(50, color=SOFT, lw=0.7, ls=(0, (3, 3)), zorder=0)
        axes.text(50.8, len(bars) - 0.45, labels["half"], color=SOFT, fontsize=8.5, va="bottom")
        axes.set(xlim=(0, _END), ylim=(len(bars) - 0.4, -0.6), xticks=[0, 10, 20, 30, 40, 50, 60], xlabel=labels[of], title=str(year))
        axes.set_yticks(range(len(bars)), [bar.label for bar in bars])
        axes.grid(False)
        axes.tick_params(axis="y", length=0)
        reserve_tick_labels(axes, (labels[name] for name in _LABELS))
        axes.spines["left"].set_visible(False)
        if of == "total" and any(bar.reach for bar in bars):
            axes.set_title(labels["reach"], loc="right", fontsize=8.5, color=SOFT, fontweight="normal")
    return figure


@explorer("iom/money#shares")
def shares(labels: Mapping[str, str], *, year: int, grouping: str, of: money.Denominator | Literal["north"]) -> View:
    """Return the shares of donors in a year.

    Parameters
    ----------
    labels:
        The words inside the figure.
    year:
        2014 to 2024.
    grouping:
        ``regions``, ``europe`` (its parts) or ``payers`` (one by one).
    of:
        The denominator: ``total``, ``earmarked`` or ``north``.
    """
    by_type, by_donor, by_group = series("iom-revenue-by-type"), series("iom-donors"), series("iom-donor-shares")
    groups = money.group_shares(by_group, by_type, year, of)
    # what a share of all revenue is worth by this denominator
    scale = groups["usa"] / money.group_shares(by_group, by_type, year)["usa"]
    named = money.named_beyond_north(by_donor, by_type, year)
    north = float(money.northern_share(by_group)[year])
    unnamed = money.unnamed_remainder(north, named)
    europe = float(groups[list(money.EUROPE)].sum())
    listed = by_donor[by_donor["year"] == year].dropna(subset="revenue_musd")
    paid = dict(zip(listed["donor"], 100 * listed["revenue_musd"] / money.amount_of(by_type, year) * scale, strict=True))
    outside = set(by_donor.loc[by_donor["group"] == "beyond_north", "donor"]) if of == "north" else set()
    paid = {donor: percent for donor, percent in paid.items() if donor not in outside}

    reach = unnamed if of == "total" else 0.0
    if grouping == "regions":
        beyond = 0.0 if of == "north" else named * scale
        bars = _bars_by_region(labels, groups, beyond, reach, labels["outside" if of == "north" else "nobody"])
    elif grouping == "europe":
        bars = _bars_within_europe(labels, groups, reach)
    else:
        bars = [
            _Bar(labels[donor], colour, paid.get(donor), absent=labels["outside" if donor in outside else "absent"])
            for donor, colour in _PAYERS
        ]

    first, second, third = sorted(paid, key=paid.__getitem__, reverse=True)[:3]
    ahead, behind = ("europe", "usa") if europe > groups["usa"] else ("usa", "europe")
    values: dict[str, Any] = {
        "year": year,
        "usa": groups["usa"],
        "europe": europe,
        "eu_institutions": groups["eu_institutions"],
        "eu_states": groups["eu_states"],
        "other_europe": groups["other_europe"],
        "germany": paid["Germany"],
        "north": groups.sum(),
        "rest": 100 - north,
        "unnamed": unnamed,
        "ceiling": money.ceiling(europe, unnamed),
        "sum": 100 * scale,
        "ahead": labels[ahead],
        "behind": labels[behind],
        "gap": abs(europe - groups["usa"]),
        "half": money.donors_for_half(listed["revenue_musd"], money.amount_of(by_type, year)),
        "first": labels[first],
        "first_share": paid[first],
        "second": labels[second],
        "second_share": paid[second],
        "third": labels[third],
        "third_share": paid[third],
    }
    return View(
        draw=lambda: _draw(bars, year, of, labels),
        values=values,
        measures={name: values[name] for name in ("usa", "europe", "germany", "north")},
        case=f"{grouping}-{of}",
    )
