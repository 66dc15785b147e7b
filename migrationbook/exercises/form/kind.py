"""A form in sections."""

from __future__ import annotations

import html
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from migrationbook.core.inline_typst import fine
from migrationbook.core.markup import items_html, terms_html
from migrationbook.core.schema import Entry, Id, Inline, Plain, distinct, require
from migrationbook.core.strings import words
from migrationbook.exercises import worksheet
from migrationbook.exercises.base import Exercise, Export, Page, Question, SheetWriter, Stored
from migrationbook.exercises.moodle import essay, headings

#: Lines of a form, all sections together: with them it fills two pages of a sheet.
MOST_LINES = 36


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


class Form(Exercise):
    """A form in sections, written freely; criteria to judge it by, and worked examples that no page holds."""

    kind: Literal["form"]
    title: Plain | None = None
    sections: list[Section] = Field(min_length=2, max_length=8)
    criteria: list[Inline] = Field(min_length=2, max_length=10)
    stored: ClassVar[Stored] = {"texts": "texts", "criteria": "indices"}
    fills_pages: ClassVar[bool] = True

    @model_validator(mode="after")
    def _fits_on_two_pages(self) -> Form:
        distinct([section.id for section in self.sections], "the section", "sections")
        distinct([section.label for section in self.sections], "the label", "sections")
        lines = sum(section.lines for section in self.sections)
        problem = f"the form has {lines} lines, two pages hold {MOST_LINES}"
        require(lines <= MOST_LINES, problem, "give its sections fewer lines", "sections")
        return self

    def page_data(self, page: Page) -> dict[str, Any]:
        # the worked examples stay out: they belong to the instructor edition
        return {
            "title": self.title,
            "sections": [
                {
                    "id": section.id,
                    "label": section.label,
                    "ask": page.html(section.ask),
                    "ask_text": page.plain(section.ask),
                    "lines": section.lines,
                }
                for section in self.sections
            ],
            "criteria": [page.html(criterion) for criterion in self.criteria],
        }

    def worksheet(self, page: Page) -> str:
        title = f'<p class="mb-form-title">{html.escape(self.title)}</p>\n' if self.title else ""
        return title + "\n".join(
            f'<div class="mb-section">\n<p><strong>{html.escape(section.label)}.</strong> {page.html(section.ask)}</p>\n'
            f"{worksheet.lines(section.lines)}\n</div>"
            for section in self.sections
        )

    def student_view(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        sections = [{"label": fine(section.label), "ask": write.text(section.ask), "lines": section.lines} for section in self.sections]
        return {"title": fine(self.title) if self.title else None, "sections": sections}

    def answer_key(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {
            "models": [write.text(section.model) for section in self.sections],
            "criteria": [write.text(criterion) for criterion in self.criteria],
            "reasons": [],
        }

    def moodle(self, export: Export) -> Question:
        labels = [html.escape(section.label, quote=False) for section in self.sections]
        asked = zip(labels, (export.html(section.ask) for section in self.sections), strict=True)
        models = zip(labels, (export.html(section.model) for section in self.sections), strict=True)
        criteria = (words("lms.criteria"), items_html(export.html(criterion) for criterion in self.criteria))
        lines = sum(section.lines for section in self.sections)
        title = f"<p><strong>{html.escape(self.title, quote=False)}</strong></p>" if self.title else ""
        template = headings(section.label for section in self.sections)
        return Question("essay", essay(lines, terms_html([*models, criteria]), template), title + terms_html(asked))
