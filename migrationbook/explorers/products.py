"""The pictures and measures of every explorer, to be made before the pages that show them."""

from __future__ import annotations

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
    found = [Explorer(f"{lesson}#{text.id}", text) for lesson, content in course.lessons.items() for text in content.explorers]
    return [Product(f"explorers/{one.name}", (), partial(_draw, course, one.name), cost=_A_PICTURE * one.size) for one in found]


def _draw(course: Corpus, name: str) -> None:
    """Draw an explorer; where its pictures stand is told by what they are made from."""
    explorer = Explorer(name, course.explorer(name), course)
    explorer.packed_once()
    explorer.measures  # noqa: B018 - stored when they are computed
