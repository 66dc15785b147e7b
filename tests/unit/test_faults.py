"""What is damaged is named with its file and line before anything is made of it, and nothing is written by halves."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import zlib
from pathlib import Path

import nbformat
import pytest

from migrationbook.core.errors import CourseError
from migrationbook.core.files import read_text, store_if_possible, write_text
from migrationbook.core.paths import ROOT
from migrationbook.corpus import notebooks
from migrationbook.corpus.entries import due
from migrationbook.corpus.load import Corpus, corpus
from migrationbook.explorers import states
from migrationbook.explorers.states import Explorer
from migrationbook.site.shell import left_over
from tests.conftest import TinyCourse

DAMAGED = {
    "series/counts.csv": 2,
    "exercises/part/lesson.yml": 3,
    "facts/part.yml": 2,
    "references.bib": 1,
    "datapackage.json": 2,
    "sources/tiny.fingerprint": 2,
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_file_in_another_encoding_is_named_with_its_line(tiny: TinyCourse, name: str) -> None:
    path = tiny.root / "data" / name
    rows = path.read_bytes().splitlines(keepends=True)
    rows[DAMAGED[name] - 1] = "Gefälle ".encode("latin-1") + rows[DAMAGED[name] - 1]
    path.write_bytes(b"".join(rows))
    error = tiny.problems()[0]
    assert error.file == path and error.line == DAMAGED[name]
    assert "UTF-8" in error.problem and error.mend


@pytest.mark.parametrize("keep", [4, 16, 18, 24])
def test_a_table_that_was_cut_off_is_found_wherever_the_cut_is(tiny: TinyCourse, keep: int) -> None:
    path = tiny.root / "data" / "series" / "counts.csv"
    path.write_bytes(path.read_bytes()[:keep])
    found = tiny.problems()
    assert [error.file for error in found] == [path]
    assert "cut off" in found[0].problem and found[0].line == path.read_bytes().count(b"\n") + 1


def test_an_explorer_is_not_run_on_a_damaged_table(tiny: TinyCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(self: Explorer) -> None:
        raise AssertionError("an explorer was run")

    monkeypatch.setattr(Explorer, "measures", property(run))
    tiny.replace("series/counts.csv", "2020,12\n", "2020,twelve\n")
    assert [error.file.name for error in tiny.problems()] == ["counts.csv"]


@pytest.mark.parametrize("content", [b"", b"year,persons\n2019,1\xe4\n", b'year,persons\n"2019,1\n2020'])
def test_a_notebook_that_reads_a_damaged_table_gets_the_same_word(content: bytes, tmp_path: Path) -> None:
    table = tmp_path / "data" / "series" / "broken.csv"
    table.parent.mkdir(parents=True)
    table.write_bytes(content)
    with pytest.raises(CourseError, match="damaged") as caught:
        corpus(tmp_path).series("broken")
    assert caught.value.file == table


def test_a_fingerprint_that_was_cut_off_blames_no_excerpt(tiny: TinyCourse) -> None:
    path = tiny.root / "data" / "sources" / "tiny.fingerprint"
    path.write_bytes(path.read_bytes()[:-8])
    found = tiny.problems()
    assert [error.file for error in found] == [path] and "cut off" in found[0].problem


def test_a_data_package_that_is_no_json(tiny: TinyCourse) -> None:
    tiny.replace("datapackage.json", '{"name": "persons"', '{"name" "persons"')
    error = tiny.problems()[0]
    assert "not valid JSON" in error.problem and error.line == tiny.line("datapackage.json", '{"name" "persons"')


@pytest.mark.parametrize("share", [0, 0.3, 0.9])
def test_a_half_written_notebook_is_named_and_left_alone(tiny: TinyCourse, share: float) -> None:
    path = tiny.root / "chapters" / "part" / "lesson.ipynb"
    half = path.read_bytes()[: int(share * path.stat().st_size)]
    path.write_bytes(half)
    assert [str(error.file) for error in tiny.problems()][:1] == [str(path)]
    with pytest.raises(CourseError, match="this is not a notebook") as caught:
        notebooks.execute_evidence(path)
    assert share == 0 or caught.value.line
    assert path.read_bytes() == half


@pytest.mark.parametrize(("source", "said"), [("import os\nos._exit(1)", "died"), ("1 / 0", "ZeroDivisionError")])
def test_a_cell_that_fails_or_takes_the_kernel_along_leaves_the_notebook_as_it_was(tmp_path: Path, source: str, said: str) -> None:
    path = tmp_path / "a.ipynb"
    made = nbformat.v4.new_notebook()
    made.cells = [nbformat.v4.new_code_cell("1 + 1", id="good"), nbformat.v4.new_code_cell(source, id="bad")]
    path.write_text(notebooks.dumps(made), "utf-8")
    before = path.read_bytes()
    with pytest.raises(CourseError) as caught:
        notebooks.execute_evidence(path)
    assert said in caught.value.problem
    assert caught.value.line and '"bad"' in before.decode().splitlines()[caught.value.line - 1]
    assert path.read_bytes() == before


def test_whoever_is_interrupted_while_writing_finds_the_old_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_text(path, "new text")
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_frames_and_measures_that_were_cut_off_are_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "BUILD", tmp_path)
    name = "phases/virtual-migration#yardsticks"

    def explorer() -> Explorer:
        return Explorer(name, corpus().explorer(name))

    whole, measures = explorer().packed_once(), explorer().measures
    found = list((tmp_path / "explorers").iterdir())
    assert len(found) == 2
    for path in found:
        path.write_bytes(path.read_bytes()[:-5])
    assert explorer().packed_once() == whole
    assert explorer().measures == measures
    assert b'"frames"' in zlib.decompress(base64.b64decode(whole))


def test_a_clock_far_ahead_makes_facts_due_and_breaks_nothing(tiny: TinyCourse) -> None:
    import datetime as dt

    facts = Corpus(tiny.root).facts
    assert list(due(facts, dt.date.max)) == list(facts.items())
    assert list(due(facts, dt.date.min)) == []


def test_what_an_earlier_build_left_in_the_site_goes(tmp_path: Path) -> None:
    site, extra = tmp_path / "html", tmp_path / "extra"
    for name in ("index.html", "old.html", "search.html", "_static/x.html", "handouts/kept.pdf", "handouts/old.pdf"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).touch()
    (extra / "handouts").mkdir(parents=True)
    (extra / "handouts" / "kept.pdf").touch()
    found = left_over(site, {site / "index.html", site / "search.html"}, [extra])
    assert found == [site / "handouts" / "old.pdf", site / "old.html"]


def test_a_file_is_read_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Größe\n".encode())
    assert read_text(path) == "Größe\n"


#: Stands in for Python: makes .venv with itself in it, and fails to install while there is a file “offline”.
FAKE_PYTHON = """#!/bin/sh
case "$*" in
  "-m venv "*) mkdir -p .venv/bin; cp "$0" .venv/bin/python;;
  "-m uv "*) [ ! -e without-uv ] && [ ! -e offline ] && echo "installed uv $*" >> installations;;
  *"pip install"*" -r "*) [ ! -e offline ] && echo "installed pip $*" >> installations;;
  *"pip install"*) [ ! -e without-uv ];;
esac
"""


def make(folder: Path, target: str = "facts") -> subprocess.CompletedProcess[str]:
    """Run make with a stand-in for Python."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "--silent", target, f"PYTHON={folder / 'python'}"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with what make needs to install the course."""
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    (tmp_path / "python").write_text(FAKE_PYTHON)
    (tmp_path / "python").chmod(0o755)
    return tmp_path


def installations(folder: Path) -> list[str]:
    """Return what was installed, and with what."""
    rows = (folder / "installations").read_text().splitlines()
    return [f"{row.split()[1]} {row.split()[-1]}" for row in rows]


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make on this machine")
def test_an_interrupted_installation_begins_anew_and_a_whole_one_is_kept(bare: Path) -> None:
    (bare / "offline").touch()
    assert make(bare).returncode != 0
    (bare / ".venv" / "half-a-package").touch()
    (bare / "offline").unlink()
    assert make(bare).returncode == 0
    assert not (bare / ".venv" / "half-a-package").exists()
    (bare / ".venv" / "of-the-reader").touch()
    assert make(bare).returncode == 0 and installations(bare) == ["uv requirements.txt"]
    assert (bare / ".venv" / "of-the-reader").exists()


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make on this machine")
def test_other_requirements_are_installed_whatever_the_clock_says(bare: Path) -> None:
    assert make(bare).returncode == 0
    for path in (bare / ".venv").iterdir():
        os.utime(path, (4e9, 4e9))
    (bare / "requirements.txt").write_text("another\n")
    os.utime(bare / "requirements.txt", (1, 1))
    assert make(bare).returncode == 0
    assert installations(bare) == ["uv requirements.txt"] * 2


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make on this machine")
def test_what_a_target_needs_beside_the_book_is_installed_once_and_again_when_its_list_changes(bare: Path) -> None:
    for _ in range(2):
        assert make(bare, "lab").returncode == 0
    assert installations(bare) == ["uv requirements.txt", "uv requirements/lab.txt"]
    (bare / "requirements" / "lab.txt").write_text("another\n")
    assert make(bare, "lab").returncode == 0
    assert installations(bare)[2:] == ["uv requirements/lab.txt"]
    assert len(list((bare / ".venv").glob(".lab-*"))) == 1


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make on this machine")
def test_where_uv_cannot_be_had_pip_installs_the_packages(bare: Path) -> None:
    (bare / "without-uv").touch()
    made = make(bare)
    assert made.returncode == 0 and "pip installs the packages" in made.stdout
    assert installations(bare) == ["pip requirements.txt"]


def test_a_checkout_with_the_ends_of_lines_of_windows_is_read_as_it_is(tiny: TinyCourse) -> None:
    for path in [path for path in tiny.root.rglob("*") if path.suffix in (".yml", ".csv", ".bib", ".md", ".fingerprint", ".json")]:
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert [str(problem) for problem in tiny.problems()] == []


@pytest.mark.parametrize("name", [".#lesson.yml", "lesson.yml~", "#lesson.yml#", ".lesson.yml.swp", ".hidden.yml"])
def test_what_an_editor_leaves_is_no_source(tiny: TinyCourse, name: str) -> None:
    before = list(Corpus(tiny.root).lessons)
    (tiny.root / "data" / "exercises" / "part" / name).write_text("no lesson: [", "utf-8")
    course = Corpus(tiny.root)
    assert list(course.lessons) == before and [str(problem) for problem in tiny.problems()] == []


def test_what_cannot_be_kept_for_the_next_time_is_made_again(tmp_path: Path) -> None:
    """As in a checkout of another user: whoever may not write there reads all the same."""
    blocked = tmp_path / "a file"
    blocked.write_text("", "utf-8")
    store_if_possible(blocked / "kept.json", "{}")
    assert blocked.read_text("utf-8") == ""
