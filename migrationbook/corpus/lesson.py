"""A lesson's YAML as validated types: its question, explorers, exercises, claims, discussion and reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union

from pydantic import Field, PlainValidator, TypeAdapter, model_validator

from migrationbook.core.made import depend_on
from migrationbook.core.schema import Entry, Id, Inline, Label, Places, Plain, require
from migrationbook.core.yamlfile import below
from migrationbook.exercises import kinds
from migrationbook.exercises.base import Exercise, Repeat


def _add_kind(entry: Any) -> Any:
    """Let ``{id: k, repeat: …}`` stand without a kind of its own."""
    return {**entry, "kind": "repeat"} if isinstance(entry, dict) and "repeat" in entry else entry


@cache
def _any_of(models: tuple[type[Exercise], ...]) -> TypeAdapter[Exercise | Repeat]:
    union: Any = Annotated[Union[(*models, Repeat)], Field(discriminator="kind")]
    return TypeAdapter(union)


def _exercise(entry: Any) -> Exercise | Repeat:
    """Validate an exercise by the kinds whose folders there are."""
    return _any_of(tuple(kind.model for kind in kinds().values())).validate_python(_add_kind(entry))


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
        require(self.initial in self.values, f"{self.initial!r} is none of the values", "choose one of them", "initial")
        require(
            self.labels is None or len(self.labels) == len(self.values),
            f"{len(self.labels or [])} labels for {len(self.values)} values",
            "give one label a value",
            "labels",
        )
        require(
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
    sentence: Annotated[Inline | dict[str, Inline], Places()]
    measures: dict[str, Plain] = {}
    labels: Annotated[dict[str, Label], Places()] = {}
    model: ModelLabel

    @property
    def choices(self) -> dict[str, list[bool | int | float | str]]:
        """The names of its controls, each with the values that it can take."""
        return {control.name: control.values for control in self.controls}

    def said(self, name: str, values: Sequence[Any]) -> str:
        """Return a control and some of its values as the reader sees them: “Year: 2014, 2015”.

        Parameters
        ----------
        name:
            Name of the control.
        values:
            Some of its values.
        """
        control = next(control for control in self.controls if control.name == name)
        return f"{control.label}: {', '.join(control.shown[control.values.index(value)] for value in values)}"

    @model_validator(mode="after")
    def _few_states(self) -> ExplorerText:
        states = 1
        for control in self.controls:
            states *= len(control.values)
        require(
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
        require(
            tested == (self.verdict is not None),
            f"a claim that is {self.kind} {'needs a' if tested else 'has no'} verdict",
            f"give one of: {', '.join(VERDICTS)}" if tested else "take the verdict out; say under `moves:` what would move the reader",
            "kind",
        )
        return self


#: What each form of page must have, beside exercises.
#: Words by which a question points at what stands above it on its page.
_POINTS_AT_PAGE = re.compile(r"\b(?:cards?|tables?|the figure|above)\b", re.IGNORECASE)
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
    exercises: list[Annotated[Exercise | Repeat, PlainValidator(_exercise)]] = Field(min_length=3)
    discuss: list[Discussion] = []
    takeaway: Inline | None = None
    reading: list[Inline] = []
    claims: list[Claim] = []
    second_voice: SecondVoice | None = None

    @model_validator(mode="after")
    def _complete(self) -> Lesson:
        for part in _NEEDED[self.form]:
            require(bool(getattr(self, part)), f"the {self.form} lacks the entry “{part}”", "add it; CONTRIBUTING.md shows an example")
        return self

    @model_validator(mode="after")
    def _fits_together(self) -> Lesson:
        for field in ("exercises", "explorers", "discuss"):
            seen: set[str] = set()
            for position, entry in enumerate(getattr(self, field)):
                require(entry.id not in seen, f"the id “{entry.id}” stands twice", "give each its own id", field, position, "id")
                seen.add(entry.id)
        explorers = {explorer.id: explorer for explorer in self.explorers}
        for position, exercise in enumerate(self.exercises):
            if isinstance(exercise, Exercise):
                pointing = _POINTS_AT_PAGE.search(exercise.ask)
                require(
                    exercise.carries is not None or pointing is None,
                    f"the question says “{pointing[0] if pointing else ''}”, and does not say what of the page it needs",
                    "write carries: [cards], [tables] or [figures], or carries: [] if the word means nothing on the page",
                    "exercises",
                    position,
                    "ask",
                )
                with below("exercises", position):
                    exercise.check_explorers(explorers)
        return self


@dataclass(frozen=True)
class Asked:
    """An exercise in its lesson.

    Parameters
    ----------
    lesson:
        ``chapter/lesson`` where it is asked.
    number:
        Its number in that lesson.
    found:
        The exercise; for a repeated one that of the other lesson.
    home:
        ``chapter/lesson`` where the exercise is defined.
    """

    lesson: str
    number: int
    found: Exercise
    home: str
    id: str

    @property
    def exercise(self) -> Exercise:
        """The exercise, which whatever is being made now depends on."""
        depend_on(f"exercise:{self.home}#{self.found.id}")
        return self.found

    @property
    def kind(self) -> str:
        """Its kind, which says nothing of its words."""
        return self.found.kind

    @property
    def uid(self) -> str:
        """Full name: the widget's id and the key of the reader's progress."""
        return f"{self.lesson}#{self.id}"
