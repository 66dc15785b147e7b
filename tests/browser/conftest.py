"""A real Chromium against the built book."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import axe_playwright_python
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize, sync_playwright

from migrationbook.core.paths import ROOT

SITE = ROOT / "_build" / "html"
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html") if "_static" not in path.parts)
WINDOW: ViewportSize = {"width": 1280, "height": 900}
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
#: What depends on the width or the colours of a page, such as which boxes scroll, is settled once it has been drawn again.
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
#: The first has no window to draw, and opens a page in a third of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def covering(features: Mapping[str, Set[Hashable]]) -> list[str]:
    """Return a few pages or lessons that together have every feature of all of them.

    Parameters
    ----------
    features:
        The features of each.
    """
    left, chosen = set[Hashable]().union(*features.values()), []
    while left:
        chosen.append(max(features, key=lambda name: len(features[name] & left)))
        left -= features[chosen[-1]]
    return chosen


@lru_cache(maxsize=2)
def soup_of(path: str) -> BeautifulSoup:
    """Return a page as it is served; the tests of a page follow one another, so it is read once."""
    return BeautifulSoup((SITE / path).read_text("utf-8"), "html.parser")


def chromium() -> str | None:
    """Return the path of a Chromium or Chrome of this machine; the variable CHROMIUM names another one."""
    return os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running browser, or a plain word why these tests are left out."""
    path = chromium()
    if path is None:
        words = "no Chromium or Chrome found: the tests in the browser are left out (set CHROMIUM to its path)"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    if not (SITE / "index.html").is_file():
        pytest.fail("the book is not built: run `make book` first")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield running
        running.close()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The built book on a local address."""
    handler = functools.partial(QuietHandler, directory=str(SITE))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@dataclass
class Watched:
    """A page, and everything that a reader must not be given: requests to other hosts, console messages, errors."""

    page: Page
    context: BrowserContext
    address: str
    requested: set[str] = field(default_factory=set)
    elsewhere: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Open a page of the book and wait until its exercises live."""
        self.page.goto(f"{self.address}/{path}")
        self.page.wait_for_load_state("load")
        return self.page

    def assert_clean(self) -> None:
        """Fail if a request left the machine, or if anything was said on the console."""
        assert self.elsewhere == []
        assert self.console == []
        assert self.failed == []


@dataclass
class Visit(Watched):
    """A page of the book that several tests look at, one after another, in one visit of a reader who comes for the first time.

    A test leaves the window as wide and the page as light as it found them. An answer stays, so the tests that answer come last.
    """

    path: str = ""
    first_load: frozenset[str] = frozenset()

    def run_axe(self, part: dict, options: dict) -> list[str]:
        """Return axe's findings, one line each.

        Parameters
        ----------
        part, options:
            axe's context and options.
        """
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        report = self.page.evaluate("([part, options]) => axe.run(part, {...options, resultTypes: ['violations']})", [part, options])
        return [f"{finding['id']}: {node['html'][:120]}" for finding in report["violations"] for node in finding["nodes"]]

    @contextmanager
    def narrow(self) -> Iterator[None]:
        """Make the window as narrow as one of 1280 pixels at a zoom of 400 %, for as long as a test needs it."""
        self.page.set_viewport_size({"width": 320, "height": 800})
        self.page.evaluate(DRAWN)
        try:
            yield
        finally:
            self.page.set_viewport_size(WINDOW)
            self.page.evaluate(DRAWN)

    @contextmanager
    def dark(self) -> Iterator[None]:
        """Let the system ask for dark colours, for as long as a test needs them."""
        self.page.emulate_media(color_scheme="dark")
        self.page.evaluate(DRAWN)
        self.page.wait_for_function("() => document.getAnimations().every((change) => change.playState !== 'running')")
        try:
            yield
        finally:
            self.page.emulate_media(color_scheme="light")
            self.page.evaluate(DRAWN)


def watch(context: BrowserContext, address: str) -> Watched:
    """Return a watched page of a browser context."""
    return listen(Watched(context.new_page(), context, address))


def listen(watched: Watched) -> Watched:
    """Write down what a page requests and says.

    Parameters
    ----------
    watched:
        The page, and where it is written down.
    """

    def on_request(request: Request) -> None:
        watched.requested.add(request.url)
        if not request.url.startswith((watched.address, "data:", "blob:")):
            watched.elsewhere.append(request.url)

    def on_console(message: ConsoleMessage) -> None:
        watched.console.append(f"{message.type}: {message.text}")

    watched.context.on("request", on_request)
    watched.page.on("console", on_console)
    watched.page.on("pageerror", lambda error: watched.console.append(f"error: {error}"))
    watched.page.on("requestfailed", lambda request: watched.failed.append(request.url))
    return watched


@pytest.fixture(scope="session")
def visits(browser: Browser, address: str) -> Iterator[Callable[[str], Visit]]:
    """Visit a page of the book, or stay there if it was the last."""
    last: list[Visit] = []

    def visit(path: str) -> Visit:
        if not last or last[0].path != path:
            leave()
            context = browser.new_context(viewport=WINDOW, reduced_motion="reduce", color_scheme="light")
            found = Visit(context.new_page(), context, address, path=path)
            last.append(found)
            listen(found)
            found.open(path).evaluate("document.fonts.ready.then(() => null)")
            found.first_load = frozenset(found.requested)
        return last[0]

    def leave() -> None:
        while last:
            last.pop().context.close()

    yield visit
    leave()


@pytest.fixture
def visit(visits: Callable[[str], Visit], request: pytest.FixtureRequest) -> Visit:
    """The visit of the page, or of the lesson, that a test names."""
    named = request.node.callspec.params
    return visits(named["path"] if "path" in named else f"chapters/{named['lesson']}.html")


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Watched]:
    """A reader with an empty browser, on the local address."""
    # a page that glides to where it is going keeps each press waiting; gliding has a test of its own
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield watch(context, address)
    context.close()


@pytest.fixture
def disk_reader(browser: Browser) -> Iterator[Watched]:
    """A reader who opens the book from disk."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield watch(context, SITE.as_uri())
    context.close()
