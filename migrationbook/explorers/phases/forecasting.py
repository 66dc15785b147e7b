"""Explorers of the lesson on forecasting: a contest against doing nothing, and a shock in stock and flow."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.phases.forecasting import contest, stock_and_flow

#: Table, column and divisor of each series, its horizons in steps, and the top of its axis.
_SERIES: dict[str, tuple[str, str, float, tuple[int, int, int], float]] = {
    "detections": ("forecast-detections", "detections", 1000, (1, 2, 3), 2000),
    "displaced": ("forecast-displaced", "displaced", 1, (1, 2, 3), 140),
    "applications": ("forecast-applications", "applications", 1000, (1, 3, 12), 250),
}
_HORIZONS = ("short", "middle", "long")


def values_of(name: str) -> pd.Series:
    """Return one of the three series of the contest.

    Parameters
    ----------
    name:
        ``detections``, ``displaced`` or ``applications``.

    Returns
    -------
    pandas.Series
        In thousands (detections, applications) or millions (displaced), by year or month.
    """
    table, column, divisor, _, _ = _SERIES[name]
    frame = series(table)
    return frame.set_index(frame.columns[0])[column].astype(float) / divisor


def _draw_contest(
    labels: Mapping[str, str], name: str, table: pd.DataFrame, mine: float, nothing: float, yardstick: str, method: str
) -> Figure:
    values = values_of(name)
    top = _SERIES[name][4]
    months = name == "applications"
    with house_style():
        figure, (axes, bars) = canvas((4.8, 3.9), nrows=2, height_ratios=[3.6, 1])
        places = range(len(values))
        axes.plot(places, values, color=PALETTE["petrol"], lw=1.6, marker=None if months else "o", ms=3.5)
        begin = len(values) - len(table)
        guesses = table["forecast"].clip(upper=top).round(1 if name == "displaced" else 0)
        # of the months every third one is marked: all of them would be a band, and a heavy page
        every = 3 if months else 1
        width = 5 if months else 11
        axes.plot(range(begin, len(values))[::every], guesses[::every], color=PALETTE["orange"], lw=0, marker="_", ms=width, mew=2.2)
        ticks = [place for place in places if months and str(values.index[place]).endswith("-01")] or list(places)[::2]
        words = [str(values.index[place])[:4] for place in ticks]
        axes.set_xticks(ticks, words if months else [f"’{word[2:]}" for word in words])
        axes.set(ylim=(0, top * 1.02), yticks=[0, top / 2, top], ylabel=labels[f"{name}_unit"], title=labels[name])
        axes.yaxis.set_label_coords(-0.0996, 0.5)  # beyond the widest of the three series' tick labels
        axes.text(0.01, 0.97, labels["actual"], transform=axes.transAxes, color=PALETTE["petrol"], va="top", fontsize=8.5)
        axes.text(0.01, 0.86, labels["forecast"], transform=axes.transAxes, color=PALETTE["orange"], va="top", fontsize=8.5)
        longest = max(mine, nothing)
        for place, (length, colour, word) in enumerate(((mine, "orange", labels[method]), (nothing, "grey", labels["last"]))):
            if method == "last" and place == 0:
                continue
            bars.plot([0, round(100 * length / longest, 1)], [place, place], color=PALETTE[colour], lw=11, solid_capstyle="butt")
            bars.text(-2, place, word, ha="right", va="center", fontsize=8.5, in_layout=False)
            number = f"{length:.1f} %" if yardstick == "percent" else f"{length:,.0f}" if name == "detections" else f"{length:,.1f}"
            bars.text(round(100 * length / longest, 1) + 1.5, place, number, va="center", fontsize=8.5, color=INK, in_layout=False)
        bars.set(xlim=(-52, 116), ylim=(1.6, -0.6), xticks=[], yticks=[])
        bars.set_title(labels[yardstick], fontsize=9, color=SOFT, fontweight="normal", pad=2)
        bars.grid(False)
        for side in ("left", "bottom"):
            bars.spines[side].set_visible(False)
    return figure


@explorer("phases/forecasting#contest")
def contest_view(
    labels: Mapping[str, str], *, data: str, method: contest.Method, horizon: str, yardstick: contest.Yardstick
) -> View:
    """Return the errors of a simple forecast beside those of doing nothing.

    Parameters
    ----------
    labels:
        The words inside the figure, and those of the sentence.
    data:
        Which series.
    method:
        How the forecast is made.
    horizon:
        ``short``, ``middle`` or ``long``.
    yardstick:
        Mean error in the unit of the series, or in per cent of the actual values.
    """
    values = values_of(data)
    horizons = _SERIES[data][3]
    steps = horizons[_HORIZONS.index(horizon)]
    table = contest.backtest(values, method, steps, horizons[-1])
    mine, nothing = contest.score(table), contest.score(contest.backtest(values, "last", steps, horizons[-1]))
    mine_error, nothing_error = getattr(mine, yardstick), getattr(nothing, yardstick)
    removed = contest.error_removed(mine_error, nothing_error)

    def words(error: float) -> str:
        if yardstick == "percent":
            return labels["by_percent"].format(error=error)
        return labels[f"{data}_words"].format(error=error)

    case = "nothing" if method == "last" else "better" if removed > 0.05 else "worse"
    return View(
        draw=lambda: _draw_contest(labels, data, table, mine_error, nothing_error, yardstick, method),
        values={
            "what": labels[f"{data}_what"],
            "ahead": labels[f"{data}_{horizon}"],
            "method": labels[f"{method}_words"],
            "mine": words(mine_error),
            "nothing": words(nothing_error),
            "removed": abs(removed),
            "close": mine.close,
            "nothing_close": nothing.close,
            "targets": mine.targets,
        },
        measures={"removed": round(removed, 2), "percent": round(mine.percent, 2), "close": mine.close},
        case=case,
    )


def _draw_shock(labels: Mapping[str, str], stay: int, factor: float) -> Figure:
    flows, stocks = stock_and_flow.path(stay, factor)
    year = stock_and_flow.shock(stay, factor)
    with house_style():
        figure, (left, right) = canvas((4.8, 2.9), ncols=2)
        for axes, heights, before, error, name, top in (
            (left, flows, year.flow_before, year.flow_error, "flow", 480),
            (right, stocks, year.stock_before, year.stock_error, "stock", 2800),
        ):
            colours = [PALETTE["petrol" if place == 7 else "sky"] for place in range(1, 11)]
            axes.bar(range(1, 11), [round(height) for height in heights], width=0.72, color=colours)
            axes.plot([6.4, 7.6], [round(before)] * 2, color=PALETTE["orange"], lw=2.6)
            words = labels["off"].format(error=error)
            axes.text(10.5, top * 0.985, words, ha="right", va="top", color=PALETTE["orange"], fontweight="semibold")
            axes.set(xlim=(0.3, 10.7), ylim=(0, top), xticks=[1, 4, 7, 10], yticks=[0, top / 2, top])
            axes.set(title=labels[name], xlabel=labels["x"])
            axes.axhline(0, color=HAIR, lw=0.6)
        left.set_ylabel(labels["y"])
    return figure


@explorer("phases/forecasting#shock")
def shock_view(labels: Mapping[str, str], *, stay: int, factor: float) -> View:
    """Return the error of persistence in a flow and in the stock that it feeds.

    Parameters
    ----------
    labels:
        The words inside the figure, and those of the sentence.
    stay:
        Mean stay, years.
    factor:
        Arrivals in the year of the shock as a multiple of an ordinary year.
    """
    year = stock_and_flow.shock(stay, factor)
    return View(
        draw=lambda: _draw_shock(labels, stay, factor),
        values={
            "stay": labels["one" if stay == 1 else "many"].format(stay=stay),
            "flow": year.flow,
            "flow_error": year.flow_error,
            "before": year.stock_before,
            "stock": year.stock,
            "stock_error": year.stock_error,
        },
        measures={"flow_error": round(year.flow_error, 3), "stock_error": round(year.stock_error, 3)},
        case="still" if factor == 1 else "close" if year.stock_error < 10 else "far",
    )
