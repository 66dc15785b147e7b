"""The pictures and measures of every explorer, to be made before the pages that show them."""

from __future__ import annotations

import math
from functools import partial

from migrationbook.core.pool import Product
from migrationbook.corpus.load import Corpus
from migrationbook.explorers.states import Explorer

#: Seconds that a picture takes, about.
_A_PICTURE = 0.02


def explorer_products(course: Corpus) -> list[Product]:
    """Return the explorers of a course, to be drawn.

    Parameters
    ----------
    course:
        The course.
    """
    found = []
    for lesson, content in course.lessons.items():
        for text in content.explorers:
            states = math.prod(len(control.values) for control in text.controls)
            name = f"{lesson}#{text.id}"
            found.append(Product(f"explorers/{name}", (), partial(_draw, course, name), cost=_A_PICTURE * states))
    return found


def _draw(course: Corpus, name: str) -> None:
    """Draw an explorer; where its pictures stand is told by what they are made from."""
    explorer = Explorer(name, course.explorer(name), course)
    explorer.packed_once()
    explorer.measures  # noqa: B018 - stored when they are computed
