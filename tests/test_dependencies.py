"""Each thing is made again when something that it names has changed, and only then; the result is that of a build from nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.courses import copy_course, cut
from migrationbook.core.made import file_digests
from migrationbook.core.paths import BUILD

#: The chapter to which the course is cut.
CHAPTER = "iom"


def _replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text, f"the test has to change something else: {old!r} is gone"
        return text.replace(old, new, 1)

    return change


#: One change of each sort: the file, what changes in it, and what may be made again, as patterns of the ledger's names.
CHANGES: dict[str, tuple[str, Callable[[str], str], str]] = {
    "a style": ("migrationbook/site/styles/site.css", lambda text: text + "\n.mb-new { color: red; }\n", r""),
    "the script of a kind": ("migrationbook/exercises/single/script.js", lambda text: "// another comment\n" + text, r""),
    "a module of an export": ("migrationbook/export/moodle.py", lambda text: text + "\n# another comment\n", r"sheets/exam-moodle"),
    "a module of the sheets": ("migrationbook/print/handouts.py", lambda text: text + "\n# another comment\n", r"sheets/iom-.*"),
    "an explorer": (
        "migrationbook/explorers/iom/money.py",
        lambda text: text + "\n# another comment\n",
        r"explorers/iom/money--.*|pages/chapters/iom/money",
    ),
    "a model": (
        "migrationbook/models/iom/money.py",
        lambda text: text + "\n# another comment\n",
        # the figures of the money are drawn on the sheets and can be taken away, too
        r"explorers/iom/money--.*|pages/chapters/iom/money|sheets/iom-.*|downloads",
    ),
    "an exercise": (
        "data/exercises/iom/money.yml",
        _replaced("    ask: The sentence", "    ask: Once more. The sentence"),
        r"pages/chapters/iom/(money|review)|sheets/iom-.*",
    ),
    "a fact": (
        "data/facts/iom.yml",
        _replaced("statement: Germany ranked third", "statement: In money, Germany ranked third"),
        r"pages/chapters/iom/.*|sheets/iom-.*",
    ),
    "a search": (
        "data/searches.yml",
        _replaced("looked_for: an admission to the IOM", "looked_for: another admission to the IOM"),
        r"pages/chapters/iom/.*",
    ),
    "a table of figures": (
        "data/series/iom-revenue-by-type.csv",
        lambda text: text.replace(",1", ",1.0", 1) if ",1\n" in text else re.sub(r"(\d)\n$", r"\g<1>0\n", text, count=1),
        r"explorers/iom/.*|pages/chapters/iom/.*|sheets/iom-.*|downloads",
    ),
    "a handout": ("data/handouts/iom.yml", _replaced("minutes: 90", "minutes: 90 # as before"), r"sheets/iom-.*|pages/chapters/iom/index"),
    "a template": ("migrationbook/print/handout.typ", lambda text: text + "\n// another comment\n", r"sheets/iom-(student|instructor)"),
}
#: Changes that must make something again, each with one thing of what they do.
NEEDED = {
    "a module of the sheets": "sheets/iom-student",
    "an explorer": "pages/chapters/iom/money",
    "a model": "sheets/iom-slides",
    "an exercise": "pages/chapters/iom/money",
    "a fact": "pages/chapters/iom/money",
    "a search": "pages/chapters/iom/dating",
    "a table of figures": "pages/chapters/iom/money",
    "a handout": "sheets/iom-student",
    "a template": "sheets/iom-instructor",
}


def run(course: Path, *command: str) -> None:
    """Run the course's own command line in a copy of it."""
    environment = {**os.environ, "PYTHONPATH": str(course)}
    program = [sys.executable, "-m", "migrationbook", *command]
    done = subprocess.run(program, cwd=course, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def made(course: Path) -> dict[str, int]:
    """Return when each thing was made, by its name in the ledger."""
    folder = course / "_build" / "made"
    return {path.relative_to(folder).with_suffix("").as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*.json")}


def with_fonts(course: Path) -> Path:
    """Give a course the fonts that the book has cut, which take longer than all the rest."""
    if (BUILD / "fonts").is_dir():
        shutil.copytree(BUILD / "fonts", course / "_build" / "fonts")
    return course


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of one chapter, built."""
    copy = copy_course(tmp_path_factory.mktemp("course") / "course")
    cut(copy, CHAPTER)
    run(with_fonts(copy), "build", "--quiet", "--jobs", "1")
    return copy


def test_a_change_makes_again_what_names_it_and_the_result_is_that_of_a_build_from_nothing(course: Path, tmp_path: Path) -> None:
    """One test, since each change follows on the one before, and the comparison at the end holds for all of them."""
    run(course, "build", "--quiet", "--jobs", "1")
    for name, (file, change, allowed) in CHANGES.items():
        before = made(course)
        path = course / file
        path.write_text(change(path.read_text("utf-8")), "utf-8")
        run(course, "build", "--quiet", "--jobs", "1")
        after = made(course)
        again = {product for product, when in after.items() if before.get(product) != when}
        again.discard("pages/chapters/reference/glossary")  # its entries would get lost in the search
        assert [product for product in sorted(again) if not re.fullmatch(allowed, product)] == [], name
        assert name not in NEEDED or NEEDED[name] in again, name
    run(course, "pdf")
    copy = shutil.copytree(course, tmp_path / "from nothing", ignore=shutil.ignore_patterns("_build"))
    run(with_fonts(copy), "build", "--quiet", "--jobs", "1")
    folders = ("html", "site-files", "instructor")
    assert dict(file_digests(course / "_build", folders)) == dict(file_digests(copy / "_build", folders))
