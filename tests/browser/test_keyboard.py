"""What axe does not see: the way of the focus, that it can be seen, and that nothing moves for a reader who asked for that."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from migrationbook.corpus.load import corpus
from migrationbook.lesson.exercise import Context, spec
from tests.browser.conftest import DRAWN, Watched, watch
from tests.browser.keys import answer, follow, go

CHAPTERS = corpus().chapters
#: One lesson of each chapter, and of each part of a long one; the last is the last of the course.
#: The first lesson of each chapter; of the last chapter the last lesson, for a review is none.
ROUTE = [
    *(chapter.lessons[0] for chapter in CHAPTERS[:-1]),
    next(name for name in reversed(CHAPTERS[-1].lessons) if corpus().lessons[name].form == "lesson"),
]
WIDE: ViewportSize = {"width": 1280, "height": 900}
#: A window of 1280 × 1024 pixels at a zoom of 400 %.
ZOOMED: ViewportSize = {"width": 320, "height": 256}

#: What has the focus: which of all that had it, and what is amiss with it. -1 when the focus has left the page.
FOCUSED = """() => {
  const active = document.activeElement;
  if (!active || active === document.body || active === document.documentElement) return { number: -1 };
  const style = getComputedStyle(active);
  const amiss = [];
  const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && !/rgba\\(.*, 0\\)/.test(style.outlineColor);
  if (!seen) amiss.push('no outline');
  if (active.tabIndex > 0) amiss.push('a tabindex above 0');
  const box = active.getClientRects()[0];
  const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .15], [.5, .85]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
  // another part of the page, such as the bar at the top, may not lie over it
  const region = (element) => element.closest('header, main, nav, footer, dialog');
  const shows = ([x, y]) => {
    const there = document.elementFromPoint(x, y);
    return there && (active.contains(there) || (there.contains(active) && region(there) === region(active)));
  };
  if (!points.some(shows)) amiss.push('hidden or out of sight');
  window.met ??= [];
  if (!window.met.includes(active)) window.met.push(active);
  return { number: window.met.indexOf(active), amiss, html: active.outerHTML.slice(0, 120) };
}"""

#: The place of each element that had the focus, in the order in which they had it, among all that Tab has to reach: a group
#: of radio buttons is one stop. And how many those are. A picture that is fetched on the way moves no element's place.
STOPS = """() => {
  const groups = new Set();
  const stops = [...document.querySelectorAll('*')].filter((element) => {
    if (!element.matches('a[href], button, input, select, textarea, summary, [tabindex]') || element.tabIndex < 0) return false;
    if (element.disabled || !element.checkVisibility({ visibilityProperty: true })) return false;
    if (element.type === 'radio') {
      if (groups.has(element.name)) return false;
      groups.add(element.name);
    }
    return true;
  });
  return { places: window.met.map((element) => stops.indexOf(element)), count: stops.length };
}"""


def walk(page: Page, key: str) -> list[dict[str, Any]]:
    """Press a key until the focus leaves the page, and return what had it on the way."""
    way: list[dict[str, Any]] = []
    for _ in range(600):
        page.keyboard.press(key)
        found = page.evaluate(FOCUSED)
        if found.get("amiss"):
            # what had the focus before, such as the link that skips the contents, may be on its way out of sight
            page.evaluate(DRAWN)
            found = page.evaluate(FOCUSED)
        if found["number"] < 0 or (way and found["number"] == way[0]["number"]):
            return way
        way.append(found)
    raise AssertionError(f"the focus does not leave the page; last it had {way[-1]['html']}")


# around the text all wide pages are the same: two of them stand for all
@pytest.mark.parametrize(
    ("lesson", "window"),
    [*((lesson, ZOOMED) for lesson in ROUTE), (ROUTE[1], WIDE), (ROUTE[-1], WIDE)],
    ids=lambda value: value if isinstance(value, str) else f"{value['width']} px",
)
def test_the_focus_follows_the_order_of_reading_and_is_seen(browser: Browser, address: str, lesson: str, window: ViewportSize) -> None:
    # without motion a page stands still when it is looked at
    context = browser.new_context(viewport=window, reduced_motion="reduce")
    reader = watch(context, address)
    page = reader.open(f"chapters/{lesson}.html")
    page.evaluate("document.fonts.ready.then(() => null)")
    way = walk(page, "Tab")
    stops = page.evaluate(STOPS)
    assert stops["places"] == list(range(stops["count"]))
    assert [found["number"] for found in way] == stops["places"], "the focus goes back"
    assert [f"{', '.join(found['amiss'])}: {found['html']}" for found in way if found["amiss"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    reader.assert_clean()
    context.close()


def test_the_focus_goes_back_the_same_way(reader: Watched) -> None:
    page = reader.open(f"chapters/{ROUTE[1]}.html")
    on = walk(page, "Tab")
    back = walk(page, "Shift+Tab")
    # of a group of radio buttons the last is the stop on the way back
    assert len(back) == len(on)
    places = page.evaluate("window.met.map((element) => [...document.querySelectorAll('*')].indexOf(element))")
    way = [places[found["number"]] for found in back]
    assert way == sorted(way, reverse=True)


#: The side of the nearest ancestor that cuts what stands out of it, and the sides of the focus ring, in pixels.
RING = """control => {
  control.focus();
  const style = getComputedStyle(control), out = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
  const box = control.getBoundingClientRect();
  let around = control.parentElement;
  while (around && getComputedStyle(around).overflowX === 'visible') around = around.parentElement;
  const cut = (around ?? document.documentElement).getBoundingClientRect();
  return { left: box.left - out - cut.left, right: cut.right - box.right - out };
}"""


def test_the_ring_round_a_control_is_whole(reader: Watched) -> None:
    page = reader.open("chapters/iom/money.html")
    for control in page.locator(".mb-app [data-control]").all():
        room = control.evaluate(RING)
        assert room["left"] >= 0 and room["right"] >= 0, room


def test_the_contents_open_as_a_drawer_and_close_by_escape(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=ZOOMED)
    page = watch(context, address).open(f"chapters/{ROUTE[0]}.html")
    go(page, "[data-shell=nav]")
    page.keyboard.press("Enter")
    inside = "document.querySelector('dialog.shell-drawer').contains(document.activeElement)"
    assert page.evaluate(inside)
    page.keyboard.press("Tab")
    assert page.evaluate(inside)
    page.keyboard.press("Escape")
    assert not page.locator("dialog.shell-drawer").is_visible()
    assert page.evaluate("document.activeElement.matches('[data-shell=nav]')")
    context.close()


MOTION = """() => {
  const durations = [...document.querySelectorAll('*')].flatMap(element => ['', '::before', '::after'].flatMap(part => {
    const style = getComputedStyle(element, part || null);
    return [...style.transitionDuration.split(','), ...style.animationDuration.split(',')].map(parseFloat);
  }));
  return { longest: Math.max(...durations), scroll: getComputedStyle(document.documentElement).scrollBehavior };
}"""


def test_nothing_moves_for_who_asked_for_that(browser: Browser, address: str) -> None:
    found = {}
    for wish in ("reduce", "no-preference"):
        context = browser.new_context(reduced_motion=wish)
        page = watch(context, address).open(f"chapters/{ROUTE[1]}.html")
        found[wish] = page.evaluate(MOTION)
        context.close()
    assert found["reduce"]["longest"] <= 0.001 and found["reduce"]["scroll"] == "auto"
    # otherwise nothing would be tested here
    assert found["no-preference"]["longest"] > 0.001 and found["no-preference"]["scroll"] == "smooth"


def test_the_whole_course_by_keyboard_alone(reader: Watched) -> None:
    """From the first page through one lesson of each chapter to the capstone, with an answer in each."""
    assert ROUTE[-1] == "ai-act/capstone"
    page = reader.open("index.html")
    met: set[str] = set()
    for lesson in ROUTE:
        follow(page, f'#shell-nav a[href$="{lesson.split("/")[1]}.html"]')
        assert page.url.endswith(f"chapters/{lesson}.html")
        go(page, ".shell-skip")
        page.keyboard.press("Enter")
        # rather a kind of exercise that has not been met on the way
        specs = [spec(Context(corpus(), asked)) for asked in corpus().asked(lesson)]
        chosen = next((found for found in specs if found["kind"] not in met), specs[0])
        met.add(chosen["kind"])
        assert answer(page, chosen) in ("right", "done"), f"{chosen['uid']} is not solved by keys"
    assert len(met) >= 7
    reader.assert_clean()
