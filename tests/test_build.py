"""The build itself: a failing cell stops it, on the first run and on the second; nothing changed, nothing done."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from migrationbook.paths import ROOT

CONFIG = (ROOT / "_config.yml").read_text("utf-8")


@pytest.fixture
def small_book(tmp_path: Path) -> Path:
    """A book of one page that uses the course's configuration."""
    (tmp_path / "_config.yml").write_text(CONFIG, "utf-8")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n", "utf-8")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def write_page(book: Path, source: str) -> None:
    """Write the page with one code cell."""
    made = nbformat.v4.new_notebook()
    made.cells = [nbformat.v4.new_markdown_cell("# A page", id="a"), nbformat.v4.new_code_cell(source, id="b")]
    nbformat.write(made, book / "index.ipynb")


def build(book: Path) -> subprocess.CompletedProcess[str]:
    """Build the book as a reader of the manual of Jupyter Book would."""
    command = [str(Path(sys.executable).parent / "jupyter-book"), "build", str(book), "-W"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_failing_cell_fails_the_build_on_the_first_run_and_on_the_second(small_book: Path) -> None:
    write_page(small_book, "raise ValueError('this cell fails')")
    first = build(small_book)
    assert first.returncode != 0 and "this cell fails" in first.stdout + first.stderr
    second = build(small_book)
    assert second.returncode != 0 and "this cell fails" in second.stdout + second.stderr
    write_page(small_book, "6 * 7")
    assert build(small_book).returncode == 0
    assert "42" in (small_book / "_build" / "html" / "index.html").read_text("utf-8")


def test_a_second_build_with_nothing_changed_reads_no_page(small_book: Path) -> None:
    write_page(small_book, "6 * 7")
    assert build(small_book).returncode == 0
    second = build(small_book)
    assert second.returncode == 0
    assert "0 added, 0 changed, 0 removed" in second.stdout
