"""Copies of the course to build: whole, cut to one chapter, with lessons copied, with one lesson edited."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import yaml

from migrationbook.core.paths import ROOT
from migrationbook.corpus import notebooks
from migrationbook.corpus.bibliography import PAGES
from migrationbook.corpus.outline import pages

#: What a build does not read.
_LEFT_OUT = (".*", "__pycache__", "_build", "*.egg-info", "benchmarks", "tests")
#: Pages to which any lesson links.
_SHARED = (
    "chapters/reference/glossary",
    *(f"chapters/reference/{page}" for page in PAGES.values()),
    "chapters/reference/accessibility",
)
#: How a view function says which explorer it draws.
_DRAWS = re.compile(r'^@explorer\("(?P<lesson>[^"#]+)#(?P<explorer>[^"]+)"\)$', re.MULTILINE)


def copy_course(target: Path) -> Path:
    """Copy what a build reads, without anything built, and return the copy's folder.

    Parameters
    ----------
    target:
        A folder that does not exist yet.
    """
    return shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*_LEFT_OUT))


def lessons_of(course: Path) -> list[str]:
    """Return the lessons of a course, ``chapter/lesson``, in the order of its table of contents."""
    names = [page.removeprefix("chapters/") for page in pages(course / "_toc.yml")]
    return [name for name in names if (course / "data" / "exercises" / f"{name}.yml").is_file()]


def cut(course: Path, chapter: str) -> None:
    """Cut a copy of the course to one chapter: its pages, glossary and bibliography, and what the data say of them.

    Parameters
    ----------
    course:
        A copy of the course.
    chapter:
        Name of the chapter's folder, for example ``iom``.
    """
    kept = [page for page in pages(course / "_toc.yml") if page.startswith(f"chapters/{chapter}/")]
    lessons = {page.removeprefix("chapters/") for page in kept}
    kept += _SHARED
    for path in (course / "chapters").rglob("*.*"):
        if path.is_file() and path.relative_to(course).with_suffix("").as_posix() not in kept:
            path.unlink()
    for path in (course / "data" / "exercises").rglob("*.yml"):
        if path.relative_to(course / "data" / "exercises").with_suffix("").as_posix() not in lessons:
            path.unlink()
    for path in (course / "data" / "handouts").glob("*.yml"):
        if path.stem != chapter:
            path.unlink()
    for path in [*(course / "data").rglob("*.yml"), *(course / "chapters").rglob("*.*")]:
        if path.suffix in (".yml", ".ipynb", ".md"):
            path.write_text(without_links(path.read_text("utf-8"), kept), "utf-8")
    for path in (course / "data" / "exercises").rglob("*.yml"):
        needs = re.sub(r"(?m)^needs: \[(.*)\]$", lambda match: f"needs: [{_only(match[1], lessons)}]", path.read_text("utf-8"))
        path.write_text(needs, "utf-8")
    _rewrite(course / "data" / "systems.yml", lambda systems: [system for system in systems if system["lesson"] in lessons])
    _rewrite(course / "data" / "teachers" / "exam-items.yml", lambda exam: exam | {"parts": _items_on(exam["parts"], lessons)})
    (course / "index.md").write_text(f"# {chapter}\n\n```{{course-map}}\n```\n", "utf-8")
    _write_toc(course, kept)


def without_links(text: str, kept: Collection[str]) -> str:
    """Return a text of the course in which links to pages that are not there are plain words.

    Parameters
    ----------
    text:
        MyST or YAML.
    kept:
        Pages that are there, for example ``chapters/iom/money``.
    """

    def plain(match: re.Match[str]) -> str:
        page = match["page"]
        return match[0] if (page if page.startswith("chapters/") else f"chapters/{page}") in kept else match["words"]

    text = re.sub(r"\[(?P<words>[^\]]*)\]\(lesson:(?P<page>[a-z0-9/-]+)\)", plain, text)
    text = re.sub(r"\{setting\}`(?P<words>[^<`]*?) <(?P<page>[a-z0-9/-]+)#[^`]*`", plain, text)
    return re.sub(r"\{(?:doc|exercise)\}`/?(?P<words>(?P<page>[a-z0-9/-]+))(?:#[^`]*)?`", plain, text)


def multiply(course: Path, times: int) -> None:
    """Give each lesson of a copied course copies with names of their own, until there are so many times as many.

    Parameters
    ----------
    course:
        A copy of the course.
    times:
        How many times as many lessons.
    """
    names = pages(course / "_toc.yml")[1:]
    for lesson in lessons_of(course):
        place = names.index(f"chapters/{lesson}") + 1
        exercises = course / "data" / "exercises" / f"{lesson}.yml"
        notebook = course / "chapters" / f"{lesson}.ipynb"
        for number in range(2, times + 1):
            copy = f"{lesson}-{number}"
            shutil.copy(exercises, exercises.with_name(f"{Path(copy).name}.yml"))
            text = notebook.read_text("utf-8").replace(f'lesson.load(\\"{lesson}\\")', f'lesson.load(\\"{copy}\\")')
            notebook.with_name(f"{Path(copy).name}.ipynb").write_text(text, "utf-8")
            names.insert(place, f"chapters/{copy}")
    for module in (course / "migrationbook" / "explorers").rglob("*.py"):
        module.write_text(_DRAWS.sub(lambda match: "\n".join(_drawn(match, times)), module.read_text("utf-8")), "utf-8")
    _write_toc(course, names)


def _drawn(found: re.Match[str], times: int) -> Iterator[str]:
    """Return the decorators of a view function that draws the explorer of each copy, too."""
    yield found[0]
    yield from (f'@explorer("{found["lesson"]}-{number}#{found["explorer"]}")' for number in range(2, times + 1))


def _only(names: str, kept: Collection[str]) -> str:
    return ", ".join(name for name in names.split(", ") if name in kept)


def edit(notebook: Path, words: str) -> None:
    """Append a paragraph to a lesson's first prose.

    Parameters
    ----------
    notebook:
        The lesson's notebook.
    words:
        The paragraph.
    """
    content = notebooks.read(notebook)
    prose = next(cell for cell in content.cells if cell.cell_type == "markdown" and not cell.source.startswith("# "))
    prose.source += f"\n\n{words}"
    notebook.write_text(notebooks.dumps(notebooks.normal(content)), "utf-8")


def _items_on(parts: list[dict[str, Any]], lessons: Collection[str]) -> list[dict[str, Any]]:
    found = [part | {"items": [item for item in part["items"] if item["lesson"] in lessons]} for part in parts]
    return [part for part in found if part["items"]]


def _rewrite(path: Path, change: Callable[[Any], Any]) -> None:
    path.write_text(yaml.safe_dump(change(yaml.safe_load(path.read_text("utf-8"))), allow_unicode=True, sort_keys=False), "utf-8")


def _write_toc(course: Path, names: Collection[str]) -> None:
    lessons, shared = [[{"file": name} for name in names if (name in _SHARED) == among] for among in (False, True)]
    parts = [{"caption": "The chapter", "chapters": lessons}, {"caption": "Reference", "chapters": shared}]
    toc = {"format": "jb-book", "root": "index", "parts": [part for part in parts if part["chapters"]]}
    (course / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), "utf-8")
