"""The picture that is shown beside a link to the course."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from migrationbook.core.files import write_bytes
from migrationbook.core.made import depend_on
from migrationbook.core.paths import SITE_FILES
from migrationbook.core.pool import Product
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.load import Corpus
from migrationbook.print.typst import typeset


def preview_products(corpus: Corpus, site_files: Path = SITE_FILES) -> list[Product]:
    """Return the picture, to be set.

    Parameters
    ----------
    corpus:
        The course.
    site_files:
        What the site takes up; the picture stands at its root.
    """
    path = site_files / "preview.png"
    return [Product("preview", (path,), partial(_set_preview, corpus, path))]


def _set_preview(corpus: Corpus, path: Path) -> None:
    depend_on(f"module:{__name__}", "imprint:")
    data = {"edition": "student", "language": "en"}
    write_bytes(path, typeset("preview.typ", data, Imprint.read(corpus.root).released, corpus.toc, format="png", ppi=144.0))
