"""The order of the book: chapters and lessons as the table of contents has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migrationbook.core.files import read_json, read_text
from migrationbook.core.yamlfile import YamlFile

#: The page with the glossary.
GLOSSARY = "chapters/reference/glossary"
#: Folder of the PDFs in the site.
PDF_FOLDER = "book"
#: The PDF of the whole book.
WHOLE_BOOK = "reading-migration-management"


@dataclass(frozen=True)
class Chapter:
    """A chapter with its lessons, in the order of the book; of a long chapter, one of its parts.

    Parameters
    ----------
    name:
        Name of its folder; of a part, ``chapter/part``, the name of its opening page.
    lessons:
        ``chapter/lesson`` of each page that has a YAML file of exercises.
    caption:
        What stands above it in the table of contents, such as “1 The IOM”.
    """

    name: str
    lessons: tuple[str, ...]
    caption: str


@dataclass(frozen=True)
class Entry:
    """A page in the table of contents.

    Parameters
    ----------
    name:
        The page, without ending.
    title:
        What the contents call it; ``None`` if they take the page's heading.
    """

    name: str
    title: str | None


@dataclass(frozen=True)
class Part:
    """A group of pages in the table of contents.

    Parameters
    ----------
    caption:
        Its heading; ``None`` for the page with which the book begins.
    entries:
        Its pages in reading order.
    """

    caption: str | None
    entries: tuple[Entry, ...]


def parts(toc: Path) -> list[Part]:
    """Return the groups of the table of contents in reading order; the book's first page is a group of its own.

    Parameters
    ----------
    toc:
        The file ``_toc.yml``.
    """
    data = YamlFile(toc).data
    groups = data.get("parts", [{"chapters": data.get("chapters", [])}])
    found = [Part(group.get("caption"), tuple(_entries(group))) for group in groups]
    return [Part(None, (Entry(data["root"], None),)), *(part for part in found if part.entries)]


def pages(toc: Path) -> list[str]:
    """Return every page of the book in reading order, without ending, as written in ``_toc.yml``.

    Parameters
    ----------
    toc:
        The file ``_toc.yml``.
    """
    return [entry.name for entry in _entries(YamlFile(toc).data)]


def _entries(entry: Any) -> Iterator[Entry]:
    if isinstance(entry, dict):
        for key in ("root", "file"):
            if key in entry:
                yield Entry(entry[key], entry.get("title"))
        for key in ("parts", "chapters", "sections"):
            yield from _entries(entry.get(key, []))
    elif isinstance(entry, list):
        for part in entry:
            yield from _entries(part)


def chapters(lessons: list[str], toc: Path) -> list[Chapter]:
    """Return the chapters that have lessons, in reading order.

    A chapter is a folder. Where a group of ``_toc.yml`` begins with an opening page of its own, neither ``index`` nor a
    lesson, its lessons are a part of their chapter: those below ``phases/before`` are the part “phases/before”.

    Parameters
    ----------
    lessons:
        ``chapter/lesson`` of every lesson that has a YAML file.
    toc:
        The table of contents.
    """
    found: dict[str, list[str]] = {}
    captions: dict[str, str] = {}
    known = set(lessons)
    for group in YamlFile(toc).data.get("parts", [YamlFile(toc).data]):
        names = [entry.name.removeprefix("chapters/") for entry in _entries(group)]
        opening = names[0]
        part = opening if "/" in opening and not opening.endswith("/index") and opening not in known else None
        for name in names:
            if name in known:
                folder = name.split("/")[0]
                of_part = part is not None and part.startswith(f"{folder}/")
                chapter = part if part is not None and of_part else folder
                found.setdefault(chapter, []).append(name)
                captions.setdefault(chapter, group.get("caption", chapter))
    return [Chapter(name, tuple(in_order), captions[name]) for name, in_order in found.items()]


def opening_page(name: str, folder: Path) -> str | None:
    """Return the opening page of a chapter or of a part of one, without ending, or ``None`` if it has none.

    Parameters
    ----------
    name:
        ``chapter`` or ``chapter/part``.
    folder:
        Folder of the chapters.
    """
    return next((page for page in (f"{name}/index", name) if (folder / f"{page}.md").is_file()), None)


def file_of(page: str, root: Path) -> Path:
    """Return the file of a page: a notebook, or Markdown.

    Parameters
    ----------
    page:
        The page as ``_toc.yml`` names it, without ending.
    root:
        Where the book lies.
    """
    notebook = root / f"{page}.ipynb"
    return notebook if notebook.is_file() else root / f"{page}.md"


def page_title(path: Path) -> str | None:
    """Return the first heading of a page, or ``None`` if there is no such page.

    Parameters
    ----------
    path:
        A notebook or a Markdown file.
    """
    if not path.is_file():
        return None
    if path.suffix == ".ipynb":
        text = "\n".join("".join(cell["source"]) for cell in read_json(path)["cells"] if cell["cell_type"] == "markdown")
    else:
        text = read_text(path)
    return next((line.removeprefix("# ").strip() for line in text.splitlines() if line.startswith("# ")), None)


def pdf_name(chapter: str) -> str:
    """Return the name of the PDF of a chapter, or of a part of one: ``phases/before`` gives ``chapter-phases-before``.

    Parameters
    ----------
    chapter:
        Name of the chapter, or ``chapter/part``.
    """
    return f"chapter-{chapter.replace('/', '-')}"
