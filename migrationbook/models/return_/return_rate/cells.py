"""A table with totals among its cells, made by a seeded generator, and what a script without a filter makes of it.

Statistical offices publish one table with several dimensions. Each dimension has a member for the total, which stands
as a row among its parts. Who asks for years only gets all cells of a year in one heap; who then keeps one row a year
keeps one cell. The numbers of this module are made; the countries are A to D.
"""

from __future__ import annotations

import random

import pandas as pd

#: Year, citizenship, sex and age of the made table, in the order in which the rows stand; the total comes first.
YEARS = (2021, 2022, 2023, 2024, 2025)
CITIZENSHIPS = ("total", "B", "C", "D")
SEXES = ("total", "women", "men")
AGES = ("total", "18 and over", "under 18")
DIMENSIONS = {"citizenship": CITIZENSHIPS, "sex": SEXES, "age": AGES}
SEED = 1951


def made_orders(seed: int = SEED) -> pd.DataFrame:
    """Return made numbers of orders to leave country A, by year, citizenship, sex and age, with all totals.

    Parameters
    ----------
    seed:
        Seed of the generator; the table of the course has the seed of this module.

    Returns
    -------
    pandas.DataFrame
        One row a cell: year, citizenship, sex, age, orders (people).
    """
    draw = random.Random(seed)
    rows = []
    for year in YEARS:
        parts = {}
        for citizenship, size in (("B", 9000), ("C", 5000), ("D", 6000)):
            for sex, weight in (("women", 0.25), ("men", 0.75)):
                for age, portion in (("18 and over", 0.88), ("under 18", 0.12)):
                    parts[citizenship, sex, age] = int(size * weight * portion * draw.uniform(0.7, 1.3))
        for citizenship in CITIZENSHIPS:
            for sex in SEXES:
                for age in AGES:
                    wanted = (citizenship, sex, age)
                    count = sum(n for part, n in parts.items() if all(w in ("total", p) for w, p in zip(wanted, part, strict=True)))
                    rows.append((year, *wanted, count))
    return pd.DataFrame(rows, columns=["year", *DIMENSIONS, "orders"])


def keep_last(table: pd.DataFrame) -> pd.Series:
    """Return what is kept when each row of a year overwrites the one before: the last cell of the year.

    Parameters
    ----------
    table:
        One row a cell.

    Returns
    -------
    pandas.Series
        People, by year.
    """
    return table.groupby("year")["orders"].last()


def keep_totals(table: pd.DataFrame) -> pd.Series:
    """Return the one cell a year that is the total in every dimension.

    Parameters
    ----------
    table:
        One row a cell.

    Returns
    -------
    pandas.Series
        People, by year.
    """
    wanted = table
    for dimension in DIMENSIONS:
        wanted = wanted[wanted[dimension] == "total"]
    return wanted.set_index("year")["orders"]
