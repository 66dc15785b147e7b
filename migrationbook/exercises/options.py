"""Answers to choose from, with their reasons: what single and multiple choice share."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field, model_validator

from migrationbook.core.schema import Entry, Inline, distinct
from migrationbook.exercises import moodle
from migrationbook.exercises.base import Exercise, Export, Page, Question, Refusal, SheetWriter
from migrationbook.exercises.sheet import LETTERS, reason


class Option(Entry):
    """An answer to choose, with its reason."""

    text: Inline
    right: bool = False
    why: Inline


class Choice(Exercise):
    """Some of several answers are right."""

    options: list[Option] = Field(min_length=2)
    #: Whether exactly one is.
    one_right: ClassVar[bool]

    @model_validator(mode="after")
    def _options_differ(self) -> Choice:
        self.check_rightness(sum(option.right for option in self.options))
        distinct([option.text for option in self.options], "the option", "options")
        return self

    def check_rightness(self, right: int) -> None:
        """Check how many options are right.

        Parameters
        ----------
        right:
            Their number.

        Raises
        ------
        CourseErrorInField
            If these are too few or too many.
        """
        raise NotImplementedError

    def page_data(self, page: Page) -> dict[str, Any]:
        return {
            "options": [
                {"html": page.html(option.text), "right": option.right, "why": page.html(option.why)} for option in self.options
            ]
        }

    def student_view(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {"options": [write.text(option.text) for option in self.options]}

    def answer_key(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        options = list(zip(LETTERS, self.options, strict=False))
        return {
            "right": [option.right for option in self.options],
            "answer": ", ".join(letter for letter, option in options if option.right),
            "reasons": [reason(write.text(option.why), letter, option.right) for letter, option in options],
        }

    def moodle(self, export: Export) -> Question | Refusal:
        options = [(export.html(option.text), option.right, export.html(option.why)) for option in self.options]
        return moodle.choice(options, self.one_right, shuffle=True)
