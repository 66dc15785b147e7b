"""Slides of the chapters, to project: what the handouts choose, set as a tagged PDF without any answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from migrationbook.core.made import made_once
from migrationbook.core.paths import SITE_FILES
from migrationbook.corpus.handouts import ResolvedHandout, handout_names
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.lesson import Asked
from migrationbook.corpus.load import Corpus
from migrationbook.exercises.kinds import Explore
from migrationbook.exercises.printed import Writer, picture, references_of
from migrationbook.print.handouts import made_from, qr_code, shared_data
from migrationbook.print.typst import typeset

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


def _explore(asked: Asked, task: Explore, write: Writer) -> dict[str, Any]:
    page = f"{write.site}chapters/{asked.lesson}.html"
    titles = {explorer.id: explorer.title for explorer in write.corpus.lessons[asked.home].explorers}
    return {
        "ask": write.text(task.ask),
        "title": write.text(titles[task.explorer]),
        "page": page,
        "url": f"{page}#ask-{asked.id}",
        "qr": qr_code(f"{page}#ask-{asked.id}"),
    }


def build_slides(
    corpus: Corpus,
    out: Path = SITE_FILES / "handouts",
    stamps: Path | None = None,
    said: Callable[[Path], None] = lambda path: None,
) -> list[Path]:
    """Write the slides of every handout, and delete those whose YAML file is gone.

    Parameters
    ----------
    corpus:
        The course's data.
    out:
        Folder for the slides, beside the students' sheets.
    stamps:
        Folder that remembers what each was set from; nothing is set again while that is the same. ``None``: all are set.
    said:
        Called with each file when it is written.

    Returns
    -------
    list
        The files written.

    Raises
    ------
    CourseError
        If a handout names something that does not exist, or something fills more than a slide.
    """
    imprint = Imprint.read()
    out.mkdir(parents=True, exist_ok=True)
    written = []
    names = handout_names(corpus)
    for name in names:
        sheet = ResolvedHandout(corpus, name)
        sheet.check()
        path = out / f"{name}-slides.pdf"
        with made_once(stamps and stamps / f"{name}-slides", made_from(sheet), [path]) as stale:
            if stale:
                path.write_bytes(typeset("slides.typ", slide_data(sheet, imprint), imprint.released, sheet.file.path))
                written.append(path)
                said(path)
    for path in set(out.glob("*-slides.pdf")) - {out / f"{name}-slides.pdf" for name in names}:
        path.unlink()
    return written
