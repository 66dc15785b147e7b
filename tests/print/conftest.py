"""Sheets to look at: those of the course, and those of the tiny course, which together hold every printable kind."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import page
import pytest
from matplotlib.figure import Figure
from pypdf import PdfReader

from migrationbook.build import make_book_pdfs, make_sheets
from migrationbook.core.paths import INSTRUCTOR, ROOT, SITE_FILES
from migrationbook.corpus.entries import FigureWords
from migrationbook.corpus.handouts import ResolvedHandout, handout_names
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.load import Corpus
from migrationbook.drawings import style as figures
from migrationbook.drawings.style import canvas
from migrationbook.print.handouts import instructor_data, student_data
from migrationbook.print.typst import typeset
from tests.conftest import TinyCourse

#: All but the tasks of a tiny handout.
HANDOUT = """
number: 7
title: Who counts?
subtitle: Wer zählt?
keywords: [counting, borders]
read: "[@work, p. 3]"
lead: A short text that says what the sheet is about.
objectives: [count, doubt]
excerpts: [einmal]
figure: {figure: part/bars, look: Which bar is higher?}
facts: [part/three, part/four]
explore: [part/lesson#use]
discussion: [part/lesson#talk]
plan:
  - {minutes: 30, phase: Entry, what: Plan-one.}
  - {minutes: 30, phase: Work, what: Plan-two.}
  - {minutes: 30, phase: End, what: Plan-three.}
misconceptions:
  - {says: Wrong-one., but: Mended-one.}
  - {says: Wrong-two., but: Mended-two.}
tasks:
"""

TASKS = {
    "first": ("one", "many", "number", "order", "match", "sort"),
    "second": ("gaps", "words", "stance", "write", "map", "report", "grid", "sketch"),
}
OWN = {
    "grid": "kind: grid, ask: Fill the grid., columns: [Column-x, Column-y], rows: [Row-x, Row-y],\n"
    "     answers: [[grid-a, grid-b], [grid-c, grid-d]]",
    "sketch": "kind: sketch, ask: Draw it., answer: sketch-key",
}

FACTS = """
- id: three
  statement: "The report covers three years [@tiny, p. 1]."
  as_of: "2020"
  review_by: "2027-06-30"
  sources: [{key: tiny, seen: primary}]
  verified: primary
- id: four
  statement: Four persons wrote it.
  as_of: "2020-05"
  review_by: "2027-06-30"
  sources: [{key: work, locator: p. 4, seen: secondary}]
  verified: secondary
"""

FIGURES = """
- id: bars
  title: One bar is higher
  caption: Two bars, *invented*.
  source: [tiny]
  as_of: "2020"
  alt: Two bars. The first stands at one, the second at two, twice as high.
"""


def handout_text(names: tuple[str, ...]) -> str:
    """The YAML of a tiny handout with the given tasks."""
    tasks = ((name, OWN.get(name, f"exercise: part/lesson#{name}")) for name in names)
    return HANDOUT + "".join(f"  - {{minutes: 4, form: alone, tip: Tip-{name}., {task}}}\n" for name, task in tasks)


def bars(text: FigureWords, size: tuple[float, float]) -> Figure:
    """Two bars."""
    figure, axes = canvas(size)
    axes.bar([0, 1], [1, 2])
    axes.set_title(text.title)
    return figure


@pytest.fixture
def printing(tiny: TinyCourse, monkeypatch: pytest.MonkeyPatch) -> TinyCourse:
    """The tiny course with two handouts."""
    monkeypatch.setitem(figures._DRAWINGS, "part/bars", bars)
    tiny.write("facts/part.yml", FACTS)
    tiny.write("figures/part.yml", FIGURES)
    for name, tasks in TASKS.items():
        tiny.write(f"handouts/{name}.yml", "chapter: part\n" + handout_text(tasks))
    (tiny.root / "chapters" / "part" / "index.md").write_text("# Part\n", "utf-8")
    for name in ("_config.yml", "pyproject.toml", "CITATION.cff"):
        shutil.copy(ROOT / name, tiny.root)
    return tiny


def sheet_of(course: TinyCourse, name: str) -> ResolvedHandout:
    """A handout of the tiny course, read anew."""
    return ResolvedHandout(Corpus(course.root), name)


#: Addresses of a course that is published and of one that is not. The first is of the range for documentation (RFC 5737).
PUBLISHED, RESERVED = "https://192.0.2.1/course/", "https://course.example/"


def at(site: str) -> Imprint:
    """What an edition says of itself that is published at an address."""
    return replace(Imprint.read(), site=site)


def pdf_of(sheet: ResolvedHandout, edition: str, site: str = PUBLISHED) -> bytes:
    """An edition of a handout."""
    imprint = at(site)
    data: Mapping[str, Any] = (student_data if edition == "student" else instructor_data)(sheet, imprint)
    return typeset("handout.typ", data, imprint.released, sheet.file.path)


def folded(text: str) -> str:
    """Text without what setting it changes: line ends, hyphens at them, special spaces, curly apostrophes."""
    text = text.replace("\u00ad", "").replace("\u200b", "").replace("’", "'")
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


@lru_cache(maxsize=8)
def pages_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [folded(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture(scope="session")
def course() -> Corpus:
    """The course, whose sheets are as the last build has set them; set again if that is out of date."""
    make_sheets(found := Corpus(), jobs=1)
    return found


@pytest.fixture(scope="session")
def course_in_print(course: Corpus) -> Corpus:
    """The course, whose PDFs of the book are so, too."""
    make_book_pdfs(course, jobs=1)
    return course


@pytest.fixture(scope="session", params=handout_names(Corpus()))
def made(request: pytest.FixtureRequest, course: Corpus) -> tuple[ResolvedHandout, bytes, bytes]:
    """A handout of the course with both of its editions."""
    sheet = ResolvedHandout(course, request.param)
    student, instructor = SITE_FILES / "handouts" / f"{sheet.name}-student.pdf", INSTRUCTOR / f"{sheet.name}-instructor.pdf"
    return sheet, student.read_bytes(), instructor.read_bytes()


def assert_standards(pdf: bytes) -> None:
    """Fail if a PDF breaks PDF/UA-1 or PDF/A-2a."""
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


def squeezed(text: str) -> str:
    """Text without white space, quotation marks and hyphens, for comparing across line ends."""
    return re.sub(r"[\s\-„“”‘’']", "", folded(text))


def elements(node: Any) -> Iterator[Any]:
    """The elements of a PDF's structure, the outer before the inner."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from elements(node["/K"])
