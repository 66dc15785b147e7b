"""Shares and rates: the one rule that every model asks of them."""

from __future__ import annotations


def share(name: str, value: float) -> float:
    """Return a share or rate, if it is one.

    Parameters
    ----------
    name:
        What it is, for the error.
    value:
        A number from 0 to 1; 5 % is 0.05.

    Raises
    ------
    ValueError
        If the number leaves 0 to 1, or is none.
    """
    if not 0.0 <= value <= 1.0:  # also false for NaN
        raise ValueError(f"{name} is {value}; it has to lie between 0 and 1 (5 % is 0.05)")
    return value
