"""matplotlib's SVG renderer with one memory for the measures of all texts; imported only where something is drawn."""

from __future__ import annotations

import io
from functools import cached_property
from typing import TYPE_CHECKING

from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG

if TYPE_CHECKING:
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


def solve_layout(figure: Figure) -> None:
    """Put a figure's axes where its layout engine wants them, without drawing.

    Parameters
    ----------
    figure:
        The figure.
    """
    _Canvas(figure)
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
