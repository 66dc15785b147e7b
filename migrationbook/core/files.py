"""Text files of the course: read with a clear word when they are damaged, written whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from migrationbook.core.errors import CourseError


def read_text(path: Path) -> str:
    """Return the text of a file.

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
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CourseError(
            "this line is not in UTF-8", mend="save the file in UTF-8, or restore it from git", file=path, line=line
        ) from None


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
