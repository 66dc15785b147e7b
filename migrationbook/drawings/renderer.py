"""matplotlib's SVG renderer with one memory for the measures of all texts; imported only where something is drawn."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.text import Text
from matplotlib.transforms import Bbox, BboxBase

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

#: No metadata, so that the bytes are the same on every machine and every day.
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_POINTS_PER_INCH = 72
_MEASURED: dict[tuple[str, int, object], tuple[float, float, float]] = {}


class _Renderer(RendererSVG):
    # matplotlib remembers the measures of a text for one figure only; the frames of an explorer share most of their texts
    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: object) -> tuple[float, float, float]:
        text = (s, hash(prop), ismath)
        if text not in _MEASURED:
            _MEASURED[text] = super().get_text_width_height_descent(s, prop, ismath)
        return _MEASURED[text]


class _Canvas(FigureCanvasSVG):
    """A canvas whose layout and picture come from one renderer."""

    def __init__(self, figure: Figure):
        super().__init__(figure)
        figure.dpi = _POINTS_PER_INCH
        self.written = io.StringIO()

    @cached_property
    def _renderer(self) -> _Renderer:
        width, height = self.figure.get_size_inches() * _POINTS_PER_INCH
        return _Renderer(width, height, self.written, metadata=_NO_METADATA)

    def get_renderer(self) -> _Renderer:
        """Return the renderer, for which matplotlib asks when it solves the layout."""
        return self._renderer


def svg_text(figure: Figure) -> str:
    """Return a figure as the SVG that matplotlib writes.

    Parameters
    ----------
    figure:
        The figure. Its resolution becomes 72 dots an inch, which is a point of SVG.
    """
    canvas = _Canvas(figure)
    renderer = canvas.get_renderer()
    figure.draw(renderer)
    renderer.finalize()
    return canvas.written.getvalue()


@dataclass(frozen=True)
class Layout:
    """Where a figure's axes are.

    Parameters
    ----------
    size:
        Width and height of the figure, in inches.
    axes:
        Left, lower, right and upper edge of each of its axes, in parts of the figure.
    """

    size: tuple[float, float]
    axes: tuple[tuple[float, float, float, float], ...]

    def is_like(self, other: Layout) -> bool:
        """Return whether two layouts are the same, but for less than a picture's last decimal, which is 0.01 points."""
        alike = self.size == other.size and len(self.axes) == len(other.axes)
        return alike and all(abs(a - b) < 1e-5 for a, b in zip(chain(*self.axes), chain(*other.axes), strict=True))


def _edges(box: BboxBase) -> tuple[float, float, float, float]:
    return float(box.x0), float(box.y0), float(box.x1), float(box.y1)


def solved_layout(figure: Figure) -> Layout:
    """Return where its layout engine puts the axes of a figure, without drawing it.

    Parameters
    ----------
    figure:
        The figure. Its resolution becomes 72 dots an inch.
    """
    _Canvas(figure)
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
    width, height = figure.get_size_inches().tolist()
    return Layout((width, height), tuple(_edges(axes.get_position(original=True)) for axes in figure.axes))


def lay_out(figure: Figure, layout: Layout) -> None:
    """Put the axes of a figure where another one has them, instead of solving its own layout.

    Parameters
    ----------
    figure:
        The figure.
    layout:
        Where they are to be.

    Raises
    ------
    ValueError
        If it has more axes, or fewer.
    """
    figure.set_layout_engine("none")
    for axes, edges in zip(figure.axes, layout.axes, strict=True):
        axes.set_position(Bbox.from_extents(*edges))


class _Unseen(Text):
    """A text that takes room and is not drawn."""

    def draw(self, renderer: RendererBase) -> None:
        """Draw nothing."""


def reserve_tick_labels(axes: Axes, labels: Iterable[str]) -> None:
    """Leave room for the longest of some labels of the y-axis, whichever of them are shown, so that the axes stay where they are.

    Parameters
    ----------
    axes:
        The axes, when the y-axis and its ticks are as they are drawn.
    labels:
        All labels that may be shown.
    """
    shown = axes.get_yticklabels()[0]
    for label in labels:
        unseen = _Unseen(*shown.get_position(), label)
        unseen.update_from(shown)
        unseen.set(transform=shown.get_transform(), clip_on=False)
        axes.add_artist(unseen)
