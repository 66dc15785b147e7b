"""Is it AI, is it high-risk, since when? The AI Act as a decision table. A teaching aid, no legal advice.

The table is data, which are handed in: ``ai-act-router`` holds its rows (the first that fits decides), ``ai-act-purposes``
which purpose stands at which point of the Act, ``ai-act-cases`` the cases of the course. An answer may be contested: then it
is a set of values, and the outcome is the set of all outcomes that they lead to. The dates come from
:mod:`migrationbook.models.ai_act_calendar`.

What is ours: the wording of the questions, their order, and that a contested answer is shown and not decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Literal, cast

import pandas as pd

from migrationbook.models import ai_act_calendar as act

Kind = Literal["out-of-scope", "no-ai", "prohibited", "high-risk", "filter", "not-listed"]
KINDS: tuple[Kind, ...] = ("out-of-scope", "no-ai", "prohibited", "high-risk", "filter", "not-listed")
#: The questions, in the order of the table.
QUESTIONS = ("scope", "ai", "purpose", "profiling", "narrow")


@dataclass(frozen=True, order=True)
class Outcome:
    """Where the table ends for one set of answers.

    Parameters
    ----------
    kind:
        What the system is by the Act.
    point:
        Letter in the list of bans or of high-risk purposes; empty for the other kinds.
    article:
        Where it stands.
    step:
        Number of the row that decided, 1 to 7.
    """

    kind: Kind
    point: str
    article: str
    step: int


@dataclass(frozen=True)
class Answers:
    """Answers to the questions of the table; each is a set, with more than one value where it is contested.

    Parameters
    ----------
    scope:
        Whether the system, or its output, is used in the Union: ``yes``, ``no``.
    ai:
        Whether it infers, and is an AI system: ``yes``, ``no``.
    purpose:
        A purpose of the table ``ai-act-purposes``.
    profiling:
        Whether it profiles natural persons: ``yes``, ``no``.
    narrow:
        Whether its task is narrow, preparatory, or improves what people have finished (Art. 6(3)): ``yes``, ``no``.
    """

    scope: frozenset[str]
    ai: frozenset[str]
    purpose: frozenset[str]
    profiling: frozenset[str]
    narrow: frozenset[str]

    @classmethod
    def of(cls, **answers: str) -> Answers:
        """Read answers in which ``|`` separates contested values.

        Parameters
        ----------
        answers:
            One text a question, for example ``ai="no|yes"``.
        """
        return cls(**{question: frozenset(answers[question].split("|")) for question in QUESTIONS})

    @property
    def contested(self) -> tuple[str, ...]:
        """The questions with more than one answer."""
        return tuple(question for question in QUESTIONS if len(getattr(self, question)) > 1)


@dataclass(frozen=True)
class Case:
    """A case of the course: answers, and what the calendar needs to know.

    Parameters
    ----------
    key, title:
        Its number and name.
    answers:
        Answers to the questions.
    system:
        The system as the calendar sees it, taken to be high-risk.
    without:
        Which law binds it without the AI Act, as a key of the lesson's words.
    """

    key: str
    title: str
    answers: Answers
    system: act.System
    without: str


@dataclass(frozen=True)
class Router:
    """The decision table.

    Parameters
    ----------
    rows:
        Its rows in order, each by column.
    purposes:
        What each purpose leads to (``listed``, ``banned``, ``unlisted``), and the point of the Act, if there is one.
    """

    rows: tuple[Mapping[str, str], ...]
    purposes: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, rows: pd.DataFrame, purposes: pd.DataFrame) -> Router:
        """Make it from its tables.

        Parameters
        ----------
        rows:
            The table ``ai-act-router``.
        purposes:
            The table ``ai-act-purposes``.
        """
        known = purposes.fillna({"point": ""})
        return cls(
            tuple({key: str(value) for key, value in row.items()} for row in rows.to_dict("records")),
            {row.purpose: (row.outcome, row.point) for row in known.itertuples()},
        )

    def decide(self, scope: str, ai: str, purpose: str, profiling: str, narrow: str) -> Outcome:
        """Return the outcome for answers that are not contested: that of the first row that fits.

        Parameters
        ----------
        scope, ai, purpose, profiling, narrow:
            One answer a question.

        Returns
        -------
        Outcome

        Raises
        ------
        KeyError
            If the purpose is not in the table.
        ValueError
            If no row fits.
        """
        listed, point = self.purposes[purpose]
        answers = {"scope": scope, "ai": ai, "listed": listed, "profiling": profiling, "narrow": narrow}
        for row in self.rows:
            if all(row[question] in ("*", answer) for question, answer in answers.items()):
                kind = cast(Kind, row["outcome"])
                named = point if kind in ("prohibited", "high-risk", "filter") else ""
                return Outcome(kind, named, row["article"], int(row["step"]))
        raise ValueError(f"no row fits {answers}")

    def route(self, answers: Answers) -> tuple[Outcome, ...]:
        """Return every outcome to which the answers can lead.

        Parameters
        ----------
        answers:
            The answers, contested or not.

        Returns
        -------
        tuple of Outcome
            One if nothing contested matters; sorted by step.
        """
        ways = product(*(sorted(getattr(answers, question)) for question in QUESTIONS))
        return tuple(sorted({self.decide(*way) for way in ways}, key=lambda outcome: (outcome.step, outcome.point)))


def cases(table: pd.DataFrame) -> Mapping[str, Case]:
    """Return the cases of the course by number.

    Parameters
    ----------
    table:
        The table ``ai-act-cases``.

    Returns
    -------
    Mapping
        ``T1`` to ``T13`` and ``V``.
    """
    found = {}
    for row in table.itertuples():
        answers = Answers.of(**{question: str(getattr(row, question)) for question in QUESTIONS})
        system = act.System(
            date.fromisoformat(row.in_service), holder=row.holder, talks=bool(row.talks), emotions=bool(row.emotions)
        )
        found[row.case] = Case(row.case, row.title, answers, system, row.without)
    return found


def first_days(outcome: Outcome, system: act.System, calendar: act.Calendar) -> tuple[date | None, date | None]:
    """Return from when the Act asks something special of such a system, by the text of 2024 and by the amended one.

    Parameters
    ----------
    outcome:
        Where the table ends.
    system:
        The system.
    calendar:
        From when provisions apply.

    Returns
    -------
    tuple
        Two days: for a ban that of Art. 5 itself, for high risk that of Chapter III, for the filter that of the file which the
        provider has to keep, else that of Art. 50 if it talks or reads emotions. None where the Act asks nothing special.
    """
    if outcome.kind == "prohibited":
        ban = calendar.provision("prohibitions")
        return (ban.applies_from("2024"), ban.applies_from("2026"))
    keys = {"high-risk": "inform-persons", "filter": "filter-file"}
    kind: act.Kind = "annex-iii" if outcome.kind == "high-risk" else "filter" if outcome.kind == "filter" else "other"
    seen = act.System(system.in_service, kind, system.holder, system.changed, system.talks, system.generates, system.emotions)
    if outcome.kind in keys:
        names = [keys[outcome.kind]]
    elif outcome.kind == "not-listed":
        names = ["inform-chat", "inform-emotion"]
    else:
        return (None, None)
    days = []
    for text in act.TEXTS:
        found = [day for name in names if (day := calendar.first_day(calendar.provision(name), seen, text))]
        days.append(min(found) if found else None)
    return (days[0], days[1])
