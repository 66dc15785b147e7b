"""Who can still say no: dependences, the exits that each has, and what happens when an exit or a partner is taken away.

A dependence is somebody who needs somebody else for a system. Its exits are of four kinds. An *appeal* is voice in
Hirschman's sense: somebody has to listen, and the partner has to be there still. A *fallback*, a *second supplier* and an
*own register* are exits in the narrow sense: one can carry on without the partner. An exit counts if it was found at the
grade that is asked for. *Open* means that we looked and found no word on it; that is no proof that there is none.
"""

from __future__ import annotations

from typing import Literal

import networkx as nx
import pandas as pd

#: Kinds of exit.
KINDS = ("appeal", "second supplier", "fallback", "own register")
#: Exits that help without the partner; an appeal does not.
CARRYING = frozenset(KINDS) - {"appeal"}
#: Grades of evidence, weakest first.
Grade = Literal["contested", "secondary", "primary"]
GRADES: tuple[Grade, ...] = ("contested", "secondary", "primary")
#: Who depends.
GROUPS = ("person", "state", "organisation")


def exits(table: pd.DataFrame, floor: Grade = "contested", without: str | None = None) -> dict[str, tuple[str, ...]]:
    """Return the exits that each dependence has.

    Parameters
    ----------
    table:
        One row for each dependence and kind of exit: ``dependence``, ``exit``, ``found`` (yes, no, open, contested) and
        ``grade``.
    floor:
        Lowest grade that counts.
    without:
        Kind of exit that is taken away; None for none.

    Returns
    -------
    dict
        Kinds of exit by dependence, in the order of the table; empty where none was found.

    Raises
    ------
    ValueError
        If a kind or grade is unknown.
    """
    for column, known in (("exit", KINDS), ("grade", GRADES)):
        unknown = set(table[column]) - set(known)
        if unknown:
            raise ValueError(f"unknown {column}: {', '.join(sorted(unknown))}")
    if without is not None and without not in KINDS:
        raise ValueError(f"unknown exit: {without}")
    counts = table["found"].isin(["yes", "contested"]) & table["grade"].map(GRADES.index).ge(GRADES.index(floor))
    counts &= table["exit"] != without
    return {name: tuple(rows.loc[counts[rows.index], "exit"]) for name, rows in table.groupby("dependence", sort=False)}


def stuck(table: pd.DataFrame, stopped: str | None, floor: Grade = "contested", without: str | None = None) -> frozenset[str]:
    """Return the dependences that cannot carry on when a partner stops.

    Who cannot carry on stops, too, for the same system; so the failure travels until somebody has an exit.

    Parameters
    ----------
    table:
        As in :func:`exits`, with ``who``, ``on`` and ``system``.
    stopped:
        The partner that stops; None for none.
    floor, without:
        As in :func:`exits`.

    Returns
    -------
    frozenset of str
        Dependences. This is the model's rule and no forecast.
    """
    if stopped is None:
        return frozenset()
    found = exits(table, floor, without)
    graph = nx.DiGraph()
    for row in table.drop_duplicates("dependence").itertuples():
        if not CARRYING.intersection(found[row.dependence]):
            graph.add_edge((row.on, row.system), (row.who, row.system), dependence=row.dependence)
    starts = [node for node in graph if node[0] == stopped]
    reached = {node for start in starts for node in (start, *nx.descendants(graph, start))}
    return frozenset(name for partner, _, name in graph.edges(data="dependence") if partner in reached)


def able(table: pd.DataFrame, floor: Grade = "contested", without: str | None = None, stopped: str | None = None) -> pd.Series:
    """Count who can still say no, by group.

    Parameters
    ----------
    table, floor, without, stopped:
        As in :func:`stuck`, with the column ``group``.

    Returns
    -------
    pandas.Series
        Dependences with an exit that are not stuck, by group in the order of `GROUPS`.
    """
    fallen = stuck(table, stopped, floor, without)
    found = exits(table, floor, without)
    group = table.drop_duplicates("dependence").set_index("dependence")["group"]
    can = [group[name] for name, kinds in found.items() if kinds and name not in fallen]
    return pd.Series({name: can.count(name) for name in GROUPS})
