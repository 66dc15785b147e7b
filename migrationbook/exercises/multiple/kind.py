"""Several answers are right."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from migrationbook.core.schema import require
from migrationbook.exercises import worksheet
from migrationbook.exercises.base import Page, Stored
from migrationbook.exercises.options import Choice, Option


class Multiple(Choice):
    """Several answers are right."""

    kind: Literal["multiple"]
    options: list[Option] = Field(min_length=3)
    stored: ClassVar[Stored] = "indices"
    one_right: ClassVar[bool] = False

    def check_rightness(self, right: int) -> None:
        require(right > 0, "no option is right", "mark the right options with `right: true`", "options")
        require(right < len(self.options), "every option is right", "add an option that someone would wrongly tick", "options")

    def worksheet(self, page: Page) -> str:
        boxes = worksheet.boxes([page.html(option.text) for option in self.options])
        return f"<p>{self.kind_words('worksheet.instruction')}</p>\n{boxes}"
