"""Functions that a decorator registers under a name, found without importing the modules they stand in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType

from migrationbook.core.errors import CourseError
from migrationbook.core.files import files_below


@cache
def modules_by_name(package: ModuleType, decorator: str) -> Mapping[str, str]:
    """Return the module of each function that is registered in a package.

    To import all of them takes seconds, since some bring a library along, and a page needs one or two.

    Parameters
    ----------
    package:
        The package, for example :mod:`migrationbook.drawings`.
    decorator:
        Name of the decorator, for example ``drawing``; it takes the name as a plain string.

    Raises
    ------
    CourseError
        If two functions have one name.
    """
    named = re.compile(rf'^@{decorator}\("([^"]+)"\)', re.MULTILINE)
    found: dict[str, str] = {}
    folder = Path(package.__path__[0])
    for path in files_below(folder, "**/*.py"):
        for name in named.findall(path.read_text("utf-8")):
            if name in found:
                raise CourseError(f"the name “{name}” is registered twice", mend="give each function a name of its own", file=path)
            found[name] = ".".join([package.__name__, *path.relative_to(folder).with_suffix("").parts])
    return found
