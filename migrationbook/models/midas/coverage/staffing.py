"""A picture that feeds on itself: officers go where crossings were detected, and detect where they are.

Two sections A and B of an invented border. What is noted depends on crossings and on officers; next year's officers
depend on what was noted. The loop is the one that Ensign, Friedler, Neville, Scheidegger and Venkatasubramanian (2018,
arXiv:1706.09847) prove for police patrols; here it runs on expected values, without chance. No number is of a real border.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

#: How the officers of next year are shared out: in proportion to detections, one officer moves to the section with more
#: detections, or in proportion to detections for each officer.
Rule = Literal["proportional", "move", "per_officer"]
#: Officers on the whole border, and crossings a year on it: invented.
OFFICERS, CROSSINGS = 10, 2000
#: Share of the crossings of a section that one officer notes in a year: invented, small enough that ten note half.
NOTES = 0.05
#: A section always keeps one officer under the rule `move`.
LEAST = 1


@dataclass(frozen=True)
class Year:
    """One year of the border.

    Parameters
    ----------
    officers:
        Officers in section A; the others are in B.
    detected:
        Crossings noted in A and in B.
    picture:
        What the office reads, 0 to 1: the share of section A in all detections, or, under the rule `per_officer`, its
        share once the detections of each section are divided by its officers.
    """

    officers: float
    detected: tuple[float, float]
    picture: float


def _picture(officers: float, detected: tuple[float, float], rule: Rule) -> float:
    a, b = detected
    if rule == "per_officer":
        a, b = a / officers, b / (OFFICERS - officers)
    return a / (a + b)


def _next(year: Year, rule: Rule) -> float:
    if rule != "move":
        return OFFICERS * year.picture
    a, b = year.detected
    # a tie is a tie, whatever the last digit of a float says
    step = 0 if math.isclose(a, b) else 1 if a > b else -1
    return min(max(year.officers + step, LEAST), OFFICERS - LEAST)


def run(rule: Rule, start: float, true_share: float = 0.5, years: int = 10) -> list[Year]:
    """Return the years of a border whose officers follow what was noted the year before.

    Parameters
    ----------
    rule:
        How the officers of the next year are shared out.
    start:
        Officers in section A in the first year, more than 0 and fewer than ten.
    true_share:
        Share of section A in all crossings; it stays the same every year.
    years:
        Number of years after the first.

    Returns
    -------
    list of Year
        The first year and the years after it.

    Raises
    ------
    ValueError
        If a section has no officer or no crossing at the start.
    """
    if not 0 < start < OFFICERS or not 0 < true_share < 1:
        raise ValueError("both sections need officers and crossings at the start")
    found: list[Year] = []
    officers = float(start)
    for _ in range(years + 1):
        noted = (
            NOTES * officers * CROSSINGS * true_share,
            NOTES * (OFFICERS - officers) * CROSSINGS * (1 - true_share),
        )
        found.append(Year(officers, noted, _picture(officers, noted, rule)))
        officers = _next(found[-1], rule)
    return found
