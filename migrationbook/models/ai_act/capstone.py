"""An invented tool that orders study-visa files by risk, and what an audit of it finds. Everything here is invented.

Country A, its Visa Office, the tool *Presort* and the applicants from B, C and D do not exist. The generator makes files
and, apart from them, an archive of past decisions in which files from B were refused more often for no reason that the
later stay bears out. The tool learns its weights from this archive by logistic regression, the plainest method that
learns from data; it stands in for the richer one of the dossier. It thus foretells refusals, not stays: the label
differs from what the office wants to know (Zanger-Tishler, Nyarko and Goel 2024, doi:10.1126/sciadv.adi8411). Who would
have stayed on after the studies is known here of every file, also of refused ones; in life it never is (the selective
labels of Lakkaraju et al. 2017, doi:10.1145/3097983.3098066).
"""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import numpy as np
import pandas as pd

from migrationbook.models import shares

#: Countries of citizenship of the invented applicants; A is the country that they apply to.
COUNTRIES = ("B", "C", "D")
#: Files of each country in the made table, and in the archive of past decisions.
FILES, ARCHIVE = 1000, 4000
#: Of the 1,000 files of each country, those that would stay on without a permit. One way has more of them in B.
STAYS: Mapping[str, Mapping[str, int]] = {
    "alike": {"B": 20, "C": 20, "D": 20},
    "twice": {"B": 40, "C": 20, "D": 20},
}
#: Seeds of the made table, of who stays on in it, and of the archive.
SEED, STAY_SEED, ARCHIVE_SEED = 2026, 2027, 2019
#: Share of all files that the dossier's tool marks red.
RED = 0.2

#: What the tool may use, in three versions: all it is given, without the citizenship, and without the language of the
#: school certificate either, which goes with citizenship.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "all": ("country", "certificate", "age", "funds", "earlier", "fee"),
    "no-country": ("certificate", "age", "funds", "earlier", "fee"),
    "no-stand-in": ("age", "funds", "earlier", "fee"),
}

# Shares of the values in each country: language of the school certificate (P, Q or R), source of funds, then what does not
# differ by country: age, an earlier stay by the rules, and whether the course fee is paid.
_CERTIFICATE = {
    "B": {"P": 0.75, "Q": 0.15, "R": 0.10},
    "C": {"P": 0.2, "Q": 0.6, "R": 0.2},
    "D": {"P": 0.1, "Q": 0.2, "R": 0.7},
}
_FUNDS = {
    "B": {"own": 0.35, "scholarship": 0.2, "relatives": 0.45},
    "C": {"own": 0.4, "scholarship": 0.2, "relatives": 0.40},
    "D": {"own": 0.45, "scholarship": 0.2, "relatives": 0.35},
}
_AGE = {"18–21": 0.4, "22–25": 0.35, "26+": 0.25}
_EARLIER = {"kept": 0.25, "none": 0.75}
_FEE = {"paid": 0.7, "unpaid": 0.3}

# How much a value raises or lowers the risk of staying on; the country does nothing.
_STAY = {
    "funds": {"own": 1.0, "scholarship": 0.35, "relatives": 2.4},
    "earlier": {"kept": 0.25, "none": 1.25},
    "fee": {"paid": 0.6, "unpaid": 1.9},
}
# How much it raised or lowered a refusal in the archive; here the country counts, and the fee does not.
_REFUSAL = {
    "country": {"B": 1.7, "C": 1.0, "D": 0.8},
    "funds": {"own": 1.0, "scholarship": 0.5, "relatives": 1.6},
    "earlier": {"kept": 0.5, "none": 1.15},
    "age": {"18–21": 0.8, "22–25": 1.0, "26+": 1.5},
}
#: Refusals in the archive where every factor is 1.
_REFUSED = 0.085

#: Points of a file with the archive's mean odds of refusal, and points for each doubling of these odds.
_MIDDLE, _DOUBLING = 50, 10


def _drawn(chance: random.Random, shares: Mapping[str, float]) -> str:
    # random() alone is promised to give the same numbers in every version of Python
    bounds = list(accumulate(shares.values()))
    return list(shares)[bisect_right(bounds, chance.random() * bounds[-1])]


def _files(each: int, chance: random.Random) -> pd.DataFrame:
    rows = [
        (
            country,
            _drawn(chance, _CERTIFICATE[country]),
            _drawn(chance, _AGE),
            _drawn(chance, _FUNDS[country]),
            _drawn(chance, _EARLIER),
            _drawn(chance, _FEE),
        )
        for country in COUNTRIES
        for _ in range(each)
    ]
    # in the order of arrival, which breaks ties later
    arrived = sorted(range(len(rows)), key=lambda _: chance.random())
    index = pd.RangeIndex(1, len(rows) + 1, name="file")
    return pd.DataFrame([rows[at] for at in arrived], columns=list(FIELDS["all"]), index=index)


def _factor(row: Mapping[str, str], factors: Mapping[str, Mapping[str, float]]) -> float:
    return math.prod(values[row[field]] for field, values in factors.items())


def applications(each: int = FILES, seed: int = SEED) -> pd.DataFrame:
    """Return invented files of applicants for a study visa.

    Parameters
    ----------
    each:
        Files of each country.
    seed:
        Start of the generator.

    Returns
    -------
    pandas.DataFrame
        One row a file, numbered in order of arrival, and the fields of ``FIELDS["all"]``.

    Raises
    ------
    ValueError
        If there is no file.
    """
    if each < 1:
        raise ValueError("an audit needs files")
    return _files(each, random.Random(seed))


def archive(each: int = ARCHIVE, seed: int = ARCHIVE_SEED) -> pd.DataFrame:
    """Return invented past files with what the office decided on them.

    Parameters
    ----------
    each:
        Files of each country.
    seed:
        Start of the generator.

    Returns
    -------
    pandas.DataFrame
        As :func:`applications`, and ``refused``.
    """
    chance = random.Random(seed)
    files = _files(each, chance)
    files["refused"] = [chance.random() < _REFUSED * _factor(row, _REFUSAL) for row in files.to_dict("records")]
    return files


def would_stay(files: pd.DataFrame, numbers: Mapping[str, int], seed: int = STAY_SEED) -> pd.Series:
    """Return which files belong to people who would stay on without a permit.

    Parameters
    ----------
    files:
        The files.
    numbers:
        How many of them there are in each country.
    seed:
        Start of the generator; with the same seed a larger number adds people and takes none away.

    Returns
    -------
    pandas.Series
        True or false for each file. Drawn without replacement, with chances by funds, earlier stay and fee; the country
        plays no part within a country's number.
    """
    chance = random.Random(seed)
    rows = files.to_dict("records")
    waiting = [-math.log(1 - chance.random()) / _factor(row, _STAY) for row in rows]
    stays = pd.Series(False, index=files.index, name="stayed_on")
    for country, number in numbers.items():
        own = [at for at, row in enumerate(rows) if row["country"] == country]
        for at in sorted(own, key=waiting.__getitem__)[:number]:
            stays.iat[at] = True
    return stays


def learnt_weights(past: pd.DataFrame, fields: Collection[str]) -> dict[str, dict[str, float]]:
    """Return the weights that logistic regression learns from past decisions.

    Parameters
    ----------
    past:
        Files with ``refused``.
    fields:
        The fields that the tool may use.

    Returns
    -------
    dict
        For each field and value the change in the odds of refusal, as a binary logarithm (1 is a doubling); the mean over
        the past files is 0.

    Raises
    ------
    ValueError
        If all past files were decided alike, so that there is nothing to learn.
    """
    refused = past["refused"].to_numpy(float)
    if refused.min() == refused.max():
        raise ValueError("all past files were decided alike: nothing can be learnt from them")
    columns = [(field, value) for field in fields for value in sorted(past[field].unique())[1:]]
    table = np.column_stack([np.ones(len(past)), *((past[field] == value).to_numpy(float) for field, value in columns)])
    found = np.zeros(table.shape[1])
    for _ in range(25):  # Newton's method; the steps vanish after eight or so
        chance = 1 / (1 + np.exp(-table @ found))
        curvature = (table.T * (chance * (1 - chance))) @ table
        found += np.linalg.solve(curvature, table.T @ (refused - chance))
    learnt = {field: dict.fromkeys(sorted(past[field].unique()), 0.0) for field in fields}
    for (field, value), weight in zip(columns, found[1:], strict=True):
        learnt[field][value] = float(weight) / math.log(2)
    for field, weights in learnt.items():
        mean = float(past[field].map(weights).mean())
        learnt[field] = {value: weight - mean for value, weight in weights.items()}
    return learnt


def points(files: pd.DataFrame, weights: Mapping[str, Mapping[str, float]]) -> pd.Series:
    """Return the points of each file: 50 is the middle, ten more are twice the odds of having been refused in the past.

    Parameters
    ----------
    files:
        The files.
    weights:
        What the tool has learnt.
    """
    logarithm = sum((files[field].map(values) for field, values in weights.items()), start=pd.Series(0.0, index=files.index))
    return (_MIDDLE + _DOUBLING * logarithm).round().astype(int).rename("points")


def marked_red(scored: pd.Series, share: float) -> pd.Series:
    """Return which files are marked red: those with the most points; of equal ones, those that came first.

    Parameters
    ----------
    scored:
        Points of the files, in order of arrival.
    share:
        Share of all files that is marked, from 0 to 1.

    Raises
    ------
    ValueError
        If the share leaves 0 to 1.
    """
    shares.share("share", share)
    ranked = scored.sort_values(ascending=False, kind="stable").index[: round(share * len(scored))]
    return pd.Series(scored.index.isin(ranked), index=scored.index, name="red")


@dataclass(frozen=True)
class Outcome:
    """What the marks mean for the files of one country.

    Parameters
    ----------
    files, stays:
        All files, and those of people who would stay on.
    red, right:
        Files marked red, and those of them whose people would stay on.
    """

    files: int
    stays: int
    red: int
    right: int

    @property
    def stopped_wrongly(self) -> float:
        """Of 1,000 people who would leave in time, those whose file is red."""
        return 1000 * (self.red - self.right) / (self.files - self.stays)


def outcomes(country: pd.Series, red: pd.Series, stays: pd.Series) -> dict[str, Outcome]:
    """Return what the marks mean, by country of citizenship.

    Parameters
    ----------
    country, red, stays:
        Citizenship, mark and stay of each file.
    """
    return {
        name: Outcome(int(own.sum()), int((own & stays).sum()), int((own & red).sum()), int((own & red & stays).sum()))
        for name in COUNTRIES
        for own in [country == name]
    }


def gap(found: Mapping[str, Outcome], most: str = "B", fewest: str = "D") -> float:
    """Return how many people of one country are stopped wrongly for each of another, of equally many.

    Parameters
    ----------
    found:
        Outcomes by country.
    most, fewest:
        The two countries.

    Returns
    -------
    float
        The quotient; infinite if nobody of the second country is stopped wrongly.
    """
    under = found[fewest].stopped_wrongly
    return found[most].stopped_wrongly / under if under else math.inf


@cache
def scores(version: str) -> pd.Series:
    """Return the points of the made files, as a version of the tool gives them.

    Parameters
    ----------
    version:
        One of the names of ``FIELDS``.
    """
    return points(_made(), learnt_weights(_past(), FIELDS[version]))


@cache
def _made() -> pd.DataFrame:
    return applications()


@cache
def _past() -> pd.DataFrame:
    return archive()


def audit(version: str, share: float, stays: str) -> dict[str, Outcome]:
    """Return the outcomes of one version of the tool on the made files.

    Parameters
    ----------
    version:
        One of the names of ``FIELDS``.
    share:
        Share of all files that is marked red.
    stays:
        One of the names of ``STAYS``.
    """
    files = _made()
    return outcomes(files["country"], marked_red(scores(version), share), would_stay(files, STAYS[stays]))


def made_table() -> pd.DataFrame:
    """Return the table of the course: the made files with the marks of the dossier's tool and who would stay on.

    Returns
    -------
    pandas.DataFrame
        One row a file; ``colour`` is red or green.
    """
    files, scored = _made(), scores("all")
    red = marked_red(scored, RED)
    return files.assign(
        points=scored,
        colour=["red" if marked else "green" for marked in red],
        stayed_on=would_stay(files, STAYS["alike"]),
    ).reset_index()


def refusals(past: pd.DataFrame) -> dict[str, float]:
    """Return the share of past files refused, by country.

    Parameters
    ----------
    past:
        Files with ``refused``.
    """
    return {country: float(past.loc[past["country"] == country, "refused"].mean()) for country in COUNTRIES}


def accuracy(found: Collection[Outcome]) -> float:
    """Return the share of files sorted rightly: red and staying on, or green and leaving in time.

    Parameters
    ----------
    found:
        Outcomes of all countries.
    """
    right = sum(one.right + (one.files - one.stays) - (one.red - one.right) for one in found)
    return right / sum(one.files for one in found)
