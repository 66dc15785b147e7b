"""The exam items, set as a PDF for teachers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from migrationbook.core.files import write_bytes
from migrationbook.core.inline_typst import fine
from migrationbook.core.made import depend_on
from migrationbook.core.paths import INSTRUCTOR
from migrationbook.core.pool import Product
from migrationbook.corpus.bibliography import reference
from migrationbook.corpus.exam import AnyItem, DossierItem, Exam, LongItem, ShortItem, load_exam
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.load import Corpus
from migrationbook.print.typst import typeset
from migrationbook.print.writer import Writer

#: The sheet, in the folder of the instructors' editions; the site has no copy of it.
SHEET = "exam-items.pdf"


def exam_data(corpus: Corpus, exam: Exam, imprint: Imprint) -> dict[str, Any]:
    """Return everything that the sheet is set from: the questions, then the answers.

    Parameters
    ----------
    corpus:
        The course's data.
    exam:
        The items.
    imprint:
        What the sheet says about its edition.
    """
    write = Writer(corpus, imprint.site)
    parts = [{"title": fine(part.title), "items": [_item(item, write) for item in part.items]} for part in exam.parts]
    note = write.text(exam.note)
    works = sorted(write.works, key=lambda work: corpus.label(work).casefold())
    return {
        "edition": "instructor",
        "language": "en",
        "title": fine(exam.title),
        "note": note,
        "keywords": ["exam", "source criticism", "migration"],
        "version": imprint.version,
        "site": imprint.site,
        "draft": imprint.draft,
        "url": imprint.site,
        "count": sum(len(part.items) for part in exam.parts),
        "points": sum(item.points for part in exam.parts for item in part.items),
        "parts": parts,
        "references": [reference(work, corpus.works[work]) for work in works],
    }


def _item(item: AnyItem, write: Writer) -> dict[str, Any]:
    passage = write.corpus.excerpts[item.excerpt] if item.excerpt else None
    lesson = write.corpus.lessons.get(item.lesson)
    shared = {
        "id": item.id,
        "kind": item.kind,
        "ask": write.text(item.ask),
        "hint": write.text(item.hint) if item.hint else None,
        "points": item.points,
        "lesson": write.text(f"[{lesson.question}](lesson:{item.lesson})" if lesson else item.lesson),
        "case": write.cite(item.cited) if item.cited else None,
        "passage": {"de": passage.de, "en": fine(passage.en), "cite": write.cite(passage.source, passage.locator)} if passage else None,
    }
    if isinstance(item, (ShortItem, LongItem)):
        answer = {"answer": write.text(item.answer), "why": write.text(item.why), "reasons": []}
        if isinstance(item, ShortItem):
            return {**shared, "lines": item.lines, "key": answer}
        criteria = [{"for": write.text(criterion.for_), "points": criterion.points} for criterion in item.criteria]
        dossier = _dossier(item, write) if isinstance(item, DossierItem) else {}
        return {**shared, "words": item.words, "key": {**answer, "criteria": criteria}, **dossier}
    uid = f"{item.lesson}#{item.id}"
    return {**shared, **item.student_view(write, uid), "working": getattr(item, "working", 0), "key": item.answer_key(write, uid)}


def _dossier(item: DossierItem, write: Writer) -> dict[str, Any]:
    table = item.table
    return {
        "documents": [{"title": fine(found.title), "text": [write.text(part) for part in found.text]} for found in item.documents],
        "table": {
            "title": fine(table.title),
            "columns": [fine(cell) for cell in table.columns],
            "rows": [[fine(cell) for cell in row] for row in table.rows],
        },
    }


def exam_products(corpus: Corpus, instructor: Path = INSTRUCTOR) -> list[Product]:
    """Return the exam items, to be set; nothing if the course has none.

    Parameters
    ----------
    corpus:
        The course.
    instructor:
        Folder of the instructors' editions.
    """
    path = instructor / SHEET
    return [Product("sheets/exam", (path,), partial(_set_exam, corpus, path), cost=3)] if load_exam(corpus) else []


def _set_exam(corpus: Corpus, path: Path) -> None:
    depend_on(f"module:{__name__}", "imprint:", "file:data/teachers/*")
    imprint, found = Imprint.read(corpus.root), load_exam(corpus)
    assert found is not None  # or there is no such product
    file, exam = found
    write_bytes(path, typeset("exam.typ", exam_data(corpus, exam, imprint), imprint.released, file.path))
