"""The package installed from its wheel, as on Binder, Colab or a hub, has all its files, and finds the course where one works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from migrationbook.core.paths import CHAPTERS, PACKAGE, ROOT
from migrationbook.corpus.load import corpus

#: Parts of the checkout that pip needs to make the wheel.
SOURCES = ("pyproject.toml", "README.md", "LICENSE")
LOAD_ALL = """
import migrationbook
from migrationbook import lesson
from migrationbook.corpus.load import corpus
for name in corpus().lessons:
    lesson.load(name).opening()
    print(migrationbook.__file__, name)
"""
RUN_ONE = """
import os, nbformat
from migrationbook.site.run import run_cells
run_cells(nbformat.read("money.ipynb", as_version=4), "money.ipynb")
print("ran")
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the package as pip installs it from the wheel, and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    checkout, site = folder / "checkout", folder / "site"
    shutil.copytree(PACKAGE, checkout / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in SOURCES:
        shutil.copy(ROOT / name, checkout)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", folder, checkout], check=True)
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", site, *folder.glob("*.whl")], check=True)
    shutil.rmtree(checkout)
    return site


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course without its package, elsewhere."""
    folder = tmp_path_factory.mktemp("another folder") / "course"
    for name in ("data", "chapters"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "_toc.yml", folder)
    return folder


def run(program: str, site: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder, with the installed package in front of any other, as a kernel runs in the folder of its notebook."""
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}
    return subprocess.run([sys.executable, "-c", program], cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_holds_every_file_of_the_package(installed: Path) -> None:
    def files(folder: Path) -> set[str]:
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}

    assert files(PACKAGE) - files(installed / PACKAGE.name) == set()


def test_every_lesson_loads_from_the_folder_of_its_chapter(installed: Path, course: Path) -> None:
    done = run(LOAD_ALL, installed, course / "chapters" / "iom")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"{installed / PACKAGE.name / '__init__.py'} {name}" for name in corpus().lessons]


def test_a_lesson_runs_from_first_to_last_cell(installed: Path, course: Path) -> None:
    done = run(RUN_ONE, installed, course / CHAPTERS.name / "iom")
    assert (done.returncode, done.stdout) == (0, "ran\n"), done.stderr


def test_away_from_the_course_a_plain_word_says_what_to_do(installed: Path, tmp_path: Path) -> None:
    done = run("from migrationbook import lesson; lesson.load('iom/money')", installed, tmp_path)
    assert "no course stands here, nor in a folder above" in done.stderr and "clone its repository" in done.stderr
    asked = run("import sys; from migrationbook.__main__ import main; sys.exit(main(['build']))", installed, tmp_path)
    assert asked.returncode == 1 and "no course stands here" in asked.stderr and "Traceback" not in asked.stderr
    assert list(tmp_path.iterdir()) == []
