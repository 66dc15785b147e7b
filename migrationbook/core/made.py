"""What a page or a picture is made from, as a digest: the same digest, the same result."""

from __future__ import annotations

import hashlib
import pickle
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from migrationbook.core.files import read_text, write_bytes
from migrationbook.core.paths import BUILD, PACKAGE

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
    course = f"{PACKAGE.parent.as_posix()}/"
    for path in sorted(paths):
        seen.update(path.as_posix().removeprefix(course).encode() + b"\0" + path.read_bytes() + b"\0")
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


def kept(file: Path, made_from: str) -> Any:
    """Return what an earlier build has kept; ``None`` if there is nothing, or if it was made from something else.

    Parameters
    ----------
    file:
        File in which :func:`keep` has written it.
    made_from:
        Digest of what it would be made from now.
    """
    try:
        found = file.read_bytes()
    except FileNotFoundError:
        return None
    head = made_from.encode()
    if not found.startswith(head):
        return None
    try:
        return pickle.loads(found[len(head) :])
    except (EOFError, pickle.UnpicklingError):  # cut off when the machine lost its power
        return None


def keep(file: Path, made_from: str, value: Any) -> None:
    """Keep something for the next build.

    Parameters
    ----------
    file:
        File to write.
    made_from:
        Digest of what it was made from.
    value:
        Anything that can be pickled, except ``None``.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(file, made_from.encode() + pickle.dumps(value))


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


#: An import: of modules, or of names from a module.
_IMPORT = re.compile(r"^[ \t]*(?:import[ \t]+([\w. \t,]+)|from[ \t]+([\w.]+)[ \t]+import[ \t]+(?:\(([^)]*)\)|(.*)))$", re.MULTILINE)
_COMMENT = re.compile(r"#.*")


def imported(source: str) -> set[str]:
    """Return the modules that a module of the package imports from it, and the names in them, which may be modules, too.

    Parameters
    ----------
    source:
        Its text. To parse it would take ten times as long, and there are a hundred behind the explorers.
    """
    found = set()
    for modules, module, *names in _IMPORT.findall(source):
        listed = _COMMENT.sub("", modules or "".join(names)).split(",")
        words = {entry.split()[0] for entry in listed if entry.strip()}
        found |= words if modules else {module, *(f"{module}.{word}" for word in words)}
    return {name for name in found if name.split(".")[0] == PACKAGE.name}


@cache
def _files_of(module: str) -> tuple[Path, ...]:
    base = PACKAGE.parent.joinpath(*module.split("."))
    return tuple(path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file())


@cache
def _next(path: Path) -> set[str]:
    return imported(read_text(path))


@cache
def sources_behind(module: str) -> frozenset[Path]:
    """Return the files of the package that a module is made from: its own and, by their imports, all behind it.

    Parameters
    ----------
    module:
        Name of a module of the package, for example ``migrationbook.explorers.iom.money``.
    """
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        for path in _files_of(waiting.pop()):
            if path not in found:
                found.add(path)
                waiting += _next(path)
    return frozenset(found)
