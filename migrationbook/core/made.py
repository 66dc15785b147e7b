"""What a page, sheet or picture is made from: noticed while it is made, so that it is made again only when one of these changed.

Whatever is read on the way says so by its name, :func:`depend_on`: a file of the course (``file:_toc.yml``), an entry of its data
(``fact:iom/revenue-2024``), a module with all that it imports (``module:migrationbook.explorers.iom.money``), other files of the
package (``package:**/*.json``). A :class:`Ledger` keeps the names with a digest of each.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from migrationbook.core.files import files_below, read_text, write_text
from migrationbook.core.paths import BUILD, PACKAGE, ROOT

Value = TypeVar("Value")

#: The recordings that are open, the innermost last.
_open: list[set[str]] = []


def depend_on(*names: str) -> None:
    """Note what is read, for whatever is being made.

    Parameters
    ----------
    names:
        What is read, as ``kind:name``.
    """
    for recording in _open:
        recording.update(names)


@contextmanager
def recorded() -> Iterator[set[str]]:
    """Record what is read inside.

    Yields
    ------
    set of str
        The names, complete at the end.
    """
    names = start_recording()
    try:
        yield names
    finally:
        stop_recording(names)


def start_recording() -> set[str]:
    """Begin to record what is read; for what begins in one function and ends in another."""
    _open.append(set())
    return _open[-1]


def stop_recording(names: set[str]) -> None:
    """End a recording.

    Parameters
    ----------
    names:
        What :func:`start_recording` returned.
    """
    _open[:] = [recording for recording in _open if recording is not names]


@contextmanager
def unrecorded() -> Iterator[None]:
    """Read inside without noting it: what is loaded is checked against everything, whoever asked for it first."""
    outside, _open[:] = _open[:], []
    try:
        yield
    finally:
        _open[:] = outside


class Noted(Mapping[str, Value]):
    """A mapping that notes which of its entries are read.

    Parameters
    ----------
    kind:
        First part of the names, for example ``fact``.
    entries:
        The mapping.
    """

    def __init__(self, kind: str, entries: Mapping[str, Value]):
        self._kind, self._entries = kind, entries

    def __getitem__(self, key: str) -> Value:
        depend_on(f"{self._kind}:{key}")
        with unrecorded():
            return self._entries[key]

    def __contains__(self, key: object) -> bool:
        depend_on(f"{self._kind}:{key}")
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        depend_on(f"{self._kind}:*")
        return iter(self._entries)

    def __len__(self) -> int:
        depend_on(f"{self._kind}:*")
        return len(self._entries)


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
    course = f"{ROOT.as_posix()}/"
    for path in sorted(paths):
        seen.update(path.as_posix().removeprefix(course).encode() + b"\0" + path.read_bytes() + b"\0")
    for text in texts:
        seen.update(text.encode() + b"\0")
    return seen.hexdigest()


#: Names in quotation marks, among them those of the tables that a module reads.
_QUOTED = re.compile(r"\"([\w-]+)\"")
#: Templates that a template takes in.
_TAKES_IN = re.compile(r'#import "([^"]+\.typ)"')


@cache
def module_digest(module: str) -> str:
    """Return a digest of a module of the package, of all that it imports, and of the tables of figures that these read.

    Parameters
    ----------
    module:
        Its name, for example ``migrationbook.explorers.iom.money``.
    """
    files = sources_behind(module)
    tables = {path.stem: path for path in files_below(ROOT / "data" / "series", "*.csv")}
    read = {name for path in files for name in _QUOTED.findall(read_text(path))} & set(tables)
    return digest_of([*files, *(tables[name] for name in read)])


def templates_behind(template: Path) -> set[Path]:
    """Return a Typst template and all that it takes in.

    Parameters
    ----------
    template:
        The file.
    """
    found: set[Path] = set()
    waiting = [template]
    while waiting:
        path = waiting.pop()
        if path not in found and path.is_file():
            found.add(path)
            waiting += [path.parent / name for name in _TAKES_IN.findall(read_text(path))]
    return found


def files_digest(folder: Path, pattern: str) -> str:
    """Return a digest of the files that a pattern finds.

    Parameters
    ----------
    folder:
        Where to look.
    pattern:
        Path of a file in it, or a pattern such as ``**/*.json``.
    """
    return digest_of(files_below(folder, pattern))


#: How the names are looked up that speak of the package and not of a course.
KINDS: Mapping[str, Callable[[str], str]] = {
    "package": cache(partial(files_digest, PACKAGE)),
    "module": module_digest,
    "template": cache(lambda name: digest_of(templates_behind(PACKAGE / name))),
    "version": version,
}


class Ledger:
    """What has been made from what, kept between two builds in one small file for each product.

    Parameters
    ----------
    digest:
        Returns the present digest of what a name stands for; :meth:`migrationbook.corpus.load.Corpus.digest`.
    folder:
        Where the files stand. It can be deleted at any time: everything is made again.
    """

    def __init__(self, digest: Callable[[str], str], folder: Path = BUILD / "made"):
        self._digest, self._folder = digest, folder

    def _file(self, product: str) -> Path:
        return self._folder / f"{product.replace('#', '--')}.json"

    def names(self, product: str) -> Mapping[str, str]:
        """Return what a product was made from, by name with its digest; nothing if it was never made."""
        try:
            names: dict[str, str] = json.loads(read_text(self._file(product)))
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return names

    def is_current(self, product: str, files: Iterable[Path] = ()) -> bool:
        """Return whether a product would be made the same again.

        Parameters
        ----------
        product:
            Its name, such as ``sheets/iom``.
        files:
            The files that it consists of; they have to be there.
        """
        names = self.names(product)
        return bool(names) and all(path.is_file() for path in files) and all(self._digest(name) == was for name, was in names.items())

    def note(self, product: str, names: Iterable[str]) -> None:
        """Keep what a product was made from.

        Parameters
        ----------
        product:
            Its name.
        names:
            What was read while it was made.
        """
        file = self._file(product)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_text(file, json.dumps({name: self._digest(name) for name in sorted(names)}, indent=0))

    def forget(self, product: str) -> None:
        """Have a product made again, whatever it was made from."""
        self._file(product).unlink(missing_ok=True)

    def make(self, product: str, files: Iterable[Path], make: Callable[[], None]) -> bool:
        """Make a product if it would not come out the same; whoever is interrupted makes it again.

        Parameters
        ----------
        product:
            Its name.
        files:
            The files that it consists of.
        make:
            Writes them.

        Returns
        -------
        bool
            Whether it was made.
        """
        files = list(files)
        if self.is_current(product, files):
            depend_on(*self.names(product))
            return False
        self.forget(product)
        with recorded() as names:
            make()
        self.note(product, names)
        return True


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
    found: set[str] = set()
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
