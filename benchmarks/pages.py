"""What a reader's browser needs for a lesson: bytes, requests, time to an answer and to a new picture, faults that axe finds."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from benchmarks.serve import Answer, Packages, Served, serving

_PROBE = (Path(__file__).parent / "probe.js").read_text("utf-8")
#: How long a verdict or a picture is waited for, in milliseconds, before it counts as never.
PATIENCE = 20_000
#: Key presses on a slider at each visit; the first one is told apart.
PRESSES = 5
#: A page has everything when nothing was sent for so long, in milliseconds: loaders try one place after another.
_SETTLING = 2000
#: How long a page may load, in milliseconds, before the run is given up.
_LOADING = 120_000
_WINDOW = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Book:
    """A built book to measure.

    Parameters
    ----------
    site:
        Its folder.
    page:
        The lesson that is measured.
    next_page:
        Another lesson.
    exercise, check, verdict:
        CSS selectors of an exercise, its button and the place of its verdict.
    slider, picture:
        CSS selectors of an explorer's first slider and the place of its picture.
    """

    site: Path
    page: str
    next_page: str
    exercise: str
    check: str
    verdict: str
    slider: str
    picture: str

    def probe(self) -> str:
        """Return the script that measures in its pages."""
        names = {name: getattr(self, name) for name in ("exercise", "check", "verdict", "picture")}
        return f"({_PROBE})({json.dumps(names)})"


@dataclass
class Visits:
    """What several readers with an empty browser found, one entry a visit.

    Parameters
    ----------
    first, second:
        What was sent for the lesson, and then for another lesson of the same book.
    answered:
        Milliseconds to the first verdict at each slowdown; ``None`` if it never came.
    first_press, presses:
        Milliseconds from a key press to the new picture at each slowdown: the first of a visit, and the others.
    unanswered:
        Addresses of other hosts for which this machine had nothing.
    axe:
        Rules that axe found broken, with the number of places.
    """

    first: list[list[Answer]] = field(default_factory=list)
    second: list[list[Answer]] = field(default_factory=list)
    answered: dict[int, list[float | None]] = field(default_factory=dict)
    first_press: dict[int, list[float | None]] = field(default_factory=dict)
    presses: dict[int, list[float | None]] = field(default_factory=dict)
    unanswered: set[str] = field(default_factory=set)
    axe: Counter[str] = field(default_factory=Counter)


def weight(answers: Sequence[Answer]) -> int:
    """Return the bytes of all bodies that were sent."""
    return sum(answer.weight for answer in answers)


def elsewhere(answers: Sequence[Answer]) -> int:
    """Return how many requests went to other hosts."""
    return sum(1 for answer in answers if answer.host)


def visit(browser: Browser, book: Book, packages: Packages, repeats: int, slowdowns: Sequence[int]) -> Visits:
    """Visit a book again and again, each time with an empty browser.

    Parameters
    ----------
    browser:
        A running browser.
    book:
        The book.
    packages:
        What other hosts would send.
    repeats:
        How often each measure is taken.
    slowdowns:
        How many times slower the processor is made: 1 for full speed.
    """
    found = Visits()
    with serving(book.site, packages) as served:
        # compresses every file once, and fetches packages, so that no measured visit waits for it
        _weigh(browser, book, served, Visits())
        for _ in range(repeats):
            _weigh(browser, book, served, found)
            for slowdown in slowdowns:
                _time(browser, book, served, slowdown, found)
        found.axe = _axe(browser, book, served)
    return found


def _weigh(browser: Browser, book: Book, served: Served, found: Visits) -> None:
    context = browser.new_context(viewport=_WINDOW)

    def on_failure(request: Request) -> None:
        # what the server had not is among its answers
        if not request.url.startswith(served.address) and ".localhost:" not in request.url:
            found.unanswered.add(request.url)

    context.on("requestfailed", on_failure)
    page = context.new_page()
    served.taken()
    for path, kept in ((book.page, found.first), (book.next_page, found.second)):
        _open(page, book, path, served)
        answers = served.taken()
        found.unanswered |= {f"{answer.host}{answer.path}" for answer in answers if answer.status != 200}
        kept.append(answers)
    context.close()


def _open(page: Page, book: Book, path: str, served: Served) -> None:
    """Open a lesson and wait until its exercises are there and nothing more is sent."""
    page.goto(f"{served.address}/{path}", timeout=_LOADING)
    page.wait_for_selector(book.exercise, state="attached", timeout=_LOADING)
    sent = -1
    while sent != len(served.answers):
        sent = len(served.answers)
        page.wait_for_timeout(_SETTLING)


def _time(browser: Browser, book: Book, served: Served, slowdown: int, found: Visits) -> None:
    context = browser.new_context(viewport=_WINDOW)
    page = context.new_page()
    page.add_init_script(book.probe())
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    _open(page, book, book.page, served)
    answered = page.evaluate("measured.answered") if _comes(page, "measured.answered !== null") else None
    found.answered.setdefault(slowdown, []).append(answered)
    drawn = _press(page, book)
    found.first_press.setdefault(slowdown, []).append(drawn[0])
    found.presses.setdefault(slowdown, []).extend(drawn[1:])
    context.close()


def _press(page: Page, book: Book) -> list[float | None]:
    """Return the time from each key press to its picture; ``None`` for all if the first has none."""
    slider = page.locator(book.slider).first
    slider.scroll_into_view_if_needed()
    slider.focus()
    page.evaluate("measured.watchPicture()")
    for press in range(PRESSES):
        page.keyboard.press("ArrowLeft")
        if not _comes(page, f"measured.drawn.length > {press}"):
            return [None] * PRESSES
    return page.evaluate("measured.drawn")


def _comes(page: Page, condition: str) -> bool:
    """Wait until a condition holds; not in the page, whose policy forbids to evaluate words."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(condition):
        if time.monotonic() > end:
            return False
        page.wait_for_timeout(50)
    return True


def _axe(browser: Browser, book: Book, served: Served) -> Counter[str]:
    # axe is a script of another source than the page's policy allows
    context = browser.new_context(viewport=_WINDOW, bypass_csp=True)
    page = context.new_page()
    _open(page, book, book.page, served)
    report = Axe().run(page).response
    context.close()
    return Counter({finding["id"]: len(finding["nodes"]) for finding in report["violations"]})
