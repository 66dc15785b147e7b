"""A date-aware calendar of the EU's AI Act, before and after Regulation (EU) 2026/1744. A teaching aid, no legal advice.

The dates are data, which are handed in: ``ai-act-calendar`` says what a provision demands, who bears it, and from when it
applies by the text of 2024 and by the amended text; ``ai-act-transitions`` says how Art. 111 treats systems that are already
in use. The calendar answers two questions: which duties bind a system on a date, and when does the first of a kind begin to bind.

Interface for other lessons::

    from migrationbook.corpus import series
    from migrationbook.models import ai_act_calendar as act

    calendar = act.Calendar.of(series("ai-act-calendar"), series("ai-act-transitions"))
    tool = act.System(in_service=date(2017, 9, 1), kind="annex-iii", holder="public")
    calendar.first_day(calendar.provision("inform-persons"), tool, "2026")   # date or None (never, unless changed)
    calendar.duties(tool, date(2026, 11, 21), "2026")                        # tuple of provisions in force
    calendar.in_force("inform-persons", tool, date(2031, 1, 1))              # by the text in force on that day

What is ours: Art. 111 is read narrowly, as deferring the duties that depend on high risk (concerns ``annex-iii``) and no
others; :meth:`Calendar.pause` says what else waits by the wide reading, which defers *this Regulation* but for Art. 5. "The
date of application of Chapter III" in Art. 111(2) is read as that of its Sections 1 to 3 for Annex III; and a component of an
Annex X system put into service on or after 2 August 2027 as one of the "other" systems of Art. 111(2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, cast

import pandas as pd

#: Which text of the Act: as published on 12 July 2024, or as amended by Regulation (EU) 2026/1744.
Text = Literal["2024", "2026"]
TEXTS: tuple[Text, ...] = ("2024", "2026")
#: What the system is: high-risk by Annex III; one for which the filter of Art. 6(3) is claimed; neither.
Kind = Literal["annex-iii", "filter", "other"]
#: Who will use it, and where: in a large-scale system of Annex X, a public authority elsewhere, somebody else.
Holder = Literal["annex-x", "public", "private"]

#: Entry into force of the amendment: third day after its publication on 24 July 2026 (its Art. 4).
AMENDED = date(2026, 7, 27)
#: Entry into force of the Act: twentieth day after its publication on 12 July 2024 (Art. 113, first paragraph).
IN_FORCE = date(2024, 8, 1)
#: From when Art. 111 applies itself: it stands in Chapter XIII, for which Art. 113 has no other day than the general one.
TRANSITIONS_FROM = date(2026, 8, 2)


@dataclass(frozen=True)
class System:
    """An AI system as far as the calendar asks about it.

    Parameters
    ----------
    in_service:
        The day on which it is placed on the market or put into service.
    kind:
        High-risk by Annex III, filtered out by Art. 6(3), or neither.
    holder:
        Where it is used.
    changed:
        The day of a significant change of its design, if there is one.
    talks, generates, emotions:
        Whether it talks to people, generates content, or recognises emotions (Art. 50).
    """

    in_service: date
    kind: Kind = "annex-iii"
    holder: Holder = "public"
    changed: date | None = None
    talks: bool = False
    generates: bool = False
    emotions: bool = False

    def concerned(self, concerns: str) -> bool:
        """Say whether a provision about such systems is about this one.

        Parameters
        ----------
        concerns:
            A value of the column ``concerns`` of the calendar.
        """
        return {"ai": True, "talks": self.talks, "generates": self.generates, "emotions": self.emotions}.get(
            concerns, concerns == self.kind
        )


@dataclass(frozen=True)
class Provision:
    """A provision of the Act with its two dates.

    Parameters
    ----------
    key, article, demands, bears:
        Its name in the table, where it stands, what it demands in a few words, and who bears it.
    concerns:
        Which systems it is about.
    applies:
        From when it applies, by text; None where that text does not have it.
    open:
        Whether the date by the amended text is contested.
    """

    key: str
    article: str
    demands: str
    bears: str
    concerns: str
    applies: tuple[date | None, date | None]
    open: bool

    def applies_from(self, text: Text) -> date | None:
        """Return the date from which the provision applies by a text, whatever the system.

        Parameters
        ----------
        text:
            ``2024`` or ``2026``.
        """
        return self.applies[TEXTS.index(text)]


@dataclass(frozen=True)
class Transition:
    """How Art. 111 treats high-risk systems that are already in use.

    Parameters
    ----------
    rule, article:
        Its name and place.
    before:
        A system put into service before this day is an old one, by text.
    comply_by:
        The day by which an old system must comply; None if there is none.
    change_counts:
        Whether a significant change of design from ``before`` on ends the grace.
    """

    rule: Holder
    article: str
    before: tuple[date, date]
    comply_by: date | None
    change_counts: bool


def _day(value: object) -> date | None:
    return None if pd.isna(cast(str, value)) else date.fromisoformat(str(value))


def text_in_force(day: date) -> Text:
    """Return which text of the Act is in force on a day.

    Parameters
    ----------
    day:
        Any date.

    Returns
    -------
    str
        ``2024`` before 27 July 2026, ``2026`` from then on.
    """
    return "2026" if day >= AMENDED else "2024"


def months_between(first: date, last: date) -> int:
    """Return the number of whole months from one day to a later one.

    Parameters
    ----------
    first, last:
        The two days.

    Returns
    -------
    int
        Whole months; negative if ``last`` is earlier.
    """
    months = 12 * (last.year - first.year) + last.month - first.month
    return months - (last.day < first.day) if months > 0 else months


@dataclass(frozen=True)
class Calendar:
    """The calendar: what each provision demands from when, and the rules for systems already in use.

    Parameters
    ----------
    provisions:
        In the order of the table.
    transitions:
        By holder: ``annex-x``, ``public`` and ``private``.
    """

    provisions: tuple[Provision, ...]
    transitions: Mapping[Holder, Transition]

    @classmethod
    def of(cls, calendar: pd.DataFrame, transitions: pd.DataFrame) -> Calendar:
        """Make it from its tables.

        Parameters
        ----------
        calendar:
            The table ``ai-act-calendar``, one row a provision.
        transitions:
            The table ``ai-act-transitions``, one row a rule of Art. 111.
        """
        provisions = tuple(
            Provision(
                row.provision,
                row.article,
                row.demands,
                row.bears,
                row.concerns,
                (_day(row.applies_2024), _day(row.applies_2026)),
                bool(row.open),
            )
            for row in calendar.itertuples()
        )
        rules = {}
        for row in transitions.itertuples():
            rule = cast(Holder, "private" if row.rule == "other" else row.rule)
            before = (_day(row.in_service_before_2024), _day(row.in_service_before_2026))
            rules[rule] = Transition(
                rule, row.article, cast(tuple[date, date], before), _day(row.comply_by), bool(row.change_counts)
            )
        return cls(provisions, rules)

    def provision(self, key: str) -> Provision:
        """Return a provision by its name.

        Parameters
        ----------
        key:
            The column ``provision`` of the calendar.

        Returns
        -------
        Provision

        Raises
        ------
        KeyError
            If the calendar has no such provision.
        """
        for found in self.provisions:
            if found.key == key:
                return found
        raise KeyError(f"the calendar has no provision {key!r}")

    def transition(self, system: System, text: Text) -> Transition | None:
        """Return the rule of Art. 111 under which a high-risk system stands, if it is an old one.

        Parameters
        ----------
        system:
            The system.
        text:
            By which text.

        Returns
        -------
        Transition or None
            None if the system is new by that text, so that duties bind it as soon as they apply.
        """
        place = TEXTS.index(text)
        rules = self.transitions
        # a component that comes too late for Art. 111(1) is one of the other systems of Art. 111(2), used by authorities
        order: tuple[Holder, ...] = ("annex-x", "public") if system.holder == "annex-x" else (system.holder,)
        return next((rules[name] for name in order if system.in_service < rules[name].before[place]), None)

    def first_day(self, duty: Provision, system: System, text: Text) -> date | None:
        """Return the first day on which a provision binds those who bear it, for one system.

        Parameters
        ----------
        duty:
            The provision.
        system:
            The system.
        text:
            By which text of the Act.

        Returns
        -------
        datetime.date or None
            Not before the provision applies and the system is in service. None if it never binds for this system:
            because it is about other systems, or because the system is old, private and not changed.
        """
        applies = duty.applies_from(text)
        if applies is None or not system.concerned(duty.concerns):
            return None
        begin = max(applies, system.in_service)
        if duty.key == "mark-content" and text == "2026" and system.in_service < applies:
            return date(2026, 12, 2)  # Art. 111(4), inserted by Regulation (EU) 2026/1744
        if duty.concerns != "annex-iii":
            return begin
        rule = self.transition(system, text)
        if rule is None:
            return begin
        days = [rule.comply_by] if rule.comply_by else []
        if rule.change_counts and system.changed and system.changed >= rule.before[TEXTS.index(text)]:
            days.append(system.changed)
        return max(begin, min(days)) if days else None

    def pause(self, duty: Provision, system: System, text: Text) -> tuple[date, date | None] | None:
        """Return how long a duty that binds by the narrow reading of Art. 111 waits by the wide one.

        The wide reading takes both paragraphs at their word: they defer "this Regulation" for high-risk systems that are in
        use in time, and except Art. 5 alone. Duties of authorities are not touched, since the bans have to be supervised.

        Parameters
        ----------
        duty:
            The provision.
        system:
            The system.
        text:
            By which text of the Act.

        Returns
        -------
        tuple or None
            The first day and the day after the last, None for the latter if there is no end; None if the readings agree.
        """
        first = self.first_day(duty, system, text)
        excepted = duty.article.startswith("Art. 5(") or duty.bears == "authority" or duty.concerns == "annex-iii"
        if first is None or excepted or system.kind != "annex-iii" or self.transition(system, text) is None:
            return None
        start, end = max(first, TRANSITIONS_FROM), self.high_risk_day(system, text)
        return None if end is not None and end <= start else (start, end)

    def duties(self, system: System, day: date, text: Text | None = None) -> tuple[Provision, ...]:
        """Return the provisions that bind on a day, for one system.

        Parameters
        ----------
        system:
            The system.
        day:
            The day.
        text:
            By which text; None takes the text in force on that day.

        Returns
        -------
        tuple of Provision
            In the order of the calendar.
        """
        chosen = text or text_in_force(day)
        found = ((duty, self.first_day(duty, system, chosen)) for duty in self.provisions)
        return tuple(duty for duty, first in found if first is not None and first <= day)

    def in_force(self, key: str, system: System, day: date, text: Text | None = None) -> bool:
        """Say whether one provision binds on a day, for one system.

        Parameters
        ----------
        key:
            Name of the provision.
        system:
            The system.
        day:
            The day.
        text:
            By which text; None takes the text in force on that day.
        """
        return any(duty.key == key for duty in self.duties(system, day, text))

    def high_risk_day(self, system: System, text: Text) -> date | None:
        """Return the first day on which the duties of Chapter III bind, for one system.

        Parameters
        ----------
        system:
            A system that is high-risk by Annex III.
        text:
            By which text.

        Returns
        -------
        datetime.date or None
            The day of Art. 26(11), which stands for Sections 2 and 3 of Chapter III; registration and explanation have
            contested dates and are left out.
        """
        return self.first_day(self.provision("inform-persons"), system, text)

    def steps(self, holder: Holder, text: Text, start: date, end: date, changed: date | None = None) -> list[tuple[date, date, date, date]]:
        """Return when duties begin to bind, as a step function of the day on which a system is put into service.

        Parameters
        ----------
        holder:
            Where the system is used; ``private`` systems have no day and give no step.
        text:
            By which text.
        start, end:
            First and last day in service.
        changed:
            Day of a significant change, for all systems put into service before it.

        Returns
        -------
        list of tuple
            For each piece without a jump: first day in service and its result, last day in service and its result.
        """
        place = TEXTS.index(text)
        cuts = {rule.before[place] for rule in self.transitions.values()}
        applies = self.provision("inform-persons").applies_from(text)
        borders = sorted({start, *(day for day in (*cuts, applies, changed) if day and start < day < end), end + timedelta(1)})
        pieces: list[tuple[date, date, date, date]] = []
        for first, following in pairwise(borders):
            last = following - timedelta(1)
            low, high = (self.high_risk_day(System(day, "annex-iii", holder, changed), text) for day in (first, last))
            if low is None or high is None:
                continue
            piece = (first, low, last, high)
            same = pieces and pieces[-1][3] == low == high
            at_once = pieces and pieces[-1][2:] == (first - timedelta(1),) * 2 and low == first
            if same or at_once:  # no jump here
                piece = (*pieces.pop()[:2], *piece[2:])
            pieces.append(piece)
        return pieces
