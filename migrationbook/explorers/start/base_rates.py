"""Explorer of start/base-rates: a thousand travellers before an invented gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from migrationbook.drawings.style import HAIR, PAGE_SIZE, PALETTE, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models import base_rates

#: Travellers in the picture: the thousand of the lesson's title.
TRAVELLERS = 1000
#: The officer of the second look, invented as the gate is: confirms 9 of 10 impostors and 1 of 10 honest travellers.
OFFICER_SENSITIVITY = 0.9
OFFICER_FALSE_POSITIVE_RATE = 0.1

# The axes are laid over the whole figure and count in points, so that a dash pattern sets dots exactly on the grid.
_WIDTH, _HEIGHT = (72 * side for side in PAGE_SIZE)
_ROWS, _PITCH = 20, 6.5
_LEFT = (_WIDTH - (TRAVELLERS // _ROWS - 1) * _PITCH) / 2
_TOP = 163.0
_BAR = (5.0, 11.0)  # its lower edge and its height
_KEY = {"column": 150.0, "row": 14.0}


@dataclass(frozen=True)
class _Crowd:
    """The thousand, in whole people, group by group."""

    missed: int
    found: int
    stopped: int
    cleared: int | None

    @property
    def passed(self) -> int:
        """Honest travellers whom nobody has stopped."""
        return TRAVELLERS - self.missed - self.found - self.stopped - (self.cleared or 0)


@explorer("start/base-rates#gate")
def gate(
    labels: Mapping[str, str], *, prevalence: float, sensitivity: float, false_alarm: float, second_look: bool
) -> View:
    """Return the gate's view.

    Parameters
    ----------
    labels:
        Words inside the figure; those of the key hold ``{n}``.
    prevalence:
        Impostors among 1,000 travellers.
    sensitivity:
        Impostors stopped, in per cent.
    false_alarm:
        Honest travellers stopped, in per cent.
    second_look:
        Whether an officer checks everybody whom the gate has stopped.
    """
    first = base_rates.check(TRAVELLERS, prevalence / 1000, sensitivity / 100, false_alarm / 100)
    last = base_rates.second_look(first, OFFICER_SENSITIVITY, OFFICER_FALSE_POSITIVE_RATE) if second_look else first
    first_people, last_people = first.whole(), last.whole()
    crowd = _Crowd(
        missed=int(last_people.false_negatives),
        found=int(last_people.true_positives),
        stopped=int(last_people.false_positives),
        cleared=int(first_people.false_positives - last_people.false_positives) if second_look else None,
    )
    return View(
        draw=lambda: _draw(labels, crowd, last.ppv),
        values={
            "first_alarms": int(first_people.alarms),
            "alarms": int(last_people.alarms),
            "right": crowd.found,
            "wrong": crowd.stopped,
            "missed": crowd.missed,
            "impostors": int(last_people.targets),
            "right_of_thousand": 1000 * last.ppv,
        },
        measures={
            "right_of_thousand": 1000 * last.ppv,
            "missed_of_thousand": 1000 * last.false_negatives / last.targets,
        },
        case="second look" if second_look else "gate alone",
    )


def _draw(labels: Mapping[str, str], crowd: _Crowd, ppv: float) -> Figure:
    with house_style():
        figure, axes = canvas()
        figure.set_layout_engine("none")
        axes.set_position((0, 0, 1, 1))
        axes.set(xlim=(0, _WIDTH), ylim=(0, _HEIGHT))
        axes.set_axis_off()

        _dots(axes, 0, TRAVELLERS, HAIR, 3.2)
        begin = 0
        for people, colour, hollow in (
            (crowd.missed, PALETTE["petrol"], True),
            (crowd.found, PALETTE["petrol"], False),
            (crowd.stopped, PALETTE["orange"], False),
            (crowd.cleared or 0, PALETTE["orange"], True),
        ):
            _dots(axes, begin, begin + people, colour, 6.0)
            if hollow:
                _dots(axes, begin, begin + people, "white", 3.4)
            begin += people
        _key(axes, 0, 0, PALETTE["petrol"], False, labels["found"].format(n=crowd.found))
        _key(axes, 0, 1, PALETTE["petrol"], True, labels["missed"].format(n=crowd.missed))
        _key(axes, 1, 0, PALETTE["orange"], False, labels["stopped"].format(n=crowd.stopped))
        _key(axes, 1, 1, HAIR, False, labels["passed"].format(n=crowd.passed))
        if crowd.cleared is not None:
            _key(axes, 1, 2, PALETTE["orange"], True, labels["cleared"].format(n=crowd.cleared))
        _bar(axes, labels, ppv)
        return figure


def _dots(axes: Axes, begin: int, end: int, colour: str, size: float) -> None:
    """Draw travellers `begin` to `end`, counted down the columns: one dotted line a column, not one mark a person."""
    if begin == end:
        return
    points: list[tuple[float, float]] = []
    for column in range(begin // _ROWS, -(-end // _ROWS)):
        first, last = max(begin - column * _ROWS, 0), min(end - column * _ROWS, _ROWS) - 1
        x = _LEFT + column * _PITCH
        # A little longer than the last dot, or rounding may swallow it.
        points += [(x, _TOP - first * _PITCH), (x, _TOP - last * _PITCH - 0.3)]
    path = Path(points, [Path.MOVETO, Path.LINETO] * (len(points) // 2))
    dash = (0, (0.01 / size, (_PITCH - 0.01) / size))
    axes.add_patch(
        PathPatch(
            path, fill=False, edgecolor=colour, linewidth=size, linestyle=dash, capstyle="round", clip_on=False,
            snap=False,  # snapping to pixels swallows a column of one dot
        )
    )


def _key(axes: Axes, column: int, row: int, colour: str, hollow: bool, words: str) -> None:
    """Write an entry of the key."""
    x, y = _LEFT + column * _KEY["column"], _HEIGHT - 9 - row * _KEY["row"]
    axes.plot(
        [x], [y], "o", markersize=6, markeredgewidth=1.3, markeredgecolor=colour,
        markerfacecolor="white" if hollow else colour, clip_on=False,
    )
    axes.text(x + 8, y, words, va="center_baseline", fontsize=9.5)


def _bar(axes: Axes, labels: Mapping[str, str], ppv: float) -> None:
    """Draw all alarms as one bar, divided into right and wrong ones."""
    low, height = _BAR
    left, right = _LEFT - 3, _WIDTH - _LEFT + 3
    middle = left + (right - left) * ppv
    axes.add_patch(Rectangle((left, low), right - left, height, color=PALETTE["orange"], linewidth=0))
    axes.add_patch(Rectangle((left, low), middle - left, height, color=PALETTE["petrol"], linewidth=0))
    of_thousand = round(1000 * ppv)
    axes.text(left, low + height + 4, labels["right"].format(n=of_thousand), color=PALETTE["petrol"], va="bottom")
    axes.text(
        right, low + height + 4, labels["wrong"].format(n=1000 - of_thousand),
        color=PALETTE["orange"], va="bottom", ha="right",
    )
