"""What a person can demand when a score had a part in a decision: data protection law and AI Act side by side.

A decision table. It takes the law as of 21 November 2026 (``now``) or as it will stand once the sections of the AI Act on
high-risk systems of Annex III apply (``later``, from 2 December 2027 by Regulation (EU) 2026/1744). The case is one of
migration, asylum or borders, so that the register of the AI Act is the non-public one.
"""

from __future__ import annotations

from enum import Enum
from typing import Literal

Weight = Literal["alone", "follows", "weighs"]
System = Literal["learned", "rules"]
Time = Literal["now", "later"]
Decider = Literal["authority", "iom"]

WEIGHTS: tuple[Weight, ...] = ("alone", "follows", "weighs")
DEMANDS = ("data", "logic", "human", "court", "complain", "told", "explained", "register")


class Answer(Enum):
    """What a person gets who makes the demand."""

    YES = "yes"
    CONTESTED = "contested"
    OWN = "own"
    NO = "no"


def answers(weight: Weight, system: System, time: Time, decider: Decider) -> dict[str, Answer]:
    """Return for each demand whether a person has a right to it.

    Parameters
    ----------
    weight:
        ``alone``: the output is the decision. ``follows``: an officer signs, and in fact always what the output says.
        ``weighs``: an officer takes it as one thing among others and departs from it.
    system:
        ``learned``: a high-risk AI system of Annex III, point 7. ``rules``: fixed rules written by people, no AI system.
    time:
        The law of 21 November 2026 or that after 2 December 2027.
    decider:
        An authority of a Member State under the GDPR, or the IOM in an office outside the Union.

    Returns
    -------
    dict of str to Answer
        In the order of :data:`DEMANDS`.
    """
    if decider == "iom":
        # its own principles: principle 7, access and transparency; complaints inside the house
        inside = dict.fromkeys(DEMANDS, Answer.NO)
        return {**inside, "data": Answer.OWN, "complain": Answer.OWN}
    # GDPR, Article 22(1) and 15(1)(h). SCHUFA (C-634/21) counts an output on which a decision draws strongly; how far that
    # carries over to an authority's own tool was answered in two ways in Austria (VwGH 2023, BVwG 2025).
    automated = {"alone": Answer.YES, "follows": Answer.CONTESTED, "weighs": Answer.NO}[weight]
    # AI Act, Article 26(11): systems that decide or help to decide, as part of Chapter III, Section 3.
    told = Answer.YES if system == "learned" and time == "later" else Answer.NO
    # AI Act, Article 86: not in the sections that were put off, but tied to systems classified there; and, by 86(3), only
    # where other Union law does not give the right already.
    if system == "rules":
        explained = Answer.NO
    elif time == "now" or weight == "alone":
        explained = Answer.CONTESTED
    else:
        explained = Answer.YES
    return {
        "data": Answer.YES,  # GDPR, Article 15(1)
        "logic": automated,
        "human": automated,  # GDPR, Article 22(3), or the safeguards of the law under 22(2)(b)
        "court": Answer.YES,  # Charter, Article 47
        "complain": Answer.YES,  # GDPR, Article 77; AI Act, Article 85
        "told": told,
        "explained": explained,
        "register": Answer.NO,  # AI Act, Article 49(4)
    }


def count(weight: Weight, system: System, time: Time, decider: Decider, answer: Answer) -> int:
    """Return how many of the demands have an answer.

    Parameters
    ----------
    weight, system, time, decider:
        As for :func:`answers`.
    answer:
        The answer to be counted.

    Returns
    -------
    int
        0 to 8.
    """
    return sum(found is answer for found in answers(weight, system, time, decider).values())
