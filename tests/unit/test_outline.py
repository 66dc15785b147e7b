"""The order of the book: chapters, and parts of long chapters."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from migrationbook.corpus import outline
from migrationbook.corpus.load import Corpus

TOC = """\
format: jb-book
root: index
parts:
  - caption: Start
    chapters: [{file: chapters/start/before}, {file: chapters/start/numbers}]
  - caption: 1 Short
    chapters: [{file: chapters/short/index}, {file: chapters/short/one}]
  - caption: 2 Long
    chapters: [{file: chapters/long/index}]
  - caption: First part
    chapters: [{file: chapters/long/first}, {file: chapters/long/two}, {file: chapters/start/extra}]
  - caption: Second part
    chapters: [{file: chapters/long/second}, {file: chapters/long/three, sections: [{file: chapters/long/four}]}]
  - caption: Reference
    chapters: [{file: chapters/start/after}, {file: chapters/progress}]
"""
LESSONS = ["long/four", "long/three", "long/two", "short/one", "start/after", "start/before", "start/extra", "start/numbers"]


@pytest.fixture
def toc(tmp_path: Path) -> Path:
    path = tmp_path / "_toc.yml"
    path.write_text(TOC, "utf-8")
    return path


def test_chapters_are_folders_and_parts_have_an_opening_page(toc: Path) -> None:
    assert [(chapter.name, chapter.lessons) for chapter in outline.chapters(LESSONS, toc)] == [
        ("start", ("start/before", "start/numbers", "start/extra", "start/after")),
        ("short", ("short/one",)),
        ("long/first", ("long/two",)),
        ("long/second", ("long/three", "long/four")),
    ]


def test_a_chapter_has_the_caption_of_the_group_in_which_it_begins(toc: Path) -> None:
    captions = [chapter.caption for chapter in outline.chapters(LESSONS, toc)]
    assert captions == ["Start", "1 Short", "First part", "Second part"]
    toc.write_text("format: jb-book\nroot: chapters/short/one\n", "utf-8")
    assert [chapter.caption for chapter in outline.chapters(LESSONS, toc)] == ["short"]


def test_the_contents_are_groups_with_captions_and_titles(tmp_path: Path, toc: Path) -> None:
    found = outline.parts(toc)
    assert [part.caption for part in found] == [None, "Start", "1 Short", "2 Long", "First part", "Second part", "Reference"]
    assert [entry.name for part in found for entry in part.entries] == outline.pages(toc)
    small = tmp_path / "small.yml"
    small.write_text("root: a\nchapters: [{file: b, title: In short, sections: [{file: c}]}]\n", "utf-8")
    group = outline.Part(None, (outline.Entry("b", "In short"), outline.Entry("c", None)))
    assert outline.parts(small) == [outline.Part(None, (outline.Entry("a", None),)), group]


def test_a_lesson_that_is_not_in_the_contents_is_in_no_chapter(toc: Path) -> None:
    assert outline.chapters(["short/other"], toc) == []


@pytest.mark.parametrize(("name", "page"), [("short", "short/index"), ("long/first", "long/first"), ("start", None)])
def test_the_opening_page_of_a_chapter_or_part(tmp_path: Path, name: str, page: str | None) -> None:
    for opening in ("short/index", "long/first"):
        path = tmp_path / f"{opening}.md"
        path.parent.mkdir()
        path.write_text("# Opening\n", "utf-8")
    assert outline.opening_page(name, tmp_path) == page


def test_the_title_of_a_page_is_its_first_heading_and_no_comment_in_code(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell("# A comment"), nbformat.v4.new_markdown_cell("Before.\n\n# Who pays?\n\n# Later")]
    nbformat.write(notebook, tmp_path / "one.ipynb")
    (tmp_path / "two.md").write_text("(target)=\n# What for? \n", "utf-8")
    (tmp_path / "three.md").write_text("## No title\n", "utf-8")
    files = [outline.file_of(page, tmp_path) for page in ("one", "two", "three", "four")]
    assert [file.name for file in files] == ["one.ipynb", "two.md", "three.md", "four.md"]
    assert [outline.page_title(file) for file in files] == ["Who pays?", "What for?", None, None]


def test_every_lesson_of_the_course_is_in_one_chapter() -> None:
    course = Corpus()
    assert sorted(name for chapter in course.chapters for name in chapter.lessons) == sorted(course.lessons)
