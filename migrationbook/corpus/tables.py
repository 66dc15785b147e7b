"""Tables of figures, ``data/series/``, without the rest of the course: what explorers and drawings read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from migrationbook.core.errors import CourseError
from migrationbook.core.files import files_below
from migrationbook.core.made import depend_on
from migrationbook.core.paths import DATA

if TYPE_CHECKING:
    import pandas as pd

Made = TypeVar("Made")


def series(name: str) -> pd.DataFrame:
    """Return a table of the course, as :func:`table` does.

    Parameters
    ----------
    name:
        Its name in ``datapackage.json``.
    """
    return table(DATA, name)


def table(data: Path, name: str) -> pd.DataFrame:
    """Return a table of a course, a new one each time.

    Parameters
    ----------
    data:
        Folder of the course's data.
    name:
        Its name in ``datapackage.json``.

    Raises
    ------
    CourseError
        If there is no such table, or if it cannot be read.
    """
    depend_on(f"file:data/series/{name}.csv")
    return _table(data / "series" / f"{name}.csv").copy()


def made_of(*names: str) -> Callable[[Callable[..., Made]], Callable[[], Made]]:
    """Decorate a function of tables of the course: they are handed to it once, and whoever uses the result depends on them.

    Parameters
    ----------
    names:
        Names of tables in ``datapackage.json``, in the order of the function's parameters.
    """

    def decorate(make: Callable[..., Made]) -> Callable[[], Made]:
        @cache
        def made() -> Made:
            return make(*map(series, names))

        @wraps(make)
        def noted() -> Made:
            depend_on(*(f"file:data/series/{name}.csv" for name in names))
            return made()

        return noted

    return decorate


@cache
def _table(path: Path) -> pd.DataFrame:
    import pandas as pd  # takes a second, which a kernel without tables need not wait

    if not path.is_file():
        known = ", ".join(file.stem for file in files_below(path.parent, "*.csv"))
        raise CourseError(f"there is no series “{path.stem}”", mend=f"use one of: {known}", file=path)
    try:
        return pd.read_csv(path)
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        mend = "restore it from git, or correct what `make check` names"
        raise CourseError(f"the table is damaged: {error}", mend=mend, file=path) from None
