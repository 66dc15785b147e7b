"""What a release says of an earlier number without printing it: the base that a growth rate implies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Implied:
    """A number computed back from a growth rate, with the bounds that the rounding of the rate leaves.

    Parameters
    ----------
    value:
        The number, if the printed rate were exact.
    low, high:
        Bounds, since the rate is rounded.
    """

    value: float
    low: float
    high: float


def implied_base(value: float, change: float, rounded_to: float = 0.1) -> Implied:
    """Return the earlier number that a later one and its change imply.

    Parameters
    ----------
    value:
        The later number.
    change:
        Change against the earlier one, per cent.
    rounded_to:
        To how many percentage points the change is rounded: 0.1 or 1.

    Returns
    -------
    Implied
        The earlier number with its bounds.

    Raises
    ------
    ValueError
        If the value is not positive, or the change takes away everything.
    """
    half = rounded_to / 2
    if not value > 0 or rounded_to < 0 or change - half <= -100:
        raise ValueError(f"{value:g} and {change:g} % imply no earlier number")
    low, middle, high = (value / (1 + (change + shift) / 100) for shift in (half, 0.0, -half))
    return Implied(middle, low, high)
