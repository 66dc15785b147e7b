"""The book on paper: one PDF of all pages, and one of each chapter, set from notebooks, pages and the course's data.

Nothing is executed and no built site is needed: what a notebook asks of its lesson is looked up in the data, and the
outputs of its evidence cells are stored in it.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from nbformat import NotebookNode

from migrationbook.core.errors import CourseError
from migrationbook.core.files import write_bytes
from migrationbook.core.inline_typst import fine
from migrationbook.core.lazy import Lazy
from migrationbook.core.made import depend_on
from migrationbook.core.paths import SITE_FILES
from migrationbook.core.pool import Product
from migrationbook.core.strings import date_words, words
from migrationbook.corpus.handouts import handouts_of
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.lesson import Asked
from migrationbook.corpus.load import Corpus
from migrationbook.corpus.notebooks import cell_calls, read
from migrationbook.corpus.outline import GLOSSARY, PDF_FOLDER, WHOLE_BOOK, pdf_name
from migrationbook.drawings.style import PAGE_SIZE
from migrationbook.explorers.states import Explorer
from migrationbook.lesson import blocks
from migrationbook.lesson.lesson import Lesson
from migrationbook.lesson.registers import REGISTERS
from migrationbook.print.prose import BIBLIOGRAPHY, Block, Prose, term_address, work_addresses
from migrationbook.print.typst import typeset
from migrationbook.print.writer import Writer, figure_words, picture, printed_excerpt, references_of

#: Height of the squared field below a numeric exercise, in mm.
WORKING = 18
#: Parts of a lesson that stand in the book as MyST and are set from it.
_AS_MYST = ("opening", "facts", "discuss", "claims", "takeaway", "reading", "second_voice")


@dataclass(frozen=True)
class Volume:
    """A PDF of the book.

    Parameters
    ----------
    name:
        Name of its file, without ending.
    title:
        Its title; ``None`` for the whole book.
    parts:
        Caption and pages of each part.
    """

    name: str
    title: str | None
    parts: tuple[tuple[str, tuple[str, ...]], ...]


def volumes(corpus: Corpus) -> list[Volume]:
    """Return the PDFs there are: the whole book, and one of each chapter or part that has lessons.

    Parameters
    ----------
    corpus:
        The course's data.

    Raises
    ------
    CourseError
        If a chapter's lessons stand in no part of ``_toc.yml`` that has a caption: its PDF would have no title.
    """
    parts = [(part.caption, tuple(entry.name for entry in part.entries)) for part in corpus.parts if part.caption]
    found = [Volume(WHOLE_BOOK, None, (("", ("index",)), *parts))]
    for chapter in corpus.chapters:
        part = next((part for part in parts if f"chapters/{chapter.lessons[0]}" in part[1]), None)
        if part is None:
            raise CourseError(
                f"the lessons of “{chapter.name}” stand in no part that has a caption, so that their PDF has no title",
                mend="put them into a part of _toc.yml, and give it a “caption:”",
                file=corpus.toc,
            )
        found.append(Volume(pdf_name(chapter.name), part[0], (part,)))
    return found


@dataclass
class Page:
    """A page of the book on paper.

    Parameters
    ----------
    name:
        As ``_toc.yml`` has it: ``chapters/iom/money``.
    corpus:
        The course's data.
    imprint:
        Address and version of the book.
    """

    name: str
    corpus: Corpus
    imprint: Imprint
    write: Writer = field(init=False)
    prose: Prose = field(init=False)

    def __post_init__(self) -> None:
        self.write = Writer(self.corpus, self.imprint.site)
        directives = {
            "chapter": self._chapter,
            "course-map": lambda argument, content: self.prose.blocks(blocks.course_map(self.corpus)),
            "sources": lambda argument, content: self.prose.blocks(blocks.source_list(self.corpus)),
            "handouts": self._handouts,
            "whole-book": lambda argument, content: [],
            "chapter-pdf": lambda argument, content: [],
            "register": lambda argument, content: self._register(argument),
            "progress": lambda argument, content: [{"is": "online", "address": self.address}],
            "glossary": lambda argument, content: [{"is": "glossary", "items": list(entries(self.prose, content))}],
            "bibliography": lambda argument, content: [self._works()],
        }
        self.prose = Prose(self.name, self.write, directives)

    @property
    def address(self) -> str:
        """Its address in the published book."""
        return self.prose.address(self.name)

    @cached_property
    def blocks(self) -> list[Block]:
        """What stands on the page, its title first."""
        path = self.corpus.file_of(self.name)
        depend_on(f"file:{path.relative_to(self.corpus.root).as_posix()}")
        found: list[Block] = []
        if path.suffix == ".md":
            found = self.prose.blocks(path.read_text("utf-8"))
        else:
            for cell in read(path).cells:
                level = next((block["level"] for block in reversed(found) if block["is"] == "heading"), 1)
                found += self.prose.blocks(cell.source) if cell.cell_type == "markdown" else self._code(cell, level)
        found = once(found, set())
        return found

    # ------------------------------------------------------------------------------------------------- directives
    def _chapter(self, argument: str, content: str) -> list[Block]:
        chapter = next(found for found in self.corpus.chapters if found.name == argument)
        return self.prose.blocks(blocks.chapter_lessons(self.corpus, chapter))

    def _handouts(self, argument: str, content: str) -> list[Block]:
        name = words("chapter.handout")
        return [
            {"is": "paragraph", "of": [f"{name}: ", {"is": "link", "to": address, "of": [fine(sheet.handout.title)]}]}
            for sheet in handouts_of(argument, self.corpus)
            for address in [f"{self.imprint.site}handouts/{sheet.name}-student.pdf"]
        ]

    def _register(self, name: str) -> list[Block]:
        table = BeautifulSoup(REGISTERS[name](self.corpus), "html.parser")
        records = [
            {
                "at": self.prose.address(self.name, str(row["id"])),
                "cells": [[fine(str(cell["data-head"])), self.prose.from_html(cell)] for cell in row.find_all(["th", "td"])],
            }
            for row in table.select("tbody tr")
        ]
        return [{"is": "records", "of": records}]

    def _works(self) -> Block:
        page = self.name.rpartition("/")[2]
        listed = {key for key in self.corpus.works if self.corpus.page_of_work(key) == page}
        return {"is": "references", "works": references_of(self.corpus, listed)}

    # ------------------------------------------------------------------------------------------------- cells
    def _code(self, cell: NotebookNode, level: int) -> Iterator[Block]:
        tags = cell.metadata.get("tags", [])
        for part, ids in cell_calls(cell):
            yield from self._part(part, ids, level + 1)
        if not {"remove-cell", "remove-input"} & set(tags):
            yield {"is": "code", "text": cell.source}
            yield from chain.from_iterable(self._output(output) for output in cell.outputs)

    def _output(self, output: NotebookNode) -> list[Block]:
        data = output.get("data", {})
        if "text/markdown" in data:
            return self.prose.blocks(data["text/markdown"])
        if "<table" in data.get("text/html", ""):
            return [self.prose.table(data["text/html"])]
        return [{"is": "output", "text": (data.get("text/plain") or output.get("text", "")).rstrip("\n")}]

    @cached_property
    def _lesson(self) -> Lesson:
        return Lesson(self.name.removeprefix("chapters/"), self.corpus)

    def _part(self, part: str, ids: list[str], level: int) -> list[Block]:
        """Return what ``here.part("id", …)`` shows."""
        lesson = self.name.removeprefix("chapters/")
        if part in _AS_MYST:
            return self.prose.blocks(getattr(self._lesson, part)(*ids).myst)
        if part == "excerpt":
            return [{"is": "excerpt", "at": self._at("excerpt", ids[0]), **printed_excerpt(ids[0], self.write)}]
        if part == "figure":
            name = ids[0] if "/" in ids[0] else f"{lesson.split('/')[0]}/{ids[0]}"
            drawn = {"svg": picture(name, PAGE_SIZE, self.corpus), **figure_words(name, self.write)}
            return [{"is": "figure", "at": self._at("figure", name.split("/")[1]), **drawn}]
        if part == "explore":
            return [self._explorer(Explorer(f"{lesson}#{ids[0]}", self.corpus.explorer(f"{lesson}#{ids[0]}"), self.corpus), level)]
        if part == "ask":
            return [self._task(next(asked for asked in self.corpus.asked(lesson) if asked.id == ids[0]), level)]
        raise self.prose.refuse(f"here.{part}() has no printed form", "teach print/book.py to set it")

    def _at(self, what: str, identifier: str) -> str:
        return self.prose.address(self.name, f"{what}-{identifier}")

    def _explorer(self, explorer: Explorer, level: int) -> Block:
        text, (picture, sentence) = explorer.text, explorer.first_frame()
        said = self.prose.from_html(sentence)
        return {
            "is": "explorer",
            "level": level,
            "at": self._at("explore", text.id),
            "title": self.write.text(text.title),
            "ask": self.write.text(text.ask),
            "svg": picture,
            "alt": BeautifulSoup(sentence, "html.parser").get_text(),
            "sentence": said,
            "setting": [[fine(control.label), fine(control.shown[control.values.index(control.initial)])] for control in text.controls],
            "model": [
                [words(f"model.{part}"), self.write.text(getattr(text.model, part))] for part in ("published", "fictitious", "differs")
            ],
        }

    def _task(self, asked: Asked, level: int) -> Block:
        exercise = asked.exercise
        excerpt = None if exercise.shows_excerpt else exercise.excerpt
        return {
            "is": "task",
            "level": level,
            "at": self._at("ask", asked.id),
            "number": asked.number,
            "kind": exercise.kind,
            "ask": self.write.text(exercise.ask),
            "hint": self.write.text(exercise.hint) if exercise.hint else None,
            "look": [{"is": "link", "to": self._at("excerpt", excerpt), "of": [words("look_at")]}] if excerpt else None,
            "working": WORKING,
            **exercise.student_view(self.write, asked.uid),
        }


def entries(prose: Prose, content: str) -> Iterator[Block]:
    """Return the entries of a glossary: their terms and what they mean.

    Parameters
    ----------
    prose:
        For its texts.
    content:
        Content of the directive ``{glossary}``: each term at the margin, its definition indented below it.
    """
    for entry in re.split(r"\n(?=\S)", content.strip()):
        term, _, definition = entry.partition("\n")
        yield {"term": fine(term), "at": term_address(prose.write.site, term), "of": prose.blocks(textwrap.dedent(definition))}


def once(value: Any, seen: set[str]) -> Any:
    """Return blocks of which no two have one address: a place that a page shows again keeps none.

    Parameters
    ----------
    value:
        Blocks.
    seen:
        Addresses that are taken; those of the blocks are added.
    """
    if isinstance(value, list):
        return [once(inner, seen) for inner in value]
    if not isinstance(value, dict):
        return value
    found = {**value, "at": None} if value.get("at") in seen else value
    seen |= {found["at"]} if found.get("at") else set()
    return {name: once(inner, seen) for name, inner in found.items()}


def each(value: Any) -> Iterator[dict[str, Any]]:
    """Return every dictionary in data, the outer before the inner."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from each(inner)


def localised(value: Any, inside: Mapping[str, str]) -> Any:
    """Return data in which links lead to a place of the same PDF where it has the place, and elsewhere tell their address.

    Parameters
    ----------
    value:
        Data for the template.
    inside:
        The label of each address that the PDF holds.
    """
    if isinstance(value, list):
        return [localised(inner, inside) for inner in value]
    if not isinstance(value, dict):
        return value
    found = {name: localised(inner, inside) for name, inner in value.items()}
    if found.get("is") != "link":
        return found
    if found["to"] in inside:
        return {"is": "goto", "label": inside[found["to"]], "of": found["of"]}
    return {**found, "noted": True}


def _set_page(page: Page) -> dict[str, Any]:
    title, *rest = page.blocks
    if title["is"] != "heading" or title["level"] != 1:
        raise page.prose.refuse("the page does not begin with its title", "begin it with `# Title`")
    return {"title": title["of"], "at": page.address, "blocks": rest}


def words_of(pages: list[dict[str, Any]], glossary: Page) -> list[Block]:
    """Return the entries of the glossary that pages link, and those that these entries link, in the glossary's order.

    Parameters
    ----------
    pages:
        The pages as data.
    glossary:
        The page of the glossary.
    """
    items = {item["at"]: item for block in glossary.blocks if block["is"] == "glossary" for item in block["items"]}
    found: set[str] = set()
    new = {found["to"] for found in each(pages) if found.get("is") == "link"} & set(items)
    while new:
        found |= new
        new = {link["to"] for address in new for link in each(items[address]) if link.get("is") == "link"} & set(items) - found
    return [item for address, item in items.items() if address in found]


def volume_data(volume: Volume, pages: Mapping[str, Page], imprint: Imprint) -> dict[str, Any]:
    """Return everything that a PDF is set from. No key, no reason and no note is in it.

    Parameters
    ----------
    volume:
        The PDF.
    pages:
        The pages of the book by name.
    imprint:
        What it says about its edition.
    """
    corpus = pages["index"].corpus
    parts: list[dict[str, Any]] = [
        {"caption": fine(caption), "pages": [_set_page(pages[name]) for name in names]} for caption, names in volume.parts
    ]
    whole = volume.title is None
    if not whole:
        entries = words_of(parts, pages[GLOSSARY])
        works = {found["key"] for found in each([parts, entries]) if found.get("is") == "cite"}
        parts[-1]["pages"] += [
            {**_set_page(pages[GLOSSARY]), "blocks": [{"is": "glossary", "items": entries}]},
            {**_set_page(pages[BIBLIOGRAPHY]), "blocks": [{"is": "references", "works": references_of(corpus, works)}]},
        ]
    inside = {found["at"]: found["at"] for found in each(parts) if found.get("at")}
    listed = [work["key"] for found in each(parts) if found.get("is") == "references" for work in found["works"]]
    inside |= {address: f"ref-{key}" for key in listed for address in work_addresses(imprint.site, key)}
    return {
        "edition": "student",
        "language": "en",
        "whole": whole,
        "title": fine(volume.title or corpus.title_of("index") or ""),
        "version": imprint.version,
        "released": date_words(imprint.released.isoformat()),
        "site": imprint.site,
        "draft": imprint.draft,
        "url": imprint.site,
        "parts": localised(parts, inside),
    }


def pages_of(corpus: Corpus, imprint: Imprint) -> Mapping[str, Page]:
    """Return the pages of the book by name; each is set when it is first asked for."""
    return Lazy(corpus.pages, lambda name: Page(name, corpus, imprint))


def book_products(corpus: Corpus, site_files: Path = SITE_FILES) -> list[Product]:
    """Return the PDF of the book and those of its chapters, to be set.

    Parameters
    ----------
    corpus:
        The course.
    site_files:
        What the site takes up; the PDFs stand in a folder of it.
    """
    folder = site_files / PDF_FOLDER
    return [
        Product(f"book/{volume.name}", (path,), partial(_set_volume, corpus, volume, path), cost=60 if volume.title is None else 10)
        for volume in volumes(corpus)
        for path in [folder / f"{volume.name}.pdf"]
    ]


def _set_volume(corpus: Corpus, volume: Volume, path: Path) -> None:
    depend_on(f"module:{__name__}", "imprint:", "file:_toc.yml")
    imprint = Imprint.read(corpus.root)
    data = volume_data(volume, pages_of(corpus, imprint), imprint)
    write_bytes(path, typeset("book.typ", data, imprint.released, corpus.toc))
