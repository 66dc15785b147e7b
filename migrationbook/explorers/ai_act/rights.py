"""Explorers of ai-act/rights: what a person can demand, and what a second reviewer is worth."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.figure import Figure

from migrationbook.drawings.style import INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.ai_act.rights import demands as law
from migrationbook.models.ai_act.rights import two_person_check as check
from migrationbook.models.ai_act.rights.demands import Answer

#: Hits on people who only look alike, of all hits (fictitious).
_WRONG = 0.1
#: Minutes for one look at a hit (fictitious).
_MINUTES = 10
#: Hits that the picture shows.
_SHOWN = 1000


@explorer("ai-act/rights#demands")
def demands(labels: Mapping[str, str], *, weight: law.Weight, system: law.System, time: law.Time, decider: law.Decider) -> View:
    """Return what a person can demand.

    Parameters
    ----------
    labels:
        The words inside the figure, and those of the sentence.
    weight, system, time, decider:
        As for :func:`migrationbook.models.ai_act.rights.demands.answers`.
    """
    found = law.answers(weight, system, time, decider)

    def listed(answer: Answer) -> str:
        return ", ".join(labels[f"full_{demand}"] for demand in law.DEMANDS if found[demand] is answer) or labels["none"]

    values = {
        "weight": labels[f"full_{weight}"],
        "system": labels[f"full_{system}"],
        "time": labels[f"full_{time}"],
        "decider": labels[f"full_{decider}"],
        **{answer.value: listed(answer) for answer in Answer},
    }
    return View(
        draw=lambda: _draw_demands(labels, weight, system, time, decider),
        values=values,
        measures={
            "today": law.count(weight, system, "now", decider, Answer.YES),
            "sure": law.count(weight, system, time, decider, Answer.YES),
        },
        case="own" if decider == "iom" else "authority",
    )


def _draw_demands(labels: Mapping[str, str], weight: law.Weight, system: law.System, time: law.Time, decider: law.Decider) -> Figure:
    places: dict[Answer, list[tuple[int, int]]] = {answer: [] for answer in Answer}
    for column, name in enumerate(law.WEIGHTS):
        for row, answer in enumerate(law.answers(name, system, time, decider).values()):
            places[answer].append((column, row))
    looks = {
        Answer.YES: ("o", "petrol", 9),
        Answer.CONTESTED: ("D", "orange", 7.5),
        Answer.OWN: ("s", "sky", 7.5),
        Answer.NO: ("_", "grey", 7),
    }
    with house_style():
        figure, axes = canvas((4.8, 3.5))
        here = law.WEIGHTS.index(weight)
        axes.axvspan(here - 0.46, here + 0.46, color="#eef3f5", lw=0, zorder=0)
        for answer, (marker, colour, size) in looks.items():
            if places[answer]:
                axes.plot(*zip(*places[answer], strict=True), ls="", marker=marker, color=PALETTE[colour], ms=size)
        for row in range(len(law.DEMANDS) - 1):
            axes.axhline(row + 0.5, color="#ececec", lw=0.6, zorder=0)
        for column, name in enumerate(law.WEIGHTS):
            axes.text(column, -0.72, labels[name], ha="center", va="bottom", color=INK, fontsize=9, linespacing=1.05)
        for spot, answer in zip((-0.45, 0.25, 1.2, 2.0), looks, strict=True):
            marker, colour, size = looks[answer]
            axes.plot([spot], [8.15], ls="", marker=marker, color=PALETTE[colour], ms=size - 1)
            axes.text(spot + 0.1, 8.15, labels[answer.value], va="center", color=SOFT, fontsize=9)
        axes.set(xlim=(-0.6, 2.6), ylim=(8.5, -1.6), xticks=[])
        axes.set_yticks(range(len(law.DEMANDS)), [labels[demand] for demand in law.DEMANDS])
        axes.tick_params(axis="y", length=0, labelsize=9)
        axes.grid(False)
        for spine in axes.spines.values():
            spine.set_visible(False)
    return figure


@explorer("ai-act/rights#two-person")
def two_person(labels: Mapping[str, str], *, error: int, dependence: int, hits: int) -> View:
    """Return what a second reviewer saves and costs.

    Parameters
    ----------
    labels:
        The words inside the figure.
    error:
        How often one reviewer errs, per cent.
    dependence:
        Correlation of the two reviewers' errors, per cent.
    hits:
        Hits a year.
    """
    one = check.one_person(hits, _WRONG, error / 100, _MINUTES)
    two = check.two_people(hits, _WRONG, error / 100, dependence / 100, _MINUTES)
    saved = 100 * check.saved(error / 100, dependence / 100)
    digits = 1 if hits == _SHOWN else 0
    values = {
        "error": error,
        "dependence": dependence,
        "hits": hits,
        "lookalikes": hits * _WRONG,
        "right": hits * (1 - _WRONG),
        "one": f"{one.wrong_confirmed:,.{digits}f}",
        "two": f"{two.wrong_confirmed:,.{digits}f}",
        "one_right": f"{one.right_unconfirmed:,.{digits}f}",
        "two_right": f"{two.right_unconfirmed:,.{digits}f}",
        "hours": two.hours - one.hours,
        "saved": saved,
    }
    case = "same" if dependence == 100 else "better"
    return View(lambda: _draw_two(labels, error, dependence), values, {"saved": round(saved, 2), "wrong": two.wrong_confirmed}, case)


def _draw_two(labels: Mapping[str, str], error: int, dependence: int) -> Figure:
    share = error / 100
    one = check.one_person(_SHOWN, _WRONG, share, _MINUTES)
    ends = [check.two_people(_SHOWN, _WRONG, share, end, _MINUTES) for end in (0, 1)]
    here = check.two_people(_SHOWN, _WRONG, share, dependence / 100, _MINUTES)
    panels = (
        ("wrong_confirmed", "orange", 32, [0, 10, 20, 30]),
        ("right_unconfirmed", "petrol", 480, [0, 150, 300, 450]),
    )
    with house_style():
        figure, both = canvas((4.8, 2.7), ncols=2)
        for axes, (name, colour, top, ticks) in zip(both, panels, strict=True):
            axes.plot([0, 100], [getattr(one, name)] * 2, color=SOFT, lw=1, ls=(0, (3, 2)))
            axes.plot([0, 100], [getattr(end, name) for end in ends], color=PALETTE[colour], lw=1.8)
            axes.plot([dependence], [getattr(here, name)], marker="o", ms=7, color=PALETTE[colour], ls="")
            axes.set(xlim=(-3, 103), ylim=(0, top), xticks=[0, 50, 100], yticks=ticks, xlabel=labels["x"])
            axes.set_title(labels[name], color=PALETTE[colour], fontsize=9.5, linespacing=1.1)
    return figure
