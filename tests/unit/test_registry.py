"""Functions are found by the names that their decorators give them, before anything is imported."""

from __future__ import annotations

import importlib
import subprocess
import sys
import types
from pathlib import Path

import pytest

import migrationbook.drawings
import migrationbook.explorers
from migrationbook.core.errors import CourseError
from migrationbook.core.registry import modules_by_name
from migrationbook.corpus.load import corpus
from migrationbook.drawings import style as figures


@pytest.mark.parametrize(
    ("package", "decorator", "registered"),
    [
        (migrationbook.drawings, "drawing", figures._DRAWINGS),
        (migrationbook.explorers, "explorer", migrationbook.explorers._VIEWS),
    ],
    ids=["drawings", "explorers"],
)
def test_what_is_found_is_what_the_modules_register(package: types.ModuleType, decorator: str, registered: dict[str, object]) -> None:
    found = modules_by_name(package, decorator)
    assert found
    for module in {*found.values()}:
        importlib.import_module(module)
    assert {name: registered[name].__module__ for name in found} == found
    assert {name for name, function in registered.items() if function.__module__.startswith(package.__name__)} == set(found)


def test_all_drawings_can_be_loaded_and_all_have_words() -> None:
    assert set(corpus().figures) == set(figures.drawings())
    assert all(callable(draw) for draw in figures.drawings().values())


def test_two_functions_of_one_name_are_an_error_in_the_second_file(tmp_path: Path) -> None:
    package = types.ModuleType("pack")
    package.__path__ = [str(tmp_path)]
    for file in ("first", "second"):
        (tmp_path / f"{file}.py").write_text('@drawing("iom/one")\ndef one(): ...\n')
    with pytest.raises(CourseError, match="“iom/one” is registered twice") as caught:
        modules_by_name(package, "drawing")
    assert caught.value.file == tmp_path / "second.py"


def test_the_check_of_the_data_imports_no_library_that_draws() -> None:
    code = "import sys, migrationbook.check.check\nprint([name for name in ('matplotlib', 'pandas', 'numpy') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"
