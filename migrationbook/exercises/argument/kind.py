"""An argument map."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from migrationbook.core.markup import items_html, terms_html
from migrationbook.core.schema import Inline
from migrationbook.exercises import worksheet
from migrationbook.exercises.base import Exercise, Export, Page, Question, SheetWriter, Stored
from migrationbook.exercises.moodle import essay, headings


class Argument(Exercise):
    """An argument map: reasons for a claim, reasons against it, and what would move one; nothing is scored."""

    kind: Literal["argument"]
    claim: Inline
    reasons_for: list[Inline] = Field(alias="for", min_length=1)
    against: list[Inline] = Field(min_length=1)
    moves: list[Inline] = Field(min_length=1)
    stored: ClassVar[Stored] = {"texts": "texts"}

    @property
    def boxes(self) -> dict[str, list[Inline]]:
        """The boxes of the map, each with the course's own reasons."""
        return {"for": self.reasons_for, "against": self.against, "moves": self.moves}

    def page_data(self, page: Page) -> dict[str, Any]:
        return {
            "claim": page.html(self.claim),
            "boxes": [
                {"name": name, "label": self.kind_words(f"boxes.{name}"), "model": [page.html(reason) for reason in reasons]}
                for name, reasons in self.boxes.items()
            ],
        }

    def worksheet(self, page: Page) -> str:
        boxes = "\n".join(f"<p>{self.kind_words(f'boxes.{name}')}</p>\n{worksheet.lines(3)}" for name in self.boxes)
        return f'<p class="mb-claim">{page.html(self.claim)}</p>\n{boxes}'

    def student_view(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {"claim": write.text(self.claim)}

    def answer_key(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {"boxes": {name: [write.text(reason) for reason in reasons] for name, reasons in self.boxes.items()}, "reasons": []}

    def moodle(self, export: Export) -> Question:
        notes = [
            (self.kind_words(f"boxes.{name}"), items_html(export.html(reason) for reason in reasons))
            for name, reasons in self.boxes.items()
        ]
        below = f"<blockquote>{export.html(self.claim)}</blockquote>"
        return Question("essay", essay(10, terms_html(notes), headings(label for label, _ in notes)), below, mark=0)
