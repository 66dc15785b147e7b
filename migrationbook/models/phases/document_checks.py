"""A streaming loop: files are sorted by past refusals, the sorting decides who is looked at closely, and closer looks refuse more.

Two groups, A and B, apply in equal numbers, round after round. An office can look closely at a fixed share of all
files; the others get a light look. Past refusals decide whose files get the close looks. The refusals of a round are
the past of the next. All numbers are invented, all counts are expected values.

The mechanism was described for predictive policing: Ensign, Friedler, Neville, Scheidegger and Venkatasubramanian,
*Runaway Feedback Loops in Predictive Policing*, and Lum and Isaac, *To Predict and Serve?* (2016). What the tools named
in the lesson did with past refusals is not published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from migrationbook.models.shares import share

#: How close looks are shared out: in proportion to past refusals, or first to the group with more of them.
Sorting = Literal["share", "first"]
#: What counts as the past: refusals of all files of a group, or only of those drawn by lot.
Memory = Literal["all", "lot"]

#: Files of each group in a round.
FILES = 1000
#: Share of all files that can be looked at closely.
CLOSE = 0.25
#: Share of files that should be refused, group A.
TRUE_RATE = 0.05
#: What a close and a light look find of the files that should be refused, and refuse of the others.
CLOSE_FINDS, CLOSE_ERRS = 0.9, 0.04
LIGHT_FINDS, LIGHT_ERRS = 0.2, 0.005
#: Rounds after the first.
ROUNDS = 8


def refusal_rate(true_rate: float, close: float) -> float:
    """Return the share of a group's files that is refused.

    Parameters
    ----------
    true_rate:
        Share that should be refused, 0 to 1.
    close:
        Share that is looked at closely, 0 to 1.

    Returns
    -------
    float
        From 0 to 1: rightly and wrongly refused together, which no statistics can tell apart.

    Raises
    ------
    ValueError
        If a share leaves 0 to 1.
    """
    share("true_rate", true_rate)
    share("close", close)
    closely = true_rate * CLOSE_FINDS + (1 - true_rate) * CLOSE_ERRS
    lightly = true_rate * LIGHT_FINDS + (1 - true_rate) * LIGHT_ERRS
    return close * closely + (1 - close) * lightly


def sort_files(past: Sequence[float], capacity: float, sorting: Sorting) -> tuple[float, float]:
    """Share out close looks between two groups of equal size.

    Parameters
    ----------
    past:
        The past refusal rates of A and B.
    capacity:
        Share of all files that can be looked at closely, 0 to 0.5.
    sorting:
        ``share`` in proportion to the past rates, ``first`` to the group with the higher rate.

    Returns
    -------
    tuple of float
        Share of each group's files that is looked at closely. Their mean is the capacity.

    Raises
    ------
    ValueError
        If the capacity leaves 0 to 0.5, or a rate is negative.
    """
    if not 0 <= capacity <= 0.5 or min(past) < 0:
        raise ValueError("a capacity lies between 0 and 0.5, and no rate is negative")
    a, b = past
    if abs(a - b) < 1e-9 or a + b == 0:
        return capacity, capacity
    if sorting == "first":
        return (2 * capacity, 0.0) if a > b else (0.0, 2 * capacity)
    first = min(1.0, 2 * capacity * a / (a + b))
    second = min(1.0, 2 * capacity - first)
    return 2 * capacity - second, second


@dataclass(frozen=True)
class Round:
    """One round of applications.

    Parameters
    ----------
    close:
        Share of each group's files looked at closely (A, B).
    refused:
        Share of each group's files refused (A, B): what the statistics record.
    """

    close: tuple[float, float]
    refused: tuple[float, float]

    @property
    def gap(self) -> float:
        """Recorded refusals of B less those of A, of 1,000 files each."""
        return 1000 * (self.refused[1] - self.refused[0])

    @property
    def ratio(self) -> float:
        """Recorded refusals of B for each of A."""
        return self.refused[1] / self.refused[0]


def loop(
    past: tuple[float, float],
    true_rates: tuple[float, float],
    sorting: Sorting,
    lot: float,
    memory: Memory,
    rounds: int = ROUNDS,
) -> list[Round]:
    """Return rounds in which the refusals of one are the past of the next.

    Parameters
    ----------
    past:
        Refusal rates of A and B before the first round.
    true_rates:
        Shares of A and B that should be refused.
    sorting:
        How the close looks are shared out.
    lot:
        Share of the close looks that goes to files drawn by lot from both groups alike, 0 to 1.
    memory:
        ``all`` if every refusal counts as past; ``lot`` if only the files drawn by lot do. Without a lot there is
        nothing new to learn from, and the past stays what it was.
    rounds:
        How many.

    Returns
    -------
    list of Round
        In order.

    Raises
    ------
    ValueError
        If a share leaves 0 to 1.
    """
    share("lot", lot)
    found = []
    for _ in range(rounds):
        sorted_a, sorted_b = sort_files(past, CLOSE * (1 - lot), sorting)
        by_lot = CLOSE * lot
        close = (sorted_a + by_lot, sorted_b + by_lot)
        refused = (refusal_rate(true_rates[0], close[0]), refusal_rate(true_rates[1], close[1]))
        found.append(Round(close, refused))
        if memory == "all":
            past = refused
        elif lot > 0:
            # of the files drawn by lot all are looked at closely, in both groups alike
            past = (refusal_rate(true_rates[0], 1.0), refusal_rate(true_rates[1], 1.0))
    return found
