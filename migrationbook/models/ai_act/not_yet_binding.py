"""From which day the AI Act binds a system in full, by two texts of its calendar. A teaching aid, no legal advice.

Modelled are the duties that hang on *high risk*: Chapter III, Sections 1 to 3 of Regulation (EU) 2024/1689 (requirements
for the system, duties of providers and deployers). What decides is put into a system's description: whether it is an AI
system, whether the Union is concerned, whether it is a component of a large-scale system of Annex X, whether public
authorities use it, and when it was put into service. The prohibitions of Article 5 are modelled apart: Article 111 leaves
them alone. Literacy (Art. 4), registration (Art. 49), Art. 50, complaints (Art. 85), explanation (Art. 86) and all other law
are not modelled; what of these waits by a wide reading of Art. 111 says :mod:`migrationbook.models.ai_act_calendar`.

Two readings are ours. "The date of application of Chapter III" in the amended Art. 111(2) is taken as 2 December 2027,
the date for Annex III. And a component of an Annex X system put into service on or after 2 August 2027 is taken as one of
the "other" systems of Art. 111(2), since Art. 111(1) speaks only of those before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

#: Art. 113, third para., (a): the prohibitions of Art. 5(1)(a) to (h).
PROHIBITIONS_FROM = date(2025, 2, 2)
#: Art. 111(1): components of Annex X systems put into service before the first day comply by the second. Not amended.
ANNEX_X_BEFORE, ANNEX_X_BY = date(2027, 8, 2), date(2030, 12, 31)
#: Art. 111(2), second sentence: systems intended for public authorities. Not amended.
PUBLIC_BY = date(2030, 8, 2)

Text = Literal["2024", "2026"]
#: From when Chapter III, Sections 1 to 3 apply to systems of Annex III. 2024: Art. 113, second para.; 2026: third para.,
#: (c)(i) as amended by Regulation (EU) 2026/1744. The same day divides old systems from new ones in Art. 111(2).
CHAPTER_III_FROM: dict[Text, date] = {"2024": date(2026, 8, 2), "2026": date(2027, 12, 2)}

Route = Literal["outside", "annex-x", "public", "unchanged", "new"]
State = Literal["absent", "outside", "prohibitions", "full"]


@dataclass(frozen=True)
class System:
    """What Articles 111 and 113 ask of a system that Annex III would list.

    Parameters
    ----------
    ai:
        It is an AI system (Art. 3(1)).
    in_union:
        It is used in the Union, or its output is (Art. 2(1)).
    annex_x:
        It is a component of a large-scale system of Annex X.
    public:
        It is intended to be used by public authorities.
    since:
        Day on which it was put into service.
    """

    ai: bool
    in_union: bool
    annex_x: bool
    public: bool
    since: date


def route(system: System, text: Text) -> Route:
    """Return the provision by which a system comes under the duties for high risk.

    Parameters
    ----------
    system:
        A system that would be high-risk under Annex III.
    text:
        The Act as published in 2024, or as amended in 2026.

    Returns
    -------
    str
        ``outside`` (the Act does not speak of it), ``annex-x`` (Art. 111(1)), ``public`` (Art. 111(2), second sentence),
        ``unchanged`` (Art. 111(2), first sentence: bound by a significant change only), or ``new`` (Art. 113 alone).
    """
    if not (system.ai and system.in_union):
        return "outside"
    if system.annex_x and system.since < ANNEX_X_BEFORE:
        return "annex-x"
    if system.since < CHAPTER_III_FROM[text]:
        return "public" if system.public else "unchanged"
    return "new"


def bound_from(system: System, text: Text, changed: date | None = None) -> date | None:
    """Return the day from which the duties for high risk bind the providers and deployers of a system.

    Parameters
    ----------
    system, text:
        As in :func:`route`.
    changed:
        Day of a significant change of the design, if there is one. It counts in Art. 111(2) only, and from the day on
        which Chapter III applies.

    Returns
    -------
    date or None
        None if no provision ever binds it.
    """
    way = route(system, text)
    if way == "outside":
        return None
    if way == "new":
        return system.since
    if way == "annex-x":
        return ANNEX_X_BY
    days = [PUBLIC_BY] if way == "public" else []
    if changed is not None and changed >= max(CHAPTER_III_FROM[text], system.since):
        days.append(changed)
    return min(days, default=None)


def state(system: System, text: Text, day: date, changed: date | None = None) -> State:
    """Return how a system stands on a day.

    Parameters
    ----------
    system, text, changed:
        As in :func:`bound_from`.
    day:
        The day asked for.

    Returns
    -------
    str
        ``absent`` (not in use yet), ``outside`` (in use, and the Act does not speak of it or did not apply yet),
        ``prohibitions`` (Art. 5, but not yet the duties for high risk), or ``full``.
    """
    if day < system.since:
        return "absent"
    if route(system, text) == "outside" or day < PROHIBITIONS_FROM:
        return "outside"
    bound = bound_from(system, text, changed)
    return "full" if bound is not None and bound <= day else "prohibitions"


def described(row: pd.Series, count_claimed: bool) -> System:
    """Return a system of the table ``ai-act-systems``.

    Parameters
    ----------
    row:
        A row of the table. All its systems inside the Union are used by public authorities.
    count_claimed:
        Whether a system that others call AI, and its operator does not, counts as AI.
    """
    ai = row["ai"] == "known" or (count_claimed and row["ai"] == "claimed")
    return System(
        ai=ai, in_union=bool(row["in_union"]), annex_x=bool(row["annex_x"]), public=True, since=pd.Timestamp(row["in_use_since"]).date()
    )
