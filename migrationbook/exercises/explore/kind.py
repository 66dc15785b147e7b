"""A task done with an explorer."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import model_validator

from migrationbook.core.schema import Entry, Inline, Places, require
from migrationbook.exercises import worksheet
from migrationbook.exercises.base import Exercise, ExplorerStates, ExplorerWords, Export, Page, Refusal, SheetWriter, Stored


class Goal(Entry):
    """A state of an explorer that the reader has to reach.

    Parameters
    ----------
    measure:
        Name of one of the explorer's measures.
    below, above, between, maximum, minimum:
        What must hold for it; exactly one of them is given.
    """

    measure: str
    below: float | None = None
    above: float | None = None
    between: tuple[float, float] | None = None
    maximum: bool = False
    minimum: bool = False

    @model_validator(mode="after")
    def _one_condition(self) -> Goal:
        given = [name for name in ("below", "above", "between") if getattr(self, name) is not None]
        given += [name for name in ("maximum", "minimum") if getattr(self, name)]
        require(
            len(given) == 1,
            f"a goal has one condition, this one has {len(given)}",
            "give one of below, above, between, maximum: true, minimum: true",
        )
        return self

    def holds(self, value: float, everywhere: Sequence[float]) -> bool:
        """Return whether the goal is reached.

        Parameters
        ----------
        value:
            The measure at one setting.
        everywhere:
            The measure at all settings of the explorer.
        """
        if self.below is not None:
            return value < self.below
        if self.above is not None:
            return value > self.above
        if self.between is not None:
            return self.between[0] <= value <= self.between[1]
        return value == (max(everywhere) if self.maximum else min(everywhere))


#: Which settings are meant: some controls by name, each with a value or a list of values; the others may stand anywhere.
Pattern = dict[str, Any]


def fits(setting: Mapping[str, Any], pattern: Pattern) -> bool:
    """Return whether a setting is one of those that are meant.

    Parameters
    ----------
    setting:
        The value of every control.
    pattern:
        The settings that are meant.
    """
    return all(setting[name] in _values(wanted) for name, wanted in pattern.items())


def _values(wanted: Any) -> list[Any]:
    return wanted if isinstance(wanted, list) else [wanted]


class AtSetting(Entry):
    """A reason for some settings only."""

    setting: Pattern
    why: Inline


class Explore(Exercise):
    """A task done with an explorer of the same lesson.

    Parameters
    ----------
    keep:
        The controls that the task leaves where they are at first, by name; or those that it names a value for, as a pattern.
        The goal is looked for among these settings, and no other is accepted.
    accepts:
        The settings that the task's words allow, as a pattern or several; controls that are kept need not be named again.
        The check compares them with the settings at which the goal is reached.
    why:
        The reason for every accepted setting that none of ``whys`` fits.
    whys:
        Reasons that are true of some accepted settings only; the first that fits is given.
    mistakes:
        Settings that a reader may take for the goal, and why they are not; the first that fits is given.
    """

    kind: Literal["explore"]
    explorer: str
    goal: Goal
    keep: list[str] | Pattern = []
    accepts: Pattern | list[Pattern]
    why: Inline
    whys: list[AtSetting] = []
    mistakes: list[AtSetting] = []
    otherwise: Annotated[Inline, Places("value")] | None = None
    stored: ClassVar[Stored] = "index"
    on_paper: ClassVar[bool] = False

    @property
    def explorer_used(self) -> str:
        return self.explorer

    def check_explorers(self, explorers: Mapping[str, ExplorerWords]) -> None:
        known = ", ".join(explorers) or "none is defined yet"
        require(self.explorer in explorers, f"the lesson has no explorer “{self.explorer}”", f"use one of: {known}", "explorer")
        explorer = explorers[self.explorer]
        require(
            self.goal.measure in explorer.measures,
            f"the explorer has no measure “{self.goal.measure}”",
            f"use one of: {', '.join(explorer.measures)}",
            "goal",
        )
        for pattern, *location in self._patterns():
            for name, wanted in pattern.items():
                for value in _values(wanted):
                    require(
                        value in explorer.choices.get(name, ()),
                        f"the setting {name} = {value!r} does not exist",
                        "use a control of the explorer and one of its values",
                        *location,
                    )
        for name in self.keep:
            problem, mend = f"the explorer has no control “{name}”", f"use one of: {', '.join(explorer.choices)}"
            require(name in explorer.choices, problem, mend, "keep")

    def _patterns(self) -> Iterator[tuple[Any, ...]]:
        """Return every pattern of the entry with its place in it."""
        if isinstance(self.keep, dict):
            yield self.keep, "keep"
        yield from ((pattern, "accepts") for pattern in _values(self.accepts))
        for field in ("whys", "mistakes"):
            yield from ((reason.setting, field, number, "setting") for number, reason in enumerate(getattr(self, field)))

    def check_states(self, explorers: Mapping[str, ExplorerStates]) -> None:
        explorer = explorers[self.explorer]
        settings, reached = list(explorer.settings()), self.states_at_goal(explorer)
        allowed = {number for pattern in _values(self.accepts) for number in self._states(explorer, {**self.kept(explorer), **pattern})}
        for numbers, problem in (
            (set(reached) - allowed, "the goal is reached at settings that the task does not declare"),
            (allowed - set(reached), "the task declares settings at which the goal is not reached"),
        ):
            first = settings[min(numbers)] if numbers else {}
            mend = "compare the words of the task with them; then correct `accepts:`, `keep:` or `goal:`"
            require(not numbers, f"{problem}: {len(numbers)}, the first {first}", mend, "accepts")
        told: set[int] = set()
        for number, reason in enumerate(self.whys):
            new = {state for state in reached if fits(settings[state], reason.setting)} - told
            mend = "let it fit a setting that the task accepts and no reason before it"
            require(bool(new), "this reason is never given", mend, "whys", number)
            told |= new
        require(len(told) < len(reached), "the reason “why” is never given: one of `whys:` fits everywhere", "take that one out", "why")
        told = set(reached)
        for number, reason in enumerate(self.mistakes):
            new = set(self._states(explorer, reason.setting)) - told
            problem = "this mistake is never told: its settings are accepted, or fit one before it"
            require(bool(new), problem, "correct its setting, or take it out", "mistakes", number)
            told |= new

    def kept(self, explorer: ExplorerStates) -> Pattern:
        """Return the controls that the task keeps, each with the values at which it may stand.

        Parameters
        ----------
        explorer:
            The explorer.
        """
        keep = self.keep if isinstance(self.keep, dict) else {name: explorer.initial[name] for name in self.keep}
        return {name: _values(wanted) for name, wanted in keep.items()}

    @staticmethod
    def _states(explorer: ExplorerStates, pattern: Pattern) -> list[int]:
        return [number for number, setting in enumerate(explorer.settings()) if fits(setting, pattern)]

    def states_at_goal(self, explorer: ExplorerStates) -> list[int]:
        """Return the numbers of the settings that keep what the task keeps and at which the goal is reached.

        Parameters
        ----------
        explorer:
            The explorer.

        Raises
        ------
        CourseErrorInField
            If it is reached nowhere, or everywhere, or at first.
        """
        values, kept = explorer.measures[self.goal.measure], self._states(explorer, self.kept(explorer))
        everywhere = [values[number] for number in kept]
        reached = [number for number in kept if self.goal.holds(values[number], everywhere)]
        where = "every" if reached else "no"
        found = 0 < len(reached) < len(kept)
        require(found, f"the goal is reached at {where} setting of the explorer", "choose a goal that has to be found", "goal")
        at_first = explorer.number(explorer.initial) in reached
        problem = "the goal is reached before the reader has done anything"
        require(not at_first, problem, "choose another goal or first setting", "goal")
        return reached

    def _mistakes(self, page: Page, explorer: ExplorerStates, reached: Sequence[int]) -> Iterator[dict[str, Any]]:
        """Return the reasons for settings that are not accepted, each with the settings for which it is given.

        That a kept control was moved is said before what is wrong with the others, unless a mistake is about this very move.
        """
        kept = self.kept(explorer)
        of_moves: list[tuple[Pattern, str]] = []
        of_others: list[tuple[Pattern, str]] = []
        for mistake in self.mistakes:
            moves = any(value not in kept.get(name, [value]) for name, wanted in mistake.setting.items() for value in _values(wanted))
            (of_moves if moves else of_others).append((mistake.setting, page.html(mistake.why)))
        put_back = []
        for name, wanted in kept.items():
            reason = html.escape(self.kind_words("moved", kept=explorer.text.said(name, wanted)))
            put_back.append(({name: [value for value in explorer.text.choices[name] if value not in wanted]}, reason))
        told = set(reached)
        for pattern, why in (*of_moves, *put_back, *of_others):
            states = [number for number in self._states(explorer, pattern) if number not in told]
            if states:
                yield {"states": states, "why": why}
            told.update(states)

    def page_data(self, page: Page) -> dict[str, Any]:
        explorer = page.explorer(self.explorer)
        settings, reached = list(explorer.settings()), self.states_at_goal(explorer)
        # what the measure is at each state, for a hint that says it; left out where none does
        says_value = self.otherwise is not None and "{value}" in self.otherwise
        return {
            "explorer": explorer.uid,
            **({"measured": explorer.measures[self.goal.measure]} if says_value else {}),
            **({"keep": self._said(explorer)} if self.keep else {}),
            "measure": self.goal.measure,
            "measure_label": explorer.text.measures[self.goal.measure],
            "holds": reached,
            "why": page.html(self.why),
            **({"whys": [self._reason(page, settings, reached, reason) for reason in self.whys]} if self.whys else {}),
            "mistakes": list(self._mistakes(page, explorer, reached)),
            "otherwise": page.html(self.otherwise) if self.otherwise else None,
        }

    @staticmethod
    def _reason(page: Page, settings: Sequence[Mapping[str, Any]], reached: Sequence[int], reason: AtSetting) -> dict[str, Any]:
        return {"states": [number for number in reached if fits(settings[number], reason.setting)], "why": page.html(reason.why)}

    def _said(self, explorer: ExplorerStates) -> list[str]:
        return [explorer.text.said(name, wanted) for name, wanted in self.kept(explorer).items()]

    def worksheet(self, page: Page) -> str:
        kept = "; ".join(self._said(page.explorer(self.explorer)))
        stays = f"<p>{html.escape(self.kind_words('worksheet.keep', kept=kept))}</p>\n" if kept else ""
        return f"{stays}<p>{self.kind_words('worksheet.instruction')}</p>\n{worksheet.lines(1)}"

    def student_view(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {}

    def answer_key(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {"reasons": []}

    def moodle(self, export: Export) -> Refusal:
        return Refusal(self.kind_words("moodle.refused"))
