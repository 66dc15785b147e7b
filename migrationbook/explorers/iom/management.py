"""Explorer of the lesson on management: how often each source uses the words, and who is said to act."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.iom import management as concordance

#: Sources by key, in the order of their numbers.
SOURCES = {
    "gegeneugrenzregime-2025": "000",
    "iom-germany-2024": "001",
    "iom-profile-2017": "002",
    "iom-unodc-2024": "003",
    "swp-meier-2026": "004",
}
_COLOURS = {
    "states": PALETTE["petrol"],
    "organisations": PALETTE["sky"],
    "several": PALETTE["green"],
    "systems": PALETTE["orange"],
    "firms": PALETTE["purple"],
    "migrants": "#3d2b1f",
    "nobody": "#d4d4d4",
    "quality": PALETTE["grey"],
}
#: Right end of the axis by unit, the same for every family.
_END = {"count": 40.0, "rate": 13.0, "share": 112.0}
_TICKS = {"count": [0, 10, 20, 30], "rate": [0, 3, 6, 9], "share": [0, 25, 50, 75, 100]}


def _table(family: str, width: concordance.Width, without: tuple[str, ...]) -> pd.DataFrame:
    """Return occurrences by source and agent; *geordnet* names a quality, so that nobody is coded as acting."""
    families = concordance.ACTS if family == "acts" else (family,)
    if set(families) <= set(concordance.ACTS):
        coded = series("management-agents")
        table = concordance.agents(coded[~coded["layer"].isin(without)], families, width)
        table = table.assign(quality=0)
    else:
        counts = concordance.family_counts(series("management-words"), families, without)
        table = pd.DataFrame(0, index=counts.index, columns=list(concordance.AGENTS)).assign(quality=counts)
    return table.reindex(list(SOURCES), fill_value=0)


def _draw(labels: Mapping[str, str], shown: pd.DataFrame, counts: pd.Series, family: str, unit: str) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 3.2))
        for place, source in enumerate(SOURCES):
            left = 0.0
            for agent in shown.columns:
                length = float(shown.loc[source, agent])
                if length > 0:
                    axes.plot([left, left + length], [place] * 2, color=_COLOURS[agent], lw=13, solid_capstyle="butt")
                    left += length
            number = f"{shown.loc[source].sum():.1f}" if unit == "rate" else f"{counts[source]:.0f}"
            axes.text(left + _END[unit] * 0.012, place, number, va="center", color=INK)
        for place, agent in enumerate(_COLOURS):
            x, y = (place % 4) * 0.252, 1.15 - 0.085 * (place // 4)
            axes.plot([x], [y], "s", ms=6, color=_COLOURS[agent], transform=axes.transAxes, clip_on=False)
            axes.text(x + 0.022, y, labels[agent], transform=axes.transAxes, fontsize=8.5, va="center", color=SOFT)
        axes.set(xlim=(0, _END[unit]), ylim=(4.6, -0.6), xticks=_TICKS[unit], xlabel=f"{labels[family]}: {labels[unit]}")
        axes.set_yticks(range(5), [f"{number} {labels[number]}" for number in SOURCES.values()])
        axes.grid(False)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
    return figure


@explorer("iom/management#agents")
def agents(labels: Mapping[str, str], *, family: str, width: concordance.Width, unit: str, navigation: bool) -> View:
    """Return how often the sources use a word family, and who is said to act.

    Parameters
    ----------
    labels:
        The words inside the figure.
    family:
        A family of :data:`concordance.FAMILIES`, or ``acts`` for the three that name an act.
    width:
        How far from the word an agent is looked for.
    unit:
        ``count``, ``rate`` (per 1,000 words) or ``share`` (of a source's occurrences, per cent).
    navigation:
        Whether the websites' navigation counts as part of 001 and 003.
    """
    without = () if navigation else ("navigation",)
    table = _table(family, width, without)
    words = concordance.words_by_source(series("management-layers"), without)
    counts = table.sum(axis="columns")
    rates = pd.Series({source: concordance.per_thousand(counts[source], words[source]) for source in SOURCES})
    shares = table.div(counts.where(counts > 0), axis="index").fillna(0) * 100
    shown = {"count": table, "rate": table.div(words, axis="index").loc[list(SOURCES)] * 1000, "share": shares}[unit]
    ranked = rates if unit == "rate" else counts
    others = ranked.drop("swp-meier-2026")
    total = int(counts.sum())
    nobody = 100 * table["nobody"].sum() / total if total else 0.0
    first = ranked.idxmax()
    values = {
        "family": labels[family],
        "total": total,
        "swp": int(counts["swp-meier-2026"]),
        "swp_rate": rates["swp-meier-2026"],
        "first": SOURCES[first],
        "first_name": labels[SOURCES[first]],
        "first_count": int(counts[first]),
        "first_rate": rates[first],
        "nobody": nobody,
        "nobody_count": int(table["nobody"].sum()),
        "states_count": int(table["states"].sum()),
        "systems_count": int(table["systems"].sum()),
        "migrants_count": int(table["migrants"].sum()),
        "width": labels[width],
        "menus": labels["menus-yes" if navigation else "menus-no"],
        "profile_rate": rates["iom-profile-2017"],
        "joint": int(counts["iom-unodc-2024"]),
        "release": int(counts["iom-germany-2024"]),
    }
    return View(
        draw=lambda: _draw(labels, shown, counts, family, unit),
        values=values,
        measures={"nobody": nobody, "gap": float(ranked["swp-meier-2026"] - others.max())},
        case=f"geordnet-{unit}" if family == "geordnet" else unit,
    )
