"""Words in their contexts: concordance, counts of word families, and who is said to act.

A *word* is what stands between two white spaces, with its punctuation, as in the fingerprints of the sources. A *word
family* is a regular expression that is looked for inside a word, whatever its case: German builds compounds, so that
``steuer`` has to find *Migrationssteuerung*, too.

Codes of agents are hand-made (``management-agents``). They are read at three widths: who is said to steer (``narrow``);
if nobody is, who acts in the sentence (``sentence``); if nobody does, who acts in the sentence before or after
(``neighbours``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

#: Families of the words for managing and ordering. ``regul`` would also find *regulär*, which is another word:
#: hence the letters after it. ``geordnet`` at the beginning of a word leaves out *untergeordnet* and *zugeordnet*.
FAMILIES: dict[str, str] = {
    "steuern": r"steuer",
    "management": r"management",
    "regulierung": r"regulier",
    "geordnet": r"^\W*geordnet",
    "regulär": r"regulär",
    "governance": r"governance",
}

#: Families whose words name an act that somebody does; *geordnet* and *regulär* name a quality.
ACTS = ("steuern", "management", "regulierung")

#: Who can be coded as acting, in the order in which figures show them.
AGENTS = ("states", "organisations", "several", "systems", "firms", "migrants", "nobody")

#: How far from the word an agent is looked for.
Width = Literal["narrow", "sentence", "neighbours"]
WIDTHS: tuple[Width, ...] = ("narrow", "sentence", "neighbours")


@dataclass(frozen=True)
class Hit:
    """A word in its context.

    Parameters
    ----------
    passage:
        Id of the passage.
    left, word, right:
        The words before it, itself, the words after it; joined by single spaces.
    """

    passage: str
    left: str
    word: str
    right: str


def keyword_in_context(passages: Mapping[str, str], family: str, width: int = 6) -> list[Hit]:
    """Return every word of a family with its neighbours.

    Parameters
    ----------
    passages:
        Texts by id.
    family:
        A regular expression, looked for inside each word without regard to case.
    width:
        Number of words shown on each side.

    Returns
    -------
    list of Hit
        In the order of the passages and of the words in them.

    Raises
    ------
    ValueError
        If the width is negative.
    """
    if width < 0:
        raise ValueError(f"a context of {width} words does not exist")
    pattern, hits = re.compile(family, re.IGNORECASE), []
    for name, text in passages.items():
        words = text.split()
        for place, word in enumerate(words):
            if pattern.search(word):
                left, right = words[max(0, place - width) : place], words[place + 1 : place + 1 + width]
                hits.append(Hit(name, " ".join(left), word, " ".join(right)))
    return hits


def count_families(text: str, families: Mapping[str, str] = FAMILIES) -> pd.DataFrame:
    """Return how often the words of each family stand in a text, form by form.

    Parameters
    ----------
    text:
        The text.
    families:
        Regular expressions by name. A word counts in every family that it matches.

    Returns
    -------
    pandas.DataFrame
        Columns ``family``, ``form`` (without the punctuation around it) and ``count``; sorted by family as given, then
        by count, then by form.
    """
    found: dict[tuple[str, str], int] = {}
    for family, expression in families.items():
        for hit in keyword_in_context({"": text}, expression, 0):
            form = hit.word.strip(".,;:!?()[]„“”»«\"'…–-")
            found[family, form] = found.get((family, form), 0) + 1
    order = {family: place for place, family in enumerate(families)}
    rows = sorted(((f, w, n) for (f, w), n in found.items()), key=lambda row: (order[row[0]], -row[2], row[1]))
    return pd.DataFrame(rows, columns=["family", "form", "count"])


def per_thousand(count: float, words: int) -> float:
    """Return occurrences per 1,000 words.

    Parameters
    ----------
    count:
        Occurrences.
    words:
        Words of the text.

    Raises
    ------
    ValueError
        If there are no words, or fewer words than occurrences.
    """
    if words <= 0 or not 0 <= count <= words:
        raise ValueError(f"{count:g} occurrences in {words} words")
    return 1000 * count / words


def words_by_source(layers: pd.DataFrame, without: Iterable[str] = ()) -> pd.Series:
    """Return the number of words of each source.

    Parameters
    ----------
    layers:
        Columns ``source``, ``layer``, ``words``.
    without:
        Layers to leave out, for example ``navigation``.
    """
    counted = layers[~layers["layer"].isin(list(without))]
    return counted.groupby("source")["words"].sum()


def family_counts(counts: pd.DataFrame, families: Iterable[str], without: Iterable[str] = ()) -> pd.Series:
    """Return how often words of some families stand in each source.

    Parameters
    ----------
    counts:
        Columns ``source``, ``layer``, ``family``, ``count``.
    families:
        Names of families, taken together.
    without:
        Layers to leave out.

    Returns
    -------
    pandas.Series
        By source; a source without any such word has 0.
    """
    chosen = counts["family"].isin(list(families)) & ~counts["layer"].isin(list(without))
    return counts["count"].where(chosen, 0).groupby(counts["source"]).sum()


def agents(coded: pd.DataFrame, families: Iterable[str], width: Width = "narrow") -> pd.DataFrame:
    """Return who is said to act, counted by source.

    Parameters
    ----------
    coded:
        One row an occurrence, with ``source``, ``family`` and a code for each width.
    families:
        Names of families, taken together.
    width:
        How far from the word an agent is looked for.

    Returns
    -------
    pandas.DataFrame
        Rows are the sources of the table, columns the agents of :data:`AGENTS`.

    Raises
    ------
    ValueError
        If a code is not known.
    """
    unknown = set(coded[width]) - set(AGENTS)
    if unknown:
        raise ValueError(f"unknown agents: {', '.join(sorted(unknown))}")
    chosen = coded[coded["family"].isin(list(families))]
    table = pd.crosstab(chosen["source"], chosen[width])
    return table.reindex(index=sorted(coded["source"].unique()), columns=list(AGENTS), fill_value=0)


def agreement(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return how often two readers gave the same code, and how much of that is more than chance.

    Parameters
    ----------
    first, second:
        One row an occurrence, with ``id`` and a code for each width.

    Returns
    -------
    pandas.DataFrame
        By width: ``same``, ``of`` (occurrences that both have coded) and ``kappa``: 1 if all are the same, 0 if no more are
        than two readers would share who gave their codes at random, each as often as in fact (J. Cohen, 1960).

    Raises
    ------
    ValueError
        If they have no occurrence in common.
    """
    both = first.merge(second, on="id", suffixes=("_first", "_second"))
    if both.empty:
        raise ValueError("the two readers have coded no occurrence in common")
    found = {}
    for width in WIDTHS:
        one, other = both[f"{width}_first"], both[f"{width}_second"]
        same = (one == other).mean()
        shares = one.value_counts(normalize=True).mul(other.value_counts(normalize=True), fill_value=0)
        chance = shares.sum()
        found[width] = {"same": int((one == other).sum()), "of": len(both), "kappa": (same - chance) / (1 - chance) if chance < 1 else 1.0}
    return pd.DataFrame.from_dict(found, orient="index").astype({"same": int, "of": int})
