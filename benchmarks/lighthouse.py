"""What Lighthouse says of a page of each sort, on the phone that it imitates."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from benchmarks.serve import Packages, serving

#: Another version weighs its measures otherwise.
PACKAGE = "lighthouse@12.8.2"
#: A page of each sort: the first page, a lesson, the heaviest one, a register, the bibliography, progress, search, a chapter.
SORTS = (
    "index.html",
    "chapters/iom/money.html",
    "chapters/phases/express-entry.html",
    "chapters/reference/facts.html",
    "chapters/reference/bibliography-i-z.html",
    "chapters/progress.html",
    "search.html",
    "chapters/iom/index.html",
)
_AUDITS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")


def lighthouse_rows(site: Path, packages: Packages, browser: str) -> list[str]:
    """Return a row of a table for a page of each sort: its score from 0 to 100, and what the score is made of.

    Parameters
    ----------
    site:
        The built book.
    packages:
        What other hosts would send.
    browser:
        Path of a Chromium.

    Raises
    ------
    subprocess.CalledProcessError
        If Lighthouse cannot be had or fails.
    """
    with serving(site, packages) as served:
        return [_row(path, _report(f"{served.address}/{path}", browser)) for path in SORTS]


def _report(address: str, browser: str) -> dict[str, dict[str, dict[str, float | str]]]:
    flags = ("--quiet", "--only-categories=performance", "--output=json", "--chrome-flags=--headless --no-sandbox --disable-gpu")
    command = ["npm", "exec", "--yes", "--package", PACKAGE, "--", "lighthouse", address, *flags]
    done = subprocess.run(command, env={**os.environ, "CHROME_PATH": browser}, capture_output=True, text=True, check=True)
    found: dict[str, dict[str, dict[str, float | str]]] = json.loads(done.stdout)
    return found


def _row(path: str, report: dict[str, dict[str, dict[str, float | str]]]) -> str:
    score = round(float(report["categories"]["performance"]["score"]) * 100)
    shown = (str(report["audits"][name]["displayValue"]).replace("\u00a0", " ") for name in _AUDITS)
    return f"| `{path}` | {score} | {' | '.join(shown)} |"
