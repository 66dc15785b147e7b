"""A tiny course of its own, complete and small, for tests that break one thing and look at the error."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from hypothesis import settings

from migrationbook.check.check import problems
from migrationbook.core.errors import CourseError
from migrationbook.core.yamlfile import YamlFile
from migrationbook.corpus import notebooks
from migrationbook.corpus.fingerprint import Fingerprint
from migrationbook.corpus.load import Corpus
from migrationbook.drawings.style import canvas
from migrationbook.exercises import kinds
from migrationbook.explorers import _VIEWS, View

# a busy machine is slow now and then, so there is no deadline
# "make test" draws the same examples on every machine; "make fuzz" asks for the other profile and searches on
settings.register_profile("course", deadline=None, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile("course")

#: An invented text that stands in for a source.
SOURCE_TEXT = (
    "Die Behörde zählt jede Person an der Grenze genau einmal, so steht es im Bericht. "
    "Wer nicht gezählt wird, kommt in keiner Tabelle vor und bleibt für die Planung unsichtbar. "
    "Darum fordert der Bericht mehr Zähler, mehr Posten und mehr Geld für die nächsten drei Jahre. "
    "Kritik an dieser Forderung nennt der Bericht nicht, auch keine Kosten."
)

FILES = {
    "references.bib": """
        @misc{tiny, author = {{Invented Office}}, title = {A report}, year = {2020}}
        @book{work, author = {Doe, Jane and Roe, Richard}, title = {A book}, publisher = {Press}, year = {2019}}
    """,
    "sources.yml": """
        - key: tiny
          number: "000"
          title: A report
          who: an invented office
          when: 2020
          genre: report
          to_whom: nobody
    """,
    "excerpts.yml": """
        - id: einmal
          source: tiny
          locator: para. 1
          de: Die Behörde zählt jede Person an der Grenze genau einmal, […] im Bericht. Wer nicht gezählt wird,
          en: The authority counts every person exactly once.
    """,
    "facts/part.yml": """
        - id: three
          statement: "The report covers three years [@tiny, p. 1]."
          as_of: "2020"
          review_by: "2027-06-30"
          sources: [{key: tiny, seen: primary}]
          verified: primary
    """,
    "searches.yml": """
        - {id: log, looked_for: a log of the counts, where: the report, words: [log], day: 2026-11-21, review_by: 2027-06-30}
        - {id: seal, looked_for: a seal, where: null, words: null, day: 2026-11-21, review_by: 2027-06-30, found: a seal of wax}
    """,
    "figures/iom.yml": "[]",
    "systems.yml": """
        - id: counter
          name: A counter
          named: ["000"]
          phase: [during]
          does: [records]
          operator: an invented office
          excerpt: einmal
          lesson: part/lesson
          exercise: part/lesson#one
          state: Counted.
          as_of: "2020"
          seen: primary
    """,
    "datapackage.json": """
        {"name": "tiny", "resources": [{"name": "counts", "path": "series/counts.csv", "type": "table", "schema": {"fields": [
          {"name": "year", "type": "integer", "constraints": {"required": true, "unique": true}},
          {"name": "persons", "type": "number", "constraints": {"minimum": 0}}]}}]}
    """,
    "series/counts.csv": """
        year,persons
        2019,10
        2020,12
    """,
    "exercises/part/lesson.yml": """
        question: What is counted?
        minutes: 15
        path: core
        objectives: [count, doubt]
        explorers:
          - id: posts
            title: Posts
            ask: Move the posts.
            controls:
              - {name: posts, kind: slider, label: Posts, values: [1, 2, 3], initial: 1}
            sentence: "With {posts} posts {seen} are seen."
            measures: {seen: persons seen}
            model: {published: nothing, fictitious: everything, differs: everything}
        exercises:
          SAMPLES
        discuss: [{id: talk, prompt: Talk., notes: Listen.}]
        takeaway: Count.
        reading: ["[@work]: on counting"]
    """,
}

#: The lesson, which asks one exercise of each kind.
LESSON = "exercises/part/lesson.yml"


def files() -> dict[str, str]:
    """The files of the course: its lesson asks the sample of each kind of exercise that there is."""
    samples = "\n          ".join(f"- {kind.read('sample.yml').strip()}" for kind in kinds().values())
    return {**FILES, LESSON: FILES[LESSON].replace("SAMPLES", samples)}


def cells() -> list[str]:
    """What the lesson's notebook calls."""
    asked = [f'ask("{YamlFile(kind.folder / "sample.yml").data["id"]}")' for kind in kinds().values()]
    return ["opening()", 'excerpt("einmal")', 'explore("posts")', *asked, "discuss()", "takeaway()", "reading()"]


def posts_view(labels: object, *, posts: int) -> View:
    """A view with one bar."""

    def draw():
        figure, axes = canvas()
        axes.bar([0], [posts])
        axes.set_ylim(0, 4)
        return figure

    return View(draw, {"posts": posts, "seen": posts * 2}, {"seen": posts * 2.0})


def notebook(cells: list[str]) -> nbformat.NotebookNode:
    """A lesson's notebook with a heading, an import, and one call a cell."""
    made = nbformat.v4.new_notebook()
    made.cells = [
        nbformat.v4.new_markdown_cell("# Counting", id="tiny-00"),
        nbformat.v4.new_code_cell('from migrationbook import lesson\nhere = lesson.load("part/lesson")', id="tiny-01"),
        *(nbformat.v4.new_code_cell(f"here.{call}", id=f"tiny-{number:02}") for number, call in enumerate(cells, 2)),
    ]
    for cell in made.cells[1:]:
        cell.metadata["tags"] = ["remove-input"]
    return notebooks.normal(made)


@dataclass(frozen=True)
class TinyCourse:
    """A course in a folder of its own."""

    root: Path

    def write(self, name: str, text: str) -> None:
        """Write a file of the data folder."""
        path = self.root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), "utf-8")

    def write_notebook(self, cells: list[str]) -> None:
        """Write the lesson's notebook."""
        path = self.root / "chapters" / "part" / "lesson.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notebooks.dumps(notebook(cells)), "utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Break a file of the data folder at one place."""
        path = self.root / "data" / name
        text = path.read_text("utf-8")
        assert text.count(old) >= 1, f"{old!r} does not stand in {name}"
        path.write_text(text.replace(old, new, 1), "utf-8")

    def line(self, name: str, words: str) -> int:
        """Return the line of the data file on which words stand first."""
        rows = (self.root / "data" / name).read_text("utf-8").splitlines()
        return next(number for number, row in enumerate(rows, 1) if words in row)

    def problems(self) -> list[CourseError]:
        """Return what the course's own check finds."""
        return problems(Corpus(self.root))


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyCourse:
    """A complete course without faults."""
    course = TinyCourse(tmp_path)
    for name, text in files().items():
        course.write(name, text)
    course.write("sources/tiny.fingerprint", Fingerprint.of(SOURCE_TEXT).dumps())
    course.write_notebook(cells())
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: chapters/part/lesson\n", "utf-8")
    monkeypatch.setitem(_VIEWS, "part/lesson#posts", posts_view)
    return course
