"""What a page weighs when a reader opens it, and whether anything moves while it comes."""

from __future__ import annotations

import gzip
import json
from functools import cache

import pytest
from playwright.sync_api import Browser

from migrationbook.corpus.load import corpus
from tests.browser.conftest import DRAWN, PAGES, SITE, Watched
from tests.browser.test_reader import SOUND

LESSONS = list(corpus().lessons)
#: What a first visit of a lesson may weigh, a lesson after another one, and any page alone, gzipped, in bytes.
FIRST, NEXT, PAGE = 200_000, 40_000, 60_000
#: How much of a page may move, as browsers measure it: 0.1 is said to be good.
SHIFT = 0.02
#: A page of each sort.
SORTS = [
    "index.html",
    "search.html",
    "chapters/progress.html",
    "chapters/iom/index.html",
    "chapters/iom/money.html",
    "chapters/phases/express-entry.html",
    "chapters/reference/facts.html",
    "chapters/reference/bibliography.html",
    "chapters/reference/glossary.html",
]
#: A phone in the middle of a town's network, and a processor a quarter as fast.
SLOWLY = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
WATCH = """new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) (window.shifts ??= []).push([entry.value, String(entry.sources[0]?.node?.className)]);
}).observe({ type: "layout-shift", buffered: true })"""


@cache
def zipped(url: str, address: str) -> int:
    """Return the size of a file of the site as a server sends it, in bytes."""
    return len(gzip.compress((SITE / url.removeprefix(address).split("?")[0].split("#")[0].lstrip("/")).read_bytes(), 9))


def fetched(reader: Watched, lesson: str) -> set[str]:
    """Open a lesson with an empty browser; return what was fetched until nothing more was asked for."""
    reader.requested.clear()
    page = reader.open(f"chapters/{lesson}.html")
    page.evaluate(DRAWN)
    page.wait_for_load_state("networkidle")
    return {url.split("#")[0] for url in reader.requested if url.startswith(reader.address)}


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_is_light_on_the_first_visit_and_on_the_next(reader: Watched, lesson: str) -> None:
    before = fetched(reader, LESSONS[1] if lesson == LESSONS[0] else LESSONS[0])
    now = fetched(reader, lesson)
    assert f"{reader.address}/_static/exercises.js" in {url.split("?")[0] for url in before & now}
    assert sum(zipped(url, reader.address) for url in now) <= FIRST
    assert sum(zipped(url, reader.address) for url in now - before) <= NEXT


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_heavy(path: str) -> None:
    assert zipped(path, "") <= PAGE


@pytest.mark.parametrize("path", SORTS)
def test_nothing_moves_while_a_page_comes_on_a_slow_phone(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True, has_touch=True)
    page = context.new_page()
    if path == "chapters/progress.html":
        page.goto(f"{address}/{path}")
        records = {f"reading-migration-management:1:{asked.uid}": json.dumps(SOUND) for asked in corpus().asked(LESSONS[0])}
        page.evaluate("records => Object.entries(records).forEach(([name, value]) => localStorage.setItem(name, value))", records)
    page.add_init_script(WATCH)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOWLY)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(f"{address}/{path}")
    page.wait_for_load_state("networkidle")
    page.evaluate(DRAWN)
    shifts = page.evaluate("window.shifts ?? []")
    context.close()
    assert sum(value for value, _ in shifts) <= SHIFT, shifts
