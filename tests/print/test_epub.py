"""The e-book of the course, and that of a made-up site of two pages, which shows what is done to a page."""

from __future__ import annotations

import io
import os
import posixpath
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from bs4 import BeautifulSoup

from migrationbook.core.errors import CourseError
from migrationbook.core.inline import plain
from migrationbook.core.paths import ROOT
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.load import corpus
from migrationbook.export.epub import FACES, SITE_ONLY, Colophon, build_epub
from migrationbook.lesson.exercise import Context, worksheet
from tests.print.conftest import PUBLISHED, RESERVED

XHTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"
XLINK, EPUB, LANG = "{http://www.w3.org/1999/xlink}href", "{http://www.idpf.org/2007/ops}", "{http://www.w3.org/XML/1998/namespace}lang"
OPF, DC = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True)
class Book:
    """An e-book, taken apart."""

    path: Path
    files: dict[str, bytes]
    pages: dict[str, ET.Element]

    @classmethod
    def read(cls, path: Path) -> Book:
        """Read it from its file."""
        with zipfile.ZipFile(path) as archive:
            files = {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}
        return cls(path, files, {name: ET.fromstring(content) for name, content in files.items() if name.endswith(".xhtml")})

    @property
    def package(self) -> ET.Element:
        """The package document."""
        return ET.fromstring(self.files["package.opf"])

    @property
    def spine(self) -> list[str]:
        """The pages in reading order."""
        addresses = {item.get("id"): item.get("href", "") for item in self.package.iter(f"{OPF}item")}
        return [addresses[item.get("idref")] for item in self.package.iter(f"{OPF}itemref")]

    def links(self) -> Iterator[tuple[str, str]]:
        """Every link with the page it stands in."""
        for name, page in self.pages.items():
            yield from ((name, link.get("href", "")) for link in page.iter(f"{XHTML}a"))


def text_of(element: ET.Element) -> str:
    """Text with its white space folded."""
    return " ".join("".join(element.itertext()).split())


def by_id(page: ET.Element, identifier: str) -> ET.Element:
    """The one element of a page with an id."""
    (found,) = page.findall(f".//*[@id='{identifier}']")
    return found


def has_class(element: ET.Element, name: str) -> bool:
    """Whether an element is of a class."""
    return name in element.get("class", "").split()


def epubcheck() -> list[str]:
    """The command of epubcheck, or a plain word why its test is left out."""
    program = shutil.which("epubcheck")
    if program is None or shutil.which("java") is None:
        words = "epubcheck or Java is missing: the e-book is not validated (on Debian: apt-get install epubcheck)"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    # Debian's program is the archive itself, which starts by its name only where the kernel was told how; a run is too
    # short for Java's second compiler to pay
    return ["java", "-XX:TieredStopAtLevel=1", "-jar", program] if zipfile.is_zipfile(program) else [program]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The e-book of the course."""
    return Book.read(build_epub(target=tmp_path_factory.mktemp("epub") / "course.epub"))


def test_epubcheck_finds_nothing(book: Book) -> None:
    done = subprocess.run([*epubcheck(), "--failonwarnings", str(book.path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_page_of_the_contents_is_there_in_order(book: Book) -> None:
    expected = [f"{name}.xhtml" for name in corpus().pages if name not in SITE_ONLY]
    assert book.spine == ["title.xhtml", "nav.xhtml", *expected]
    contents, landmarks = book.pages["nav.xhtml"].iter(f"{XHTML}nav")
    assert [link.get("href") for link in contents.iter(f"{XHTML}a")] == expected
    captions = [part.caption for part in corpus().parts if part.caption]
    assert [text_of(caption) for caption in contents.iter(f"{XHTML}span")] == captions
    assert [link.get(f"{EPUB}type") for link in landmarks.iter(f"{XHTML}a")] == ["toc", "bodymatter", "glossary", "bibliography"]


def test_every_exercise_has_its_paper_version_and_every_model_its_picture(book: Book) -> None:
    imprint = Imprint.read()
    for name in corpus().lessons:
        page = book.pages[f"chapters/{name}.xhtml"]
        for asked in corpus().asked(name):
            sheet = BeautifulSoup(worksheet(Context(corpus(), asked)), "html.parser").get_text()
            assert text_of(by_id(page, f"ask-{asked.id}")) == " ".join(sheet.split()), asked.uid
        for explorer in corpus().lessons[name].explorers:
            mount = by_id(page, f"explore-{explorer.id}")
            assert len(list(mount.iter(f"{SVG}svg"))) == 1, explorer.id
            address = f"{imprint.site}chapters/{name}.html#explore-{explorer.id}"
            assert (address in [link.get("href") for link in mount.iter(f"{XHTML}a")]) is not imprint.draft
            assert any(has_class(part, "mb-model-label") for part in mount.iter())


KEPT_BACK = frozenset({"why", "otherwise", "model", "criteria", "reason", "cost", "reasons_for", "against", "moves"})


def kept_back(entry: object, kept: bool = False) -> Iterator[str]:
    """Every text of an exercise's data that is for those who have answered."""
    if isinstance(entry, str) and kept:
        yield entry
    elif isinstance(entry, dict):
        for key, value in entry.items():
            yield from kept_back(value, key in KEPT_BACK)
    elif isinstance(entry, list):
        for part in entry:
            yield from kept_back(part, kept)


def test_no_answer_is_given_away(book: Book) -> None:
    for name in corpus().lessons:
        page = text_of(book.pages[f"chapters/{name}.xhtml"])
        for asked in corpus().asked(name):
            kept = [" ".join(plain(text, corpus()).split()) for text in kept_back(asked.exercise.model_dump())]
            assert kept, asked.uid
            assert [text for text in kept if text in page] == [], asked.uid


def test_nothing_runs_and_nothing_is_loaded_from_elsewhere(book: Book) -> None:
    for name, page in book.pages.items():
        for part in page.iter():
            assert part.tag.split("}")[1] not in ("script", "style", "iframe", "object", "form", "input", "button", "noscript"), name
            assert [key for key in part.attrib if key.startswith(("on", "data-")) and key != "data-head"] == [], name
            loaded = [part.get("src"), part.get("href") if part.tag == f"{XHTML}link" else part.get(XLINK)]
            assert not any(urlsplit(address).scheme for address in loaded if address), name
    loaded = re.findall(r"url\(\"?([^)\"]+)|@import", book.files["style.css"].decode())
    assert loaded == [f"fonts/{face.file}" for face in FACES] and set(loaded) <= set(book.files)


def test_every_link_leads_somewhere(book: Book) -> None:
    ids = {name: [part.get("id") for part in page.iter() if part.get("id")] for name, page in book.pages.items()}
    for name, found in ids.items():
        assert len(found) == len(set(found)), name
    inside = 0
    for name, href in book.links():
        if not urlsplit(href).scheme:
            path, fragment = urldefrag(href)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert target in book.pages, (name, href)
            assert not fragment or unquote(fragment) in ids[target], (name, href)
            inside += 1
    assert inside > len(book.spine)
    for name, page in book.pages.items():
        for part in page.iter():
            named = [value for key, value in part.attrib.items() if key == XLINK or "url(" in value]
            for reference in (match for value in named for match in re.findall(r"#([\w.-]+)", value)):
                assert reference in ids[name], (name, reference)


def test_every_drawing_has_a_name_and_german_is_german(book: Book) -> None:
    for name, page in book.pages.items():
        framed = {drawing for part in page.iter() if part.get("role") == "img" and part.get("aria-label") for drawing in part.iter()}
        assert set(page.iter(f"{SVG}svg")) <= framed, name
        assert [part.get("lang") for part in page.iter()] == [part.get(LANG) for part in page.iter()], name
    marked = " ".join(text_of(part) for page in book.pages.values() for part in page.iter() if part.get("lang") == "de")
    assert corpus().excerpts["geldgeber-norden"].de in marked


def test_the_book_says_what_it_is(book: Book) -> None:
    found = {(item.tag, item.get("property")): item.text for item in book.package.find(f"{OPF}metadata") or ()}
    assert found[f"{DC}language", None] == "en"
    assert "CC BY-SA 4.0" in str(found[f"{DC}rights", None])
    assert found[f"{OPF}meta", "dcterms:modified"] == f"{Imprint.read().released}T00:00:00Z"
    for name in ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary"):
        assert found[f"{OPF}meta", f"schema:{name}"], name
    assert book.files["cover.png"].startswith(b"\x89PNG")


DRAWING = (
    '<svg viewbox="0 0 9 9" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><defs><path id="m1" d="M0 0"/>'
    '<clippath id="p1"><rect/></clippath></defs><g id="figure_1" fill="#ffffff" clip-path="url(#p1)"><use xlink:href="#m1"/></g></svg>'
)
FIRST = """<h1 id="top">One &amp; two<a class="headerlink" href="#top">#</a></h1>
<p onclick="go()">A <a href="chapters/b.html#there" title="hover" rel="noopener">link</a>,
<a href="chapters/b.html#explore-m?x=1">a setting</a>, <a download="" href="downloads/t.csv">a table</a>,
<a href="https://example.org/">another site</a>, <q lang="de">Größe</q>.<br><img src="_images/p.png" alt="A picture"></p>
<pre><span class="k">print</span>(1)</pre><table border="1"><tr><td valign="top">1</table>"""
SECOND = f"""<h1>Models</h1><p id="there">See <a href="../index.html">the first page</a>, <a href="progress.html">progress</a>.</p>
<div class="mb-frame" role="img" aria-label="Bars">{DRAWING}</div>
<div class="mb-mount" id="explore-m" data-uid="m"><section class="mb mb-paper"><div class="mb-frame">{DRAWING}</div>
<p class="mb-sentence">Seen <em>is</em> this.</p><p class="mb-note">Old note.</p></section>
<script type="application/json">{{"answer": "secret"}}</script></div>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A made-up course, with a built site of two pages and a progress page below it."""
    for name in ("_config.yml", "pyproject.toml", "CITATION.cff"):
        shutil.copy(ROOT / name, tmp_path)
    chapters = "[{file: chapters/b, title: In short}, {file: chapters/progress}]"
    (tmp_path / "_toc.yml").write_text(f"format: jb-book\nroot: index\nparts: [{{caption: Part, chapters: {chapters}}}]\n", "utf-8")
    built = tmp_path / "_build" / "html"
    files = {"index.html": FIRST, "chapters/b.html": SECOND, "chapters/progress.html": "<h1>Yours</h1>", "downloads/t.csv": "a\n"}
    files |= {"_images/p.png": "picture"}
    for name, text in files.items():
        (built / name).parent.mkdir(parents=True, exist_ok=True)
        page = f'<html><body><nav>Menu</nav><article class="bd-article">{text}</article></body></html>'
        (built / name).write_text(page if name.endswith(".html") else text, "utf-8")
    return built


def made(site: Path) -> Book:
    """The e-book of the made-up site."""
    return Book.read(build_epub(site, site.parent.parent, site.parent / "made.epub"))


def test_what_only_the_site_can_use_stays_there(site: Path) -> None:
    book = made(site)
    first = book.files["index.xhtml"].decode()
    for gone in ("Menu", "headerlink", "onclick", "title=", "noopener", "download=", "border", "valign", "<span"):
        assert gone not in first, gone
    assert "secret" not in book.files["chapters/b.xhtml"].decode()
    assert "<br/>" in first and "One &amp; two" in first and 'xml:lang="de"' in first
    assert book.files["_images/p.png"] == b"picture"
    assert book.spine == ["title.xhtml", "nav.xhtml", "index.xhtml", "chapters/b.xhtml"]
    assert '<a href="chapters/b.xhtml">In short</a>' in book.files["nav.xhtml"].decode()


def published_at(site: Path, address: str) -> Book:
    """The e-book of the made-up site with an address in its configuration."""
    config = site.parent.parent / "_config.yml"
    config.write_text(config.read_text("utf-8").replace(Imprint.read().site, address), "utf-8")
    return made(site)


def links_of_pages(book: Book) -> list[tuple[str, str]]:
    """Its links but those of title page and contents."""
    return [link for link in book.links() if link[0] not in ("title.xhtml", "nav.xhtml")]


def test_no_link_of_a_draft_leads_to_a_site_that_is_not_there(site: Path) -> None:
    book = published_at(site, RESERVED)
    assert links_of_pages(book) == [
        ("index.xhtml", "chapters/b.xhtml#there"),
        ("index.xhtml", "https://example.org/"),
        ("chapters/b.xhtml", "../index.xhtml"),
    ]
    first, second = (text_of(book.pages[page]) for page in ("index.xhtml", "chapters/b.xhtml"))
    assert "a setting" in first and "On the site the controls change it: not published yet" in second
    assert "This is a draft" in text_of(book.pages["title.xhtml"]) and RESERVED not in book.files["package.opf"].decode()


def test_links_stay_in_the_book_where_they_can(site: Path) -> None:
    address = PUBLISHED
    book = published_at(site, address)
    links = links_of_pages(book)
    assert f"The course’s site is {address}" in text_of(book.pages["title.xhtml"])
    assert links == [
        ("index.xhtml", "chapters/b.xhtml#there"),
        ("index.xhtml", f"{address}chapters/b.html#explore-m?x=1"),
        ("index.xhtml", f"{address}downloads/t.csv"),
        ("index.xhtml", "https://example.org/"),
        ("chapters/b.xhtml", "../index.xhtml"),
        ("chapters/b.xhtml", f"{address}chapters/progress.html"),
        ("chapters/b.xhtml", f"{address}chapters/b.html#explore-m"),
        ("chapters/b.xhtml", f"{address}chapters/b.html"),
    ]


def test_two_drawings_of_a_page_keep_their_parts_apart(site: Path) -> None:
    page = made(site).pages["chapters/b.xhtml"]
    frames = [part for part in page.iter() if has_class(part, "mb-frame")]
    assert [frame.get("aria-label") for frame in frames] == ["Bars", "Seen is this."]
    for number, drawing in enumerate(page.iter(f"{SVG}svg"), 1):
        assert drawing.get("viewBox") == "0 0 9 9"
        (group,) = drawing.findall(f"{SVG}g")
        assert group.attrib == {"fill": "#ffffff", "clip-path": f"url(#svg{number}-p1)"}
        assert group[0].get(XLINK) == f"#svg{number}-m1"
        assert [part.get("id") for part in drawing.iter() if part.get("id")] == [f"svg{number}-m1", f"svg{number}-p1"]
        assert drawing.find(f".//{SVG}clipPath") is not None


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("index.html", "b.html#there", "b.html#nowhere", "has no such place"),
        ("index.html", "downloads/t.csv", "downloads/u.csv", "has no such file"),
        ("index.html", 'src="_images/p.png"', 'src="https://example.org/p.png"', "stands elsewhere"),
        ("index.html", "_images/p.png", "_images/q.png", "make book"),
        ("index.html", "_images/p.png", "downloads/t.csv", "cannot hold this file"),
        ("chapters/b.html", "h1", "h2", "no text with a heading"),
        ("chapters/b.html", "bd-article", "article", "no text with a heading"),
    ],
)
def test_a_fault_is_named_with_its_page(site: Path, name: str, old: str, new: str, said: str) -> None:
    page = site / name
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(CourseError, match=said) as caught:
        made(site)
    assert caught.value.file is not None


def test_a_book_that_is_not_built_is_asked_for(site: Path) -> None:
    (site / "chapters" / "b.html").unlink()
    with pytest.raises(CourseError, match="make book"):
        made(site)


def test_two_runs_give_the_same_bytes(site: Path) -> None:
    code = "import sys, pathlib, migrationbook.export.epub as e; a, b, c = map(pathlib.Path, sys.argv[1:]); e.build_epub(a, b, c)"
    targets = [site.parent / f"{seed}.epub" for seed in (1, 2)]
    for seed, target in enumerate(targets, 1):
        environment = os.environ | {"PYTHONHASHSEED": str(seed), "SOURCE_DATE_EPOCH": "1800000000", "TZ": f"UTC-{seed}"}
        subprocess.run([sys.executable, "-c", code, site, site.parent.parent, target], env=environment, cwd=ROOT, check=True)
    first, second = (target.read_bytes() for target in targets)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.infolist()[0].filename == "mimetype" and archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert {entry.date_time for entry in archive.infolist()} == {(2027, 1, 15, 8, 0, 0)}
        assert b"2027-01-15T08:00:00Z" in archive.read("EPUB/package.opf")


@pytest.mark.parametrize("epoch", ["yesterday", "0", "9" * 30])
def test_a_date_that_is_none_is_refused(epoch: str) -> None:
    with pytest.raises(CourseError, match="SOURCE_DATE_EPOCH"):
        Colophon.read(ROOT, {"SOURCE_DATE_EPOCH": epoch})


def test_a_person_has_two_names(tmp_path: Path) -> None:
    for name in ("_config.yml", "pyproject.toml", "CITATION.cff"):
        shutil.copy(ROOT / name, tmp_path)
    file = tmp_path / "CITATION.cff"
    text = re.sub(r"(?m)^  - name: .*$", "  - given-names: Ada\n    family-names: Doe", file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    assert Colophon.read(tmp_path, {}).authors == ("Ada Doe",)
