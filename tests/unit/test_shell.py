"""The shell of a page, the site's stylesheet and its fonts, without building a book."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from migrationbook.core.errors import CourseError
from migrationbook.site.fonts import CUTS, write_fonts
from migrationbook.site.page import Shell, finish_page, policy
from migrationbook.site.shell import THEME, bundle_css, prune_css, unused_files, used_names

THEME_PAGE = """<!DOCTYPE html><html lang="en" data-content_root="../"><head><title>A &amp; B</title>
<link rel="preconnect" href="https://fonts.example"><link rel="stylesheet" href="../_static/theme.css">
<link rel="stylesheet" href="../_static/exercises.css?v=1"><script src="https://cdn.example/x.js"></script>
<script src="../_static/exercises.js?v=1" defer></script><script>let tracked = true;</script></head><body>
<a class="navbar-brand" href="../index.html">The book</a>
<nav class="bd-docs-nav"><div class="bd-toc-item"><ul class="nav"><li class="current has-children"><a href="a.html">Chapter</a>
<details open><summary><i class="fa-solid fa-chevron-down"></i></summary><ul><li><a class="current" href="#">Here</a></li></ul></details>
</li></ul></div></nav>
<div class="article-header-buttons"><a href="../_sources/" title="Source">.ipynb</a><a href="a.pdf" title="Sheet">.pdf</a></div>
<article class="bd-article"><h1>Größe<a class="headerlink" href="#x" title="Link to this heading">#</a></h1>
<p onclick="go()">A <a href="https://example.org">link</a>, <a href="b.html">another</a>, <i class="fa-solid fa-star"></i>&lt;b&gt;.</p>
<div class="cell tag_language-de docutils container"><div class="cell_output"><pre>zur Steuerung</pre></div></div>
<p class="more"><a href="https://doi.org/1">doi:1</a> <a href="https://e.org/x">https://e.org/x</a></p>
<table><tr><th></th><th>2024</th></tr></table><svg viewBox="0 0 1 1"></svg>
<script type="application/json">{"text": "<\\/script> & <i>"}</script><script>alert(1)</script></article></body></html>"""


def shell() -> Shell:
    """The real skeleton with short words."""
    words = dict.fromkeys(("skip", "menu", "close", "search", "search_placeholder", "search_button", "search_title"), "w")
    more = dict.fromkeys(("search_noscript", "page_menu", "print", "mode", "mode_auto", "mode_light", "mode_dark", "course"), "w")
    last = dict.fromkeys(("on_this_page", "before_and_after", "previous", "next", "to_top", "accessibility", "external"), "w")
    templates = {"lessons_of": "Lessons of {title}"}
    return Shell(
        skeleton=(THEME / "shell.html").read_text("utf-8"),
        strings=words | more | last | templates,
        head_script="first();",
        stylesheet="_static/site.css",
        script="_static/site.js",
        keep=frozenset({"exercises.js", "exercises.css"}),
    )


@pytest.fixture(scope="module")
def page() -> BeautifulSoup:
    return BeautifulSoup(finish_page(THEME_PAGE, shell()), "html.parser")


def test_the_policy_comes_first_and_names_the_inline_script(page: BeautifulSoup) -> None:
    metas = page.select("head > meta")
    assert metas[0]["charset"] == "utf-8"
    digest = base64.b64encode(hashlib.sha256(b"first();").digest()).decode()
    assert metas[1]["content"] == policy(["first();"])
    assert f"script-src 'self' 'sha256-{digest}';" in metas[1]["content"]


def test_only_the_courses_own_files_are_loaded(page: BeautifulSoup) -> None:
    assert [tag.get("src") for tag in page.select("script:not([type])")] == [None, "../_static/exercises.js?v=1", "../_static/site.js"]
    assert [tag["href"] for tag in page.select("link[rel~=stylesheet]")] == ["../_static/site.css", "../_static/exercises.css?v=1"]
    assert not page.select("link[rel=preconnect]")


def test_the_text_is_kept_and_what_the_policy_forbids_is_not(page: BeautifulSoup) -> None:
    text = str(page.select_one("article"))
    assert "Größe" in text and "&lt;b&gt;" in text and '{"text": "<\\/script> & <i>"}' in text
    assert "onclick" not in text and "alert" not in text and "fa-star" not in text


def test_links_headings_tables_and_openers_are_mended(page: BeautifulSoup) -> None:
    outside, inside = page.select("article p:not(.more) a")
    assert outside["rel"] == ["noopener"] and "external" in outside["class"] and "rel" not in inside.attrs
    assert outside.get_text() == "link (w)" and outside.select_one(".shell-hidden") is not None
    # a link that reads as its address says enough
    assert [link.get_text() for link in page.select("article p.more a.external")] == ["doi:1", "https://e.org/x"]
    assert page.select_one("a.headerlink")["aria-label"] == "Link to this heading"
    assert [cell.name for cell in page.select("tr > *")] == ["td", "th"]
    assert page.select_one("#shell-nav summary").get_text() == "Lessons of Chapter"
    assert page.select_one("#shell-nav [aria-current]")["href"] == "#"


def test_what_a_cell_prints_is_in_the_language_of_its_tag(page: BeautifulSoup) -> None:
    assert page.select_one(".cell_output")["lang"] == "de"


def test_the_menu_offers_no_empty_folder_and_the_foot_the_accessibility(page: BeautifulSoup) -> None:
    assert [link["href"] for link in page.select(".shell-menu a")] == ["a.pdf"]
    assert page.select_one(".shell-foot a")["href"] == "../chapters/reference/accessibility.html"


def test_a_page_without_text_is_an_error() -> None:
    with pytest.raises(CourseError, match="bd-article"):
        finish_page("<html><body></body></html>", shell())


def test_only_rules_that_cannot_apply_are_dropped() -> None:
    css = ".used,.unused{color:red} .unused{color:blue} .used:not(.unused){margin:0} p{top:0} @media print{#gone{top:1px}}"
    assert prune_css(css, {"used"}) == ".used,.unused{color:red}.used:not(.unused){margin:0}p{top:0}"


def test_names_come_from_attributes_and_from_every_word_of_a_script() -> None:
    assert used_names(["<p class='a b' id=\"c\">word</p>"], ["el.className = 'mb-live'"]) >= {"a", "b", "c", "mb-live"}
    assert "word" not in used_names(["<p>word</p>"], [])


def test_the_theme_cannot_shout_down_the_course() -> None:
    css = bundle_css("@charset 'x';@font-face{src:url(icon.woff)}p{color:red!important}", "p{color:#00f}", "", set())
    assert "@layer theme{p{color:red}}" in css and css.endswith("p{color:#00f}\n") and "icon" not in css


def test_files_that_nothing_names_are_found(tmp_path: Path) -> None:
    for name in ("a.js", "b.js"):
        (tmp_path / name).write_text("")
    assert unused_files(tmp_path, ['<script src="_static/a.js?v=1">']) == [tmp_path / "b.js"]


def test_fonts_are_small_and_the_same_each_time(tmp_path: Path) -> None:
    rules = write_fonts(tmp_path / "fonts", tmp_path / "cache")
    assert rules.count("font-display:swap") == len(CUTS)
    assert sum(path.stat().st_size for path in (tmp_path / "fonts").iterdir()) <= 90_000
    assert write_fonts(tmp_path / "again" / "fonts", tmp_path / "another cache", CUTS[:1]) == rules.splitlines()[0]
