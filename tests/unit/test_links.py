"""Links of a built site: what leads nowhere is found, what leads somewhere is not."""

from __future__ import annotations

import http.server
import json
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.annotations import Link as Annotation

from migrationbook import __main__ as command_line
from migrationbook.check.links import addresses_elsewhere, answers, broken_links, links_below, read_page, sample, source_of
from migrationbook.core.errors import CourseError
from migrationbook.core.paths import ROOT

PUBLISHED = "https://course.example/"


def page(site: Path, name: str, body: str) -> None:
    """Write a page."""
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text(f"<!DOCTYPE html>\n<body>\n{body}\n</body>", "utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two pages and a file."""
    page(tmp_path, "index.html", '<h1 id="top">A</h1>')
    page(tmp_path, "a/one.html", '<p id="here">B</p><div id="explore-x"></div><p id="größe"></p>')
    (tmp_path / "a" / "table.csv").touch()
    return tmp_path


@pytest.fixture(autouse=True)
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it is kept what was found in each file."""
    monkeypatch.setattr("migrationbook.check.links.BUILD", tmp_path / "memory")
    return tmp_path / "memory" / "links-found"


def found(site: Path) -> list[CourseError]:
    """Return the broken links of the site."""
    return list(broken_links(links_below(site), site, PUBLISHED))


@pytest.mark.parametrize(
    "address",
    ["one.html", "one.html#here", "#", "../", "../index.html#top", "table.csv", "table.csv?v=1", "one.html#explore-x?year=2016",
     "one.html#gr%C3%B6%C3%9Fe", "https://elsewhere.org/x#y", "mailto:a@b.c", "data:,x", f"{PUBLISHED}a/one.html#here", ""],
)  # fmt: skip
def test_a_link_that_leads_somewhere(site: Path, address: str) -> None:
    page(site, "a/two.html", f'<a href="{address}">x</a>')
    assert found(site) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<a href="three.html">x</a>', "leads to a/three.html"),
        ('<a href="one.html#there">x</a>', "leads to “there”"),
        ('<a href="#explore-y?year=2016">x</a>', "leads to “explore-y”"),
        ('<a href="../b/">x</a>', "leads to b/"),
        ('<a download href="table.xlsx">x</a>', "leads to a/table.xlsx"),
        ('<img src="picture.svg">', "leads to a/picture.svg"),
        ('<svg><use xlink:href="#shape"></use></svg>', "leads to “shape”"),
        (f'<a href="{PUBLISHED}a/three.html">x</a>', "leads to a/three.html"),
        ('<a href="/index.html">x</a>', "one machine only"),
        ('<a href="../../index.html">x</a>', "one machine only"),
        ('<a href="file:///home/somebody/index.html">x</a>', "one machine only"),
        ('<script type="application/json">{"excerpt": {"href": "#nowhere"}}</script>', "leads to “nowhere”"),
        ('<script type="application/json">{"why": "see <a href=\\"three.html\\">there<\\/a>"}</script>', "leads to a/three.html"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_page_and_line(site: Path, body: str, said: str) -> None:
    page(site, "a/two.html", body)
    (error,) = found(site)
    assert said in error.problem and error.mend
    assert error.file == site / "a" / "two.html" and error.line == 3


def test_an_id_counts_wherever_it_stands(site: Path) -> None:
    page(site, "a/two.html", '<a href="#n">x</a><svg><g id="n"/></svg>')
    assert found(site) == []


def test_links_of_sheets_lead_into_the_book(site: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for name in ("a/one.html", "a/gone.html"):
        writer.add_annotation(0, Annotation(rect=(0, 0, 9, 9), url=PUBLISHED + name))
    (site / "handouts").mkdir()
    writer.write(site / "handouts" / "sheet.pdf")
    (error,) = found(site)
    assert error.file == site / "handouts" / "sheet.pdf" and "a/gone.html" in error.problem


def test_addresses_elsewhere_stand_once_and_come_from_a_line_of_the_data(site: Path, tmp_path: Path) -> None:
    page(site, "a/two.html", '<a href="https://doi.org/10.1/x">x</a> <a href="https://a.org/p#q">y</a> <a href="https://a.org/p">z</a>')
    elsewhere = addresses_elsewhere(links_below(site), PUBLISHED)
    assert list(elsewhere) == ["https://doi.org/10.1/x", "https://a.org/p"]
    assert sample([*elsewhere, "https://a.org/r"], 5) == ["https://doi.org/10.1/x", "https://a.org/p"]
    assert len(sample(elsewhere, 1)) == 1
    root = tmp_path / "root"
    (root / "data").mkdir(parents=True)
    (root / "data" / "references.bib").write_text("@misc{x,\n  doi = {10.1/x}}\n", "utf-8")
    where = source_of(elsewhere["https://doi.org/10.1/x"], root)
    assert where.file == root / "data" / "references.bib" and where.line == 2
    assert source_of(elsewhere["https://a.org/p"], root) == elsewhere["https://a.org/p"]


#: Stands in for lychee: answers as it does, 404 for “gone”, nothing at all for hosts that end with “.far”.
FAKE_LYCHEE = f"""#!{sys.executable}
import json, re, sys
listed = sys.argv[-1]
rows = re.findall('href="(.*?)"', open(listed).read())
status = lambda address: {{"text": "no way"}} if ".far" in address else {{"text": "404 Not Found", "code": 404}}
wrong = [{{"span": {{"line": n, "column": 10}}, "status": status(a)}} for n, a in enumerate(rows, 1) if "gone" in a or ".far" in a]
print(json.dumps({{"successful": len(rows) - len(wrong), "excludes": 0, "error_map": {{listed: wrong}}, "timeout_map": {{}}}}))
"""


@pytest.fixture
def lychee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the addresses, and a stand-in for lychee before every other."""
    program = tmp_path / "bin" / "lychee"
    program.parent.mkdir()
    program.write_text(FAKE_LYCHEE)
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program.with_name("python")))
    return tmp_path / "links"


def test_what_hosts_say_is_told_by_address(lychee: Path) -> None:
    said = answers(["https://a.org/?x=1&y=2", "https://a.org/gone", "https://b.far/"], lychee, ROOT / "lychee.toml")
    assert said.wrong == {"https://a.org/gone": "404 Not Found", "https://b.far/": "no way"}
    assert said.good == 1 and said.reached
    assert answers(["https://a.org/gone"], lychee, ROOT / "lychee.toml").reached
    assert not answers(["https://b.far/"], lychee, ROOT / "lychee.toml").reached


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ('<a href="https://a.org/">x</a>', 0, "1 addresses answered, 0 did not"),
        ('<a href="https://a.org/gone">x</a>', 1, "a/two.html:3: the link “https://a.org/gone” gave no page: 404"),
        ('<a href="https://b.far/">x</a>', command_line.NOT_CHECKED, "not checked: none of the 1 addresses"),
    ],
)
def test_the_status_tells_checked_wrong_and_not_checked(
    site: Path, lychee: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, body: str, status: int, said: str
) -> None:
    page(site, "a/two.html", body)
    monkeypatch.setattr(command_line, "SITE", site)
    monkeypatch.setattr(command_line, "BUILD", lychee)
    monkeypatch.setattr(command_line, "INSTRUCTOR", site / "nothing")
    assert command_line.main(["links"]) == status
    told = capsys.readouterr()
    assert said in told.out + told.err


def test_without_lychee_the_way_to_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name, path: None)
    with pytest.raises(CourseError, match="make links"):
        answers(["https://a.org/"], tmp_path, ROOT / "lychee.toml")


class Host(http.server.BaseHTTPRequestHandler):
    """Has one page."""

    def do_GET(self) -> None:
        """Answer, and say nothing."""
        self.send_response(200 if self.path == "/here" else 404)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    """The address of a host on this machine."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.skipif(shutil.which("lychee", path=str(Path(sys.executable).parent)) is None, reason="`make links` has not installed lychee")
def test_lychee_itself_answers_so(host: str, tmp_path: Path) -> None:
    said = answers([f"{host}/here", f"{host}/gone", "https://www.oecd.org/x"], tmp_path, ROOT / "lychee.toml")
    assert list(said.wrong) == [f"{host}/gone"] and "404" in said.wrong[f"{host}/gone"]
    assert (said.good, said.excluded, said.reached) == (1, 1, True)


def test_a_file_is_searched_once_and_again_when_it_has_changed(site: Path, memory: Path) -> None:
    page(site, "a/two.html", '<a href="one.html#here">x</a>')
    assert found(site) == []
    kept = {path: path.read_bytes() for path in memory.iterdir()}
    assert len(kept) == 3
    read_page.cache_clear()
    assert found(site) == [] and {path: path.read_bytes() for path in memory.iterdir()} == kept
    page(site, "a/two.html", '<a href="one.html#there">x</a>')
    read_page.cache_clear()
    assert len(found(site)) == 1
    # a machine that lost its power keeps a part of a file
    for path in memory.iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    read_page.cache_clear()
    assert len(found(site)) == 1 and all(json.loads(path.read_bytes()) for path in memory.iterdir() if path not in kept)
