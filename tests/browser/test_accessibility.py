"""axe on every page, wide and at a zoom of 400 %; no page scrolls sideways there; and what axe passes over.

Nine tenths of axe's time go into the contrast of colours. Colours come from the style sheets alone, so it is measured,
light and dark, on a few pages that together hold whatever a style sheet can name.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import axe_playwright_python
import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from playwright.sync_api import Browser, Locator, Page

from migrationbook.corpus import corpus
from migrationbook.proof import OMISSION, fold
from migrationbook.references import language as language_of
from tests.browser.conftest import SITE, covering, watch
from tests.browser.test_reader import PAGES

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


#: Boxes that scroll are told to be reachable after the page has been drawn in its new width.
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
#: How many pixels of a page stand outside of the window.
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CONTRAST = "color-contrast"
PAGE = {"include": [["html"]]}
#: In the dark a picture keeps the colours of the light page, on its own ground.
TEXT = {"exclude": [["svg"]]}
#: axe leaves out the size of targets if it is not asked.
WITHOUT_CONTRAST = {"rules": {CONTRAST: {"enabled": False}, "target-size": {"enabled": True}}}
#: What can go wrong in a narrow page and not in a wide one.
WHEN_NARROW = {"runOnly": {"type": "rule", "values": ["scrollable-region-focusable", "target-size"]}}
#: The spacing that success criterion 1.4.12 of WCAG 2.2 names.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
#: Elements that cut off text; one that only a screen reader is told has no size.
CUT_OFF = """() => [...document.body.querySelectorAll("*")].filter((element) => {
  const { overflowX, overflowY } = getComputedStyle(element);
  const cuts = (way) => way === "hidden" || way === "clip";
  const { clientWidth: width, clientHeight: height } = element;
  return element.checkVisibility() && element.textContent.trim() && width > 1 && height > 1
    && (cuts(overflowX) && element.scrollWidth > width + 1 || cuts(overflowY) && element.scrollHeight > height + 1);
}).map((element) => element.outerHTML.slice(0, 120))"""
ELEMENT, CLASSES = re.compile(r"<([a-z][a-z0-9]*)([^<>]*)>"), re.compile(r'\sclass="([^"]*)"')


def findings(page: Page, part: dict, options: dict) -> list[str]:
    """Return axe's findings, one line each.

    Parameters
    ----------
    page:
        The page, with axe in it.
    part, options:
        axe's context and options.
    """
    report = page.evaluate("([part, options]) => axe.run(part, {...options, resultTypes: ['violations']})", [part, options])
    return [f"{finding['id']}: {node['html'][:120]}" for finding in report["violations"] for node in finding["nodes"]]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_no_cookie_is_set(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    watched = watch(context, address)
    page = watched.open(path)
    assert context.cookies() == []
    page.evaluate(AXE)
    faults = findings(page, PAGE, WITHOUT_CONTRAST)
    assert page.evaluate(SIDEWAYS) == 0
    page.set_viewport_size({"width": 320, "height": 800})
    page.evaluate(DRAWN)
    assert page.evaluate(SIDEWAYS) == 0
    faults += [f"narrow: {finding}" for finding in findings(page, PAGE, WHEN_NARROW)]
    watched.assert_clean()
    context.close()
    assert faults == []


def what_styles_can_name(path: str) -> set[Hashable]:
    """Every element of a page with its classes, outside pictures, and every kind of exercise, which scripts make."""
    text = re.sub(r"<svg\b.*?</svg>", "", (SITE / path).read_text("utf-8"), flags=re.DOTALL)
    lesson = lesson_of(path)
    kinds = {asked.exercise.kind for asked in corpus().asked(lesson)} if lesson in corpus().lessons else set()  # type: ignore[attr-defined]
    return {*((name, *CLASSES.findall(attributes)) for name, attributes in set(ELEMENT.findall(text))), *kinds}


def lesson_of(path: str) -> str:
    """The name that a page has if it is a lesson's."""
    return path.removeprefix("chapters/").removesuffix(".html")


@pytest.mark.parametrize("path", covering({path: what_styles_can_name(path) for path in PAGES}))
def test_text_stands_out_in_light_and_dark_and_the_narrow_page_loses_nothing(browser: Browser, address: str, path: str) -> None:
    faults = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900}, bypass_csp=True)
        page = watch(context, address).open(path)
        page.evaluate(AXE)
        part = PAGE if scheme == "light" else TEXT
        faults += [f"{scheme}: {finding}" for finding in findings(page, part, {"runOnly": {"type": "rule", "values": [CONTRAST]}})]
        if scheme == "light":
            page.set_viewport_size({"width": 320, "height": 800})
            page.evaluate(DRAWN)
            faults += [f"narrow: {finding}" for finding in findings(page, PAGE, {})]
            page.add_style_tag(content=SPACING)
            page.evaluate(DRAWN)
            faults += [f"wide spacing cuts off: {element}" for element in page.evaluate(CUT_OFF)]
            faults += ["wide spacing: the page scrolls sideways"] if page.evaluate(SIDEWAYS) else []
        context.close()
    assert faults == []


#: What a reader chooses or switches, by the kind of control.
CHOSEN = (".mb-option", ".mb-pill", ".mb-word", ".mb-switch")


def controls_of(path: str) -> set[Hashable]:
    """The kinds of exercise and of controls that a lesson has."""
    lesson = corpus().lessons.get(lesson_of(path))
    kinds = {asked.exercise.kind for asked in corpus().asked(lesson_of(path))} if lesson else set()  # type: ignore[attr-defined]
    return kinds | ({control.kind for explorer in lesson.explorers for control in explorer.controls} if lesson else set())


def look(page: Page, place: Locator) -> bytes:
    """A picture of a place with a margin: rings stand around it."""
    box = place.bounding_box()
    assert box
    return page.screenshot(clip={"x": box["x"] - 8, "y": box["y"] - 8, "width": box["width"] + 16, "height": box["height"] + 16})


def test_with_the_systems_own_colours_a_choice_and_the_focus_are_seen(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, forced_colors="active", reduced_motion="reduce")
    seen = set()
    for path in covering({path: controls_of(path) for path in PAGES}):
        page = watch(context, address).open(path)
        for selector in CHOSEN:
            place = page.locator(f".mb-app {selector}:visible").first
            if not place.count():
                continue
            control = place if selector == ".mb-word" else place.locator("input")
            place.scroll_into_view_if_needed()
            looks = [look(page, place)]
            control.focus()
            # whoever clicks needs no ring: the browser shows it after a key
            page.keyboard.press("Shift")
            looks.append(look(page, place))
            page.keyboard.press("Space")
            looks.append(look(page, place))
            assert len(set(looks)) == len(looks), f"{path}: {selector}"
            seen.add(selector)
        page.close()
    context.close()
    assert seen == set(CHOSEN)


# ------------------------------------------------------------------------------------------------ what stands in the files
@cache
def soup_of(path: str) -> BeautifulSoup:
    """A page as it is served."""
    return BeautifulSoup((SITE / path).read_text("utf-8"), "html.parser")


@pytest.mark.parametrize("path", PAGES)
def test_headings_are_in_order(path: str) -> None:
    levels = [int(heading.name[1]) for heading in soup_of(path).find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert [after for before, after in pairwise(levels) if after > before + 1] == []


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
    bibliography = soup_of("chapters/reference/bibliography.html")
    shown = {element["id"]: element for element in bibliography.find_all(id=True)}
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
        elif not (SITE / path).parent.joinpath(unquote(address.path) or Path(path).name).resolve().is_file():
            faults.append(f"leads nowhere: {link['href']}")
    assert faults == []
