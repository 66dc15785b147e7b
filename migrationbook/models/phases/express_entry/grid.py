"""The Comprehensive Ranking System (CRS) of Canada's Express Entry: a published table, and the sum over it.

The table is Canadian law-like arithmetic: Ministerial Instructions respecting the Express Entry System, first published
in the Canada Gazette, Part I, on 1 December 2014 and amended since. Our tabulation is that of the version of 25 March
2025 and was made from a public copy of the department's grid, checked value by value against an independent public
implementation; the Gazette itself was not read. Nothing here is learned from data: the same profile gives the same
points every time, and every point can be looked up.

The module knows two columns, *with* a spouse or common-law partner who comes along and *without*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

#: First day of the grid below: job offers give no points any more (CIC News and others on the instructions of that day).
VALID_FROM = date(2025, 3, 25)
#: Day from which other instructions are said to hold. Two third-party pages of autumn 2026 say so; the text was not seen.
REPLACED_ON = date(2026, 11, 3)

Education = Literal["none", "secondary", "one-year", "two-year", "bachelor", "two-or-more", "master", "doctorate"]
#: From no certificate to a doctorate, in the order of the grid.
EDUCATION: tuple[Education, ...] = (
    "none", "secondary", "one-year", "two-year", "bachelor", "two-or-more", "master", "doctorate",
)  # fmt: skip
Tongue = Literal["english", "french"]
#: Level in each of the four abilities: CLB for English, NCLC for French; 0 if there is no test.
Levels = tuple[int, int, int, int]
ABILITIES = ("listening", "reading", "writing", "speaking")

# --- the grid; pairs are (with spouse, without) ---------------------------------------------------------------------
#: Points for age in years; none below 18 and from 45.
AGE: Mapping[int, tuple[int, int]] = MappingProxyType(
    {18: (90, 99), 19: (95, 105)}
    | dict.fromkeys(range(20, 30), (100, 110))
    | {
        30: (95, 105), 31: (90, 99), 32: (85, 94), 33: (80, 88), 34: (75, 83), 35: (70, 77), 36: (65, 72), 37: (60, 66),
        38: (55, 61), 39: (50, 55), 40: (45, 50), 41: (35, 39), 42: (25, 28), 43: (15, 17), 44: (5, 6),
    }
)  # fmt: skip
#: Points for the highest level of education.
EDUCATION_POINTS: Mapping[Education, tuple[int, int]] = MappingProxyType(
    {
        "none": (0, 0), "secondary": (28, 30), "one-year": (84, 90), "two-year": (91, 98), "bachelor": (112, 120),
        "two-or-more": (119, 128), "master": (126, 135), "doctorate": (140, 150),
    }
)  # fmt: skip
#: Points for the first official language, for each ability, from the level on.
FIRST_LANGUAGE: tuple[tuple[int, tuple[int, int]], ...] = (
    (10, (32, 34)), (9, (29, 31)), (8, (22, 23)), (7, (16, 17)), (6, (8, 9)), (4, (6, 6)),
)  # fmt: skip
#: Points for the second official language, for each ability, from the level on.
SECOND_LANGUAGE: tuple[tuple[int, int], ...] = ((9, 6), (7, 3), (5, 1))
#: Most points for the second official language.
SECOND_LANGUAGE_CAP = (22, 24)
#: Points for years of skilled work in Canada; five and more count alike.
CANADIAN_WORK: tuple[tuple[int, int], ...] = ((0, 0), (35, 40), (46, 53), (56, 64), (63, 72), (70, 80))
#: Points for the spouse's education.
SPOUSE_EDUCATION: Mapping[Education, int] = MappingProxyType(
    {"none": 0, "secondary": 2, "one-year": 6, "two-year": 7, "bachelor": 8, "two-or-more": 9, "master": 10, "doctorate": 10}
)
#: Points for the spouse's first official language, for each ability, from the level on.
SPOUSE_LANGUAGE: tuple[tuple[int, int], ...] = ((9, 5), (7, 3), (5, 1))
#: Points for the spouse's years of work in Canada.
SPOUSE_WORK = (0, 5, 7, 8, 9, 10)
#: Most points for education with language or Canadian work, for foreign work with either, and for a trade certificate.
PAIR_CAP = 50
#: Most points for all combinations (*skill transferability*).
TRANSFER_CAP = 100
#: Points for a nomination by a province or territory.
NOMINATION = 600
#: Points for French at NCLC 7 or more in all four abilities: with English below CLB 5, and with more.
FRENCH = (25, 50)
#: Points for a diploma from Canada: of one or two years, of three and more.
CANADIAN_STUDY: Mapping[int, int] = MappingProxyType({0: 0, 1: 15, 3: 30})
#: Points for a brother or sister who lives in Canada as citizen or permanent resident.
SIBLING = 15
#: Points for a job offer since 25 March 2025. Before: 50, and 200 for senior managers; until 19 November 2016: 600.
JOB_OFFER = 0
#: Most additional points.
ADDITIONAL_CAP = 600
#: The most a profile can reach.
MAXIMUM = 1200

# --- test results to levels: least result for levels 10, 9, 8, 7, 6, 5, 4 ---------------------------------------------
#: IELTS General Training to CLB. Seen in two independent public calculators; the department's chart was not read.
IELTS: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "listening": (8.5, 8.0, 7.5, 6.0, 5.5, 5.0, 4.5),
        "reading": (8.0, 7.0, 6.5, 6.0, 5.0, 4.0, 3.5),
        "writing": (7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.0),
        "speaking": (7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.0),
    }
)
#: TCF Canada to NCLC, seen as IELTS above.
TCF: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "listening": (549, 523, 503, 458, 398, 369, 331),
        "reading": (549, 524, 499, 453, 406, 375, 342),
        "writing": (16, 14, 12, 10, 7, 6, 4),
        "speaking": (16, 14, 12, 10, 7, 6, 4),
    }
)
#: TEF Canada to NCLC, scale of December 2023; reading, writing and most of listening seen in one calculator only.
TEF: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "listening": (546, 503, 462, 434, 393, 352, 306),
        "reading": (546, 503, 462, 434, 393, 352, 306),
        "writing": (558, 512, 472, 428, 379, 330, 268),
        "speaking": (556, 518, 494, 456, 422, 387, 328),
    }
)


def level(chart: Mapping[str, Sequence[float]], ability: str, result: float) -> int:
    """Return the level that a test result stands for.

    Parameters
    ----------
    chart:
        :data:`IELTS`, :data:`TCF` or :data:`TEF`.
    ability:
        ``listening``, ``reading``, ``writing`` or ``speaking``.
    result:
        Result in the test's own points.

    Returns
    -------
    int
        4 to 10, or 0 below level 4.
    """
    for place, least in enumerate(chart[ability]):
        if result >= least:
            return 10 - place
    return 0


def levels(chart: Mapping[str, Sequence[float]], listening: float, reading: float, writing: float, speaking: float) -> Levels:
    """Return the levels that four test results stand for.

    Parameters
    ----------
    chart:
        :data:`IELTS`, :data:`TCF` or :data:`TEF`.
    listening, reading, writing, speaking:
        Results in the test's own points.

    Returns
    -------
    tuple of int
        One level for each ability.
    """
    results = (listening, reading, writing, speaking)
    first, second, third, fourth = (level(chart, ability, result) for ability, result in zip(ABILITIES, results, strict=True))
    return first, second, third, fourth


@dataclass(frozen=True)
class Spouse:
    """A spouse or common-law partner who comes along and is neither citizen nor permanent resident of Canada.

    Parameters
    ----------
    education:
        Highest level.
    language:
        Levels in the first official language.
    canadian_years:
        Whole years of skilled work in Canada.
    """

    education: Education = "none"
    language: Levels = (0, 0, 0, 0)
    canadian_years: int = 0


@dataclass(frozen=True)
class Profile:
    """What the grid asks of a person. It has no field for nationality, name, sex or income.

    Parameters
    ----------
    age:
        Years.
    education:
        Highest level.
    first:
        Levels in the first official language.
    tongue:
        Which of the two the first official language is.
    second:
        Levels in the other official language; all 0 if there is no test.
    canadian_years, foreign_years:
        Whole years of skilled work in Canada and elsewhere.
    spouse:
        A spouse who comes along, if there is one.
    trade_certificate:
        Certificate of qualification in a trade, from a Canadian authority.
    nomination:
        Nomination by a province or territory.
    canadian_study:
        0 for none, 1 for a diploma of one or two years, 3 for one of three and more.
    sibling:
        Whether a brother or sister lives in Canada as citizen or permanent resident.
    job_offer:
        Whether there is a qualifying job offer; it gives no points in this version of the grid.
    """

    age: int
    education: Education
    first: Levels
    tongue: Tongue = "english"
    second: Levels = (0, 0, 0, 0)
    canadian_years: int = 0
    foreign_years: int = 0
    spouse: Spouse | None = None
    trade_certificate: bool = False
    nomination: bool = False
    canadian_study: int = 0
    sibling: bool = False
    job_offer: bool = False

    def __post_init__(self) -> None:
        if self.education not in EDUCATION_POINTS:
            raise ValueError(f"{self.education!r} is no level of education of the grid")
        if self.canadian_study not in CANADIAN_STUDY:
            raise ValueError("a diploma from Canada counts as 0, 1 or 3")
        if min(self.age, self.canadian_years, self.foreign_years, *self.first, *self.second) < 0:
            raise ValueError("ages, years and levels are not negative")


@dataclass(frozen=True)
class Score:
    """Points of a profile, block by block.

    Parameters
    ----------
    age, education, first_language, second_language, canadian_work:
        The core of the grid (*core and human capital factors*).
    spouse:
        What the spouse adds.
    transferability:
        Combinations of education, work and language, after all caps.
    additional:
        Nomination, French, study, sibling and job offer, after the cap.
    """

    age: int
    education: int
    first_language: int
    second_language: int
    canadian_work: int
    spouse: int
    transferability: int
    additional: int

    @property
    def total(self) -> int:
        """Sum of the blocks: the score that ranks the profile."""
        return sum(getattr(self, field.name) for field in fields(self))

    @property
    def core(self) -> int:
        """Age, education, languages and Canadian work."""
        return self.age + self.education + self.first_language + self.second_language + self.canadian_work


def _from(steps: Sequence[tuple[int, int]], reached: int) -> int:
    return next((points for least, points in steps if reached >= least), 0)


def _first_language(reached: int, column: int) -> int:
    return next((points[column] for least, points in FIRST_LANGUAGE if reached >= least), 0)


def _tier(strong: bool, full: bool, half: bool) -> int:
    """13 or 25 in the lower row of the grid, 25 or 50 in the upper one."""
    return (50 if strong else 25) if full else (25 if strong else 13) if half else 0


def transferability(profile: Profile) -> tuple[int, int, int]:
    """Return the points for combinations, each pair capped, before the cap on their sum.

    Parameters
    ----------
    profile:
        The profile.

    Returns
    -------
    tuple of int
        Education (with language, with Canadian work), foreign work (with either), trade certificate (with language).
    """
    weakest, canadian = min(profile.first), profile.canadian_years
    schooled = profile.education not in ("none", "secondary")
    strong = profile.education in ("two-or-more", "master", "doctorate")
    education = schooled * (_tier(strong, weakest >= 9, weakest >= 7) + _tier(strong, canadian >= 2, canadian == 1))
    long = profile.foreign_years >= 3
    work = (profile.foreign_years >= 1) * (_tier(long, weakest >= 9, weakest >= 7) + _tier(long, canadian >= 2, canadian == 1))
    trade = profile.trade_certificate * (50 if weakest >= 7 else 25 if weakest >= 5 else 0)
    return min(PAIR_CAP, education), min(PAIR_CAP, work), trade


def french_points(profile: Profile) -> int:
    """Return the additional points for French.

    Parameters
    ----------
    profile:
        The profile.

    Returns
    -------
    int
        0; 25 if all French abilities reach NCLC 7; 50 if, moreover, all English abilities reach CLB 5.
    """
    french, english = (profile.first, profile.second) if profile.tongue == "french" else (profile.second, profile.first)
    if min(french) < 7:
        return 0
    return FRENCH[min(english) >= 5]


def score(profile: Profile) -> Score:
    """Return the points of a profile by the grid of 25 March 2025.

    Parameters
    ----------
    profile:
        The profile.

    Returns
    -------
    Score
        Points by block; their sum lies between 0 and 1,200.
    """
    column = 0 if profile.spouse else 1
    partner = profile.spouse or Spouse()
    extra = (
        NOMINATION * profile.nomination
        + french_points(profile)
        + CANADIAN_STUDY[profile.canadian_study]
        + SIBLING * profile.sibling
        + JOB_OFFER * profile.job_offer
    )
    return Score(
        age=AGE.get(profile.age, (0, 0))[column],
        education=EDUCATION_POINTS[profile.education][column],
        first_language=sum(_first_language(reached, column) for reached in profile.first),
        second_language=min(SECOND_LANGUAGE_CAP[column], sum(_from(SECOND_LANGUAGE, reached) for reached in profile.second)),
        canadian_work=CANADIAN_WORK[min(profile.canadian_years, 5)][column],
        spouse=SPOUSE_EDUCATION[partner.education]
        + sum(_from(SPOUSE_LANGUAGE, reached) for reached in partner.language)
        + SPOUSE_WORK[min(partner.canadian_years, 5)],
        transferability=min(TRANSFER_CAP, sum(transferability(profile))),
        additional=min(ADDITIONAL_CAP, extra),
    )


def in_force(day: date) -> bool:
    """Say whether the grid of this module held on a day, as far as we know.

    Parameters
    ----------
    day:
        The day.

    Returns
    -------
    bool
        True from 25 March 2025 to 2 November 2026; what holds afterwards we know from third parties only.
    """
    return VALID_FROM <= day < REPLACED_ON


def changes(profile: Profile) -> dict[str, int]:
    """Return by how many points the score moves when one thing of a profile moves by one step.

    Parameters
    ----------
    profile:
        The profile.

    Returns
    -------
    dict
        Points gained or lost by ``birthday``, ``ability`` (the weakest ability of the first language one level up),
        ``education`` (one level up), ``canadian_year``, ``foreign_year`` and ``nomination``.
    """
    weakest = profile.first.index(min(profile.first))
    better = list(profile.first)
    better[weakest] += 1
    first, second, third, fourth = better
    place = min(EDUCATION.index(profile.education) + 1, len(EDUCATION) - 1)
    moved = {
        "birthday": replace(profile, age=profile.age + 1),
        "ability": replace(profile, first=(first, second, third, fourth)),
        "education": replace(profile, education=EDUCATION[place]),
        "canadian_year": replace(profile, canadian_years=profile.canadian_years + 1),
        "foreign_year": replace(profile, foreign_years=profile.foreign_years + 1),
        "nomination": replace(profile, nomination=True),
    }
    before = score(profile).total
    return {name: score(other).total - before for name, other in moved.items()}
