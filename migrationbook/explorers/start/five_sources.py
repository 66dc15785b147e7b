"""Explorer of start/five-sources: how often each text says a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from migrationbook.corpus.tables import series
from migrationbook.drawings.style import HAIR, INK, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.start import five_sources as word_counts

#: The forms that are counted together, in lower case, for each word that the reader can choose.
FORMS: dict[str, tuple[str, ...]] = {
    "schutz": ("schutz",),
    "schutz-compounds": ("datenschutz", "grenzschutz", "rechtsschutz", "schutzbereich", "schutzmandat", "schutzrechten"),
    "hilfe": ("hilfe",),
    "humanitaer": ("humanitär", "humanitäre", "humanitären"),
    "menschenwuerdig": ("menschenwürdige",),
    "menschen": ("menschen",),
    "migranten": ("migrant·innen", "migrant:innen", "migranten", "migrantinnen"),
    "rueckkehr": ("rückkehr",),
    "partner": ("partner", "partnern", "partnerschaft", "partnerschaften"),
    "gemeinsam": ("gemeinsam", "gemeinsame", "gemeinsamen"),
    "geldgeber": ("geldgeber",),
    "system": ("system", "systems"),
    "systeme": ("systeme", "systemen"),
    "staaten": ("staaten", "mitgliedstaaten", "mitgliedsstaaten"),
    "kontrolle": ("kontrolle",),
    "daten": ("daten",),
}
#: The layers in the order of the sources, with their colours: the critic, the institution, the analyst.
_COLOURS = {
    "speech": "orange",
    "anniversary": "petrol",
    "profile": "petrol",
    "signing": "petrol",
    "analysis": "purple",
    "navigation": "grey",
}
#: The releases above which the navigation stands.
_UNDER_NAVIGATION = ("anniversary", "signing")
#: Right end of the axis: room for the longest bar of either measure and the column of values.
_END = 28.0


@explorer("start/five-sources#words")
def words(labels: Mapping[str, str], *, word: str, measure: str, navigation: str) -> View:
    """Return how often each text says a word.

    Parameters
    ----------
    labels:
        The words inside the figure, and the words that can be chosen.
    word:
        A key of :data:`FORMS`.
    measure:
        ``counts`` (occurrences) or ``rates`` (occurrences per 1,000 words).
    navigation:
        ``apart`` (a row of its own) or ``added`` (counted once with each of the two releases below it).
    """
    said = word_counts.together(series("source-word-counts").set_index("word"), FORMS[word])
    length = series("source-word-totals").set_index("layer")["words"]
    if navigation == "added":
        for table in (said, length):
            table[list(_UNDER_NAVIGATION)] += table["navigation"]
        said, length = said.drop("navigation"), length.drop("navigation")
    rates = word_counts.per_thousand(said.to_frame("said").T, length.to_dict()).loc["said"]
    shown = said if measure == "counts" else rates
    longest, most = shown.idxmax(), said.idxmax()
    case = measure if measure == "counts" else f"{measure}-{'same' if longest == most else 'other'}"
    return View(
        draw=lambda: _draw(labels, word, said, length if measure == "rates" else None),
        values={
            "word": labels[word],
            **{f"{layer}_count": number for layer, number in said.items()},
            **{f"{layer}_rate": number for layer, number in rates.items()},
            "longest": labels[longest],
            "behind": said[longest],
            "longest_words": length[longest],
            "one_more": 1000 / length[longest],
            "most": labels[most],
            "most_count": said[most],
            "most_words": length[most],
        },
        measures={"elsewhere": said[most] / said[longest]},
        case=f"{case}-{navigation}",
    )


def _draw(labels: Mapping[str, str], word: str, said: pd.Series, length: pd.Series | None) -> Figure:
    """Draw a bar a text: occurrences, or with the texts' lengths rates and, in grey, what one occurrence more would add."""
    with house_style():
        figure, axes = canvas((4.8, 2.9))
        for place, (layer, colour) in enumerate(_COLOURS.items()):
            if layer not in said:
                axes.text(0.2, place, labels["added"], va="center", color=SOFT, fontsize=8.5)
                continue
            end, value = float(said[layer]), str(said[layer])
            if length is not None:
                step = 1000 / length[layer]
                end = said[layer] * step
                value = f"{end:.1f} ({said[layer]})"
                _line(axes, [end, end + step], place, HAIR, 3)
            if end:
                _line(axes, [0, end], place, PALETTE[colour], 9)
            axes.text(_END, place, value, va="center", ha="right", color=INK)
        axes.set(xlim=(0, _END), ylim=(len(_COLOURS) - 0.5, -0.6), xticks=[0, 5, 10, 15, 20], title=labels[word])
        axes.set_xlabel(labels["counts" if length is None else "rates"])
        axes.set_yticks(range(len(_COLOURS)), [labels[layer] for layer in _COLOURS])
        axes.grid(False)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        if length is not None:
            axes.set_title(labels["one_more"], loc="right", fontsize=8.5, color=SOFT, fontweight="normal")
    return figure


def _line(axes: Axes, ends: Sequence[float], place: float, colour: str, width: float) -> None:
    axes.plot(ends, [place] * 2, color=colour, lw=width, solid_capstyle="butt")
