"""Rows to sort into columns."""

from __future__ import annotations

import html
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, Field, model_validator

from migrationbook.core.inline_typst import fine
from migrationbook.core.schema import Entry, Inline, Plain, distinct, require
from migrationbook.exercises.base import Exercise, Export, Page, Question, SheetWriter, Stored
from migrationbook.exercises.moodle import matching
from migrationbook.exercises.sheet import reason
from migrationbook.exercises.worksheet import BOX


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
    stored: ClassVar[Stored] = "indices"

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

    def page_data(self, page: Page) -> dict[str, Any]:
        rows = [
            {
                "html": page.html(row.text),
                "text": page.plain(row.text),
                "is": self.columns.index(row.column),
                "why": page.html(row.why),
            }
            for row in self.rows
        ]
        return {"columns": self.columns, "rows": rows}

    def worksheet(self, page: Page) -> str:
        head = "".join(f'<th scope="col">{html.escape(column)}</th>' for column in self.columns)
        rows = "\n".join(
            f'<tr><th scope="row">{page.html(row.text)}</th>' + f"<td>{BOX}</td>" * len(self.columns) + "</tr>" for row in self.rows
        )
        table = f'<table class="mb-grid">\n<thead><tr><td></td>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>'
        return f'<div class="mb-scroll">{table}</div>'

    def student_view(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {"columns": [fine(column) for column in self.columns], "rows": [write.text(row.text) for row in self.rows]}

    def answer_key(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {
            "right": [self.columns.index(row.column) for row in self.rows],
            "reasons": [reason(write.text(row.why), str(place), True, what=[fine(row.column)]) for place, row in enumerate(self.rows, 1)],
        }

    def moodle(self, export: Export) -> Question:
        empty = [column for column in self.columns if column not in {row.column for row in self.rows}]
        return matching(export, [(row.text, row.column, row.why) for row in self.rows], empty)
