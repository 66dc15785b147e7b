"""Handouts of the chapters: what ``data/handouts/*.yml`` chooses, checked and set as two editions of a tagged PDF."""

from __future__ import annotations

import datetime as dt
import io
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import segno
import yaml
from pydantic import AfterValidator, Field, model_validator

from migrationbook.core.errors import CourseError
from migrationbook.core.inline import plain
from migrationbook.core.inline_typst import fine
from migrationbook.core.made import made_once
from migrationbook.core.paths import BUILD, DATA, ROOT
from migrationbook.core.schema import Entry, Inline, Plain, require
from migrationbook.core.strings import date_words
from migrationbook.core.yamlfile import YamlFile
from migrationbook.corpus import outline
from migrationbook.corpus.lesson import Discussion
from migrationbook.corpus.load import Asked, Corpus, PartialDate
from migrationbook.drawings.style import SHEET_SIZE, drawings
from migrationbook.exercises import kinds
from migrationbook.exercises.printed import Writer, face, figure_words, key, picture, printed_excerpt, references_of
from migrationbook.print.typst import data_digest, typeset

#: What the site takes up as it is (``html_extra_path``); the students' sheets stand in a folder of it.
SITE_FILES = BUILD / "site-files"
#: The instructors' sheets, which no page links to and no folder of the site holds.
INSTRUCTOR = BUILD / "instructor"

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


def handout_names(data: Path = DATA) -> list[str]:
    """Return the names of the handouts there are; that of ``data/handouts/iom.yml`` is ``iom``."""
    return sorted(path.stem for path in (data / "handouts").glob("*.yml"))


@dataclass(frozen=True)
class Sheet:
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
        data = self.file.data
        if isinstance(data, dict):
            data = {"chapter": self.name, **data}
        handout = self.file.validate(Handout, data)
        self.corpus.check_references(self.file, handout)
        return handout

    @cached_property
    def opening_page(self) -> str | None:
        """The page that the QR code opens, without ending."""
        return outline.opening_page(self.handout.chapter, self.corpus.data.parent / "chapters")

    def made_from(self) -> str:
        """Return a digest of what its sheets and slides are set from; of the lessons only those of its exercises count."""
        return data_digest(self.corpus.data, {asked.home for asked in self.asked if asked}) + str(self.opening_page)

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
        if isinstance(exercise, kinds.Explore) or not exercise.printable:
            raise self.file.error(f"the exercise “{name}” cannot be done on paper", "choose another one", *location)
        if isinstance(exercise, kinds.Form) and position == 0:
            raise self.file.error(
                f"the form “{name}” fills two pages and cannot come first, below what stands before the worksheet",
                "put another task before it",
                *location,
            )
        if exercise.excerpt and not isinstance(exercise, kinds.Mark) and exercise.excerpt not in self.handout.excerpts:
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
    def explored(self) -> list[tuple[Asked, kinds.Explore]]:
        """The tasks with explorers, each with where it is asked."""
        found = []
        for position, name in enumerate(self.handout.explore):
            asked = self._find(name, "explore", position)
            if not isinstance(asked.exercise, kinds.Explore):
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
        for known in (self.corpus.figures, drawings()):
            self._known("figure", handout.figure.figure, known, "figure", "figure")
        for position, name in enumerate(handout.facts):
            self._known("fact", name, self.corpus.facts, "facts", position)
        if handout.table:
            for position, name in enumerate(handout.table.source):
                self._known("work", name, self.corpus.bibliography.entries, "table", "source", position)
        _ = self.asked, self.explored, self.prompts


def handouts_of(chapter: str, corpus: Corpus) -> list[Sheet]:
    """Return the handouts of a chapter, or of a part of one; a long one has several.

    Parameters
    ----------
    chapter:
        ``chapter`` or ``chapter/part``.
    corpus:
        The course's data.
    """
    return [sheet for name in handout_names(corpus.data) if (sheet := Sheet(corpus, name)).handout.chapter == chapter]


def handout_problems(corpus: Corpus) -> Iterator[CourseError]:
    """Return what is wrong with the handouts, for the check before a build; the first fault of each."""
    for name in handout_names(corpus.data):
        try:
            Sheet(corpus, name).check()
        except CourseError as error:
            yield error


@dataclass(frozen=True)
class Imprint:
    """What every sheet says about its edition of the course.

    Parameters
    ----------
    site:
        Address of the published book.
    version:
        Version of the course.
    released:
        Day of that version.
    """

    site: str
    version: str
    released: dt.date

    @classmethod
    def read(cls, root: Path = ROOT) -> Imprint:
        """Read it from the configuration: ``_config.yml``, ``pyproject.toml``, ``CITATION.cff``."""
        config = root / "_config.yml"
        site = (yaml.safe_load(config.read_text("utf-8")).get("html") or {}).get("baseurl")
        if not site:
            raise CourseError("the address of the published book is missing", mend="write it as html: baseurl:", file=config)
        version = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
        released = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))["date-released"]
        return cls(site.rstrip("/") + "/", version, dt.date.fromisoformat(str(released)))


def student_data(sheet: Sheet, imprint: Imprint) -> dict[str, Any]:
    """Return everything that the student edition is set from. No key, no reason and no note is in it.

    Parameters
    ----------
    sheet:
        The handout.
    imprint:
        What it says about its edition.
    """
    return _student(sheet, imprint, Writer(sheet.corpus, imprint.site))


def shared_data(sheet: Sheet, imprint: Imprint, write: Writer) -> dict[str, Any]:
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


def _student(sheet: Sheet, imprint: Imprint, write: Writer) -> dict[str, Any]:
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


def instructor_data(sheet: Sheet, imprint: Imprint) -> dict[str, Any]:
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
        "kind": exercise.kind,  # type: ignore[attr-defined]
        "ask": write.text(task.ask or exercise.ask),
        "source": handout.excerpts.index(exercise.excerpt) + 1 if exercise.excerpt in handout.excerpts else None,
        "working": task.working,
        **face(exercise, asked, write),
    }


def _key(task: Printed, asked: Asked | None, write: Writer) -> dict[str, Any]:
    if isinstance(task, GridTask):
        return {"answers": [[write.text(cell) for cell in row] for row in task.answers], "reasons": []}
    if isinstance(task, SketchTask):
        return {"text": write.text(task.answer), "reasons": []}
    assert asked is not None
    return key(asked.exercise, asked, write)


def build_handouts(
    corpus: Corpus,
    out_html: Path = SITE_FILES / "handouts",
    out_instructor: Path = INSTRUCTOR,
    stamps: Path | None = None,
    said: Callable[[Path], None] = lambda path: None,
) -> list[Path]:
    """Write both editions of every handout, and delete those whose YAML file is gone.

    Parameters
    ----------
    corpus:
        The course's data.
    out_html:
        Folder for the student editions.
    out_instructor:
        Folder for the instructor editions.
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
        If a handout names something that does not exist, or cannot be set.
    """
    imprint = Imprint.read()
    written: list[Path] = []
    for folder in (out_html, out_instructor):
        folder.mkdir(parents=True, exist_ok=True)
    names = handout_names(corpus.data)
    for name in names:
        sheet = Sheet(corpus, name)
        sheet.check()
        paths = (out_html / f"{name}-student.pdf", out_instructor / f"{name}-instructor.pdf")
        with made_once(stamps and stamps / f"{name}-sheets", sheet.made_from(), paths) as stale:
            if stale:
                for path, data in zip(paths, (student_data, instructor_data), strict=True):
                    path.write_bytes(typeset("handout.typ", data(sheet, imprint), imprint.released, sheet.file.path))
                    written.append(path)
                    said(path)
    for folder, edition in ((out_html, "student"), (out_instructor, "instructor")):
        for path in set(folder.glob(f"*-{edition}.pdf")) - {folder / f"{name}-{edition}.pdf" for name in names}:
            path.unlink()
    return written
