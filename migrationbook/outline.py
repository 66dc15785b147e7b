"""The order of the book: chapters and lessons as the table of contents has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migrationbook.paths import CHAPTERS, ROOT
from migrationbook.yamlfile import YamlFile


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


def pages(toc: Path = ROOT / "_toc.yml") -> list[str]:
    """Return every page of the book in reading order, without ending, as written in ``_toc.yml``."""
    return list(_files(YamlFile(toc).data))


def _files(entry: Any) -> Iterator[str]:
    if isinstance(entry, dict):
        for key in ("root", "file"):
            if key in entry:
                yield entry[key]
        for key in ("parts", "chapters", "sections"):
            yield from _files(entry.get(key, []))
    elif isinstance(entry, list):
        for part in entry:
            yield from _files(part)


def chapters(lessons: list[str], toc: Path = ROOT / "_toc.yml") -> list[Chapter]:
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
        names = [page.removeprefix("chapters/") for page in _files(group)]
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


def opening_page(name: str, folder: Path = CHAPTERS) -> str | None:
    """Return the opening page of a chapter or of a part of one, without ending, or ``None`` if it has none.

    Parameters
    ----------
    name:
        ``chapter`` or ``chapter/part``.
    folder:
        Folder of the chapters.
    """
    return next((page for page in (f"{name}/index", name) if (folder / f"{page}.md").is_file()), None)
