"""The theme: the shell of a page, how its text is written, the site's stylesheet and its fonts, on a book of two pages."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from migrationbook.core.paths import PACKAGE
from migrationbook.site.extension import Block
from migrationbook.site.fonts import CUTS, stylesheet
from migrationbook.site.publish import LONGEST
from migrationbook.site.shell import SEARCH_SETTING, THEME, files_needed, policy, published_files, shared_context, without_comments

INDEX = """The course
==========

.. toctree::
   :caption: Part & parcel

   chapters/größe
   chapters/reference/accessibility
"""
LESSON = """Größe <b>
=========

A `link <https://example.org>`__, :doc:`another </index>`, `doi:1 <https://doi.org/1>`__, https://e.org/x [A1]_.

First
-----

.. block:: cell tag_language-de

   .. block:: cell_output

      zur Steuerung

Second
------

Below
~~~~~

====  ====
..    2024
====  ====
All   1
====  ====

.. raw:: html

   <div><style scoped>.dataframe {}</style><table border="1" class="dataframe"><thead><tr style="text-align: right;">
   <th></th><th>2025</th></tr><tr><th>land</th><th></th></tr></thead><tbody><tr><th>All</th><td>1</td></tr></tbody></table></div>
   <div class="mb-mount"><script type="application/json">{"text": "<\\/script> & <i>"}</script></div>

.. [A1] A work.
"""
CONFIG = {
    "extensions": ["migrationbook.site.shell"],
    "project": "A & B",
    "author": "Its authors",
    "copyright": "2026",
    "html_title": "A & B",
    "html_theme": "migrationbook",
    "html_theme_options": {"of_another_theme": "x"},
    "html_baseurl": "https://book.example/",
    "html_permalinks_icon": "#",
    "html_copy_source": False,
    "html_use_index": False,
}


#: An address of the range that is kept for documentation (RFC 5737); unlike “.example” it could be one.
PUBLISHED = "https://192.0.2.1/course/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built book of three pages, with warnings as errors. Its address is a reserved one."""
    return built(tmp_path_factory.mktemp("book"), CONFIG)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same book with an address of its own."""
    return built(tmp_path_factory.mktemp("book"), {**CONFIG, "html_baseurl": PUBLISHED})


def built(folder: Path, config: dict[str, object]) -> Path:
    """Build the book of three pages in a folder."""
    accessibility = "Accessibility\n=============\n"
    for name, text in (("index", INDEX), ("chapters/größe", LESSON), ("chapters/reference/accessibility", accessibility)):
        page = folder / "source" / f"{name}.rst"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, "utf-8")
    out = folder / "site"
    out.mkdir()
    (out / "gone.html").write_text("a page of an earlier build")
    with docutils_namespace():
        app = Sphinx(folder / "source", None, out, folder / "doctrees", "html", config, status=None, warningiserror=True)
        app.add_directive("block", Block)
        app.build()
    assert app.statuscode == 0
    return out


def soup_of(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / name).read_text("utf-8"), "html.parser")


@pytest.fixture(scope="module")
def lesson(site: Path) -> BeautifulSoup:
    return soup_of(site, "chapters/größe.html")


def page_with(body: str, root: str = "../") -> str:
    """A whole page with a given text, by the real template."""
    styles, scripts = files_needed(body)
    return Environment(loader=FileSystemLoader(THEME)).get_template("layout.html").render(
        **shared_context(),
        body=body,
        styles=styles,
        scripts=scripts,
        pathto=lambda name, resource=0: f"{root}{name}" if resource else f"{root}{name}.html",
        root_doc="index",
        language="en",
        content_root=root,
        title="A page",
        docstitle="The book",
    )


def test_the_policy_comes_first_and_names_each_inline_script(site: Path, lesson: BeautifulSoup) -> None:
    for page, count in ((lesson, 2), (soup_of(site, "search.html"), 3)):
        metas, inline = page.select("head > meta"), [tag.string or "" for tag in page.select("script:not([src], [type])")]
        assert metas[0]["charset"] == "utf-8" and len(inline) == count
        assert metas[1]["http-equiv"] == "Content-Security-Policy" and metas[1]["content"] == policy(*inline)
        # it rules over what follows it
        assert metas[1].find_previous("script") is None
    digest = base64.b64encode(hashlib.sha256(SEARCH_SETTING.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy(SEARCH_SETTING) and "default-src 'none'" in policy()


def test_a_page_loads_the_courses_own_files_alone_and_only_those_that_it_needs(site: Path, lesson: BeautifulSoup) -> None:
    def loaded(page: BeautifulSoup) -> list[str]:
        addresses = [*(tag["href"] for tag in page.select("link[rel=stylesheet]")), *(tag["src"] for tag in page.select("[src]"))]
        return [str(address).split("?")[0] for address in addresses]

    assert loaded(lesson) == [f"../_static/{name}" for name in ("fonts.css", "site.css", "exercises.css", "exercises.js", "site.js")]
    assert loaded(soup_of(site, "index.html")) == ["_static/fonts.css", "_static/site.css", "_static/site.js"]
    search = loaded(soup_of(site, "search.html"))
    assert search[:2] == ["_static/fonts.css", "_static/site.css"] and search[-1] == "_static/site.js" and "searchindex.js" in search
    # what nothing loads is not published, neither a page of an earlier build
    files = {path.relative_to(site).as_posix() for path in site.rglob("*.*") if path.is_file()}
    assert {name for name in files if name.startswith("_static/")} <= {*search, *(f"_static/{name}" for name in published_files())}
    assert set(search) <= files and "gone.html" not in files


def test_a_changed_file_gets_a_new_address(lesson: BeautifulSoup) -> None:
    digest = hashlib.sha256(published_files()["site.js"].encode()).hexdigest()
    assert digest.startswith(str(lesson.select("script[src]")[-1]["src"]).partition("?v=")[2])


def test_the_text_is_what_was_written(lesson: BeautifulSoup) -> None:
    text = str(lesson.select_one("article"))
    assert "Größe &lt;b&gt;" in text and '{"text": "<\\/script> & <i>"}' in text
    assert lesson.title is not None and lesson.title.string == "Größe <b> — A & B"


def test_links_headings_tables_and_works_are_fit_for_a_screen_reader(lesson: BeautifulSoup) -> None:
    outside, inside, doi, address, *_ = lesson.select("article section > p a")
    assert outside["rel"] == ["noopener"] and "external" in outside["class"] and "rel" not in inside.attrs
    assert outside.get_text() == "link (another site)" and outside.select_one(".shell-hidden") is not None
    # a link that reads as its address says enough
    assert [doi.get_text(), address.get_text()] == ["doi:1", "https://e.org/x"]
    headerlink = lesson.select_one("h1 a.headerlink")
    assert headerlink is not None and headerlink["aria-label"] == "Link to this heading" and "title" not in headerlink.attrs
    written, printed = lesson.select("table")
    assert [(cell.name, cell.get("scope")) for cell in written.select("thead *:is(th, td)")] == [("td", None), ("th", "col")]
    assert [(cell.get_text(), cell.get("scope")) for cell in printed.select("th")] == [("land", "col"), ("2025", "col"), ("All", "row")]
    assert len(printed.select("thead tr")) == 1 and not printed.select("[style], [border]") and not lesson.select("article style")
    assert printed.caption is not None and printed.caption.get_text() == "2025 by land"
    assert lesson.select_one(".shell-scroll > table") is not None
    assert [tag.name for tag in lesson.select(".citation-list, .citation")] == ["ul", "li"]


def test_what_a_cell_prints_is_in_the_language_of_its_tag(lesson: BeautifulSoup) -> None:
    assert [output["lang"] for output in lesson.select(".cell_output")] == ["de"]


def test_the_contents_name_parts_pages_and_headings(site: Path, lesson: BeautifulSoup) -> None:
    nav, contents = lesson.select_one("#shell-nav"), lesson.select_one(".shell-contents nav")
    assert nav is not None and contents is not None
    assert [part.get_text() for part in nav.select(".shell-caption")] == ["Part & parcel"]
    assert [(link.get_text(), link["href"]) for link in nav.select("a")] == [
        ("Größe <b>", "#"),
        ("Accessibility", "reference/accessibility.html"),
    ]
    assert [link["href"] for link in nav.select("[aria-current=page]")] == ["#"]
    assert [link["href"] for link in contents.select("a")] == ["#first", "#second", "#below"]
    assert [link["href"] for link in contents.select("ul ul a")] == ["#below"]
    # one heading leaves nothing to choose
    assert soup_of(site, "index.html").select_one(".shell-contents") is None


def test_a_page_names_its_neighbours_and_the_foot_the_accessibility(lesson: BeautifulSoup) -> None:
    assert [link.get_text() for link in lesson.select(".shell-next a")] == ["Before The course", "Next Accessibility"]
    # Firefox fetches what the head calls the next page, which the policy forbids, and says so on the console of every page
    assert lesson.select("head [rel=next], head [rel=prefetch]") == []
    foot = lesson.select_one(".shell-foot")
    assert foot is not None and "By Its authors" in foot.get_text() and foot.select("a")[0]["href"] == "reference/accessibility.html"


def test_a_published_page_names_its_address_and_its_preview(published: Path) -> None:
    page = soup_of(published, "chapters/größe.html")
    address = f"{PUBLISHED}chapters/gr%C3%B6%C3%9Fe.html"
    assert [tag["href"] for tag in page.select("[rel=canonical]")] == [address]
    assert [tag["content"] for tag in page.select("[property='og:url'], [property='og:image']")] == [f"{PUBLISHED}preview.png", address]
    listed = [found.text for found in ElementTree.parse(published / "sitemap.xml").iterfind(".//{*}loc")]
    assert address in listed and f"{PUBLISHED}index.html" in listed and len(listed) == 3
    assert f"Sitemap: {PUBLISHED}sitemap.xml" in (published / "robots.txt").read_text("utf-8")


def test_a_draft_names_no_address(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = path.read_text("utf-8")
        assert "book.example" not in page
        assert not BeautifulSoup(page, "html.parser").select("[rel=canonical], [property='og:url'], [property='og:image']")
    assert not (site / "sitemap.xml").exists()
    assert (site / "robots.txt").read_text("utf-8") == "User-agent: *\nAllow: /\n"


def test_what_is_published_is_what_servers_need_and_no_more(site: Path) -> None:
    assert (site / ".nojekyll").read_bytes() == b""
    assert not (site / ".buildinfo").exists() and (site.parent / "doctrees" / ".buildinfo").is_file()


def test_blocks_have_a_class_that_reader_views_take_for_text(site: Path, lesson: BeautifulSoup) -> None:
    """By docutils' own class a reader view loses openings and cards; see the translator."""
    pages = [path.read_text("utf-8") for path in site.rglob("*.html")]
    assert not [page for page in pages if "docutils container" in page]
    assert any('class="block content"' in page or " content" in page for page in pages)


def test_a_page_describes_itself_by_its_first_paragraph(site: Path) -> None:
    for name in ("index.html", "chapters/größe.html", "404.html", "search.html"):
        page = soup_of(site, name)
        said = {tag["content"] for tag in page.select("meta[name=description], [property='og:description']")}
        assert len(said) == 1 and 0 < len(said.pop()) <= LONGEST, name


@pytest.mark.parametrize(("book", "root"), [("site", "/"), ("published", "/course/")])
def test_the_page_for_lost_readers_works_at_every_address(book: str, root: str, request: pytest.FixtureRequest) -> None:
    """A server shows it at the address that was asked for, however deep."""
    page = soup_of(request.getfixturevalue(book), "404.html")
    named = [tag.get("href") or tag.get("src") or tag.get("action") for tag in page.select("[href], script[src], [action]")]
    inside = [address for address in named if address and not address.startswith(("#", "data:"))]
    assert len(inside) > 8 and [address for address in inside if not address.startswith(root)] == []
    assert page.html is not None and page.html["data-content_root"] == root


def test_every_control_has_a_name_and_every_id_is_used_once(site: Path) -> None:
    for page in [soup_of(site, path.relative_to(site).as_posix()) for path in site.rglob("*.html")]:
        assert all(tag.get_text(strip=True) or tag.get("aria-label") for tag in page.select("a, button, summary, nav, form, dialog"))
        ids = [tag["id"] for tag in page.select("[id]")]
        assert len(ids) == len(set(ids)) and {"main-content", "shell-nav"} <= set(ids)
        assert len(page.select("form[role=search]")) == len(page.select("main")) == len(page.select("h1")) == 1
        assert not [name for tag in page.select("*") for name in tag.attrs if name.startswith("on")]


def test_a_stylesheet_loses_its_comments_and_nothing_else() -> None:
    css = """/* a "comment" */ a , b > c { color : red; margin: 0 calc(1px + 2px); }
    d :is(e, f)::after { content: " /* text */  ;} "; }
    @media (width >= 5rem) and (hover) { g { top: 0 } }"""
    assert without_comments(css) == (
        'a,b>c{color :red;margin:0 calc(1px + 2px)}d :is(e,f)::after{content:" /* text */  ;} "}@media (width>= 5rem) and (hover){g{top:0}}'
    )


def test_fonts_are_small_and_the_same_each_time(tmp_path: Path) -> None:
    rules = stylesheet(CUTS, tmp_path / "cache")
    assert rules.count("data:font/woff2;base64,") == len(CUTS)
    assert len(gzip.compress(rules.encode(), mtime=0)) <= 90_000
    assert stylesheet(CUTS[:1], tmp_path / "another cache") == rules.splitlines()[0]


def test_underlines_are_written_so_that_every_browser_takes_them() -> None:
    """WebKit drops the whole of a ``text-decoration`` that says more than one thing; a marked word had then no underline."""
    styles = [*(PACKAGE / "site" / "styles").glob("*.css"), *(PACKAGE / "exercises").glob("*/style.css"), PACKAGE / "export" / "epub.css"]
    said = {str(path): re.findall(r"text-decoration:\s*[^;}]*[^;}\s]\s+[^;}]+", path.read_text("utf-8")) for path in styles}
    assert {path: found for path, found in said.items() if found} == {}
