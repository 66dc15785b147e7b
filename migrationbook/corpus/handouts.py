"""Handouts of the chapters: what ``data/handouts/*.yml`` chooses, validated, with everything that it names found in the course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from migrationbook.core.errors import CourseError
from migrationbook.core.files import files_below
from migrationbook.core.inline import plain
from migrationbook.core.made import depend_on
from migrationbook.core.schema import Entry, Inline, Plain, require
from migrationbook.core.yamlfile import YamlFile
from migrationbook.corpus.entries import PartialDate
from migrationbook.corpus.lesson import Asked, Discussion
from migrationbook.corpus.load import Corpus
from migrationbook.exercises.base import Exercise

FullName = Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+#[a-z0-9-]+$")]
InChapter = Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]


def _short(value: str) -> str:
    require(len(plain(value)) <= 220, f"this has {len(plain(value))} letters, the margin holds 220", "shorten it")
    return value


#: A line or two for the margin.
Margin = Annotated[Inline, AfterValidator(_short)]


class Printed(Entry):
    """What every task of a sheet has.

    Parameters
    ----------
    minutes:
        Time it takes in the session.
    form:
        Who works with whom.
    tip:
        For the instructor, in the margin.
    """

    minutes: int = Field(ge=1, le=45)
    form: Literal["alone", "pairs", "group", "all"]
    tip: Margin


class ExerciseTask(Printed):
    """An exercise of a lesson.

    Parameters
    ----------
    exercise:
        Its full name, ``chapter/lesson#id``.
    ask:
        The question in the words of the sheet, where those of the page point at something that paper has not.
    working:
        Height of the space for working, in mm; numeric exercises only.
    """

    kind: Literal["exercise"] = "exercise"
    exercise: FullName
    ask: Inline | None = None
    working: int = Field(default=25, ge=10, le=80)


class GridTask(Printed):
    """A table to fill in.

    Parameters
    ----------
    columns:
        Heads of the columns to fill.
    rows:
        Heads of the rows.
    answers:
        For the instructor: one text for each cell, row by row.
    height:
        Height of a row in mm.
    """

    kind: Literal["grid"]
    ask: Inline
    columns: list[Plain] = Field(min_length=1, max_length=4)
    rows: list[Plain] = Field(min_length=2, max_length=8)
    answers: list[list[Inline]]
    height: int = Field(default=17, ge=8, le=40)

    @model_validator(mode="after")
    def _every_cell_is_answered(self) -> GridTask:
        require(len(self.answers) == len(self.rows), "the answers are not as many as the rows", "give one list a row", "answers")
        for position, row in enumerate(self.answers):
            require(
                len(row) == len(self.columns),
                f"{len(row)} answers for {len(self.columns)} columns",
                "give one answer a column",
                "answers",
                position,
            )
        return self


class SketchTask(Printed):
    """Something to draw.

    Parameters
    ----------
    height:
        Height of the field in mm.
    answer:
        For the instructor: what a good drawing shows.
    """

    kind: Literal["sketch"]
    ask: Inline
    height: int = Field(default=60, ge=30, le=150)
    answer: Inline


class Look(Entry):
    """A figure of the course, and what to look for in it."""

    figure: InChapter
    look: Margin | None = None


class Table(Entry):
    """A small table that tasks are done with. Columns of numbers are set on their last digit."""

    caption: Inline
    head: list[Plain] = Field(min_length=2)
    rows: list[list[Plain]] = Field(min_length=1)
    source: list[str] = Field(min_length=1)
    as_of: PartialDate

    @model_validator(mode="after")
    def _rows_are_full(self) -> Table:
        for position, row in enumerate(self.rows):
            require(
                len(row) == len(self.head), f"{len(row)} cells for {len(self.head)} columns", "give one cell a column", "rows", position
            )
        return self


class Phase(Entry):
    """A phase of the session."""

    minutes: int = Field(ge=1)
    phase: Plain
    what: Inline


class Misconception(Entry):
    """What is often said, and what to say to it."""

    says: Inline
    but: Inline


class Handout(Entry):
    """The sheet of a session.

    Parameters
    ----------
    chapter:
        Chapter, or part of one, whose opening page its QR code opens: ``iom`` or ``phases/before``.
    number:
        Number of the handout, printed large.
    title:
        In English; ``subtitle`` in German.
    minutes:
        Length of the session.
    explore:
        Tasks with explorers by their full names, for the slides: paper cannot hold them.
    read:
        What to read before it.
    discussion:
        Prompts of lessons by their full names; their notes go into the instructor edition.
    plan:
        The phases of the session, which fill its minutes.
    """

    chapter: str = Field(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)?$")
    number: str = Field(max_length=2)
    title: Plain
    subtitle: Plain
    keywords: list[Plain] = Field(min_length=2)
    minutes: int = Field(default=90, ge=30, le=240)
    read: Inline
    lead: Inline
    objectives: list[Inline] = Field(min_length=2, max_length=4)
    excerpts: list[str] = Field(min_length=1, max_length=3)
    figure: Look
    table: Table | None = None
    facts: list[InChapter] = Field(min_length=2, max_length=8)
    tasks: list[Annotated[ExerciseTask | GridTask | SketchTask, Field(discriminator="kind")]] = Field(min_length=6, max_length=10)
    explore: list[FullName] = Field(default=[], max_length=3)
    discussion: list[FullName] = Field(min_length=1, max_length=4)
    plan: list[Phase] = Field(min_length=3)
    misconceptions: list[Misconception] = Field(min_length=2)

    @model_validator(mode="before")
    @classmethod
    def _kinds(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("tasks"), list):
            return data
        return {**data, "tasks": [{"kind": "exercise", **task} if isinstance(task, dict) else task for task in data["tasks"]]}

    @model_validator(mode="after")
    def _fits_into_the_session(self) -> Handout:
        planned = sum(phase.minutes for phase in self.plan)
        require(
            planned == self.minutes,
            f"the plan fills {planned} minutes, the session has {self.minutes}",
            "make the phases add up",
            "plan",
        )
        work = sum(task.minutes for task in self.tasks)
        require(
            work <= self.minutes,
            f"the tasks take {work} minutes, the session has {self.minutes}",
            "shorten or drop tasks",
            "tasks",
        )
        return self


def handout_names(corpus: Corpus) -> list[str]:
    """Return the names of the handouts of a course; that of ``data/handouts/iom.yml`` is ``iom``.

    Parameters
    ----------
    corpus:
        The course's data.
    """
    return [path.stem for path in files_below(corpus.data / "handouts", "*.yml")]


@dataclass(frozen=True)
class ResolvedHandout:
    """A handout with everything that it names found in the course.

    Parameters
    ----------
    corpus:
        The course's data.
    name:
        Name of its file, without ending.
    """

    corpus: Corpus
    name: str

    @cached_property
    def file(self) -> YamlFile:
        """Its file."""
        return YamlFile(self.corpus.data / "handouts" / f"{self.name}.yml")

    @cached_property
    def handout(self) -> Handout:
        """What the file says."""
        depend_on(f"file:data/handouts/{self.name}.yml")
        data = self.file.data
        if isinstance(data, dict):
            data = {"chapter": self.name, **data}
        handout = self.file.validate(Handout, data)
        self.corpus.check_references(self.file, handout)
        return handout

    @cached_property
    def opening_page(self) -> str | None:
        """The page that the QR code opens, without ending."""
        return self.corpus.opening_page(self.handout.chapter)

    def _known(self, what: str, name: str, known: Any, *location: str | int) -> None:
        if name not in known:
            raise self.file.error(f"the {what} “{name}” does not exist", "correct the name, or add what it names", *location)

    @cached_property
    def asked(self) -> list[Asked | None]:
        """The exercise of each task; ``None`` where the sheet has a task of its own."""
        return [
            self._exercise(task.exercise, position) if isinstance(task, ExerciseTask) else None
            for position, task in enumerate(self.handout.tasks)
        ]

    def _exercise(self, name: str, position: int) -> Asked:
        location = ("tasks", position, "exercise")
        asked = self._find(name, *location)
        exercise = asked.exercise
        if not (exercise.on_paper and exercise.printable):
            raise self.file.error(f"the exercise “{name}” cannot be done on paper", "choose another one", *location)
        if exercise.fills_pages and position == 0:
            raise self.file.error(
                f"the form “{name}” fills two pages and cannot come first, below what stands before the worksheet",
                "put another task before it",
                *location,
            )
        if exercise.excerpt and not exercise.shows_excerpt and exercise.excerpt not in self.handout.excerpts:
            raise self.file.error(
                f"the exercise “{name}” looks at the excerpt “{exercise.excerpt}”, which is not on the sheet",
                "add it to `excerpts:`, or choose another exercise",
                *location,
            )
        return asked

    def _find(self, name: str, *location: str | int) -> Asked:
        lesson = name.split("#")[0]
        self._known("lesson", lesson, self.corpus.lessons, *location)
        asked = {asked.uid: asked for asked in self.corpus.asked(lesson)}
        self._known("exercise", name, asked, *location)
        return asked[name]

    @cached_property
    def explored(self) -> list[tuple[Asked, Exercise]]:
        """The tasks with explorers, each with where it is asked."""
        found = []
        for position, name in enumerate(self.handout.explore):
            asked = self._find(name, "explore", position)
            if not asked.exercise.explorer_used:
                raise self.file.error(f"the exercise “{name}” has no explorer", "put it under `tasks:`", "explore", position)
            found.append((asked, asked.exercise))
        return found

    @cached_property
    def prompts(self) -> list[Discussion]:
        """The prompts for discussion."""
        found = []
        for position, name in enumerate(self.handout.discussion):
            lesson, identifier = name.split("#")
            self._known("lesson", lesson, self.corpus.lessons, "discussion", position)
            prompts = {prompt.id: prompt for prompt in self.corpus.lessons[lesson].discuss}
            self._known("discussion prompt", identifier, prompts, "discussion", position)
            found.append(prompts[identifier])
        return found

    def check(self) -> None:
        """Find everything that the handout names.

        Raises
        ------
        CourseError
            If something does not exist, with the line that names it.
        """
        handout = self.handout
        if self.opening_page is None:
            raise self.file.error(
                f"the QR code would open the first page of “{handout.chapter}”, which does not exist",
                "name the folder of a chapter, or the opening page of a part",
                "chapter",
            )
        for position, name in enumerate(handout.excerpts):
            self._known("excerpt", name, self.corpus.excerpts, "excerpts", position)
        self._known("figure", handout.figure.figure, self.corpus.figures, "figure", "figure")
        for position, name in enumerate(handout.facts):
            self._known("fact", name, self.corpus.facts, "facts", position)
        if handout.table:
            for position, name in enumerate(handout.table.source):
                self._known("work", name, self.corpus.works, "table", "source", position)
        _ = self.asked, self.explored, self.prompts


def handouts_of(chapter: str, corpus: Corpus) -> list[ResolvedHandout]:
    """Return the handouts of a chapter, or of a part of one; a long one has several.

    Parameters
    ----------
    chapter:
        ``chapter`` or ``chapter/part``.
    corpus:
        The course's data.
    """
    return [handout for name in handout_names(corpus) if (handout := ResolvedHandout(corpus, name)).handout.chapter == chapter]


def handout_problems(corpus: Corpus) -> Iterator[CourseError]:
    """Return what is wrong with the handouts, for the check before a build; the first fault of each.

    Parameters
    ----------
    corpus:
        The course's data.
    """
    for name in handout_names(corpus):
        try:
            ResolvedHandout(corpus, name).check()
        except CourseError as error:
            yield error
