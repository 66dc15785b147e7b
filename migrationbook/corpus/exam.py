"""Exam items that stand on no page: what ``data/teachers/exam-items.yml`` says, validated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from migrationbook.core.errors import CourseError
from migrationbook.core.schema import Entry, Inline, Plain, require
from migrationbook.core.yamlfile import YamlFile
from migrationbook.corpus.load import Corpus
from migrationbook.exercises.base import Prompt
from migrationbook.exercises.classify.kind import Classify
from migrationbook.exercises.numeric.kind import Numeric
from migrationbook.exercises.single.kind import Single

#: Where the items stand, below the folder of the data.
ITEMS = Path("teachers", "exam-items.yml")


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


class SingleItem(Item, Single):
    """One of several answers is right; each has its reason."""


class NumericItem(Item, Numeric):
    """A number to compute, with its reason and the mistakes that are usual.

    Parameters
    ----------
    working:
        Height of the space for working, in mm.
    """

    working: int = Field(default=28, ge=10, le=80)


class ClassifyItem(Item, Classify):
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


class ShortItem(Item, Prompt):
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


class LongItem(Item, Prompt):
    """A longer text to write.

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

    words: int = Field(ge=100, le=800)
    answer: Inline
    why: Inline
    criteria: list[Criterion] = Field(min_length=2, max_length=6)

    @model_validator(mode="after")
    def _criteria_add_up(self) -> LongItem:
        total = sum(criterion.points for criterion in self.criteria)
        require(
            total == self.points,
            f"the criteria give {total} points, the item {self.points}",
            "make the criteria add up to the item's points",
            "criteria",
        )
        return self


class EssayItem(LongItem):
    """A longer text without documents."""

    kind: Literal["essay"]


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


class DossierItem(LongItem):
    """A report on documents that lie beside the question.

    Parameters
    ----------
    documents:
        What the report rests on.
    table:
        Counts that belong to them.
    """

    kind: Literal["dossier"]
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
    if item.cited and item.cited not in corpus.works:
        raise file.error(f"the work “{item.cited}” does not exist", "correct the key, or add the work", *location, "cited")


def exam_problems(corpus: Corpus) -> Iterator[CourseError]:
    """Return what is wrong with the items, for the check before a build.

    Parameters
    ----------
    corpus:
        The course's data.
    """
    try:
        load_exam(corpus)
    except CourseError as error:
        yield error
