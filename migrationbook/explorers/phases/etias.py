"""Explorers of the lesson on ETIAS: how many files a share is, and whom a toy rule hits."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.figure import Figure

from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.phases.etias import screening_rule, travel_funnel

#: Longest time that the picture of the funnel shows, minutes.
_HOUR = 60


def _draw_files(labels: Mapping[str, str], found: travel_funnel.Funnel, minutes: float) -> Figure:
    hits = 1000 * found.hits / found.applications
    passed = 100 * found.national / found.hits
    with house_style():
        figure, axes = canvas((4.8, 3.0))

        def bar(height: float, start: float, end: float, colour: str) -> None:
            axes.plot([start, end], [height, height], color=colour, lw=16, solid_capstyle="butt")

        bar(3.0, 0, 1000, PALETTE["sky"])
        bar(3.0, 1000 - hits, 1000, PALETTE["orange"])
        bar(1.75, 0, 1000, PALETTE["orange"])
        bar(1.75, 1000 - 10 * passed, 1000, PALETTE["petrol"])
        # the orange end of the first bar is the whole of the second
        axes.plot([1000 - hits, 0], [2.78, 1.97], color=HAIR, lw=0.8)
        axes.plot([1000, 1000], [2.78, 1.97], color=HAIR, lw=0.8)
        bar(0.5, 0, 1000, "#e2e2e2")
        bar(0.5, 0, 1000 * min(minutes, _HOUR) / _HOUR, PALETTE["purple"])
        day = found.a_day
        blank = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
        for height, left, right in (
            (3.36, labels["all"], labels["day"].format(n=f"{day(found.applications):,.0f}")),
            (2.11, labels["hits"], labels["day"].format(n=f"{day(found.hits):,.0f}")),
            (0.86, labels["minutes"], labels["more" if minutes > _HOUR else "time"].format(n=f"{minutes:.1f}")),
        ):
            axes.text(0, height, left, va="bottom", fontsize=9, color=SOFT, bbox=blank)
            axes.text(1000, height, right, va="bottom", ha="right", fontsize=9.5, color=INK, bbox=blank)
        national = labels["national"].format(n=f"{day(found.national):,.0f}")
        axes.text(1000, 1.36, national, va="top", ha="right", fontsize=9, color=PALETTE["petrol"])
        axes.set(xlim=(-6, 1006), ylim=(0.0, 4.0), xticks=[], yticks=[])
        axes.text(1000, 0.11, labels["hour"], va="top", ha="right", fontsize=8.5, color=SOFT)
        axes.grid(False)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
    return figure


@explorer("phases/etias#files")
def files(labels: Mapping[str, str], *, travellers: int, again: int, hits: int, passed: int, staff: int) -> View:
    """Return the files of one year as files of a day, and the time for one.

    Parameters
    ----------
    labels:
        The words inside the figure.
    travellers:
        Travellers a year, millions.
    again:
        Years after which each applies again.
    hits:
        Applications with a hit, per cent.
    passed:
        Hits that go on to a national unit, per cent.
    staff:
        Employees of the central unit.

    Returns
    -------
    View
        Measures: hits a day, and minutes for one.
    """
    found = travel_funnel.funnel(travellers * 1e6, again, hits / 100, passed / 100)
    minutes = travel_funnel.minutes_for_a_file(found.hits, staff)
    return View(
        draw=lambda: _draw_files(labels, found, minutes),
        values={
            "applications": found.applications / 1e6,
            "of_1000": 10 * hits,
            "hits": found.hits,
            "hits_day": found.a_day(found.hits),
            "national": found.national,
            "national_day": found.a_day(found.national),
            "staff": staff,
            "minutes": minutes,
        },
        measures={"hits_day": round(found.a_day(found.hits), 3), "minutes": round(minutes, 4)},
    )


def _draw_rule(labels: Mapping[str, str], year: screening_rule.Year) -> Figure:
    right = round(1000 * year.ppv)
    with house_style():
        figure, axes = canvas((4.8, 3.0))

        def bar(height: float, start: float, end: float, colour: str) -> None:
            axes.plot([start, end], [height, height], color=colour, lw=15, solid_capstyle="butt")

        for place, (name, share) in enumerate(year.hit_share().items()):
            height = 4.0 - 0.8 * place
            bar(height, 0, 1000, "#e8edef")
            bar(height, 0, 1000 * share, PALETTE["petrol"])
            axes.text(-14, height, labels[name], va="center", ha="right", fontsize=9.5)
            axes.text(1014, height, f"{1000 * share:,.0f}", va="center", fontsize=9.5)
        axes.text(0, 4.42, labels["hit"], va="bottom", fontsize=9, color=SOFT)
        bar(0.25, 0, 1000, PALETTE["sky"])
        bar(0.25, 0, right, PALETTE["orange"])
        axes.text(-14, 0.25, labels["hits"], va="center", ha="right", fontsize=9.5)
        axes.text(1014, 0.25, f"{right}", va="center", fontsize=9.5, color=PALETTE["orange"])
        axes.text(0, 0.66, labels["right"], va="bottom", fontsize=9, color=SOFT)
        axes.set(xlim=(-130, 1118), ylim=(-0.15, 4.9), xticks=[], yticks=[])
        axes.grid(False)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
    return figure


@explorer("phases/etias#rule")
def rule(labels: Mapping[str, str], *, rule: str, lift: int, base: int, year: int) -> View:
    """Return whom a toy rule hits, in the first year or after the first year's refusals.

    Parameters
    ----------
    labels:
        The words inside the figure, and those that name rules.
    rule:
        One of the toy's rules.
    lift:
        How many times as high the risk of those is whom the rule names.
    base:
        Of 1,000 travellers whom the rule does not name, how many should be refused.
    year:
        1 or 2.

    Returns
    -------
    View
        Measures: right hits of 1,000, share of C that is hit, share of those looked for that is found.
    """
    people = screening_rule.travellers()
    found = screening_rule.years(people, rule, base / 1000, lift)
    now = found[year - 1]
    before = screening_rule.abnormal(found[0])
    share = now.hit_share()
    changed = year == 2 and found[1].hits > found[0].hits
    rates = found[0].refusal_rate()
    return View(
        draw=lambda: _draw_rule(labels, now),
        values={
            "rule": labels[rule],
            "risk": labels["lot_risk"] if rule == "lot" else labels[f"lift_{lift}"],
            "base": base,
            "of_1000": now.hits_of_1000,
            "right": 1000 * now.ppv,
            "found": 100 * now.found,
            "added": labels["and"].join(before),
            "rate": 1000 * max(rates.values()),
            "everybody": 1000 * float(found[0].refused().mean()),
            **{name.lower(): 1000 * part for name, part in share.items()},
        },
        measures={
            "right": round(1000 * now.ppv, 3),
            "of_c": round(1000 * share["C"], 3),
            "found": round(100 * now.found, 3),
        },
        case="first" if year == 1 else "changed" if changed else "confirmed" if before else "quiet",
    )
