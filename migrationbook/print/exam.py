"""Exam items that stand on no page: ``data/teachers/exam-items.yml``, checked and set as a PDF for teachers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from migrationbook.core.errors import CourseError
from migrationbook.core.inline_typst import fine
from migrationbook.core.made import made_once
from migrationbook.core.schema import Entry, Inline, Plain, require
from migrationbook.core.yamlfile import YamlFile
from migrationbook.corpus.bibliography import reference
from migrationbook.corpus.load import Asked, Corpus
from migrationbook.exercises import kinds
from migrationbook.exercises.kinds import Exercise
from migrationbook.exercises.printed import Writer, face, key
from migrationbook.print.handouts import INSTRUCTOR, Imprint
from migrationbook.print.typst import data_digest, typeset

#: Where the items stand, below the folder of the data.
ITEMS = Path("teachers", "exam-items.yml")
#: The sheet, in the folder of the instructors' editions; the site has no copy of it.
SHEET = "exam-items.pdf"


class Item(Entry):
    """What every item has beside its question.

    Parameters
    ----------
    lesson:
        ``chapter/lesson`` whose skill it tests.
    points:
        What a full answer is worth.
    cited:
        Whether the case is a published one, with its source; all others are invented.
    """

    lesson: str = Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")
    points: int = Field(ge=1, le=30)
    cited: str | None = None


class SingleItem(Item, kinds.Single):
    """One of several answers is right; each has its reason."""


class NumericItem(Item, kinds.Numeric):
    """A number to compute, with its reason and the mistakes that are usual.

    Parameters
    ----------
    working:
        Height of the space for working, in mm.
    """

    working: int = Field(default=28, ge=10, le=80)


class ClassifyItem(Item, kinds.Classify):
    """Rows to sort into columns; each has its reason."""

    @model_validator(mode="after")
    def _a_point_a_row(self) -> ClassifyItem:
        require(
            self.points % len(self.rows) == 0,
            f"{self.points} points cannot be shared equally by {len(self.rows)} rows",
            "give each row the same number of points",
            "points",
        )
        return self


class ShortItem(Item, Exercise):
    """A sentence or two to write.

    Parameters
    ----------
    lines:
        Lines to write on.
    answer:
        A full answer.
    why:
        Why this is the answer, and which weaker ones get part of the points.
    """

    kind: Literal["short"]
    lines: int = Field(ge=1, le=8)
    answer: Inline
    why: Inline


class Criterion(Entry):
    """What an essay gets points for."""

    for_: Inline = Field(alias="for")
    points: int = Field(ge=1)


class EssayItem(Item, Exercise):
    """A longer text.

    Parameters
    ----------
    words:
        Its length.
    answer:
        The way of a good essay.
    why:
        What the item tests.
    criteria:
        What the points are given for; they add up to the item's.
    """

    kind: Literal["essay"]
    words: int = Field(ge=100, le=800)
    answer: Inline
    why: Inline
    criteria: list[Criterion] = Field(min_length=2, max_length=6)

    @model_validator(mode="after")
    def _criteria_add_up(self) -> EssayItem:
        total = sum(criterion.points for criterion in self.criteria)
        require(
            total == self.points,
            f"the criteria give {total} points, the item {self.points}",
            "make the criteria add up to the item's points",
            "criteria",
        )
        return self


class Document(Entry):
    """A document of a dossier.

    Parameters
    ----------
    title:
        What it is, with its day.
    text:
        Its paragraphs.
    """

    title: Plain
    text: list[Inline] = Field(min_length=1)


class Counts(Entry):
    """A table of a dossier.

    Parameters
    ----------
    title:
        What is counted.
    columns:
        The heads of its columns.
    rows:
        As many cells each.
    """

    title: Plain
    columns: list[Plain] = Field(min_length=2, max_length=6)
    rows: list[list[Plain]] = Field(min_length=1, max_length=8)

    @model_validator(mode="after")
    def _rows_are_full(self) -> Counts:
        for place, row in enumerate(self.rows):
            require(
                len(row) == len(self.columns),
                f"this row has {len(row)} cells, the table {len(self.columns)} columns",
                "give each column a cell",
                "rows",
                place,
            )
        return self


class DossierItem(EssayItem):
    """A report on documents that lie beside the question.

    Parameters
    ----------
    documents:
        What the report rests on.
    table:
        Counts that belong to them.
    """

    kind: Literal["dossier"]  # type: ignore[assignment]
    points: int = Field(ge=10, le=60)
    words: int = Field(ge=300, le=1000)
    documents: list[Document] = Field(min_length=2, max_length=6)
    table: Counts
    criteria: list[Criterion] = Field(min_length=4, max_length=10)


AnyItem = SingleItem | NumericItem | ClassifyItem | ShortItem | EssayItem | DossierItem


class Part(Entry):
    """The items on one chapter."""

    title: Plain
    items: list[Annotated[AnyItem, Field(discriminator="kind")]] = Field(min_length=1)


class Exam(Entry):
    """All exam items.

    Parameters
    ----------
    title:
        Title of the sheet.
    note:
        What a teacher has to know before using it.
    parts:
        The items by chapter.
    """

    title: Plain
    note: Inline
    parts: list[Part] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_differ(self) -> Exam:
        seen: Counter[str] = Counter()
        for place, part in enumerate(self.parts):
            for position, item in enumerate(part.items):
                seen[item.id] += 1
                at = ("parts", place, "items", position)
                require(seen[item.id] == 1, f"the id “{item.id}” stands twice", "give each item its own", *at)
        return self


def load_exam(corpus: Corpus) -> tuple[YamlFile, Exam] | None:
    """Read the items, and find everything that they name.

    Parameters
    ----------
    corpus:
        The course's data.

    Returns
    -------
    tuple or None
        The file and what it says; ``None`` if there is no file.

    Raises
    ------
    CourseError
        With the line of the first fault.
    """
    path = corpus.data / ITEMS
    if not path.is_file():
        return None
    file = YamlFile(path)
    exam = file.validate(Exam, file.data)
    corpus.check_references(file, exam)
    for place, part in enumerate(exam.parts):
        for position, item in enumerate(part.items):
            _check_names(corpus, file, item, "parts", place, "items", position)
    return file, exam


def _check_names(corpus: Corpus, file: YamlFile, item: AnyItem, *location: str | int) -> None:
    if item.lesson not in corpus.lessons:
        raise file.error(f"the lesson “{item.lesson}” does not exist", "name it chapter/lesson", *location, "lesson")
    if item.excerpt and item.excerpt not in corpus.excerpts:
        raise file.error(f"the excerpt “{item.excerpt}” does not exist", "correct the id", *location, "excerpt")
    if item.cited and item.cited not in corpus.bibliography.entries:
        raise file.error(f"the work “{item.cited}” does not exist", "correct the key, or add the work", *location, "cited")


def exam_problems(corpus: Corpus) -> Iterator[CourseError]:
    """Return what is wrong with the items, for the check before a build."""
    try:
        load_exam(corpus)
    except CourseError as error:
        yield error


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
        "url": imprint.site,
        "count": sum(len(part.items) for part in exam.parts),
        "points": sum(item.points for part in exam.parts for item in part.items),
        "parts": parts,
        "references": [reference(work, corpus.bibliography.entries[work]) for work in works],
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
    if isinstance(item, (ShortItem, EssayItem)):
        answer = {"answer": write.text(item.answer), "why": write.text(item.why), "reasons": []}
        if isinstance(item, ShortItem):
            return {**shared, "lines": item.lines, "key": answer}
        criteria = [{"for": write.text(criterion.for_), "points": criterion.points} for criterion in item.criteria]
        dossier = _dossier(item, write) if isinstance(item, DossierItem) else {}
        return {**shared, "words": item.words, "key": {**answer, "criteria": criteria}, **dossier}
    asked = Asked(item.lesson, 1, item, item.lesson, item.id)
    return {**shared, **face(item, asked, write), "working": getattr(item, "working", 0), "key": key(item, asked, write)}


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


def build_exam(
    corpus: Corpus, out: Path = INSTRUCTOR, stamps: Path | None = None, said: Callable[[Path], None] = lambda path: None
) -> Path | None:
    """Write the sheet with all items, or delete it if there are none.

    Parameters
    ----------
    corpus:
        The course's data.
    out:
        Folder of the instructors' editions.
    stamps:
        Folder that remembers what it was set from; it is not set again while that is the same. ``None``: it is set.
    said:
        Called with the file when it is written.

    Returns
    -------
    pathlib.Path or None
        The file.

    Raises
    ------
    CourseError
        If an item names something that does not exist, or cannot be set.
    """
    path = out / SHEET
    found = load_exam(corpus)
    if found is None:
        path.unlink(missing_ok=True)
        return None
    file, exam = found
    imprint = Imprint.read()
    out.mkdir(parents=True, exist_ok=True)
    with made_once(stamps and stamps / "exam", data_digest(corpus.data), [path]) as stale:
        if stale:
            path.write_bytes(typeset("exam.typ", exam_data(corpus, exam, imprint), imprint.released, file.path))
            said(path)
    return path
