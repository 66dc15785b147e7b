"""What a course knows, loaded from its folder and validated: its data, its lessons, and the order of its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pybtex.database import BibliographyData
from pybtex.database import Entry as BibEntry

from migrationbook.core import strings
from migrationbook.core.errors import CourseError
from migrationbook.core.files import files_below, read_json
from migrationbook.core.inline import cited, linked_lessons, quoted_excerpts
from migrationbook.core.lazy import Lazy
from migrationbook.core.made import KINDS, Noted, depend_on, digest_of, files_digest, unrecorded
from migrationbook.core.passages import fold
from migrationbook.core.paths import ROOT
from migrationbook.core.schema import Entry, texts_of
from migrationbook.core.yamlfile import CourseErrorInField, YamlFile
from migrationbook.corpus import outline
from migrationbook.corpus.bibliography import author_year, page_of, read_bibliography
from migrationbook.corpus.entries import Excerpt, Fact, FigureWords, Search, Source, System
from migrationbook.corpus.fingerprint import Fingerprint, words_quoted
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.lesson import VERDICTS, Asked, ExplorerText, Lesson
from migrationbook.corpus.tables import table
from migrationbook.exercises.base import Exercise, Repeat

if TYPE_CHECKING:
    import pandas as pd


Found = TypeVar("Found")


def _noted(kind: str) -> Callable[[Callable[[Corpus], Mapping[str, Found]]], cached_property[Mapping[str, Found]]]:
    """Return a decorator for a part of the course that is loaded once; whoever reads an entry then depends on that entry."""

    def decorate(load: Callable[[Corpus], Mapping[str, Found]]) -> cached_property[Mapping[str, Found]]:
        @wraps(load)
        def loaded(course: Corpus) -> Mapping[str, Found]:
            with unrecorded():
                return Noted(kind, load(course))

        return cached_property(loaded)

    return decorate


def _from_toc(read: Callable[[Corpus], Found]) -> property:
    """Return a property that is read from the table of contents, which whoever asks for it depends on."""

    @wraps(read)
    def noted(course: Corpus) -> Found:
        depend_on("file:_toc.yml")
        return read(course)

    return property(noted)


def _corrected(name: str, fact: Fact) -> list[str]:
    """Return the facts that a fact corrects, by ``chapter/id``."""
    wrong = [fact.corrects] if isinstance(fact.corrects, str) else fact.corrects
    return [other if "/" in other else f"{name.split('/')[0]}/{other}" for other in wrong]


class Corpus:
    """A course: everything in its folder, loaded and validated when it is first asked for.

    Parameters
    ----------
    root:
        Its folder, with ``data/``, ``chapters/`` and ``_toc.yml``.
    """

    def __init__(self, root: Path = ROOT):
        self.root = root
        self.data = root / "data"
        self.toc = root / "_toc.yml"

    def _list(self, file: YamlFile, model: type[Any], key: str = "id") -> dict[str, Any]:
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
        return read_bibliography(self.data / "references.bib")

    @_noted("work")
    def works(self) -> Mapping[str, BibEntry]:
        """The works cited by key."""
        entries: Mapping[str, BibEntry] = self.bibliography.entries
        return entries

    @_noted("source")
    def sources(self) -> Mapping[str, Source]:
        """The five sources by key."""
        file = YamlFile(self.data / "sources.yml")
        sources = self._list(file, Source, "key")
        for position, key in enumerate(sources):
            self._known(file, key, "key", position)
        return sources

    @_noted("excerpt")
    def excerpts(self) -> Mapping[str, Excerpt]:
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

    @_noted("fact")
    def facts(self) -> Mapping[str, Fact]:
        """The facts by ``chapter/id``."""
        found: dict[str, Fact] = {}
        places: dict[str, tuple[YamlFile, int]] = {}
        for path in files_below(self.data / "facts", "*.yml"):
            file = YamlFile(path)
            for position, fact in enumerate(self._list(file, Fact).values()):
                for number, evidence in enumerate(fact.sources):
                    self._known(file, evidence.key, position, "sources", number, "key")
                self.check_references(file, fact, position)
                if fact.search:
                    self._searched(file, fact.search, position, "search")
                found[f"{path.stem}/{fact.id}"] = fact
                places[f"{path.stem}/{fact.id}"] = file, position
        for name, fact in found.items():
            file, position = places[name]
            for wrong in _corrected(name, fact):
                if wrong not in found or wrong == name:
                    mend = "name another one by its id, or as chapter/id"
                    raise file.error(f"there is no other fact “{wrong}” to correct", mend, position, "corrects")
        return found

    @_noted("search")
    def searches(self) -> Mapping[str, Search]:
        """The searches by id."""
        file = YamlFile(self.data / "searches.yml")
        searches: dict[str, Search] = self._list(file, Search)
        for position, search in enumerate(searches.values()):
            self.check_references(file, search, position)
        return searches

    def _searched(self, file: YamlFile, name: str, *location: str | int) -> Search:
        """Return a search that is named because it found nothing."""
        search = self.searches.get(name)
        if search is None:
            raise file.error(f"the search “{name}” does not exist", "add it to data/searches.yml, or correct the id", *location)
        if search.found:
            raise file.error(f"the search “{name}” found something: {search.found}", "say what was found, and name no search", *location)
        return search

    def not_found(self, name: str) -> str:
        """Return the sentence that something was not found, with the day of the search.

        Parameters
        ----------
        name:
            Id of the search.
        """
        search = self.searches[name]
        return strings.words("search.not_found", looked_for=search.looked_for, date=strings.date_words(search.day))

    def _with_searches(self, file: YamlFile, data: Any, *location: str | int) -> Any:
        """Return a lesson's entries; the reason of each that names a search ends with what was not found, and when."""
        if isinstance(data, list):
            return [self._with_searches(file, item, *location, position) for position, item in enumerate(data)]
        if not isinstance(data, dict):
            return data
        entry = {key: self._with_searches(file, value, *location, key) for key, value in data.items()}
        if not (isinstance(entry.get("search"), str) and isinstance(entry.get("why"), str)):
            return entry
        name = entry.pop("search")
        self._searched(file, name, *location, "search")
        verdict = entry.get("verdict", entry.get("is"))
        if verdict in VERDICTS and verdict != "open":
            raise file.error(
                f"the verdict “{verdict}” rests on a search that found nothing",
                "make it open, and say what would move it; or take `search:` out, if it rests on something else",
                *location,
                "search",
            )
        return {**entry, "why": f"{entry['why']} {self.not_found(name)}"}

    @cached_property
    def corrections(self) -> Mapping[str, list[str]]:
        """The facts that are corrected, each with those that correct it, all by ``chapter/id``."""
        found: dict[str, list[str]] = {}
        for name, fact in self.facts.items():
            for wrong in _corrected(name, fact):
                found.setdefault(wrong, []).append(name)
        return found

    @_noted("figure")
    def figures(self) -> Mapping[str, FigureWords]:
        """The words of the figures by ``chapter/id``."""
        found: dict[str, FigureWords] = {}
        for path in files_below(self.data / "figures", "*.yml"):
            file = YamlFile(path)
            for position, words in enumerate(self._list(file, FigureWords).values()):
                for key in words.source:
                    self._known(file, key, position, "source")
                found[f"{path.stem}/{words.id}"] = words
        return found

    @_noted("system")
    def systems(self) -> Mapping[str, System]:
        """The systems by id, in the order of the file."""
        file = YamlFile(self.data / "systems.yml")
        systems = self._list(file, System)
        numbers = {source.number for source in self.sources.values()}
        for position, system in enumerate(systems.values()):
            self.check_references(file, system, position)
            if system.search:
                self._searched(file, system.search, position, "search")
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
        tables: list[dict[str, Any]] = read_json(self.data / "datapackage.json")["resources"]
        return tables

    @_from_toc
    def parts(self) -> list[outline.Part]:
        """The groups of the table of contents in reading order."""
        return outline.parts(self.toc)

    @_from_toc
    def pages(self) -> list[str]:
        """Every page in reading order, without ending, as written in ``_toc.yml``."""
        return outline.pages(self.toc)

    @_from_toc
    def chapters(self) -> list[outline.Chapter]:
        """The chapters that have lessons, in reading order."""
        return outline.chapters(list(self.lesson_files), self.toc)

    def file_of(self, page: str) -> Path:
        """Return the file of a page: a notebook, or Markdown.

        Parameters
        ----------
        page:
            The page as ``_toc.yml`` names it, without ending.
        """
        return outline.file_of(page, self.root)

    def title_of(self, page: str) -> str | None:
        """Return the first heading of a page, or ``None`` if there is no such page.

        Parameters
        ----------
        page:
            The page as ``_toc.yml`` names it, without ending.
        """
        depend_on(f"title:{page}")
        return outline.page_title(self.file_of(page))

    def opening_page(self, chapter: str) -> str | None:
        """Return the opening page of a chapter or of a part of one, without ending, or ``None`` if it has none.

        Parameters
        ----------
        chapter:
            ``chapter`` or ``chapter/part``.
        """
        return outline.opening_page(chapter, self.root / "chapters")

    def _has_page(self, name: str) -> bool:
        return self.file_of(f"chapters/{name}").is_file()

    @cached_property
    def lesson_files(self) -> Mapping[str, YamlFile]:
        """The lessons' YAML files by ``chapter/lesson``, each read when it is first asked for."""
        folder = self.data / "exercises"
        names = [path.relative_to(folder).with_suffix("").as_posix() for path in files_below(folder, "*/*.yml")]
        return Lazy(names, lambda name: YamlFile(folder / f"{name}.yml"))

    @_noted("lesson")
    def lessons(self) -> Mapping[str, Lesson]:
        """The lessons by ``chapter/lesson``, each validated when it is first asked for."""
        return Lazy(self.lesson_files, self._lesson)

    def _lesson(self, name: str) -> Lesson:
        file = self.lesson_files[name]
        lesson = file.validate(Lesson, self._with_searches(file, file.data))
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
            if exercise.excerpt:
                try:
                    exercise.check_passage(self.excerpts[exercise.excerpt].de)
                except CourseErrorInField as error:
                    raise file.error(error.problem, error.mend, "exercises", position, *error.location) from None
        for position, claim in enumerate(lesson.claims):
            if claim.lesson not in self.lesson_files:
                raise file.error(f"the lesson “{claim.lesson}” does not exist", "name it chapter/lesson", "claims", position, "lesson")
            if claim.who not in {source.number for source in self.sources.values()}:
                raise file.error(f"there is no source “{claim.who}”", "name one of the five by its number", "claims", position, "who")
        self.check_references(file, lesson)
        return lesson

    def _known(self, file: YamlFile, key: str, *location: str | int) -> None:
        if key not in self.works:
            raise file.error(f"the work “{key}” is not in the bibliography", "add it to data/references.bib", *location)

    def check_references(self, file: YamlFile, entry: Entry, *location: str | int) -> None:
        """Check that every work, lesson and excerpt that a text refers to exists.

        Parameters
        ----------
        file:
            The file in which the entry stands.
        entry:
            The validated entry.

        Raises
        ------
        CourseError
            If one does not exist.
        """
        for words in texts_of(entry):
            wanted = [
                *(("@", "work", key) for key in cited(words) if key not in self.works),
                *(("lesson:", "lesson", name) for name in linked_lessons(words) if not self._has_page(name)),
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
        for position, entry in enumerate(self.lessons[name].exercises):
            home, exercise = self._repeated(entry, file, position) if isinstance(entry, Repeat) else (name, entry)
            found.append(Asked(name, position + 1, exercise, home, entry.id))
        return found

    def _repeated(self, entry: Repeat, file: YamlFile, position: int) -> tuple[str, Exercise]:
        """Return the lesson of a repeated exercise, and the exercise."""
        home, other = entry.repeat.split("#")
        for exercise in self.lessons[home].exercises if home in self.lessons else []:
            if exercise.id == other and isinstance(exercise, Exercise):
                return home, exercise
        raise file.error(f"there is no exercise “{entry.repeat}” to repeat", "name it chapter/lesson#id", "exercises", position)

    def calls(self, name: str) -> Mapping[str, list[str]]:
        """Return the blocks of a lesson that its notebook calls, such as ``here.facts("a", "b")``, each with its ids.

        Parameters
        ----------
        name:
            ``chapter/lesson``.
        """
        from migrationbook.corpus.notebooks import calls, read  # a kernel shows one lesson and never needs them

        depend_on(f"calls:{name}")
        notebook = self.root / "chapters" / f"{name}.ipynb"
        if not notebook.is_file():
            return {}
        return calls(read(notebook))

    def excerpts_shown(self, name: str) -> set[str]:
        """Return the excerpts that a lesson shows, or that its exercises use.

        Parameters
        ----------
        name:
            ``chapter/lesson``.
        """
        depend_on(f"shown:{name}")
        with unrecorded():
            used = {excerpt for asked in self.asked(name) if (excerpt := asked.exercise.excerpt)}
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
        """Return how a work is cited in a line of text: “Meier, 2026”.

        Parameters
        ----------
        key:
            Key of the work in ``references.bib``.
        """
        return author_year(self.works[key])

    def page_of_work(self, key: str) -> str:
        """Return the page of the bibliography that lists a work.

        Parameters
        ----------
        key:
            Key of the work in ``references.bib``.
        """
        return page_of(self.label(key))

    def passage(self, identifier: str) -> str:
        """Return the German of an excerpt, white space folded; quotation marks of ours stand around it, so its own go.

        Parameters
        ----------
        identifier:
            Id of the excerpt.
        """
        return fold(self.excerpts[identifier].de).strip('"„“”')

    def digest(self, name: str) -> str:
        """Return the present digest of something that a page, sheet or picture was made from.

        Parameters
        ----------
        name:
            ``kind:name``, as :func:`~migrationbook.core.made.depend_on` was given it.
        """
        if name not in self._digests:
            kind, _, key = name.partition(":")
            with unrecorded():
                self._digests[name] = KINDS[kind](key) if kind in KINDS else digest_of([], repr(self._seen(kind, key)))
        return self._digests[name]

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {}

    def _seen(self, kind: str, key: str) -> object:
        """Return what those see who read an entry of the course; ``None`` if it is gone."""
        looks: dict[str, Callable[[str], object]] = {
            "lesson": self._seen_of_lesson,
            "exercise": self._seen_of_exercise,
            "calls": self.calls,
            "shown": lambda name: sorted(self.excerpts_shown(name)),
            "file": lambda pattern: files_digest(self.root, pattern),
            "title": self.title_of,
            "imprint": lambda _: Imprint.read(self.root),
        }
        try:
            if kind in looks and key != "*":
                return looks[kind](key)
            entries = self.searches if kind == "search" else getattr(self, f"{kind}s")
            return list(entries) if key == "*" else entries[key]
        except KeyError:
            return None

    def _seen_of_lesson(self, name: str) -> object:
        """Return all of a lesson but the words of its exercises, which are read one by one."""
        asked = [(entry.uid, entry.home, entry.kind) for entry in self.asked(name)]
        return self.lessons[name].model_copy(update={"exercises": []}), asked

    def _seen_of_exercise(self, name: str) -> object:
        lesson, identifier = name.split("#")
        return [exercise for exercise in self.lessons[lesson].exercises if exercise.id == identifier]

    def words_quoted(self) -> dict[str, int]:
        """Return how many words of each source the excerpts quote together."""
        found = dict.fromkeys(self.sources, 0)
        for excerpt in self.excerpts.values():
            found[excerpt.source] += words_quoted(excerpt.de)
        return found

    def series(self, name: str) -> pd.DataFrame:
        """Return a table of ``data/series/``, as :func:`migrationbook.corpus.tables.table` does.

        Parameters
        ----------
        name:
            Its name in ``datapackage.json``.
        """
        return table(self.data, name)


def corpus(root: Path = ROOT) -> Corpus:
    """Return the course of a folder, the same one each time.

    Parameters
    ----------
    root:
        The folder.
    """
    if not (root / "data").is_dir():
        mend = "work in a folder of the course: clone its repository, and start Python or Jupyter in there"
        raise CourseError("no course stands here, nor in a folder above", mend=mend, file=root)
    return _corpus(root.resolve())


_corpus = cache(Corpus)
