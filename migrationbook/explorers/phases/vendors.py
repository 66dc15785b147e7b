"""Explorers of phases/vendors: which firm stands in which contract, and when leaving a supplier pays."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.phases.vendors import lock_in
from migrationbook.models.phases.vendors.contracts import EU_BODIES, main_rows, named, names

#: Stands for "not within the horizon" among the measures.
NEVER = 99


def _draw_firms(rows: pd.DataFrame, hit: pd.Series, labels: Mapping[str, str]) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 4.5))
        for place, row in rows.iterrows():
            colour = INK if hit[place] else SOFT
            axes.plot([row["year"]], [place], color=HAIR, marker="o", ms=5, ls="")
            if hit[place]:
                axes.plot([row["year"]], [place], color=PALETTE["orange"], marker="s", ms=8, ls="", zorder=3)
            # one weight for all: bolder words would move the whole picture
            axes.text(1999, place, row["system"], color=colour, ha="right", va="center", fontsize=8.5)
            money = labels["unknown"] if pd.isna(row["amount"]) else labels[row["currency"]].format(amount=row["amount"])
            axes.text(2027, place, money, color=colour, va="center", fontsize=8.5)
        axes.set(xlim=(2000, 2026.5), ylim=(len(rows) - 0.4, -0.6), yticks=[], xticks=[2001, 2007, 2013, 2019, 2025])
        axes.set_title(labels["title"], x=-0.55)
        axes.grid(axis="x")
        axes.spines["left"].set_visible(False)
    return figure


@explorer("phases/vendors#firms")
def firms(labels: Mapping[str, str], *, firm: str, follow: bool) -> View:
    """Return the contracts in which a firm is named.

    Parameters
    ----------
    labels:
        The words inside the figure, and those of the sentence.
    firm:
        Name of the firm.
    follow:
        Whether its earlier and later names count, too.
    """
    rows = main_rows(series("vendor-contracts"))
    hit = named(rows, firm, follow)
    found = rows[hit]
    eu = int(found["authority"].isin(EU_BODIES).sum())
    return View(
        draw=lambda: _draw_firms(rows, hit, labels),
        values={
            "firm": ", ".join(names(firm, follow)),
            "count": len(found),
            "whole": len(rows),
            "eu": eu,
            "years": "–".join(str(year) for year in sorted({found["year"].min(), found["year"].max()})),
            "known": int(found["amount"].notna().sum()),
            "systems": "; ".join(found["system"]),
        },
        measures={"eu": eu, "contracts": len(found)},
        case="followed" if len(names(firm, follow)) > 1 else "kept" if follow else "one",
    )


def _draw_lock_in(plan: lock_in.Plan, labels: Mapping[str, str]) -> Figure:
    years = list(range(lock_in.HORIZON + 1))
    stay = [lock_in.cost_of_staying(plan, year) for year in years]
    switch = [lock_in.cost_of_switching(plan, year) for year in years]
    even = lock_in.break_even(plan)
    with house_style():
        figure, axes = canvas((4.8, 3.2))
        axes.plot(years, stay, color=PALETTE["petrol"], lw=1.8)
        # the switch itself is a step: the plan pays licences up to it, and then the switching cost at once
        before = [lock_in.cost_of_staying(plan, plan.wait)]
        axes.plot([plan.wait, *years[plan.wait :]], [*before, *switch[plan.wait :]], color=PALETTE["orange"], lw=1.8, ls=(0, (5, 2)))
        if even is not None:
            axes.axvline(even, color=INK, lw=0.8, ls=(0, (2, 2)))
            side = "left" if even < 12 else "right"
            axes.text(even + (0.2 if side == "left" else -0.2), 0.8, labels["even"].format(year=even), ha=side, fontsize=9)
        axes.plot([0.6, 2], [35.5] * 2, color=PALETTE["petrol"], lw=1.8)
        axes.text(2.3, 35.5, labels["stay"], color=PALETTE["petrol"], va="center", fontsize=9)
        axes.plot([0.6, 2], [31.8] * 2, color=PALETTE["orange"], lw=1.8, ls=(0, (5, 2)))
        axes.text(2.3, 31.8, labels["switch"], color=PALETTE["orange"], va="center", fontsize=9)
        axes.set(xlim=(0, 20), ylim=(0, 40), xticks=[0, 5, 10, 15, 20], yticks=[0, 10, 20, 30, 40], xlabel=labels["x"], ylabel=labels["y"])
    return figure


@explorer("phases/vendors#lock-in")
def leaving(labels: Mapping[str, str], *, growth: int, switching: int, running: int, wait: int) -> View:
    """Return what staying and switching cost over twenty years.

    Parameters
    ----------
    labels:
        The words inside the figure.
    growth:
        Yearly growth of the licence, per cent.
    switching:
        Switching cost today, in yearly licences.
    running:
        Running cost of the alternative, per cent of the licence of today.
    wait:
        Years until the switch.
    """
    plan = lock_in.Plan(growth / 100, switching, running / 100, wait)
    even, saved = lock_in.break_even(plan), lock_in.saved(plan)
    return View(
        draw=lambda: _draw_lock_in(plan, labels),
        values={
            "growth": growth,
            "switching": switching,
            "grown": switching * (1 + lock_in.SWITCHING_GROWTH) ** wait,
            "running": running,
            "wait": wait,
            "even": even,
            "saved": abs(saved),
        },
        measures={
            "even": even or NEVER,
            # asked for: an alternative that is dearer to run than the licence of today
            "dearer": (even or NEVER) if running > 100 else NEVER,
        },
        case=("never" if even is None else "pays") + ("-later" if wait else ""),
    )
