"""The Austrian AMS model of 2018, as far as it was published: chance of a job in the short term.

A logistic regression. Its outcome is at least 90 days of unsubsidised employment within the first seven months. The
coefficients are those of the documentation (Holl, Kernbeiß, Wagner-Pinter 2018), read in a public reconstruction
(bibliography: ``ams-reconstruction``); intercept, the threshold and two check values are in ``standard-2018-reading``.
The model of the long term, which alone decides about the lowest group, was not published. Nobody is scored with it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

#: Sum of a young, healthy man with Austrian citizenship and compulsory school, looking for work in services.
INTERCEPT = 0.10
#: From this probability on somebody is in the group with high chances; the press writes *over 66 per cent*.
HIGH = 0.66
#: What each feature adds to the sum. The first of each is the reference and adds nothing.
COEFFICIENTS: Mapping[str, Mapping[str, float]] = {
    "gender": {"man": 0.0, "woman": -0.14},
    "age": {"under 30": 0.0, "30 to 49": -0.13, "50 or older": -0.70},
    "citizenship": {"Austria": 0.0, "other EU": 0.16, "third country": -0.05},
    "education": {"compulsory": 0.0, "apprenticeship": 0.28, "Matura or more": 0.01},
    "health": {"no impairment": 0.0, "impairment": -0.67},
    "care": {"no": 0.0, "yes": -0.15},
    "region": {"1": 0.0, "2": -0.34, "3": -0.18, "4": -0.83, "5": -0.82},
    "occupation": {"services": 0.0, "production": 0.17},
    "employment": {"over 75 %": 0.0, "under 75 %": -0.74},
    "cases": {"none": 0.0, "one": 0.65, "two": 1.19, "three or four": 1.98},
    "longest": {"under 180 days": 0.0, "180 days or more": -0.80},
    "measure": {"none": 0.0, "supportive": -0.57, "qualifying": -0.21, "employment": -0.43},
}


@dataclass(frozen=True)
class Profile:
    """What the short-term model asks for; the defaults are its reference person.

    Parameters
    ----------
    gender, age, citizenship, education, health, care, region, occupation:
        Features of a person, of the district of residence, and of the earlier job.
    employment:
        Share of insured employment in the last four years.
    cases:
        Number of the last four years with a case at the service.
    longest:
        Longest earlier case.
    measure:
        Last programme of the service.
    """

    gender: str = "man"
    age: str = "under 30"
    citizenship: str = "Austria"
    education: str = "compulsory"
    health: str = "no impairment"
    care: str = "no"
    region: str = "1"
    occupation: str = "services"
    employment: str = "over 75 %"
    cases: str = "none"
    longest: str = "under 180 days"
    measure: str = "none"

    def __post_init__(self) -> None:
        for field in fields(self):
            if getattr(self, field.name) not in COEFFICIENTS[field.name]:
                raise ValueError(f"the model has no {field.name} {getattr(self, field.name)!r}")


def parts(profile: Profile, *, gender_terms: bool = True) -> dict[str, float]:
    """Return what each feature adds to the sum.

    Parameters
    ----------
    profile:
        An invented person.
    gender_terms:
        Whether the terms for women, and for women's duties of care, are kept.

    Returns
    -------
    dict
        By feature. Duties of care count for women only; that is the model's own rule.
    """
    added = {name: values[getattr(profile, name)] for name, values in COEFFICIENTS.items()}
    if profile.gender == "man" or not gender_terms:
        added["care"] = 0.0
    if not gender_terms:
        added["gender"] = 0.0
    return added


def chance(profile: Profile, *, gender_terms: bool = True) -> float:
    """Return the model's probability of a job in the short term.

    Parameters
    ----------
    profile:
        An invented person.
    gender_terms:
        Whether the terms for women are kept.

    Returns
    -------
    float
        Between 0 and 1.
    """
    total = INTERCEPT + sum(parts(profile, gender_terms=gender_terms).values())
    return 1 / (1 + math.exp(-total))


def high(profile: Profile, *, gender_terms: bool = True) -> bool:
    """Return whether somebody would be in the group with high chances.

    Parameters
    ----------
    profile:
        An invented person.
    gender_terms:
        Whether the terms for women are kept.
    """
    return chance(profile, gender_terms=gender_terms) > HIGH


#: Invented shares of features among 1,000 women and 1,000 men: not those of any labour market.
INVENTED = {
    "woman": {"production": 0.15, "under 75 %": 0.5, "care": 0.35, "apprenticeship": 0.45, "one": 0.35},
    "man": {"production": 0.55, "under 75 %": 0.35, "care": 0.15, "apprenticeship": 0.45, "one": 0.35},
}


def invented_people(gender: str, number: int = 1000, seed: int = 5) -> list[Profile]:
    """Return invented job seekers.

    Parameters
    ----------
    gender:
        ``woman`` or ``man``.
    number:
        How many.
    seed:
        Seed of the random numbers.
    """
    generator = np.random.default_rng([seed, gender == "woman"])
    shares = INVENTED[gender]
    draw = {name: generator.random(number) < share for name, share in shares.items()}
    return [
        Profile(
            gender=gender,
            citizenship="other EU",
            occupation="production" if draw["production"][at] else "services",
            employment="under 75 %" if draw["under 75 %"][at] else "over 75 %",
            care="yes" if draw["care"][at] else "no",
            education="apprenticeship" if draw["apprenticeship"][at] else "compulsory",
            cases="one" if draw["one"][at] else "none",
        )
        for at in range(number)
    ]


def high_per_thousand(*, gender_terms: bool) -> dict[str, int]:
    """Return how many of 1,000 invented women and of 1,000 invented men have high chances.

    Parameters
    ----------
    gender_terms:
        Whether the terms for women are kept.

    Returns
    -------
    dict
        People, by gender.
    """
    return {
        gender: sum(high(person, gender_terms=gender_terms) for person in invented_people(gender)) for gender in INVENTED
    }
