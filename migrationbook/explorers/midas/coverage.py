"""Explorers of midas/coverage: what equipped posts record, and a picture that feeds on itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from migrationbook.drawings.style import HAIR, INK, PALETTE, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.midas.coverage.staffing import OFFICERS, Rule, Year, run
from migrationbook.models.midas.coverage.traffic import CONCENTRATION, POSTS, Order, Recorded, recorded, traffic


@explorer("midas/coverage#posts")
def posts(labels: Mapping[str, str], *, count: int, order: Order, traffic_of: str, outside: int, leaving: int) -> View:
    """Return what the equipped posts of an invented border record.

    Parameters
    ----------
    labels:
        The words inside the figure.
    count:
        Number of equipped posts, of ten.
    order:
        Which posts are equipped first.
    traffic_of:
        How unequal the posts are.
    outside:
        Crossings of 100 that pass no post.
    leaving:
        Of 100 travellers at a post that is equipped, how many pass no post from then on.
    """
    shares = traffic(CONCENTRATION[traffic_of])
    found = recorded(shares, count, order, outside / 100, leaving / 100)
    before = recorded(shares, count, order, outside / 100)
    return View(
        draw=lambda: _draw_posts(labels, found),
        values={
            "count": count,
            "order": labels[order],
            "traffic": labels[traffic_of],
            "recorded": 100 * found.share,
            "outside": 100 * found.outside,
            "others": 100 * sum(found.unrecorded),
            "before": 100 * before.share,
        },
        measures={"recorded": round(100 * found.share, 3), "two": round(100 * found.share, 3) if count == 2 else 0.0},
        case="moved" if leaving else "still",
    )


def _draw_posts(labels: Mapping[str, str], found: Recorded) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 2.9))
        for place, (noted, missed) in enumerate(zip(found.equipped, found.unrecorded, strict=True), 1):
            colour = PALETTE["petrol"] if noted else HAIR
            axes.plot([place, place], [0, 100 * (noted + missed)], color=colour, lw=13, solid_capstyle="butt")
            if noted:  # a small post hardly shows its colour
                axes.plot([place], [79], "o", ms=5, color=colour)
        axes.plot([12, 12], [0, 100 * found.outside], color=PALETTE["orange"], lw=13, solid_capstyle="butt")
        for down, colour, name in ((112, PALETTE["petrol"], "recorded"), (102, HAIR, "unrecorded"), (92, PALETTE["orange"], "outside")):
            axes.plot([3.9], [down], "s", ms=7, color=colour)
            axes.text(4.3, down, labels[name], va="center", fontsize=9)
        values = (100 * found.share, 100 * sum(found.unrecorded), 100 * found.outside)
        for down, value in zip((112, 102, 92), values, strict=True):
            axes.text(10.9, down, f"{value:.1f}", va="center", ha="right", fontsize=9)
        axes.text(12, 79, labels["equipped"], ha="center", va="center", fontsize=8.5, color=PALETTE["petrol"])
        axes.set(xlim=(0.3, 12.8), ylim=(0, 117), yticks=[0, 25, 50, 75, 100], ylabel=labels["y"])
        axes.set_xticks([*range(1, POSTS + 1), 12], [*map(str, range(1, POSTS + 1)), labels["none"]])
        axes.tick_params(axis="x", length=0)
        axes.set_xlabel(labels["x"])
    return figure


@explorer("midas/coverage#loop")
def loop(labels: Mapping[str, str], *, rule: Rule, start: int, truth: int) -> View:
    """Return a border whose officers follow the detections of the year before.

    Parameters
    ----------
    labels:
        The words inside the figure.
    rule:
        How next year's officers are shared out.
    start:
        Officers in section A in the first year, of ten.
    truth:
        Crossings of 100 that take place in section A.
    """
    years = run(rule, start, truth / 100)
    first, last = years[0], years[-1]
    right = abs(100 * last.picture - truth) < 0.5
    return View(
        draw=lambda: _draw_loop(labels, years, truth),
        values={
            "start": start,
            "rule": labels[rule],
            "truth": truth,
            "a": first.detected[0],
            "b": first.detected[1],
            "first": 100 * first.picture,
            "last": 100 * last.picture,
            "officers": last.officers,
            "error": 100 * last.picture - truth,
        },
        measures={"last": round(100 * last.picture, 2), "error": round(abs(100 * last.picture - truth), 2)},
        case="right" if right else "wrong",
    )


def _draw_loop(labels: Mapping[str, str], years: Sequence[Year], truth: int) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 2.9))
        axes.plot(range(11), [100 * year.officers / OFFICERS for year in years], color=PALETTE["sky"], lw=6, solid_joinstyle="round")
        axes.plot(range(11), [100 * year.picture for year in years], color=PALETTE["orange"], lw=2)
        axes.plot([0, 10], [truth, truth], color=INK, lw=1.2, ls=(0, (4, 3)))
        for across, colour, width, name in ((0, "orange", 2, "picture"), (4.1, "sky", 6, "officers")):
            axes.plot([across, across + 0.5], [111, 111], color=PALETTE[colour], lw=width, clip_on=False)
            axes.text(across + 0.7, 111, labels[name], va="center", fontsize=9)
        axes.plot([7.6, 8.1], [111, 111], color=INK, lw=1.2, ls=(0, (4, 3)), clip_on=False)
        axes.text(8.3, 111, labels["truth"], va="center", fontsize=9)
        axes.set(xlim=(-0.3, 10.3), ylim=(0, 104), xticks=[0, 2, 4, 6, 8, 10], yticks=[0, 25, 50, 75, 100])
        axes.set(ylabel=labels["y"], xlabel=labels["x"])
    return figure
