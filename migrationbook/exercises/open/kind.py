"""A text to write."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from migrationbook.core.markup import items_html, terms_html
from migrationbook.core.schema import Inline
from migrationbook.core.strings import words
from migrationbook.exercises import worksheet
from migrationbook.exercises.base import Exercise, Export, Page, Question, SheetWriter, Stored
from migrationbook.exercises.moodle import essay


class Open(Exercise):
    """A text to write, with a model answer and criteria to judge it by."""

    kind: Literal["open"]
    lines: int = Field(ge=1, le=20)
    model: Inline
    criteria: list[Inline] = Field(min_length=2, max_length=5)
    stored: ClassVar[Stored] = {"text": "text", "criteria": "indices"}

    def page_data(self, page: Page) -> dict[str, Any]:
        criteria = [page.html(criterion) for criterion in self.criteria]
        return {"lines": self.lines, "model": page.html(self.model), "criteria": criteria}

    def worksheet(self, page: Page) -> str:
        return worksheet.lines(self.lines)

    def student_view(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {"lines": self.lines}

    def answer_key(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {"model": write.text(self.model), "criteria": [write.text(criterion) for criterion in self.criteria], "reasons": []}

    def moodle(self, export: Export) -> Question:
        criteria = items_html(export.html(criterion) for criterion in self.criteria)
        notes = terms_html([(self.kind_words("moodle.model"), export.html(self.model)), (words("lms.criteria"), criteria)])
        return Question("essay", essay(self.lines, notes))
