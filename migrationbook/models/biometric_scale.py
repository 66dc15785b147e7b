"""Biometric checks at scale: two groups at one gate, and one search in a growing register.

A *verification* compares one person with one record (1:1), an *identification* one person with all records (1:N). The
four groups of a check, and all arithmetic of a single one, are those of :mod:`migrationbook.models.base_rates`; this module
adds what happens when groups differ and when registers grow. All numbers are expected values.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from migrationbook.models.base_rates import Frequencies, verification
from migrationbook.models.shares import share


@dataclass(frozen=True)
class Matcher:
    """Error rates of a verification, for one group of travellers.

    Parameters
    ----------
    fnmr:
        False non-match rate, 0 to 1: honest travellers who are not recognised.
    fmr:
        False match rate, 0 to 1: impostors who are taken for the holder.

    Raises
    ------
    ValueError
        If a rate lies outside 0 to 1.
    """

    fnmr: float
    fmr: float

    def __post_init__(self) -> None:
        share("fnmr", self.fnmr)
        share("fmr", self.fmr)

    def times(self, fnmr_factor: float = 1.0, fmr_factor: float = 1.0) -> Matcher:
        """Return the matcher for a group in which its errors are more frequent, none above 1.

        Parameters
        ----------
        fnmr_factor, fmr_factor:
            How many times as frequent each error is.
        """
        return Matcher(min(1.0, self.fnmr * fnmr_factor), min(1.0, self.fmr * fmr_factor))

    def check(self, travellers: float, impostor_share: float) -> Frequencies:
        """Return the frequencies of a verification of one group.

        Parameters
        ----------
        travellers:
            Crossings of the group that are verified.
        impostor_share:
            Share of them on somebody else's document, 0 to 1.
        """
        return verification(travellers, impostor_share, self.fnmr, self.fmr)


def together(groups: Iterable[Frequencies]) -> Frequencies:
    """Return the frequencies of several groups taken together.

    Parameters
    ----------
    groups:
        Frequencies of each group; no person is in two.
    """
    known = list(groups)
    return Frequencies(
        sum(group.true_positives for group in known),
        sum(group.false_positives for group in known),
        sum(group.false_negatives for group in known),
        sum(group.true_negatives for group in known),
    )


def false_positive_identification_rate(records: float, fmr: float, similar: float = 0.0, similar_fmr: float = 0.0) -> float:
    """Return the chance that a search for somebody who is not on file still gives a candidate.

    The comparisons are taken as independent of one another: 1 − (1 − FMR)^N. That is wrong where people are alike for a
    reason, as siblings are; the last two parameters say how many such records there are.

    Parameters
    ----------
    records:
        Records in the register, N.
    fmr:
        False match rate of one comparison with a stranger's record, 0 to 1.
    similar:
        How many of the records belong to people who look like the person searched for.
    similar_fmr:
        False match rate of a comparison with one of these, 0 to 1.

    Returns
    -------
    float
        Share of such searches with at least one wrong candidate, 0 to 1 (FPIR).

    Raises
    ------
    ValueError
        If a rate lies outside 0 to 1, or if fewer records are on file than similar ones.
    """
    if not 0 <= similar <= records:
        raise ValueError(f"{similar} of {records} records cannot be similar")
    logs = [(records - similar, share("fmr", fmr)), (similar, share("similar_fmr", similar_fmr))]
    if any(count and rate == 1.0 for count, rate in logs):
        return 1.0
    return -math.expm1(sum(count * math.log1p(-rate) for count, rate in logs if count))


def wrong_candidates(records: float, fmr: float) -> float:
    """Return how many wrong candidates a search for somebody who is not on file gives on average.

    Parameters
    ----------
    records:
        Records in the register.
    fmr:
        False match rate of one comparison, 0 to 1.
    """
    return records * share("fmr", fmr)


def fmr_for(fpir: float, records: float) -> float:
    """Return the false match rate of one comparison at which a search keeps a given rate of wrong candidates.

    Parameters
    ----------
    fpir:
        Share of searches that may give a wrong candidate, 0 to 1 (below 1).
    records:
        Records in the register, more than none.

    Returns
    -------
    float
        False match rate, 0 to 1: the inverse of :func:`false_positive_identification_rate` without similar records.

    Raises
    ------
    ValueError
        If the rate is 1 or lies outside 0 to 1, or if there is no record.
    """
    if share("fpir", fpir) == 1.0 or not records > 0:
        raise ValueError("a register with records and a rate below 1 are needed")
    return -math.expm1(math.log1p(-fpir) / records)
