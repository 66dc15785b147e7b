"""Which firms stand in the course's list of contracts, under which names, and how much of the sums is known.

The list is ``data/series/vendor-contracts.csv``: finds, no census. A firm is counted once a contract, however many
partners it has there; a sum is never divided among partners, since no source says how.
"""

from __future__ import annotations

import pandas as pd

#: Names of one firm over the years. Morpho, before 2010 Sagem Sécurité, became Safran Identity & Security and in 2017
#: part of IDEMIA; Steria became part of Sopra Steria. Sources: the pages of the table's rows, and technopolice.fr.
FAMILIES = (("Morpho", "Safran Identity & Security", "IDEMIA"), ("Steria", "Sopra Steria"))
#: Bodies of the European Union among the buyers.
EU_BODIES = ("European Commission", "eu-LISA")


def names(firm: str, follow: bool) -> tuple[str, ...]:
    """Return the names under which to look for a firm.

    Parameters
    ----------
    firm:
        One name.
    follow:
        Whether earlier and later names of the same firm count, too.

    Returns
    -------
    tuple of str
        All names to look for.
    """
    for family in FAMILIES:
        if follow and firm in family:
            return family
    return (firm,)


def main_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row a contract, oldest first.

    Parameters
    ----------
    table:
        The list of contracts.

    Returns
    -------
    pandas.DataFrame
        The rows that stand for a contract.
    """
    return table[table["main"]].sort_values("year", kind="stable").reset_index(drop=True)


def named(table: pd.DataFrame, firm: str, follow: bool) -> pd.Series:
    """Return for each row whether it names a firm.

    Parameters
    ----------
    table:
        The list of contracts, or a part of it.
    firm:
        Name of the firm.
    follow:
        Whether earlier and later names count, too.

    Returns
    -------
    pandas.Series
        True where the firm is a party.
    """
    wanted = set(names(firm, follow))
    return table["firms"].map(lambda firms: not wanted.isdisjoint(part.strip() for part in firms.split(";")))


def rival_sums(table: pd.DataFrame, contract: str) -> list[float]:
    """Return every published sum of a contract, smallest first.

    Parameters
    ----------
    table:
        The list of contracts.
    contract:
        Short name of the contract.

    Returns
    -------
    list of float
        Millions, in the contract's currency.
    """
    return sorted(table.loc[table["contract"] == contract, "amount"].dropna())
