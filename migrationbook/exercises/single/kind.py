"""One of several answers is right."""

from __future__ import annotations

from typing import ClassVar, Literal

from migrationbook.core.schema import require
from migrationbook.exercises import worksheet
from migrationbook.exercises.base import Page, Stored
from migrationbook.exercises.options import Choice


class Single(Choice):
    """One of several answers is right."""

    kind: Literal["single"]
    stored: ClassVar[Stored] = "index"
    one_right: ClassVar[bool] = True

    def check_rightness(self, right: int) -> None:
        require(right > 0, "no option is right", "mark one option with `right: true`", "options")
        require(right == 1, f"{right} options are right", "leave one `right: true`, or make it `kind: multiple`", "options")

    def worksheet(self, page: Page) -> str:
        return worksheet.boxes([page.html(option.text) for option in self.options])
