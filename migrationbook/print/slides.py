"""Slides of the chapters, to project: what the handouts choose, set as a tagged PDF without any answer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from migrationbook.core.files import write_bytes
from migrationbook.core.made import depend_on
from migrationbook.core.paths import SITE_FILES
from migrationbook.core.pool import Product
from migrationbook.corpus.handouts import ResolvedHandout, handout_names
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.lesson import Asked
from migrationbook.corpus.load import Corpus
from migrationbook.exercises.base import Exercise
from migrationbook.print.handouts import qr_code, shared_data
from migrationbook.print.typst import typeset
from migrationbook.print.writer import Writer, picture, references_of

#: Size of a figure on a slide, in inches: with its message, and without it, below a question. Both are shown 2.25 times as
#: large, so that their words of 8 pt have 18 pt.
TITLED_SIZE, BARE_SIZE = (5.33, 2.1), (5.33, 2.0)


def slide_data(sheet: ResolvedHandout, imprint: Imprint) -> dict[str, Any]:
    """Return everything that the slides are set from. No key, no reason, no hint and no note is in it.

    Parameters
    ----------
    sheet:
        The handout.
    imprint:
        What the slides say about their edition.
    """
    write = Writer(sheet.corpus, imprint.site)
    shared = shared_data(sheet, imprint, write)
    figure = sheet.handout.figure.figure
    pictures = {"svg": picture(figure, TITLED_SIZE, sheet.corpus), "bare": picture(figure, BARE_SIZE, sheet.corpus, titled=False)}
    return {
        **shared,
        "edition": "slides",
        "figure": {**shared["figure"], **pictures},
        "explore": [_explore(asked, task, write) for asked, task in sheet.explored],
        "references": references_of(sheet.corpus, write.works),
    }


def _explore(asked: Asked, task: Exercise, write: Writer) -> dict[str, Any]:
    assert task.explorer_used is not None  # the handout was checked for that
    page = f"{write.site}chapters/{asked.lesson}.html"
    titles = {explorer.id: explorer.title for explorer in write.corpus.lessons[asked.home].explorers}
    return {
        "ask": write.text(task.ask),
        "title": write.text(titles[task.explorer_used]),
        "page": page,
        "url": f"{page}#ask-{asked.id}",
        "qr": qr_code(f"{page}#ask-{asked.id}"),
    }


def slide_products(corpus: Corpus, site_files: Path = SITE_FILES) -> list[Product]:
    """Return the slides of every handout, to be set.

    Parameters
    ----------
    corpus:
        The course.
    site_files:
        What the site takes up; the slides stand in a folder of it, beside the student editions.
    """
    paths = {name: site_files / "handouts" / f"{name}-slides.pdf" for name in handout_names(corpus)}
    return [Product(f"sheets/{name}-slides", (path,), partial(_set_slides, corpus, name, path), cost=3) for name, path in paths.items()]


def _set_slides(corpus: Corpus, name: str, path: Path) -> None:
    depend_on(f"module:{__name__}", "imprint:")
    imprint, sheet = Imprint.read(corpus.root), ResolvedHandout(corpus, name)
    write_bytes(path, typeset("slides.typ", slide_data(sheet, imprint), imprint.released, sheet.file.path))
