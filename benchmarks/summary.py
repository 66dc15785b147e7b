"""Repeated measures as one number with its spread, ratios, and how both are written."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Summary:
    """Repeated measures of one thing.

    Parameters
    ----------
    middle:
        Their median; ``None`` if what was waited for never came.
    low:
        The smallest.
    high:
        The largest.
    came:
        How often it came.
    runs:
        How often it was waited for.
    """

    middle: float | None
    low: float | None
    high: float | None
    came: int
    runs: int

    @classmethod
    def of(cls, values: Iterable[float | None]) -> Summary:
        """Return the summary of measures.

        Parameters
        ----------
        values:
            The measures; ``None`` where what was waited for did not come.

        Raises
        ------
        ValueError
            If there are none.
        """
        found = list(values)
        if not found:
            raise ValueError("nothing was measured, so there is nothing to sum up")
        came = [value for value in found if value is not None]
        if not came:
            return cls(None, None, None, 0, len(found))
        return cls(median(came), min(came), max(came), len(came), len(found))

    def text(self, digits: int = 0) -> str:
        """Return the median, with smallest and largest where they differ from it as written, or “never”.

        Parameters
        ----------
        digits:
            Decimal places.
        """
        if self.middle is None:
            return "never"
        middle, low, high = (f"{value:,.{digits}f}" for value in (self.middle, self.low, self.high))
        spread = "" if low == high else f" ({low} to {high})"
        return f"{middle}{spread}" + (f", in {self.came} of {self.runs} runs" if self.came < self.runs else "")


def ratio(other: Summary, course: Summary) -> float | None:
    """Return how many times the course's median another's is; ``None`` if either never came, or if the course's is 0."""
    if other.middle is None or not course.middle:
        return None
    return other.middle / course.middle


def ratio_text(value: float | None) -> str:
    """Return a ratio with two figures that count, or a dash where there is none."""
    if value is None:
        return "–"
    places = 1 - math.floor(math.log10(abs(value))) if value else 0
    return f"× {round(value, places):,.{max(places, 0)}f}"

