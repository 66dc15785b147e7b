"""House style of the figures: palette, type, and SVG that is small and the same on every machine."""

from __future__ import annotations

import html
import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migrationbook.core.errors import CourseError
from migrationbook.core.files import read_text
from migrationbook.core.inline import PLACE
from migrationbook.core.lazy import Lazy
from migrationbook.core.made import depend_on
from migrationbook.core.paths import DATA
from migrationbook.core.registry import modules_by_name
from migrationbook.corpus.entries import FigureWords

# matplotlib takes half a second, which whoever draws nothing need not wait
if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.typing import RcKeyType

#: Okabe and Ito's colours (2008), safe for colour-blind readers, darkened where needed so that each keeps a
#: contrast of 3:1 on white and the series differ in grey, too. Order: the order in which to use them.
PALETTE = {
    "petrol": "#0f4c5c",
    "orange": "#c65d00",
    "sky": "#4a9fd0",
    "green": "#00795c",
    "purple": "#a4487f",
    "grey": "#8a8a8a",
}
INK = "#1b1b1b"
SOFT = "#5a5a5a"
HAIR = "#bdbdbd"

#: Size of a figure in a page, in inches. At this size 9.5 pt stays readable on a screen of 360 px.
PAGE_SIZE = (4.8, 3.0)
#: Size of a figure on a sheet, in inches (132 mm × 58 mm, the text column of the handout).
SHEET_SIZE = (5.2, 2.3)

_STYLE: dict[RcKeyType, Any] = {
    "font.family": "Source Sans Pro",
    "font.size": 9.5,
    "axes.titlesize": 10.5,
    "axes.titleweight": "semibold",
    "axes.titlelocation": "left",
    "axes.titlepad": 9,
    "axes.labelcolor": SOFT,
    "axes.edgecolor": SOFT,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": "#e2e2e2",
    "grid.linewidth": 0.6,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "text.color": INK,
    "legend.frameon": False,
    "figure.facecolor": "white",
    "svg.fonttype": "none",
    "path.simplify": True,
    "path.simplify_threshold": 1.0,
}


#: matplotlib names every part of a picture; only markers and the frames that cut lines off are referred to.
_ID, _REFERENCE = re.compile(r' id="([^"]*)"'), re.compile(r'(?:="|url\()#([^")]+)')


@cache
def _fonts() -> None:
    """Make the sans of the course known to matplotlib; it comes from a package, not from the machine."""
    import font_source_sans_pro
    from matplotlib import font_manager

    for path in sorted((Path(font_source_sans_pro.__file__).parent / "files").glob("*.otf")):
        font_manager.fontManager.addfont(str(path))


_in_house_style = False


@contextmanager
def house_style() -> Iterator[None]:
    """Draw inside this context to draw in the house style; inside of itself it changes nothing."""
    global _in_house_style
    if _in_house_style:
        yield
        return
    import matplotlib as mpl

    _fonts()
    with mpl.rc_context(_STYLE):
        _in_house_style = True
        try:
            yield
        finally:
            _in_house_style = False


def canvas(size: tuple[float, float] = PAGE_SIZE, **kwargs: Any) -> tuple[Figure, Any]:
    """Return a figure in the house style, without pyplot, so that nothing has to be closed.

    Parameters
    ----------
    size:
        Width and height in inches.
    kwargs:
        Passed to :meth:`matplotlib.figure.Figure.subplots`.

    Returns
    -------
    tuple
        Figure and axes.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, layout="constrained")
    return figure, figure.subplots(**kwargs)


def svg(figure: Figure, name: str) -> str:
    """Return a figure as SVG text: live text, no metadata, coordinates to two decimals, the same bytes everywhere.

    Parameters
    ----------
    figure:
        The figure.
    name:
        Its name in the course. Two pictures in one page need ids of their own, the settings of an explorer the same ones.

    Raises
    ------
    CourseError
        If the picture shows a place in braces that the drawing has not filled in.
    """
    import matplotlib as mpl

    from migrationbook.drawings.renderer import svg_text

    with house_style():
        mpl.rcParams["svg.hashsalt"] = name
        text = svg_text(figure)
    text = text[text.index("<svg"):]
    text = re.sub(r"<metadata>.*?</metadata>\s*|<!--.*?-->\s*", "", text, flags=re.DOTALL)
    # matplotlib's style rule for "*" would hold for the whole page into which the picture is put
    text = re.sub(r"<style.*?</style>\s*", "", text, flags=re.DOTALL)
    if left := PLACE.search(text):
        raise _unfilled(name, html.unescape(left[0]))
    referred_to = set(_REFERENCE.findall(text))
    text = _ID.sub(lambda found: found[0] if found[1] in referred_to else "", text)
    # a turn by nothing, which matplotlib writes at every word
    text = re.sub(r' transform="rotate\(-0 [^"]*\)"', "", text)
    text = text.replace("<svg ", '<svg stroke-linejoin="round" ', 1)
    # the pages carry a cut-down version of the same sans, which its licence wants to have another name
    text = text.replace("'Source Sans Pro'", "'Source Sans Pro', 'Course Sans', sans-serif")
    return re.sub(r"(\d+\.\d{2})\d+", r"\1", text)


def _unfilled(name: str, place: str) -> CourseError:
    """Return the error of a picture that shows a place in braces, with the line of the label."""
    words, _, explorer = name.partition("#")
    file = DATA / (f"exercises/{words}.yml" if explorer else f"figures/{words.partition('/')[0]}.yml")
    rows = read_text(file).splitlines() if file.is_file() else []
    line = next((number for number, row in enumerate(rows, 1) if place in row), None)
    mend = "fill it in where the picture is drawn, or write the label without braces"
    return CourseError(f"the picture “{name}” shows “{place}” as it stands", mend=mend, file=file, line=line)


#: A drawing takes the words and the size and returns the figure.
Drawing = Callable[[FigureWords, tuple[float, float]], "Figure"]
_DRAWINGS: dict[str, Drawing] = {}


def drawing(name: str) -> Callable[[Drawing], Drawing]:
    """Register a drawing under the id that its words have in ``data/figures/``.

    Parameters
    ----------
    name:
        ``chapter/figure``, for example ``iom/revenue-by-type``.
    """

    def register(function: Drawing) -> Drawing:
        if name in _DRAWINGS:
            raise ValueError(f"two drawings are called {name!r}")
        _DRAWINGS[name] = function
        return function

    return register


def drawings() -> Mapping[str, Drawing]:
    """Return every drawing by ``chapter/figure``: those of :mod:`migrationbook.drawings`, and what is registered from elsewhere.

    The module of a drawing is imported when it is asked for.
    """
    import migrationbook.drawings as folder

    modules = modules_by_name(folder, "drawing")

    def load(name: str) -> Drawing:
        depend_on(f"module:{modules.get(name, __name__)}", "version:matplotlib")
        if name not in _DRAWINGS:
            importlib.import_module(modules[name])
        return _DRAWINGS[name]

    return Lazy({**modules, **_DRAWINGS}, load)
