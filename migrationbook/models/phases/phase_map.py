"""Where each system sits, and how many of them decide, by the meaning one gives to the word.

The table (``data/series/systems-placed.csv``) holds every system, programme and provider that the five texts name, with
the course's own placing. Four columns carry the test. ``decides_formally`` says whether the system itself issues an act
of a public authority, ``settles_without_a_person`` whether something in a single person's case takes effect before anybody
has looked, ``sorts_people`` whether its result orders, admits, stops or flags single persons. In the first two *favour*
means that only answers in the person's favour come about in this way. *unknown* means that we found nothing that tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

Definition = Literal["formal", "alone", "effect"]
Answers = Literal["any", "against"]
Counted = Literal["all", "systems", "persons", "state"]
Verdict = Literal["holds", "open", "fails"]

#: Phases in the order of a journey; *structure* stands for what serves several phases or none in particular.
PHASES = ("before", "during", "after", "return", "structure")
#: Functions, from the one that weighs most on a person's case to those that do not touch it. *binds* is for law alone.
FUNCTIONS = ("decides", "prepares", "records", "informs", "carries", "supplies")
_COLUMN: Mapping[Definition, str] = {
    "formal": "decides_formally",
    "alone": "settles_without_a_person",
    "effect": "sorts_people",
}
_YES: Mapping[Answers, frozenset[str]] = {
    "any": frozenset({"any", "favour", "yes"}),
    # somebody who is sorted can always be sorted to the end of the queue, so effect knows no favour
    "against": frozenset({"any", "yes"}),
}


@dataclass(frozen=True)
class Tally:
    """How many of the systems counted decide.

    Parameters
    ----------
    deciding, unknown, holding:
        Numbers of systems: decides, not known, does not decide.
    """

    deciding: int
    unknown: int
    holding: int

    def __post_init__(self) -> None:
        if min(self.deciding, self.unknown, self.holding) < 0:
            raise ValueError("a number of systems is never negative")

    @property
    def counted(self) -> int:
        """All systems counted."""
        return self.deciding + self.unknown + self.holding

    @property
    def verdict(self) -> Verdict:
        """What becomes of *as a rule they replace no decision*, if a rule is what holds for more than half.

        ``holds`` and ``fails`` are said only where they stand whatever the unknown ones do.
        """
        if 2 * self.holding > self.counted:
            return "holds"
        return "fails" if 2 * self.deciding >= self.counted else "open"


def select(table: pd.DataFrame, counted: Counted) -> pd.DataFrame:
    """Return the systems that are counted.

    Parameters
    ----------
    table:
        The table of systems.
    counted:
        ``all`` that the texts name; ``systems``, without firms, bodies and programmes run by people; of these those that
        act on single ``persons``; of these those of which a ``state`` or the EU makes use.

    Returns
    -------
    pandas.DataFrame
        A part of the table, in its order.

    Raises
    ------
    ValueError
        If the choice is unknown.
    """
    if counted == "all":
        return table
    chosen = table["kind"] == "system"
    if counted in ("persons", "state"):
        chosen &= table["acts_on_person"] == "yes"
    elif counted != "systems":
        raise ValueError(f"{counted!r} is no choice of systems")
    if counted == "state":
        chosen &= table["runs"] == "state"
    return table[chosen]


def decides(system: Mapping[str, str] | pd.Series, definition: Definition, answers: Answers) -> bool | None:
    """Say whether a system decides.

    Parameters
    ----------
    system:
        A row of the table.
    definition:
        What counts as a decision: a ``formal`` act, what is settled ``alone``, or an ``effect`` on what the person can do.
    answers:
        ``any`` answer, or only those ``against`` the person.

    Returns
    -------
    bool or None
        None if it is not known.
    """
    value = system[_COLUMN[definition]]
    return None if value == "unknown" else value in _YES[answers]


def tally(table: pd.DataFrame, definition: Definition, answers: Answers, counted: Counted) -> Tally:
    """Count how many systems decide.

    Parameters
    ----------
    table:
        The table of systems.
    definition, answers, counted:
        As in :func:`decides` and :func:`select`.

    Returns
    -------
    Tally
        The three numbers.
    """
    found = [decides(row, definition, answers) for _, row in select(table, counted).iterrows()]
    return Tally(found.count(True), found.count(None), found.count(False))


def places(table: pd.DataFrame) -> pd.DataFrame:
    """Return how many systems stand in each phase with each function, by the first of each that the table names.

    Parameters
    ----------
    table:
        The table of systems.

    Returns
    -------
    pandas.DataFrame
        Functions in rows, phases in columns.
    """
    first = table.assign(phase=table["phase"].str.split(";").str[0], function=table["function"].str.split(";").str[0])
    found = pd.crosstab(first["function"], first["phase"])
    return found.reindex(index=list(FUNCTIONS), columns=list(PHASES), fill_value=0)


def share_without_a_person(cases: Iterable[tuple[float, float]]) -> float:
    """Return the share of all cases that no person settles.

    Parameters
    ----------
    cases:
        For each system its number of cases, and the share of these (0 to 1) that it settles alone.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If a number is negative, a share outside 0 to 1, or there are no cases.
    """
    known = list(cases)
    if any(number < 0 or not 0 <= share <= 1 for number, share in known):
        raise ValueError("numbers of cases are never negative, shares lie between 0 and 1")
    whole = sum(number for number, _ in known)
    if whole == 0:
        raise ValueError("no cases, no share")
    return sum(number * share for number, share in known) / whole
