"""Which law on data reaches one and the same table, by who holds it, what for, and where.

A decision table in the plainest form. It answers for the *holder* of the data, not for whoever passed them on, and it
knows three answers: a law applies, it does not, or jurists disagree. The grounds are articles of the law as it stands
on 21 November 2026; each stands next to its rule.
"""

from __future__ import annotations

from enum import Enum
from typing import Literal

Holder = Literal["ministry", "police", "agency", "iom", "firm"]
Purpose = Literal["stay", "mixed", "crime"]
Place = Literal["germany", "abroad"]

HOLDERS: tuple[Holder, ...] = ("ministry", "police", "agency", "iom", "firm")
PURPOSES: tuple[Purpose, ...] = ("stay", "mixed", "crime")

#: Rules of the Union, then the organisation's own. ``eudpr`` is Regulation (EU) 2018/1725 without its Chapter IX.
UNION_LAW = ("charter", "gdpr", "led", "eudpr", "operational")
RULES = (*UNION_LAW, "own")


class Reach(Enum):
    """Whether a rule reaches the holder of the table."""

    APPLIES = "applies"
    CONTESTED = "contested"
    NOT = "not"


def reach(holder: Holder, purpose: Purpose, place: Place) -> dict[str, Reach]:
    """Return for each rule whether it reaches the holder.

    Parameters
    ----------
    holder:
        A national immigration ministry, a border police with powers of criminal investigation, an agency of the Union
        for its borders, the IOM, or a firm of the Union that hosts the table for the ministry.
    purpose:
        ``stay``: to decide on entry or stay under Union law. ``crime``: to investigate smugglers. ``mixed``: both at once.
    place:
        An office in Germany or one outside the Union.

    Returns
    -------
    dict of str to Reach
        In the order of :data:`RULES`.
    """
    found = dict.fromkeys(RULES, Reach.NOT)
    # Charter, Article 51(1): bodies of the Union, and Member States when they implement Union law; nobody else is addressed.
    if holder in ("ministry", "police", "agency"):
        found["charter"] = Reach.APPLIES
    match holder:
        case "ministry" | "firm":
            # GDPR, Article 3(1): wherever the processing takes place; 3(3): consulates. LED, Article 3(7): the ministry is
            # not competent for criminal offences, whatever it passes on; the firm works for the ministry (GDPR, Article 28).
            found["gdpr"] = Reach.APPLIES
        case "police":
            # GDPR, Article 2(2)(d), and LED, Articles 1 and 2: the purpose of a competent authority decides.
            found["gdpr"], found["led"] = {
                "stay": (Reach.APPLIES, Reach.NOT),
                "mixed": (Reach.CONTESTED, Reach.CONTESTED),
                "crime": (Reach.NOT, Reach.APPLIES),
            }[purpose]
        case "agency":
            # GDPR, Article 2(3); Regulation (EU) 2018/1725, Article 2: the general part, or Chapter IX for operational data.
            found["eudpr"], found["operational"] = {
                "stay": (Reach.APPLIES, Reach.NOT),
                "mixed": (Reach.CONTESTED, Reach.CONTESTED),
                "crime": (Reach.NOT, Reach.APPLIES),
            }[purpose]
        case "iom":
            # The text of the GDPR is silent on international organisations, which point to their immunities (Kuner 2020).
            # Outside the Union an office that deals with people outside it is beyond Article 3.
            found["gdpr"] = Reach.CONTESTED if place == "germany" else Reach.NOT
            found["own"] = Reach.APPLIES
    return found


def count(holder: Holder, purpose: Purpose, place: Place, answer: Reach) -> int:
    """Return how many rules of the Union have an answer for a holder.

    Parameters
    ----------
    holder, purpose, place:
        As for :func:`reach`.
    answer:
        The answer to be counted.

    Returns
    -------
    int
        0 to 5; the organisation's own rules are not counted.
    """
    found = reach(holder, purpose, place)
    return sum(found[rule] is answer for rule in UNION_LAW)
