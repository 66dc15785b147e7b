"""Everything that can be wrong with the course's data and notebooks, found before a page is built."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from migrationbook.check.tables import table_faults
from migrationbook.core.errors import CourseError
from migrationbook.core.files import files_below, read_text
from migrationbook.core.yamlfile import CourseErrorInField, YamlFile
from migrationbook.corpus.exam import exam_problems
from migrationbook.corpus.fingerprint import faults
from migrationbook.corpus.handouts import ResolvedHandout, handout_names, handout_problems
from migrationbook.corpus.load import Corpus
from migrationbook.corpus.notebooks import check_notebook
from migrationbook.drawings import style as figures
from migrationbook.exercises.base import Exercise
from migrationbook.explorers.states import Explorer

#: Looks for faults of one sort.
Step = Callable[[Corpus], Iterator[CourseError]]
#: The excerpts of one source together stay under this share of its words.
MOST_QUOTED = 0.30


def problems(course: Corpus, steps: Sequence[Step] | None = None) -> list[CourseError]:
    """Return everything that is wrong, in the order in which it is best mended.

    Parameters
    ----------
    course:
        The course.
    steps:
        What to check, of :data:`STEPS`; everything if ``None``.
    """
    found: list[CourseError] = []
    # each step needs what the one before has loaded
    for step in STEPS if steps is None else steps:
        step_errors = list(_collected(step, course))
        found += step_errors
        if step in (_load, _series) and step_errors:
            return found
    return found


def _collected(step: Step, corpus: Corpus) -> Iterator[CourseError]:
    try:
        yield from step(corpus)
    except CourseError as error:
        yield error


def _load(corpus: Corpus) -> Iterator[CourseError]:
    """Load every file; each stops at its first fault, the others are still read."""
    for part in ("bibliography", "sources", "excerpts", "fingerprints", "searches", "facts", "figures"):
        try:
            getattr(corpus, part)
        except CourseError as error:
            yield error
            if part in ("bibliography", "sources", "excerpts", "searches", "facts"):
                return
    wrong = False
    for name in corpus.lessons:
        try:
            corpus.asked(name)
        except CourseError as error:
            wrong = True
            yield error
    if not wrong:
        corpus.systems  # noqa: B018 - loading them is the check


def _quotations(corpus: Corpus) -> Iterator[CourseError]:
    """Check that every excerpt is verbatim, and that no source is quoted too much."""
    file = YamlFile(corpus.data / "excerpts.yml")
    for position, excerpt in enumerate(corpus.excerpts.values()):
        for fault in faults(excerpt.de, corpus.fingerprints[excerpt.source]):
            yield file.error(
                f"the excerpt “{excerpt.id}” is not verbatim: {fault}",
                "copy it again from the source; mark omissions […] and additions […: ours]; keep five words or more in one piece",
                position,
                "de",
            )
    for key, words in corpus.words_quoted().items():
        total = corpus.fingerprints[key].words
        if words >= MOST_QUOTED * total:
            yield CourseError(
                f"the excerpts quote {words} of the {total} words of “{key}”",
                mend=f"shorten or drop excerpts until they are under {MOST_QUOTED:.0%}",
                file=corpus.data / "excerpts.yml",
            )


def _figures(corpus: Corpus) -> Iterator[CourseError]:
    """Check that words and drawings of the figures belong together."""
    drawn = figures.drawings()
    for name in corpus.figures:
        if name not in drawn:
            yield CourseError(
                f"the figure “{name}” has words and no drawing",
                mend=f'write one in migrationbook/drawings/ and register it with @drawing("{name}")',
                file=corpus.data / "figures" / f"{name.split('/')[0]}.yml",
            )


def _handouts(corpus: Corpus) -> Iterator[CourseError]:
    """Check what the handouts choose."""
    yield from handout_problems(corpus)


def _corrections(corpus: Corpus) -> Iterator[CourseError]:
    """Check that no page and no sheet shows a fact without what corrects it."""
    for lesson in corpus.lessons:
        notebook = corpus.root / "chapters" / f"{lesson}.ipynb"
        for wrong, right in _uncorrected(corpus, corpus.facts_shown(lesson)):
            line = next((n for n, row in enumerate(read_text(notebook).splitlines(), 1) if _calls_fact(row, wrong)), None)
            yield CourseError(_uncorrected_problem(wrong, right), mend=f'add `here.facts("{right}")`', file=notebook, line=line)
    for name in handout_names(corpus):
        sheet = ResolvedHandout(corpus, name)
        for wrong, right in _uncorrected(corpus, sheet.handout.facts):
            mend = f"add {right} to `facts:`, or take {wrong} out"
            yield sheet.file.error(_uncorrected_problem(wrong, right), mend, "facts", sheet.handout.facts.index(wrong))


def _uncorrected(corpus: Corpus, shown: Collection[str]) -> Iterator[tuple[str, str]]:
    """Return each fact of these whose correction is not among them, with the correction."""
    for wrong in sorted(shown):
        yield from ((wrong, right) for right in corpus.corrections.get(wrong, ()) if right not in shown)


def _uncorrected_problem(wrong: str, right: str) -> str:
    return f"the fact “{wrong}” is shown without “{right}”, which corrects it"


def _calls_fact(row: str, name: str) -> bool:
    """Return whether a row of a notebook's file asks for a fact, by ``chapter/id`` or by the id alone."""
    return "facts(" in row and re.search(rf'\\?"({re.escape(name)}|{re.escape(name.split("/")[1])})\\?"', row) is not None


def _exam(corpus: Corpus) -> Iterator[CourseError]:
    """Check the exam items."""
    yield from exam_problems(corpus)


def _explorers(corpus: Corpus) -> Iterator[CourseError]:
    """Run every explorer at every setting, without drawing."""
    for lesson, content in corpus.lessons.items():
        file = corpus.lesson_files[lesson]
        explorers = {text.id: Explorer(f"{lesson}#{text.id}", text) for text in content.explorers}
        for position, explorer in enumerate(explorers.values()):
            try:
                explorer.measures  # noqa: B018 - computing them is the check
            except CourseErrorInField as error:
                yield file.error(error.problem, error.mend, "explorers", position, *error.location)
                return
        for position, exercise in enumerate(content.exercises):
            if isinstance(exercise, Exercise):
                try:
                    exercise.check_states(explorers)
                except CourseErrorInField as error:
                    yield file.error(error.problem, error.mend, "exercises", position, *error.location)


def _series(corpus: Corpus) -> Iterator[CourseError]:
    """Check the tables of figures against their Frictionless data package."""
    damaged = list(_damaged(corpus.data / str(table.get("path")) for table in corpus.tables))
    yield from damaged or table_faults(corpus.data, corpus.tables)


def _damaged(tables: Iterable[Path]) -> Iterator[CourseError]:
    """Return which tables are in another encoding or end in the middle of a row, which a schema may let pass."""
    for table in tables:
        try:
            text = read_text(table) if table.is_file() else "\n"
        except CourseError as error:
            yield error
            continue
        if not text.endswith("\n"):
            yield CourseError(
                "the table has no end of line after its last row: it may be cut off",
                mend="restore it from git; if it is whole, end the last row",
                file=table,
                line=text.count("\n") + 1,
            )


def _lessons(corpus: Corpus) -> Iterator[CourseError]:
    """Check that every lesson has its two files, stands in the table of contents after those it builds on, and shows all its parts."""
    root, toc, in_book = corpus.root, corpus.toc, corpus.pages
    for page in in_book:
        if not any((root / f"{page}{ending}").is_file() for ending in (".ipynb", ".md")):
            line = next(n for n, row in enumerate(read_text(toc).splitlines(), 1) if re.search(rf"{page}\s*$", row))
            yield CourseError(f"the page “{page}” does not exist", mend="write it, or take it out", file=toc, line=line)
    for notebook in files_below(root / "chapters", "**/*.ipynb"):
        name = notebook.relative_to(root / "chapters").with_suffix("").as_posix()
        if name not in corpus.lessons:
            yield CourseError(
                "the lesson has no YAML file", mend=f"write data/exercises/{name}.yml as CONTRIBUTING.md shows", file=notebook
            )
            continue
        if f"chapters/{name}" not in in_book:
            yield CourseError("the lesson is not in the table of contents", mend="add it to _toc.yml", file=notebook)
        yield from check_notebook(notebook, corpus.lessons[name])
    place = {page: number for number, page in enumerate(in_book)}
    for name, lesson in corpus.lessons.items():
        for position, need in enumerate(lesson.needs):
            if place.get(f"chapters/{need}", -1) >= place.get(f"chapters/{name}", len(place)):
                yield corpus.lesson_files[name].error(
                    f"the lesson builds on “{need}”, which does not stand before it",
                    "name earlier lessons only, or change the order in _toc.yml",
                    "needs",
                    position,
                )
        if not (root / "chapters" / f"{name}.ipynb").is_file():
            yield CourseError(
                "the exercises have no lesson", mend=f"write chapters/{name}.ipynb", file=corpus.lesson_files[name].path, line=1
            )


def _systems(corpus: Corpus) -> Iterator[CourseError]:
    """Check that the passage on each system can be read where the system is worked on."""
    file = YamlFile(corpus.data / "systems.yml")
    for position, system in enumerate(corpus.systems.values()):
        if system.excerpt not in corpus.excerpts_shown(system.lesson):
            yield file.error(
                f"the lesson “{system.lesson}” does not show the excerpt “{system.excerpt}” on “{system.id}”",
                "show it there, or name another lesson or passage",
                position,
                "excerpt",
            )


#: What is checked, in order.
STEPS: tuple[Step, ...] = (_load, _series, _quotations, _figures, _handouts, _corrections, _exam, _explorers, _lessons, _systems)
#: The step that needs all explorers computed, which a build does on all processors.
EXPLORERS: Step = _explorers
