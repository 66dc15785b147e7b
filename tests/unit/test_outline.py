"""The order of the book: chapters, and parts of long chapters."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrationbook import outline
from migrationbook.corpus import Corpus

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


def test_a_lesson_that_is_not_in_the_contents_is_in_no_chapter(toc: Path) -> None:
    assert outline.chapters(["short/other"], toc) == []


@pytest.mark.parametrize(("name", "page"), [("short", "short/index"), ("long/first", "long/first"), ("start", None)])
def test_the_opening_page_of_a_chapter_or_part(tmp_path: Path, name: str, page: str | None) -> None:
    for opening in ("short/index", "long/first"):
        path = tmp_path / f"{opening}.md"
        path.parent.mkdir()
        path.write_text("# Opening\n", "utf-8")
    assert outline.opening_page(name, tmp_path) == page


def test_every_lesson_of_the_course_is_in_one_chapter() -> None:
    lessons = list(Corpus().lessons)
    assert sorted(name for chapter in outline.chapters(lessons) for name in chapter.lessons) == sorted(lessons)
