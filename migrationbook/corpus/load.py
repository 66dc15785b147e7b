"""What the course knows: sources, excerpts, facts, figures' words, series, bibliography and the lessons' YAML."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pybtex.database import BibliographyData, BibliographyDataError, parse_string
from pybtex.database import Entry as BibEntry
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text
from pydantic import AfterValidator, Field

from migrationbook.core.errors import CourseError
from migrationbook.core.files import read_json, read_text
from migrationbook.core.inline import cited, linked_lessons, quoted_excerpts
from migrationbook.core.lazy import Lazy
from migrationbook.core.made import digest_of, keep, kept, package_digest
from migrationbook.core.paths import BUILD, CHAPTERS, DATA
from migrationbook.core.schema import Entry, Id, Inline, Label, texts_of
from migrationbook.core.yamlfile import CourseErrorInField, YamlFile
from migrationbook.corpus.fingerprint import Fingerprint, fold, words_quoted
from migrationbook.corpus.lesson import ExplorerText, Lesson
from migrationbook.exercises.kinds import Exercise, Explore, Repeat

if TYPE_CHECKING:
    import pandas as pd

#: What stands in the place of a year that is not known.
UNDATED = "n.d."
#: What stands for another character in LaTeX, beside the braces that only hold words together.
_LATEX = re.compile(r"[\\~^$`'%]|---")


def _as_of(value: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
        raise CourseErrorInField(f"“{value}” is no date", "write 2024, 2024-10 or 2024-10-16")
    last_day(value)
    return value


def last_day(partial: str) -> dt.date:
    """Return the last day of a year, a month or a day.

    Parameters
    ----------
    partial:
        ``2024``, ``2024-10`` or ``2024-10-16``.

    Raises
    ------
    CourseErrorInField
        If there is no such day.
    """
    try:
        if len(partial) == 4:
            return dt.date(int(partial), 12, 31)
        if len(partial) == 7:
            return (dt.date.fromisoformat(partial + "-28") + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        return dt.date.fromisoformat(partial)
    except ValueError:
        raise CourseErrorInField(f"“{partial}” is no day of the calendar", "correct the date") from None


#: A year, a month or a day.
PartialDate = Annotated[str, AfterValidator(_as_of)]


class Source(Entry):
    """One of the five texts.

    Parameters
    ----------
    key:
        Its key in the bibliography, and the name of its fingerprint.
    number:
        ``000`` to ``004``.
    who, when, genre, to_whom:
        The source card.
    layers:
        Parts of a crawled page that are dated apart, each with who and when.
    """

    key: str
    number: str = Field(pattern=r"^\d{3}$")
    title: str
    who: Inline
    when: Inline
    genre: Inline
    to_whom: Inline
    layers: dict[str, Inline] = {}
    note: Inline | None = None


class Excerpt(Entry):
    """A passage of a source, verbatim, beside our own translation."""

    id: Id
    source: str
    locator: str
    layer: str | None = None
    de: str = Field(min_length=1)
    en: Annotated[Label, Field(min_length=1)]
    glosses: dict[str, Inline] = {}


class Evidence(Entry):
    """A work that a fact rests on.

    Parameters
    ----------
    key:
        Its key in the bibliography.
    seen:
        How it was seen: the issuer's own page (``primary``), a data file that was opened (``data``), or a page that
        quotes the issuer (``secondary``).
    via:
        The page that quotes, if it was seen second-hand and has no entry of its own.
    """

    key: str
    locator: str | None = None
    seen: Literal["primary", "data", "secondary"]
    via: str | None = None


class Fact(Entry):
    """A statement with its date, its evidence and the day on which it is looked at again."""

    id: Id
    statement: Inline
    value: float | None = None
    unit: str | None = None
    as_of: PartialDate
    review_by: PartialDate
    sources: list[Evidence] = Field(min_length=1)
    verified: Literal["primary", "computed", "secondary"]
    how: Inline | None = None

    def due(self, today: dt.date) -> bool:
        """Return whether the fact has to be looked at again.

        Parameters
        ----------
        today:
            The day to judge by; handed in, so that tests do not age.
        """
        return last_day(self.review_by) < today


class FigureWords(Entry):
    """The words of a figure; its drawing is registered in :mod:`migrationbook.drawings`."""

    id: Id
    title: Inline
    caption: Inline
    alt: str = Field(min_length=40)
    source: list[str] = Field(min_length=1)
    as_of: PartialDate
    labels: dict[str, Label] = {}


class System(Entry):
    """A system, programme or provider that a source names, or the law that governs them.

    Parameters
    ----------
    named:
        Numbers of the sources that name it.
    phase:
        Where it sits in the course of a migration; several if it serves several.
    does:
        What it does to the person concerned.
    operator:
        Who runs it; not always who built or pays for it.
    excerpt:
        Passage in which a source names it.
    lesson:
        Where it is worked on.
    exercise:
        Full name of an exercise on it, ``chapter/lesson#id``.
    state:
        What the course knows of it on the day ``as_of``.
    seen:
        How that was verified: on the operator's or lawmaker's own page, in data, second-hand, or not yet (``open``).
    """

    id: Id
    name: Inline
    named: list[str] = Field(min_length=1)
    phase: list[Literal["before", "during", "after", "structure", "return", "law"]] = Field(min_length=1)
    does: list[Literal["decides", "prepares", "records", "informs", "supplies", "carries", "binds"]] = Field(min_length=1)
    operator: Inline
    excerpt: str
    lesson: str
    exercise: str
    state: Inline
    as_of: PartialDate
    seen: Literal["primary", "data", "secondary", "open"]


@dataclass(frozen=True)
class Asked:
    """An exercise in its lesson.

    Parameters
    ----------
    lesson:
        ``chapter/lesson`` where it is asked.
    number:
        Its number in that lesson.
    exercise:
        The exercise; for a repeated one that of the other lesson.
    home:
        ``chapter/lesson`` where the exercise is defined.
    """

    lesson: str
    number: int
    exercise: Exercise
    home: str
    id: str

    @property
    def uid(self) -> str:
        """Full name: the widget's id and the key of the reader's progress."""
        return f"{self.lesson}#{self.id}"


class Corpus:
    """Everything in ``data/``, loaded and validated when it is first asked for.

    Parameters
    ----------
    data:
        The data folder.
    """

    def __init__(self, data: Path = DATA):
        self.data = data

    def _read_once(self, path: Path, read: Callable[[], Any]) -> Any:
        """Return what is read from a file of the course, taken up from an earlier build if the file is as it was then."""
        if self.data != DATA:
            return read()
        kept_in = BUILD / "read" / path.relative_to(self.data.parent).with_suffix(".pickle")
        made_from = digest_of([path], package_digest(), _readers())
        found = kept(kept_in, made_from)
        if found is None:
            found = read()
            keep(kept_in, made_from, found)
        return found

    def _list(self, file: YamlFile, model: type[Any], key: str = "id") -> dict[str, Any]:
        return self._read_once(file.path, lambda: self._validated_list(file, model, key))

    def _validated_list(self, file: YamlFile, model: type[Any], key: str) -> dict[str, Any]:
        if not isinstance(file.data, list):
            raise file.error("this file holds a list", "start each entry with a dash")
        found: dict[str, Any] = {}
        for position, row in enumerate(file.data):
            entry = file.validate(model, row, position)
            name = getattr(entry, key)
            if name in found:
                raise file.error(f"the {key} “{name}” stands twice", "give each entry its own", position, key)
            found[name] = entry
        return found

    @cached_property
    def bibliography(self) -> BibliographyData:
        """The works cited, as pybtex reads them, with letters where author and year are the same: 2022a, 2022b."""
        path = self.data / "references.bib"
        return self._read_once(path, lambda: _read_bibliography(path))

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The five sources by key."""
        file = YamlFile(self.data / "sources.yml")
        sources = self._list(file, Source, "key")
        for position, key in enumerate(sources):
            self._known(file, key, "key", position)
        return sources

    @cached_property
    def excerpts(self) -> dict[str, Excerpt]:
        """The excerpts by id."""
        file = YamlFile(self.data / "excerpts.yml")
        excerpts = self._list(file, Excerpt)
        for position, excerpt in enumerate(excerpts.values()):
            source = self.sources.get(excerpt.source)
            if source is None:
                raise file.error(
                    f"the source “{excerpt.source}” is not known", f"use one of: {', '.join(self.sources)}", position, "source"
                )
            if excerpt.layer and excerpt.layer not in source.layers:
                raise file.error(
                    f"“{excerpt.source}” has no layer “{excerpt.layer}”",
                    f"use one of: {', '.join(source.layers) or 'none; leave the entry out'}",
                    position,
                    "layer",
                )
            if source.layers and not excerpt.layer:
                raise file.error(
                    f"“{excerpt.source}” is a page with layers, and this excerpt names none",
                    f"add `layer:` with one of: {', '.join(source.layers)}",
                    position,
                )
        return excerpts

    @cached_property
    def fingerprints(self) -> dict[str, Fingerprint]:
        """The fingerprints of the sources by key."""
        found = {}
        for key in self.sources:
            path = self.data / "sources" / f"{key}.fingerprint"
            if not path.is_file():
                raise CourseError(
                    f"the source “{key}” has no fingerprint",
                    mend="make it from the source's text: python -m migrationbook fingerprint FILE",
                    file=path,
                )
            found[key] = Fingerprint.read(path)
        return found

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The facts by ``chapter/id``."""
        found: dict[str, Fact] = {}
        for path in sorted((self.data / "facts").glob("*.yml")):
            file = YamlFile(path)
            for position, fact in enumerate(self._list(file, Fact).values()):
                for number, evidence in enumerate(fact.sources):
                    self._known(file, evidence.key, position, "sources", number, "key")
                self.check_references(file, fact, position)
                found[f"{path.stem}/{fact.id}"] = fact
        return found

    @cached_property
    def figures(self) -> dict[str, FigureWords]:
        """The words of the figures by ``chapter/id``."""
        found: dict[str, FigureWords] = {}
        for path in sorted((self.data / "figures").glob("*.yml")):
            file = YamlFile(path)
            for position, words in enumerate(self._list(file, FigureWords).values()):
                for key in words.source:
                    self._known(file, key, position, "source")
                found[f"{path.stem}/{words.id}"] = words
        return found

    @cached_property
    def systems(self) -> dict[str, System]:
        """The systems by id, in the order of the file."""
        file = YamlFile(self.data / "systems.yml")
        systems = self._list(file, System)
        numbers = {source.number for source in self.sources.values()}
        for position, system in enumerate(systems.values()):
            self.check_references(file, system, position)
            exercises = {asked.uid for asked in self.asked(system.lesson)} if system.lesson in self.lessons else set()
            for field, name, known in (
                *(("named", number, numbers) for number in system.named),
                ("excerpt", system.excerpt, self.excerpts),
                ("lesson", system.lesson, self.lessons),
                ("exercise", system.exercise, exercises),
            ):
                if name not in known:
                    raise file.error(f"“{name}” does not exist", f"correct the {field} of “{system.id}”", position, field)
        return systems

    @cached_property
    def tables(self) -> list[dict[str, Any]]:
        """The tables of figures, as ``datapackage.json`` describes them."""
        return read_json(self.data / "datapackage.json")["resources"]

    @cached_property
    def lesson_files(self) -> Mapping[str, YamlFile]:
        """The lessons' YAML files by ``chapter/lesson``, each read when it is first asked for."""
        folder = self.data / "exercises"
        names = [path.relative_to(folder).with_suffix("").as_posix() for path in sorted(folder.glob("*/*.yml"))]
        return Lazy(names, lambda name: YamlFile(folder / f"{name}.yml"))

    @cached_property
    def lessons(self) -> Mapping[str, Lesson]:
        """The lessons by ``chapter/lesson``, each validated when it is first asked for."""
        return Lazy(self.lesson_files, self._lesson)

    def _lesson(self, name: str) -> Lesson:
        file = self.lesson_files[name]
        lesson = self._read_once(file.path, lambda: file.validate(Lesson, file.data))
        for position, need in enumerate(lesson.needs):
            if need not in self.lesson_files:
                raise file.error(f"the lesson “{need}” does not exist", "name it chapter/lesson", "needs", position)
        for position, exercise in enumerate(lesson.exercises):
            if isinstance(exercise, Repeat):
                continue
            if exercise.excerpt and exercise.excerpt not in self.excerpts:
                raise file.error(
                    f"the excerpt “{exercise.excerpt}” does not exist",
                    "add it to data/excerpts.yml, or correct the id",
                    "exercises",
                    position,
                    "excerpt",
                )
            self._marks_stand_in_excerpt(file, exercise, position)
        for position, claim in enumerate(lesson.claims):
            if claim.lesson not in self.lesson_files:
                raise file.error(f"the lesson “{claim.lesson}” does not exist", "name it chapter/lesson", "claims", position, "lesson")
            if claim.who not in {source.number for source in self.sources.values()}:
                raise file.error(f"there is no source “{claim.who}”", "name one of the five by its number", "claims", position, "who")
        self.check_references(file, lesson)
        return lesson

    def _marks_stand_in_excerpt(self, file: YamlFile, exercise: Exercise, position: int) -> None:
        if exercise.kind != "mark":  # type: ignore[attr-defined]
            return
        passage = f" {self.excerpts[exercise.excerpt].de.replace(chr(10), ' ')} "  # type: ignore[index]
        passage = " ".join(passage.split())
        for field in ("targets", "decoys"):
            for number, words in enumerate(getattr(exercise, field)):
                if f" {words.words} " not in f" {passage} ":
                    raise file.error(
                        f"“{words.words}” does not stand in the excerpt “{exercise.excerpt}” as whole words",
                        "copy the words from the excerpt, with the punctuation that is glued to them",
                        "exercises",
                        position,
                        field,
                        number,
                    )

    def _known(self, file: YamlFile, key: str, *location: str | int) -> None:
        if key not in self.bibliography.entries:
            raise file.error(f"the work “{key}” is not in the bibliography", "add it to data/references.bib", *location)

    def check_references(self, file: YamlFile, entry: Entry, *location: str | int) -> None:
        """Check that every work, lesson and excerpt that a text refers to exists."""
        for words in texts_of(entry):
            wanted = [
                *(("@", "work", key) for key in cited(words) if key not in self.bibliography.entries),
                *(("lesson:", "lesson", name) for name in linked_lessons(words) if not _is_page(name)),
                *(("excerpt:", "excerpt", name) for name in quoted_excerpts(words) if name not in self.excerpts),
            ]
            for sign, what, name in wanted:
                rows = file.path.read_text("utf-8").splitlines()
                line = next((number for number, row in enumerate(rows, 1) if sign + name in row), file.line(*location))
                raise CourseError(
                    f"the {what} “{name}” does not exist", mend="correct the name, or add what it names", file=file.path, line=line
                )

    def asked(self, name: str) -> list[Asked]:
        """Return the exercises of a lesson in order, repeated ones resolved.

        Parameters
        ----------
        name:
            ``chapter/lesson``.
        """
        file, found = self.lesson_files[name], []
        for position, exercise in enumerate(self.lessons[name].exercises):
            home, resolved = name, exercise
            if isinstance(exercise, Repeat):
                home, other = exercise.repeat.split("#")
                resolved = next((e for e in self.lessons[home].exercises if e.id == other), None) if home in self.lessons else None
                if resolved is None or isinstance(resolved, Repeat):
                    raise file.error(
                        f"there is no exercise “{exercise.repeat}” to repeat", "name it chapter/lesson#id", "exercises", position
                    )
            found.append(Asked(name, position + 1, resolved, home, exercise.id))
        return found

    def borrowed(self, name: str) -> list[str]:
        """Return what a lesson shows of others, as texts that change when it does.

        Parameters
        ----------
        name:
            ``chapter/lesson``.
        """
        lesson, found = self.lessons[name], []
        for other in [*lesson.needs, *(claim.lesson for claim in lesson.claims)]:
            found.append(self.lessons[other].question)
        for asked in self.asked(name):
            if asked.home != name:
                found.append(repr(asked.exercise))
                if isinstance(asked.exercise, Explore):
                    found.append(repr(self.explorer(f"{asked.home}#{asked.exercise.explorer}")))
        return found

    def calls(self, name: str) -> Mapping[str, list[str]]:
        """Return the blocks of a lesson that its notebook calls, such as ``here.facts("a", "b")``, each with its ids.

        Parameters
        ----------
        name:
            ``chapter/lesson``.
        """
        from migrationbook.corpus.notebooks import calls, read  # a kernel shows one lesson and never needs them

        notebook = self.data.parent / "chapters" / f"{name}.ipynb"
        if not notebook.is_file():
            return {}
        return self._read_once(notebook, lambda: calls(read(notebook)))

    def excerpts_shown(self, name: str) -> set[str]:
        """Return the excerpts that a lesson shows, or that its exercises use.

        Parameters
        ----------
        name:
            ``chapter/lesson``.
        """
        used = {asked.exercise.excerpt for asked in self.asked(name)}
        quoted = {identifier for words in texts_of(self.lessons[name]) for identifier in quoted_excerpts(words)}
        return ({*self.calls(name).get("excerpt", [])} | used | quoted) & set(self.excerpts)

    def facts_shown(self, name: str) -> set[str]:
        """Return the facts that a lesson shows, by ``chapter/id``.

        Parameters
        ----------
        name:
            ``chapter/lesson``.
        """
        return {self._in_chapter(name, fact) for fact in self.calls(name).get("facts", [])} & set(self.facts)

    def figures_shown(self, name: str) -> set[str]:
        """Return the figures of the registry that a lesson shows, by ``chapter/id``.

        Parameters
        ----------
        name:
            ``chapter/lesson``.
        """
        return {self._in_chapter(name, figure) for figure in self.calls(name).get("figure", [])} & set(self.figures)

    @staticmethod
    def _in_chapter(lesson: str, identifier: str) -> str:
        return identifier if "/" in identifier else f"{lesson.split('/')[0]}/{identifier}"

    def explorer(self, name: str) -> ExplorerText:
        """Return the words of an explorer.

        Parameters
        ----------
        name:
            ``chapter/lesson#explorer``.
        """
        lesson, identifier = name.split("#")
        return next(explorer for explorer in self.lessons[lesson].explorers if explorer.id == identifier)

    def label(self, key: str) -> str:
        """Return how a work is cited in a line of text: “Meier, 2026”."""
        return author_year(self.bibliography.entries[key])

    def passage(self, identifier: str) -> str:
        """Return the German of an excerpt, white space folded; quotation marks of ours stand around it, so its own go."""
        return fold(self.excerpts[identifier].de).strip('"„“”')

    def words_quoted(self) -> dict[str, int]:
        """Return how many words of each source the excerpts quote together."""
        found = dict.fromkeys(self.sources, 0)
        for excerpt in self.excerpts.values():
            found[excerpt.source] += words_quoted(excerpt.de)
        return found


@cache
def _readers() -> str:
    """Return what reads and validates the data, with its versions."""
    return " ".join(f"{name} {version(name)}" for name in ("markdown-it-py", "pybtex", "pydantic", "PyYAML"))


def _read_bibliography(path: Path) -> BibliographyData:
    try:
        works = parse_string(read_text(path), "bibtex")
    except (BibliographyDataError, PybtexError) as error:
        raise CourseError(f"the bibliography cannot be read: {error}", mend="correct this entry", file=path) from None
    for key, year in lettered_years(works).items():
        works.entries[key].fields["year"] = year
    return works


def _is_page(name: str) -> bool:
    """Return whether ``chapter/lesson`` is a page of the course."""
    return any((CHAPTERS / f"{name}{ending}").is_file() for ending in (".ipynb", ".md"))


def without_latex(latex: str) -> str:
    r"""Return a field of the bibliography as it is read: ``{A\&O}`` as “A&O”.

    Parameters
    ----------
    latex:
        The field.
    """
    # most fields have no more than braces, and to decode them all would take longer than to read them
    text = str(Text.from_latex(latex)) if _LATEX.search(latex) else latex.replace("{", "").replace("}", "")
    return " ".join(text.replace("--", "–").split())


def author_year(entry: BibEntry) -> str:
    """Return the author-year label of a work, as the bibliography writes it.

    Parameters
    ----------
    entry:
        The work. Its first author, editor or title stands in this order for who wrote it.
    """
    persons = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [without_latex(" ".join([*person.prelast_names, *person.last_names])) for person in persons]
    year = entry.fields.get("year", UNDATED)
    if not names:
        return f"{without_latex(entry.fields.get('title', ''))}, {year}"
    if len(names) > 2:
        return f"{names[0]} et al., {year}"
    return f"{' and '.join(names)}, {year}"


def lettered_years(works: BibliographyData) -> dict[str, str]:
    """Return the years of works that share author and year with others, with letters in the order of their titles.

    On paper a label is no link: two works called “Eurostat, 2025” could not be told apart in the list of references.

    Parameters
    ----------
    works:
        All works.

    Returns
    -------
    dict
        “2025a” or, without a year, “n.d.-a”, by key; works whose label is their own are not in it.

    Raises
    ------
    CourseError
        If there are more of one label than letters.
    """
    alike: dict[str, list[BibEntry]] = {}
    for work in works.entries.values():
        alike.setdefault(author_year(work).casefold(), []).append(work)
    found = {}
    for group in alike.values():
        if len(group) > len(ascii_lowercase):
            raise CourseError(
                f"{len(group)} works are called “{author_year(group[0])}”, more than there are letters to tell them apart",
                mend="give some of them the department or series that published them as author",
                file=DATA / "references.bib",
            )
        if len(group) > 1:
            in_order = sorted(group, key=lambda work: (without_latex(work.fields.get("title", "")).casefold(), work.key))
            for letter, work in zip(ascii_lowercase, in_order, strict=False):
                year = work.fields.get("year", UNDATED)
                found[work.key] = f"{year}-{letter}" if year == UNDATED else f"{year}{letter}"
    return found


@cache
def corpus() -> Corpus:
    """Return the course's own corpus, loaded once."""
    return Corpus()


def series(name: str) -> pd.DataFrame:
    """Return a table of ``data/series/``.

    Parameters
    ----------
    name:
        Its name in ``datapackage.json``.

    Raises
    ------
    CourseError
        If there is no such table, or if it cannot be read.
    """
    return _table(name).copy()


@cache
def _table(name: str) -> pd.DataFrame:
    import pandas as pd  # takes a second, which a kernel without tables need not wait

    path = DATA / "series" / f"{name}.csv"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in path.parent.glob("*.csv")))
        raise CourseError(f"there is no series “{name}”", mend=f"use one of: {known}", file=path)
    try:
        return pd.read_csv(path)
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        mend = "restore it from git, or correct what `make check` names"
        raise CourseError(f"the table is damaged: {error}", mend=mend, file=path) from None


def due_facts(facts: Mapping[str, Fact], today: dt.date) -> Iterator[tuple[str, Fact]]:
    """Return the facts that are due for review, the longest overdue first.

    Parameters
    ----------
    facts:
        Facts by ``chapter/id``.
    today:
        The day to judge by.
    """
    due = [(name, fact) for name, fact in facts.items() if fact.due(today)]
    yield from sorted(due, key=lambda item: (last_day(item[1].review_by), item[0]))
