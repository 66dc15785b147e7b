"""A task done with an explorer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import model_validator

from migrationbook.core.schema import Entry, Inline, require
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


class WrongSetting(Entry):
    """A setting that a reader may take for the goal, and the reason why it is not."""

    setting: dict[str, Any]
    why: Inline


class Explore(Exercise):
    """A task done with an explorer of the same lesson."""

    kind: Literal["explore"]
    explorer: str
    goal: Goal
    why: Inline
    mistakes: list[WrongSetting] = []
    otherwise: Inline | None = None
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
        for number, mistake in enumerate(self.mistakes):
            for name, value in mistake.setting.items():
                require(
                    value in explorer.choices.get(name, ()),
                    f"the setting {name} = {value!r} does not exist",
                    "use a control of the explorer and one of its values",
                    "mistakes",
                    number,
                    "setting",
                )

    def check_states(self, explorers: Mapping[str, ExplorerStates]) -> None:
        self.states_at_goal(explorers[self.explorer])

    def states_at_goal(self, explorer: ExplorerStates) -> list[int]:
        """Return the numbers of the settings at which the goal is reached.

        Parameters
        ----------
        explorer:
            The explorer.

        Raises
        ------
        CourseErrorInField
            If it is reached nowhere, or everywhere, or at first.
        """
        everywhere = explorer.measures[self.goal.measure]
        reached = [number for number, value in enumerate(everywhere) if self.goal.holds(value, everywhere)]
        where = "every" if reached else "no"
        found = 0 < len(reached) < len(everywhere)
        require(found, f"the goal is reached at {where} setting of the explorer", "choose a goal that has to be found", "goal")
        at_first = explorer.number(explorer.initial) in reached
        problem = "the goal is reached before the reader has done anything"
        require(not at_first, problem, "choose another goal or first setting", "goal")
        return reached

    def page_data(self, page: Page) -> dict[str, Any]:
        explorer = page.explorer(self.explorer)

        def matching(setting: dict[str, Any]) -> list[int]:
            return [number for number, state in enumerate(explorer.settings()) if setting.items() <= state.items()]

        # what the measure is at each state, for a hint that says it; left out where none does
        says_value = self.otherwise is not None and "{value}" in self.otherwise
        return {
            "explorer": explorer.uid,
            **({"measured": explorer.measures[self.goal.measure]} if says_value else {}),
            "measure": self.goal.measure,
            "measure_label": explorer.text.measures[self.goal.measure],
            "holds": self.states_at_goal(explorer),
            "why": page.html(self.why),
            "mistakes": [{"states": matching(mistake.setting), "why": page.html(mistake.why)} for mistake in self.mistakes],
            "otherwise": page.html(self.otherwise) if self.otherwise else None,
        }

    def worksheet(self, page: Page) -> str:
        return f"<p>{self.kind_words('worksheet.instruction')}</p>\n{worksheet.lines(1)}"

    def student_view(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {}

    def answer_key(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {"reasons": []}

    def moodle(self, export: Export) -> Refusal:
        return Refusal(self.kind_words("moodle.refused"))
