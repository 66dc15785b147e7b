"""Pairs to find."""

from __future__ import annotations

import html
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from migrationbook.core.inline_typst import fine
from migrationbook.core.schema import Entry, Inline, Plain, distinct
from migrationbook.exercises.base import Exercise, Export, Page, Question, SheetWriter, Stored, shuffled
from migrationbook.exercises.moodle import matching
from migrationbook.exercises.sheet import LETTERS, reason
from migrationbook.exercises.worksheet import BLANK


class Pair(Entry):
    """Two things that belong together."""

    left: Inline
    right: Plain
    why: Inline


class Match(Exercise):
    """Pairs to find."""

    kind: Literal["match"]
    pairs: list[Pair] = Field(min_length=2)
    decoys: list[Plain] = []
    stored: ClassVar[Stored] = "indices"

    @model_validator(mode="after")
    def _one_to_one(self) -> Match:
        distinct([pair.left for pair in self.pairs], "the left side", "pairs")
        distinct([*(pair.right for pair in self.pairs), *self.decoys], "the right side", "pairs")
        return self

    def choices(self, uid: str) -> list[str]:
        """Return the right sides and decoys in the order in which they are offered."""
        return shuffled([*(pair.right for pair in self.pairs), *self.decoys], uid)

    def page_data(self, page: Page) -> dict[str, Any]:
        right = self.choices(page.uid)
        left = [
            {"html": page.html(pair.left), "text": page.plain(pair.left), "why": page.html(pair.why), "answer": right.index(pair.right)}
            for pair in self.pairs
        ]
        return {"left": left, "right": right}

    def worksheet(self, page: Page) -> str:
        offered = "; ".join(html.escape(choice) for choice in self.choices(page.uid))
        items = "\n".join(f"<li>{page.html(pair.left)} – {BLANK}</li>" for pair in self.pairs)
        return f'<ul class="mb-pairs">\n{items}\n</ul>\n<p>{self.kind_words("worksheet.choose_from")} {offered}</p>'

    def student_view(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        return {"left": [write.text(pair.left) for pair in self.pairs], "right": [fine(choice) for choice in self.choices(uid)]}

    def answer_key(self, write: SheetWriter, uid: str) -> dict[str, Any]:
        choices = self.choices(uid)
        letters = [LETTERS[choices.index(pair.right)] for pair in self.pairs]
        return {
            "letters": letters,
            "answer": ", ".join(f"{place} {letter}" for place, letter in enumerate(letters, 1)),
            "reasons": [
                reason(write.text(pair.why), letter, True, what=[fine(pair.right)])
                for letter, pair in zip(letters, self.pairs, strict=True)
            ],
        }

    def moodle(self, export: Export) -> Question:
        return matching(export, [(pair.left, pair.right, pair.why) for pair in self.pairs], self.decoys)
