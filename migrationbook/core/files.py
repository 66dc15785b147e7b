"""Text files of the course: read with a clear word when they are damaged, written whole or not at all."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from migrationbook.core.errors import CourseError


def read_text(path: Path) -> str:
    """Return the text of a file, with the ends of lines that Windows writes turned into plain ones.

    Parameters
    ----------
    path:
        A file in UTF-8.

    Raises
    ------
    CourseError
        If it is in another encoding, with the line of the first byte that does not fit.
    """
    content = path.read_bytes()
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CourseError(
            "this line is not in UTF-8", mend="save the file in UTF-8, or restore it from git", file=path, line=line
        ) from None


def files_below(folder: Path, pattern: str) -> list[Path]:
    """Return the files that a pattern finds, in order of their names; hidden ones and spare copies are an editor's, not the course's.

    Parameters
    ----------
    folder:
        Where to look.
    pattern:
        A pattern of :meth:`pathlib.Path.glob`.
    """
    found = folder.glob(pattern)
    return sorted(path for path in found if not any(map(_is_of_an_editor, path.relative_to(folder).parts)) and path.is_file())


def _is_of_an_editor(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith("~")


def read_json(path: Path) -> Any:
    """Return the data of a JSON file.

    Parameters
    ----------
    path:
        The file.

    Raises
    ------
    CourseError
        If it is damaged, with the line.
    """
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        mend = "look at this line and the one above, or restore the file from git"
        raise CourseError(f"this is not valid JSON: {error.msg}", mend=mend, file=path, line=error.lineno) from None


def write_text(path: Path, text: str) -> None:
    """Write a text file so that whoever is interrupted, or runs out of space, finds the old text and not half of the new.

    Parameters
    ----------
    path:
        The file.
    text:
        What it holds from now on.
    """
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, as :func:`write_text` does.

    Parameters
    ----------
    path:
        The file.
    content:
        What it holds from now on.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def store_if_possible(path: Path, text: str) -> None:
    """Write a file that only saves time later; where nothing may be written, go without it.

    Parameters
    ----------
    path:
        The file; its folder is made.
    text:
        What it holds.
    """
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, text)


#: Folders that this process has locked.
_LOCKED: set[Path] = set()


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Let one process at a time write below a folder. The system takes the lock from a process that ends, however it ends.

    Parameters
    ----------
    folder:
        The folder; it is made.

    Raises
    ------
    CourseError
        If another process writes there.
    """
    folder = folder.resolve()
    if folder in _LOCKED:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        try:
            _lock(file.fileno())
        except OSError:
            raise CourseError("another command is writing here", mend="wait until it has ended", file=folder) from None
        _LOCKED.add(folder)
        try:
            yield
        finally:
            _LOCKED.remove(folder)


def keep_fonts_listed_in(folder: Path) -> None:
    """Let matplotlib keep its list of fonts in a folder, and make it now if there is none.

    Where matplotlib may not write into the user's own folder, or takes long to look for fonts, it says so on stderr: in a
    notebook, in the cell that draws first.

    Parameters
    ----------
    folder:
        The folder; it is made. Where it cannot be, or the user has named another, matplotlib does as it would have done.
    """
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if os.access(folder, os.W_OK):
        os.environ.setdefault("MPLCONFIGDIR", str(folder))
    if not any(folder.glob("fontlist-*.json")):
        import matplotlib.font_manager  # noqa: F401  takes a second, and some more where there are many fonts


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
