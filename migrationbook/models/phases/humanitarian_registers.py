"""What a search for double registrations finds, misses and stops by mistake, counted in families.

People come to a desk to be registered. One person of each family is compared with every record that the register holds
already. A match is taken for a double registration, and the family gets no aid until a person has looked at the case.

Two errors follow from the two errors of a comparison. A family that is new can match a stranger's record; with *N*
independent comparisons, each with the false match rate *f*, that happens with probability 1 − (1 − f)^N. A family that
is registered already can fail to match its own record; the false non-match rate is the chance of that. The formulas are
those of any biometric search (ISO/IEC 19795-1 names the rates); the rest is invented. No threshold, error rate or share
of double registrations of any real humanitarian register is known to us, and none is used here.
"""

from __future__ import annotations

from dataclasses import dataclass

from migrationbook.models.biometric_scale import false_positive_identification_rate
from migrationbook.models.shares import share

#: False non-match rate at the mildest threshold that the course shows, one false match in a million comparisons, and its
#: growth with every threshold that is ten times as strict. Both are invented: they stand for the fact that a threshold
#: lowers one error and raises the other.
MILDEST, FNMR_AT_MILDEST, FNMR_GROWTH = 6, 0.005, 2.0


@dataclass(frozen=True)
class Outcome:
    """What happens on average to the families who come.

    Parameters
    ----------
    found, missed:
        Families registered already whom the search stops, and whom it lets pass.
    blocked, passed:
        New families whom it stops by mistake, and whom it lets pass.
    days:
        Days until a person has looked at a case and lifts a mistaken block.
    """

    found: float
    missed: float
    blocked: float
    passed: float
    days: float

    @property
    def stopped(self) -> float:
        """All families stopped."""
        return self.found + self.blocked

    @property
    def right_share(self) -> float:
        """Share of the families stopped who were registered already; 0 if nobody is stopped."""
        return self.found / self.stopped if self.stopped else 0.0

    @property
    def missed_share(self) -> float:
        """Share of the families registered already whom the search misses; 0 if there are none."""
        whole = self.found + self.missed
        return self.missed / whole if whole else 0.0

    @property
    def withheld(self) -> float:
        """Family-days of aid withheld from families who were new."""
        return self.blocked * self.days


def invented_fnmr(exponent: int) -> float:
    """Return the false non-match rate that the course invents for a threshold.

    Parameters
    ----------
    exponent:
        The threshold lets one false match in 10 to this power of comparisons pass.

    Returns
    -------
    float
        From 0 to 1; doubles with every step, half a per cent at one in a million.
    """
    return min(1.0, FNMR_AT_MILDEST * FNMR_GROWTH ** (exponent - MILDEST))


def search(families: float, duplicate_share: float, records: int, fmr: float, fnmr: float, days: float = 0.0) -> Outcome:
    """Return what a search for double registrations does to the families who come.

    Parameters
    ----------
    families:
        Families who come to be registered.
    duplicate_share:
        Share of them who are registered already, from 0 to 1.
    records:
        Records that the register holds.
    fmr, fnmr:
        False match rate and false non-match rate of one comparison, from 0 to 1.
    days:
        Days until a mistaken block is lifted.

    Returns
    -------
    Outcome
        Expected numbers of families, not rounded. A family registered already is stopped, too, if it misses its own
        record and matches a stranger's.

    Raises
    ------
    ValueError
        If a share leaves 0 to 1, or a number is negative, or families are registered already in an empty register.
    """
    if families < 0 or days < 0:
        raise ValueError("families and days cannot be negative")
    share("the false non-match rate", fnmr)
    already = families * share("the share registered already", duplicate_share)
    if already and records < 1:
        raise ValueError("nobody can be registered already in an empty register")
    missed = already * fnmr * (1 - false_positive_identification_rate(records - 1, fmr)) if already else 0.0
    new = families - already
    blocked = new * false_positive_identification_rate(records, fmr)
    return Outcome(already - missed, missed, blocked, new - blocked, days)
