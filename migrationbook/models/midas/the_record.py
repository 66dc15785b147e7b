"""A border post writes down crossings: an invented table, and what can be linked in it.

Every traveller, name, number and crossing here is made by a seeded generator; the countries are A to D, the posts 1 to
4. The *fields* are those that the IOM and the press have published for its system MIDAS: travel document, name and
birth, facial image and fingerprints (IOM on Cambodia, 2018; The New Humanitarian on Niger, 2019), purpose of travel
(IOM on the Marshall Islands, undated), entry and exit. What else the real form asks, and how it links records, is not
published in what we read. The functions below the generator hold for any table with these columns.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Literal, TypeVar

import pandas as pd

T = TypeVar("T")

#: By what records are linked: not at all, by name and year of birth, by number of the document, by fingerprints.
Key = Literal["none", "name", "document", "fingerprints"]
_COLUMNS: dict[str, tuple[str, ...]] = {"name": ("name", "born"), "document": ("document",), "fingerprints": ("fingerprints",)}

#: Number of invented travellers, days of the table, and the number that starts the generator: our choice.
TRAVELLERS, DAYS, SEED = 200, 90, 2009
#: The four posts, largest first, and the share of crossings at each: our choice.
POSTS = (1, 2, 3, 4)
_POST_WEIGHTS = (50, 25, 15, 10)
_COUNTRIES, _COUNTRY_WEIGHTS = ("B", "C", "D"), (5, 3, 2)
_PURPOSES, _PURPOSE_WEIGHTS = ("trade", "work", "family", "study", "transit"), (40, 25, 20, 5, 10)
#: Share of travellers with two valid documents, and chance that a clerk writes a name in another spelling. Invented.
_TWO_DOCUMENTS, _OTHER_SPELLING = 0.15, 0.12
#: Parts of invented names, and what one clerk writes for another's sound.
_STARTS = ("Ka", "Mo", "Sa", "Ti", "Ne", "Lu", "Ba", "Ro", "Di", "Yu", "Fe", "Ha")
_ENDS = ("rani", "doka", "levi", "suri", "miko", "tanu", "bori", "keli", "nado", "pira", "vasi", "lomu")
_SPELLINGS = (("k", "c"), ("i", "y"), ("v", "w"), ("u", "ou"), ("s", "ss"))

#: The table's schema, in the words of Frictionless Table Schema; `data/datapackage.json` holds the same for the stored table.
SCHEMA: dict[str, Any] = {
    "primaryKey": ["record"],
    "fields": [
        {"name": "record", "type": "integer", "constraints": {"required": True, "minimum": 1}},
        {"name": "day", "type": "integer", "constraints": {"required": True, "minimum": 1, "maximum": DAYS}},
        {"name": "post", "type": "integer", "constraints": {"required": True, "enum": list(POSTS)}},
        {"name": "direction", "type": "string", "constraints": {"required": True, "enum": ["entry", "exit"]}},
        {"name": "document", "type": "string", "constraints": {"required": True, "pattern": "[BCD][0-9]{5}"}},
        {"name": "name", "type": "string", "constraints": {"required": True, "pattern": "[A-Z][a-z]+ [A-Z][a-z]+"}},
        {"name": "born", "type": "integer", "constraints": {"required": True, "minimum": 1950, "maximum": 2006}},
        {"name": "nationality", "type": "string", "constraints": {"required": True, "enum": list(_COUNTRIES)}},
        {"name": "face", "type": "string", "constraints": {"required": True, "pattern": "f[0-9]{4}"}},
        {"name": "fingerprints", "type": "string", "constraints": {"required": True, "pattern": "p[0-9]{4}"}},
        {"name": "purpose", "type": "string", "constraints": {"required": True, "enum": list(_PURPOSES)}},
    ],
}


def _drawn(chance: random.Random, values: Sequence[T], weights: Sequence[float]) -> T:
    # random() alone is promised to give the same numbers in every version of Python
    bounds = list(accumulate(weights))
    return values[bisect_right(bounds, chance.random() * bounds[-1])]


def _whole(chance: random.Random, low: int, high: int) -> int:
    return low + int(chance.random() * (high - low + 1))


def _respelt(chance: random.Random, name: str) -> str:
    if chance.random() >= _OTHER_SPELLING:
        return name
    fitting = [(old, new) for old, new in _SPELLINGS if old in name]
    if not fitting:
        return name
    old, new = fitting[_whole(chance, 0, len(fitting) - 1)]
    return name.replace(old, new, 1)


def crossings(travellers: int = TRAVELLERS, days: int = DAYS, seed: int = SEED) -> pd.DataFrame:
    """Return an invented table of crossings into and out of country A at its four posts.

    Parameters
    ----------
    travellers:
        Number of people who come from B, C or D; each makes one trip or more.
    days:
        Days that the table covers. Nobody is inside on the first morning.
    seed:
        Start of the generator; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        One row a crossing, in order of time, with the columns of ``SCHEMA``. Face and fingerprints are numbers of
        templates that tell people apart without fail: a toy, real comparisons err.

    Raises
    ------
    ValueError
        If there are no travellers, or fewer than two days.
    """
    if travellers < 1 or days < 2:
        raise ValueError("a table needs at least one traveller and two days")
    chance = random.Random(seed)
    rows = []
    for number in range(1, travellers + 1):
        country = _drawn(chance, _COUNTRIES, _COUNTRY_WEIGHTS)
        name = " ".join(_drawn(chance, _STARTS, [1] * 12) + _drawn(chance, _ENDS, [1] * 12) for _ in range(2))
        born = _whole(chance, 1950, 2006)
        papers = [f"{country}{10_000 + 3 * number + copy}" for copy in range(2 if chance.random() < _TWO_DOCUMENTS else 1)]
        purpose = _drawn(chance, _PURPOSES, _PURPOSE_WEIGHTS)
        day = _whole(chance, 1, days)
        while day <= days:
            stay = _whole(chance, 0, 20)
            for when, direction in ((day, "entry"), (day + stay, "exit")):
                post, paper = _drawn(chance, POSTS, _POST_WEIGHTS), papers[_whole(chance, 0, len(papers) - 1)]
                written = _respelt(chance, name)
                if when <= days:
                    rows.append((when, number, direction, post, paper, written, born, country, f"f{number:04}", f"p{number:04}", purpose))
            day += stay + _whole(chance, 5, 60)
    rows.sort(key=lambda row: (row[0], row[1]))
    columns = ["day", "number", "direction", "post", "document", "name", "born", "nationality", "face", "fingerprints", "purpose"]
    table = pd.DataFrame(rows, columns=columns).drop(columns="number")
    table.insert(0, "record", range(1, len(table) + 1))
    return table[[field["name"] for field in SCHEMA["fields"]]]


def _keys(table: pd.DataFrame, key: Key) -> pd.Series:
    columns = list(_COLUMNS[key])
    return table[columns].astype(str).agg("|".join, axis="columns") if len(table) else pd.Series(dtype=str)


def persons(table: pd.DataFrame, key: Key) -> int | None:
    """Return how many travellers a table seems to hold.

    Parameters
    ----------
    table:
        Crossings.
    key:
        By what records are taken for the same person.

    Returns
    -------
    int or None
        Number of different keys; None without a key, for then nobody can tell.
    """
    return None if key == "none" else int(_keys(table, key).nunique())


def _balance(table: pd.DataFrame, key: Key) -> pd.Series:
    signs = table["direction"].map({"entry": 1, "exit": -1})
    return signs.groupby(_keys(table, key)).sum()


@dataclass(frozen=True)
class Inside:
    """Who is in the country on the last evening, by a table and in truth.

    Parameters
    ----------
    shown:
        Number whom the table shows as still in the country.
    true:
        Number who are.
    wrong:
        Of those shown, the number who have left; None without a key, for then nobody is named.
    """

    shown: int
    true: int
    wrong: int | None


def inside(table: pd.DataFrame, key: Key, posts: Collection[int] = POSTS) -> Inside:
    """Return who seems to be in the country when only some posts write their crossings down.

    Parameters
    ----------
    table:
        All crossings that took place.
    key:
        By what records are linked. Without a key the entries less the exits are counted.
    posts:
        Posts that record.

    Returns
    -------
    Inside
        With a key: everybody with more recorded entries than exits is shown.
    """
    recorded = table[table["post"].isin(posts)]
    truth = _balance(table, "fingerprints") > 0
    true = int(truth.sum())
    if key == "none":
        return Inside(max(0, int(recorded["direction"].map({"entry": 1, "exit": -1}).sum())), true, None)
    balance = _balance(recorded, key)
    shown = balance[balance > 0].index
    owners = recorded.assign(key=_keys(recorded, key)).groupby("key")["fingerprints"].unique()
    still_here = set(truth[truth].index)
    wrong = sum(not any(owner in still_here for owner in owners[name]) for name in shown)
    return Inside(len(shown), true, wrong)
