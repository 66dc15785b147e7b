"""Explorers: a pure model seen through a few controls, as one figure and one sentence.

A view function takes the words of the explorer (from the lesson's YAML) and the setting of its controls and
returns a :class:`View`. Its words and controls stand in the YAML, its arithmetic in :mod:`migrationbook.models`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class View:
    """What an explorer shows at one setting.

    Parameters
    ----------
    draw:
        Returns the figure. Called only when the picture is wanted: measures of all settings are asked for often.
    values:
        Numbers and words for the sentence's template.
    measures:
        Numbers that an exercise can ask for, by name. Each explorer gives the same names at every setting.
    case:
        Which of the explorer's sentences fits, when it has several.
    """

    draw: Callable[[], Figure]
    values: Mapping[str, Any]
    measures: Mapping[str, float] = field(default_factory=dict)
    case: str = ""


#: A view function: words of the explorer by name, then one keyword argument a control.
ViewFunction = Callable[..., View]
_VIEWS: dict[str, ViewFunction] = {}


def explorer(name: str) -> Callable[[ViewFunction], ViewFunction]:
    """Register a view function under ``chapter/lesson#explorer``, for example ``iom/money#shares``."""

    def register(function: ViewFunction) -> ViewFunction:
        if name in _VIEWS:
            raise ValueError(f"two explorers are called {name!r}")
        _VIEWS[name] = function
        return function

    return register
