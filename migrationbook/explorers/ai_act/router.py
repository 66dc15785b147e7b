"""Explorers of the lesson on the AI Act's router: cases with contested answers, and a system built by answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from matplotlib.figure import Figure

from migrationbook.core.strings import date_words
from migrationbook.corpus.tables import made_of
from migrationbook.drawings.ai_act.calendar import act_calendar
from migrationbook.drawings.style import HAIR, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models.ai_act import router
from migrationbook.models.ai_act.router import Answers, Outcome
from migrationbook.models.ai_act_calendar import System

#: The questions of the picture; each row of the table ends at one of them.
_NODES = ("scope", "ai", "banned", "listed", "filter")
_ENDS = {1: 0, 2: 1, 3: 2, 7: 3, 4: 4, 5: 4, 6: 4}
#: The day on which a system that the reader builds is put into service: that of the facts.
_TODAY = date(2026, 11, 21)
#: The later day that a case can be moved to: after all borders of Art. 111.
_LATER = date(2028, 1, 3)


def _point(outcome: Outcome, labels: Mapping[str, str]) -> str:
    return f"{labels[outcome.kind]} {outcome.point}".strip()


_router = made_of("ai-act-router", "ai-act-purposes")(router.Router.of)
_cases = made_of("ai-act-cases")(router.cases)


def _answers(labels: Mapping[str, str], answers: Answers, outcomes: tuple[Outcome, ...]) -> list[str]:
    """Return what is answered at each question, in the words of the picture."""
    reached = {_ENDS[outcome.step] for outcome in outcomes}
    furthest = max(reached)
    listed = sorted({_router().purposes[purpose] for purpose in answers.purpose}, key=lambda entry: entry[1])
    points = labels["or"].join(point or labels["no"] for kind, point in listed if kind != "banned")
    filters = sorted({outcome.step for outcome in outcomes if outcome.step in (4, 5, 6)})
    said = [
        labels["contested"] if len(answers.scope) > 1 else labels[next(iter(answers.scope))],
        labels["contested"] if len(answers.ai) > 1 else labels[next(iter(answers.ai))],
        labels["yes"] if any(outcome.step == 3 for outcome in outcomes) else labels["no"],
        points,
        labels["or"].join(labels[f"filter{step}"] for step in filters),
    ]
    return [text if place <= furthest else "" for place, text in enumerate(said)]


def _draw(
    labels: Mapping[str, str], answers: Answers, outcomes: tuple[Outcome, ...], days: tuple[date | None, date | None]
) -> Figure:
    ends = {_ENDS[outcome.step] for outcome in outcomes}
    said = _answers(labels, answers, outcomes)
    with house_style():
        figure, axes = canvas((4.8, 3.3))
        axes.plot([0, 0], [0, len(_NODES) - 1], color=HAIR, lw=1.2, zorder=1)
        for place, node in enumerate(_NODES):
            if place > max(ends):
                colour, shape = HAIR, "o"
            elif place in ends:
                colour, shape = PALETTE["orange"], "s" if place == max(ends) else "D"
            else:
                colour, shape = PALETTE["petrol"], "o"
            axes.plot([0], [place], marker=shape, ms=9, color=colour, ls="")
            axes.text(0.35, place, labels[f"ask-{node}"], va="center", fontsize=10, color=SOFT)
            axes.text(4.4, place, said[place], va="center", fontsize=10, weight="semibold")
        for place, text in enumerate(dict.fromkeys(_point(outcome, labels) for outcome in outcomes)):
            axes.text(-0.15, 5.1 + 0.62 * place, text, va="center", fontsize=10, weight="semibold", color=PALETTE["orange"])
        for place, (text, day) in enumerate(zip(("text2024", "text2026"), days, strict=True)):
            words = date_words(day.isoformat()) if day else labels["no_day"]
            axes.text(4.4, 5.1 + 0.62 * place, labels[text].format(day=words), va="center", fontsize=10)
        axes.set(xlim=(-0.3, 9.2), ylim=(6.7, -0.5), xticks=[], yticks=[])
        axes.grid(False)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
    return figure


def _view(labels: Mapping[str, str], title: str, answers: Answers, system: System, without: str) -> View:
    outcomes = _router().route(answers)
    kinds = {outcome.kind for outcome in outcomes}
    found = [days for outcome in outcomes if any(days := router.first_days(outcome, system, act_calendar()))]
    days = found[-1] if found else (None, None)
    words = [date_words(day.isoformat()) if day else labels["no_day"] for day in days]
    special = system.talks or system.emotions
    pause = act_calendar().pause(act_calendar().provision("inform-emotion"), system, "2026")
    if len(kinds) > 1:
        case = "contested" if found else "contested-none"
    else:
        case = next(iter(kinds))
        case = "talks" if case == "not-listed" and special else case
    return View(
        draw=lambda: _draw(labels, answers, outcomes, days),
        values={
            "title": title,
            "outcomes": labels["or"].join(dict.fromkeys(_point(outcome, labels) for outcome in outcomes)),
            "points": labels["or"].join(outcome.point for outcome in outcomes if outcome.point),
            "doubt": labels["and"].join(labels[f"doubt-{question}"] for question in answers.contested),
            "before": words[0],
            "after": words[1],
            "emotions": labels["emotions-old" if pause else "emotions"] if system.emotions and "high-risk" in kinds else "",
            "without": labels[f"without-{without}"],
        },
        measures={"outcomes": len(outcomes), "filter": float(kinds == {"filter"}), "high": float(kinds == {"high-risk"})},
        case=case,
    )


@explorer("ai-act/router#cases")
def cases(labels: Mapping[str, str], *, case: str, ai: str, service: str) -> View:
    """Return where a case of the course ends, as it is or with one answer changed.

    Parameters
    ----------
    labels:
        The words inside the figure, and those of the sentence.
    case:
        ``T1`` to ``T13``, or ``V``.
    ai:
        ``given``, or the answer to the second question: ``yes``, ``no``.
    service:
        ``given``, or ``later`` for a system put into service in January 2028.
    """
    known = _cases()[case]
    given = known.answers
    answers = given if ai == "given" else Answers(given.scope, frozenset({ai}), given.purpose, given.profiling, given.narrow)
    old = known.system
    system = old if service == "given" else System(_LATER, old.kind, old.holder, None, old.talks, old.generates, old.emotions)
    note = labels[f"ai-{ai}"] + labels[f"service-{service}"]
    return _view(labels, labels[f"{case}_words"] + note, answers, system, known.without)


@explorer("ai-act/router#build")
def build(labels: Mapping[str, str], *, ai: str, purpose: str, profiling: str, narrow: str) -> View:
    """Return where a system ends that the reader describes by four answers.

    Parameters
    ----------
    labels:
        The words inside the figure, and those of the sentence.
    ai:
        ``yes``, ``no``, or ``no|yes`` where it is contested.
    purpose:
        A purpose of the table ``ai-act-purposes``.
    profiling, narrow:
        ``yes`` or ``no``.
    """
    answers = Answers.of(scope="yes", ai=ai, purpose=purpose, profiling=profiling, narrow=narrow)
    system = System(_TODAY, talks=purpose == "converse", emotions=purpose == "emotion")
    without = {"forecast": "numbers", "verify": "biometric", "identify": "biometric"}.get(purpose, "gdpr")
    title = labels["built"].format(
        purpose=labels[f"{purpose}_words"], profiling=labels[f"profiling-{profiling}"], narrow=labels[f"narrow-{narrow}"]
    )
    return _view(labels, title, answers, system, without)
