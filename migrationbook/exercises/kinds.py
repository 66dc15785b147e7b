"""The kinds of exercise as validated types. What is wrong is found here, before anything is built."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from migrationbook.core.schema import Entry, Id, Inline, Plain, distinct, require


class Exercise(Entry):
    """What every exercise has.

    Parameters
    ----------
    id:
        Name within the lesson; the full name is ``chapter/lesson#id``.
    ask:
        The question.
    excerpt:
        Id of the excerpt to look at.
    hint:
        A pointer for a reader who is stuck.
    printable:
        Whether the exercise may stand on a sheet.
    """

    id: Id
    ask: Inline
    excerpt: str | None = None
    hint: Inline | None = None
    printable: bool = True


class Option(Entry):
    """An answer to choose, with its reason."""

    text: Inline
    right: bool = False
    why: Inline


class Single(Exercise):
    """One of several answers is right."""

    kind: Literal["single"]
    options: list[Option] = Field(min_length=2)

    @model_validator(mode="after")
    def _one_right(self) -> Single:
        right = sum(option.right for option in self.options)
        require(right > 0, "no option is right", "mark one option with `right: true`", "options")
        require(right == 1, f"{right} options are right", "leave one `right: true`, or make it `kind: multiple`", "options")
        distinct([option.text for option in self.options], "the option", "options")
        return self


class Multiple(Exercise):
    """Several answers are right."""

    kind: Literal["multiple"]
    options: list[Option] = Field(min_length=3)

    @model_validator(mode="after")
    def _some_right(self) -> Multiple:
        right = sum(option.right for option in self.options)
        require(right > 0, "no option is right", "mark the right options with `right: true`", "options")
        require(right < len(self.options), "every option is right", "add an option that someone would wrongly tick", "options")
        distinct([option.text for option in self.options], "the option", "options")
        return self


class Mistake(Entry):
    """A wrong number that a reader may well get, and the reason.

    Parameters
    ----------
    tolerance:
        Distance at which a number still counts as this mistake; the exercise's own tolerance if it is not given.
    """

    value: float
    tolerance: float | None = Field(default=None, ge=0)
    why: Inline


class Numeric(Exercise):
    """A number to compute."""

    kind: Literal["numeric"]
    answer: float
    tolerance: float = Field(ge=0)
    unit: str = ""
    why: Inline
    mistakes: list[Mistake] = []
    otherwise: Inline

    @model_validator(mode="after")
    def _mistakes_are_wrong(self) -> Numeric:
        for position, mistake in enumerate(self.mistakes):
            require(
                abs(mistake.value - self.answer) > self.tolerance,
                f"the mistake {mistake.value:g} would be accepted as right",
                "make the tolerance smaller, or take the mistake out",
                "mistakes",
                position,
            )
            for earlier in self.mistakes[:position]:
                reach = self.tolerance if earlier.tolerance is None else earlier.tolerance
                require(
                    abs(mistake.value - earlier.value) > reach,
                    f"the mistake {mistake.value:g} would be taken for the mistake {earlier.value:g}",
                    "give the earlier one a smaller `tolerance:`",
                    "mistakes",
                    position,
                )
        return self


class Item(Entry):
    """A thing to put in its place."""

    text: Inline
    why: Inline


class Order(Exercise):
    """Things to put in order; the data hold them in the right one."""

    kind: Literal["order"]
    items: list[Item] = Field(min_length=3)

    @model_validator(mode="after")
    def _items_differ(self) -> Order:
        distinct([item.text for item in self.items], "the item", "items")
        return self


class Pair(Entry):
    """Two things that belong together."""

    left: Inline
    right: Plain
    why: Inline


class Match(Exercise):
    """Pairs to find."""

    kind: Literal["match"]
    pairs: list[Pair] = Field(min_length=2)
    decoys: list[Plain] = []

    @model_validator(mode="after")
    def _one_to_one(self) -> Match:
        distinct([pair.left for pair in self.pairs], "the left side", "pairs")
        distinct([*(pair.right for pair in self.pairs), *self.decoys], "the right side", "pairs")
        return self


class Row(Entry):
    """A thing to sort into a column."""

    model_config = ConfigDict(populate_by_name=True)

    text: Inline
    column: Plain = Field(alias="is")
    why: Inline


class Classify(Exercise):
    """Rows to sort into columns."""

    kind: Literal["classify"]
    columns: list[Plain] = Field(min_length=2)
    rows: list[Row] = Field(min_length=2)

    @model_validator(mode="after")
    def _columns_exist(self) -> Classify:
        distinct(self.columns, "the column", "columns")
        distinct([row.text for row in self.rows], "the row", "rows")
        for position, row in enumerate(self.rows):
            require(
                row.column in self.columns,
                f"“{row.column}” is no column of this exercise",
                f"write one of: {', '.join(self.columns)}",
                "rows",
                position,
                "is",
            )
        return self


class WrongWord(Entry):
    """A word that does not fit into a gap, and the reason."""

    text: Plain
    why: Inline


class Gap(Entry):
    """A gap in a text, with the word that fits and words that do not."""

    right: Plain
    why: Inline
    wrong: list[WrongWord] = Field(min_length=1)


class Cloze(Exercise):
    """A text with gaps. ``{0}``, ``{1}`` … stand for the gaps."""

    kind: Literal["cloze"]
    text: Inline
    gaps: list[Gap] = Field(min_length=1)

    @model_validator(mode="after")
    def _gaps_fit(self) -> Cloze:
        numbers = [int(number) for number in re.findall(r"\{(\d+)\}", self.text)]
        require(
            numbers == list(range(len(self.gaps))),
            f"the text has the gaps {numbers}, the list has {len(self.gaps)}",
            "number the gaps {0}, {1}, … in the order of the list, each once",
            "text",
        )
        for position, gap in enumerate(self.gaps):
            distinct([gap.right, *(wrong.text for wrong in gap.wrong)], f"in gap {position} the word", "gaps")
        return self


class Words(Entry):
    """Words of an excerpt, and why they are wanted or not."""

    words: str = Field(min_length=1)
    why: Inline


class Mark(Exercise):
    """Words to mark in an excerpt."""

    kind: Literal["mark"]
    excerpt: str
    targets: list[Words] = Field(min_length=1)
    decoys: list[Words] = []


class Stance(Entry):
    """A defensible answer, with its reason and what it costs."""

    text: Inline
    reason: Inline
    cost: Inline


class Position(Exercise):
    """Several defensible answers; nothing is scored wrong."""

    kind: Literal["position"]
    options: list[Stance] = Field(min_length=2)


class Open(Exercise):
    """A text to write, with a model answer and criteria to judge it by."""

    kind: Literal["open"]
    lines: int = Field(ge=1, le=20)
    model: Inline
    criteria: list[Inline] = Field(min_length=2, max_length=5)


class Argument(Exercise):
    """An argument map: reasons for a claim, reasons against it, and what would move one; nothing is scored."""

    kind: Literal["argument"]
    claim: Inline
    reasons_for: list[Inline] = Field(alias="for", min_length=1)
    against: list[Inline] = Field(min_length=1)
    moves: list[Inline] = Field(min_length=1)


class Section(Entry):
    """A part of a form: what to write there, and a worked example.

    Parameters
    ----------
    label:
        Its heading.
    lines:
        Room to write on paper, and the height of the box at first.
    model:
        The worked example, which only the instructor edition prints.
    """

    id: Id
    label: Plain
    ask: Inline
    lines: int = Field(ge=2, le=12)
    model: Inline


#: Lines of a form, all sections together: with them it fills two pages of a sheet.
MOST_LINES = 36


class Form(Exercise):
    """A form in sections, written freely; criteria to judge it by, and worked examples that no page holds."""

    kind: Literal["form"]
    title: Plain | None = None
    sections: list[Section] = Field(min_length=2, max_length=8)
    criteria: list[Inline] = Field(min_length=2, max_length=10)

    @model_validator(mode="after")
    def _fits_on_two_pages(self) -> Form:
        distinct([section.id for section in self.sections], "the section", "sections")
        distinct([section.label for section in self.sections], "the label", "sections")
        lines = sum(section.lines for section in self.sections)
        problem = f"the form has {lines} lines, two pages hold {MOST_LINES}"
        require(lines <= MOST_LINES, problem, "give its sections fewer lines", "sections")
        return self


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

    def holds(self, value: float, everywhere: list[float]) -> bool:
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


class Repeat(Entry):
    """An exercise that stands in another lesson and is asked again."""

    kind: Literal["repeat"] = "repeat"
    id: Id
    repeat: str = Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+#[a-z0-9-]+$")


Kind = Single | Multiple | Numeric | Order | Match | Classify | Cloze | Mark | Position | Open | Argument | Form | Explore
