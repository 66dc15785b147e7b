"""Base rates: what an alarm at a border check is worth, counted in people.

A check sorts travellers into stopped and passed; the world has sorted them already into those the check is looking
for ("targets") and all others. The four groups that follow carry the standard names of a two-by-two table:

=================  =====================  ======================
                   target                 anybody else
=================  =====================  ======================
alarm              true positives         false positives
no alarm           false negatives        true negatives
=================  =====================  ======================

All arithmetic is about expected values: what happens on average, not what one day brings. Natural frequencies after
Gigerenzer and Hoffrage (1995), doi:10.1037/0033-295X.102.4.684.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from migrationbook.models import shares

# Accuracy that the EU requires of its Entry/Exit System: annex of Commission Implementing Decision (EU) 2019/329 of
# 25 February 2019, section 1.2. Upper limits that the system has to keep, not values measured in use.
#: False non-match rate of a verification by face, upper limit.
EES_FNMR_FACE = 0.01
#: False non-match rate of a verification by fingerprints, upper limit.
EES_FNMR_FINGERPRINTS = 0.005
#: False match rate at which both limits above have to be kept.
EES_FMR = 0.0005
#: False negative identification rate of a search by fingerprints, upper limit.
EES_FNIR_FINGERPRINTS = 0.015
#: False positive identification rate at which that limit has to be kept.
EES_FPIR = 0.001


def whole_people(expected: Sequence[float], total: int) -> tuple[int, ...]:
    """Round expected numbers to whole people so that they add up exactly (method of the largest remainder).

    Parameters
    ----------
    expected:
        Expected numbers of people, none negative; their sum is `total`.
    total:
        Number of people to share out.

    Returns
    -------
    tuple of int
        Whole numbers that add up to `total`, each less than one person away from its expected number. Where two
        remainders are equal, the group named first gets the person.

    Raises
    ------
    ValueError
        If a number is negative, or if the numbers do not add up to `total`.
    """
    if any(not number >= 0 for number in expected):
        raise ValueError(f"expected numbers of people cannot be negative: {list(expected)}")
    if not math.isclose(math.fsum(expected), total, rel_tol=1e-12, abs_tol=1e-6):
        raise ValueError(f"the expected numbers add up to {math.fsum(expected)}, not to {total}")
    # A number like 98.99999999999999 means 99: nine decimals keep the noise of floating point out of the ranking.
    rounded = [round(number, 9) for number in expected]
    people = [math.floor(number) for number in rounded]
    by_remainder = sorted(range(len(people)), key=lambda i: (people[i] - rounded[i], i))
    for i in by_remainder[: total - sum(people)]:
        people[i] += 1
    return tuple(people)


@dataclass(frozen=True)
class Frequencies:
    """Natural frequencies of a check: people in each of the four groups.

    Parameters
    ----------
    true_positives:
        Targets that are stopped, in people.
    false_positives:
        Others that are stopped, in people: the false alarms.
    false_negatives:
        Targets that pass, in people: the missed cases.
    true_negatives:
        Others that pass, in people.

    Raises
    ------
    ValueError
        If a number is negative.
    """

    true_positives: float
    false_positives: float
    false_negatives: float
    true_negatives: float

    def __post_init__(self) -> None:
        for name, people in vars(self).items():
            if not people >= 0:
                raise ValueError(f"{name} is {people}; a number of people cannot be negative")

    @property
    def population(self) -> float:
        """All people checked."""
        return self.targets + self.others

    @property
    def targets(self) -> float:
        """People whom the check is looking for."""
        return self.true_positives + self.false_negatives

    @property
    def others(self) -> float:
        """All other people."""
        return self.false_positives + self.true_negatives

    @property
    def alarms(self) -> float:
        """People stopped."""
        return self.true_positives + self.false_positives

    @property
    def passed(self) -> float:
        """People let through."""
        return self.false_negatives + self.true_negatives

    @property
    def ppv(self) -> float:
        """Positive predictive value: share of the alarms that are right, 0 to 1. NaN if there is no alarm."""
        return self.true_positives / self.alarms if self.alarms else math.nan

    @property
    def npv(self) -> float:
        """Negative predictive value: share of those let through who are no targets, 0 to 1. NaN if nobody passes."""
        return self.true_negatives / self.passed if self.passed else math.nan

    @property
    def accuracy(self) -> float:
        """Share of all people about whom the check is right, 0 to 1. NaN if nobody is checked."""
        return (self.true_positives + self.true_negatives) / self.population if self.population else math.nan

    @property
    def false_alarms_per_true_alarm(self) -> float:
        """People stopped wrongly for each one stopped rightly.

        Infinite if nobody is stopped rightly, NaN if nobody is stopped at all.
        """
        if self.true_positives:
            return self.false_positives / self.true_positives
        return math.inf if self.false_positives else math.nan

    def whole(self) -> Frequencies:
        """Return the table in whole people.

        First targets and others are rounded, then the two groups in each, so that rows, columns and the population
        all add up.

        Raises
        ------
        ValueError
            If the population is no whole number.
        """
        population = round(self.population)
        targets, others = whole_people((self.targets, self.others), population)
        found, missed = _split(self.true_positives, self.targets, targets)
        stopped, passed = _split(self.false_positives, self.others, others)
        return Frequencies(found, stopped, missed, passed)


def _split(part: float, whole: float, people: int) -> tuple[int, int]:
    """Split whole people as `part` splits `whole`."""
    expected = people * (part / whole) if whole else 0.0
    first, second = whole_people((expected, people - expected), people)
    return first, second


def check(population: float, prevalence: float, sensitivity: float, false_positive_rate: float) -> Frequencies:
    """Return the natural frequencies of a check.

    Parameters
    ----------
    population:
        Travellers checked, in people.
    prevalence:
        Share of targets among them, 0 to 1.
    sensitivity:
        Share of the targets that the check stops, 0 to 1.
    false_positive_rate:
        Share of all others that it stops, too, 0 to 1.

    Raises
    ------
    ValueError
        If the population is negative or infinite, or a share lies outside 0 to 1.
    """
    if not (population >= 0 and math.isfinite(population)):
        raise ValueError(f"population is {population}; a number of people cannot be negative or infinite")
    targets = population * shares.share("prevalence", prevalence)
    others = population - targets
    found = targets * shares.share("sensitivity", sensitivity)
    stopped = others * shares.share("false_positive_rate", false_positive_rate)
    return Frequencies(found, stopped, targets - found, others - stopped)


def verification(travellers: float, impostor_share: float, fnmr: float, fmr: float) -> Frequencies:
    """Return the frequencies of a biometric verification: is this the holder of the document?

    The alarm is the non-match. So a false *non-match* is a false alarm, and a false *match* is a missed impostor.

    Parameters
    ----------
    travellers:
        Travellers verified, in people.
    impostor_share:
        Share that presents another person's document, 0 to 1.
    fnmr:
        False non-match rate, 0 to 1.
    fmr:
        False match rate, 0 to 1.

    Raises
    ------
    ValueError
        As in :func:`check`.
    """
    return check(travellers, impostor_share, 1 - shares.share("fmr", fmr), shares.share("fnmr", fnmr))


def identification(searches: float, share_on_file: float, fnir: float, fpir: float) -> Frequencies:
    """Return the frequencies of a biometric identification: is this person in the register?

    The alarm is the match. So a false *positive* is a false alarm, and a false *negative* is a missed person.

    Parameters
    ----------
    searches:
        Searches made, one for each person.
    share_on_file:
        Share of the people searched for who are in the register, 0 to 1.
    fnir:
        False negative identification rate, 0 to 1.
    fpir:
        False positive identification rate, 0 to 1; it belongs to a register of a certain size.

    Raises
    ------
    ValueError
        As in :func:`check`.
    """
    return check(searches, share_on_file, 1 - shares.share("fnir", fnir), shares.share("fpir", fpir))


def positive_predictive_value(prevalence: float, sensitivity: float, false_positive_rate: float) -> float:
    """Return the share of alarms that are right, 0 to 1 (NaN if there are none).

    Parameters
    ----------
    prevalence, sensitivity, false_positive_rate:
        As in :func:`check`.
    """
    return check(1.0, prevalence, sensitivity, false_positive_rate).ppv


def break_even_prevalence(sensitivity: float, false_positive_rate: float, share: float = 0.5) -> float:
    """Return the prevalence at which a given share of the alarms is right.

    Parameters
    ----------
    sensitivity, false_positive_rate:
        As in :func:`check`.
    share:
        Share of right alarms wanted, 0 to 1; one half unless told.

    Returns
    -------
    float
        Prevalence, 0 to 1. NaN if every prevalence or none gives that share.

    Raises
    ------
    ValueError
        If a share lies outside 0 to 1.
    """
    shares.share("share", share)
    false = share * shares.share("false_positive_rate", false_positive_rate)
    true = (1 - share) * shares.share("sensitivity", sensitivity)
    return false / (false + true) if false + true else math.nan


def second_look(first: Frequencies, sensitivity: float, false_positive_rate: float, copied: float = 0.0) -> Frequencies:
    """Return the frequencies after a second check of everybody whom the first has stopped.

    An alarm stands only if the second check confirms it. The two err independently of one another, except in the
    share of cases in which the second merely copies the first.

    Parameters
    ----------
    first:
        Frequencies of the first check.
    sensitivity:
        Share of the targets before it that the second check confirms, 0 to 1.
    false_positive_rate:
        Share of the others before it that it confirms wrongly, 0 to 1.
    copied:
        Share of the alarms that it confirms without a look of its own, 0 to 1.

    Raises
    ------
    ValueError
        If a share lies outside 0 to 1.
    """
    shares.share("copied", copied)
    found = first.true_positives * (copied + (1 - copied) * shares.share("sensitivity", sensitivity))
    stopped = first.false_positives * (copied + (1 - copied) * shares.share("false_positive_rate", false_positive_rate))
    return Frequencies(
        found,
        stopped,
        first.false_negatives + (first.true_positives - found),
        first.true_negatives + (first.false_positives - stopped),
    )
