"""One error for every slip in the course's data, with the place and its remedy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from migrationbook.core.paths import ROOT


class CourseError(Exception):
    """Something in the course's own files is wrong.

    Parameters
    ----------
    problem:
        What is wrong, in one sentence.
    mend:
        What the author can do about it.
    file:
        The file it stands in.
    line:
        The line, counted from 1; ``None`` if the file as a whole is meant.
    """

    def __init__(self, problem: str, *, mend: str, file: Path | str | None = None, line: int | None = None):
        self.problem, self.mend, self.file, self.line = problem, mend, file, line
        super().__init__(str(self))

    def at(self, file: Path | str, line: int | None) -> CourseError:
        """Return the same error with a place, for code that learns the place later than the problem.

        Parameters
        ----------
        file:
            The file it stands in.
        line:
            The line, counted from 1; ``None`` if the file as a whole is meant.
        """
        return CourseError(self.problem, mend=self.mend, file=file, line=line)

    def __reduce__(self) -> tuple[Callable[[], CourseError], tuple[()]]:
        # a process hands it to another, and a keyword would get lost on the way
        return partial(CourseError, self.problem, mend=self.mend, file=self.file, line=self.line), ()

    def __str__(self) -> str:
        place = ""
        if self.file is not None:
            path = Path(self.file)
            shown = path.relative_to(ROOT) if path.is_absolute() and path.is_relative_to(ROOT) else path
            place = f"{shown}:{self.line}: " if self.line else f"{shown}: "
        return f"{place}{self.problem}\n    Remedy: {self.mend}"
