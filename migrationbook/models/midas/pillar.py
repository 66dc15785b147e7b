"""What a sign is worth to readers who start from different opinions, counted in cases.

Two readings of one causal claim compete: that something would work less well without an organisation, and that it would
go on. A sign is something that can be observed. What it is worth depends on how often it would be seen if the one reading
were right and how often if the other were, and on nothing else: the ratio of the two multiplies the odds (Bayes' rule).
Told in natural frequencies after Gigerenzer and Hoffrage (1995), doi:10.1037/0033-295X.102.4.684.

All numbers that go in are assumptions of whoever sets them. Nothing here is estimated.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Cases that a reader imagines. With shares in tenths and up to three signs all counts are whole numbers.
CASES = 10_000
#: In how many of ten cases readers hold the first reading to be right before they see a sign. Ours, to have three
#: opinions at hand: one already persuaded, one in the middle, one in doubt.
READERS = {"persuaded": 9, "undecided": 5, "doubtful": 1}


@dataclass(frozen=True)
class Counted:
    """Cases that show the signs, of both readings.

    Parameters
    ----------
    first_before, second_before:
        Cases in which the first and the second reading is right, before any sign.
    first_seen, second_seen:
        Those among them that show every sign.
    """

    first_before: int
    second_before: int
    first_seen: int
    second_seen: int

    @property
    def share(self) -> float:
        """Of 100 cases that show the signs, those in which the first reading is right."""
        return 100 * self.first_seen / (self.first_seen + self.second_seen)


def independent_signs(reports: int, echo: bool) -> int:
    """Return how many signs there are among several reports.

    Parameters
    ----------
    reports:
        Number of reports.
    echo:
        Whether all of them retell one observation.

    Returns
    -------
    int
        One if they are echoes, else the number of reports.

    Raises
    ------
    ValueError
        If there is no report.
    """
    if reports < 1:
        raise ValueError("without a report there is no sign")
    return 1 if echo else reports


def count(before: int, if_first: int, if_second: int, signs: int) -> Counted:
    """Count cases that show all of several independent signs.

    Parameters
    ----------
    before:
        In how many of ten cases the reader holds the first reading to be right; 1 to 9.
    if_first, if_second:
        In how many of ten cases the sign is seen if the first, or the second, reading is right; 1 to 9.
    signs:
        Number of independent signs of this kind, 1 to 3.

    Returns
    -------
    Counted
        Of :data:`CASES` cases.

    Raises
    ------
    ValueError
        If a number is outside its range: somebody who is certain learns nothing, and a sign that is always or never seen
        would be a proof.
    """
    if not 1 <= before <= 9:
        raise ValueError(f"{before} of ten leaves no doubt")
    if not (1 <= if_first <= 9 and 1 <= if_second <= 9):
        raise ValueError("a sign is seen in 1 to 9 of ten cases")
    if not 1 <= signs <= 3:
        raise ValueError("one to three signs")
    first = CASES * before // 10
    second = CASES - first
    return Counted(first, second, first * if_first**signs // 10**signs, second * if_second**signs // 10**signs)


def odds_factor(if_first: int, if_second: int, signs: int) -> float:
    """Return by how much the signs multiply the odds, for every reader alike (the likelihood ratio).

    Parameters
    ----------
    if_first, if_second, signs:
        As in :func:`count`.
    """
    return (if_first / if_second) ** signs
