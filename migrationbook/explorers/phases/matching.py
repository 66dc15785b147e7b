"""Explorers of the lesson on matching: who gains by a placement, and a score that differs by gender."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from matplotlib.figure import Figure

from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.phases.matching import ams, placement

_PLACES = "ABCD"


def _signed(number: float, digits: int) -> str:
    rounded = round(number, digits) or 0.0
    return f"{rounded:+.{digits}f}".replace("-", "−") if rounded else f"{0:.{digits}f}"


def _draw_placement(labels: Mapping[str, str], people: placement.People, rule: placement.Rule, by_lot: np.ndarray) -> Figure:
    chances = placement.outcome(people, rule)
    assigned = None if rule == "lot" else placement.assign(people, rule)
    rows = np.arange(len(chances), dtype=float)
    below, above = chances < by_lot - 1e-7, chances > by_lot + 1e-7
    with house_style():
        figure, axes = canvas((4.8, 4.0))
        axes.axvline(100 * chances.mean(), color=HAIR, lw=1, ls=(0, (3, 3)), zorder=0)
        axes.text(0.5, -1.0, labels["mean"], va="center", fontsize=8.5, color=SOFT)
        axes.plot(100 * by_lot, rows, color=INK, marker="|", ms=11, mew=1.6, ls="")
        # few elements, always the same number of them: the states then share their lines
        for which, colour, marker in ((above, "petrol", "o"), (below, "orange", "s")):
            ends = np.where(which, 100 * chances, np.nan)
            gaps = np.column_stack([100 * by_lot, ends, np.full(len(rows), np.nan)]).ravel()
            axes.plot(gaps, np.repeat(rows, 3), color=PALETTE[colour], lw=2)
            axes.plot(ends, rows, color=PALETTE[colour], marker=marker, ms=6, ls="")
        axes.text(46, -1.0, labels["place"], va="center", fontsize=8.5, color=SOFT)
        for person in range(len(rows)):
            family = people.tied[person] >= 0
            given = people.tied if family else assigned
            where = labels["drawn"] if given is None else _PLACES[given[person]]
            axes.text(46, person, labels["family"].format(place=where) if family else where, va="center", fontsize=9)
        axes.set(xlim=(0, 55), ylim=(12.5, -1.6), yticks=range(12), xticks=[0, 10, 20, 30, 40], xlabel=labels["x"])
        axes.set_yticks(range(12), [str(number) for number in range(1, 13)])
        axes.set_ylabel(labels["y"])
        axes.set_title(labels[rule])
        axes.grid(False)
    return figure


@explorer("phases/matching#placement")
def place(labels: Mapping[str, str], *, rule: placement.Rule, together: int, free: int) -> View:
    """Return the chances of twelve invented people under a rule, beside the lot.

    Parameters
    ----------
    labels:
        The words inside the figure.
    rule:
        How places are given out.
    together:
        How much a person and a place have only together, from 0 to 2 halves.
    free:
        How many people have no family in one of the places.
    """
    people = placement.invent(together / 2, free)
    by_lot = placement.lot(people)
    chances = placement.outcome(people, rule)
    best = placement.outcome(people, "sum")
    points, per_cent = placement.gain(by_lot.mean(), chances.mean())
    losers = int((chances < by_lot - 1e-7).sum())
    wished = 0
    if rule != "lot":
        wished = int((placement.assign(people, rule) == people.wishes.argmax(axis=1)).sum())
    return View(
        draw=lambda: _draw_placement(labels, people, rule, by_lot),
        values={
            "rule": labels[f"{rule}_words"],
            "jobs": 1000 * chances.mean(),
            "by_lot": 1000 * by_lot.mean(),
            "points": _signed(points, 1),
            "per_cent": _signed(per_cent, 0),
            "losers": losers,
            "worst": 100 * chances.min(),
            "worst_lot": 100 * by_lot.min(),
            "wished": wished,
            "free": free,
        },
        measures={
            "per_cent": round(per_cent, 3),
            "losers": losers,
            "worst": round(100 * chances.min(), 3),
            "best_gain": round(100 * (best.mean() - by_lot.mean()), 3),
        },
        case="lot" if rule == "lot" else "rule",
    )


def _draw_pair(labels: Mapping[str, str], shown: Mapping[str, float]) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 2.7))
        axes.axvspan(100 * ams.HIGH, 100, color="#eef3f5", lw=0, zorder=0)
        axes.axvline(100 * ams.HIGH, color=INK, lw=1, ls=(0, (3, 2)))
        axes.text(100 * ams.HIGH + 1, -0.72, labels["high"], va="center", fontsize=8.5, color=SOFT)
        for height, (who, chance) in enumerate(shown.items()):
            colour = PALETTE["petrol" if chance > ams.HIGH else "orange"]
            axes.plot([0, 100 * chance], [height, height], color=colour, lw=13, solid_capstyle="butt")
            axes.text(100 * chance + 1.2, height, f"{100 * chance:.1f} %", va="center", fontsize=9.5, in_layout=False)
            axes.text(0, height - 0.33, labels[who], va="bottom", fontsize=9)
        axes.set(xlim=(0, 100), ylim=(2.4, -0.95), yticks=[], xticks=[0, 25, 50, 75, 100], xlabel=labels["x"])
        axes.grid(False)
        axes.spines["left"].set_visible(False)
    return figure


@explorer("phases/matching#pair")
def pair(labels: Mapping[str, str], *, age: str, citizenship: str, education: str, occupation: str, cases: str) -> View:
    """Return the short-term chance of a man, a woman, and a woman with duties of care, alike in all else.

    Parameters
    ----------
    labels:
        The words inside the figure.
    age, citizenship, education, occupation, cases:
        Features of all three.
    """
    man = ams.Profile(age=age, citizenship=citizenship, education=education, occupation=occupation, cases=cases)
    woman = replace(man, gender="woman")
    carer = replace(woman, care="yes")
    shown = {"man": ams.chance(man), "woman": ams.chance(woman), "carer": ams.chance(carer)}
    high = [who for who, chance in shown.items() if chance > ams.HIGH]
    case = {0: "none", 1: "man", 2: "both", 3: "all"}[len(high)]
    return View(
        draw=lambda: _draw_pair(labels, shown),
        values={who: 100 * chance for who, chance in shown.items()},
        measures={"split": float(len(high) in (1, 2)), "gap": round(100 * (shown["man"] - shown["woman"]), 3)},
        case=case,
    )
