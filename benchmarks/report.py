"""The results as a page of Markdown. Its words stand in ``template.md``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression

from benchmarks.builds import BuildTimes
from benchmarks.pages import Visits, elsewhere, weight
from benchmarks.summary import Summary, ratio, ratio_text

TEMPLATE = Path(__file__).parent / "template.md"
NOT_MEASURED = "not measured in this mode"


@dataclass(frozen=True)
class Point:
    """A course of some size.

    Parameters
    ----------
    lessons:
        How many lessons it has.
    cold, warm:
        Seconds of a build from nothing, and with nothing changed.
    site:
        Bytes of the site.
    page:
        Bytes of the measured lesson's page, gzip -9.
    """

    lessons: int
    cold: float
    warm: float
    site: int
    page: int


def compared(values: Sequence[Sequence[float | None]], digits: int = 0) -> str:
    """Return the cells of a row: the course, the peers, and each peer's ratio.

    Parameters
    ----------
    values:
        The measures of the course, then those of each peer.
    digits:
        Decimal places.
    """
    course, *peers = (Summary.of(found) for found in values)
    return " | ".join([*(found.text(digits) for found in (course, *peers)), *(ratio_text(ratio(peer, course)) for peer in peers)])


def alone(values: Sequence[float]) -> str:
    """Return the seconds of what only the course does, with the number of runs."""
    return f"{Summary.of(values).text(1)}, {len(values)} runs" if len(values) > 1 else f"{values[0]:,.1f}, 1 run"


def page_rows(visits: Sequence[Visits]) -> dict[str, str]:
    """Return the rows on the pages.

    Parameters
    ----------
    visits:
        Those of the course, then those of each peer.
    """
    rows = {
        "weight_first": compared([[weight(answers) / 1000 for answers in found.first] for found in visits], 1),
        "weight_next": compared([[weight(answers) / 1000 for answers in found.second] for found in visits], 1),
        "requests_first": compared([[len(answers) for answers in found.first] for found in visits]),
        "elsewhere_first": compared([[elsewhere(answers) for answers in found.first] for found in visits]),
        "requests_next": compared([[len(answers) for answers in found.second] for found in visits]),
        "axe": compared([[found.axe.total()] for found in visits]),
        "unanswered": ", ".join(sorted(set().union(*(found.unanswered for found in visits)))) or "none",
    }
    for slowdown in visits[0].answered:
        rows[f"answered_{slowdown}"] = compared([found.answered[slowdown] for found in visits])
        rows[f"first_press_{slowdown}"] = compared([found.first_press[slowdown] for found in visits])
        rows[f"press_{slowdown}"] = compared([found.presses[slowdown] for found in visits])
    return rows


def build_rows(builds: Sequence[BuildTimes]) -> dict[str, str]:
    """Return the rows on the builds of the chapter, of the course and then of each peer."""
    return {name: compared([getattr(found, name) for found in builds], 1) for name in ("cold", "warm", "edited")}


def whole_rows(whole: BuildTimes | None) -> dict[str, str]:
    """Return the rows on the builds of the whole course, if it was built."""
    return {f"whole_{name}": alone(getattr(whole, name)) if whole else NOT_MEASURED for name in ("cold", "warm", "edited")}


def scale_rows(points: Sequence[Point]) -> dict[str, str]:
    """Return the rows on the cost of more lessons.

    Parameters
    ----------
    points:
        Courses of at least two sizes.
    """
    lessons = [point.lessons for point in points]

    def per_lesson(costs: Sequence[float], digits: int) -> str:
        return f"{linear_regression(lessons, costs).slope:,.{digits}f}"

    return {
        "scale": "\n".join(
            f"| {point.lessons} | {point.cold:.1f} | {point.warm:.1f} | {point.site / 1e6:.1f} | {point.page / 1000:.1f} |"
            for point in points
        ),
        "cold_per_lesson": per_lesson([point.cold for point in points], 1),
        "warm_per_lesson": per_lesson([point.warm for point in points], 2),
        "site_per_lesson": per_lesson([point.site / 1000 for point in points], 0),
        "page_per_lesson": per_lesson([point.page for point in points], 0),
    }


def rules(found: Counter[str]) -> str:
    """Return axe's rules with the number of places of each, most first."""
    return ", ".join(f"{rule} {count}" for rule, count in found.most_common()) or "none"


def results(rows: Mapping[str, object]) -> str:
    """Return the page.

    Parameters
    ----------
    rows:
        A value for every name in the template.

    Raises
    ------
    KeyError
        If one is missing.
    """
    return TEMPLATE.read_text("utf-8").format_map(rows)
