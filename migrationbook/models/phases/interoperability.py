"""Linking the records of two registers by name: an invented world in which it is known who is who.

Two registers hold people of an invented country. Some are in both; how a name is written differs from one register to
the other, for three reasons that real registers know, too: slips of the keyboard, another table of transliteration, a new
surname. Names, rates and people are all invented; the generator starts from a fixed number. Names are compared by the
share of letters that need not be changed to turn one into the other (Levenshtein's distance, by the library rapidfuzz).
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import pandas as pd
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

#: Whose name is written alike in both registers, whose is transliterated, who has taken another surname.
Group = Literal["same", "transliterated", "renamed"]
GROUPS: tuple[Group, ...] = ("same", "transliterated", "renamed")
#: ``names``: records are linked if their names are alike enough, and every link is checked by hand. ``fingers``:
#: fingerprints link the records, without error; a link is checked by hand if the names are *not* alike enough.
Rule = Literal["names", "fingers"]

#: People in both registers, and people in one of them only, by group. Invented; who took another surname is in both.
IN_BOTH: Mapping[Group, int] = {"same": 150, "transliterated": 100, "renamed": 50}
IN_ONE: Mapping[Group, int] = {"same": 50, "transliterated": 50, "renamed": 0}
#: Start of the generator. Another one moves the counts by a few records (a test says how far).
SEED = 817

#: Shares of names with a slip, and of years of birth that differ between the registers. Invented.
SLIP, YEAR_SLIP = 0.06, {"same": 0.02, "transliterated": 0.06, "renamed": 0.02}
#: Chance that a spelling which has two forms is written in the other one, at each place where it occurs. Invented.
OTHER_FORM = 0.5

# Building blocks of invented names. Those of the second list have spellings with two forms.
_PLAIN = (("Bal", "Ter", "Mor", "Lin", "Gar", "Ost", "Vel", "Ned", "Ful", "Rom"), ("den", "mark", "ti", "sso", "ler", "gan", "vik", "ron"))
_PLAIN_GIVEN = (
    *("Ada", "Bero", "Cilan", "Doma", "Elwin", "Faro", "Gita", "Henno"),
    *("Ilsa", "Jorin", "Kala", "Lemo", "Mirna", "Nilo", "Oda", "Pelo"),
)
_SCRIPT = (("kha", "sha", "dju", "you", "zai", "ghu"), ("ridi", "mouni", "ssari", "louchi"))
_SCRIPT_GIVEN = ("Yassoun", "Khalou", "Djamira", "Shourin", "Ghazia", "Zouhal", "Mouyad", "Raichou", "Souyan", "Khouri")
_FORMS = (("kh", "h"), ("dj", "j"), ("ou", "u"), ("sh", "ch"), ("gh", "g"), ("ss", "s"), ("y", "i"), ("z", "s"))
_LETTERS = "aeioulnrst"


@dataclass(frozen=True)
class Registers:
    """Two registers and the truth about them.

    Parameters
    ----------
    west, east:
        One row a record: ``person`` (a number), ``group``, ``name``, ``born`` (year).
    """

    west: pd.DataFrame
    east: pd.DataFrame


def _one_of(chance: random.Random, values: Sequence[str]) -> str:
    # random() alone is promised to give the same numbers in every version of Python
    return values[int(chance.random() * len(values))]


def _slipped(chance: random.Random, name: str) -> str:
    if chance.random() >= SLIP:
        return name
    place = 1 + int(chance.random() * (len(name) - 2))
    kind = chance.random()
    if kind < 1 / 3:
        return name[:place] + name[place + 1 :]
    if kind < 2 / 3:
        return name[:place] + name[place] + name[place:]
    return name[:place] + _one_of(chance, _LETTERS) + name[place + 1 :]


def _other_form(chance: random.Random, name: str) -> str:
    written, place = "", 0
    while place < len(name):
        for one, two in _FORMS:
            if name[place : place + len(one)].lower() == one:
                chosen = two if chance.random() < OTHER_FORM else one
                written += chosen.capitalize() if name[place].isupper() else chosen
                place += len(one)
                break
        else:
            written += name[place]
            place += 1
    return written


def _named(chance: random.Random, group: Group) -> tuple[str, str]:
    if group == "transliterated":
        return "".join(_one_of(chance, part) for part in _SCRIPT).capitalize(), _one_of(chance, _SCRIPT_GIVEN)
    return "".join(_one_of(chance, part) for part in _PLAIN), _one_of(chance, _PLAIN_GIVEN)


def _records(chance: random.Random, person: int, group: Group, places: Sequence[str]) -> list[tuple[str, int, Group, str, int]]:
    surname, given = _named(chance, group)
    born = 1950 + int(chance.random() * 55)
    rows: list[tuple[str, int, Group, str, int]] = []
    for place in places:
        if place == "east" and group == "renamed":
            surname = _named(chance, group)[0]
        name = f"{surname} {given}"
        if group == "transliterated":
            name = _other_form(chance, name)
        year = born + (1 if chance.random() < YEAR_SLIP[group] else 0)
        rows.append((place, person, group, _slipped(chance, name), year))
    return rows


@cache
def registers(seed: int = SEED) -> Registers:
    """Return the two invented registers.

    Parameters
    ----------
    seed:
        Start of the generator; the same seed gives the same registers.

    Returns
    -------
    Registers
        West and East, each in an order that tells nothing.
    """
    chance = random.Random(seed)
    rows: list[tuple[str, int, Group, str, int]] = []
    person = 0
    for group in GROUPS:
        for places, people in ((("west", "east"), IN_BOTH[group]), (("west",), IN_ONE[group]), (("east",), IN_ONE[group])):
            for _ in range(people):
                person += 1
                rows += _records(chance, person, group, places)
    table = pd.DataFrame(rows, columns=["register", "person", "group", "name", "born"])
    halves = (table[table["register"] == place].drop(columns="register") for place in ("west", "east"))
    return Registers(*(half.sort_values(["name", "person"]).reset_index(drop=True) for half in halves))


def similarity(one: str, two: str) -> float:
    """Return how alike two names are: 100 if they are the same, 0 if no letter can stay.

    Parameters
    ----------
    one, two:
        Names; capitals count as small letters.

    Returns
    -------
    float
        Per cent of the letters of the longer name that need not be changed, added or dropped.
    """
    return 100 * Levenshtein.normalized_similarity(one.lower(), two.lower())


@dataclass(frozen=True)
class _Pairs:
    """Every record of West (rows) against every record of East (columns)."""

    similarity: np.ndarray
    same_person: np.ndarray
    same_year: np.ndarray
    groups: np.ndarray


@cache
def _pairs(seed: int) -> _Pairs:
    west, east = registers(seed).west, registers(seed).east
    names = ([name.lower() for name in half["name"]] for half in (west, east))
    same = {column: west[column].to_numpy()[:, None] == east[column].to_numpy()[None, :] for column in ("person", "born")}
    return _Pairs(
        similarity=100 * cdist(*names, scorer=Levenshtein.normalized_similarity),
        same_person=same["person"],
        same_year=same["born"],
        groups=np.array([GROUPS.index(group) for group in west["group"]]),
    )


def links(rule: Rule, threshold: float, year: bool, seed: int = SEED) -> pd.DataFrame:
    """Count links by group.

    Parameters
    ----------
    rule:
        Whether names link the records, or fingerprints.
    threshold:
        Similarity from which two names count as alike, per cent.
    year:
        Whether the years of birth have to be equal, too, for two records to count as alike.
    seed:
        Start of the generator.

    Returns
    -------
    pandas.DataFrame
        One row a group (of the record in West): ``records`` in West; ``right``, links between records of one person;
        ``wrong``, links between two people; ``missed``, people in both registers without a link; ``unchecked``, right
        links that nobody looks at; ``by_hand``, links that somebody has to check.
    """
    pairs = _pairs(seed)
    # the library counts in 32 bits: a hair below a round threshold is the threshold
    alike = pairs.similarity >= threshold - 1e-4
    if year:
        alike = alike & pairs.same_year
    linked = alike if rule == "names" else pairs.same_person
    unchecked = linked & alike if rule == "fingers" else np.zeros_like(linked)
    marks = {
        "right": linked & pairs.same_person,
        "wrong": linked & ~pairs.same_person,
        "missed": pairs.same_person & ~linked,
        "unchecked": unchecked,
        "by_hand": linked & ~unchecked,
    }
    counts = {"records": np.bincount(pairs.groups, minlength=len(GROUPS))}
    for name, mark in marks.items():
        counts[name] = np.bincount(pairs.groups, weights=mark.sum(axis=1), minlength=len(GROUPS)).astype(int)
    return pd.DataFrame(counts, index=pd.Index(GROUPS, name="group"))


def by_hand_of_100(counts: pd.DataFrame) -> pd.Series:
    """Return checks by hand for each 100 records of a group.

    Parameters
    ----------
    counts:
        What :func:`links` returns.
    """
    return (100 * counts["by_hand"] / counts["records"]).rename("checks by hand for 100 records")
