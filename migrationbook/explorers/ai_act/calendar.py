"""Explorers of the lesson on the AI Act's calendar: duties on a day, and the day on which a system is put into service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from matplotlib.figure import Figure

from migrationbook.core.strings import date_words
from migrationbook.drawings.ai_act.calendar import act_calendar, decimal_year, draw_steps
from migrationbook.drawings.style import HAIR, PALETTE, SOFT, canvas, house_style
from migrationbook.explorers import View, explorer
from migrationbook.models import ai_act_calendar as act
from migrationbook.models.ai_act_calendar import System

#: The rows of the picture, from top to bottom; what concerns no migration system is left out.
_ROWS = (
    "literacy", "prohibitions", "prohibitions-new", "complaint", "inform-chat", "requirements", "use-and-logs",
    "inform-persons", "only-registered", "impact", "registration", "explanation",
)  # fmt: skip
#: Example systems. The days on which they are put into service are assumed, that of 2017 is the year's.
_SYSTEMS = {
    "etias": System(date(2026, 12, 1), "annex-iii", "annex-x"),
    "late": System(date(2027, 10, 1), "annex-iii", "annex-x"),
    "old": System(date(2017, 9, 1)),
    "young": System(date(2027, 1, 4)),
    "new": System(date(2028, 1, 3)),
    "bot": System(date(2025, 3, 1), "other", "public", talks=True),
}
_CHANGED = date(2028, 6, 1)


def _words(day: date | None, labels: Mapping[str, str]) -> str:
    return date_words(day.isoformat()) if day else labels["never"]


def _draw_duties(labels: Mapping[str, str], system: System, text: act.Text, day: date) -> Figure:
    with house_style():
        figure, axes = canvas((4.8, 3.9))
        for place, key in enumerate(_ROWS):
            duty = act_calendar().provision(key)
            first, pause = act_calendar().first_day(duty, system, text), act_calendar().pause(duty, system, text)
            words = labels["doubtful"].format(duty=labels[key]) if pause else labels[key]
            axes.text(2024.2, place, words, va="center", ha="right", fontsize=9, clip_on=False)
            if first:
                colour = PALETTE["petrol"] if first <= day else HAIR
                axes.plot([decimal_year(first), 2031.2], [place, place], color=colour, lw=8, solid_capstyle="butt")
            if pause and pause[0] <= day:
                end = decimal_year(pause[1]) if pause[1] else 2031.2
                axes.plot([decimal_year(pause[0]), end], [place, place], color=PALETTE["sky"], lw=8, solid_capstyle="butt")
        axes.axvline(decimal_year(act.AMENDED), color=SOFT, lw=0.8, ls=(0, (3, 3)), zorder=1)
        axes.text(decimal_year(act.AMENDED), -1.0, labels["amended"], color=SOFT, fontsize=8, ha="center")
        axes.axvline(decimal_year(day), color=PALETTE["orange"], lw=1.6)
        axes.set(xlim=(2024.4, 2031.2), ylim=(len(_ROWS) - 0.4, -0.7), yticks=[], xticks=range(2025, 2032))
        axes.set_xticks(range(2025, 2032), [f"’{year % 100}" for year in range(2025, 2032)])
        axes.grid(axis="x")
        axes.spines["left"].set_visible(False)
    return figure


@explorer("ai-act/calendar#duties")
def duties(labels: Mapping[str, str], *, system: str, text: str, day: str) -> View:
    """Return which duties bind an example system on a day.

    Parameters
    ----------
    labels:
        The words inside the figure, and those of the sentence.
    system:
        Name of an example system.
    text:
        ``2024`` or ``2026``.
    day:
        The day, in ISO form.
    """
    chosen, today = _SYSTEMS[system], date.fromisoformat(day)
    by: act.Text = "2026" if text == "2026" else "2024"
    binding = [duty for duty in act_calendar().duties(chosen, today, by) if duty.key in _ROWS]
    high = [duty for duty in binding if duty.concerns == "annex-iii"]
    pauses = {duty.key: act_calendar().pause(duty, chosen, by) for duty in binding}
    waiting = [key for key, pause in pauses.items() if pause and pause[0] <= today and (pause[1] is None or today < pause[1])]
    first = act_calendar().high_risk_day(chosen, by)
    if today < chosen.in_service:
        case = "not-yet"
    elif chosen.kind == "other":
        case = "bot"
    else:
        case = "high" if high else "waiting"
    matching = by == act.text_in_force(today)
    return View(
        draw=lambda: _draw_duties(labels, chosen, by, today),
        values={
            "system": labels[f"{system}_words"],
            "day": _words(today, labels),
            "text": labels[f"{by}_words"],
            "status": "" if matching else labels[f"{by}_status"],
            "since": _words(chosen.in_service, labels),
            "count": len(binding),
            "high": len(high),
            "list": labels["and"].join(labels[duty.key] for duty in binding if duty not in high) or labels["none"],
            "first": _words(first, labels),
            "doubt": labels["doubt"].format(duties=labels["and"].join(labels[key] for key in waiting)) if waiting else "",
        },
        measures={"binding": len(binding), "high": len(high)},
        case=case,
    )


def _draw_cliff(labels: Mapping[str, str], holder: act.Holder, changed: date | None, service: date) -> Figure:
    system = System(service, "annex-iii", holder, changed)
    with house_style():
        figure, axes = canvas((4.8, 3.2))
        draw_steps(axes, holder, "2024", changed, {"color": PALETTE["sky"], "lw": 5, "alpha": 0.55})
        draw_steps(axes, holder, "2026", changed, {"color": PALETTE["petrol"], "lw": 1.8})
        axes.axvline(decimal_year(service), color=PALETTE["orange"], lw=1.0, zorder=1)
        points: tuple[tuple[act.Text, str, int], ...] = (("2024", "s", 9), ("2026", "o", 5))
        for text, shape, size in points:
            first = act_calendar().high_risk_day(system, text)
            if first:
                colour = PALETTE["sky"] if text == "2024" else PALETTE["orange"]
                axes.plot([decimal_year(service)], [decimal_year(first)], marker=shape, ms=size, color=colour, ls="")
        axes.text(2026.04, 2028.0, labels["text2024"], color=PALETTE["sky"], fontsize=9, weight="semibold")
        axes.text(2026.04, 2027.55, labels["text2026"], color=PALETTE["petrol"], fontsize=9, weight="semibold")
        axes.set(xlim=(2026, 2028.5), ylim=(2026, 2031.3), xlabel=labels["x"], ylabel=labels["y"])
        axes.set_xticks([2026, 2027, 2028])
        axes.set_yticks(range(2026, 2032))
    return figure


@explorer("ai-act/calendar#cliff")
def cliff(labels: Mapping[str, str], *, holder: act.Holder, service: str, changed: bool) -> View:
    """Return when the duties of high risk begin, by the day on which a system is put into service.

    Parameters
    ----------
    labels:
        The words inside the figure, and those of the sentence.
    holder:
        ``annex-x`` or ``public``.
    service:
        Day in service, in ISO form.
    changed:
        Whether the design is changed significantly on 1 June 2028.
    """
    day = date.fromisoformat(service)
    change = _CHANGED if changed else None
    system = System(day, "annex-iii", holder, change)
    before, after = (act_calendar().high_risk_day(system, text) for text in act.TEXTS)
    if before is None or after is None:
        raise ValueError("systems of authorities always have a day")
    months = act.months_between(before, after)
    return View(
        draw=lambda: _draw_cliff(labels, holder, change, day),
        values={
            "holder": labels[f"{holder}_words"],
            "service": _words(day, labels),
            "changed": labels["changed" if changed else "unchanged"],
            "before": labels["at_once"] if before == day else _words(before, labels),
            "after": labels["at_once"] if after == day else _words(after, labels),
            "months": months,
        },
        measures={"delay": months},
        case="later" if months else "same",
    )
