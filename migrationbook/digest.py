"""What a page or a picture is made from, as a digest: the same digest, the same result."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from migrationbook.paths import BUILD

PACKAGE = Path(__file__).resolve().parent
#: Remembers what each thing that takes long was made from.
STAMPS = BUILD / "made-from"
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


def is_made(stamp: Path, made_from: str) -> bool:
    """Return whether something was made from what there is now.

    Parameters
    ----------
    stamp:
        File that keeps the digest of what it was made from.
    made_from:
        That digest now.
    """
    return stamp.is_file() and stamp.read_text("ascii", errors="replace") == made_from


def note_made(stamp: Path, made_from: str) -> None:
    """Remember what something was made from.

    Parameters
    ----------
    stamp:
        File that keeps the digest.
    made_from:
        The digest.
    """
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_from, "ascii")


@contextmanager
def made_once(stamp: Path | None, made_from: str, files: Iterable[Path]) -> Iterator[bool]:
    """Say whether files have to be made; when they are, remember what they were made from.

    Whoever is interrupted while they are made finds no stamp, and makes them again.

    Parameters
    ----------
    stamp:
        File that keeps the digest of what they were made from; ``None``: they are made each time.
    made_from:
        That digest now.
    files:
        The files.

    Yields
    ------
    bool
        Whether they have to be made.
    """
    if stamp is None:
        yield True
    elif is_made(stamp, made_from) and all(path.is_file() for path in files):
        yield False
    else:
        stamp.unlink(missing_ok=True)
        yield True
        note_made(stamp, made_from)


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


@cache
def _imported(source: Path) -> tuple[str, ...]:
    found = []
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return tuple(found)


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
