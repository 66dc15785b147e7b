"""Explorers of the lesson on Express Entry: cliffs of the grid, rounds from one pool, calculators that err."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.phases.express_entry import calculators as points_calculators
from migrationbook.models.phases.express_entry import grid
from migrationbook.models.phases.express_entry import rounds as invitation_rounds

#: Day of the pool that the second explorer draws from.
POOL_DAY = "2026-08-03"
#: The four rounds of the week after it.
ROUNDS = (431, 432, 433, 434)
#: Width of the ranges of scores in the third explorer, points.
_STEP = 20


def invented(age: int, education: grid.Education, weakest: int) -> grid.Profile:
    """Return the invented person of the first explorer.

    Parameters
    ----------
    age:
        Years.
    education:
        Highest level.
    weakest:
        CLB in writing; the other abilities stand at 9.

    Returns
    -------
    migrationbook.models.phases.express_entry.grid.Profile
        Single, three years of skilled work outside Canada, nothing else.
    """
    return grid.Profile(age, education, (9, 9, weakest, 9), foreign_years=3)


def _writing_up(profile: grid.Profile) -> int:
    first, second, writing, fourth = profile.first
    return grid.score(replace(profile, first=(first, second, writing + 1, fourth))).total - grid.score(profile).total


def _draw_cliffs(labels: Mapping[str, str], found: grid.Score, moves: Mapping[str, int]) -> Figure:
    blocks = {
        "age": found.age,
        "education": found.education,
        "language": found.first_language,
        "combinations": found.transferability,
    }
    with house_style():
        figure, (top, foot) = canvas((4.8, 3.3), nrows=2, height_ratios=(4, 5))
        start = 0
        for points, colour in zip(blocks.values(), ("sky", "green", "petrol", "orange"), strict=True):
            top.plot([start, start + points], [0, 0], color=PALETTE[colour], lw=22, solid_capstyle="butt")
            if points:
                top.text(start + points / 2, 0, str(points), color="white", ha="center", va="center", fontsize=9)
            start += points
        for place, (name, colour) in enumerate(zip(blocks, ("sky", "green", "petrol", "orange"), strict=True)):
            top.text(place * 125, 0.75, labels[name], color=PALETTE[colour], fontsize=9, va="bottom")
        top.text(556, 0, str(found.total), ha="right", va="center", fontsize=13, fontweight="semibold")
        top.set(xlim=(-4, 558), ylim=(-0.7, 1.4), yticks=[], xticks=[0, 100, 200, 300, 400, 500], title=labels["blocks"])
        top.grid(False)
        top.spines["left"].set_visible(False)
        for place, points in enumerate(moves.values()):
            colour = PALETTE["orange"] if points < 0 else PALETTE["petrol"]
            foot.plot([0, points], [place, place], color=colour, lw=10, solid_capstyle="butt")
            foot.text(max(points, 0) + 2, place, f"{points:+d}".replace("-", "−"), va="center", fontsize=9)
        foot.set(xlim=(-18, 100), ylim=(3.6, -0.6), xticks=[0, 25, 50, 75, 100], title=labels["moves"])
        foot.set_yticks(range(4), [labels[name] for name in moves])
        foot.tick_params(axis="y", length=0)
        foot.grid(False)
        foot.axvline(0, color=HAIR, lw=0.8)
        foot.spines["left"].set_visible(False)
    return figure


@explorer("phases/express-entry#cliffs")
def cliffs(labels: Mapping[str, str], *, writing: int, age: int, education: grid.Education) -> View:
    """Return the points of an invented person, and what the next step of one thing would change.

    Parameters
    ----------
    labels:
        The words inside the figure and the sentence.
    writing:
        CLB in writing.
    age:
        Years.
    education:
        Bachelor's or master's degree.
    """
    person = invented(age, education, writing)
    found = grid.score(person)
    changes = grid.changes(person)
    moves = {
        "writing": _writing_up(person),
        "school": changes["education"],
        "canada": changes["canadian_year"],
        "birthday": changes["birthday"],
    }
    return View(
        draw=lambda: _draw_cliffs(labels, found, moves),
        values={
            "age": age,
            "education": labels[education],
            "writing": writing,
            "total": found.total,
            "combinations": found.transferability,
            "lost": -moves["birthday"],
            "gain": moves["writing"],
            "canada": moves["canada"],
        },
        measures={"total": found.total, "gain": moves["writing"]},
        case="ageing" if moves["birthday"] else "old",
    )


def _pool() -> pd.DataFrame:
    table = series("express-entry-pool")
    return table[table["day"] == POOL_DAY]


def _draw_pool(labels: Mapping[str, str], band: invitation_rounds.Band, head: str) -> Figure:
    left, right = 280, 650
    rounds = series("express-entry-rounds")
    real = rounds[rounds["round"].isin([str(number) for number in ROUNDS])]
    with house_style():
        figure, axes = canvas((4.8, 3.3))
        axes.axvspan(max(band.low, left) - 0.5, min(band.high, right) + 0.5, color="#f3c7a0", lw=0, zorder=0)
        for row in _pool().itertuples():
            low, high = max(row.low, left), min(row.high, right)
            height = 10 * row.candidates / (row.high - row.low + 1) / 1000
            colour = PALETTE["petrol"] if row.low > band.high else PALETTE["orange"] if row.low == band.low else PALETTE["grey"]
            axes.fill_between([low - 0.5, high + 0.5], [height, height], color=colour, lw=0)
        for row in real.itertuples():
            if row.cutoff > right:
                axes.annotate("", xy=(right, 17.4), xytext=(right - 14, 17.4), arrowprops={"arrowstyle": "->", "color": INK})
                axes.text(right - 17, 17.4, f"{labels[row.type]} {row.cutoff}", ha="right", va="center", fontsize=8.5)
            else:
                axes.plot([row.cutoff, row.cutoff], [0, 19.4], color=INK, lw=0.9, ls=(0, (3, 2)))
                side = "left" if row.type == "cec" else "right"
                up = 19.9 if row.type == "transport" else 18.8
                axes.text(row.cutoff, up, f"{labels[row.type]} {row.cutoff}", ha=side, va="bottom", fontsize=8.5)
        axes.set(xlim=(left, right), ylim=(0, 21), xticks=[300, 350, 400, 450, 500, 550, 600], yticks=[0, 5, 10, 15])
        axes.set(xlabel=labels["x"], ylabel=labels["y"], title=head)
    return figure


@explorer("phases/express-entry#pool")
def pool(labels: Mapping[str, str], *, invitations: int, share: float) -> View:
    """Return where a cut-off would lie if the same share of every bin of the pool could take part.

    Parameters
    ----------
    labels:
        The words inside the figure and the sentence.
    invitations:
        Number of invitations.
    share:
        Share of every bin that may take part, per cent.
    """
    bins = _pool()
    band = invitation_rounds.cut_off(bins, invitations, share / 100)
    able = share / 100 * float(bins["candidates"].sum())
    head = labels["head"].format(invitations=invitations, able=able)
    return View(
        draw=lambda: _draw_pool(labels, band, head),
        values={"invitations": invitations, "share": share, "able": able, "low": band.low, "high": band.high},
        # only the number of the real round counts for the exercise on the round for French speakers
        measures={"low": band.low, "french": band.low if invitations == 5000 else 0},
        case="all" if band.exhausted else "band",
    )


def _draw_calculators(labels: Mapping[str, str], fault: points_calculators.Fault, cutoff: int, groups: Mapping[str, int]) -> Figure:
    people = points_calculators.population()
    edges = np.arange(220, 661, _STEP)
    right = np.histogram([grid.score(person).total for person in people], edges)[0]
    said = np.histogram([points_calculators.told(person, fault) for person in people], edges)[0]
    with house_style():
        figure, (top, foot) = canvas((4.8, 3.7), nrows=2, height_ratios=(5, 4))
        top.stairs(right, edges, color=PALETTE["petrol"], lw=1.6)
        top.stairs(said, edges, color=PALETTE["orange"], lw=1.6, ls=(0, (4, 2)))
        top.axvline(cutoff, color=INK, lw=1)
        top.text(655, 172, labels["right"], color=PALETTE["petrol"], ha="right", fontsize=9)
        top.text(655, 144, labels["said"], color=PALETTE["orange"], ha="right", fontsize=9)
        top.set(xlim=(220, 660), ylim=(0, 200), yticks=[0, 50, 100, 150, 200], xlabel=labels["x"], ylabel=labels["y"], title=labels[fault])
        colours = {"invited": "petrol", "needless": "orange", "discouraged": "purple", "away": "grey"}
        for place, (name, count) in enumerate(groups.items()):
            foot.plot([0, count], [place, place], color=PALETTE[colours[name]], lw=10, solid_capstyle="butt")
            foot.text(count + 12, place, str(count), va="center", fontsize=9)
        foot.set(xlim=(0, 1060), ylim=(3.6, -0.6), xticks=[0, 250, 500, 750, 1000])
        foot.set_yticks(range(4), [labels[name] for name in groups])
        foot.tick_params(axis="y", length=0)
        foot.grid(False)
        foot.tick_params(axis="x", colors=SOFT)
    return figure


@explorer("phases/express-entry#calculators")
def calculators(labels: Mapping[str, str], *, fault: points_calculators.Fault, cutoff: int) -> View:
    """Return who applies in vain and who stays away when everybody trusts one calculator.

    Parameters
    ----------
    labels:
        The words inside the figure.
    fault:
        What is wrong with the calculator.
    cutoff:
        Points needed.
    """
    found = points_calculators.applicants(points_calculators.population(), fault, cutoff)
    groups = vars(found)
    return View(
        draw=lambda: _draw_calculators(labels, fault, cutoff, groups),
        values={"fault": labels[fault], "cutoff": cutoff, "told": found.invited + found.needless, "able": found.invited + found.discouraged}
        | groups,
        measures={"needless": found.needless, "discouraged": found.discouraged},
        case="right" if fault == "none" else "wrong",
    )
