"""What an eye needs: contrast in light and dark, room for text that a reader spaces, the system's own colours.

Nine tenths of axe's time go into the contrast of colours. Colours come from the style sheets alone, so it is measured on a
few pages that together hold whatever a style sheet can name, and there on two of all pieces of text that look the same.
"""

from __future__ import annotations

import re
from collections.abc import Hashable

import pytest
from playwright.sync_api import Browser, Locator, Page

from migrationbook.corpus.load import corpus
from tests.browser.conftest import DRAWN, PAGES, SITE, Visit, covering, watch
from tests.browser.test_accessibility import CONTRAST, PAGE, SIDEWAYS

#: Marks the first two of the elements whose text has the same colours, size and weight on the same grounds, so that axe
#: measures them for all: a bibliography is 340 times the same entry, and axe needs a tenth of a second for each of its links.
MARK_EACH_LOOK = """() => {
  const GROUND = ["backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "position", "zIndex"];
  const LETTERS = ["color", "fontSize", "fontWeight", "textShadow", "textDecorationLine", "-webkit-text-fill-color"];
  const look = (element, names) => names.map((name) => getComputedStyle(element)[name]).join();
  const grounds = new Map([[null, ""]]);
  const ground = (element) => {
    if (!grounds.has(element)) grounds.set(element, ground(element.parentElement) + look(element, GROUND) + "|");
    return grounds.get(element);
  };
  const seen = new Map();
  let marked = 0;
  for (const element of document.body.querySelectorAll("*")) {
    const has_text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!has_text && !element.matches("input, select, textarea") || !element.checkVisibility({ visibilityProperty: true })) continue;
    const key = element.localName + Boolean(element.closest("svg")) + look(element, LETTERS) + ground(element);
    seen.set(key, (seen.get(key) ?? 0) + 1);
    if (seen.get(key) > 2) continue;
    element.setAttribute("data-look", "");
    marked += 1;
  }
  return marked;
}"""
UNMARK = "() => document.querySelectorAll('[data-look]').forEach((element) => element.removeAttribute('data-look'))"
ALL_BUT_CONTRAST = {"rules": {CONTRAST: {"enabled": False}}}
LOOKS = {"include": [["[data-look]"]]}
#: In the dark a picture keeps the colours of the light page, on its own ground.
TEXT = {**LOOKS, "exclude": [["svg"]]}
#: The spacing that success criterion 1.4.12 of WCAG 2.2 names.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
#: Sets a reader's own style sheet, which no policy of the page forbids.
SPACED_OUT = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}"""
#: Elements that cut off text; one that only a screen reader is told has no size.
CUT_OFF = """() => [...document.body.querySelectorAll("*")].filter((element) => {
  const { overflowX, overflowY } = getComputedStyle(element);
  const cuts = (way) => way === "hidden" || way === "clip";
  const { clientWidth: width, clientHeight: height } = element;
  return element.checkVisibility() && element.textContent.trim() && width > 1 && height > 1
    && (cuts(overflowX) && element.scrollWidth > width + 1 || cuts(overflowY) && element.scrollHeight > height + 1);
}).map((element) => element.outerHTML.slice(0, 120))"""
ELEMENT, CLASSES = re.compile(r"<([a-z][a-z0-9]*)([^<>]*)>"), re.compile(r'\sclass="([^"]*)"')


def what_styles_can_name(path: str) -> set[Hashable]:
    """Every element of a page with its classes, outside pictures, and every kind of exercise, which scripts make."""
    text = re.sub(r"<svg\b.*?</svg>", "", (SITE / path).read_text("utf-8"), flags=re.DOTALL)
    lesson = lesson_of(path)
    kinds = {asked.exercise.kind for asked in corpus().asked(lesson)} if lesson in corpus().lessons else set()  # type: ignore[attr-defined]
    return {*((name, *CLASSES.findall(attributes)) for name, attributes in set(ELEMENT.findall(text))), *kinds}


def lesson_of(path: str) -> str:
    """The name that a page has if it is a lesson's."""
    return path.removeprefix("chapters/").removesuffix(".html")


def faint(visit: Visit, part: dict) -> list[str]:
    """Return the pieces of text that do not stand out, as axe finds them.

    Parameters
    ----------
    visit:
        The page.
    part:
        Which of the marked elements are measured: axe's context.
    """
    assert visit.page.evaluate(MARK_EACH_LOOK), "there is no text to see"
    found = visit.run_axe(part, {"runOnly": {"type": "rule", "values": [CONTRAST]}})
    visit.page.evaluate(UNMARK)
    return found


@pytest.mark.parametrize("path", covering({path: what_styles_can_name(path) for path in PAGES}))
def test_text_stands_out_in_light_and_dark_and_the_narrow_page_loses_nothing(visit: Visit, path: str) -> None:
    page = visit.page
    faults = [f"light: {finding}" for finding in faint(visit, LOOKS)]
    with visit.dark():
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        faults += [f"dark: {finding}" for finding in faint(visit, TEXT)]
    with visit.narrow():
        faults += [f"narrow: {finding}" for finding in [*visit.run_axe(PAGE, ALL_BUT_CONTRAST), *faint(visit, LOOKS)]]
        page.evaluate(SPACED_OUT, SPACING)
        page.evaluate(DRAWN)
        faults += [f"wide spacing cuts off: {element}" for element in page.evaluate(CUT_OFF)]
        faults += ["wide spacing: the page scrolls sideways"] if page.evaluate(SIDEWAYS) else []
        page.evaluate(SPACED_OUT, "")
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
