"""What every kind of exercise has: its fields, what it has to be able to do, and what it is given to do it with.

An exercise knows nothing of the corpus, of explorers or of files. Whoever asks it for its page, its sheet or its question
in Moodle hands in what its texts refer to, as one of the protocols below.
"""

from __future__ import annotations

import hashlib
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal, Protocol, TypeVar
from xml.etree.ElementTree import Element

from pydantic import Field

from migrationbook.core.inline_typst import Nodes
from migrationbook.core.schema import Entry, Id, Inline
from migrationbook.core.strings import words_in

Thing = TypeVar("Thing")


# ---------------------------------------------------------------------------- what an exercise is given
class ExplorerWords(Protocol):
    """What the lesson's YAML says of an explorer."""

    @property
    def measures(self) -> Mapping[str, str]:
        """The names of its measures, each with the words for it."""

    @property
    def choices(self) -> Mapping[str, Sequence[Any]]:
        """The names of its controls, each with the values that it can take."""

    def said(self, name: str, values: Sequence[Any]) -> str:
        """Return a control and some of its values as the reader sees them."""


class ExplorerStates(Protocol):
    """What an explorer shows at each of its settings."""

    @property
    def uid(self) -> str:
        """Name of its widget."""

    @property
    def text(self) -> ExplorerWords:
        """Its words."""

    @property
    def initial(self) -> dict[str, Any]:
        """The setting at first."""

    @property
    def measures(self) -> Mapping[str, Sequence[float]]:
        """Each measure at every setting."""

    def settings(self) -> Iterator[dict[str, Any]]:
        """Return all settings, in the order of their numbers."""

    def number(self, setting: dict[str, Any]) -> int:
        """Return the number of a setting."""


class Place(Protocol):
    """Where an exercise is asked."""

    @property
    def uid(self) -> str:
        """Its full name there, ``chapter/lesson#id``; whatever looks random is drawn from it."""

    def passage(self, excerpt: str) -> str:
        """Return the German of an excerpt."""


class Page(Place, Protocol):
    """A page of the book, for the data of its script and for its worksheet."""

    def html(self, source: str) -> str:
        """Return a text of the data as HTML."""

    def plain(self, source: str) -> str:
        """Return a text of the data without marks."""

    def explorer(self, name: str) -> ExplorerStates:
        """Return an explorer of the lesson in which the exercise is at home."""


class Export(Place, Protocol):
    """A place away from the book, such as a course in Moodle."""

    def html(self, source: str) -> str:
        """Return a text of the data as HTML whose links need no page around it."""


class SheetWriter(Protocol):
    """Turns texts of the data into data for the typesetter."""

    def text(self, source: str) -> Nodes:
        """Return a text of the data."""

    def passage(self, excerpt: str) -> str:
        """Return the German of an excerpt."""


# ---------------------------------------------------------------------------- what becomes of it in Moodle
@dataclass(frozen=True)
class Question:
    """A question of Moodle's.

    Parameters
    ----------
    type:
        Moodle's name of the question type.
    parts:
        The elements that this type has beside those of all.
    below:
        HTML that stands below the exercise's question.
    feedback:
        HTML that a student reads when the attempt is over.
    mark:
        What it is worth; nothing where any position can be defended.
    """

    type: str
    parts: list[Element]
    below: str = ""
    feedback: str = ""
    mark: int = 1


@dataclass(frozen=True)
class Refusal:
    """Why no question type of Moodle's holds an exercise.

    Parameters
    ----------
    reason:
        A sentence for teachers.
    """

    reason: str


#: How an answer is stored in the reader's browser: an index, a list of indices, a text, a list of texts, or such by name.
Stored = Literal["index", "indices", "text", "texts"] | dict[str, Literal["index", "indices", "text", "texts"]]


# ---------------------------------------------------------------------------- an exercise
class Prompt(Entry):
    """What every exercise and every exam item asks.

    Parameters
    ----------
    id:
        Name within the lesson; the full name is ``chapter/lesson#id``.
    kind:
        Its kind.
    ask:
        The question.
    excerpt:
        Id of the excerpt to look at.
    hint:
        A pointer for a reader who is stuck.
    printable:
        Whether the exercise may stand on a sheet.
    carries:
        What of the page above it the question needs; a question whose words point there has to say so, or that it needs nothing.
    """

    id: Id
    kind: str
    ask: Inline
    excerpt: str | None = None
    hint: Inline | None = None
    printable: bool = True
    carries: list[Literal["cards", "tables", "figures"]] | None = None


class Exercise(Prompt, ABC):
    """An exercise. Each kind is a subclass in a folder of its own, beside the other parts of the kind."""

    #: How the answer is stored; the page "My progress" checks an imported file by it without the script of the kind.
    stored: ClassVar[Stored]
    #: Whether the exercise itself shows its excerpt, so that nobody has to look it up.
    shows_excerpt: ClassVar[bool] = False
    #: Whether it fills more than a page of a sheet.
    fills_pages: ClassVar[bool] = False
    #: Whether there is a version of it for a sheet.
    on_paper: ClassVar[bool] = True

    @classmethod
    def folder(cls) -> Path:
        """Return the folder in which the parts of its kind stand."""
        model = next(model for model in cls.__mro__ if model.__module__.endswith(".kind"))
        return Path(str(sys.modules[model.__module__].__file__)).parent

    @classmethod
    def kind_words(cls, path: str, language: str = "en", **values: Any) -> str:
        """Return words of its kind by their path in ``words.<language>.json``, with values put into their places.

        Parameters
        ----------
        path:
            Keys joined by dots, for example ``worksheet.instruction``.
        language:
            The language.
        values:
            What to put into the template.
        """
        return words_in(cls.folder() / "words", path, language, **values)

    @abstractmethod
    def page_data(self, page: Page) -> dict[str, Any]:
        """Return what the page's script has to know, beside what all kinds tell it.

        Parameters
        ----------
        page:
            For its texts.
        """

    @abstractmethod
    def worksheet(self, page: Page) -> str:
        """Return as HTML what stands below the question in a page without JavaScript and in its print. No answer is in it.

        Parameters
        ----------
        page:
            For its texts.
        """

    @abstractmethod
    def student_view(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        """Return what a sheet shows for ``task.typ`` to set. Nothing in it depends on which answer is right.

        Parameters
        ----------
        write:
            For its texts.
        uid:
            Its full name where it is asked.
        """

    @abstractmethod
    def answer_key(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        """Return the right answer as it is written onto the sheet, and ``reasons`` for the answer key.

        Parameters
        ----------
        write:
            For its texts.
        uid:
            Its full name where it is asked.
        """

    @abstractmethod
    def moodle(self, export: Export) -> Question | Refusal:
        """Return what becomes of it in Moodle.

        Parameters
        ----------
        export:
            For its texts.
        """

    @property
    def explorer_used(self) -> str | None:
        """Id of the explorer of its lesson that it is done with, if there is one."""
        return None

    def check_passage(self, passage: str) -> None:
        """Check whether the exercise fits its excerpt.

        Parameters
        ----------
        passage:
            The German of the excerpt.

        Raises
        ------
        CourseErrorInField
            If it does not.
        """

    def check_explorers(self, explorers: Mapping[str, ExplorerWords]) -> None:
        """Check whether the exercise fits the explorers of its lesson.

        Parameters
        ----------
        explorers:
            Their words by id.

        Raises
        ------
        CourseErrorInField
            If it does not.
        """

    def check_states(self, explorers: Mapping[str, ExplorerStates]) -> None:
        """Check whether the exercise can be done with the explorers of its lesson.

        Parameters
        ----------
        explorers:
            The explorers by id.

        Raises
        ------
        CourseErrorInField
            If it cannot.
        """


class Repeat(Entry):
    """An exercise that stands in another lesson and is asked again."""

    kind: Literal["repeat"] = "repeat"
    id: Id
    repeat: str = Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+#[a-z0-9-]+$")


def shuffled(things: Sequence[Thing], seed: str, name: Callable[[Thing], str] = str) -> list[Thing]:
    """Return things in an order that looks random and is the same at every build.

    Parameters
    ----------
    things:
        What to put in another order.
    seed:
        The exercise's full name.
    name:
        Says what a thing is called.
    """
    return sorted(things, key=lambda thing: hashlib.sha256(f"{seed}:{name(thing)}".encode()).digest())
