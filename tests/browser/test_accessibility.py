"""axe on every page, wide and at a zoom of 400 %; no page scrolls sideways there; and what axe passes over. The contrast of
colours, which takes it longest, is in ``test_contrast.py``."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import NavigableString, Tag
from playwright.sync_api import Browser

from migrationbook.corpus.bibliography import PAGES as BIBLIOGRAPHY
from migrationbook.corpus.bibliography import language as language_of
from migrationbook.corpus.fingerprint import OMISSION, fold
from migrationbook.corpus.load import corpus
from tests.browser.conftest import PAGES, SITE, WINDOW, Visit, listen, soup_of
from tests.browser.test_form import STORED
from tests.browser.test_reader import SOUND

#: How many pixels of a page stand outside of the window.
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CONTRAST = "color-contrast"
PAGE = {"include": [["html"]]}
#: What axe leaves out if it is not asked: the size of targets, and whether a name holds the words that are seen.
ASKED_FOR = {rule: {"enabled": True} for rule in ("target-size", "label-content-name-mismatch")}
WITHOUT_CONTRAST = {"rules": {CONTRAST: {"enabled": False}, **ASKED_FOR}}
#: What can go wrong in a narrow page and not in a wide one.
WHEN_NARROW = {"runOnly": {"type": "rule", "values": ["scrollable-region-focusable", "target-size"]}}


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_no_cookie_is_set(visit: Visit, path: str) -> None:
    assert visit.context.cookies() == []
    faults = visit.run_axe(PAGE, WITHOUT_CONTRAST)
    assert visit.page.evaluate(SIDEWAYS) == 0
    with visit.narrow():
        assert visit.page.evaluate(SIDEWAYS) == 0
        faults += [f"narrow: {finding}" for finding in visit.run_axe(PAGE, WHEN_NARROW)]
    visit.assert_clean()
    assert faults == []


def test_axe_finds_nothing_on_a_page_of_progress_that_is_filled(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WINDOW, reduced_motion="reduce", color_scheme="light")
    visit = Visit(context.new_page(), context, address, path="chapters/progress.html")
    listen(visit).open(visit.path)
    solved = [asked for lesson in corpus().lessons for asked in corpus().asked(lesson)]
    records = {f"{STORED}{asked.uid}": json.dumps(SOUND | {"solved": at % 2 == 0}) for at, asked in enumerate(solved)}
    visit.page.evaluate("records => Object.entries(records).forEach(([name, value]) => localStorage.setItem(name, value))", records)
    visit.page.reload()
    assert visit.page.get_by_role("button", name="Delete").count() > len(corpus().chapters)
    faults = visit.run_axe(PAGE, WITHOUT_CONTRAST)
    with visit.narrow():
        faults += [f"narrow: {finding}" for finding in visit.run_axe(PAGE, WHEN_NARROW)]
    context.close()
    assert faults == []


# ------------------------------------------------------------------------------------------------ what stands in the files
@pytest.mark.parametrize("path", PAGES)
def test_headings_are_in_order(path: str) -> None:
    levels = [int(heading.name[1]) for heading in soup_of(path).find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert [after for before, after in pairwise(levels) if after > before + 1] == []


@pytest.mark.parametrize("path", PAGES)
def test_every_id_is_used_once(path: str) -> None:
    assert [name for name, count in Counter(tag["id"] for tag in soup_of(path).select("[id]")).items() if count > 1] == []


FILE_NAME = re.compile(r"\.(png|svg|jpe?g|gif|webp)\b|^(image|figure|picture)\b", re.IGNORECASE)


@pytest.mark.parametrize("path", PAGES)
def test_every_picture_has_a_text_that_is_no_file_name(path: str) -> None:
    soup = soup_of(path)
    texts = [str(picture.get("alt", "")) for picture in soup.select("img:not([role=presentation])")]
    texts += [str(picture.get("aria-label", "")) for picture in soup.select("[role=img]")]
    assert [text for text in texts if len(text) < 20 or FILE_NAME.search(text)] == []
    # a picture that is not said to be one is named by what it stands in
    bare = [picture for picture in soup.select("svg") if not picture.find_parent(role="img") and not picture.find_parent(class_="mb-frame")]
    assert [str(picture)[:80] for picture in bare if picture.get("aria-hidden") != "true"] == []


def language(text: NavigableString) -> str:
    """The language that a browser takes a text to be in."""
    return next(str(parent["lang"]) for parent in text.parents if parent.has_attr("lang"))


def windows(words: str) -> Iterator[str]:
    """Every five words in a row."""
    parts = words.split()
    return (" ".join(parts[at : at + 5]) for at in range(len(parts) - 4))


@cache
def german() -> frozenset[str]:
    """Every five words in a row of the excerpts."""
    pieces = (piece for excerpt in corpus().excerpts.values() for piece in OMISSION.split(fold(excerpt.de)))
    return frozenset(window for piece in pieces if piece for window in windows(piece))


#: Small words that German has and English has not; a text with many of them is German.
SMALL = re.compile(r"\b(der|das|und|nicht|wird|werden|eine[rnms]?|ist|sind|mit|auf|für|durch|von|dem|den|des|zur|zum|bei|aus|nach)\b")


def names_a_work(element: Tag) -> bool:
    """Whether an element is a citation or an entry of the bibliography, where names of offices stand as they are."""
    return bool({"mb-cite", "bibtex-citation", "citation"} & {*element.get_attribute_list("class")})


@pytest.mark.parametrize("path", PAGES)
def test_no_german_is_taken_for_english(path: str) -> None:
    unmarked = []
    page = soup_of(path).html
    assert page is not None
    for text in page.find_all(string=True):
        parent = text.parent
        if not isinstance(parent, Tag) or parent.name in ("script", "style", "title") or language(text) == "de":
            continue
        if parent.find_parent(names_a_work) or names_a_work(parent):
            continue
        words = " ".join(text.split())
        count = len(words.split())
        if any(window in german() for window in windows(words)) or (count > 3 and len(SMALL.findall(words)) > count / 5):
            unmarked.append(words[:120])
    assert unmarked == []
    # a term that the text introduces as German
    terms = [mark for mark in soup_of(path).select("em, i") if str(mark.previous_sibling or "").endswith("German ")]
    assert [mark.get_text() for mark in terms if not (mark.get("lang") or mark.select_one("[lang]"))] == []


def test_titles_of_works_are_marked_with_their_language() -> None:
    pages = [soup_of(f"chapters/reference/{page}.html") for page in BIBLIOGRAPHY.values()]
    shown = {element["id"]: element for page in pages for element in page.find_all(id=True)}
    entries = {key: entry for key, entry in corpus().bibliography.entries.items() if f"cite-{key}" in shown}
    marked = {key: {mark["lang"] for mark in shown[f"cite-{key}"].select("[lang]")} for key in entries}
    assert marked == {key: {language_of(entry)} - {"en"} for key, entry in entries.items()}
    assert any(marked.values())


@pytest.mark.parametrize("path", PAGES)
def test_links_to_other_sites_say_so_and_all_others_lead_somewhere(path: str) -> None:
    faults = []
    for link in soup_of(path).select("a[href]"):
        address = urlsplit(str(link["href"]))
        words = link.get_text()
        if address.scheme or address.netloc:
            said = address.netloc in words or words.startswith("doi:") or link.select_one(".shell-hidden, .mb-hidden") is not None
            marked = {"noopener", "external"} <= {*link.get_attribute_list("rel"), *link.get_attribute_list("class")}
            if address.scheme not in ("http", "https") or link.get("target") or not (said and marked):
                faults.append(str(link)[:160])
        # the page for lost readers is shown at any address, so that its links begin at the root of the host
        elif not (SITE / path).parent.joinpath(unquote(address.path).lstrip("/") or Path(path).name).resolve().is_file():
            faults.append(f"leads nowhere: {link['href']}")
    assert faults == []
