"""Points calculators that err: needless and missing applications in an invented population.

The faults are real. They were found in four public test suites of hobby programs for the Canadian grid (seen in 2026;
their makers are not named, and suites picked by convenience give no rate). The people are invented by a seeded generator,
and so is the rule by which they decide: who is told to reach the cut-off applies, and who is not stays away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from migrationbook.models.phases.express_entry.grid import (
    EDUCATION_POINTS,
    FRENCH,
    Education,
    Levels,
    Profile,
    Spouse,
    french_points,
    score,
    transferability,
)

#: ``none``: the published grid. ``bachelor``: a single bachelor's degree stands in the upper row of the combinations.
#: ``combinations``: education from the column with spouse, and no points for combinations. ``offer``: a job offer still
#: gives 50 points, as before 25 March 2025. ``french``: the two bonuses for French are exchanged.
Fault = Literal["none", "bachelor", "combinations", "offer", "french"]
FAULTS: tuple[Fault, ...] = ("none", "bachelor", "combinations", "offer", "french")
#: Points for a job offer that was not one of a senior manager, 19 November 2016 to 24 March 2025.
OLD_JOB_OFFER = 50
#: Number of invented people.
SIZE = 1000
#: Seed of the generator.
SEED = 516


def told(profile: Profile, fault: Fault) -> int:
    """Return the score that a calculator with a fault tells.

    Parameters
    ----------
    profile:
        The profile.
    fault:
        What is wrong with the calculator.

    Returns
    -------
    int
        Points.
    """
    right = score(profile)
    if fault == "bachelor" and profile.education == "bachelor":
        upper = Profile(**{**vars(profile), "education": "two-or-more"})
        return right.total - right.transferability + min(100, sum(transferability(upper)))
    if fault == "combinations":
        return right.total - right.transferability - right.education + EDUCATION_POINTS[profile.education][0]
    if fault == "offer":
        return right.total + OLD_JOB_OFFER * profile.job_offer
    if fault == "french" and (points := french_points(profile)):
        return right.total - points + sum(FRENCH) - points
    return right.total


@dataclass(frozen=True)
class Applicants:
    """What a calculator does to a population, in people.

    Parameters
    ----------
    invited:
        They reach the cut-off and are told so.
    needless:
        They are told that they reach it, and do not.
    discouraged:
        They reach it, and are told that they do not.
    away:
        They do not reach it and are told so.
    """

    invited: int
    needless: int
    discouraged: int
    away: int


def applicants(people: Sequence[Profile], fault: Fault, cutoff: int) -> Applicants:
    """Sort people by what they are told and by what the grid gives them.

    Parameters
    ----------
    people:
        Profiles.
    fault:
        What is wrong with the calculator that everybody uses.
    cutoff:
        Points needed.

    Returns
    -------
    Applicants
        Four groups that add up to the number of people.
    """
    counts = {(reach, says): 0 for reach in (True, False) for says in (True, False)}
    for person in people:
        counts[score(person).total >= cutoff, told(person, fault) >= cutoff] += 1
    return Applicants(counts[True, True], counts[False, True], counts[True, False], counts[False, False])


def _language(random: np.random.Generator, middle: float) -> Levels:
    general = random.normal(middle, 1.1)
    first, second, third, fourth = (int(np.clip(round(general + random.normal(0, 0.6)), 4, 10)) for _ in range(4))
    return first, second, third, fourth


@cache
def population(size: int = SIZE, seed: int = SEED) -> tuple[Profile, ...]:
    """Invent people.

    Parameters
    ----------
    size:
        Number of people.
    seed:
        Seed of the generator: the same seed gives the same people.

    Returns
    -------
    tuple of Profile
        Profiles. No distribution in them is that of the real pool, whose make-up is not published.
    """
    random = np.random.default_rng(seed)
    schooling: tuple[Education, ...] = ("secondary", "two-year", "bachelor", "two-or-more", "master", "doctorate")
    people = []
    for _ in range(size):
        french = random.random() < 0.15
        married = random.random() < 0.3
        people.append(
            Profile(
                age=int(np.clip(round(random.normal(31, 5)), 20, 46)),
                education=schooling[random.choice(len(schooling), p=[0.04, 0.08, 0.4, 0.16, 0.28, 0.04])],
                first=_language(random, 8.9),
                second=_language(random, 7.6) if french else (0, 0, 0, 0),
                canadian_years=int(random.choice(5, p=[0.4, 0.26, 0.18, 0.1, 0.06])),
                foreign_years=int(random.choice(5, p=[0.22, 0.16, 0.16, 0.26, 0.2])),
                spouse=Spouse("bachelor", _language(random, 7.5)) if married else None,
                job_offer=bool(random.random() < 0.15),
            )
        )
    return tuple(people)
