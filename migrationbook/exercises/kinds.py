"""The kinds of exercise and the lesson's YAML as validated types. What is wrong is found here, before anything is built."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from migrationbook.core import inline as text
from migrationbook.core.yamlfile import CourseErrorInField


def _inline(value: str) -> str:
    text.tokens(value)
    return value


def _plain(value: str) -> str:
    if any(token.kind != "text" for token in text.tokens(value)):
        raise CourseErrorInField(
            f"“{value}” holds markup, and a list to choose from can show plain words only", "take the markup out of it"
        )
    return text.typographic(value)


#: Text in the inline-Markdown subset.
Inline = Annotated[str, Field(min_length=1), AfterValidator(_inline)]
#: Words that stand in a drop-down list or a column head, where no markup can stand.
Plain = Annotated[str, Field(min_length=1), AfterValidator(_plain)]
#: Words that are set as they stand: in a figure, beside a control, in a translation.
Label = Annotated[str, AfterValidator(text.typographic)]
#: The last part of an exercise's full name.
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Entry(BaseModel):
    """A part of a YAML file: unknown entries are errors, and nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


def _mentions_inline(parts: Iterable[Any]) -> bool:
    """Return whether a type, or anything inside it, is text of the subset."""
    return any(getattr(part, "func", None) is _inline or _mentions_inline(get_args(part)) for part in parts)


def texts_of(entry: BaseModel) -> Iterator[str]:
    """Return every text of the inline-Markdown subset that stands in an entry or below it."""
    for name, info in type(entry).model_fields.items():
        is_text = _mentions_inline([*info.metadata, info.annotation])
        value = getattr(entry, name)
        values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
        for item in values:
            if isinstance(item, BaseModel):
                yield from texts_of(item)
            elif is_text and isinstance(item, str):
                yield item


def _require(condition: bool, problem: str, mend: str, *location: str | int) -> None:
    if not condition:
        raise CourseErrorInField(problem, mend, *location)


def _distinct(values: list[str], what: str, field: str) -> None:
    for value, count in Counter(values).items():
        _require(count == 1, f"{what} “{value}” stands {count} times", "make each of them different", field)


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
        _require(right > 0, "no option is right", "mark one option with `right: true`", "options")
        _require(right == 1, f"{right} options are right", "leave one `right: true`, or make it `kind: multiple`", "options")
        _distinct([option.text for option in self.options], "the option", "options")
        return self


class Multiple(Exercise):
    """Several answers are right."""

    kind: Literal["multiple"]
    options: list[Option] = Field(min_length=3)

    @model_validator(mode="after")
    def _some_right(self) -> Multiple:
        right = sum(option.right for option in self.options)
        _require(right > 0, "no option is right", "mark the right options with `right: true`", "options")
        _require(right < len(self.options), "every option is right", "add an option that someone would wrongly tick", "options")
        _distinct([option.text for option in self.options], "the option", "options")
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
            _require(
                abs(mistake.value - self.answer) > self.tolerance,
                f"the mistake {mistake.value:g} would be accepted as right",
                "make the tolerance smaller, or take the mistake out",
                "mistakes",
                position,
            )
            for earlier in self.mistakes[:position]:
                reach = self.tolerance if earlier.tolerance is None else earlier.tolerance
                _require(
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
        _distinct([item.text for item in self.items], "the item", "items")
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
        _distinct([pair.left for pair in self.pairs], "the left side", "pairs")
        _distinct([*(pair.right for pair in self.pairs), *self.decoys], "the right side", "pairs")
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
        _distinct(self.columns, "the column", "columns")
        _distinct([row.text for row in self.rows], "the row", "rows")
        for position, row in enumerate(self.rows):
            _require(
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
        _require(
            numbers == list(range(len(self.gaps))),
            f"the text has the gaps {numbers}, the list has {len(self.gaps)}",
            "number the gaps {0}, {1}, … in the order of the list, each once",
            "text",
        )
        for position, gap in enumerate(self.gaps):
            _distinct([gap.right, *(wrong.text for wrong in gap.wrong)], f"in gap {position} the word", "gaps")
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
        _distinct([section.id for section in self.sections], "the section", "sections")
        _distinct([section.label for section in self.sections], "the label", "sections")
        lines = sum(section.lines for section in self.sections)
        problem = f"the form has {lines} lines, two pages hold {MOST_LINES}"
        _require(lines <= MOST_LINES, problem, "give its sections fewer lines", "sections")
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
        _require(
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


def _add_kind(entry: Any) -> Any:
    """Let ``{id: k, repeat: …}`` stand without a kind of its own."""
    return {**entry, "kind": "repeat"} if isinstance(entry, dict) and "repeat" in entry else entry


Kind = Single | Multiple | Numeric | Order | Match | Classify | Cloze | Mark | Position | Open | Argument | Form | Explore


class Control(Entry):
    """One control of an explorer.

    Parameters
    ----------
    name:
        Name of the view function's argument, and of the setting in the page's address.
    values:
        The values it can take; every one is drawn.
    labels:
        How the values are written; the values themselves if they are not given.
    initial:
        The value at first.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: Literal["slider", "select", "toggle"]
    label: Plain
    values: list[bool | int | float | str] = Field(min_length=2)
    labels: list[Label] | None = None
    initial: bool | int | float | str

    @model_validator(mode="after")
    def _fits(self) -> Control:
        _require(self.initial in self.values, f"{self.initial!r} is none of the values", "choose one of them", "initial")
        _require(
            self.labels is None or len(self.labels) == len(self.values),
            f"{len(self.labels or [])} labels for {len(self.values)} values",
            "give one label a value",
            "labels",
        )
        _require(
            self.kind != "toggle" or len(self.values) == 2, "a toggle has two values", "make it `kind: select`", "values"
        )
        return self

    @property
    def shown(self) -> list[str]:
        """How each value is written for the reader."""
        return list(self.labels) if self.labels else [str(value) for value in self.values]


class ModelLabel(Entry):
    """What of a model is published, what is fictitious, and what the real system does differently."""

    published: Inline
    fictitious: Inline
    differs: Inline


#: More states than this make a page heavy and its build slow (85 ms a state).
MOST_STATES = 150


class ExplorerText(Entry):
    """The words and controls of an explorer; its view function is registered in :mod:`migrationbook.explorers`.

    Parameters
    ----------
    sentence:
        Template of the sentence that says what is seen, or one template for each case of the view.
    measures:
        Names of the numbers that exercises ask for.
    labels:
        The words inside the figure.
    """

    id: Id
    title: Inline
    ask: Inline
    controls: list[Control] = Field(min_length=1)
    sentence: Inline | dict[str, Inline]
    measures: dict[str, Plain] = {}
    labels: dict[str, Label] = {}
    model: ModelLabel

    @model_validator(mode="after")
    def _few_states(self) -> ExplorerText:
        states = 1
        for control in self.controls:
            states *= len(control.values)
        _require(
            states <= MOST_STATES,
            f"the explorer has {states} states, at most {MOST_STATES} are drawn",
            "give the controls fewer values",
            "controls",
        )
        return self


class Discussion(Entry):
    """A prompt for a seminar; its notes go into the instructor edition only."""

    id: Id
    prompt: Inline
    notes: Inline


class SecondVoice(Entry):
    """A named, published position other than the source's."""

    position: Inline
    who: Inline
    why: Inline


TESTED = ("descriptive", "causal", "legal")
VERDICTS = ("supported", "true when written", "imprecise", "contradicted", "unsupported", "open")


class Claim(Entry):
    """A claim of a source with its kind, and with a verdict if its kind can be tested.

    Parameters
    ----------
    claim:
        The claim, or ``[](excerpt:id)``.
    who:
        Number of the source.
    verdict:
        Only for descriptive, causal and legal claims; the others are argued, not judged.
    moves:
        What would change the verdict, or move the reader.
    lesson:
        Where it is worked on.
    """

    claim: Inline
    who: str = Field(pattern=r"^\d{3}$")
    kind: Literal["descriptive", "causal", "legal", "interpretive", "evaluative", "demand"]
    verdict: Literal["supported", "true when written", "imprecise", "contradicted", "unsupported", "open"] | None = None
    why: Inline
    moves: Inline
    lesson: str

    @model_validator(mode="after")
    def _verdict_fits(self) -> Claim:
        tested = self.kind in TESTED
        _require(
            tested == (self.verdict is not None),
            f"a claim that is {self.kind} {'needs a' if tested else 'has no'} verdict",
            f"give one of: {', '.join(VERDICTS)}" if tested else "take the verdict out; say under `moves:` what would move the reader",
            "kind",
        )
        return self


#: What each form of page must have, beside exercises.
_NEEDED: dict[str, tuple[str, ...]] = {
    "lesson": ("objectives", "discuss", "takeaway", "reading"),
    "review": ("objectives", "claims", "discuss", "takeaway"),
    "test": (),
}


class Lesson(Entry):
    """A lesson's YAML file: everything that it asks.

    Parameters
    ----------
    form:
        A lesson, the review at the end of a chapter, or a short test before and after the course.
    """

    form: Literal["lesson", "review", "test"] = "lesson"
    question: Inline
    minutes: int = Field(ge=5, le=60)
    path: Literal["core", "optional"]
    objectives: list[Inline] = Field(default=[], max_length=4)
    needs: list[str] = []
    explorers: list[ExplorerText] = []
    exercises: list[Annotated[Kind | Repeat, Field(discriminator="kind")]] = Field(min_length=3)
    discuss: list[Discussion] = []
    takeaway: Inline | None = None
    reading: list[Inline] = []
    claims: list[Claim] = []
    second_voice: SecondVoice | None = None

    @model_validator(mode="before")
    @classmethod
    def _repeats(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("exercises"), list):
            return {**data, "exercises": [_add_kind(entry) for entry in data["exercises"]]}
        return data

    @model_validator(mode="after")
    def _complete(self) -> Lesson:
        for part in _NEEDED[self.form]:
            _require(bool(getattr(self, part)), f"the {self.form} lacks the entry “{part}”", "add it; CONTRIBUTING.md shows an example")
        return self

    @model_validator(mode="after")
    def _fits_together(self) -> Lesson:
        for field in ("exercises", "explorers", "discuss"):
            seen: set[str] = set()
            for position, entry in enumerate(getattr(self, field)):
                _require(entry.id not in seen, f"the id “{entry.id}” stands twice", "give each its own id", field, position, "id")
                seen.add(entry.id)
        explorers = {explorer.id: explorer for explorer in self.explorers}
        for position, exercise in enumerate(self.exercises):
            if isinstance(exercise, Explore):
                _check_explore(exercise, explorers, position)
        return self


def _check_explore(exercise: Explore, explorers: dict[str, ExplorerText], position: int) -> None:
    explorer = explorers.get(exercise.explorer)
    if explorer is None:
        raise CourseErrorInField(
            f"the lesson has no explorer “{exercise.explorer}”",
            f"use one of: {', '.join(explorers) or 'none is defined yet'}",
            "exercises",
            position,
            "explorer",
        )
    _require(
        exercise.goal.measure in explorer.measures,
        f"the explorer has no measure “{exercise.goal.measure}”",
        f"use one of: {', '.join(explorer.measures)}",
        "exercises",
        position,
        "goal",
    )
    controls = {control.name: control for control in explorer.controls}
    for number, mistake in enumerate(exercise.mistakes):
        for name, value in mistake.setting.items():
            _require(
                name in controls and value in controls[name].values,
                f"the setting {name} = {value!r} does not exist",
                "use a control of the explorer and one of its values",
                "exercises",
                position,
                "mistakes",
                number,
                "setting",
            )
