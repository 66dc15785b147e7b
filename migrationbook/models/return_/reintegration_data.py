"""How many records of a register stand alone? An invented register of returnees, and the size of its groups of alike records.

A group is all records that agree in the chosen fields; its size is the *k* of k-anonymity (Sweeney 2002,
doi:10.1142/S0218488502001648). A record in a group of one stands alone. Every person, district and trade here is invented;
the functions below the generator hold for any table.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import TypeVar

import pandas as pd

T = TypeVar("T")

#: What the register records of each person, in the order of its form.
FIELDS = ("district", "age", "sex", "trade", "year", "household")

#: Number of records, and the number that starts the generator. Both are our choice; another seed moves the shares by a
#: point or two (a test says how far).
SIZE, SEED = 2000, 2021

#: Districts A1 to D6 of four invented regions A to D; the capital of a region draws more people than its last district.
_DISTRICTS = [f"{region}{number}" for region in "ABCD" for number in range(1, 7)]
_DISTRICT_WEIGHTS = [weight for _ in "ABCD" for weight in (9, 6, 4, 3, 2, 1)]
#: Trades, the group of trades that each belongs to, and how common it is among men and among women.
_TRADES = {
    "mason": ("building", 16, 0),
    "painter": ("building", 8, 0),
    "electrician": ("building", 8, 0),
    "plumber": ("building", 5, 0),
    "welder": ("making", 6, 0),
    "tailor": ("making", 6, 20),
    "mechanic": ("making", 7, 0),
    "packer": ("making", 6, 8),
    "cleaner": ("serving", 10, 16),
    "cook": ("serving", 8, 8),
    "waiter": ("serving", 5, 4),
    "domestic worker": ("serving", 1, 36),
    "driver": ("moving", 10, 0),
    "sailor": ("moving", 2, 0),
    "farm hand": ("growing", 6, 4),
    "gardener": ("growing", 3, 1),
    "nurse": ("caring", 1, 4),
    "teacher": ("caring", 1, 2),
}
#: Share of women among the invented returnees.
_WOMEN = 0.2
_YEARS, _YEAR_WEIGHTS = list(range(2019, 2026)), [5, 9, 6, 5, 5, 5, 5]
_HOUSEHOLDS, _HOUSEHOLD_WEIGHTS = list(range(1, 10)), [3, 5, 12, 22, 24, 16, 9, 5, 4]
#: Ages run from 19 to 60 and cluster around 31.
_AGES = (19, 31, 61)


def _drawn(chance: random.Random, values: Sequence[T], weights: Sequence[float]) -> T:
    # random() alone is promised to give the same numbers in every version of Python
    bounds = list(accumulate(weights))
    return values[bisect_right(bounds, chance.random() * bounds[-1])]


def _age(chance: random.Random) -> int:
    low, mode, high = _AGES
    drawn, cut = chance.random(), (mode - low) / (high - low)
    if drawn < cut:
        return int(low + ((high - low) * (mode - low) * drawn) ** 0.5)
    return int(high - ((high - low) * (high - mode) * (1 - drawn)) ** 0.5)


def register(size: int = SIZE, seed: int = SEED) -> pd.DataFrame:
    """Return an invented register of returnees.

    Parameters
    ----------
    size:
        Number of records.
    seed:
        Start of the generator; the same seed gives the same register.

    Returns
    -------
    pandas.DataFrame
        One row a record, numbered from 1, and one column for each of ``FIELDS``: district (A1 to D6), age in years, sex, trade, year of
        return, persons in the household.

    Raises
    ------
    ValueError
        If the size is negative.
    """
    if size < 0:
        raise ValueError("a register cannot have fewer than no records")
    chance = random.Random(seed)
    rows = []
    for _ in range(size):
        sex = "woman" if chance.random() < _WOMEN else "man"
        weights = [women if sex == "woman" else men for _, men, women in _TRADES.values()]
        rows.append(
            (
                _drawn(chance, _DISTRICTS, _DISTRICT_WEIGHTS),
                _age(chance),
                sex,
                _drawn(chance, list(_TRADES), weights),
                _drawn(chance, _YEARS, _YEAR_WEIGHTS),
                _drawn(chance, _HOUSEHOLDS, _HOUSEHOLD_WEIGHTS),
            )
        )
    return pd.DataFrame(rows, columns=list(FIELDS), index=pd.RangeIndex(1, size + 1, name="record"))


def _band(value: int, width: int) -> str:
    start = value // width * width
    return f"{start}–{start + width - 1}"


def coarsened(records: pd.DataFrame, fields: Collection[str] = FIELDS) -> pd.DataFrame:
    """Return a register with some fields written more coarsely.

    Parameters
    ----------
    records:
        A register as :func:`register` makes it.
    fields:
        Which fields to coarsen: districts to their region, ages to bands of ten years, trades to groups of trades, years
        of return to 2019–21 or 2022–25, households to 1–3, 4–6 or 7 and more persons. Sex has nothing coarser than
        leaving it out.

    Returns
    -------
    pandas.DataFrame
        A new register; the old one is unchanged.

    Raises
    ------
    ValueError
        If a field is unknown.
    """
    _known(fields, FIELDS)
    coarser = {
        "district": lambda value: value[0],
        "age": lambda value: _band(value, 10),
        "sex": lambda value: value,
        "trade": lambda value: _TRADES[value][0],
        "year": lambda value: "2019–21" if value <= 2021 else "2022–25",
        "household": lambda value: "1–3" if value <= 3 else "4–6" if value <= 6 else "7+",
    }
    return records.assign(**{field: records[field].map(coarser[field]) for field in fields})


def group_sizes(records: pd.DataFrame, fields: Sequence[str]) -> pd.Series:
    """Return, for each record, how many records agree with it in the chosen fields, itself among them.

    Parameters
    ----------
    records:
        Any table.
    fields:
        Columns that somebody knows of a person. With none, all records agree.

    Raises
    ------
    ValueError
        If a field is unknown.
    """
    _known(fields, records.columns)
    if not fields:
        return pd.Series(len(records), index=records.index, dtype=int)
    return records.groupby(list(fields), sort=False)[fields[0]].transform("size").astype(int)


def share_below(sizes: pd.Series, k: int) -> float:
    """Return the share of records in groups of fewer than ``k``.

    Parameters
    ----------
    sizes:
        Group sizes from :func:`group_sizes`.
    k:
        Size from which a group counts as large enough; 2 asks for records that stand alone.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If there is no record.
    """
    if sizes.empty:
        raise ValueError("a register without records has no shares")
    return float((sizes < k).mean())


def _known(fields: Collection[str], columns: Collection[str]) -> None:
    unknown = [field for field in fields if field not in columns]
    if unknown:
        raise ValueError(f"the register has no field {unknown[0]!r}")
