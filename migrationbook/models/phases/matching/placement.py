"""Placing invented people in invented places: by lot, in order of arrival, for the sum, or for the last.

Twelve people, four places A to D with quotas, and for each pair an invented probability of having a job after three
years. A probability is made of three parts: the person's, the place's, and what only this person and this place have
together. The third part is what an algorithm can use. Nothing here is a number of a real system.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from migrationbook.models.assignment import best_assignment

#: How places are given out: by lot; in order of arrival, each to the best place that is free; in order of arrival, each to
#: the place that the person likes best; for the largest sum; for the best lowest probability, and the sum after that.
Rule = Literal["lot", "greedy", "wish", "sum", "last"]
#: Places for people, A to D.
QUOTAS = (4, 3, 3, 2)
#: Seed of the invented people.
SEED = 23


@dataclass(frozen=True)
class People:
    """Invented people and places.

    Parameters
    ----------
    chances:
        Probability of a job, person by place.
    wishes:
        How much each person likes each place, larger is better, person by place.
    quotas:
        How many people each place takes; together as many as there are people.
    tied:
        Place to which a person has to go because of family there, or −1.
    """

    chances: np.ndarray
    wishes: np.ndarray
    quotas: tuple[int, ...]
    tied: np.ndarray

    def __post_init__(self) -> None:
        if self.chances.shape != self.wishes.shape or self.chances.shape != (len(self.tied), len(self.quotas)):
            raise ValueError("people and places do not fit the tables")
        if sum(self.quotas) != len(self.tied):
            raise ValueError("the quotas do not add up to the people")
        if self.chances.min() < 0 or self.chances.max() > 1:
            raise ValueError("a chance lies between 0 and 1")
        if any((self.tied == place).sum() > quota for place, quota in enumerate(self.quotas)):
            raise ValueError("more people are tied to a place than it takes")


def invent(together: float, free: int = 12, seed: int = SEED, quotas: tuple[int, ...] = QUOTAS) -> People:
    """Return invented people.

    Parameters
    ----------
    together:
        Weight of what a person and a place have only together, from 0 (places are good or bad for all alike) to 1.
    free:
        How many people may be placed anywhere; the others have family in one place.
    seed:
        Seed of the random numbers.
    quotas:
        How many people each place takes.

    Returns
    -------
    People
        With chances from 0.02 to 0.75.
    """
    generator = np.random.default_rng(seed)
    number = sum(quotas)
    person = generator.uniform(0.15, 0.27, number)
    place = np.linspace(0.07, -0.07, len(quotas))
    pair = generator.normal(0, 1, (number, len(quotas)))
    # what is common to a person or to a place belongs to the other two parts
    pair -= pair.mean(axis=1, keepdims=True)
    pair -= pair.mean(axis=0, keepdims=True)
    chances = np.clip(person[:, None] + place[None, :] + together * 0.075 * pair, 0.02, 0.75)
    wishes = generator.normal(0, 1, (number, len(quotas))) + np.array([0.9, 0.3, -0.2, -1.0])[: len(quotas)]
    seats = np.repeat(np.arange(len(quotas)), quotas)
    home = generator.permutation(seats)
    late = generator.permutation(number)
    tied = np.full(number, -1)
    tied[late[free:]] = home[late[free:]]
    return People(chances, wishes, quotas, tied)


def _in_turn(values: np.ndarray, left: list[int], people: np.ndarray, assigned: np.ndarray) -> None:
    for person in people:
        places = [place for place, room in enumerate(left) if room]
        best = max(places, key=lambda place: values[person, place])
        assigned[person] = best
        left[best] -= 1


def _optimal(values: np.ndarray, left: list[int], people: np.ndarray, assigned: np.ndarray) -> None:
    seats = np.repeat(np.arange(len(left)), left)
    assigned[people] = seats[best_assignment(values[np.ix_(people, seats)].tolist())]


def assign(people: People, rule: Rule) -> np.ndarray:
    """Return the place of each person.

    Parameters
    ----------
    people:
        The people and places.
    rule:
        How places are given out; not ``lot``, which gives nobody a place before it is drawn.

    Returns
    -------
    numpy.ndarray
        Number of the place, by person. People with family in a place are there.

    Raises
    ------
    ValueError
        If the rule is the lot or unknown.
    """
    assigned = people.tied.copy()
    open_to = np.flatnonzero(assigned < 0)
    left = [quota - int((assigned == place).sum()) for place, quota in enumerate(people.quotas)]
    if rule == "greedy":
        _in_turn(people.chances, left, open_to, assigned)
    elif rule == "wish":
        _in_turn(people.wishes, left, open_to, assigned)
    elif rule == "sum":
        _optimal(people.chances, left, open_to, assigned)
    elif rule == "last":
        for floor in np.unique(people.chances)[::-1]:
            # below the floor a place counts as so bad that it is taken only if nothing else is possible
            _optimal(np.where(people.chances >= floor, people.chances, people.chances - 100), left, open_to, assigned)
            if (people.chances[open_to, assigned[open_to]] >= floor).all():
                break
    else:
        raise ValueError(f"{rule!r} gives no places")
    return assigned


def lot(people: People) -> np.ndarray:
    """Return each person's chance of a job when the free places are drawn by lot.

    Parameters
    ----------
    people:
        The people and places.

    Returns
    -------
    numpy.ndarray
        By person: the mean over all draws, which is exact. People with family in a place have its chance.
    """
    left = np.array([quota - int((people.tied == place).sum()) for place, quota in enumerate(people.quotas)], dtype=float)
    mean = people.chances @ (left / max(left.sum(), 1.0))
    fixed = people.tied >= 0
    chances: np.ndarray = np.where(fixed, people.chances[np.arange(len(people.tied)), np.maximum(people.tied, 0)], mean)
    return chances


def outcome(people: People, rule: Rule) -> np.ndarray:
    """Return each person's chance of a job under a rule.

    Parameters
    ----------
    people:
        The people and places.
    rule:
        How places are given out.
    """
    if rule == "lot":
        return lot(people)
    chances: np.ndarray = people.chances[np.arange(len(people.tied)), assign(people, rule)]
    return chances


def gain(before: float, after: float) -> tuple[float, float]:
    """Return a gain in percentage points and in per cent of what was there.

    Parameters
    ----------
    before, after:
        Shares, from 0 to 1.

    Returns
    -------
    tuple of float
        Points, and per cent.

    Raises
    ------
    ValueError
        If the share before is not above 0.
    """
    if not 0 < before <= 1 or not 0 <= after <= 1:
        raise ValueError("a relative gain needs a share above 0")
    return 100 * (after - before), 100 * (after / before - 1)
