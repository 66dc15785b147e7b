"""Explorer of the lesson on recognition: two clocks for one case."""

from __future__ import annotations

import math
from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from migrationbook.drawings.style import INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.phases.recognition import Clocks, Setting, clocks

#: Days at which the axis ends.
_END = 300.0
_START = Setting()
_COLOURS = {"gathering": "sky", "returned": "grey", "queue": "orange", "desk": "petrol"}


def _bar(axes: Axes, height: float, found: Clocks, labels: Mapping[str, str]) -> None:
    left = 0.0
    for part, colour in _COLOURS.items():
        length = getattr(found, part)
        right = min(left + length, _END)
        if right > left:
            axes.plot([left, right], [height, height], color=PALETTE[colour], lw=21, solid_capstyle="butt")
        left = right
    begin = found.gathering + found.returned
    end = min(begin + found.office, _END)
    axes.plot([begin, begin, end, end], [height - 0.27, height - 0.36, height - 0.36, height - 0.27], color=INK, lw=0.9)
    known = math.isfinite(found.office)
    days = f"{found.office:,.0f}" if known else labels["endless"]
    axes.text(begin, height - 0.42, labels["official"].format(days=days), fontsize=8.5, va="top")
    if left >= _END:
        axes.plot([_END + 3], [height], marker=">", color=PALETTE["orange"], ms=9, ls="", clip_on=False, in_layout=False)
    total = f"{found.applicant:,.0f}" if known else labels["endless"]
    axes.text(0, height + 0.3, labels["applicant"].format(days=total), fontsize=8.5, va="bottom", color=SOFT)


def _draw(labels: Mapping[str, str], before: Clocks, now: Clocks) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 3.5))
        for place, (part, colour) in enumerate(_COLOURS.items()):
            x, y = (0, 3.3) if place == 0 else (0, 3.0) if place == 1 else (150, 3.3) if place == 2 else (150, 3.0)
            axes.plot([x + 4], [y], marker="s", ms=8, color=PALETTE[colour], ls="", clip_on=False)
            axes.text(x + 13, y, labels[part], va="center", fontsize=9)
        for height, name, found in ((1.9, "before", before), (0.45, "now", now)):
            axes.text(0, height + 0.58, labels[name], fontsize=9.5, fontweight="semibold", va="bottom")
            _bar(axes, height, found, labels)
        axes.set(xlim=(0, _END), ylim=(-0.35, 3.45), yticks=[], xticks=[0, 50, 100, 150, 200, 250, 300], xlabel=labels["x"])
        axes.grid(False)
        axes.spines["left"].set_visible(False)
    return figure


@explorer("phases/recognition#clocks")
def two_clocks(labels: Mapping[str, str], *, portal: bool, incomplete: int, growth: int, pooled: bool) -> View:
    """Return the days of a case by where they are spent, at the start and now.

    Parameters
    ----------
    labels:
        The words inside the figure.
    portal:
        Whether a portal halves the time until the papers are found.
    incomplete:
        Incomplete files each time that they are handed in, per cent.
    growth:
        Applications added, per cent.
    pooled:
        Whether the seven counters have become one office.
    """
    before = clocks(_START)
    now = clocks(
        Setting(gather=60 if portal else 120, incomplete=incomplete / 100, growth=growth / 100, pooled=pooled),
    )
    steady = math.isfinite(now.office)
    hidden = min(before.applicant - now.applicant, now.office - before.office) if steady else -1.0
    case = "endless" if not steady else "year" if now.office > 365 else "days"
    return View(
        draw=lambda: _draw(labels, before, now),
        values={
            "gathering": now.gathering,
            "returned": now.returned,
            "office": now.office if steady else 0.0,
            "applicant": now.applicant if steady else 0.0,
            "before_office": before.office,
            "before_applicant": before.applicant,
            "coming": now.coming,
            "possible": now.possible,
            "months": now.office / 30 if steady else 0.0,
            "offices": labels["one" if pooled else "seven"],
        },
        measures={
            "office": round(now.office, 3) if steady else 9999.0,
            "applicant": round(now.applicant, 3) if steady else 9999.0,
            "hidden": round(hidden, 3),
            # the staff and the queue alone: neither a portal nor better files
            "alone": round(now.office, 3) if steady and incomplete == 40 and not portal else 9999.0,
        },
        case=case,
    )
