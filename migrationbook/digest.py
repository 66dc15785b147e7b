"""What a page or a picture is made from, as a digest: the same digest, the same result."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_SOURCES = (".py", ".js", ".css", ".json", ".html", ".typ")


def digest_of(paths: Iterable[Path], *texts: str) -> str:
    """Return a digest of files and texts.

    Parameters
    ----------
    paths:
        Files; their names count, too, but not the folder in which the course lies.
    texts:
        Anything else that counts.
    """
    seen = hashlib.sha256()
    for path in sorted(paths):
        name = path.relative_to(PACKAGE.parent) if path.is_relative_to(PACKAGE.parent) else path
        seen.update(name.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for text in texts:
        seen.update(text.encode() + b"\0")
    return seen.hexdigest()


@cache
def package_digest() -> str:
    """Return the digest of the package's own sources."""
    return digest_of(path for path in PACKAGE.rglob("*") if path.suffix in _SOURCES)


def file_digests(root: Path, folders: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Return name and SHA-256 of every file below some folders, in the order of their names.

    Parameters
    ----------
    root:
        What the names are relative to.
    folders:
        Folders in it.
    """
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                yield path.relative_to(root).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()


def _imported(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def sources_behind(module: str) -> frozenset[Path]:
    """Return the files of the package that a module is made from: its own and, by their imports, all behind it.

    Parameters
    ----------
    module:
        Name of a module of the package, for example ``migrationbook.explorers.money``.
    """
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        base = PACKAGE.parent.joinpath(*name.split("."))
        for path in (base.with_suffix(".py"), base / "__init__.py"):
            if name.split(".")[0] == PACKAGE.name and path.is_file() and path not in found:
                found.add(path)
                waiting += _imported(path)
    return frozenset(found)
