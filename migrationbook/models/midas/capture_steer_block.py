"""Paths through a network whose links carry a grade of evidence: what leads from one node to another, and where it breaks.

A link is a row of ``data/series/midas-network.csv``: *from* does something (*kind*) to *to*. What passes along it, passes
from left to right for money, equipment, property and operation, and the other way for records: when the border police
reads a database, something comes from the database to the police. A path says that one end can act on the other. It
does not say that it did.

The search for the strongest path is that for a *widest path*: the path whose weakest link is strongest.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import networkx as nx
import pandas as pd

#: Grades of evidence, weakest first: claimed by one voice without a source, or denied by another; read with somebody who
#: reports it; seen with the payer, supplier or operator itself; computed from published accounts.
Grade = Literal["contested", "secondary", "primary", "data"]
GRADES: tuple[Grade, ...] = ("contested", "secondary", "primary", "data")
#: What a link can be.
KINDS = ("pays", "supplies", "owns", "operates", "reads", "checks against")
#: Kinds in which something comes back from what the link points at.
TOWARDS_THE_ACTOR = frozenset({"reads", "checks against"})


@dataclass(frozen=True)
class Path:
    """A way through the network.

    Parameters
    ----------
    nodes:
        From the first to the last.
    grades:
        Grade of each link, one fewer than the nodes.
    """

    nodes: tuple[str, ...]
    grades: tuple[Grade, ...]

    @property
    def grade(self) -> Grade:
        """Grade of the weakest link."""
        return min(self.grades, key=GRADES.index)

    @property
    def weakest(self) -> tuple[str, str]:
        """The weakest link; the first one where several are equally weak."""
        at = self.grades.index(self.grade)
        return self.nodes[at], self.nodes[at + 1]


def network(links: pd.DataFrame, floor: Grade = "contested", kinds: Collection[str] = KINDS) -> nx.DiGraph:
    """Return the directed graph of what passes from node to node.

    Parameters
    ----------
    links:
        Table with the columns ``from``, ``to``, ``kind`` and ``grade``.
    floor:
        Lowest grade let in.
    kinds:
        Kinds let in.

    Returns
    -------
    networkx.DiGraph
        All nodes of the table, and for each pair the best graded link as edge attribute ``grade``.

    Raises
    ------
    ValueError
        If a grade or kind is unknown.
    """
    for name, known in (("grade", GRADES), ("kind", KINDS)):
        unknown = set(links[name]) - set(known)
        if unknown:
            raise ValueError(f"unknown {name}: {', '.join(sorted(unknown))}")
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(set(links["from"]) | set(links["to"])))
    for actor, target, kind, grade in links[["from", "to", "kind", "grade"]].itertuples(index=False):
        if kind not in kinds or GRADES.index(grade) < GRADES.index(floor):
            continue
        start, end = (target, actor) if kind in TOWARDS_THE_ACTOR else (actor, target)
        known_grade = graph.edges[start, end]["grade"] if graph.has_edge(start, end) else grade
        graph.add_edge(start, end, grade=max(known_grade, grade, key=GRADES.index))
    return graph


def _shortest(graph: nx.DiGraph, start: str, end: str) -> tuple[str, ...] | None:
    if start not in graph or end not in graph or not nx.has_path(graph, start, end):
        return None
    # the first in alphabetical order, so that a rebuilt page shows the same of several shortest ones
    return min(tuple(nodes) for nodes in nx.all_shortest_paths(graph, start, end))


def strongest_path(
    links: pd.DataFrame, start: str, end: str, floor: Grade = "contested", kinds: Collection[str] = KINDS
) -> Path | None:
    """Return the path whose weakest link is best graded; of several, a shortest one.

    Parameters
    ----------
    links:
        As in :func:`network`.
    start, end:
        Two different nodes.
    floor:
        Lowest grade let in.
    kinds:
        Kinds let in.

    Returns
    -------
    Path or None
        None if no path exists at this floor.

    Raises
    ------
    ValueError
        If start and end are the same.
    """
    if start == end:
        raise ValueError("a path needs two different ends")
    for grade in reversed(GRADES[GRADES.index(floor) :]):
        graph = network(links, grade, kinds)
        nodes = _shortest(graph, start, end)
        if nodes is not None:
            return Path(nodes, tuple(graph.edges[step]["grade"] for step in pairwise(nodes)))
    return None


def evidence_by_kind(links: pd.DataFrame) -> pd.DataFrame:
    """Count links by what they are and how well they are evidenced.

    Parameters
    ----------
    links:
        As in :func:`network`.

    Returns
    -------
    pandas.DataFrame
        Rows are kinds, columns grades from the weakest to the strongest, in the orders of `KINDS` and `GRADES`.
    """
    counts = pd.crosstab(links["kind"], links["grade"])
    return counts.reindex(index=[kind for kind in KINDS if kind in counts.index], columns=list(GRADES), fill_value=0)
