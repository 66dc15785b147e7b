"""How long commands take: builds from nothing, with nothing changed and with one lesson edited; handouts; tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.courses import edit
from migrationbook.core.errors import CourseError

#: The course's own commands, and the one of a stock book.
COURSE_BUILD = (sys.executable, "-m", "migrationbook", "build", "--quiet")
HANDOUTS = (sys.executable, "-m", "migrationbook", "handouts")
STOCK_BUILD = (str(Path(sys.executable).parent / "jupyter-book"), "build", "--quiet", ".")


@dataclass
class BuildTimes:
    """Seconds of builds of one book.

    Parameters
    ----------
    cold:
        With nothing built before.
    warm:
        With nothing changed.
    edited:
        With a paragraph added to one lesson.
    """

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    edited: list[float] = field(default_factory=list)


def seconds(command: Sequence[str], folder: Path) -> float:
    """Run a command and return how long it took.

    Parameters
    ----------
    command:
        Program and arguments.
    folder:
        Where it runs; Python finds packages there first.

    Raises
    ------
    CourseError
        If it fails: its time would say nothing.
    """
    log = folder / "_build" / "benchmark.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("w", encoding="utf-8") as file:
        start = time.perf_counter()
        status = subprocess.run(
            command, cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)}, stdout=file, stderr=file, check=False
        ).returncode
        taken = time.perf_counter() - start
    if status:
        end = "\n".join(log.read_text("utf-8").splitlines()[-20:])
        raise CourseError(f"“{' '.join(command)}” fails:\n{end}", mend="make it pass, then measure again")
    return taken


def build_times(book: Path, command: Sequence[str], notebook: Path, colds: int, repeats: int) -> BuildTimes:
    """Build a book again and again.

    Parameters
    ----------
    book:
        Its folder.
    command:
        What builds it.
    notebook:
        The lesson to edit.
    colds:
        How often it is built with nothing built before; once, where that takes minutes.
    repeats:
        How often it is built with nothing changed, and with one lesson edited.
    """
    found = BuildTimes()
    for _ in range(colds):
        shutil.rmtree(book / "_build", ignore_errors=True)
        found.cold.append(seconds(command, book))
    for number in range(repeats):
        found.warm.append(seconds(command, book))
        edit(notebook, f"A paragraph that the benchmark adds, number {number}.")
        found.edited.append(seconds(command, book))
    return found
