"""The Sphinx extension of the course: its blocks and directives, its assets, and pages that are never stale."""

from __future__ import annotations

import ast
import html
import os
import pickle
import re
import shutil
from collections.abc import Iterable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar, cast

import nbformat
import pybtex.plugin
import sphinxcontrib.bibtex.plugin
from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from pybtex.database import BibliographyData, Entry
from pybtex.style import FormattedEntry
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.template import Node, field, sentence, tag
from pybtex_docutils import Backend
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from migrationbook.core.errors import CourseError
from migrationbook.core.files import alone_in, keep_fonts_listed_in, write_bytes
from migrationbook.core.inline import data_script, plain
from migrationbook.core.made import Ledger, depend_on, digest_of, imported, start_recording, stop_recording
from migrationbook.core.paths import BUILD, DATA
from migrationbook.core.strings import words
from migrationbook.corpus.bibliography import LANGUAGES, PAGES, language
from migrationbook.corpus.handouts import handouts_of
from migrationbook.corpus.load import corpus
from migrationbook.corpus.outline import GLOSSARY, PDF_FOLDER, WHOLE_BOOK, pdf_name
from migrationbook.lesson import blocks
from migrationbook.lesson.faces import PRERENDER
from migrationbook.lesson.registers import DOWNLOADS, REGISTERS
from migrationbook.site.roles import ExerciseRole, SettingRole
from migrationbook.site.run import run_cells

logger = logging.getLogger(__name__)

#: The filter of a bibliography with the option ``all``.
_ALL_WORKS = ast.dump(ast.parse("True"))


class RoundBrackets(AuthorYearReferenceStyle):
    """Citations as (Author, year), the way the exercises write them."""

    def __init__(self) -> None:
        super().__init__(bracket_parenthetical=BracketStyle(left="(", right=")"))


class AsWritten(PlainStyle):  # type: ignore[misc]  # pybtex has no types
    """The plain style with titles as their authors wrote them, and its language marked.

    The plain style would lower the capitals of German nouns and of names. An entry is formatted once: the bibliography
    and the tooltips of citations ask for the same.
    """

    #: The entries formatted so far, by label and key.
    formatted: ClassVar[dict[tuple[str, str], FormattedEntry]] = {}
    #: How many of them an earlier build has stored.
    stored: ClassVar[int] = 0

    def format_entry(self, label: str, entry: Entry, bib_data: BibliographyData | None = None) -> FormattedEntry:
        """Return an entry as the bibliography shows it."""
        name = (label, entry.key)
        if name not in self.formatted:
            self.formatted[name] = super().format_entry(label, entry, bib_data)
        return self.formatted[name]

    def format_title(self, entry: Entry, which_field: str, as_sentence: bool = True) -> Node:
        """Return the template of a title."""
        title, code = field(which_field), language(entry)
        if code in LANGUAGES:
            title = tag(f"language-{code}")[title]
        return sentence[title] if as_sentence else title

    def format_btitle(self, entry: Entry, which_field: str, as_sentence: bool = True) -> Node:
        """Return the template of a book's title."""
        title = tag("em")[self.format_title(entry, which_field, as_sentence=False)]
        return sentence[title] if as_sentence else title


class WorksDomain(BibtexDomain):
    """The domain of citations: a page of the bibliography lists the works of its letters, without asking where each is cited."""

    def get_filtered_entries(self, bibliography_key: BibliographyKey) -> Iterable[tuple[str, Entry]]:
        """Return the works that a bibliography lists, by key, in no order."""
        bibliography = self.bibliographies[bibliography_key]
        page, known = Path(bibliography_key.docname).name, corpus()
        if ast.dump(bibliography.filter_) != _ALL_WORKS or page not in PAGES.values():
            return super().get_filtered_entries(bibliography_key)
        listed = (entry for entry in self.get_entries(bibliography.bibfiles) if known.page_of_work(entry.key) == page)
        return ((bibliography.keyprefix + entry.key, entry) for entry in listed)


def _find_plugins_once() -> None:
    """Register the plugin that pybtex would look for among all installed packages at every citation."""
    group, name = "pybtex.backends", "plaintext"
    pybtex.plugin.register_plugin(group, name, pybtex.plugin.find_plugin(group, name), force=True)


def _tell_works_apart(app: Sphinx) -> None:
    """Give the works that Sphinx has read the letters of the course's: 2022a, 2022b."""
    known = corpus().works
    for key, work in cast(BibtexDomain, app.env.get_domain("cite")).bibdata.data.entries.items():
        if "year" in known[key].fields:
            work.fields["year"] = known[key].fields["year"]


#: The works that an earlier build has formatted: a second of each build, of which a lesson needs a few.
_FORMATTED = BUILD / "works.pickle"


def _behind_works() -> str:
    return digest_of([DATA / "references.bib", Path(__file__)], version("pybtex"))


def _take_formatted_works(app: Sphinx) -> None:
    """Take up the works that an earlier build has formatted."""
    try:
        behind, works = pickle.loads(_FORMATTED.read_bytes())
    except (FileNotFoundError, EOFError, pickle.UnpicklingError):
        return
    if behind == _behind_works():
        AsWritten.formatted.update(works)
        AsWritten.stored = len(works)


def _store_formatted_works(app: Sphinx, env: BuildEnvironment) -> None:
    if len(AsWritten.formatted) != AsWritten.stored:
        _FORMATTED.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(_FORMATTED, pickle.dumps((_behind_works(), AsWritten.formatted)))


def _mark_languages() -> None:
    """Let the bibliography's backend write titles as text in their language; docutils makes ``lang`` of such a class."""
    for code in LANGUAGES:
        name = f"language-{code}"
        # declared to be a class, but all that happens to it is a call
        Backend.tags[name] = partial(nodes.inline, classes=[name])  # type: ignore[assignment]


class Block(SphinxDirective):
    """A block of a lesson: a container with classes and an id that need not be unique in the book, only in its page."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec = {"id": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the container with its parsed content."""
        node = nodes.container(classes=self.arguments[0].split())
        if "id" in self.options:
            node["ids"].append(self.options["id"])
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class MystDirective(SphinxDirective):
    """A directive whose content is MyST made from the course's data."""

    def parsed(self, source: str) -> list[nodes.Node]:
        """Return the nodes of MyST text."""
        holder = nodes.Element()
        self.state.nested_parse(StringList(source.splitlines(), self.env.docname), self.content_offset, holder)
        return holder.children

    def link_to_pdf(self, volume: str, title: str) -> nodes.Node:
        """Return a link to a PDF of the book; a plain link would be taken for a page that does not exist."""
        up = "../" * self.env.docname.count("/")
        link = f'<p class="mb-handouts"><a href="{up}{PDF_FOLDER}/{volume}.pdf">{html.escape(title)}</a></p>'
        return nodes.raw("", link, format="html")


class WholeBook(MystDirective):
    """The book as a PDF, to open or print."""

    def run(self) -> list[nodes.Node]:
        """Return the link."""
        return [self.link_to_pdf(WHOLE_BOOK, words("whole_book"))]


class ChapterPdf(MystDirective):
    """A chapter as a PDF, where it has no opening page. Argument: ``chapter`` or ``chapter/part``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the link; one that leads to nothing stops the build when the pages are written."""
        return [self.link_to_pdf(pdf_name(self.arguments[0]), words("chapter.pdf"))]


class ChapterLessons(MystDirective):
    """The lessons of a chapter, or of a part of one, with question, time, path and PDF. Argument: ``chapter`` or ``chapter/part``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the list."""
        name = self.arguments[0]
        data = corpus()
        chapter = next((found for found in data.chapters if found.name == name), None)
        if chapter is None:
            raise self.error(f"the chapter “{name}” has no lessons in _toc.yml; name a folder, or the opening page of a part")
        return [*self.parsed(blocks.chapter_lessons(data, chapter)), self.link_to_pdf(pdf_name(name), words("chapter.pdf"))]


class CourseMap(MystDirective):
    """The chapters of the course, each with what it takes and its lessons on the core path."""

    def run(self) -> list[nodes.Node]:
        """Return the map."""
        return self.parsed(blocks.course_map(corpus()))


class Handouts(SphinxDirective):
    """The handouts of a chapter, or of a part of one, each with its slides. Argument: ``chapter`` or ``chapter/part``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the links; a plain link would be taken for a page that does not exist."""
        sheets = handouts_of(self.arguments[0], corpus())
        if not sheets:
            name = self.arguments[0]
            raise self.error(f"the chapter “{name}” has no handout; write data/handouts/{name.replace('/', '-')}.yml")
        up = "../" * self.env.docname.count("/")
        name, slides = words("chapter.handout"), words("chapter.slides")
        links = "\n".join(
            f'<p class="mb-handouts">{name}: '
            f'<a href="{up}handouts/{sheet.name}-student.pdf">{html.escape(sheet.handout.title)}</a> (PDF) · '
            f'<a href="{up}handouts/{sheet.name}-slides.pdf">{slides}</a></p>'
            for sheet in sheets
        )
        return [nodes.raw("", links, format="html")]


class Sources(MystDirective):
    """The five sources with title, voice, day and genre."""

    def run(self) -> list[nodes.Node]:
        """Return the list."""
        return self.parsed(blocks.source_list(corpus()))


class Register(SphinxDirective):
    """A register of the reference part. Argument: its name, as in :data:`migrationbook.lesson.registers.REGISTERS`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        name = self.arguments[0]
        if name not in REGISTERS:
            raise self.error(f"there is no register “{name}”; use one of: {', '.join(REGISTERS)}")
        return [nodes.raw("", REGISTERS[name](corpus()), format="html")]


class Progress(SphinxDirective):
    """The reader's progress, filled by the page's script from what the browser keeps."""

    def run(self) -> list[nodes.Node]:
        """Return the place for the script, with the names of all lessons and exercises."""
        page = (
            f'<div id="mb-progress">\n<noscript><p>{words("progress.needs_script")}</p></noscript>\n'
            f"{data_script(progress_manifest(self.env))}\n</div>"
        )
        return [nodes.raw("", page, format="html")]


def progress_manifest(env: BuildEnvironment) -> dict[str, Any]:
    """Return chapters, lessons and exercises of the book, for the page that shows the reader's progress.

    Parameters
    ----------
    env:
        Sphinx's environment, for the titles of the pages.
    """
    data = corpus()
    found = []
    for chapter in data.chapters:
        lessons = []
        for name in chapter.lessons:
            title = data.title_of(f"chapters/{name}") or name
            exercises = [
                {"uid": asked.uid, "kind": asked.kind}
                for asked in data.asked(name)
            ]
            href = f"{name}.html"
            lessons.append({"id": name, "title": title, "href": href, "path": data.lessons[name].path, "exercises": exercises})
        opening = data.opening_page(chapter.name)
        title = data.title_of(f"chapters/{opening}") if opening else words(f"chapters.{chapter.name}")
        found.append({"id": chapter.name, "title": title, "lessons": lessons})
    return {"chapters": found}


def _describe_lesson(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give a lesson's page its question and what it offers, for search engines and for who is sent its address."""
    lesson = corpus(Path(app.srcdir)).lessons.get(page.removeprefix("chapters/"))
    if lesson is None:
        return
    words, count = context["words"], len(lesson.explorers)
    explorers = words["explorer"] if count == 1 else words["explorers"].format(count=count)
    said = words[f"{lesson.form}_description"]
    context["description"] = said.format(question=plain(lesson.question), exercises=len(lesson.exercises), explorers=explorers)


#: What every page depends on: the program that reads it, the packages, and the words and kinds of exercise.
_BEHIND_ALL = (
    f"module:{__name__}",
    "file:requirements.txt",
    "file:_config.yml",
    "package:**/*.json",
    "package:exercises/**/*.py",
)
_CITED = re.compile(r"\{cite(?::\w+)?\}`([^`]*)`")


def _ledger(app: Sphinx) -> Ledger:
    """Return what knows which page was read from what; it stands beside what Sphinx has read."""
    return Ledger(corpus(Path(app.srcdir)).digest, Path(app.doctreedir).parent / "made")


def _outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Tell Sphinx which pages are stale because something that they were made from has changed.

    Sphinx goes by the clock, and after a build with a clock ahead of the time it would take every later change for old.
    """
    ledger = _ledger(app)
    stale = [page for page in env.all_docs if not ledger.is_current(f"pages/{page}")]
    if (stale or added or changed or removed) and GLOSSARY in env.all_docs:
        # Sphinx takes up its old search index without the entries of pages that are not read again; only the glossary has some
        stale.append(GLOSSARY)
    return stale


def _begin_page(app: Sphinx, page: str, source: list[str]) -> None:
    """Run the cells of a page, and record all that is read for it from here to :func:`_end_page`."""
    path = Path(app.env.doc2path(page))
    name = path.relative_to(app.srcdir).as_posix()
    app.env.temp_data["migrationbook_read"] = start_recording()
    keys = {key.strip() for keys in _CITED.findall(source[0]) for key in keys.split(",")}
    depend_on(*_BEHIND_ALL, f"file:{name}", *(f"work:{key}" for key in keys))
    if "{term}`" in source[0]:
        # its definition stands beside the link
        depend_on(f"file:{GLOSSARY}.md")
    if path.suffix == ".ipynb":
        notebook = nbformat.reads(source[0], as_version=4)
        cells = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
        depend_on(*(f"module:{module}" for module in imported(cells)))
        run_cells(notebook, name)
        source[0] = nbformat.writes(notebook)


def _end_page(app: Sphinx, doctree: nodes.document) -> None:
    """Keep what the page was read from."""
    names = app.env.temp_data.pop("migrationbook_read")
    stop_recording(names)
    _ledger(app).note(f"pages/{app.env.docname}", names)


def _retitled(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have every page written again when a title has changed: it stands in the contents beside all of them."""
    titles = {page: title.astext() for page, title in env.titles.items()}
    before = getattr(env, "migrationbook_titles", titles)
    env.migrationbook_titles = titles  # type: ignore[attr-defined]  # Sphinx stores whatever an extension adds
    return [] if titles == before else list(titles)


def _add_definitions(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Give every link to a glossary term its definition as title; the page's script makes a tooltip of it."""
    links = [link for link in doctree.findall(nodes.reference) if f"{Path(GLOSSARY).name}.html#term-" in link.get("refuri", "")]
    if not links:
        return
    glossary = app.env.get_doctree(GLOSSARY)
    definitions = {
        identifier: item[-1].astext().replace("\n", " ")
        for item in glossary.findall(nodes.definition_list_item)
        for term in item.findall(nodes.term)
        for identifier in term["ids"]
    }
    for link in links:
        link["reftitle"] = definitions[link["refuri"].split("#")[1]]


def _forget_unused_words(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Take out of the search index the words that stand on no page any more, which Sphinx leaves there without a page.

    Returns
    -------
    list
        No further pages.
    """
    index = app.builder.indexer  # type: ignore[attr-defined]  # builders of HTML have it
    for pages_with in (index._mapping, index._title_mapping):
        for word in [word for word, pages in pages_with.items() if not pages]:
            del pages_with[word]
    return []


#: What is said where a link leads to a file that only `make book` makes.
_MEND = "Remedy: run `make book`, or `python -m migrationbook build`: both make them, and then the pages"
#: A link of a page to such a file.
_LINK_TO_FILE = re.compile(rf'href="(?:\.\./)*((?:handouts|{PDF_FOLDER}|{DOWNLOADS})/[^"#]+)')


def _stopped(said: str) -> SystemExit:
    """Return what ends the process with a word; below any other exception Jupyter Book prints a traceback."""
    return SystemExit(f"\nThe book is not built: {said}")


def _stop_without_files(app: Sphinx, config: Config) -> None:
    """Stop before minutes of work where no sheet, PDF or table has been made, as with `jupyter-book build` in a new clone."""
    if not all((Path(app.srcdir) / folder).is_dir() for folder in config.html_extra_path):
        raise _stopped(f"the sheets, PDFs and tables that the pages link to are not made yet. {_MEND}")


def _stop_at_dead_links(app: Sphinx, exception: Exception | None) -> None:
    """Stop where a page links to a sheet, PDF or table that is not made, or no more."""
    if exception is not None:
        return
    pages = [Path(app.builder.get_outfilename(page)) for page in app.env.found_docs]  # type: ignore[attr-defined]  # builders of HTML have it
    linked = {name for page in pages for name in _LINK_TO_FILE.findall(page.read_text("utf-8"))}
    missing = sorted(name for name in linked if not (Path(app.outdir) / name).is_file())
    if missing:
        shutil.rmtree(app.doctreedir)  # or the next build would find nothing to do, and not copy what has been made since
        raise _stopped(f"pages link to {len(missing)} files that are not made, {missing[0]} among them. {_MEND}")


def _stop_beside_another(app: Sphinx, config: Config) -> None:
    """Stop where another command is writing; `make book` holds the lock already."""
    lock = alone_in(Path(app.outdir).parent)
    try:
        lock.__enter__()
    except CourseError as error:
        raise _stopped(str(error)) from None
    app.connect("build-finished", lambda *_: lock.__exit__(None, None, None), priority=970)


#: Stands in the folder of what Sphinx has read while a build is under way.
UNFINISHED = "unfinished"


def _forget_interrupted_build(app: Sphinx) -> None:
    """Delete what an interrupted build has read, or Sphinx would take the pages that it had not yet written for good."""
    if (Path(app.doctreedir) / UNFINISHED).exists():
        shutil.rmtree(app.doctreedir)


def _read_side_by_side(app: Sphinx) -> None:
    """Let Sphinx read pages side by side.

    The numbering of several tables of contents, which comes with the external table of contents, does not say that it allows
    that. It only changes contents after all pages are read.
    """
    app.extensions["sphinx_multitoc_numbering"].parallel_read_safe = True


def _begin_build(app: Sphinx) -> None:
    """Leave a mark that only the end of this build takes away."""
    (Path(app.doctreedir) / UNFINISHED).mkdir(exist_ok=True)


def _end_build(app: Sphinx, exception: Exception | None) -> None:
    """Take the mark away; delete what a failed build has read, or the next one would take it for good and succeed."""
    if exception is not None or app.statuscode:
        shutil.rmtree(app.doctreedir, ignore_errors=True)
    shutil.rmtree(Path(app.doctreedir) / UNFINISHED, ignore_errors=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    _forget_interrupted_build(app)
    os.environ[PRERENDER] = "1"
    keep_fonts_listed_in(BUILD / "matplotlib")
    sphinxcontrib.bibtex.plugin.register_plugin("sphinxcontrib.bibtex.style.referencing", "round_brackets", RoundBrackets)
    pybtex.plugin.register_plugin("pybtex.style.formatting", "as_written", AsWritten)
    _mark_languages()
    _find_plugins_once()
    app.setup_extension("sphinxcontrib.bibtex")
    app.setup_extension("migrationbook.site.shell")
    app.add_domain(WorksDomain, override=True)
    app.add_directive("block", Block)
    app.add_directive("whole-book", WholeBook)
    app.add_directive("chapter", ChapterLessons)
    app.add_directive("chapter-pdf", ChapterPdf)
    app.add_directive("course-map", CourseMap)
    app.add_directive("handouts", Handouts)
    app.add_directive("sources", Sources)
    app.add_directive("register", Register)
    app.add_directive("progress", Progress)
    app.add_role("setting", SettingRole())
    app.add_role("exercise", ExerciseRole())
    app.connect("config-inited", _stop_without_files)
    app.connect("config-inited", _stop_beside_another)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-updated", _retitled)
    app.connect("doctree-resolved", _add_definitions)
    app.connect("builder-inited", _read_side_by_side)
    app.connect("builder-inited", _begin_build)
    app.connect("source-read", _begin_page)
    app.connect("doctree-read", _end_page)
    # after the bibliography has been read
    app.connect("builder-inited", _tell_works_apart, priority=900)
    app.connect("builder-inited", _take_formatted_works)
    # after the bibliography has formatted them
    app.connect("env-updated", _store_formatted_works, priority=900)
    # before the search index is written
    app.connect("html-collect-pages", _forget_unused_words)
    app.connect("html-page-context", _describe_lesson, priority=400)
    # after the shell has finished the site
    app.connect("build-finished", _end_build, priority=950)
    app.connect("build-finished", _stop_at_dead_links, priority=960)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
