"""Measures everything and writes the results: ``python -m benchmarks``."""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from benchmarks.builds import COURSE_BUILD, HANDOUTS, STOCK_BUILD, build_times, seconds
from benchmarks.courses import copy_course, cut, lessons_of, multiply
from benchmarks.lighthouse import PACKAGE, lighthouse_rows
from benchmarks.machine import ProcessorTime, machine
from benchmarks.pages import PATIENCE, Book, Visits, visit
from benchmarks.peers import PEERS, write_peer
from benchmarks.report import NOT_MEASURED, Point, alone, build_rows, page_rows, results, rules, scale_rows, whole_rows
from benchmarks.serve import Packages
from migrationbook.core.errors import CourseError
from migrationbook.core.paths import BUILD, ROOT
from tests.browser.conftest import QUIET, chromium

CHAPTER, LESSON, NEXT_LESSON = "iom", "iom/money", "iom/mandate"
SLOWDOWNS = (1, 4)
#: How many times the chapter's lessons a course has whose cost is measured.
SCALES = (2, 4)
#: No name is looked up outside of this machine.
_ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE *.localhost"
_COURSE_PARTS = {
    "exercise": ".mb-app > .mb:not(.mb-explorer)",
    "check": ".mb-check",
    "verdict": ".mb-feedback",
    "slider": ".mb-app [data-control][type=range]",
    "picture": ".mb-app .mb-explorer .mb-frame",
}
_PEER_PARTS = {"exercise": ".peer-exercise", "check": ".peer-check", "verdict": ".peer-verdict", "picture": ".peer-picture"}
_SLIDERS = {"core": ".peer-explorer .noUi-handle", "embedded": ".peer-explorer input[type=range]"}


def book(name: str, folder: Path) -> Book:
    """Return a built book with the names of its parts: ``course``, or one of the peers."""
    parts = _COURSE_PARTS if name == "course" else _PEER_PARTS | {"slider": _SLIDERS[name]}
    return Book(folder / "_build" / "html", f"chapters/{LESSON}.html", f"chapters/{NEXT_LESSON}.html", **parts)


def notebook(course: Path) -> Path:
    """Return the notebook of the measured lesson."""
    return course / "chapters" / f"{LESSON}.ipynb"


def point(course: Path, cold: float, warm: float) -> Point:
    """Return the size and cost of a built course."""
    site = course / "_build" / "html"
    page = gzip.compress((site / "chapters" / f"{LESSON}.html").read_bytes(), 9, mtime=0)
    return Point(len(lessons_of(course)), cold, warm, sum(path.stat().st_size for path in site.rglob("*") if path.is_file()), len(page))


def scaled(work: Path, times: int) -> Point:
    """Build the chapter with more lessons and return its cost."""
    course = copy_course(work / f"times-{times}")
    cut(course, CHAPTER)
    multiply(course, times)
    return point(course, seconds(COURSE_BUILD, course), seconds(COURSE_BUILD, course))


def handouts(course: Path) -> float:
    """Set all handouts and slides anew and return how long it took."""
    shutil.rmtree(course / "_build" / "made-from", ignore_errors=True)
    return seconds(HANDOUTS, course)


def say(words: str) -> None:
    """Say what is measured now: it takes long."""
    print(f"{dt.datetime.now():%H:%M:%S} {words}", file=sys.stderr, flush=True)


def measure(work: Path, packages: Packages, repeats: int, quick: bool, all_tests: bool) -> str:
    """Measure everything and return the results as Markdown.

    Parameters
    ----------
    work:
        An empty folder.
    packages:
        What other hosts would send.
    repeats:
        How often each measure is taken; what takes minutes is done once.
    quick:
        Whether the whole course, the tests and the largest number of lessons are left out.
    all_tests:
        Whether all tests are run, not only those without browser, notebooks and PDFs.
    """
    start, processors = time.monotonic(), ProcessorTime.now()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*QUIET, _ALONE])
        # first, while the load is what it was before
        rows: dict[str, object] = {"machine": "\n".join(f"| {name} | {value} |" for name, value in machine(browser.version).items())}
        browser.close()

    which = "--nbval" if all_tests else "tests/unit"
    rows |= {"tests": NOT_MEASURED, "tests_of": f"pytest {which}"}
    if not quick:
        say("tests")
        rows["tests"] = alone([seconds((sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", which), ROOT)])

    folders = {"course": copy_course(work / "course")}
    cut(folders["course"], CHAPTER)
    folders |= {peer: write_peer(folders["course"], work / peer, peer) for peer in PEERS}
    builds = {}
    for name, folder in folders.items():
        say(f"builds of the chapter: {name}")
        command = COURSE_BUILD if name == "course" else STOCK_BUILD
        builds[name] = build_times(folder, command, notebook(folder), colds=repeats, repeats=repeats)
    visits: dict[str, Visits] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*QUIET, _ALONE])
        for name, folder in folders.items():
            say(f"visits: {name}")
            visits[name] = visit(browser, book(name, folder), packages, repeats, SLOWDOWNS)
        browser.close()

    points = [point(folders["course"], median(builds["course"].cold), median(builds["course"].warm))]
    for times in SCALES[: 1 if quick else None]:
        say(f"{times} times the lessons")
        points.append(scaled(work, times))

    whole, set_in = None, folders["course"]
    rows |= {"lighthouse": NOT_MEASURED}
    if not quick:
        say("builds of the whole course")
        set_in = copy_course(work / "whole")
        whole = build_times(set_in, COURSE_BUILD, notebook(set_in), colds=1, repeats=repeats)
        say("Lighthouse")
        rows["lighthouse"] = "\n".join(lighthouse_rows(set_in / "_build" / "html", packages, str(chromium())))
    say("handouts")
    rows |= {"handouts": alone([handouts(set_in) for _ in range(repeats)])}

    rows |= page_rows(list(visits.values())) | build_rows(list(builds.values())) | whole_rows(whole) | scale_rows(points)
    rows |= {f"axe_{name}": rules(found.axe) for name, found in visits.items()}
    return results(
        rows
        | {
            "mode": "quick" if quick else "full",
            "date": dt.date.today().isoformat(),
            "minutes": round((time.monotonic() - start) / 60),
            "withheld": f"{ProcessorTime.now().withheld_since(processors):.0%}",
            "chapter": CHAPTER,
            "lessons": points[0].lessons,
            "page": LESSON,
            "next_page": NEXT_LESSON,
            "repeats": repeats,
            "lighthouse_package": PACKAGE,
            "patience": PATIENCE // 1000,
            "handouts_of": f"chapter {CHAPTER}" if quick else "whole course",
        }
    )


def main() -> int:
    """Measure, write the results and print them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one run, without the whole course and the tests; writes _build/benchmarks.md")
    parser.add_argument("--all", action="store_true", help="time all tests, not only those in tests/unit; the book has to be built")
    parser.add_argument("--repeats", type=int, help="how often each measure is taken (5; with --quick 1)")
    parser.add_argument("--work", type=Path, help="an empty folder in which what is built stays, instead of a temporary one")
    arguments = parser.parse_args()
    output = BUILD / "benchmarks.md" if arguments.quick else ROOT / "benchmarks" / "results.md"
    work = arguments.work or Path(tempfile.mkdtemp(prefix="benchmarks-"))
    try:
        if chromium() is None:
            raise CourseError("no Chromium or Chrome was found", mend="install one, or set CHROMIUM to its path")
        if (work / "course").exists():
            raise CourseError(f"{work} holds an earlier run", mend="name an empty folder")
        if shutil.which("npm") is None:
            raise CourseError("npm was not found; the peers' scripts come out of npm packages", mend="install Node.js with npm")
        found = measure(work, Packages(work / "npm"), arguments.repeats or (1 if arguments.quick else 5), arguments.quick, arguments.all)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if not arguments.work:
            shutil.rmtree(work)
    output.parent.mkdir(exist_ok=True)
    output.write_text(found, "utf-8")
    print(found)
    print(f"written: {output.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
