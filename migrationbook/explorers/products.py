"""The pictures and measures of every explorer, to be made before the pages that show them.

A page fetches the pictures of an explorer when its reader comes near it: they are half of a lesson's weight. They are a script,
because a page opened from disk may load scripts and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from functools import partial
from pathlib import Path

from migrationbook.core.files import write_text
from migrationbook.core.paths import SITE_FILES
from migrationbook.core.pool import Product
from migrationbook.corpus.load import Corpus
from migrationbook.explorers.states import Explorer

#: Where the site keeps the pictures, seen from its root.
PICTURES = "explorers"
#: Seconds that a picture takes, about.
_A_PICTURE = 0.02


def explorer_products(course: Corpus, site_files: Path = SITE_FILES) -> list[Product]:
    """Return the explorers of a course, to be drawn.

    Parameters
    ----------
    course:
        The course.
    site_files:
        What the site takes up.
    """
    found = [Explorer(f"{lesson}#{text.id}", text) for lesson, content in course.lessons.items() for text in content.explorers]
    paths = {one.name: site_files / PICTURES / file_of(one) for one in found}
    return [
        Product(f"explorers/{one.name}", (paths[one.name],), partial(_draw, course, one.name, paths[one.name]), cost=_A_PICTURE * one.size)
        for one in found
    ]


def file_of(explorer: Explorer) -> str:
    """Return the name of the file with an explorer's pictures."""
    return f"{explorer.name.replace('/', '-').replace('#', '-')}.js"


def script(explorer: Explorer) -> str:
    """Return the script that hands an explorer's pictures to the page.

    Parameters
    ----------
    explorer:
        The explorer.
    """
    return f"(globalThis.explorerPictures ??= {{}})[{json.dumps(explorer.uid)}] = {json.dumps(explorer.packed_once())};\n"


def address_of(explorer: Explorer) -> str:
    """Return the address of an explorer's pictures from the site's root; other pictures have another one."""
    return f"{PICTURES}/{file_of(explorer)}?v={hashlib.sha256(script(explorer).encode()).hexdigest()[:8]}"


def _draw(course: Corpus, name: str, path: Path) -> None:
    """Draw an explorer; where its pictures stand is told by what they are made from."""
    explorer = Explorer(name, course.explorer(name), course)
    write_text(path, script(explorer))
    explorer.measures  # noqa: B018 - stored when they are computed
