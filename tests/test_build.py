"""The build itself: what fails stops it, what was interrupted is done again, nothing changed is nothing done, and what is
built depends on nothing but the course."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
import pytest
from bs4 import BeautifulSoup

from benchmarks.courses import edit
from migrationbook.check.links import read_page
from migrationbook.core.inline import PLACE, plain, typographic
from migrationbook.core.made import file_digests
from migrationbook.core.paths import BUILD, ROOT, SITE
from migrationbook.corpus.load import corpus
from migrationbook.corpus.outline import PDF_FOLDER, WHOLE_BOOK
from migrationbook.explorers.products import PICTURES
from migrationbook.explorers.states import unpacked
from migrationbook.site.extension import UNFINISHED

CONFIG = (ROOT / "_config.yml").read_text("utf-8")


@pytest.fixture
def small_book(tmp_path: Path) -> Path:
    """A book of one page that uses the course's configuration."""
    (tmp_path / "_config.yml").write_text(CONFIG, "utf-8")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n", "utf-8")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    take_fonts(tmp_path)
    return tmp_path


def take_fonts(book: Path) -> None:
    """Give a book the fonts that the course's has cut: to cut them takes longer than all the rest of a small build.

    Sheets and PDFs it needs none, but the folder for them has to be there.
    """
    (book / "_build" / "site-files").mkdir(parents=True)
    if (BUILD / "fonts").is_dir():
        shutil.copytree(BUILD / "fonts", book / "_build" / "fonts")


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


def test_without_the_files_that_only_make_book_makes_jupyter_book_stops_with_a_plain_word(small_book: Path) -> None:
    (small_book / "_build" / "site-files").rmdir()
    (small_book / "index.md").write_text("# A page\n\n```{whole-book}\n```\n", "utf-8")
    early = build(small_book)
    assert early.returncode != 0 and "reading sources" not in early.stdout
    assert "Remedy: run `make book`, or `python -m migrationbook build`" in early.stderr and "Traceback" not in early.stderr
    pdf = small_book / "_build" / "site-files" / PDF_FOLDER / f"{WHOLE_BOOK}.pdf"
    pdf.parent.mkdir(parents=True)
    late = build(small_book)
    assert late.returncode != 0 and f"pages link to 1 files that are not made, {PDF_FOLDER}/{WHOLE_BOOK}.pdf among them" in late.stderr
    pdf.touch()
    assert build(small_book).returncode == 0


def test_two_builds_at_once_get_a_plain_word_and_a_build_that_was_killed_locks_nobody_out(small_book: Path) -> None:
    write_page(small_book, "6 * 7")
    program = (
        "import sys, time; from pathlib import Path; from migrationbook.core.files import alone_in\n"
        "with alone_in(Path(sys.argv[1])):\n    print('locked', flush=True); time.sleep(600)"
    )
    other = subprocess.Popen([sys.executable, "-c", program, str(small_book / "_build")], stdout=subprocess.PIPE, text=True)
    assert other.stdout and other.stdout.readline() == "locked\n"
    try:
        beside = build(small_book)
        assert beside.returncode != 0 and "another command is writing here" in beside.stderr and "Traceback" not in beside.stderr
    finally:
        other.kill()
        other.communicate()
    assert build(small_book).returncode == 0


def test_a_second_build_with_nothing_changed_reads_no_page(small_book: Path) -> None:
    write_page(small_book, "6 * 7")
    assert build(small_book).returncode == 0
    second = build(small_book)
    assert second.returncode == 0
    assert "0 added, 0 changed, 0 removed" in second.stdout and "no targets are out of date" in second.stdout


def test_a_cell_that_ends_the_process_fails_the_build_and_the_next_one_begins_anew(small_book: Path) -> None:
    write_page(small_book, "import os\nos._exit(1)")
    failed = build(small_book)
    assert failed.returncode != 0
    assert "index" in failed.stdout.splitlines()[-1], "the last line names the page that was read"
    assert (small_book / "_build" / ".doctrees" / UNFINISHED).exists()
    write_page(small_book, "6 * 7")
    assert build(small_book).returncode == 0
    assert "42" in (small_book / "_build" / "html" / "index.html").read_text("utf-8")


def test_what_was_interrupted_is_done_again_and_a_change_is_seen_whatever_the_clock_says(small_book: Path) -> None:
    write_page(small_book, "6 * 7")
    assert build(small_book).returncode == 0
    # what a machine that lost its power leaves: everything read, the page half written
    page = small_book / "_build" / "html" / "index.html"
    page.write_text(page.read_text("utf-8")[:500], "utf-8")
    (small_book / "_build" / ".doctrees" / UNFINISHED).mkdir()
    assert build(small_book).returncode == 0
    assert "42" in page.read_text("utf-8")
    assert not (small_book / "_build" / ".doctrees" / UNFINISHED).exists()
    # what a clock that was ahead at the last build leaves
    write_page(small_book, "6 * 8")
    os.utime(small_book / "index.ipynb", (1, 1))
    assert build(small_book).returncode == 0
    assert "48" in page.read_text("utf-8")


def test_a_build_that_is_killed_leaves_its_mark(small_book: Path) -> None:
    mark = small_book / "_build" / ".doctrees" / UNFINISHED
    write_page(small_book, "import time\ntime.sleep(600)")
    command = [str(Path(sys.executable).parent / "jupyter-book"), "build", str(small_book), "-W"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not mark.exists():
        assert running.poll() is None
        time.sleep(0.05)
    running.kill()
    assert running.wait() != 0
    assert mark.exists()


#: Pages of every make: a notebook, a register, the list of exercises, definitions.
FEW_PAGES = """
format: jb-book
root: chapters/reference/glossary
chapters:
  - file: chapters/iom/review
  - file: chapters/progress
  - file: chapters/reference/systems
"""
#: What a build must not depend on. The second clock stands years ahead.
PLACES = {
    "a": {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1", "AHEAD": "0", "JOBS": "1"},
    "another folder/ä": {"LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2", "AHEAD": "2000", "JOBS": "2"},
}
FEW_PAGES_BUILT = """
import datetime as dt, os, time_machine
from jupyter_book.sphinx import build_sphinx
from migrationbook.core.paths import ROOT, SITE
with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=int(os.environ["AHEAD"]))):
    jobs = int(os.environ["JOBS"])
    overrides = {"external_toc_path": "_toc.yml", "latex_individualpages": False}
    build_sphinx(ROOT, SITE, noconfig=True, path_config=ROOT / "_config.yml", confoverrides=overrides, quiet=True, jobs=jobs)
"""
#: Prints a digest of each explorer at its last setting.
LAST_FRAMES = """
import datetime as dt, hashlib, time_machine
from migrationbook.corpus.load import corpus
from migrationbook.explorers.states import Explorer
with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=2000)):
    for lesson, content in corpus().lessons.items():
        for text in content.explorers:
            explorer = Explorer(f"{lesson}#{text.id}", text, corpus())
            *_, last = explorer.settings()
            picture, sentence = explorer.frame(last)
            print(explorer.uid, hashlib.sha256("\\n".join([*picture.splitlines(), sentence]).encode()).hexdigest())
"""


def elsewhere(code: str, folder: Path, **variables: str) -> str:
    """Run Python in another folder and under other circumstances, and return what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(folder), **variables}
    environment.pop("SOURCE_DATE_EPOCH", None)
    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_two_builds_in_two_places_give_the_same_bytes(tmp_path: Path) -> None:
    found = []
    for name, circumstances in PLACES.items():
        folder = tmp_path / name
        for part in ("chapters", "data", "migrationbook"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
        for part in ("_config.yml", "pyproject.toml", "CITATION.cff"):
            shutil.copy(ROOT / part, folder)
        (folder / "_toc.yml").write_text(FEW_PAGES, "utf-8")
        take_fonts(folder)
        elsewhere(FEW_PAGES_BUILT, folder, **circumstances)
        found.append(dict(file_digests(folder / "_build", ["html"])))
    assert {"html/chapters/iom/review.html", "html/searchindex.js", "html/_static/site.css", "html/404.html"} <= set(found[0])
    assert found[0] == found[1]
    # an edit changes its own page and leaves nothing behind when it is taken back, in the other pages or in what they share
    page = folder / "chapters" / "iom" / "review.ipynb"
    as_it_was = page.read_text("utf-8")
    edit(page, "A zymurgist reads this.")
    elsewhere(FEW_PAGES_BUILT, folder, **circumstances)
    edited = dict(file_digests(folder / "_build", ["html"]))
    assert {name for name in edited if edited[name] != found[0][name]} == {"html/chapters/iom/review.html", "html/searchindex.js"}
    assert "zymurgist" in (folder / "_build/html/searchindex.js").read_text("utf-8")
    page.write_text(as_it_was, "utf-8")
    elsewhere(FEW_PAGES_BUILT, folder, **circumstances)
    assert dict(file_digests(folder / "_build", ["html"])) == found[0]


def texts_in(data: Any) -> Iterator[str]:
    """Every text in the data of an exercise or explorer."""
    if isinstance(data, str):
        yield BeautifulSoup(data, "html.parser").get_text() if "<" in data else data
    elif isinstance(data, dict):
        yield from (text for value in data.values() for text in texts_in(value))
    elif isinstance(data, list):
        yield from (text for value in data for text in texts_in(value))


def test_each_file_to_take_away_is_linked_from_a_page() -> None:
    folders = ("book", "handouts", "downloads")
    made = {path.relative_to(SITE).as_posix() for folder in folders for path in (SITE / folder).rglob("*") if path.is_file()}
    links = {link.address.split("#")[0].lstrip("./") for page in SITE.rglob("*.html") for link in read_page(page)[0]}
    # the description of the tables is named beside them
    assert len(made) > 50 and made - links - {"downloads/datapackage.json"} == set()


def test_each_lesson_describes_itself_by_its_question() -> None:
    for name, lesson in corpus().lessons.items():
        page = BeautifulSoup((SITE / "chapters" / f"{name}.html").read_text("utf-8"), "html.parser")
        said = page.select_one("meta[name=description]")
        assert said is not None and str(said["content"]).startswith(typographic(plain(lesson.question))), name
        assert "{" not in said["content"] and len(said["content"]) < 320, name


def test_page_and_exercises_have_the_same_apostrophes() -> None:
    """Sphinx makes real ones in prose; what the course's data say stands beside it."""
    found, curly = [], 0
    for path in SITE.rglob("*.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        data = [json.loads(script.get_text()) for script in page.find_all("script", type="application/json")]
        for element in page.find_all(["script", "style", "code", "pre"]):
            element.decompose()
        texts = [*page.find_all(string=True), *texts_in(data)]
        found += [f"{path.name}: {text[:80]}" for text in texts if "'" in text]
        curly += sum(text.count("’") for text in texts)
    assert found == []
    assert curly > 0, "the book is not built: run `make book` first"


def test_no_page_shows_a_place_that_nothing_has_filled() -> None:
    """Whatever a text comes from: prose, data, words of the pages. The hint of a task with an explorer is filled by the script."""
    found, filled_later = [], 0
    for path in SITE.rglob("*.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        data = [json.loads(script.get_text()) for script in page.find_all("script", type="application/json")]
        for face in data:
            spec = face.get("spec", {}) if isinstance(face, dict) else {}
            if "measured" in spec:
                filled_later += 1
                spec["otherwise"] = spec["otherwise"].replace("{value}", "")
        for element in page.find_all(["script", "style", "code", "pre"]):
            element.decompose()
        texts = [*page.find_all(string=True), *(text for one in data for text in texts_in(one))]
        found += [f"{path.name}: {text[:80]}" for text in texts if PLACE.search(text)]
    assert found == []
    assert filled_later > 20, "the book is not built: run `make book` first"


def contents(path: Path) -> Iterator[bytes]:
    """Return what stands in a file, and in what is packed into it: an e-book is a ZIP file, a PDF has packed streams."""
    content = path.read_bytes()
    yield content
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as book:
            yield from (book.read(name) for name in book.namelist())
    elif path.suffix == ".pdf":
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
            with suppress(zlib.error):
                yield zlib.decompressobj().decompress(stream)


def test_no_published_file_names_a_folder_of_the_machine() -> None:
    """A reader learns nothing of the builder's machine, and two machines make the same bytes."""
    of_the_user = {Path.home(), Path(tempfile.gettempdir()), Path("/home"), Path("/Users")}
    folders = {ROOT, BUILD, Path(sys.prefix), Path(sys.base_prefix) / "lib", *of_the_user}
    forms = {form for folder in folders for form in (f"{folder.as_posix()}/", quote(f"{folder.as_posix()}/"))}
    names = {form.encode() for form in forms} | {b"file:///", b":\\Users"}

    def named_in(content: bytes) -> list[bytes]:
        # what follows a letter is a part of an address: https://www.example.org/home/
        return [name for name in names if name in content and re.search(rb"(?<![\w.-])" + re.escape(name), content)]

    files = [path for part in ("html", "instructor", "epub", "lms") for path in (BUILD / part).rglob("*") if path.is_file()]
    assert len(files) > 200, "the book is not built: run `make book` first"
    found = [(path.relative_to(BUILD).as_posix(), name) for path in files for content in contents(path) for name in named_in(content)]
    assert found == []


def last_frames() -> dict[str, str]:
    """Return a digest of what each explorer of the built book shows at its last setting."""
    found = {}
    for script in sorted((SITE / PICTURES).glob("*.js")):
        uid, data = (json.loads(text) for text in re.findall(r'"[^"]*"', script.read_text("utf-8")))
        packed = unpacked(data)
        lines = [packed["lines"][number] for number in packed["frames"][-1]]
        found[uid] = hashlib.sha256("\n".join([*lines, packed["texts"][-1]]).encode()).hexdigest()
    return found


def test_explorers_drawn_by_another_process_are_those_of_the_book() -> None:
    """All that is not drawn is made once more, and compared, by ``.ci/run``."""
    if not (SITE / "index.html").is_file():
        pytest.fail("the book is not built: run `make book` first")
    said = elsewhere(LAST_FRAMES, ROOT, LC_ALL="C", TZ="Pacific/Kiritimati", PYTHONHASHSEED="3")
    assert dict(line.split() for line in said.splitlines()) == last_frames()


def test_a_work_has_the_same_label_on_every_page() -> None:
    found = 0
    for page in SITE.glob("chapters/**/*.html"):
        for key, label in re.findall(r'<a [^>]*bibliography[\w-]*\.html#cite-([^"]*)"[^>]*>([^<]*)</a>', page.read_text("utf-8")):
            known = html.escape(corpus().label(key), quote=False)
            # where the sentence names the author, only the year is a link
            assert " ".join(label.split()) in (known, known.rpartition(", ")[2]), page
            found += 1
    assert found > 0, "the book is not built: run `make book` first"
