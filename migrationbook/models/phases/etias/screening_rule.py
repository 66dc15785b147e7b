"""A toy screening rule on invented travellers: whom a rule about groups hits, and what the next year's statistics say.

The field types are those that Article 33(4) of Regulation (EU) 2018/1240 lets a risk indicator combine: age range, sex
and nationality; country and city of residence; level of education; current occupation. Everything else is invented:
the countries A to D, the travellers, their risk, the rules, and the way in which a year's refusals change them. No
rule of a real system is known to us, and none is guessed.

The travellers are drawn once by a seeded generator. What a rule does to them is computed as an expected value, so that
two settings differ by the setting alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

#: Invented countries, and how many of 100 travellers have each nationality.
NATIONALITIES: Mapping[str, float] = {"A": 40, "B": 15, "C": 20, "D": 25}
#: Invented age ranges.
AGES = ("18-34", "35-59", "60+")
#: Invented levels of education and job groups.
EDUCATION = ("primary", "secondary", "higher")
JOBS = ("1", "2", "3", "4")
TRAVELLERS = 5000
SEED = 33

#: Share of those really refused for good reason whom an officer finds, and of all others whom an officer refuses, too.
FOUND = 0.8
REFUSED_WRONGLY = 0.05
#: A refusal rate is *abnormal* in this toy if it is more than this many times the rate of all travellers. The
#: regulation's words are "abnormal rates"; we have seen no number for them.
ABNORMAL = 1.5

#: How the invented countries differ in what their travellers do and how old they are: shares in per cent.
_AGE_SHARES = {"A": (30, 50, 20), "B": (40, 45, 15), "C": (55, 35, 10), "D": (25, 45, 30)}
_JOB_SHARES = {"A": (30, 30, 20, 20), "B": (25, 30, 25, 20), "C": (15, 20, 50, 15), "D": (30, 35, 15, 20)}
_EDUCATION_SHARES = {"A": (15, 45, 40), "B": (20, 45, 35), "C": (25, 45, 30), "D": (15, 40, 45)}

#: The toy's rules by name.
RULES = ("nationality", "nationality-age", "age-job", "education-city", "lot")


@cache
def travellers(size: int = TRAVELLERS, seed: int = SEED) -> pd.DataFrame:
    """Return invented travellers.

    Parameters
    ----------
    size:
        How many.
    seed:
        Start of the generator; the same seed gives the same travellers.

    Returns
    -------
    pandas.DataFrame
        One row a traveller: nationality, age, sex, residence, city, education, job, and a lot number from 0 to 99.
    """
    draw = np.random.default_rng(seed)
    names = list(NATIONALITIES)
    weights = np.array(list(NATIONALITIES.values())) / sum(NATIONALITIES.values())
    nationality = draw.choice(names, size=size, p=weights)

    def by_country(shares: Mapping[str, tuple[int, ...]], values: tuple[str, ...]) -> np.ndarray:
        cut = draw.random(size)
        edges = {name: np.cumsum(part)[:-1] / sum(part) for name, part in shares.items()}
        return np.array([values[int(np.searchsorted(edges[who], at, side="right"))] for who, at in zip(nationality, cut, strict=True)])

    # nine in ten live in the country of their nationality
    moved = draw.random(size) < 0.1
    residence = np.where(moved, draw.choice(names, size=size), nationality)
    return pd.DataFrame(
        {
            "nationality": nationality,
            "age": by_country(_AGE_SHARES, AGES),
            "sex": draw.choice(["f", "m"], size=size),
            "residence": residence,
            "city": draw.choice(["capital", "elsewhere"], size=size, p=[0.3, 0.7]),
            "education": by_country(_EDUCATION_SHARES, EDUCATION),
            "job": by_country(_JOB_SHARES, JOBS),
            "lot": draw.integers(0, 100, size=size),
        }
    )


def named(people: pd.DataFrame, rule: str) -> np.ndarray:
    """Return whom a rule names.

    Parameters
    ----------
    people:
        Travellers.
    rule:
        One of :data:`RULES`: ``nationality`` names all of B; ``nationality-age`` those of B under 35; ``age-job`` those
        under 35 in job group 3, of whatever nationality; ``education-city`` those without higher education who live
        in a capital; ``lot`` one in ten, drawn by lot.

    Returns
    -------
    numpy.ndarray
        True for each traveller named.

    Raises
    ------
    ValueError
        If there is no such rule.
    """
    young, of_b = people["age"] == AGES[0], people["nationality"] == "B"
    masks = {
        "nationality": of_b,
        "nationality-age": of_b & young,
        "age-job": young & (people["job"] == "3"),
        "education-city": (people["education"] != "higher") & (people["city"] == "capital"),
        "lot": people["lot"] < 10,
    }
    if rule not in masks:
        raise ValueError(f"there is no rule “{rule}”; there are {', '.join(RULES)}")
    return np.asarray(masks[rule])


@dataclass(frozen=True)
class Year:
    """What a rule does to the travellers of one year.

    Parameters
    ----------
    hit:
        True for each traveller whom the rule hits.
    risk:
        Each traveller's true probability of being somebody who should be refused, 0 to 1.
    nationality:
        Each traveller's nationality.
    """

    hit: np.ndarray
    risk: np.ndarray
    nationality: np.ndarray

    @property
    def hits(self) -> float:
        """Travellers hit."""
        return float(self.hit.sum())

    @property
    def hits_of_1000(self) -> float:
        """Travellers hit, of 1,000."""
        return 1000 * self.hits / len(self.hit)

    @property
    def right(self) -> float:
        """Expected number of travellers hit who should be refused."""
        return float(self.risk[self.hit].sum())

    @property
    def ppv(self) -> float:
        """Share of the hits that are right, 0 to 1; NaN without a hit."""
        return self.right / self.hits if self.hits else float("nan")

    @property
    def found(self) -> float:
        """Share of all who should be refused whom the rule hits, 0 to 1."""
        return self.right / float(self.risk.sum())

    def hit_share(self) -> dict[str, float]:
        """Return, for each nationality, the share of its travellers whom the rule hits, 0 to 1."""
        return {name: float(self.hit[self.nationality == name].mean()) for name in NATIONALITIES}

    def refused(self) -> np.ndarray:
        """Return each traveller's expected refusals: those hit are looked at by an officer, all others are let through."""
        return np.where(self.hit, self.risk * FOUND + (1 - self.risk) * REFUSED_WRONGLY, 0.0)

    def refusal_rate(self) -> dict[str, float]:
        """Return, for each nationality, the recorded refusals of a traveller, 0 to 1."""
        refused = self.refused()
        return {name: float(refused[self.nationality == name].mean()) for name in NATIONALITIES}


def abnormal(year: Year, times: float = ABNORMAL) -> tuple[str, ...]:
    """Return the nationalities whose recorded refusal rate stands out.

    Parameters
    ----------
    year:
        A year's hits and refusals.
    times:
        How many times the rate of all travellers a rate must exceed.

    Returns
    -------
    tuple of str
        Nationalities, in their order.
    """
    everybody = float(year.refused().mean())
    return tuple(name for name, rate in year.refusal_rate().items() if rate > times * everybody)


def screen(people: pd.DataFrame, rule: str, base_risk: float, lift: float, nationalities: Iterable[str] = ()) -> Year:
    """Return what a rule does, alone or together with nationalities that an earlier year's statistics have added.

    Parameters
    ----------
    people:
        Travellers.
    rule:
        One of :data:`RULES`.
    base_risk:
        True risk of a traveller whom the rule does not name, 0 to 1.
    lift:
        How many times as high the true risk of those is whom the rule names; 1 if the rule is about nothing. A lot
        says nothing about anybody, so that it has no lift.
    nationalities:
        Nationalities that are hit in any case.

    Returns
    -------
    Year
        Hits, and the risk behind them. The risk depends on the rule's first wording alone, not on what was added.

    Raises
    ------
    ValueError
        If the risk leaves 0 to 1.
    """
    if not 0 <= base_risk <= base_risk * lift <= 1:
        raise ValueError(f"a risk of {base_risk:g} times {lift:g} is no probability")
    meant = named(people, rule)
    nationality = people["nationality"].to_numpy()
    risk = np.where(meant & (rule != "lot"), base_risk * lift, base_risk)
    return Year(meant | np.isin(nationality, list(nationalities)), risk, nationality)


def years(people: pd.DataFrame, rule: str, base_risk: float, lift: float, count: int = 2) -> list[Year]:
    """Return several years, each fed by the refusals of the years before.

    Parameters
    ----------
    people:
        Travellers; the same in every year.
    rule, base_risk, lift:
        As in :func:`screen`.
    count:
        Number of years.

    Returns
    -------
    list of Year
        In the first, the rule alone. In each later one, also every nationality whose recorded rate was abnormal before.
    """
    found: list[Year] = []
    added: set[str] = set()
    for _ in range(count):
        year = screen(people, rule, base_risk, lift, sorted(added))
        found.append(year)
        added |= set(abnormal(year))
    return found
