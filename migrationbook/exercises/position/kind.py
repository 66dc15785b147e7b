"""Several defensible answers."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from migrationbook.core.markup import items_html, terms_html
from migrationbook.core.schema import Entry, Inline
from migrationbook.exercises import worksheet
from migrationbook.exercises.base import Exercise, Export, Page, Question, SheetWriter, Stored
from migrationbook.exercises.moodle import essay
from migrationbook.exercises.sheet import LETTERS, reason


class Stance(Entry):
    """A defensible answer, with its reason and what it costs."""

    text: Inline
    reason: Inline
    cost: Inline


class Position(Exercise):
    """Several defensible answers; nothing is scored wrong."""

    kind: Literal["position"]
    options: list[Stance] = Field(min_length=2)
    stored: ClassVar[Stored] = "index"

    def page_data(self, page: Page) -> dict[str, Any]:
        return {
            "options": [
                {"html": page.html(option.text), "reason": page.html(option.reason), "cost": page.html(option.cost)}
                for option in self.options
            ]
        }

    def worksheet(self, page: Page) -> str:
        options = worksheet.boxes([page.html(option.text) for option in self.options])
        return f"{options}\n<p>{self.kind_words('worksheet.reasons')}</p>\n{worksheet.lines(3)}"

    def student_view(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {"options": [write.text(option.text) for option in self.options], "lines": 4}

    def answer_key(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        options = zip(LETTERS, self.options, strict=False)
        return {"reasons": [reason(write.text(option.reason), letter, cost=write.text(option.cost)) for letter, option in options]}

    def moodle(self, export: Export) -> Question:
        below = items_html(export.html(option.text) for option in self.options) + f"<p>{self.kind_words('worksheet.reasons')}</p>"
        told = [
            (
                export.html(option.text),
                items_html(
                    f"{self.kind_words(f'moodle.{name}')}: {export.html(text)}"
                    for name, text in (("reason", option.reason), ("cost", option.cost))
                ),
            )
            for option in self.options
        ]
        return Question("essay", essay(4, ""), below, terms_html(told), mark=0)
