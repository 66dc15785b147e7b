"""Explorers of the lesson on virtual migration: who moves when work can, and which yardstick shows which country."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.phases import virtual_migration as model

_COUNTRIES = ("India", "Bangladesh", "Pakistan", "United States", "Philippines")
#: Countries that the paper names; it names no African one.
_NAMED = frozenset({"India", "Philippines"})


def _band(axes: Axes, height: float, parts: Mapping[str, float], colours: Mapping[str, str]) -> None:
    start = 0.0
    for name, length in parts.items():
        axes.plot([start, start + length], [height, height], color=colours[name], lw=22, solid_capstyle="butt")
        start += length


def _draw_moves(labels: Mapping[str, str], before: model.Outcome, after: model.Outcome, price: float, fee: float) -> Figure:
    colours = {
        "local": "#d9d9d9", "remote": PALETTE["sky"], "replaced": PALETTE["petrol"], "moved": PALETTE["orange"],
        "worker": PALETTE["sky"], "platform": PALETTE["purple"], "client": "#e6d3b8",
    }
    replaced = min(after.replaced, after.remote)
    now = {"local": after.local, "remote": after.remote - replaced, "replaced": replaced, "moved": after.moved}
    money = {"worker": 1000 * price * (1 - fee), "platform": 1000 * price * fee, "client": 1000 * (1 - price)}
    with house_style():
        figure, axes = canvas((4.8, 3.7))
        _band(axes, 0, {"local": before.local, "moved": before.moved}, colours)
        _band(axes, 1.35, now, colours)
        _band(axes, 4.5, money, colours)
        for height, word in ((-0.62, "without"), (0.73, "with"), (3.88, "money")):
            axes.text(0, height, labels[word], fontsize=10, color=INK, weight="semibold")
        for place, (name, value) in enumerate((*now.items(), *money.items())):
            people = place < 4
            x = (0, 590)[place % 2] if people else (0, 340, 680)[place - 4]
            y = (2.15 + 0.48 * (place // 2)) if people else 5.35
            axes.plot([x + 12], [y], color=colours[name], marker="s", ms=8, ls="", clip_on=False)
            shown = f"{value:.0f}" if people else f"{value / 10:.1f}"
            axes.text(x + 42, y, f"{shown} {labels[name]}", va="center", fontsize=10)
        axes.set(xlim=(-5, 1005), ylim=(5.7, -1.1), xticks=[], yticks=[])
        axes.set_axis_off()
    return figure


@explorer("phases/virtual-migration#moves")
def moves(labels: Mapping[str, str], *, share: int, price: int, fee: int, cost: int, door: model.Door) -> View:
    """Return what 1,000 invented people do with and without work from afar.

    Parameters
    ----------
    labels:
        The words inside the figure.
    share:
        People whose work can be done from afar, per cent.
    price:
        What clients pay from afar, per cent of the destination's wage.
    fee:
        What the platform keeps, per cent of the price.
    cost:
        Highest cost of going, in incomes at home for a year.
    door:
        ``open``, ``places`` or ``closed``.
    """
    terms = (price / 100, fee / 100, float(cost), door)
    before, after = model.outcome(0.0, *terms), model.outcome(share / 100, *terms)
    fewer = model.fewer_movers(share / 100, *terms)
    return View(
        draw=lambda: _draw_moves(labels, before, after, price / 100, fee / 100),
        values={
            "wanted_before": before.wanted,
            "moved_before": before.moved,
            "wanted": after.wanted,
            "moved": after.moved,
            "remote": after.remote,
            "fewer": abs(fewer),
            "replaced": after.replaced,
            "hundred": 100 * after.replaced / after.remote,
            "worker": price * (1 - fee / 100),
            "platform": price * fee / 100,
            "client": 100 - price,
        },
        measures={"fewer": round(abs(fewer), 3), "remote": round(after.remote, 3)},
        case=door,
    )


def _draw_yardsticks(labels: Mapping[str, str], shares: Mapping[str, float], marked: bool) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 2.7))
        for row, country in enumerate(_COUNTRIES):
            named = marked and country in _NAMED
            share = shares.get(country)
            if share is None:
                axes.text(0.6, row, labels["absent"], va="center", fontsize=9, color=SOFT)
            else:
                axes.plot([0, share], [row, row], color=PALETTE["petrol"], lw=15, solid_capstyle="butt")
                axes.text(share + 0.8, row, f"{share:g}", va="center", fontsize=9)
            axes.text(-0.8, row, country, va="center", ha="right", fontsize=9.5, weight="semibold" if named else "normal",
                      color=PALETTE["orange"] if named else INK)
        axes.plot([0, 0], [-0.6, 4.6], color=HAIR, lw=0.8)
        axes.set(xlim=(0, 40), ylim=(4.7, -0.7), yticks=[], xticks=[0, 10, 20, 30, 40], xlabel=labels["x"])
        axes.grid(False)
        axes.spines["left"].set_visible(False)
    return figure


@explorer("phases/virtual-migration#yardsticks")
def yardsticks(labels: Mapping[str, str], *, yardstick: str, marked: bool) -> View:
    """Return the shares of countries among online freelancers by one yardstick.

    Parameters
    ----------
    labels:
        The words inside the figure and those of the sentence.
    yardstick:
        Key of the table.
    marked:
        Whether the countries that the paper names are marked.
    """
    table = series("online-workers-by-country")
    rows = table[table["yardstick"] == yardstick].sort_values("share", ascending=False, kind="stable")
    shares = {row.country: float(row.share) for row in rows.itertuples()}
    written = ", ".join(f"{row.country} {labels[row.rounded]}{row.share:g} %" for row in rows.itertuples())
    return View(
        draw=lambda: _draw_yardsticks(labels, shares, marked),
        values={
            "measure": labels[yardstick],
            "list": written,
            "india": shares["India"],
            "philippines": labels["philippines"].format(share=shares["Philippines"]) if "Philippines" in shares else labels["unnamed"],
        },
        measures={"philippines": shares.get("Philippines", 0.0), "bangladesh": shares.get("Bangladesh", 0.0)},
        case="marked" if marked else "plain",
    )
