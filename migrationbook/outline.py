"""The order of the book: chapters and lessons as the table of contents has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migrationbook.paths import ROOT
from migrationbook.yamlfile import YamlFile


@dataclass(frozen=True)
class Chapter:
    """A chapter with its lessons, in the order of the book.

    Parameters
    ----------
    name:
        Name of its folder.
    lessons:
        ``chapter/lesson`` of each page that has a YAML file of exercises.
    """

    name: str
    lessons: tuple[str, ...]


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

    Parameters
    ----------
    lessons:
        ``chapter/lesson`` of every lesson that has a YAML file.
    toc:
        The table of contents.
    """
    in_order = [page.removeprefix("chapters/") for page in pages(toc) if page.removeprefix("chapters/") in set(lessons)]
    names = dict.fromkeys(name.split("/")[0] for name in in_order)
    return [Chapter(name, tuple(lesson for lesson in in_order if lesson.startswith(f"{name}/"))) for name in names]
