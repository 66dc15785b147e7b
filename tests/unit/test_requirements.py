"""What the package and the notebooks import is in requirements.txt, every requirement has its reason, and all lists fit together."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import nbformat
import pytest

from migrationbook.core.paths import CHAPTERS, PACKAGE, ROOT

LISTS = ["requirements.txt", *(f"requirements/{name}.txt" for name in ("test", "lab", "links"))]


def folded(name: str) -> str:
    """The name of a distribution as indices compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(name: str) -> dict[str, str]:
    """The versions in a list."""
    return {folded(found): version for found, version in re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)}


def imports(source: str) -> Iterator[str]:
    """The packages that a module or a cell imports, anywhere in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def test_what_the_book_imports_is_installed_with_it() -> None:
    sources = [path.read_text("utf-8") for path in PACKAGE.rglob("*.py")]
    sources += [cell.source for path in CHAPTERS.rglob("*.ipynb") for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    wanted = {name for source in sources for name in imports(source)} - set(sys.stdlib_module_names) - {PACKAGE.name}
    distributions, there = packages_distributions(), pinned("requirements.txt")
    assert {"pandas", "pybtex", "typst"} <= wanted
    assert [name for name in sorted(wanted) if not {folded(found) for found in distributions.get(name, [])} & set(there)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.in")), ids=lambda path: path.stem)
def test_every_requirement_has_a_reason(path: Path) -> None:
    rows = [row for row in path.read_text("utf-8").splitlines() if row and not row.startswith(("#", "-c "))]
    assert rows and [row for row in rows if not re.fullmatch(r"\S+ +# \S.*", row)] == []


def test_the_lists_fit_together() -> None:
    book = pinned(LISTS[0])
    for name in LISTS[1:]:
        others = pinned(name)
        assert others and {found: version for found, version in others.items() if book.get(found, version) != version} == {}, name
    assert (ROOT / LISTS[0]).read_text("utf-8").splitlines()[-1] == "-e ."  # Binder installs the package by it
