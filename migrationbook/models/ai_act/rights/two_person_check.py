"""Two people check a hit of an identification system: what does the second look save?

A hit proposes that a person is somebody on a list. Some hits are right, some concern a person who only looks alike. A
reviewer errs with a certain probability, in both directions alike. Under the rule of Article 14(5) of the AI Act nothing
follows from a hit unless two people have confirmed it separately. Errors of the two may hang together; the dependence is
the correlation of their errors (phi coefficient): 0 for two people who judge on their own, 1 for two who always err
together. No rate here is measured.
"""

from __future__ import annotations

from dataclasses import dataclass

from migrationbook.models.shares import share


def both_err(error: float, dependence: float) -> float:
    """Return the probability that two reviewers err on the same hit.

    Parameters
    ----------
    error:
        Probability that one reviewer errs, 0 to 1.
    dependence:
        Correlation of the two errors, 0 (independent) to 1 (always together).

    Returns
    -------
    float
        ``error`` squared at dependence 0, ``error`` at dependence 1, and on a straight line in between.

    Raises
    ------
    ValueError
        If a number is outside 0 to 1.
    """
    share("error", error)
    share("dependence", dependence)
    return error**2 + dependence * error * (1 - error)


def either_errs(error: float, dependence: float) -> float:
    """Return the probability that at least one of two reviewers errs on a hit.

    Parameters
    ----------
    error, dependence:
        As for :func:`both_err`.

    Returns
    -------
    float
        The share of right hits that two people do *not* both confirm.
    """
    return 2 * error - both_err(error, dependence)


@dataclass(frozen=True)
class Outcome:
    """What comes of a number of hits.

    Parameters
    ----------
    wrong_confirmed:
        Hits on people who only look alike, confirmed all the same.
    right_unconfirmed:
        Right hits that were not confirmed; they need other evidence.
    hours:
        Working time.
    """

    wrong_confirmed: float
    right_unconfirmed: float
    hours: float


def one_person(hits: float, wrong: float, error: float, minutes: float) -> Outcome:
    """Return what comes of hits that one person checks.

    Parameters
    ----------
    hits:
        Number of hits.
    wrong:
        Share of hits on people who only look alike, 0 to 1.
    error:
        Probability that the reviewer errs, 0 to 1.
    minutes:
        Minutes for one look.

    Returns
    -------
    Outcome
        Numbers of hits, and hours.
    """
    share("wrong", wrong)
    share("error", error)
    return Outcome(hits * wrong * error, hits * (1 - wrong) * error, hits * minutes / 60)


def two_people(hits: float, wrong: float, error: float, dependence: float, minutes: float) -> Outcome:
    """Return what comes of hits that count only if two people confirm them.

    Parameters
    ----------
    hits, wrong, error, minutes:
        As for :func:`one_person`.
    dependence:
        Correlation of the two errors, 0 to 1.

    Returns
    -------
    Outcome
        The second person looks only at what the first has confirmed; the rest has failed already.
    """
    first = one_person(hits, wrong, error, minutes)
    passed_on = hits * (1 - wrong) - first.right_unconfirmed + first.wrong_confirmed
    return Outcome(
        hits * wrong * both_err(error, dependence),
        hits * (1 - wrong) * either_errs(error, dependence),
        first.hours + passed_on * minutes / 60,
    )


def saved(error: float, dependence: float) -> float:
    """Return the share of wrong confirmations that the second look takes away.

    Parameters
    ----------
    error, dependence:
        As for :func:`both_err`; ``error`` above 0.

    Returns
    -------
    float
        ``(1 - error) * (1 - dependence)``: 0 where the two always err together.

    Raises
    ------
    ValueError
        If nobody errs: there is nothing to take away.
    """
    if error == 0:
        raise ValueError("a reviewer who never errs leaves nothing to save")
    return 1 - both_err(error, dependence) / error
