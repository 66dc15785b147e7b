"""Handouts of the chapters, set as two editions of a tagged PDF."""

from __future__ import annotations

import io
import re
from functools import partial
from pathlib import Path
from typing import Any

import segno

from migrationbook.core.files import write_bytes
from migrationbook.core.inline_typst import fine
from migrationbook.core.made import depend_on
from migrationbook.core.paths import INSTRUCTOR, SITE_FILES
from migrationbook.core.pool import Product
from migrationbook.core.strings import date_words
from migrationbook.corpus.handouts import ExerciseTask, GridTask, Handout, Look, Printed, ResolvedHandout, SketchTask, Table, handout_names
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.lesson import Asked
from migrationbook.corpus.load import Corpus
from migrationbook.drawings.style import SHEET_SIZE
from migrationbook.print.typst import typeset
from migrationbook.print.writer import Writer, figure_words, picture, printed_excerpt, references_of


def student_data(sheet: ResolvedHandout, imprint: Imprint) -> dict[str, Any]:
    """Return everything that the student edition is set from. No key, no reason and no note is in it.

    Parameters
    ----------
    sheet:
        The handout.
    imprint:
        What it says about its edition.
    """
    return _student(sheet, imprint, Writer(sheet.corpus, imprint.site))


def shared_data(sheet: ResolvedHandout, imprint: Imprint, write: Writer) -> dict[str, Any]:
    """Return what sheet and slides show alike; the picture of the figure is not in it, for it is drawn to the size of the page.

    Parameters
    ----------
    sheet:
        The handout.
    imprint:
        What it says about its edition.
    write:
        For its texts.
    """
    handout = sheet.handout
    url = f"{imprint.site}chapters/{sheet.opening_page}.html"
    return {
        "language": "en",
        "number": handout.number,
        "title": fine(handout.title),
        "subtitle": fine(handout.subtitle),
        "keywords": handout.keywords,
        "version": imprint.version,
        "site": imprint.site,
        "draft": imprint.draft,
        "url": url,
        "qr": qr_code(url),
        "lead": write.text(handout.lead),
        "excerpts": [printed_excerpt(name, write) for name in handout.excerpts],
        "figure": _figure(handout.figure, write),
        "table": _table(handout.table, write) if handout.table else None,
        "facts": [_fact(name, write) for name in handout.facts],
        "tasks": [_task(task, asked, handout, write) for task, asked in zip(handout.tasks, sheet.asked, strict=True)],
        "discussion": [write.text(prompt.prompt) for prompt in sheet.prompts],
    }


def _student(sheet: ResolvedHandout, imprint: Imprint, write: Writer) -> dict[str, Any]:
    handout = sheet.handout
    shared = shared_data(sheet, imprint, write)
    hints = [asked.exercise.hint if asked else None for asked in sheet.asked]
    data = {
        **shared,
        "edition": "student",
        "minutes": handout.minutes,
        "read": write.text(handout.read),
        "objectives": [write.text(objective) for objective in handout.objectives],
        "figure": {**shared["figure"], "svg": picture(handout.figure.figure, SHEET_SIZE, sheet.corpus)},
        "tasks": [
            {**task, "hint": write.text(hint) if hint else None} for task, hint in zip(shared["tasks"], hints, strict=True)
        ],
    }
    return {**data, "references": references_of(sheet.corpus, write.works)}


def qr_code(address: str) -> str:
    """Return the QR code of an address as SVG."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=0, scale=10, dark="#1b1b1b", xmldecl=False)
    return drawn.getvalue().decode()


def instructor_data(sheet: ResolvedHandout, imprint: Imprint) -> dict[str, Any]:
    """Return everything that the instructor edition is set from: the student's data, and beside each task its key.

    Parameters
    ----------
    sheet:
        The handout.
    imprint:
        What it says about its edition.
    """
    handout, write = sheet.handout, Writer(sheet.corpus, imprint.site)
    common = _student(sheet, imprint, write)
    before = set(write.works)
    tasks = [
        {**task, "tip": write.text(chosen.tip), "key": _key(chosen, asked, write)}
        for task, chosen, asked in zip(common["tasks"], handout.tasks, sheet.asked, strict=True)
    ]
    start, plan = 0, []
    for phase in handout.plan:
        plan.append({"from": start, "to": start + phase.minutes, "phase": fine(phase.phase), "what": write.text(phase.what)})
        start += phase.minutes
    return {
        **common,
        "edition": "instructor",
        "tasks": tasks,
        "plan": plan,
        "notes": [write.text(prompt.notes) for prompt in sheet.prompts],
        "misconceptions": [{"says": write.text(entry.says), "but": write.text(entry.but)} for entry in handout.misconceptions],
        "references_more": references_of(sheet.corpus, write.works - before),
    }


def _figure(look: Look, write: Writer) -> dict[str, Any]:
    return {**figure_words(look.figure, write), "look": write.text(look.look) if look.look else None}


def _table(table: Table, write: Writer) -> dict[str, Any]:
    numeric = re.compile(r"[−–-]?[\d.,]*( ?%)?")
    return {
        "caption": write.text(table.caption),
        "head": [fine(cell) for cell in table.head],
        "rows": [[fine(cell) for cell in row] for row in table.rows],
        "numbers": [all(numeric.fullmatch(row[column]) for row in table.rows) for column in range(len(table.head))],
        "source": [write.cite(key) for key in table.source],
        "as_of": date_words(table.as_of),
    }


def _fact(name: str, write: Writer) -> dict[str, Any]:
    fact = write.corpus.facts[name]
    return {
        "statement": write.text(fact.statement),
        "as_of": date_words(fact.as_of),
        "source": [write.cite(evidence.key, evidence.locator) for evidence in fact.sources],
        "secondary": fact.verified == "secondary",
    }


def _task(task: Printed, asked: Asked | None, handout: Handout, write: Writer) -> dict[str, Any]:
    shared = {"minutes": task.minutes, "form": task.form, "source": None}
    if isinstance(task, GridTask):
        own = {"kind": "grid", "ask": write.text(task.ask), "height": task.height}
        return {**shared, **own, "columns": [fine(c) for c in task.columns], "rows": [fine(r) for r in task.rows]}
    if isinstance(task, SketchTask):
        return {**shared, "kind": "sketch", "ask": write.text(task.ask), "height": task.height}
    assert isinstance(task, ExerciseTask) and asked is not None
    exercise = asked.exercise
    return {
        **shared,
        "kind": exercise.kind,
        "ask": write.text(task.ask or exercise.ask),
        "source": handout.excerpts.index(exercise.excerpt) + 1 if exercise.excerpt in handout.excerpts else None,
        "working": task.working,
        **exercise.student_view(write, asked.uid),
    }


def _key(task: Printed, asked: Asked | None, write: Writer) -> dict[str, Any]:
    if isinstance(task, GridTask):
        return {"answers": [[write.text(cell) for cell in row] for row in task.answers], "reasons": []}
    if isinstance(task, SketchTask):
        return {"text": write.text(task.answer), "reasons": []}
    assert asked is not None
    return asked.exercise.answer_key(write, asked.uid)


def handout_products(corpus: Corpus, site_files: Path = SITE_FILES, instructor: Path = INSTRUCTOR) -> list[Product]:
    """Return both editions of every handout, to be set.

    Parameters
    ----------
    corpus:
        The course.
    site_files:
        What the site takes up; the student editions stand in a folder of it.
    instructor:
        Folder of the instructor editions.
    """
    found = []
    for name in handout_names(corpus):
        for edition, path in (
            ("student", site_files / "handouts" / f"{name}-student.pdf"),
            ("instructor", instructor / f"{name}-instructor.pdf"),
        ):
            found.append(Product(f"sheets/{name}-{edition}", (path,), partial(_set_handout, corpus, name, edition, path), cost=4))
    return found


def _set_handout(corpus: Corpus, name: str, edition: str, path: Path) -> None:
    depend_on(f"module:{__name__}", "imprint:")
    imprint, sheet = Imprint.read(corpus.root), ResolvedHandout(corpus, name)
    data = student_data(sheet, imprint) if edition == "student" else instructor_data(sheet, imprint)
    write_bytes(path, typeset("handout.typ", data, imprint.released, sheet.file.path))
