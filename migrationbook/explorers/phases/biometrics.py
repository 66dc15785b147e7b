"""Explorers of phases/biometrics: two groups at one gate, and a search in a growing register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from migrationbook.drawings.style import INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models import base_rates
from migrationbook.models import biometric_scale as scale

#: Crossings verified in the picture, and how many of them are of group B. Invented, as the minutes of a second look are.
CROSSINGS, OF_GROUP_B = 100_000, 10_000
MINUTES = 3
_MATCHERS = {
    "face": scale.Matcher(base_rates.EES_FNMR_FACE, base_rates.EES_FMR),
    "fingers": scale.Matcher(base_rates.EES_FNMR_FINGERPRINTS, base_rates.EES_FMR),
}

#: Records in the picture's register, smallest and largest, and the people alike for a reason. The latter are invented.
_FEWEST, _MOST = 1e4, 1e9
SIMILAR, SIMILAR_TIMES = 10, 10_000
#: Points of a curve: enough that it looks smooth.
_POINTS = 26
_PER_THOUSAND = 1000


@explorer("phases/biometrics#groups")
def groups(labels: Mapping[str, str], *, trait: str, impostors: int, fmr_factor: int, fnmr_factor: int) -> View:
    """Return a verification of two groups, one of them less well recognised.

    Parameters
    ----------
    labels:
        The words inside the figure.
    trait:
        ``face`` or ``fingers``.
    impostors:
        Among 100,000 crossings of either group.
    fmr_factor, fnmr_factor:
        How many times as frequent false matches and false non-matches are in group B.
    """
    limit = _MATCHERS[trait]
    other = limit.times(fnmr_factor, fmr_factor)
    share = impostors / 100_000
    first, second = limit.check(CROSSINGS - OF_GROUP_B, share), other.check(OF_GROUP_B, share)
    both = scale.together((first, second))
    stopped = [10_000 * matcher.fnmr for matcher in (limit, other)]
    passed = [10_000 * matcher.fmr for matcher in (limit, other)]
    return View(
        draw=lambda: _draw_groups(labels, stopped, passed, 1000 * both.ppv),
        values={
            "alarms": both.alarms,
            "honest": both.false_positives,
            "of_b": second.false_positives,
            "of_b_share": 100 * second.false_positives / both.false_positives,
            "right": 1000 * both.ppv,
            "hours": both.alarms * MINUTES / 60,
            "stopped_a": stopped[0],
            "stopped_b": stopped[1],
            "passed_a": passed[0],
            "passed_b": passed[1],
        },
        measures={"stopped_b": stopped[1], "passed_b": passed[1], "right": round(1000 * both.ppv, 4)},
    )


def _draw_groups(labels: Mapping[str, str], stopped: Sequence[float], passed: Sequence[float], right: float) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 3.5), nrows=3, height_ratios=(2, 2, 1))
        rows = (
            (axes[0], stopped, "orange", 330, "stopped", (labels["a"], labels["b"])),
            (axes[1], passed, "petrol", 560, "passed", (labels["a"], labels["b"])),
            (axes[2], (right,), "sky", 210, "right", (labels["all"],)),
        )
        for ax, values, colour, top, name, ticks in rows:
            for place, value in enumerate(values):
                ax.plot([0, value], [place, place], color=PALETTE[colour], lw=11, solid_capstyle="butt")
                ax.text(value + top / 70, place, f"{value:.3g}", va="center", color=INK)
            ax.set(xlim=(0, top), ylim=(len(values) - 0.4, -0.6), xticks=[], title=labels[name])
            ax.set_yticks(range(len(values)), ticks)
            ax.grid(False)
            ax.tick_params(axis="y", length=0)
            ax.spines[["bottom", "left"]].set_visible(False)
    return figure


@explorer("phases/biometrics#register")
def register(labels: Mapping[str, str], *, records: int, exponent: int, similar: bool) -> View:
    """Return how often a search for somebody who is not on file gives a wrong candidate.

    Parameters
    ----------
    labels:
        The words inside the figure.
    records:
        Records in the register.
    exponent:
        The false match rate of one comparison is 10 to the power of minus this.
    similar:
        Whether ten records belong to people who look like the one searched for.
    """
    fmr = 10.0**-exponent

    def rate(number: float) -> float:
        alike = min(1.0, SIMILAR_TIMES * fmr)
        return scale.false_positive_identification_rate(number, fmr, SIMILAR if similar else 0, alike if similar else 0)

    wrong = _PER_THOUSAND * rate(records)
    kept = wrong <= _PER_THOUSAND * base_rates.EES_FPIR
    return View(
        draw=lambda: _draw_register(labels, [(number, _PER_THOUSAND * rate(number)) for number in _numbers()], records, wrong),
        values={
            "records": records,
            "in_words": labels[str(records)],
            "one_in": labels[f"1e-{exponent}"],
            "wrong": _readable(wrong, labels),
            "candidates": _readable(scale.wrong_candidates(records, fmr), labels),
            "limit": labels["kept" if kept else "broken"],
            "who": labels["some" if similar else "strangers"],
        },
        measures={
            "wrong": round(wrong, 5),
            # an exercise about the largest register; elsewhere the measure says nothing
            "largest": round(wrong, 5) if records == 400_000_000 and not similar else float(_PER_THOUSAND),
        },
    )


def _readable(number: float, labels: Mapping[str, str]) -> str:
    if number < 0.001:
        return labels["hardly"]
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


def _numbers() -> list[float]:
    step = (_MOST / _FEWEST) ** (1 / (_POINTS - 1))
    return [_FEWEST * step**place for place in range(_POINTS)]


def _draw_register(labels: Mapping[str, str], curve: Sequence[tuple[float, float]], records: int, wrong: float) -> Figure:
    low, high = 1e-5, 2500.0
    with house_style():
        figure, axes = canvas((4.8, 3.0))
        axes.plot([_FEWEST, _MOST], [1, 1], color=SOFT, lw=0.9, ls=(0, (4, 3)))
        axes.plot([0, 0.07], [1.06, 1.06], color=SOFT, lw=0.9, ls=(0, (4, 3)), transform=axes.transAxes, clip_on=False)
        axes.text(0.09, 1.06, labels["required"], color=SOFT, fontsize=9, va="center", transform=axes.transAxes)
        axes.plot(*zip(*curve, strict=True), color=PALETTE["petrol"], lw=1.8)
        axes.plot([records], [wrong], color=PALETTE["orange"], marker="o", ms=8, ls="")
        axes.set(xscale="log", yscale="log", xlim=(7e3, 1.4e9), ylim=(low, high), xlabel=labels["x"], ylabel=labels["y"])
        axes.set_xticks([1e4, 1e6, 1e8], [labels["10000"], labels["1000000"], labels["100000000"]])
        axes.set_yticks([1e-2, 1, 100, 1000], ["0.01", "1", "100", "1,000"])
        axes.minorticks_off()
    return figure
