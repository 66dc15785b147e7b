"""Explorer of the lesson on tools of the asylum procedure: what a published share of doubts implies."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.figure import Figure

from migrationbook.drawings.style import INK, PALETTE, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.phases import asylum_tools as model


def _draw(labels: Mapping[str, str], published: int, found: model.Reading, false_doubt: int) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 2.7))
        parts = [("least", 10.0 * false_doubt, "orange")]
        if found.possible:
            parts = [("doubted_true", found.doubted_true, "orange"), ("doubted_wrong", found.doubted_wrong, "petrol")]
        start = 0.0
        for place, (name, length, colour) in enumerate(parts):
            axes.plot([round(start), round(start + length)], [0, 0], color=PALETTE[colour], lw=26, solid_capstyle="butt")
            axes.plot([4], [1.55 + 0.62 * place], color=PALETTE[colour], marker="s", ms=8, ls="", clip_on=False)
            axes.text(12, 1.55 + 0.62 * place, labels[name], va="center", fontsize=9)
            axes.text(255, 1.55 + 0.62 * place, f"{length:.0f}", va="center", ha="right", fontsize=9, color=INK)
            start += length
        axes.plot([10 * published] * 2, [-0.62, 0.62], color=INK, lw=1.2, ls=(0, (3, 2)))
        axes.text(10 * published, -0.7, labels["published"].format(claims=10 * published), ha="center", fontsize=8.5)
        axes.set(xlim=(0, 270), ylim=(2.6, -1.1), xticks=[0, 50, 100, 150, 200, 250], yticks=[], xlabel=labels["x"])
        axes.grid(False)
        axes.spines["left"].set_visible(False)
    return figure


@explorer("phases/asylum-tools#doubts")
def doubts(labels: Mapping[str, str], *, period: str, false_doubt: int, sensitivity: int) -> View:
    """Return what a published share of results *not supported* implies under two assumed rates.

    Parameters
    ----------
    labels:
        The words inside the figure.
    period:
        Period of the published share.
    false_doubt:
        Of true claims, the share not supported, per cent; assumed.
    sensitivity:
        Of wrong claims, the share not supported, per cent; assumed.
    """
    published = int(labels[f"{period}_share"])
    found = model.read(published / 100, sensitivity / 100, false_doubt / 100)
    return View(
        draw=lambda: _draw(labels, published, found, false_doubt),
        values={
            "period": labels[f"{period}_words"],
            "doubted": 10 * published,
            "false_doubt": false_doubt,
            "sensitivity": sensitivity,
            "true": found.doubted_true,
            "wrong": found.doubted_wrong,
            "wrong_all": 1000 * found.wrong,
            "least": 10 * false_doubt,
            "implied": f"{100 * found.wrong:.1f}".replace("-", "−"),
            "right": 100 * found.right_doubts,
        },
        measures={"implied": round(100 * found.wrong, 3), "right": round(100 * found.right_doubts, 3)},
        case="possible" if found.possible else "impossible",
    )
